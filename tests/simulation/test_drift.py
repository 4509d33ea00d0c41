"""Series with drift as drawn: moments and correlations of geometric Brownian motion, and plans carried out under them."""

from typing import Any

import numpy as np
import pytest

from dronedeal.deal import Deal, bind
from dronedeal.planning import worked_out
from dronedeal.reading import FloatVector
from dronedeal.simulation import BLOCK, Draws, Prepared, break_even, held, simulate
from tests.planning.small import small

START, GROWTH, VOLATILITY = 1_000.0, 0.03, 0.2
AFTER = np.arange(1, 5)
PRINCIPAL = "parties: {maker: {role: principal}}"
COST = "systems: {drone: {unit_cost: {drift: {from: 1_000 USD, per_year: 3%, volatility: 20%}}}}"
RATE = "rates: {EUR: {drift: {from: 1.15, volatility: 8%}}}"
DEMAND = "needs: {army: {quantity: {drift: {from: 320, per_year: 5%, volatility: 30%}}}}"
PATH = "systems.drone.unit_cost"


def wandering(*more: str) -> Deal:
    return small("horizon: {start: 2027-Q1, years: 5}", PRINCIPAL, COST, *more)


def drawn(deal: Deal, blocks: int, **how: Any) -> dict[str, FloatVector]:
    draws = Draws.of(deal, seed=11, **how)
    each = [draws.at(draws.block(index)) for index in range(blocks)]
    return {path: np.concatenate([one[path] for one in each]) for path in draws.numbers}


@pytest.fixture(scope="module")
def costs() -> FloatVector:
    """Unit costs of the second year to the fifth, shape (futures, years)."""
    found = drawn(wandering(RATE), 64)
    return np.stack([found[f"{PATH}.{2027 + after}"] for after in AFTER], axis=1)


def test_means_and_logarithms_are_those_of_the_closed_form(costs: FloatVector) -> None:
    root = np.sqrt(len(costs))
    sigma = VOLATILITY * np.sqrt(AFTER)
    mean = START * (1 + GROWTH) ** AFTER * np.exp(sigma**2 / 2)

    assert (np.abs(costs.mean(axis=0) - mean) < 4 * costs.std(axis=0) / root).all()
    assert np.log(costs / START).mean(axis=0) == pytest.approx(np.log(1 + GROWTH) * AFTER, abs=4 * sigma[-1] / root)
    assert np.log(costs).std(axis=0) == pytest.approx(sigma, rel=4 / np.sqrt(2) / root)


def test_years_hang_together_and_changes_of_different_years_do_not(costs: FloatVector) -> None:
    logs = np.log(costs)
    changes = np.diff(logs, axis=1)
    near = 4 / np.sqrt(len(costs))

    expected = np.sqrt(np.minimum.outer(AFTER, AFTER) / np.maximum.outer(AFTER, AFTER))
    assert np.abs(np.corrcoef(logs.T) - expected).max() < near
    assert changes.std(axis=0) == pytest.approx([VOLATILITY] * 3, rel=near)
    assert np.abs(np.corrcoef(np.column_stack([logs[:, 0], changes]).T) - np.eye(4)).max() < near


def test_two_drifts_wander_apart() -> None:
    found = drawn(wandering(RATE), 16)

    apart = np.corrcoef(found[f"{PATH}.2030"], found["rates.EUR.2030"])[0, 1]
    assert abs(apart) < 4 / np.sqrt(16 * BLOCK)


def test_at_the_median_of_every_year_every_future_is_the_plan() -> None:
    deal = wandering(RATE, DEMAND, "systems: {drone: {support: 10 EUR}}")
    worked = worked_out(deal)
    one = held(worked)
    assert one is not None

    outcome = Prepared(held=one).run({}, 2)

    for at, party in enumerate(one.deal.parties):
        assert outcome.gains[:, at] == pytest.approx(worked.plan.parties[party].gain, rel=1e-6, abs=1e-2), party


def test_a_maker_at_a_fixed_price_gains_what_closed_form_says() -> None:
    """80 a quarter at 2,000, in every year but the first at what making them costs then: linear in the cost, so its mean counts."""
    simulated = simulate(wandering(), scenarios=16 * BLOCK, seed=3, sobol=True, processes=0)

    dear = START * (1 + GROWTH) ** AFTER * np.exp(VOLATILITY**2 * AFTER / 2)
    maker = simulated.of("maker")
    assert maker.base == pytest.approx(320 * (1000 + sum(2000 - START * (1 + GROWTH) ** AFTER)), rel=1e-6)
    assert maker.mean == pytest.approx(320 * (1000 + sum(2000 - dear)), abs=4 * maker.error)
    assert {one.number for one in simulated.drivers["maker"]} == {f"{PATH}.{2027 + after}" for after in AFTER}


def test_what_a_change_drives_is_what_all_years_after_it_hang_on() -> None:
    """Share of the variance of a sum of years by change: the first is in all four, the last in one."""
    simulated = simulate(wandering(), scenarios=4096, seed=3, processes=0)
    shares = {one.number: one.first for one in simulated.drivers["maker"]}

    assert [shares[f"{PATH}.{2027 + after}"] for after in AFTER] == sorted(shares.values(), reverse=True)


def test_a_year_may_be_settled_or_moved_alone() -> None:
    deal = bind(wandering(), {f"{PATH}.2029": 1_200})
    moved = break_even(wandering(), f"{PATH}.2029", "maker")

    assert simulate(deal, scenarios=50, seed=3, processes=0, drivers=False).drawn == tuple(
        f"{PATH}.{year}" for year in (2028, 2030, 2031)
    )
    assert moved.base == pytest.approx(START * (1 + GROWTH) ** 2)
