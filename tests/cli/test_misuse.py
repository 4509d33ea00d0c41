"""Misuse ends with 2, what a document has wrong with 1; either says what to do, on stderr, and stdout stays empty."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.tool import VERBS, Done, tool, verb

PLANNED = ("choose", "plan", "trace", "match", "evidence")


def refused(done: Done) -> str:
    """What a misuse said: what is wrong, and the mend below it."""
    assert done.status == 2
    assert done.out == ""
    said, mend = done.err.splitlines()
    assert said.startswith("dronedeal: ")
    assert mend.startswith("  mend: ")
    return said


@pytest.mark.parametrize("name", VERBS)
def test_a_folder_must_be_there(name: str, deal: Path, tmp_path: Path) -> None:
    assert "is no folder" in refused(verb(name, tmp_path / "nowhere"))
    assert "is no folder" in refused(verb(name, deal / "deal.yaml"))


@pytest.mark.parametrize("name", VERBS)
def test_a_scenario_must_be_there(name: str, deal: Path) -> None:
    assert "has no scenario chep; did you mean cheap?" in refused(verb(name, deal, "--scenario", "chep"))
    assert "has no scenario" in refused(verb(name, deal, "--scenario", "../private/partner"))


@pytest.mark.parametrize("name", VERBS)
def test_a_side_must_be_a_party(name: str, deal: Path) -> None:
    assert "hom is no party" in refused(verb(name, deal, "--as", "hom"))


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("name", VERBS)
def test_an_answer_must_be_writable(name: str, deal: Path, tmp_path: Path) -> None:
    assert "cannot be written" in refused(verb(name, deal, "--json", tmp_path / "nowhere" / "answer.json"))
    assert "cannot be written" in refused(verb(name, deal, "--json", tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", sorted(PLANNED))
def test_an_unsound_document_is_answered_by_its_errors(name: str, unsound: Path) -> None:
    table, record = verb(name, unsound), verb(name, unsound, "--json", "-")

    assert (table.status, record.status) == (1, 1)
    assert table.out == record.out == ""
    assert table.err == record.err
    assert "deal.yaml:24:5  D201" in table.err
    assert "mend: " in table.err


@pytest.mark.parametrize(
    ("name", "wreck"),
    [
        ("no deal.yaml", lambda folder: (folder / "deal.yaml").unlink()),
        ("an empty file", lambda folder: (folder / "deal.yaml").write_text("", "utf-8")),
        ("bytes", lambda folder: (folder / "deal.yaml").write_bytes(b"\xff\xfe\x00")),
        ("no YAML", lambda folder: (folder / "deal.yaml").write_text("a: [", "utf-8")),
        ("a list", lambda folder: (folder / "deal.yaml").write_text("- 1\n", "utf-8")),
        ("a folder", lambda folder: ((folder / "deal.yaml").unlink(), (folder / "deal.yaml").mkdir())),
        ("no claims", lambda folder: (folder / "claims.csv").write_text('id\n"', "utf-8")),
        ("a broken sheet", lambda folder: (folder / "needs.xlsx").write_bytes(b"PK")),
    ],
)
@pytest.mark.parametrize("verb_name", ["check", "plan"])
def test_a_wrecked_folder_is_a_finding(verb_name: str, name: str, wreck: Callable[[Path], None], own: Path) -> None:
    wreck(own)

    done = verb(verb_name, own)

    assert done.status == 1, name
    assert "mend: " in done.err


def test_a_misnamed_overlay_is_an_error_for_who_asks_for_one(own: Path) -> None:
    (own / "private" / "partner.yaml").rename(own / "private" / "partnr.yaml")

    asked, unasked = tool("plan", own, "--as", "partner"), tool("check", own)

    assert (asked.status, asked.out) == (1, "")
    assert "private/partnr.yaml  D131" in asked.err
    assert "did you mean partner?" in asked.err
    assert unasked.status == 0
    assert "D131" in unasked.err


def test_no_control_character_of_a_deal_reaches_the_terminal(own: Path) -> None:
    with (own / "deal.yaml").open("a", encoding="utf-8") as file:
        file.write("# \x1b[2J\u202e\n")
    (own / "private" / "\x1b[1m.yaml").write_text("", "utf-8")

    done = tool("check", own)

    assert done.status == 1
    assert "D117" in done.err
    assert not {"\x1b", "\u202e"} & set(done.out + done.err)


def test_a_finding_in_a_sheet_shows_its_cell(own: Path) -> None:
    (own / "needs.csv").write_text('id,of,quantity\nbases,"partner",one hundred\n', "utf-8")

    done = tool("check", own)

    assert "needs.csv:2:3  D301" in done.err
    assert "\n   row 2, cell 3 (quantity) |   one hundred\n" in done.err
    assert "^" not in done.err


def test_a_finding_in_a_sheet_between_semicolons_or_in_a_workbook_shows_its_cell(tmp_path: Path) -> None:
    from typing import Any

    import xlsxwriter

    (tmp_path / "parts.csv").write_text("id;qty\nmotor;lots, surely\n", "utf-8")
    book: Any = xlsxwriter.Workbook(tmp_path / "parts.xlsx")
    page = book.add_worksheet("list of parts")
    page.write_row("A1", ["id", "qty"])
    page.write_row("A2", ["motor", "lots"])
    book.close()

    text, packed = tool("bom", tmp_path / "parts.csv"), tool("bom", tmp_path / "parts.xlsx")

    assert "\n   row 2, cell 2 (qty) |   lots, surely\n" in text.err
    assert "\n   list of parts!B2 (qty) |   lots\n" in packed.err


@pytest.mark.parametrize("words", [(), ("plam",), ("check",), ("plan", "--nonsense"), ("choose", ".")], ids=" ".join)
def test_a_command_that_cannot_be_read_is_misuse(words: tuple[str, ...]) -> None:
    done = tool(*words)

    assert done.status == 2
    assert "Usage" in done.out + done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("explain", "D999"), "no finding has the code D999"),
        (("match", "DEAL", "--service", "Navy"), "no need of a service named Navy"),
        (("choose", "DEAL", "--for", "nobody"), "nobody is no party"),
        (("choose", "DEAL", "--for", "home"), "home has no channel to compare"),
        (("plan", "DEAL", "--weight", "nobody=1"), "nobody is no party"),
        (("plan", "DEAL", "--weight", "home=much"), "gives no weight"),
        (("plan", "DEAL", "--weight", "home=nan"), "gives no weight"),
        (("plan", "DEAL", "--weight", "home=-1"), "gives no weight"),
        (("plan", "DEAL", "--weight", "home=inf"), "gives no weight"),
        (("plan", "DEAL", "--weight", "home=0"), "no party is given a weight above zero"),
        (("trace", "DEAL", "terms.sale.prise"), "did you mean terms.sale.price?"),
        (("diff", "DEAL", "nowhere"), "is no folder"),
        (("diff", "DEAL", "DEAL", "--package", "nowhere.json"), "is no plan"),
        (("diff", "DEAL", "DEAL", "--package", "DEAL/deal.yaml"), "is no plan"),
        (("new", "DEAL"), "is not empty"),
        (("new", "DEAL/deal.yaml/below"), "cannot be written"),
        (("study", "nowhere", "--out", "out"), "is no folder"),
        (("study", "DEAL", "--out", "DEAL"), "holds files that no study wrote"),
        (("study", "DEAL", "--out", "out", "--as", "hom"), "hom is no party"),
        (("study", "DEAL", "--out", "DEAL/deal.yaml/below"), "cannot be written"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_asked_for_must_exist(words: tuple[str, ...], said: str, deal: Path) -> None:
    done = tool(*(word.replace("DEAL", str(deal)) for word in words))

    assert said in refused(done)


@pytest.mark.parametrize(
    "package", [[1], {"terms.sale.price": None}, {"terms.sale.price": "dear"}, {"terms.sale.price": 9}]
)
def test_a_package_must_fit(package: object, deal: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"package": package}), "utf-8")

    assert "plan.json" in refused(tool("diff", deal, deal, "--package", file))


def test_a_side_that_is_no_party_does_not_hide_what_is_wrong(unsound: Path) -> None:
    done = tool("check", unsound, "--as", "hom")

    assert done.status == 1
    assert "D201" in done.err
