"""Plans made anew each year, by hand and by law: what is seen is reacted to, what is not is not. The base deal stands in ``small``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from dronedeal.deal.deal import Deal
from dronedeal.document import read_folder
from dronedeal.planning import worked_out
from dronedeal.simulation import Draws, Held, Prepared, held, simulate
from dronedeal.simulation.replanned import replanned
from tests.planning.generated import documents
from tests.planning.small import close, read, small

SERVED = 5e-3
"""Share of what a need would use by which plans that are equally good within their gap may serve it otherwise."""

EXAMPLES = Path(__file__).parents[2] / "examples"

# Two years; 80 a quarter at a worth of 3,000, made for 1,000, or bought elsewhere for 2,500 with the deal or without it.
TWO_YEARS = """
horizon: {years: 2}
needs: {army: {worth: {then: [[100_000, 3_000 USD]]}}}
alternatives: {foreign: {for: buyer, role: strike, unit_cost: 2_500 USD, capacity: 100/quarter}}
"""
CAPACITY = "sites: {line: {capacity: {uniform: [0/quarter, 200/quarter]}}}"
BROKEN = {"sites.line.capacity": 20.0}


def planned(*pieces: str) -> Held:
    found = held(worked_out(small(*pieces)))
    assert found is not None
    return found


def joint(one: Held, drawn: dict[str, float]) -> tuple[float, float]:
    """The gain of all with a fixed plan, and with one made anew each year."""
    fixed = Prepared(held=one).run({path: np.array([value]) for path, value in drawn.items()}, 1)
    return float(fixed.gains.sum()), float(replanned(one, drawn).gains.sum())


def test_what_went_wrong_is_made_good_from_the_next_year_on() -> None:
    # The line makes 20 instead of 100: a fixed plan brings 8 x 20 x 2,000 and would bring 8 x 80 x 500 without the deal. From the second year
    # on the other 60 are bought elsewhere, which brings 4 x 60 x 500 more.
    fixed, anew = joint(planned(TWO_YEARS, CAPACITY), BROKEN)

    assert fixed == close(8 * 20 * 2_000 - 8 * 80 * 500)
    assert anew == close(fixed + 4 * 60 * 500)


def test_a_first_year_cannot_be_planned_anew() -> None:
    one = planned(TWO_YEARS, "horizon: {years: 1}", CAPACITY)

    assert joint(one, BROKEN) == close((4 * 20 * 2_000 - 4 * 80 * 500,) * 2)


def test_a_year_of_a_series_is_seen_when_it_begins() -> None:
    # Making costs 2,800 in the second year, more than elsewhere: nothing more is made than was promised, which is nothing.
    costs = "systems: {drone: {unit_cost: {by_year: {2027: 1_000 USD, 2028: {uniform: [100 USD, 1_900 USD]}}}}}"
    one = planned(TWO_YEARS, costs)
    fixed, anew = joint(one, {"systems.drone.unit_cost.2028": 2_800.0})

    # a new plan needs everybody's leave: the buyer, who pays 2,000 for what is worth 3,000, gives none for 2,500 elsewhere
    assert fixed == close(4 * 80 * 2_000 + 4 * 80 * 200 - 8 * 80 * 500)
    assert anew == close(fixed)


def test_orders_under_way_stay_and_what_has_been_bought_is_not_bought_again() -> None:
    # Two quarters from order to delivery: what arrives in 2028-Q1 and Q2 was ordered in 2027.
    fixed, anew = joint(planned(TWO_YEARS, CAPACITY, "terms: {sale: {lead: 6 months}}"), BROKEN)

    # units of 2027-Q3 on are 20; elsewhere 80 are bought in the first two quarters, and 60 beside from 2028 on
    assert fixed == close(2 * 80 * 500 + 6 * 20 * 2_000 - 8 * 80 * 500)
    assert anew == close(fixed + 4 * 60 * 500)


def test_an_event_is_known_once_it_has_happened() -> None:
    # Nothing is delivered from 2027-Q3 on; from 2028 on all is bought elsewhere.
    one = planned(TWO_YEARS, "events: {blockade: {probability: 20%, closes: [sale]}}")
    fixed, anew = joint(one, {"events.blockade": 2.0})

    assert fixed == close(2 * 80 * 2_000 - 8 * 80 * 500)
    assert anew == close(fixed + 4 * 80 * 500)


def test_a_lead_time_is_not_learnt() -> None:
    one = planned(TWO_YEARS, "terms: {sale: {lead: {choices: [3 months, 9 months], base: 3 months}}}")
    fixed, anew = joint(one, {"terms.sale.lead": 9.0})

    assert anew >= fixed - 1e-3


@pytest.mark.parametrize("name", ["uk-octopus", "gulf-interceptors"])
def test_with_every_number_at_its_base_nothing_is_changed(name: str) -> None:
    deal = read_folder(EXAMPLES / name).deal
    assert deal is not None
    no_surprise(deal)


@settings(max_examples=12)
@given(documents(fixed=True, free=True))
def test_no_spread_no_surprise(document: dict[str, object]) -> None:
    no_surprise(read(document))


def no_surprise(deal: Deal) -> None:
    """At the base of every number nobody gains less than planned, and all together no more than the plan's own gap allows."""
    worked = worked_out(deal)
    one = held(worked)
    if one is None or worked.chosen is None:
        return
    found = replanned(one, {})
    size = max(worked.chosen.compiled.sizes.values())
    for at, party in enumerate(deal.parties):
        assert found.values[0, at] >= worked.plan.parties[party].value - 5e-5 * size, party
    assert found.stood[0] == 0.0
    fixed = Prepared(held=one).run({}, 1)
    most = np.maximum(1.0, fixed.wanted)
    assert found.served / most == pytest.approx(fixed.served / most, abs=SERVED), (
        "what is bought at what it is worth stays bought"
    )


