"""Unknowns of a known model, learnt from offers: a discount rate that shows, offers that say nothing, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from dronedeal.bargaining.unknowns import Unknown, beliefs, draws_of

RATE = Unknown(name="rate", low=0.02, base=0.06, high=0.25)
MONEY, DELAY = np.random.default_rng(11).uniform([20, 0], [30, 8], size=(400, 2)).T
"""Packages: what the other side is paid, and after how many years; what a year costs it against money is what its rate says."""


def worths(rates: np.ndarray) -> np.ndarray:
    """Value of every package at every rate, shape (rates, packages)."""
    return MONEY * (1 + rates[:, None]) ** -DELAY


def offers_at(rate: float, count: int, seed: int) -> np.ndarray:
    """Places of packages that a bidder with a rate offers: about as good as its level, which falls by a quarter."""
    values = worths(np.array([rate]))[0]
    share = (values - values.min()) / np.ptp(values)
    rng = np.random.default_rng(seed)
    near = [np.argsort(np.abs(share - level))[:5] for level in np.linspace(1, 0.75, count)]
    return np.array([rng.choice(some) for some in near])


def test_a_discount_rate_is_told_better_than_before_from_most_bidders() -> None:
    nearer = []
    for seed in range(30):
        rate = float(draws_of([RATE], seed=1000 + seed, particles=1)[0, 0])
        draws = draws_of([RATE], seed=seed)
        values = worths(draws[:, 0])
        found = beliefs([RATE], draws, utilities=values[:, offers_at(rate, 8, seed)], spread=values)[0]
        nearer.append(abs(found.mean - rate) < abs(draws.mean() - rate))

    assert np.mean(nearer) > 0.7


def test_a_rate_is_learnt_where_its_band_has_narrowed() -> None:
    draws = draws_of([RATE])
    values = worths(draws[:, 0])

    found = beliefs([RATE], draws, utilities=values[:, offers_at(0.05, 8, 1)], spread=values)[0]

    assert found.learnt
    assert found.low <= 0.05 <= found.high
    assert found.high - found.low < 0.8 * (found.prior_high - found.prior_low)


def test_a_rate_far_from_the_expected_moves_the_band_even_where_it_does_not_narrow_it() -> None:
    draws = draws_of([RATE])
    values = worths(draws[:, 0])

    found = beliefs([RATE], draws, utilities=values[:, offers_at(0.2, 8, 1)], spread=values)[0]

    assert found.low <= 0.2 <= found.high
    assert found.low > found.prior_low + 0.03
    assert found.mean > draws.mean() + 0.03


def test_offers_that_say_nothing_leave_what_was_believed() -> None:
    draws = draws_of([RATE])
    same = np.tile(np.random.default_rng(1).random(50), (draws.shape[0], 1))

    found = beliefs([RATE], draws, utilities=same[:, :6], spread=same)[0]

    assert (found.low, found.high) == (found.prior_low, found.prior_high)
    assert found.mean == pytest.approx(draws.mean())
    assert found.effective == pytest.approx(draws.shape[0])
    assert not found.learnt


def test_an_unknown_that_no_offer_touches_is_not_learnt_beside_one_that_is() -> None:
    pair = [RATE, Unknown(name="idle", low=0, base=1, high=2)]
    draws = draws_of(pair, particles=2400)
    values = worths(draws[:, 0])

    rate, idle = beliefs(pair, draws, utilities=values[:, offers_at(0.05, 8, 1)], spread=values)

    assert rate.learnt
    assert not idle.learnt
    assert idle.mean == pytest.approx(1, abs=0.15)


def test_no_offer_leaves_what_was_believed() -> None:
    draws = draws_of([RATE])

    found = beliefs([RATE], draws, utilities=np.zeros((1200, 0)), spread=worths(draws[:, 0]))[0]

    assert (found.low, found.high, found.learnt) == (found.prior_low, found.prior_high, False)


def test_units_of_value_do_not_matter() -> None:
    draws = draws_of([RATE])
    values = worths(draws[:, 0])
    offers = offers_at(0.15, 5, 2)

    plain = beliefs([RATE], draws, utilities=values[:, offers], spread=values)[0]
    moved = beliefs([RATE], draws, utilities=8e6 * values[:, offers] - 3e7, spread=8e6 * values - 3e7)[0]

    assert moved.mean == pytest.approx(plain.mean, rel=1e-3)


def test_draws_follow_the_triangle_and_their_seed() -> None:
    unknowns = [RATE, Unknown(name="fixed", low=3, base=3, high=3), Unknown(name="edge", low=0, base=0, high=1)]
    draws = draws_of(unknowns, seed=1, particles=20_000)

    assert draws.tobytes() == draws_of(unknowns, seed=1, particles=20_000).tobytes()
    assert draws.mean(axis=0).tolist() == pytest.approx([(0.02 + 0.06 + 0.25) / 3, 3, 1 / 3], abs=5e-3)
    assert (draws.min(axis=0) >= [0.02, 3, 0]).all()
    assert (draws.max(axis=0) <= [0.25, 3, 1]).all()
    assert np.mean(draws[:, 0] < 0.06) == pytest.approx(0.04 / 0.23, abs=0.01)


def test_what_does_not_fit_is_refused() -> None:
    draws = draws_of([RATE], particles=10)
    with pytest.raises(ValueError, match="does not hold"):
        Unknown(name="rate", low=1, base=0, high=2)
    with pytest.raises(ValueError, match="do not fit"):
        beliefs([RATE], draws, utilities=np.zeros((9, 3)), spread=np.zeros((10, 4)))
    with pytest.raises(ValueError, match="not finite"):
        beliefs([RATE], draws, utilities=np.full((10, 3), np.nan), spread=np.zeros((10, 4)))
    with pytest.raises(ValueError, match="no package"):
        beliefs([RATE], draws, utilities=np.zeros((10, 3)), spread=np.zeros((10, 0)))


def test_a_model_to_which_all_is_worth_the_same_says_nothing() -> None:
    draws = draws_of([RATE])

    found = beliefs([RATE], draws, utilities=np.full((1200, 4), 7.0), spread=np.full((1200, 9), 7.0))[0]

    assert not found.learnt
    assert found.effective == pytest.approx(1200)
