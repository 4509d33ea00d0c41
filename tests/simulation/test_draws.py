"""Draws: the same for a seed, independent else, correlated as stated, and errors that fall as they should."""

from decimal import Decimal

import numpy as np
import pytest
from scipy import stats

from dronedeal.deal.number import Disputed, Triangle, Uncertain, Uniform
from dronedeal.document import correlated
from dronedeal.simulation import BLOCK, Draws

D = Decimal


def draws(count: int = 3, *, seed: int = 7, sobol: bool = False, **correlates: float) -> Draws:
    numbers: dict[str, Uncertain | Disputed] = {
        f"n{index}": Uncertain(
            unit="count", path=f"n{index}", base=D(1),
            distribution=Triangle(low=D(0), mode=D(1), high=D(4)) if index else Uniform(low=D(0), high=D(1)),
            correlates=tuple((path, D(str(rank))) for path, rank in correlates.items()) if not index else (),
        )
        for index in range(count)
    }  # fmt: skip
    return Draws(numbers=numbers, together=correlated(numbers)[0], seed=seed, sobol=sobol)


@pytest.mark.parametrize("sobol", [False, True])
def test_a_seed_draws_the_same_futures_in_any_order(*, sobol: bool) -> None:
    one, other = draws(sobol=sobol), draws(sobol=sobol)
    later = [other.block(index) for index in (2, 0, 1)]

    assert np.array_equal(one.block(0), later[1])
    assert np.array_equal(one.block(2), later[0])
    assert not np.array_equal(one.block(0), draws(seed=8, sobol=sobol).block(0))
    assert not np.array_equal(one.block(0), one.block(1))


def test_nothing_is_drawn_at_the_very_ends() -> None:
    shares = np.concatenate([draws(sobol=sobol).block(0) for sobol in (False, True)])

    assert shares.min() > 0.0
    assert shares.max() < 1.0


def test_independent_numbers_are_not_correlated_and_even() -> None:
    shares = np.concatenate([draws(4).block(index) for index in range(16)])

    assert np.abs(np.corrcoef(shares.T) - np.eye(4)).max() < 4.0 / np.sqrt(len(shares))
    assert stats.kstest(shares[:, 0], "uniform").pvalue > 1e-4


def test_stated_rank_correlations_are_drawn() -> None:
    """Spearman's, whatever the shapes: 0.8 and -0.5 stated of n0; n1 and n2 hang together by way of it."""
    one = draws(3, n1=0.8, n2=-0.5)
    blocks = [one.at(one.block(index)) for index in range(32)]
    columns = [np.concatenate([block[f"n{index}"] for block in blocks]) for index in range(3)]
    ranks = stats.spearmanr(np.stack(columns, axis=1)).statistic

    assert ranks[0, 1] == pytest.approx(0.8, abs=0.01)
    assert ranks[0, 2] == pytest.approx(-0.5, abs=0.01)
    assert stats.kstest(columns[1], stats.triang(0.25, 0, 4).cdf).pvalue > 1e-4


def test_errors_fall_with_the_root_of_the_count_and_faster_with_sobol_draws() -> None:
    """Root mean square errors of the mean of a sum of ten uniform numbers, over twenty seeds, at 2048 and 16 times as many."""

    def error(blocks: int, *, sobol: bool) -> float:
        misses = []
        for seed in range(20):
            one = draws(10, seed=seed, sobol=sobol)
            total = np.mean([one.block(index).sum(axis=1).mean() for index in range(blocks)])
            misses.append(total - 5.0)
        return float(np.sqrt(np.mean(np.square(misses))))

    few, many = error(1, sobol=False), error(16, sobol=False)
    assert few == pytest.approx(np.sqrt(10 / 12 / BLOCK), rel=0.5)
    assert 2.0 < few / many < 8.0  # 4 but for chance
    assert error(1, sobol=True) < few / 50
    assert error(1, sobol=True) / error(16, sobol=True) > 8.0
