"""What a signed deal's plan counts: the plan's own units, also where somebody would rather have walked away; settled, the plan's cash."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from dronedeal.deal import Counted, Thing
from dronedeal.planning import carried_on, plan
from dronedeal.settlement import Signed, accrue, planned_events
from tests.planning.small import small


def units(counted: dict[Counted, list[float]]) -> dict[tuple[str, int], float]:
    return {
        (one.subject, quarter): value
        for one, values in counted.items()
        if one.thing is Thing.UNITS_DELIVERED
        for quarter, value in enumerate(values)
        if value > 1e-6
    }


def test_what_is_counted_is_what_the_plan_delivers() -> None:
    deal = small()

    found = carried_on(deal)
    counted, because = found.counted, found.because

    delivered: dict[tuple[str, int], float] = defaultdict(float)
    for one in plan(deal, costs=False).deliveries:
        delivered[one.term, one.quarter] += one.units
    assert because == ""
    assert units({one: values.tolist() for one, values in counted.items()}) == pytest.approx(delivered)


def test_planned_events_settle_to_the_plans_cash() -> None:
    deal = small()
    counted = carried_on(deal).counted
    signed = Signed(deal=deal, text="small")

    events = planned_events(signed, {one: values.tolist() for one, values in counted.items()})

    owed: dict[str, Decimal] = defaultdict(Decimal)
    for one in accrue(signed, events, date(2040, 12, 31)).payables:
        owed[one.line.path] += Decimal(one.minor) / 100
    cash: dict[str, float] = defaultdict(float)
    for moved in plan(deal, costs=False).cash:
        cash[moved.line] += moved.amount
    assert {line: float(amount) for line, amount in owed.items()} == pytest.approx(dict(cash), abs=0.01)


def test_a_signed_deal_is_planned_though_somebody_would_rather_have_walked_away() -> None:
    deal = small("terms: {sale: {price: 500 USD, least: 10/quarter}}")

    found = carried_on(deal)
    counted, because = found.counted, found.because

    assert plan(deal, costs=False).status in {"no zone", "infeasible"}
    assert because == ""
    assert units({one: values.tolist() for one, values in counted.items()})


def test_a_deal_that_cannot_hold_says_why() -> None:
    deal = small("terms: {sale: {least: 500/quarter}}")

    found = carried_on(deal)

    assert found.plan is None
    assert found.because
