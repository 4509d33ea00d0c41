"""The suite, run by dronedeal through its public API alone; README.md explains what the files say."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import dronedeal
from dronedeal.settlement import Ledger, Payable, Signed, accrue, major, said_events, statement_of

NOW = "2030-01-01T00:00:00+00:00"
FILES = sorted(Path(__file__).parent.glob("*.json"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}") for path in FILES for case in json.loads(path.read_text())
]


@cache
def signed(text: str) -> Signed:
    with TemporaryDirectory() as folder:
        Path(folder, "deal.yaml").write_text(text, "utf-8")
        return dronedeal.sign(dronedeal.read(folder), {})


def step(ledger: Ledger, said: dict[str, Any]) -> None:
    if "close" in said:
        assert ledger.close(date.fromisoformat(said["close"]), now=NOW)[1] == ()
        return
    events, findings = said_events(said["record"], ledger.signed)
    recorded = ledger.record(() if findings else events, now=NOW)
    assert [one.code for one in (*findings, *recorded.findings)] == said.get("refused", [])
    known = [f"{event.source}/{event.id}" for event, outcome in recorded.outcomes if outcome == "exists"]
    assert known == said.get("exists", [])


def line(one: Payable) -> list[str]:
    amount = major(one.minor, one.currency)
    return [*one.key[:2], one.line.debtor, one.line.creditor, one.currency, amount, str(one.due)]


def closings(ledger: Ledger) -> Iterator[dict[str, Any]]:
    entries: list[list[str]] = []
    for entry in ledger.entries():
        said = entry.said
        if entry.kind in {"accrued", "trued_up"}:
            told = [said[key] for key in ("line", "quarter", "from", "to", "currency")]
            entries.append([entry.kind, *told, major(said["minor"], said["currency"]), said["due"]])
        elif entry.kind == "closed":
            yield {"to": said["to"], "entries": entries}
            entries = []


def balances(ledger: Ledger, party: str, to: date) -> dict[str, Any]:
    body = statement_of(ledger, party=party, to=to, cutoff=len(ledger.entries())).body
    columns = ("from", "to", "currency", "owed", "due", "paid", "left", "overdue", "disputed")
    net = [[one[key] for key in ("from", "to", "currency", "amount")] for one in body["net"]]
    return {"party": party, "rows": [[one[key] for key in columns] for one in body["balances"]], "net": net}


@pytest.mark.parametrize("case", CASES)
def test_a_ledger_states_what_the_suite_expects(case: dict[str, Any], tmp_path: Path) -> None:
    expected, what = case["expected"], signed(json.dumps(case["deal"]))
    ledger = Ledger(str(tmp_path / "ledger.sqlite"), what, now=NOW, chance=bytes(32))
    for said in case["steps"]:
        step(ledger, said)
    to = ledger.closings()[-1].to
    accrued = accrue(what, [entry.event for entry in ledger.entries() if entry.event is not None], to)

    assert list(closings(ledger)) == expected["closings"]
    assert [line(one) for one in sorted(accrued.payables, key=lambda one: one.key)] == expected["lines"]
    assert [[account, unit, major(minor, unit)] for account, unit, minor in ledger.balances()] == expected["accounts"]
    assert sorted(name for name, _ in accrued.uncounted) == expected["uncounted"]
    assert [balances(ledger, one["party"], to) for one in expected.get("balances", [])] == expected.get("balances", [])
    ledger.close_store()
