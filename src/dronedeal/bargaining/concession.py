"""How likely offers are under given preferences: whoever makes them starts at its best and gives way. Not what the preferences may be.

One place for ``estimate``, whose particles are value tables, and ``unknowns``, whose particles are a known model's few unknowns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BAND",
    "FloatMatrix",
    "FloatVector",
    "IntArray",
    "effective_of",
    "log_likelihood",
    "quantiles",
    "shares_of",
]

FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntArray = NDArray[np.int64]

BAND = (0.1, 0.9)
"""Shares of the probability below the ends of every band shown."""

_DEPTHS, _BENDS = (0.02, 0.15, 0.3, 0.5), (1, 3)
"""How much is given up by the last offer, of best less worst, and how late: 1 evenly, 3 mostly at the end."""

_ERROR = 0.08
"""Standard deviation of an offer's utility about its level: people miss, and packages are few."""

_WORST = -9.0
"""The log-likelihood below which no single offer counts: a mistake must not rule a particle out."""

_CROWDING = 0.5
"""Exponent of the share of packages near a level: 1 if offers were drawn evenly from them, 0 if the share were no matter."""

_BINS = 101
"""Places between worst and best to which utilities of sampled packages are rounded."""


_LEAST_EFFECTIVE = 50.0
"""Effective particles that offers leave at least."""

_HALVINGS = 30


def log_likelihood(offers: FloatMatrix, spread: FloatMatrix) -> FloatVector:
    """How well each particle explains a row of offers.

    Parameters
    ----------
    offers
        Utilities of the offers, oldest first, shape (particles, offers); 1 is the particle's best package and 0 its worst.
    spread
        Utilities of packages that could have been offered, on the same scale, shape (particles, packages).

    Returns
    -------
    Shape (particles,), natural logarithms, up to a constant.

    Notes
    -----
    The level of offer t of T is 1 − c (t/(T−1))^e, and what an offer adds is −(u − level)²/(2·0.08²), not below −9, less half the
    logarithm of the share of packages near the level, each weighted by the same bell: to meet a level that few packages meet says
    more. The likelihood is averaged over c and e. After Hindriks and Tykhonov (2008), with levels of several tactics instead of one.
    """
    count = offers.shape[1]
    passed: FloatVector = np.arange(count, dtype=np.float64) / max(1, count - 1)
    levels: FloatMatrix = np.array([1.0 - depth * passed**bend for depth in _DEPTHS for bend in _BENDS])
    miss = np.maximum(-(((offers[:, None, :] - levels) / _ERROR) ** 2) / 2, _WORST)
    near = _near(spread, levels.ravel()).reshape(miss.shape)
    each = (miss - _CROWDING * np.log(near)).sum(axis=2)
    total: FloatVector = np.logaddexp.reduce(each, axis=1) - np.log(levels.shape[0])
    return total


def _near(spread: FloatMatrix, levels: FloatVector) -> FloatMatrix:
    """Share of packages near each level under each particle, shape (particles, levels); never less than that of one package."""
    particles, packages = spread.shape
    bins: IntArray = np.rint(spread * (_BINS - 1)).astype(np.int64) + _BINS * np.arange(particles)[:, None]
    counts = np.bincount(bins.ravel(), minlength=particles * _BINS).reshape(particles, _BINS)
    bell = np.exp(-(((np.linspace(0.0, 1.0, _BINS)[:, None] - levels) / _ERROR) ** 2) / 2)
    near: FloatMatrix = np.maximum((counts @ bell) / packages, 1.0 / packages)
    return near


def shares_of(logs: FloatVector) -> FloatVector:
    """Probabilities of particles from log-likelihoods, every particle being as probable before.

    Notes
    -----
    Offers follow from one another and no tactic is the true one, so that likelihoods taken at their word leave a handful of particles,
    and bands far too narrow. Logarithms are therefore shrunk by the largest factor up to 1 that leaves ``_LEAST_EFFECTIVE`` effective
    particles, or a quarter of few (as adaptive tempering does, Jasra and others 2011; here it is not undone). An assumption: on
    generated bidders apart from those of the benchmark it made bands of 80 % hold 80 %, and ranks no worse.
    """
    least = min(_LEAST_EFFECTIVE, logs.size / 4)
    shares = _softmax(logs)
    few, many = 0.0, 1.0
    if effective_of(shares) >= least:
        return shares
    for _ in range(_HALVINGS):
        factor = (few + many) / 2
        if effective_of(_softmax(factor * logs)) >= least:
            few = factor
        else:
            many = factor
    return _softmax(few * logs)


def _softmax(logs: FloatVector) -> FloatVector:
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def effective_of(shares: FloatVector) -> float:
    """How many particles of equal probability would tell as much: one over the sum of squares (Kong 1992)."""
    return float(1.0 / np.square(shares).sum())


def quantiles(values: FloatMatrix, shares: FloatVector, at: float) -> FloatVector:
    """For each column the least of its values below or at which a share ``at`` of the probability lies.

    Parameters
    ----------
    values
        Shape (particles, columns).
    shares
        Probability of each particle, shape (particles,).
    """
    order = np.argsort(values, axis=0, kind="stable")
    below = np.cumsum(shares[order], axis=0)
    row = np.argmax(below >= at - 1e-12, axis=0)  # sums of equal shares fall a little short of round ones
    found: FloatVector = np.take_along_axis(values, np.take_along_axis(order, row[None, :], axis=0), axis=0)[0]
    return found
