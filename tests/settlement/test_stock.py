"""Stock on hand, counts of it, and inspections: recorded, shown, and nothing owed for them."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.deal import Place
from dronedeal.settlement import (
    COLUMNS,
    Event,
    Stock,
    accrue,
    in_force,
    said_events,
    state,
    stock_of,
    stock_row,
    verify,
)
from dronedeal.settlement.sound import Checker
from tests.settlement.settling import delivery, opened, recorded, sale

END = date(2027, 12, 31)
FEB, MAR, APR = date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)


def event(kind: str, name: str, day: date, units: int, **more: str) -> Event:
    words = {"system": "drone", "kit": "standard"} | ({"of": "plant"} if kind == "produced" else {"by": "maker"}) | more
    return Event(source="store", id=name, kind=kind, effective_on=day, quantity=Decimal(units), **words)


def stock(*events: Event) -> dict[tuple[str, str], Stock]:
    return {(one.party, one.system): one for one in stock_of(sale(), in_force(events))}


def test_stock_is_what_was_made_and_got_less_what_went_and_was_used() -> None:
    found = stock(
        event("produced", "m-1", FEB, 50, lots="F-01..F-50"), event("stocked", "s-1", FEB, 7), delivery("d-1", MAR, 20, lots="F-01..F-20"),
        replace(delivery("r-1", APR, 5, lots="F-01..F-05"), kind="returned"), event("used", "u-1", APR, 4, lots="F-50"),
    )  # fmt: skip

    assert {key[0]: one.units for key, one in found.items()} == {"buyer": 15, "maker": 38}
    assert [stock_row(one)["lots"] for one in found.values()] == ["F-06..F-20", "F-01..F-05 F-21..F-49"]


def test_a_count_is_held_against_what_was_recorded_to_the_end_of_its_day() -> None:
    found = stock(
        event("produced", "m-1", FEB, 50), event("counted", "c-1", MAR, 30), delivery("d-1", MAR, 15), event("counted", "c-2", APR, 0),
        event("produced", "m-2", date(2027, 5, 3), 9),
    )  # fmt: skip

    row = stock_row(found["maker", "drone"])
    assert {name: row[name] for name in ("units", "counted", "on", "event", "recorded", "missing")} == {
        "units": 44, "counted": 0, "on": "2027-04-01", "event": "store/c-2", "recorded": 35, "missing": 35
    }  # fmt: skip


def test_a_statement_tells_no_stock_that_nobody_recorded_as_made() -> None:
    events = (delivery("d-1", MAR, 15),)

    told = {party: state(sale(), events, party=party, to=END).body["stock"] for party in ("maker", "buyer")}

    assert told["maker"] == []
    assert [one["units"] for one in told["buyer"]] == [15]
    assert stock(*events)["maker", "drone"].units == -15


@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(["produced", "delivered", "returned", "stocked", "used"]),
            st.integers(1, 9),
            st.sampled_from(["drone", "boat"]),
        ),
        max_size=12,
    )
)
def test_what_one_got_another_gave(said: list[tuple[str, int, str]]) -> None:
    events = []
    sums: dict[str, int] = defaultdict(int)
    for at, (kind, units, system) in enumerate(said):
        made = delivery(f"e-{at}", FEB, units) if kind in {"delivered", "returned"} else event(kind, f"e-{at}", FEB, units, system=system)  # fmt: skip
        events.append(replace(made, kind=kind))
        sums[made.system] += {"produced": units, "stocked": units, "used": -units}.get(kind, 0)

    found: dict[str, int] = defaultdict(int)
    for one in stock_of(sale(), events):
        found[one.system] += one.units

    assert {system: units for system, units in found.items() if units} == {
        system: units for system, units in sums.items() if units
    }


def test_the_ledger_posts_stock_and_balances_and_counts_are_no_postings(tmp_path: Path) -> None:
    ledger = opened(tmp_path, sale())
    recorded(ledger, [event("stocked", "s-1", FEB, 7), event("used", "u-1", MAR, 3), event("counted", "c-1", APR, 5)])

    assert ledger.balances() == (
        ("maker:brought:stock", "UNIT-drone", -7), ("maker:stock:brought", "UNIT-drone", 7),
        ("maker:stock:used", "UNIT-drone", -3), ("maker:used:stock", "UNIT-drone", 3),
    )  # fmt: skip
    assert verify(ledger) == ()
    ledger.close_store()


INSPECTED = {
    "source": "buyer", "id": "i-1", "kind": "inspected", "effective_on": "2027-03-02", "of": "sale", "system": "drone", "quantity": "12",
    "what": "failed", "lots": "F-1..F-12",
}  # fmt: skip


def test_an_inspection_that_nothing_is_paid_on_is_recorded_and_shown() -> None:
    accepted = INSPECTED | {"id": "a-1", "kind": "accepted", "what": "", "effective_on": "2027-03-05"}
    at_site = INSPECTED | {"id": "i-2", "of": "plant", "what": "passed", "effective_on": "2027-03-04"}
    without, _ = said_events([], sale())
    events, findings = said_events([accepted, INSPECTED, at_site], sale())

    told = {
        party: [(one["event"], one["result"], one["units"]) for one in state(sale(), events, party=party, to=END).body["inspections"]]
        for party in ("maker", "buyer", "state")
    }  # fmt: skip

    assert findings == ()
    assert told == {
        "maker": [("buyer/i-1", "failed", 12), ("buyer/i-2", "passed", 12), ("buyer/a-1", "accepted", 12)],
        "buyer": [("buyer/i-1", "failed", 12), ("buyer/a-1", "accepted", 12)],
        "state": [],
    }
    assert accrue(sale(), events, END).payables == accrue(sale(), without, END).payables == ()


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"what": "perhaps"}, "what"),
        ({"what": ""}, "what"),
        ({"of": "levy"}, "of"),
        ({"of": "plant", "to": "buyer"}, "to"),
        ({"of": "line", "system": "boat"}, "system"),
        ({"kind": "counted", "of": "", "what": "", "by": "nobody"}, "by"),
        ({"kind": "used", "of": "", "what": "", "by": "maker", "quantity": "0"}, "quantity"),
        ({"kind": "stocked", "what": "", "by": "maker"}, "of"),
    ],
)
def test_what_cannot_be_is_found(more: dict[str, str], column: str) -> None:
    checker = Checker(sale())
    assert checker.read(INSPECTED | more, lambda name: Place("events", 1, COLUMNS.index(name) + 1)) is None
    assert {one.place.column for one in checker.findings} == {COLUMNS.index(column) + 1}
