"""Quantiles of one number: what it is where a share of its chance lies below. Not how numbers hang together: see ``correlation``."""

from __future__ import annotations

from typing import assert_never

import numpy as np

from dronedeal.deal.number import (
    Disputed,
    Distribution,
    Lognormal,
    Normal,
    OneOf,
    SourceReading,
    Triangle,
    Uncertain,
    Uniform,
)
from dronedeal.reading import FloatVector, IntVector

__all__ = ["quantile", "readings_of"]


def quantile(number: Uncertain | Disputed, share: FloatVector) -> FloatVector:
    """The number where so much of its chance lies below.

    Parameters
    ----------
    number
        One that nature decides, or one on which sources differ: then a mixture of what each claim says, evenly within its ends,
        weighted by confidence.
    share
        Between zero and one, both excluded; any shape.

    Returns
    -------
    Values in the number's own unit, of the same shape.

    Notes
    -----
    By inversion of the distribution function (Devroye 1986, II.2). A mixture is inverted piece by piece: readings are laid
    side by side by their middles, each as wide as its weight, so that a greater share still means a greater reading, which
    rank correlation needs; readings that overlap keep their own ends.
    """
    if isinstance(number, Uncertain):
        return _of(number.distribution, share)
    picked, within = _picked(number, share)
    ordered = _by_middle(number)
    low = np.array([float(one.low) for one in ordered])
    high = np.array([float(one.high) for one in ordered])
    return np.asarray(low[picked] + within * (high - low)[picked])


def readings_of(number: Disputed, share: FloatVector) -> IntVector:
    """Which of a disputed number's readings is true at each share, by its position in the document."""
    picked, _ = _picked(number, share)
    places = np.array([number.readings.index(one) for one in _by_middle(number)], dtype=np.int64)
    return np.asarray(places[picked])


def _by_middle(number: Disputed) -> list[SourceReading]:
    return sorted(number.readings, key=lambda one: (one.low + one.high, one.claim))


def _picked(number: Disputed, share: FloatVector) -> tuple[IntVector, FloatVector]:
    """Position by middle of the reading a share falls on, and how far within it."""
    return _cut(np.array([float(one.weight) for one in _by_middle(number)]), share)


def _cut(weights: FloatVector, share: FloatVector) -> tuple[IntVector, FloatVector]:
    """Which of some pieces of the unit interval, as wide as their weights, a share falls on, and how far within it."""
    ends = np.cumsum(weights) / weights.sum()
    picked = np.minimum(np.searchsorted(ends, share, side="right"), np.flatnonzero(weights)[-1])
    starts = ends - weights / weights.sum()
    return picked, np.clip((share - starts[picked]) / (weights / weights.sum())[picked], 0.0, 1.0)


def _of(distribution: Distribution, share: FloatVector) -> FloatVector:
    match distribution:
        case Triangle(low=low, mode=mode, high=high):
            return _triangle(float(low), float(mode), float(high), share)
        case Uniform(low=low, high=high):
            return np.asarray(float(low) + share * float(high - low))
        case Normal():
            return _normal(distribution, share)
        case Lognormal(median=median, sigma=sigma):
            from scipy.special import ndtri  # SciPy is loaded only where something is drawn

            return np.asarray(float(median) * np.exp(float(sigma) * ndtri(share)))
        case OneOf(values=values, weights=weights):
            order = np.argsort(np.array([float(value) for value in values]), kind="stable")
            picked, _ = _cut(np.array([float(weight) for weight in weights])[order], share)
            return np.asarray(np.array([float(value) for value in values])[order][picked])
        case _:
            assert_never(distribution)


def _triangle(low: float, mode: float, high: float, share: FloatVector) -> FloatVector:
    """Kotz and van Dorp 2004, Beyond Beta, 1.2."""
    if high <= low:
        return np.full_like(share, low)
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(share * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - share) * (high - low) * (high - mode))
    return np.where(share < turn, rising, falling)


def _normal(normal: Normal, share: FloatVector) -> FloatVector:
    """Cut off at its ends: shares are of the chance between them (Johnson, Kotz and Balakrishnan 1994, 13.10.1)."""
    from scipy.special import ndtr, ndtri

    mean, deviation = float(normal.mean), float(normal.deviation)
    below = 0.0 if normal.low is None else ndtr((float(normal.low) - mean) / deviation)
    above = 1.0 if normal.high is None else ndtr((float(normal.high) - mean) / deviation)
    drawn = mean + deviation * ndtri(below + share * (above - below))
    low = -np.inf if normal.low is None else float(normal.low)
    high = np.inf if normal.high is None else float(normal.high)
    return np.clip(drawn, low, high)
