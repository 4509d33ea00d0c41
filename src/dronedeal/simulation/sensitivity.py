"""Which numbers matter: shares of a result's variance, and what it is when one number is low or high. Not which number is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dronedeal.reading import FloatVector

__all__ = ["Driver", "likely", "sobol_indices"]

_CONFIDENCE, _RESAMPLES = 0.95, 99

_STILL = 1e-9
"""Share of its size below which a result's spread is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """How much of the variance of a party's gain goes with a number: by itself, and with all it does together with others.

    ``first`` and ``total`` are shares, with 95 % intervals. Of numbers that hang together, the first in the document has what they have
    in common.
    """

    number: str
    first: float
    first_interval: tuple[float, float]
    total: float
    total_interval: tuple[float, float]


def likely(shares: FloatVector, results: FloatVector, most: int) -> list[int]:
    """Columns of shares that results go with most, by squared rank correlation (Spearman), the strongest first.

    Parameters
    ----------
    shares, results
        Of shapes (scenarios, numbers) and (scenarios,).
    most
        How many columns at most.
    """
    ranked = [_centred_ranks(column) for column in shares.T]
    against = _centred_ranks(results)
    strength = np.array([float(column @ against) ** 2 for column in ranked])
    return [int(one) for one in np.argsort(-strength, kind="stable")[:most]]


def _centred_ranks(values: FloatVector) -> FloatVector:
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(np.float64)
    ranks -= ranks.mean()
    return np.asarray(ranks / max(float(np.linalg.norm(ranks)), 1e-300))


def sobol_indices(
    evaluate: Callable[[Sequence[FloatVector]], Sequence[FloatVector]], one: FloatVector, other: FloatVector, columns: Sequence[int],
    names: Sequence[str], seed: int,
) -> list[tuple[Driver, ...]]:  # fmt: skip
    """Sobol indices of some inputs, for each result.

    Parameters
    ----------
    evaluate
        Results at several samples of shares, each of shape (results, scenarios).
    one, other
        Two independent samples of shares, shape (scenarios, numbers); a power of two of scenarios.
    columns, names
        The inputs asked for, and what they are called.
    seed
        Of the bootstrap.

    Returns
    -------
    By result, the drivers in the order asked for; none where a result does not vary.

    Notes
    -----
    First order by Saltelli and others 2010, total by Jansen 1999, as SciPy has them; intervals by percentile bootstrap (Efron 1979).
    """
    samples = [one, other]
    for column in columns:
        swapped = one.copy()
        swapped[:, column] = other[:, column]
        samples.append(swapped)
    results = np.stack([np.atleast_2d(result) for result in evaluate(samples)])
    again = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(0, 2)))
    picks = [again.integers(one.shape[0], size=one.shape[0]) for _ in range(_RESAMPLES)]
    found: list[tuple[Driver, ...]] = []
    for at in range(results.shape[1]):
        each = results[:, at]
        if not names or float(np.ptp(each[0])) <= _STILL * max(1.0, float(np.abs(each[0]).max())):
            found.append(())
            continue
        first, total = _estimated(each)
        resampled = np.array([_estimated(each[:, pick]) for pick in picks])
        low, high = np.quantile(resampled, [(1.0 - _CONFIDENCE) / 2.0, (1.0 + _CONFIDENCE) / 2.0], axis=0)
        found.append(
            tuple(
                Driver(
                    number=name, first=float(first[index]), first_interval=(float(low[0, index]), float(high[0, index])),
                    total=float(total[index]), total_interval=(float(low[1, index]), float(high[1, index])),
                )
                for index, name in enumerate(names)
            )
        )  # fmt: skip
    return found


def _estimated(results: FloatVector) -> tuple[FloatVector, FloatVector]:
    """First and total indices of one result, shape (2 + inputs, scenarios)."""
    from scipy.stats import sobol_indices as estimated  # a second to load

    twice = np.stack([results, results], axis=1)  # SciPy drops every axis of length one, and then fails on what it made
    indices = estimated(func={"f_A": twice[0], "f_B": twice[1], "f_AB": twice[2:]}, n=results.shape[1])
    return np.reshape(indices.first_order, (2, -1))[0], np.reshape(indices.total_order, (2, -1))[0]
