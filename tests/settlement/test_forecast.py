"""A forecast: what is owed and not due, what the text adds by itself, what a plan would add; marked, and no part of what is owed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dronedeal.deal import Counted, Thing
from dronedeal.settlement import Ahead, Event, planned_events, read_events, state, written_events
from tests.settlement.settling import delivery, sale

Q1, YEAR = date(2027, 3, 31), date(2027, 12, 31)
DRONES = Counted(thing=Thing.UNITS_DELIVERED, subject="sale", systems=("drone/standard",), to="buyer")
HAPPENED = (delivery("d-1", date(2027, 2, 1), 40),)


def planned(*units: float) -> tuple[Event, ...]:
    later = (0.0,) * (sale().deal.horizon.periods - len(units))
    return planned_events(sale(), {DRONES: (*units, *later)})


def test_fractions_of_units_are_carried_and_nothing_is_lost() -> None:
    events = planned(1.4, 1.4, 1.4, 0.3)

    assert [int(event.quantity or 0) for event in events] == [1, 2, 1]
    assert {(event.source, event.kind, event.to) for event in events} == {("plan", "delivered", "buyer")}
    assert [str(event.effective_on) for event in events] == ["2027-02-26", "2027-05-31", "2027-08-31"]


def test_what_is_owed_what_the_text_adds_and_what_is_planned_are_told_apart() -> None:
    ahead = Ahead(until=YEAR, planned=planned(99, 20, 0, 10))

    body = state(sale(), HAPPENED, party="maker", to=Q1, ahead=ahead).body
    without = state(sale(), HAPPENED, party="maker", to=Q1).body

    lines = {(one["line"], one["quarter"]): one for one in body["forecast"]["lines"]}
    price = lines["terms.sale/price", "2027-Q2"]
    assert (price["owed"], price["signed"], price["planned"], price["amount"]) == ("0.00", "0.00", "180.18", "180.18")
    assert ("terms.sale/price", "2027-Q1") not in lines or lines["terms.sale/price", "2027-Q1"]["planned"] == "0.00"
    assert {key: body[key] for key in without} == without
    assert body["forecast"]["planned"] == ahead.hash
    for total in body["forecast"]["totals"]:
        parts = (Decimal(total[name]) for name in ("owed", "signed", "planned"))
        assert sum(parts, Decimal(0)) == Decimal(total["amount"])


def test_the_forecast_is_the_statement_once_the_plan_has_come_true() -> None:
    ahead = Ahead(until=date(2028, 12, 31), planned=planned(0, 20, 7, 10))

    before = state(sale(), HAPPENED, party="maker", to=Q1, ahead=ahead).body
    after = state(sale(), (*HAPPENED, *ahead.planned), party="maker", to=date(2028, 12, 31)).body

    became = {(one["line"], one["quarter"]): Decimal(one["amount"]) for one in after["lines"]}
    for one in before["lines"]:
        became[one["line"], one["quarter"]] -= Decimal(one["amount"]) if one["due"] <= "2027-03-31" else 0
    foreseen = {(one["line"], one["quarter"]): Decimal(one["amount"]) for one in before["forecast"]["lines"]}
    assert foreseen == {key: amount for key, amount in became.items() if amount}
    assert len(foreseen) > 4


def test_without_a_plan_the_text_alone_is_told_and_said_so() -> None:
    body = state(sale(), HAPPENED, party="maker", to=Q1, ahead=Ahead(until=date(2040, 12, 31))).body

    assert body["forecast"]["planned"] is None
    assert {one["planned"] for one in body["forecast"]["lines"]} == {"0.00"}


def test_planned_events_are_written_and_read_back_and_are_never_taken_for_what_happened(tmp_path: Path) -> None:
    events = planned(10, 20)
    (tmp_path / "planned.csv").write_bytes(written_events(events))

    again, findings = read_events(tmp_path / "planned.csv", sale(), planned=True)
    happened, refused = read_events(tmp_path / "planned.csv", sale())

    assert (again, findings, happened) == (events, (), ())
    assert [finding.code for finding in refused] == ["L104", "L104"]
    assert "has not happened" in refused[0].message
    assert Ahead(until=YEAR, planned=tuple(reversed(again))).hash == Ahead(until=YEAR, planned=events).hash


def test_what_happened_is_no_planned_event(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_bytes(written_events(HAPPENED))

    events, [finding] = read_events(tmp_path / "events.csv", sale(), planned=True)

    assert events == ()
    assert "is no planned event" in finding.message


@pytest.mark.parametrize("ahead", [None, Ahead(until=YEAR, planned=planned(99, 20))])
def test_no_forecast_changes_what_is_owed(ahead: Ahead | None) -> None:
    body = state(sale(), HAPPENED, party="buyer", to=Q1, ahead=ahead).body

    assert [one["owed"] for one in body["balances"] if one["to"] == "maker"] == ["400.40"]
