"""The mix of a few known gains with the greatest product: Nash's point of their hull. No program is solved."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dronedeal.reading import FloatVector

__all__ = ["mixed"]

_STEPS, _NEAR = 20_000, 1e-13
"""Most steps, and how near to the best logarithm of the product is enough."""


def mixed(gains: NDArray[np.float64], powers: FloatVector) -> FloatVector:
    """Shares of known gains whose mix has the greatest sum of powers x logarithms; shape (known,), not negative, summing to one.

    Parameters
    ----------
    gains
        Shape (known, sides), each side's in units of its own, some mix of them above nothing for every side.
    powers
        Shape (sides,), above nothing.

    Notes
    -----
    Weight is moved from the worst of those that have any to the best of all, by an exact step along the line between them (pairwise steps
    of Frank and Wolfe's method, which converge linearly on a polytope: Lacoste-Julien and Jaggi 2015).
    """
    shares = np.zeros(gains.shape[0])
    shares[int(np.argmax(gains.min(axis=1)))] = 1.0
    if gains[shares > 0.0].min() <= 0.0:
        shares = np.full(gains.shape[0], 1.0 / gains.shape[0])
    here = shares @ gains
    if (here <= 0.0).any():
        return shares  # to some side nothing that is known gives anything
    for _ in range(_STEPS):
        slopes = gains @ (powers / here)
        best = int(np.argmax(slopes))
        if slopes[best] - powers.sum() <= _NEAR:
            break
        held = np.flatnonzero(shares > 0.0)
        worst = int(held[np.argmin(slopes[held])])
        if worst == best:
            break
        step = _step(here, gains[best] - gains[worst], powers, float(shares[worst]))
        shares[best] += step
        shares[worst] = 0.0 if step >= shares[worst] else shares[worst] - step
        here = shares @ gains
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _step(here: FloatVector, along: FloatVector, powers: FloatVector, most: float) -> float:
    """How far to go along a line, no further than so much: where the slope of the logarithm of the product is nothing."""
    falling = along < 0.0
    room = float((here[falling] / -along[falling]).min(initial=np.inf))
    low, high = 0.0, min(most, room * (1.0 - 1e-12))

    def slope(step: float) -> float:
        return float((powers * along / (here + step * along)).sum())

    if slope(high) >= 0.0:
        return high
    for _ in range(80):
        middle = 0.5 * (low + high)
        if slope(middle) > 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
