"""Laws 1 and 2 of planning, on generated deals: a plan's units and money add up; read exactly they are the same."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.deal import Deal
from dronedeal.deal.number import base_of
from dronedeal.deal.plan import Plan
from dronedeal.deal.quantity import Counted, Thing
from dronedeal.deal.term import MoneyIn
from dronedeal.planning import Bases, Chosen, NoDeal, NoDealImpossible, choose_package, plan, walk_away
from dronedeal.reading import Decimals, exact
from dronedeal.unfolding import unfold
from tests.planning.generated import deals, documents, size_of
from tests.planning.small import read

FEW = settings(max_examples=20)
NOISE = Decimal("1e-7")
"""Share by which counts are read lower, so that a solver's last digit does not pass a threshold met exactly."""


def planned(deal: Deal) -> Plan:
    made = plan(deal, costs=False)
    assume(made.status == "optimal")
    return made


def chosen(deal: Deal) -> tuple[Chosen, NoDeal]:
    try:
        no_deal = walk_away(deal)
    except NoDealImpossible:
        assume(False)
        raise
    found = choose_package(deal, no_deal)
    assume(isinstance(found, Chosen))
    assert isinstance(found, Chosen)
    return found, no_deal


def lead_of(deal: Deal, term: str) -> int:
    number = deal.terms[term].said.get("lead") if term else None
    return Bases(deal).quarters(number)  # type: ignore[arg-type]


def facts_of(deal: Deal, made: Plan) -> dict[Counted, Decimals]:
    """What would have been counted, had the plan been carried out."""
    counts: dict[Counted, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * deal.horizon.periods)
    for one in made.deliveries:
        units, name = Decimal(repr(one.units)) * (1 - NOISE), (f"{one.system}/{one.kit}",)
        if one.term:
            delivered = Counted(thing=Thing.UNITS_DELIVERED, subject=one.term, systems=name, to=one.to_party)
            counts[delivered][one.quarter] += units
        produced = Counted(thing=Thing.UNITS_PRODUCED, subject=one.site, systems=name)
        counts[produced][one.quarter - lead_of(deal, one.term)] += units
    for site, bought in made.built.items():
        build = deal.sites[site].build
        assert build is not None
        capital = base_of(build.capital)  # type: ignore[arg-type]
        counts[Counted(thing=Thing.CAPITAL_SPENT, subject=site)] = [Decimal(repr(one)) * 4 * capital for one in bought]
    return {counted: tuple(values) for counted, values in counts.items()}


@FEW
@given(deals())
def test_cash_of_a_plan_is_what_the_exact_reading_of_its_deliveries_says(deal: Deal) -> None:
    made = planned(deal)
    settled = {path: Decimal(repr(value)) for path, value in made.package.items()}

    unfolded = unfold(deal)
    owed = exact(unfolded, facts_of(deal, made), settled=settled, at_base=True)

    said: dict[str, list[float]] = defaultdict(lambda: [0.0] * deal.horizon.periods)
    for one in made.cash:
        said[one.line][one.quarter] += one.amount
    turnover = max((size_of(deal), *(abs(one.amount) for one in made.cash)))
    for line in unfolded.lines:
        if isinstance(line.what, MoneyIn):
            for quarter, amount in enumerate(owed[line.path]):
                close = pytest.approx(float(amount), abs=0.005 + 2e-6 * turnover)
                assert said[line.path][quarter] == close, (line.path, quarter)


@FEW
@given(deals())
def test_sites_make_what_is_delivered_a_lead_time_later_and_no_more_than_they_can(deal: Deal) -> None:
    found, _ = chosen(deal)
    compiled, values = found.compiled, found.solution.values
    periods = deal.horizon.periods
    made: dict[Counted, np.ndarray] = defaultdict(lambda: np.zeros(periods))
    used: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(periods))
    for flow, columns in zip(compiled.goods.flows, compiled.goods.columns, strict=True):
        units = values[columns]
        assert (units[: flow.lead] <= 1e-9).all()
        made_then = np.append(units[flow.lead :], np.zeros(flow.lead))
        made[Counted(thing=Thing.UNITS_PRODUCED, subject=flow.site, systems=(f"{flow.system}/{flow.kit}",))] += (
            made_then
        )
        used[flow.site] += made_then

    for counted, units in made.items():
        np.testing.assert_allclose(compiled.goods.facts[counted].at(values), units, rtol=1e-9, atol=1e-9)
    for site, units in used.items():
        assert (units <= _capacity(deal, site, compiled.goods.built.get(site), values) * (1 + 1e-6) + 1e-6).all()


