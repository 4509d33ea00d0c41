"""A few unknowns of a known model, learnt from the other side's offers: its discount rate, say. Not the model: it hands over values.

Where what the other side gets from a package is a plan's value, a particle is one draw of the unknowns, and the value of an offer under it
is arithmetic. What is learnt stays a guess with a band, and never enters a figure that is settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dronedeal.bargaining.concession import (
    BAND,
    FloatMatrix,
    effective_of,
    log_likelihood,
    quantiles,
    shares_of,
)

__all__ = ["Belief", "Unknown", "beliefs", "draws_of"]

_NARROWER = 0.8
"""Share of its width before any offer below or at which a band counts as learnt."""

_LEAST_EFFECTIVE = 20.0
"""Particles of equal probability without which a band is not trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A number that only the other side knows, between ``low`` and ``high`` and most probably near ``base``; in its own unit.

    Raises
    ------
    ValueError
        The three are not in order.
    """

    name: str
    low: float
    base: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.base <= self.high:
            raise ValueError(f"{self.name}: {self.low} ≤ {self.base} ≤ {self.high} does not hold")


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What offers say of one unknown, in its own unit.

    Attributes
    ----------
    mean, low, high
        After the offers: the mean, and what 10 % and 90 % of the probability lies below.
    prior_low, prior_high
        The same two before any offer.
    effective
        Particles of equal probability that would tell as much; too few only if few were drawn (see ``concession.shares_of``).
    learnt
        Whether the band is at least a fifth narrower than before, told by 20 effective particles or more. Offers that only move a
        band towards a thin end of the triangle do not narrow it, and are not counted: see ``mean``.
    """

    name: str
    mean: float
    low: float
    high: float
    prior_low: float
    prior_high: float
    effective: float
    learnt: bool


def draws_of(unknowns: Sequence[Unknown], *, seed: int = 0, particles: int = 1200) -> FloatMatrix:
    """Draws of every unknown, each from its triangle and apart from the others; shape (particles, unknowns).

    Notes
    -----
    By the inverse of the triangle's distribution function: low + √(u·(high−low)·(base−low)) up to the base, and likewise from the
    other end beyond it.
    """
    drawn = np.random.default_rng(seed).random((particles, len(unknowns)))
    low, base, high = (np.array([getattr(one, name) for one in unknowns]) for name in ("low", "base", "high"))
    reach = high - low
    rising = low + np.sqrt(drawn * reach * (base - low))
    falling = high - np.sqrt((1.0 - drawn) * reach * (high - base))
    return np.asarray(np.where(drawn * reach <= base - low, rising, falling), dtype=np.float64)


def beliefs(
    unknowns: Sequence[Unknown], draws: FloatMatrix, *, utilities: FloatMatrix, spread: FloatMatrix
) -> tuple[Belief, ...]:
    """What offers say of unknowns, given what the offers would be worth under every draw.

    Parameters
    ----------
    draws
        As ``draws_of`` gives them, shape (particles, unknowns).
    utilities
        The other side's value of each of its offers, oldest first, shape (particles, offers), in any unit.
    spread
        Its value of packages that it could have offered, in the same unit, shape (particles, packages).

    Raises
    ------
    ValueError
        Shapes do not fit, or a value is not finite.

    Notes
    -----
    Values are scaled under each particle so that the worst of offers and packages is 0 and the best 1; the likelihood is that of
    ``concession``. A particle to which all is worth the same finds everything best.
    """
    particles = draws.shape[0]
    if draws.shape != (particles, len(unknowns)) or not particles == utilities.shape[0] == spread.shape[0]:
        raise ValueError(f"{draws.shape} draws, {utilities.shape} utilities and {spread.shape} spread do not fit")
    if not spread.shape[1]:
        raise ValueError("no package is given that could have been offered")
    every = np.hstack([utilities, spread])
    if not np.isfinite(every).all():
        raise ValueError("a value is not finite")
    worst = every.min(axis=1, keepdims=True)
    reach = every.max(axis=1, keepdims=True) - worst
    scaled = np.where(reach > 0, (every - worst) / np.where(reach > 0, reach, 1.0), 1.0)
    count = utilities.shape[1]
    before = np.full(particles, 1.0 / particles)
    shares = shares_of(log_likelihood(scaled[:, :count], scaled[:, count:])) if count else before
    effective = effective_of(shares)
    mean = shares @ draws
    low, high = (quantiles(draws, shares, at) for at in BAND)
    prior_low, prior_high = (quantiles(draws, before, at) for at in BAND)
    return tuple(
        Belief(
            name=unknown.name,
            mean=float(mean[at]),
            low=float(low[at]),
            high=float(high[at]),
            prior_low=float(prior_low[at]),
            prior_high=float(prior_high[at]),
            effective=effective,
            learnt=bool(
                effective >= _LEAST_EFFECTIVE
                and prior_high[at] > prior_low[at]
                and high[at] - low[at] <= _NARROWER * (prior_high[at] - prior_low[at])
            ),
        )
        for at, unknown in enumerate(unknowns)
    )
