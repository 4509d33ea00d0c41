"""The commands of settlement, by what they print, what they leave behind and how they end."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import dronedeal
from tests.cli.tool import Done, tool_at

PACKAGE = "package: {terms.sale.price: 1.3, terms.levy.share: 2%}\nagreed: {systems.interceptor.unit_cost: 4_000 USD}\n"
EVENTS = """\
source,id,kind,effective_on,of,system,quantity,by,to,amount,currency
makers,d-1,delivered,2027-02-10,sale,interceptor,400,,,,
partner,p-1,paid,2027-04-20,,,,partner,makers,1000000.25,USD
"""


def run(folder: Path, *words: str, **more: str) -> Done:
    """A command in a folder: in this process, or in one of its own where it needs more of its environment than that."""
    if not more:
        return tool_at(folder, *words)
    command = [sys.executable, "-m", "dronedeal", *words]
    environment = os.environ | {"PYTHONUTF8": "1", **more}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dronedeal.new(tmp_path / "deal")
    (tmp_path / "package.yaml").write_text(PACKAGE, "utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    assert run(tmp_path, "sign", "deal", "--package", "package.yaml").status == 0
    return tmp_path


def test_what_is_not_agreed_is_refused_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    dronedeal.new(tmp_path / "deal")
    (tmp_path / "package.yaml").write_text("package: {terms.sale.price: 1.3}\n", "utf-8")

    done = run(tmp_path, "sign", "deal", "--package", "package.yaml")

    assert done.status == 1
    assert "L101  terms.levy.share is open" in done.err
    assert "L101  systems.interceptor.unit_cost is uncertain" in done.err
    assert not (tmp_path / "deal" / "signed").exists()


def test_a_signed_deal_is_a_deal_and_is_not_replaced(folder: Path) -> None:
    (folder / "package.yaml").write_text(PACKAGE.replace("1.3", "1.4"), "utf-8")

    again = run(folder, "sign", "deal", "--package", "package.yaml")

    assert again.status == 1
    assert "L102" in again.err
    assert dronedeal.numbers(dronedeal.read(folder / "deal" / "signed"))["open"] == ()


def test_a_signed_text_that_was_changed_is_not_settled(folder: Path) -> None:
    path = folder / "deal" / "signed" / "deal.yaml"
    path.write_text(path.read_text("utf-8").replace("1.3", "1.4"), "utf-8")

    done = run(folder, "record", "deal", "events.csv", "--ledger", "l.sqlite")

    assert done.status == 1
    assert "is not the text that was signed" in done.err
    assert not (folder / "l.sqlite").exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_preview_and_a_file_with_a_mistake_leave_nothing_behind(folder: Path, kind: str) -> None:
    from dronedeal.settlement import is_ledger
    from tests.settlement.postgres import place

    ledger = "l.sqlite" if kind == "sqlite" else place()
    before = sorted(path.name for path in folder.rglob("*"))

    preview = run(folder, "record", "deal", "events.csv", "--ledger", ledger, "--preview", "--json", "-")
    (folder / "events.csv").write_text(EVENTS.replace("400", "4.5"), "utf-8")
    wrong = run(folder, "record", "deal", "events.csv", "--ledger", ledger)

    said = json.loads(preview.out)
    assert [one["outcome"] for one in said["events"]] == ["new", "new"]
    assert {one["line"]: one["after"] for one in said["changes"]} == {
        "terms.sale/price": "1768000.00",
        "terms.sale/advance": "312000.00",
        "terms.levy/share": "41600.00",
    }
    assert wrong.status == 1
    assert "events.csv:2:7  L104  quantity 4.5 is not whole" in wrong.err
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert not is_ledger(ledger)


def test_a_statement_is_the_same_bytes_in_another_zone_locale_and_hash_seed(folder: Path) -> None:
    ledger = ("--ledger", "l.sqlite")
    assert run(folder, "record", "deal", "events.csv", *ledger).status == 0
    assert run(folder, "record", "deal", "events.csv", *ledger).out.count("exists") == 2
    asked = ("statement", "deal", *ledger, "--party", "makers", "--to", "2027-06-30", "--json", "-")

    one = run(folder, *asked, TZ="UTC", PYTHONHASHSEED="1")
    other = run(folder, *asked, TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", LC_ALL="C")

    assert one.out == other.out
    said = json.loads(one.out)
    assert {"lines", "balances", "hash", "checkpoint"} <= said.keys()
    assert said["lines"][0]["events"] == ["makers/d-1"]
    [balance] = [one for one in said["balances"] if one["from"] == "partner"]
    assert (balance["owed"], balance["paid"], balance["left"]) == ("2080000.00", "1000000.25", "1079999.75")


def test_statement_files_are_the_same_bytes_in_another_zone_locale_and_hash_seed(folder: Path) -> None:
    ledger = ("--ledger", "l.sqlite")
    assert run(folder, "record", "deal", "events.csv", *ledger).status == 0
    assert run(folder, "forecast", "deal", "planned.csv").status == 0
    asked = ("statement", "deal", *ledger, "--party", "makers", "--quarter", "2027-Q1", "--planned", "planned.csv")
    kinds = ("pdf", "xlsx", "csv")
    one = [word for kind in kinds for word in (f"--{kind}", f"one.{kind}")]
    other = [word for kind in kinds for word in (f"--{kind}", f"other.{kind}")]

    first = run(folder, *asked, *one, TZ="UTC", PYTHONHASHSEED="1")
    second = run(folder, *asked, *other, TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", LC_ALL="C", LANG="C")

    assert (first.status, first.out, first.err) == (0, "one.pdf\none.xlsx\none.csv\n", "")
    assert second.status == 0
    for kind in kinds:
        assert (folder / f"one.{kind}").read_bytes() == (folder / f"other.{kind}").read_bytes()
    assert (folder / "one.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_a_forecast_is_marked_and_rests_on_the_planned_events_it_names(folder: Path) -> None:
    ledger = ("--ledger", "l.sqlite")
    run(folder, "record", "deal", "events.csv", *ledger)
    asked = ("statement", "deal", *ledger, "--party", "makers", "--to", "2027-03-31", "--json", "-")

    plain = json.loads(run(folder, *asked).out)
    alone = json.loads(run(folder, *asked, "--ahead", "2").out)["forecast"]
    done = run(folder, "forecast", "deal", "planned.csv")
    ahead = json.loads(run(folder, *asked, "--planned", "planned.csv").out)
    refused = run(folder, "record", "deal", "planned.csv", *ledger)

    assert "forecast" not in plain
    assert (alone["planned"], alone["until"]) == (None, "2027-09-30")
    assert done.out.startswith("planned.csv\n")
    assert ahead["forecast"]["until"] == "2028-03-31"
    assert len(ahead["forecast"]["planned"]) == 64
    assert any(float(one["planned"]) > 0 for one in ahead["forecast"]["totals"])
    assert ahead["balances"] == plain["balances"]
    assert refused.status == 1
    assert "is planned, and has not happened" in refused.err


def test_a_template_is_filled_in_and_recorded(folder: Path) -> None:
    assert run(folder, "template", "deal", "mine.csv").out == "mine.csv\n"
    text = (folder / "mine.csv").read_text("utf-8").strip()
    row = {"source": "makers", "id": "d-1", "kind": "delivered", "effective_on": "2027-02-10", "of": "sale", "system": "interceptor",
           "quantity": "400"}  # fmt: skip
    (folder / "mine.csv").write_text(f"{text}\n{','.join(row.get(name, '') for name in text.split(','))}\n", "utf-8")

    recorded = run(folder, "record", "deal", "mine.csv", "--ledger", "l.sqlite")
    again = run(folder, "template", "deal", "mine.csv")
    book = run(folder, "template", "deal", "mine.xlsx")
    empty = run(folder, "record", "deal", "mine.xlsx", "--ledger", "l.sqlite")

    assert "makers/d-1\tdelivered\t2027-02-10\tnew" in recorded.out
    assert again.status == 2
    assert "is there already" in again.err
    assert (book.status, empty.status) == (0, 0)


def test_a_ledger_is_closed_verified_and_written_as_journals(folder: Path) -> None:
    ledger = ("--ledger", "l.sqlite")
    run(folder, "record", "deal", "events.csv", *ledger)

    ends = [
        run(folder, "close", "deal", *ledger, "--to", "2027-03-31").status,
        run(folder, "close", "deal", *ledger, "--to", "2027-03-31").status,
        run(folder, "balances", "deal", *ledger, "--json", "-").status,
        run(folder, "verify", "deal", *ledger).status,
    ]

    assert ends == [0, 1, 0, 0]
    for form in ("beancount", "hledger"):
        text = run(folder, "journal", "deal", *ledger, "--format", form).out
        for part in text.split("\n\n")[1:]:
            sums: dict[str, int] = {}
            for line in part.splitlines()[1:]:
                _, amount, unit = line.split()
                sums[unit] = sums.get(unit, 0) + int(amount.replace(".", ""))
            assert sums
            assert not any(sums.values())


def test_lots_that_went_under_two_deals_are_told(folder: Path) -> None:
    sold = (
        "source,id,kind,effective_on,of,system,quantity,lots\nmakers,d-1,delivered,2027-02-10,sale,interceptor,40,{}\n"
    )
    (folder / "one.csv").write_text(sold.format("F-01..F-40"), "utf-8")
    (folder / "two.csv").write_text(sold.format("F-40..F-44"), "utf-8")
    dronedeal.new(folder / "other")
    (folder / "package.yaml").write_text(PACKAGE.replace("1.3", "1.4"), "utf-8")
    assert run(folder, "sign", "other", "--package", "package.yaml").status == 0
    for which, deal in (("one", "deal"), ("two", "other")):
        assert run(folder, "record", deal, f"{which}.csv", "--ledger", f"{which}.sqlite").status == 0

    alone = run(folder, "stock", "deal", "--ledger", "one.sqlite", "--json", "-")
    beside = run(folder, "stock", "deal", "--ledger", "one.sqlite", "--beside", "other=two.sqlite", "--json", "-")
    shown = run(folder, "stock", "deal", "--ledger", "one.sqlite", "--beside", "other=two.sqlite")
    misused = run(folder, "stock", "deal", "--ledger", "one.sqlite", "--beside", "two.sqlite")

    assert [done.status for done in (alone, beside, shown, misused)] == [0, 1, 1, 2]
    assert json.loads(alone.out)["twice"] == []
    assert {
        "party": "partner", "system": "interceptor", "kit": "standard", "units": 40, "lots": "F-01..F-40"
    } in json.loads(alone.out)["stock"]  # fmt: skip
    [twice] = json.loads(beside.out)["twice"]
    assert (twice["lots"], twice["first"]["deal"], twice["second"]["deal"]) == ("F-40", "deal", "other")
    assert "deal: makers/d-1, delivered 2027-02-10, makers to partner" in shown.out


@pytest.mark.parametrize(
    "words",
    [
        ("statement", "deal", "--ledger", "none.sqlite", "--party", "makers", "--to", "2027-03-31"),
        ("statement", "deal", "--ledger", "postgresql://host/base", "--party", "makers", "--to", "2027-03-31"),
        ("statement", "deal", "--ledger", "package.yaml", "--party", "makers", "--to", "2027-03-31"),
        ("statement", "deal", "--ledger", "none.sqlite", "--party", "mars", "--to", "2027-03-31"),
        ("statement", "deal", "--ledger", "none.sqlite", "--party", "makers", "--to", "March"),
        ("statement", "deal", "--ledger", "none.sqlite", "--party", "makers"),
        ("statement", "deal", "--ledger", "none.sqlite", "--party", "makers", "--quarter", "2027-Q5"),
        (
            "statement",
            "deal",
            "--ledger",
            "none.sqlite",
            "--party",
            "makers",
            "--quarter",
            "2027-Q1",
            "--to",
            "2027-03-31",
        ),
        (
            "statement",
            "deal",
            "--ledger",
            "none.sqlite",
            "--party",
            "makers",
            "--from",
            "2027-04-01",
            "--to",
            "2027-03-31",
        ),
        ("statement", "deal", "--ledger", "none.sqlite", "--party", "makers", "--to", "2027-03-31", "--ahead", "0"),
        (
            "statement",
            "deal",
            "--ledger",
            "none.sqlite",
            "--party",
            "makers",
            "--to",
            "2027-03-31",
            "--planned",
            "none.csv",
        ),
        ("template", "deal", "events.ods"),
        ("forecast", "deal", "nowhere/planned.csv"),
        ("record", "deal", "none.csv", "--ledger", "l.sqlite"),
        ("record", "deal", "events.csv", "--ledger", "nowhere/l.sqlite"),
        ("verify", "deal", "--ledger", "none.sqlite", "--checkpoint", "package.yaml"),
        ("journal", "deal", "--ledger", "none.sqlite", "--format", "ledger"),
        ("restore", "deal", "none.backup", "--ledger", "new.sqlite"),
        ("backup", "deal", "--ledger", "none.sqlite", "--to", "one.backup"),
        ("migrate", "deal", "--ledger", "none.sqlite"),
        ("clerk", "No Role", "--ledger", "none.sqlite"),
    ],
)
def test_misuse_ends_with_two_and_a_mend(words: tuple[str, ...], folder: Path) -> None:
    done = run(folder, *words)

    assert done.status == 2
    assert "mend:" in done.err


def test_a_ledger_goes_into_a_database_and_back_by_its_backup(folder: Path) -> None:
    from tests.settlement.postgres import place

    url, key = place(), ("--key", "l.sqlite.key")
    run(folder, "record", "deal", "events.csv", "--ledger", "l.sqlite")

    first = run(folder, "backup", "deal", "--ledger", "l.sqlite", "--to", "one.backup")
    there = run(folder, "restore", "deal", "one.backup", "--ledger", url)
    twice = run(folder, "restore", "deal", "one.backup", "--ledger", url)
    again = run(folder, "record", "deal", "events.csv", "--ledger", url)
    second = run(folder, "backup", "deal", "--ledger", url, "--to", "two.backup", *key)
    over = run(folder, "backup", "deal", "--ledger", url, "--to", "two.backup", *key)

    assert [done.status for done in (first, there, twice, again, second, over)] == [0, 0, 2, 0, 0, 2]
    assert again.out.count("exists") == 2
    assert (folder / "one.backup").read_bytes() == (folder / "two.backup").read_bytes()
    clerk = run(folder, "clerk", "dronedeal_clerk", "--ledger", url)
    assert clerk.out.splitlines()[0] == "dronedeal_clerk"
    assert run(folder, "clerk", "dronedeal_clerk", "--ledger", "l.sqlite").status == 2


def test_a_new_ledger_in_a_database_has_its_key_in_the_deals_folder(folder: Path) -> None:
    from tests.settlement.postgres import place

    url = place()

    recorded = run(folder, "record", "deal", "events.csv", "--ledger", url)
    checked = run(folder, "verify", "deal", "--ledger", url)

    assert (recorded.status, checked.status) == (0, 0)
    assert (folder / "deal" / "ledger.key").stat().st_mode & 0o777 == 0o600
    assert "\N{EM DASH} dronedeal/" in checked.out


def test_a_damaged_backup_and_an_old_ledger_say_so(folder: Path) -> None:
    run(folder, "record", "deal", "events.csv", "--ledger", "l.sqlite")
    run(folder, "backup", "deal", "--ledger", "l.sqlite", "--to", "one.backup")
    whole = (folder / "one.backup").read_bytes()
    (folder / "one.backup").write_bytes(whole[:-40])

    damaged = run(folder, "restore", "deal", "one.backup", "--ledger", "new.sqlite")
    migrated = run(folder, "migrate", "deal", "--ledger", "l.sqlite")

    assert damaged.status == 1
    assert "L120  the backup cannot be used: it ends in the middle" in damaged.err
    assert not (folder / "new.sqlite").exists()
    assert migrated.out == "version 2 to 2: 3 entries, each with the hash it had\n"


def test_an_amendment_binds_from_its_quarter_and_what_was_stated_stays(folder: Path) -> None:
    ledger = ("--ledger", "l.sqlite")
    asked = ("statement", "deal", *ledger, "--party", "makers", "--json", "-", "--to")
    assert run(folder, "record", "deal", "events.csv", *ledger).status == 0
    assert run(folder, "close", "deal", *ledger, "--to", "2027-03-31").status == 0
    before = run(folder, *asked, "2027-03-31").out
    package = folder / "amended.yaml"
    package.write_text(PACKAGE.replace("2%", "3%"), "utf-8")

    done = run(folder, "amend", "deal", "--from", "2027-Q2", "--package", package.name)
    again = run(folder, "amend", "deal", "--from", "2027-Q2", "--package", package.name)
    wrong = run(folder, "amend", "deal", "--from", "soon", "--package", package.name)
    more = (folder / "events.csv").read_text("utf-8").splitlines()
    row = more[1].replace("d-1", "d-9").replace("2027-02-10", "2027-05-10")
    (folder / "more.csv").write_text(f"{more[0]}\n{row}\n", "utf-8")
    assert run(folder, "record", "deal", "more.csv", *ledger).status == 0
    found = json.loads(run(folder, *asked, "2027-06-30").out)

    assert done.status == 0
    assert done.out.startswith("binds from 2027-Q2\n")
    assert (again.status, wrong.status) == (1, 2)
    assert "L108" in again.err
    assert run(folder, *asked, "2027-03-31").out == before
    levies = {line["quarter"]: line["amount"] for line in found["lines"] if line["clause"] == "levy"}
    assert Decimal(levies["2027-Q2"]) == Decimal(levies["2027-Q1"]) * 3 / 2
    assert found["amendments"][0]["from"] == "2027-Q2"
    assert run(folder, "verify", "deal", *ledger).status == 0


def test_the_rest_is_planned_from_what_is_closed(folder: Path) -> None:
    ledger = "l.sqlite"
    assert run(folder, "record", "deal", "events.csv", "--ledger", ledger).status == 0
    open_yet = run(folder, "plan", "deal", "--from-ledger", ledger)
    assert run(folder, "close", "deal", "--ledger", ledger, "--to", "2027-03-31").status == 0

    done = run(folder, "plan", "deal", "--from-ledger", ledger, "--json", "-")
    told = run(folder, "plan", "deal", "--from-ledger", ledger, "--to", "2027-06-30")
    ahead = run(folder, "forecast", "deal", "-", "--from-ledger", ledger)
    sides = run(folder, "plan", "deal", "--from-ledger", ledger, "--as", "partner")
    alone = run(folder, "plan", "deal", "--to", "2027-03-31")

    said = json.loads(done.out)
    assert said["quarters"] == ["2027-Q1"]
    assert [one["happened"] for one in said["units"]] == [400]
    assert {"money", "sides", "missed", "plan"} <= said.keys()
    assert told.status == 0
    assert "Units, as planned and as they came" in told.out
    assert "2027-02" in ahead.out
    assert (open_yet.status, sides.status, alone.status) == (2, 2, 2)
    assert "no quarter of the ledger is closed" in open_yet.err


TALKS = """\
talks:
  - {{round: 1, date: 2027-01-11, by: home, package: {{terms.sale.price: 1.3, terms.levy.share: 2%}}}}
  - {{round: 1, date: 2027-01-12, by: partner, accepts: {accepts}, package: {{terms.sale.price: {price}, terms.levy.share: 2%}}}}
