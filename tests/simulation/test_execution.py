"""Carrying out a plan, by hand: what is short is shared, waits, comes late, is paid for late, or never comes."""

from typing import Any

import numpy as np
import pytest

from dronedeal.planning import Futures, worked_out
from dronedeal.simulation import Held, Outcome, Prepared, Quantities, held
from dronedeal.simulation.execution import executed
from tests.planning.small import small

ROOMY = "needs: {army: {quantity: {choices: [80/quarter, 200/quarter], base: 80/quarter}}}"
"""The army can turn out to use more than it orders, and then it can use what comes late."""

WANTED = "needs.army.quantity"


def still(over: str, *more: str) -> Held:
    found = held(worked_out(small(over, *more)))
    assert found is not None
    return found


def outcome(one: Held, **drawn: Any) -> Outcome:
    values = {path.replace("__", "."): np.array(value, dtype=float) for path, value in drawn.items()}
    return Prepared(held=one).run(values, len(next(iter(values.values()))))


def happened(one: Held, **drawn: Any) -> Quantities:
    values = {path.replace("__", "."): np.array(value, dtype=float) for path, value in drawn.items()}
    base = Futures(one.deal, one.package)
    return executed(Futures(one.deal, {**one.package, **values}), base, one.unfolded, one.with_deal, one.timed)


def units(quantities: Quantities, clause: str = "sale") -> np.ndarray:
    return np.asarray(sum(np.atleast_2d(one) for key, one in quantities.flows.items() if key[0] == clause))


def test_a_line_that_makes_less_delivers_less() -> None:
    """80 ordered, 40 made each quarter: half of 320,000 for each side. What cannot be stored is worth nothing later."""
    one = still("sites: {line: {capacity: {choices: [40/quarter, 100/quarter], base: 100/quarter}}}")
    found = outcome(one, sites__line__capacity=[100, 40])

    assert found.gains == pytest.approx(np.array([[320_000.0, 320_000.0], [160_000.0, 160_000.0]]))
    assert found.served[:, 0] == pytest.approx([320.0, 160.0])


def test_what_is_short_for_a_while_comes_late_with_damages() -> None:
    """40 of 80 are made in the first quarter, the rest in the second: 40 of its 120 are 91 days late, 30.4 at the mean.

    At a thousandth a day that is 3.04 % of 240,000 USD.
    """
    late = """
sites: {line: {capacity: {by_quarter: {2027-Q1: {choices: [40/quarter, 80/quarter], base: 80/quarter}, 2027-Q2: 130/quarter}}}}
terms: {sale: {damages: {per_day: 0.1%, most: 10%}}}
"""
    one = still(ROOMY, late)
    path = "sites.line.capacity.2027-Q1"
    values = {path: np.array([80.0, 40.0]), WANTED: np.full(2, 200.0)}
    base = Futures(one.deal, one.package)
    found = executed(Futures(one.deal, {**one.package, **values}), base, one.unfolded, one.with_deal, one.timed)
    gains = Prepared(held=one).run(values, 2).gains

    assert units(found) == pytest.approx(np.array([[80.0] * 4, [40.0, 120.0, 80.0, 80.0]]))
    assert found.late["sale"] == pytest.approx(np.array([[0.0] * 4, [0.0, 91.3125 / 3, 0.0, 0.0]]))
    owed = 0.001 * 91.3125 / 3 * 240_000
    assert gains[1] - gains[0] == pytest.approx([-owed, owed])


def test_a_tenth_of_the_demand_is_a_tenth_of_the_orders() -> None:
    one = still("needs: {army: {quantity: {choices: [8/quarter, 80/quarter], base: 80/quarter}}}")
    found = outcome(one, needs__army__quantity=[80, 8, 160])

    assert found.gains[:, 0] == pytest.approx([320_000.0, 32_000.0, 320_000.0])
    assert found.wanted[:, 0] == pytest.approx([320.0, 32.0, 640.0])


def test_a_lead_time_that_slips_costs_what_then_falls_behind_the_horizon() -> None:
    """Half a year late: two of four quarters arrive within the year."""
    one = still("terms: {sale: {lead: {choices: [0 months, 6 months], base: 0 months}}}")
    found = happened(one, terms__sale__lead=[0, 6, 2])

    assert units(found) == pytest.approx(np.array([[80.0] * 4, [0.0, 0.0, 80.0, 80.0], [0.0, 80.0, 80.0, 80.0]]))


def test_a_line_built_late_starts_late_and_its_capital_is_spent_all_the_same() -> None:
    built = """
sites: {line: {capacity: 0/quarter, build: {capital: 100 USD, most: 100/quarter, lead: {choices: [3 months, 6 months], base: 3 months}}}}
"""
    one = still(built)
    found = happened(one, sites__line__build__lead=[3, 6])
    gains = outcome(one, sites__line__build__lead=[3, 6]).gains

    assert units(found) == pytest.approx(np.array([[0.0, 80.0, 80.0, 80.0], [0.0, 0.0, 80.0, 80.0]]))
    assert gains[0] - gains[1] == pytest.approx([80_000.0, 80_000.0])