def test_a_simulation_made_anew_is_the_same_wherever_it_is_worked_out() -> None:
    deal = small(TWO_YEARS, CAPACITY)
    beside = simulate(deal, scenarios=11, seed=4, policy="replanned", processes=2)
    alone = simulate(deal, scenarios=11, seed=4, policy="replanned", processes=0)
    fixed = simulate(deal, scenarios=11, seed=4, processes=0, drivers=False)
    draws = Draws.of(deal, seed=4)
    line = draws.at(draws.block(0))["sites.line.capacity"][:11]

    assert beside.checksum == alone.checksum
    assert (alone.policy, alone.drivers, alone.swings, alone.facts) == ("replanned", {}, {}, ())
    better = (alone.outcome.gains.sum(axis=1) - fixed.outcome.gains.sum(axis=1)) > 1.0
    assert better.tolist() == (line < 80.0).tolist()


def test_too_many_scenarios_to_plan_anew_are_refused() -> None:
    with pytest.raises(ValueError, match="between 1 and 2,000"):
        simulate(small(), scenarios=2_001, policy="replanned")


# Two makers' drones as good as each other, one a little dearer to make.
TWO_SALES = """
horizon: {years: 2}
needs: {army: {worth: {then: [[100_000, 3_000 USD]]}}}
systems: {other: {domain: air, effects: {strike: 1}, unit_cost: 1_010 USD, ageing: 100%}}
sites: {second: {in: UA, of: maker, makes: [other], capacity: 100/quarter}}
terms:
  sale: {pay_after: 90 days}
  cheap: {kind: purchase, seller: maker, buyer: buyer, systems: [other], price: 1_100 USD}
events: {default: {probability: 10%, unpaid: [buyer], lasts: 1}}
"""


def test_who_did_not_pay_is_not_paid_for_it_by_the_new_plan() -> None:
    # one quarter's 160,000 is lost to the maker, once
    found = replanned(planned(TWO_SALES), {"events.default": 2.0})

    assert found.gains[0].tolist() == close([640_000 - 160_000, 640_000 + 160_000])


def test_nobody_loses_by_a_new_plan_however_much_another_would_win() -> None:
    # No sale at these prices and rates: the buyer would win more than a hundred times what the maker lost.
    one = planned(
        "horizon: {years: 2}", "parties: {maker: {discount_rate: 12%}}", "systems: {drone: {unit_cost: 1_756 USD}}",
        "needs: {army: {quantity: 47/quarter, worth: {then: [[100_000, 1_887 USD]]}}}", "terms: {sale: {price: 1_752 USD}}",
    )  # fmt: skip

    assert replanned(one, {}).gains[0].tolist() == pytest.approx([0, 0], abs=1.0)


def test_damages_for_what_is_late_stay_owed() -> None:
    pieces = (
        TWO_YEARS, "terms: {sale: {lead: 3 months, damages: {per_day: 0.1%, most: 10%}}}",
        "events: {blockade: {probability: 10%, closes: [sale], lasts: 2}}",
    )  # fmt: skip
    one = planned(*pieces)
    fixed = Prepared(held=one).run({"events.blockade": np.array([1.0])}, 1).gains[0]
    anew = replanned(one, {"events.blockade": 1.0}).gains[0]

    assert (anew >= fixed - 1.0).all()
