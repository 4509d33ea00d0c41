"""Every verb answers: as a table, as JSON, for a side and under a scenario; nothing but the answer goes to stdout."""

import json
from pathlib import Path

import pytest

from dronedeal.cli import at_table, bill, commands, keeping, screening, settling, stock, what_if  # noqa: F401 - their commands are the application's
from dronedeal.cli.application import application
from dronedeal.document.schema import schema
from tests.cli.tool import KEYS, VERBS, Done, tool, verb

FOLDERLESS = {
    "new",
    "explain",
    "schema",
    "study",
    "diff",
    "domain",
    "offer",
    "answer",
    "screen",
    "rules",
    "lists",
    "names",
    "bom",
}
SETTLING = {
    "sign", "amend", "record", "template", "close", "statement", "forecast", "balances", "stock", "verify", "journal", "backup", "restore",
    "migrate", "clerk",
}  # tried in test_settling.py  # fmt: skip
VIEWS = [(), ("--as", "partner"), ("--as", "neutral"), ("--scenario", "cheap"), ("--as", "home", "--scenario", "cheap")]


def test_no_verb_is_left_out() -> None:
    named = {command.callback.__name__ for command in application.registered_commands if command.callback is not None}

    assert named == VERBS.keys() | FOLDERLESS | SETTLING


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
@pytest.mark.parametrize("name", VERBS)
def test_a_verb_prints_its_answer_and_nothing_else(name: str, view: tuple[str, ...], deal: Path) -> None:
    done = verb(name, deal, *view)

    assert (done.status, done.err) == (0, "")
    assert done.out.strip()


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("name", VERBS)
def test_a_verb_writes_the_keys_its_page_lists(name: str, deal: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"

    printed, written = verb(name, deal, "--json", "-"), verb(name, deal, "--json", file)

    assert (printed.status, printed.err, written.status, written.out, written.err) == (0, "", 0, "", "")
    assert printed.json.keys() == KEYS[name] == json.loads(file.read_text("utf-8")).keys()
    assert [path.name for path in tmp_path.iterdir()] == ["answer.json"]


def test_check_says_what_is_found_and_counts_numbers(unsound: Path) -> None:
    done = tool("check", unsound, "--json", "-")

    first = done.json["findings"][0]
    assert done.status == 1
    assert first.keys() == {"code", "severity", "message", "file", "line", "column", "mend", "related"}
    assert (first["code"], first["severity"], first["file"]) == ("D201", "error", "deal.yaml")
    assert done.json["numbers"].keys() == {"agreed", "open", "uncertain", "disputed"}


def test_a_summary_of_an_unsound_document_says_that_it_is_not_of_all_of_it(unsound: Path) -> None:
    done = tool("check", unsound)

    assert done.status == 1
    assert done.out.startswith("What could be read; entries with errors are left out:\n")
    assert "deal.yaml:24:5  D201  systems.interceptor has no key suport; did you mean support?\n" in done.err
    assert "\n        |       ^\n" in done.err


def test_a_plan_names_what_moves_when_and_where_it_is_said(deal: Path) -> None:
    plan = tool("plan", deal, "--json", "-").json

    assert plan["status"] == "optimal"
    assert plan["parties"]["partner"].keys() == {"value", "walk_away", "gain", "breakup"}
    assert plan["deliveries"][0].keys() == {
        "term", "system", "kit", "site", "from", "to", "need", "quarter", "units",
    }  # fmt: skip
    assert plan["cash"][0].keys() == {
        "line", "term", "from", "to", "quarter", "due", "amount", "currency", "place",
    }  # fmt: skip
    assert plan["clauses"][0].keys() == {"path", "place", "text", "cost", "by_party", "rate", "needed", "short"}
    assert {"rows", "columns", "integers", "seconds", "walk_away_seconds", "max_residual"} <= plan["solver"].keys()
    assert plan["cash"][0]["quarter"] in plan["quarters"]


def test_a_deal_without_a_plan_ends_with_one_and_names_the_lines(infeasible: Path) -> None:
    table, record = verb("plan", infeasible), verb("plan", infeasible, "--json", "-")

    assert (table.status, record.status) == (1, 1)
    assert table.out.startswith("infeasible, because these ")
    assert record.json["status"] == "infeasible"
    assert "terms.sale.least" in {line["path"] for line in record.json["conflict"]}


def test_the_package_is_printed_in_full_and_in_its_units(deal: Path) -> None:
    rows = dict(
        line.split("\t")
        for line in verb("plan", deal).out.splitlines()
        if line.startswith("terms.") and line.count("\t") == 1
    )

    assert rows == {"terms.sale.price": "1.6 × unit cost", "terms.levy.share": "6.5 %"}


def test_weights_are_said_by_party(deal: Path) -> None:
    done = verb("plan", deal, "--weight", "home=2", "--weight", "partner=1")

    assert done.status == 0
    assert "home 0.666667, partner 0.333333" in done.out


@pytest.mark.usefixtures("remembered")
def test_no_answer_for_a_side_holds_what_another_keeps_to_itself(deal: Path) -> None:
    said = "".join(
        (done.out + done.err)
        for name in VERBS
        for done in (verb(name, deal, "--as", "home", "--json", "-"), verb(name, deal, "--as", "home"))
    )

    assert "1234567" not in said
    assert "1,234,567" not in said
    assert "secret offer" not in said
    assert "1234567" in tool("trace", deal, "parties.partner.walk_away.adds", "--as", "partner").out


def test_a_gain_is_traced_to_the_alternative_it_avoids_and_to_the_prices_chosen(deal: Path) -> None:
    done = tool("trace", deal, "parties.partner.gain")

    assert "alternatives.dear_interceptor.unit_cost: " in done.out
    assert "C002: " in done.out
    assert "systems.interceptor.effects.counter_uas: " in done.out
    assert "systems.interceptor.support: " in done.out
    assert "the plan chooses 1.6" in done.out


def test_a_walk_away_is_traced_without_what_the_deal_would_bring(deal: Path) -> None:
    done = tool("trace", deal, "parties.makers.walk_away")

    assert "terms.state_orders/price: home pays makers: price  [" in done.out
    assert "the plan chooses" not in done.out
    assert "terms.sale/price" not in done.out


def test_a_scenario_and_a_package_are_told_apart_from_the_deal(deal: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    verb("plan", deal, "--json", file)

    scenario = tool("diff", deal, deal, "--scenario", "cheap")
    package = tool("diff", deal, deal, "--package", file, "--json", "-")

    assert (scenario.status, scenario.err, package.status) == (0, "", 0)
    assert "alternatives.dear_interceptor.unit_cost\tchanged" in scenario.out
    assert package.json.keys() == KEYS["diff"]
    assert [one["path"] for one in package.json["differences"]] == ["terms.levy.share", "terms.sale.price"]
    assert package.json["differences"][0].keys() == {"path", "change", "before", "after", "place"}


def test_a_service_is_picked_out(deal: Path) -> None:
    matches = tool("match", deal, "--service", "Army", "--json", "-").json["matches"]

    assert {match["service"] for match in matches} == {"Army"}
    assert {"need", "system", "low", "high", "ratio"} <= matches[0].keys()


def test_a_licence_that_brings_own_production_alone_shows_what_it_makes(own: Path) -> None:
    text = (own / "deal.yaml").read_text("utf-8")
    line = "sites:\n  own_line: {in: US, of: partner, makes: [interceptor], capacity: 300/quarter, under: licence}\n"
    licence = "  licence: {kind: licence, licensor: makers, licensee: partner, systems: [interceptor], sites: [own_line], per_unit: 300 USD}\n"
    (own / "deal.yaml").write_text(text.replace("sites:\n", line).rstrip() + f"\n{licence}", "utf-8")

    channels = tool("choose", own, "--for", "makers", "--json", "-").json["channels"]

    units = {channel["name"]: channel["units"] for channel in channels}
    assert units["licence"] > 0.0


def test_a_new_deal_is_written_and_can_be_planned(tmp_path: Path) -> None:
    done = tool("new", tmp_path / "mine")

    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == f"next: dronedeal plan {tmp_path / 'mine'}"
    assert tool("check", tmp_path / "mine").status == 0


def test_a_finding_is_explained_in_either_case() -> None:
    done = tool("explain", "d131")

    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("D131  an overlay of nobody\n")
    assert "Mend: " in done.out


def test_the_schema_is_json() -> None:
    assert tool("schema").json == json.loads(json.dumps(schema()))


def test_a_study_says_where_its_page_is(deal: Path, tmp_path: Path) -> None:
    done = tool("study", deal, "--out", tmp_path / "out", "--as", "partner")

    assert (done.status, done.err) == (0, "")
    assert Path(done.out.strip()) == tmp_path / "out" / "index.html"
    assert (tmp_path / "out" / "study.json").is_file()


@pytest.mark.parametrize("name", [*VERBS, *sorted(FOLDERLESS | SETTLING)])
def test_help_shows_an_example(name: str) -> None:
    done = tool(name, "--help")

    assert (done.status, done.err) == (0, "")
    assert f"dronedeal {name}" in " ".join(done.out.split())


def test_help_and_version_are_answers() -> None:
    helped, versioned = tool("--help"), tool("--version")

    assert [done.status for done in (helped, versioned)] == [0, 0]
    assert all(name in helped.out for name in VERBS.keys() | FOLDERLESS | SETTLING)
    assert versioned.out.startswith("dronedeal")


def test_answers_do_not_change_from_one_run_to_the_next(deal: Path) -> None:
    def answers() -> list[Done]:
        return [verb(name, deal) for name in ("check", "match", "evidence", "trace")]

    assert answers() == answers()