def test_who_a_site_is_kept_for_is_served_first() -> None:
    """Of 60 the line keeps half for its own army, which wants 40, so 20 and no more are left to sell."""
    own = """
parties: {home: {kind: state, discount_rate: 0%}}
needs: {home: {of: home, service: Army, role: strike, kind: flow, own: yes, quantity: 40/quarter, worth: {then: [[10_000, 9_000 USD]]}},
        army: {quantity: 50/quarter}}
sites: {line: {capacity: {choices: [60/quarter, 100/quarter], base: 100/quarter}, reserve: 50%, reserved_for: home}}
terms: {orders: {kind: purchase, status: existing, seller: maker, buyer: home, systems: [drone], price: 2_000 USD}}
"""
    one = still(own)
    found = happened(one, sites__line__capacity=[100, 60, 30])

    assert units(found, "orders") == pytest.approx(np.array([[40.0] * 4, [40.0] * 4, [30.0] * 4]))
    assert units(found) == pytest.approx(np.array([[50.0] * 4, [20.0] * 4, [0.0] * 4]))


def test_short_crews_hold_back_what_is_used() -> None:
    crews = "bottlenecks: {crews: {supply: {choices: [50/quarter, 100/quarter], base: 100/quarter}, at: use, of: buyer, takes: {drone: 1}}}"
    one = still(crews)

    assert units(happened(one, bottlenecks__crews__supply=[100, 50])) == pytest.approx(
        np.array([[80.0] * 4, [50.0] * 4])
    )


def test_what_ages_in_store_serves_later_needs_less() -> None:
    """100 made a quarter and 80 used in the first two; then the line makes 60 and the rest comes out of store, a tenth older each quarter."""
    stored = """
systems: {drone: {ageing: {choices: [0%, 50%], base: 0%}}}
sites: {line: {capacity: {by_quarter: {2027-Q1: 100/quarter, 2027-Q3: 60/quarter}}}}
"""
    one = still(stored)
    found = outcome(one, systems__drone__ageing=[0.0, 0.5])

    assert found.served[0, 0] == pytest.approx(320.0)
    assert found.served[1, 0] < 320.0 - 10.0


def test_dearer_drones_at_a_fixed_price_are_the_makers_loss() -> None:
    one = still("systems: {drone: {unit_cost: {triangle: [500 USD, 1_000 USD, 3_000 USD]}}}")
    found = outcome(one, systems__drone__unit_cost=[1_000, 2_500])

    assert found.gains == pytest.approx(np.array([[320_000.0, 320_000.0], [320_000.0 - 320 * 1_500, 320_000.0]]))
    assert found.cash[:, 0, 0] == pytest.approx([320_000.0, -160_000.0])
    assert found.cash[:, 1, 0] == pytest.approx([-640_000.0, -640_000.0])


def test_what_one_limit_cuts_leaves_room_for_others() -> None:
    """Motors for 20 big ones are left a quarter; the line makes 100, so that the other buyer gets all of its 80."""
    two = """
parties: {other: {kind: state, discount_rate: 0%}}
systems: {big: {domain: air, effects: {lift: 1}, unit_cost: 1_000 USD, ageing: 100%}}
sites: {line: {makes: [drone, big], capacity: {choices: [100/quarter, 160/quarter], base: 160/quarter}}}
needs: {lifts: {of: other, service: Army, role: lift, kind: flow, quantity: 80/quarter, worth: {then: [[10_000, 3_000 USD]]}}}
terms: {lifting: {kind: purchase, seller: maker, buyer: other, systems: [big], price: 2_000 USD}}
bottlenecks: {motors: {supply: {choices: [20/quarter, 100/quarter], base: 100/quarter}, at: production, in: UA, takes: {big: 1}}}
"""
    one = still(two)
    found = happened(one, sites__line__capacity=[160, 100], bottlenecks__motors__supply=[100, 20])

    assert units(found, "lifting") == pytest.approx(np.array([[80.0] * 4, [20.0] * 4]))
    assert units(found) == pytest.approx(np.array([[80.0] * 4, [80.0] * 4]))


def test_a_year_that_missed_a_dear_step_does_not_fill_it_in_the_next() -> None:
    """160 a year are worth 9,000 and more of them 2,100; a year late, all arrive in the second: 160 x 7,000 + 160 x 100."""
    over = """
horizon: {years: 2}
needs: {army: {worth: {then: [[160, 9_000 USD], [10_000, 2_100 USD]]}}}
terms: {sale: {lead: {choices: [0 months, 12 months], base: 0 months}}}
"""
    found = outcome(still(over), terms__sale__lead=[0, 12])

    assert found.gains[:, 1] == pytest.approx([2_272_000.0, 1_136_000.0])


def test_each_future_has_its_own_stock_and_alternatives() -> None:
    stock = "needs: {army: {kind: stock, stock: {choices: [10, 100], base: 100}, shelf_life: 6 months}}"
    found = outcome(still(stock), needs__army__stock=[100, 10, 100])

    assert found.served[0, 0] == found.served[2, 0] > found.served[1, 0]


@pytest.mark.parametrize(
    "said",
    [
        "sites: {line: {capacity: {normal: [100/quarter, 50/quarter]}}}",
        "parties: {buyer: {discount_rate: {normal: [10%, 40%]}}}",
    ],
)
def test_a_density_that_reaches_where_a_number_may_not_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"D313|D520"):
        small(said)
