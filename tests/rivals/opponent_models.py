"""Two well-known ways to read the other side from its offers, written anew from what their papers say: for comparison only.

Both return worths by issue and value, the best package at 1 and the worst at 0; the first offer of a row is the oldest.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Offers = npt.NDArray[np.int64]


def scaled(worths: Sequence[Vector]) -> list[Vector]:
    """Worths such that the worst package has 0 and the best 1."""
    total = sum(float(np.ptp(one)) for one in worths) or 1.0
    return [(one - one.min()) / total for one in worths]


def frequency(sizes: Sequence[int], offers: Offers, gain: float = 0.1) -> list[Vector]:
    """The classic frequency model, as agents of the ANAC competitions have it.

    An issue left alone from one offer to the next gains weight; a value is worth its count over that of the most frequent one.
    """
    weights = np.full(len(sizes), 1.0 / len(sizes))
    for before, after in pairwise(offers):
        weights = weights + gain * (before == after)
        weights /= weights.sum()
    counts = [np.bincount(offers[:, issue], minlength=size) for issue, size in enumerate(sizes)]
    return scaled([weight * count / count.max() for weight, count in zip(weights, counts, strict=True)])


def bayesian(sizes: Sequence[int], offers: Offers, step: float = 0.01, error: float = 0.25) -> list[Vector]:
    """Hindriks and Tykhonov's scalable model (2008): beliefs about each issue apart, the others taken at their means.

    Hypotheses are levels of an issue's weight, and values rising, falling, or peaked at an inner value, all by place. An offer's
    utility is supposed to be one at first and ``step`` lower each round, with a Gaussian error. The paper's step is 0.05; over 20
    offers that supposes everything given up, so the defaults are those that did best for it on other generated domains.
    """
    levels = np.linspace(0.0, 1.0, 11)
    weigh = np.full((len(sizes), levels.size), 1.0 / levels.size)
    shapes = [_shapes(size) for size in sizes]
    likes = [np.full(len(one), 1.0 / len(one)) for one in shapes]
    for turn, offer in enumerate(offers):
        level = max(0.0, 1.0 - step * turn)
        weights = weigh @ levels
        weights /= weights.sum()
        means = np.array([like @ shape[:, at] for like, shape, at in zip(likes, shapes, offer, strict=True)])
        total = weights @ means
        new = [
            like * _bell(total + weights[at] * (shape[:, offer[at]] - means[at]) - level, error)
            for at, (like, shape) in enumerate(zip(likes, shapes, strict=True))
        ]
        rest = (total - weights * means)[:, None]
        share = 1.0 - weights[:, None]
        others = np.divide(rest, share, out=np.zeros_like(rest), where=share > 1e-9)
        weigh = weigh * _bell((1.0 - levels) * others + levels * means[:, None] - level, error)
        weigh /= weigh.sum(axis=1, keepdims=True)
        likes = [one / one.sum() for one in new]
    weights = weigh @ levels
    return scaled([weight * (like @ shape) for weight, like, shape in zip(weights, likes, shapes, strict=True)])


def _bell(miss: Vector, error: float) -> Vector:
    """Densities up to a factor, never quite nought: one offer must not settle everything."""
    return np.exp(-((miss / error) ** 2) / 2) + 1e-9


def _shapes(size: int) -> Vector:
    """Every hypothesis on an issue's values, one a row, between 0 and 1."""
    at = np.linspace(0.0, 1.0, size) if size > 1 else np.ones(1)
    peaked = [1.0 - np.abs(at - peak) / max(peak, 1.0 - peak) for peak in at[1:-1]]
    return np.array([at, at[::-1], *peaked])