"""


@pytest.mark.parametrize(
    ("talks", "package", "found"),
    [
        ("", "agreed: {systems.interceptor.unit_cost: 4_000 USD}", "L111  talks.yaml ended in no package: no offer"),
        (TALKS.format(accepts="no", price="1.2"), "", "L111  talks.yaml ended in no package: the last package is not accepted yet by home"),
        (TALKS.format(accepts="yes", price="1.3"), "", "L101  systems.interceptor.unit_cost is uncertain"),
        (TALKS.format(accepts="yes", price="1.3"), PACKAGE.replace("2%", "3%"), "L111  package.yaml holds another package"),
        (TALKS.format(accepts="yes", price="1.3"), "agreed: [", "D"),
        ("talks: {", PACKAGE, "D"),
    ],
)  # fmt: skip
def test_without_a_package_that_was_accepted_nothing_is_signed(
    talks: str, package: str, found: str, tmp_path: Path
) -> None:
    dronedeal.new(tmp_path / "deal")
    for name, text in (("talks.yaml", talks), ("package.yaml", package)):
        if text:
            (tmp_path / "deal" / name).write_text(text, "utf-8")

    done = run(tmp_path, "sign", "deal")

    assert done.status == 1
    assert found in done.err
    assert not (tmp_path / "deal" / "signed").exists()


@pytest.mark.parametrize("package", [PACKAGE, PACKAGE.partition("\n")[2]])
def test_the_package_that_the_talks_ended_in_is_signed(package: str, folder: Path) -> None:
    dronedeal.new(folder / "talked")
    (folder / "talked" / "talks.yaml").write_text(TALKS.format(accepts="yes", price="1.3"), "utf-8")
    (folder / "talked" / "package.yaml").write_text(package, "utf-8")

    done = run(folder, "sign", "talked")

    assert (done.status, done.err) == (0, "")
    signed = [json.loads((folder / name / "signed" / "signed.json").read_text("utf-8")) for name in ("deal", "talked")]
    assert signed[0] == signed[1]


def test_an_amendment_without_a_file_signs_what_the_talks_ended_in(folder: Path) -> None:
    (folder / "deal" / "package.yaml").write_text("agreed: {systems.interceptor.unit_cost: 4_000 USD}\n", "utf-8")
    document = folder / "deal" / "deal.yaml"
    document.write_text(document.read_text("utf-8").replace("pay_after: 45 days", "pay_after: 60 days"), "utf-8")

    without = run(folder, "amend", "deal", "--from", "2027-Q3")
    (folder / "deal" / "talks.yaml").write_text(TALKS.format(accepts="yes", price="1.3"), "utf-8")
    done = run(folder, "amend", "deal", "--from", "2027-Q3", "--json", "-")

    assert without.status == 1
    assert "L111  talks.yaml ended in no package" in without.err
    assert json.loads(done.out)["package"]["terms.sale.price"] == "1.3"


def test_a_statement_is_made_on_entries_that_are_there_and_in_forms_that_can_be_read(folder: Path) -> None:
    assert run(folder, "record", "deal", "events.csv", "--ledger", "l.sqlite").status == 0
    asked = ("statement", "deal", "--ledger", "l.sqlite", "--party", "makers", "--to", "2027-03-31")

    beyond = run(folder, *asked, "--cutoff", "4")
    mixed = run(folder, *asked, "--csv", "-", "--json", "-")
    onto = run(folder, *asked, "--pdf", "one", "--xlsx", "one")
    nothing = run(folder, *asked[:-1], "2026-03-31")

    assert [one.status for one in (beyond, mixed, onto, nothing)] == [2, 2, 2, 0]
    assert "4 is no cut-off: the ledger has 3 entries" in beyond.err
    assert "several forms would be written to stdout" in mixed.err
    assert (mixed.out, (folder / "one").exists()) == ("", False)
    assert nothing.out.startswith("A first deal: makers to 2026-03-31: no lines\n")
    assert "Balances" not in nothing.out


def test_a_key_that_is_not_the_ledgers_is_refused_and_a_checkpoint_without_a_signature_is_told(folder: Path) -> None:
    ledger = ("--ledger", "l.sqlite")
    assert run(folder, "record", "deal", "events.csv", *ledger).status == 0
    key = folder / "l.sqlite.key"
    asked = ("statement", "deal", *ledger, "--party", "makers", "--to", "2027-03-31", "--json", "-")
    signed = run(folder, *asked)
    key.rename(folder / "elsewhere.key")
    (folder / "other.key").write_text("rubbish", "utf-8")

    without = [
        run(folder, *asked),
        run(folder, "verify", "deal", *ledger),
        run(folder, "backup", "deal", *ledger, "--to", "b"),
    ]
    wrong = run(folder, "verify", "deal", *ledger, "--key", "other.key")
    named = run(folder, *asked, "--key", "elsewhere.key")

    assert [done.status for done in without] == [0, 0, 0]
    assert all(done.err.startswith("the checkpoint is not signed: the ledger's private key") for done in without)
    assert (wrong.status, wrong.out) == (2, "")
    assert "other.key is not the key of this ledger" in wrong.err
    assert (named.out, named.err, signed.err) == (signed.out, "", "")


def test_a_deal_is_not_looked_at_beside_itself(folder: Path) -> None:
    assert run(folder, "record", "deal", "events.csv", "--ledger", "l.sqlite").status == 0

    done = run(folder, "stock", "deal", "--ledger", "l.sqlite", "--beside", "deal=l.sqlite")

    assert (done.status, done.out) == (2, "")
    assert "deal is a deal that is looked at already" in done.err


def test_what_bears_the_name_of_a_workbook_and_is_none_is_no_package(folder: Path) -> None:
    (folder / "package.xlsx").write_text("no workbook", "utf-8")
    dronedeal.new(folder / "other")

    done = run(folder, "sign", "other", "--package", "package.xlsx")

    assert done.status == 1
    assert "package.xlsx:1:1  D111" in done.err
    assert "mend:" in done.err