def _capacity(deal: Deal, name: str, built: np.ndarray | None, values: np.ndarray) -> np.ndarray:
    """What a site can make, counted anew: capacity bought comes its lead time later and stays."""
    site, bases = deal.sites[name], Bases(deal)
    capacity = bases.vector(site.capacity)
    if site.build is not None and built is not None:
        lead = bases.quarters(site.build.lead)
        for quarter, bought in enumerate(values[built]):
            capacity[quarter + lead :] += bought
    return capacity


@FEW
@given(deals())
def test_no_effect_is_served_that_did_not_arrive(deal: Deal) -> None:
    made = planned(deal)
    periods = deal.horizon.periods
    arrived: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(periods))
    served: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(periods))
    for one in made.deliveries:
        effect = deal.systems[one.system].effects[deal.needs[one.need].role]
        arrived[one.need][one.quarter] += one.units * float(base_of(effect))  # type: ignore[arg-type]
    for one in made.served:
        served[one.need][one.quarter] += one.served
        arrived[one.need][one.quarter] += one.by_alternatives

    for need in deal.needs:
        so_far, had = np.cumsum(served[need]), np.cumsum(arrived[need])
        assert (so_far <= had * (1 + 1e-6) + 1e-3).all(), need


@FEW
@given(deals())
def test_values_of_all_parties_are_the_joint_value_and_what_timing_loses(deal: Deal) -> None:
    found, no_deal = chosen(deal)
    made = planned(deal)
    size = max(size_of(deal), *(abs(one.value) for one in made.parties.values()), abs(made.joint_value))
    unseen = sum(no_deal.values[party] - no_deal.planned[party] for party in deal.parties)
    timing = sum(one.breakup.timing for one in made.parties.values())

    assert found.compiled.joint.at(found.solution.values) == pytest.approx(made.joint_value, abs=1e-6 * size)
    assert sum(one.gain for one in made.parties.values()) == pytest.approx(
        made.joint_gain + timing - unseen, abs=2e-6 * size
    )
    for one in made.parties.values():
        parts = one.breakup
        total = parts.savings + parts.forces + parts.industry + parts.timing + parts.declared
        assert total == pytest.approx(one.gain, abs=2e-6 * size)


@FEW
@given(documents(), st.sampled_from(("0%", "6%")))
def test_values_of_parties_with_equal_rates_sum_to_the_joint_value(document: dict[str, Any], rate: str) -> None:
    for party in document["parties"].values():
        party["discount_rate"] = rate
    deal = read(document)
    made = planned(deal)
    size = max(size_of(deal), *(abs(one.value) for one in made.parties.values()), abs(made.joint_value))

    assert sum(one.value for one in made.parties.values()) == pytest.approx(made.joint_value, abs=2e-6 * size)


@FEW
@given(deals())
def test_budget_pays_for_everything_its_account_is_charged(deal: Deal) -> None:
    # Counted anew from the plan's cash and purchases of alternatives: by year, with what is left carried on.
    assume(deal.parties["buyer"].budgets)
    made = planned(deal)
    budget = deal.parties["buyer"].budgets["defence"]
    bases, left = Bases(deal), 0.0
    charged: dict[int, float] = defaultdict(float)
    years = range(deal.horizon.start.year, deal.horizon.start.year + deal.horizon.years)
    for one in made.cash:
        year = min(max(deal.horizon.start.plus(one.due).year, years[0]), years[-1])
        charged[year] += one.amount if one.debtor == "buyer" else -one.amount if one.creditor == "buyer" else 0.0
    for one in made.served:
        if one.by_alternatives > 0 and deal.needs[one.need].of == "buyer":
            cost = bases.vector(deal.alternatives[f"other_{one.need.removeprefix('needs_')}"].unit_cost)
            effect = bases.vector(deal.alternatives[f"other_{one.need.removeprefix('needs_')}"].effect, 1.0)
            charged[_year(deal, one.quarter).year] += one.by_alternatives / effect[one.quarter] * cost[one.quarter]

    for year in years:
        has = float(base_of(budget.by_year[str(year)])) + left  # type: ignore[arg-type]
        assert charged[year] <= has * (1 + 1e-6) + 1e-3, year
        left = (has - charged[year]) * bases.scalar(budget.carry)


def _year(deal: Deal, quarter: int) -> Quarter:
    return deal.horizon.start.plus(quarter)
