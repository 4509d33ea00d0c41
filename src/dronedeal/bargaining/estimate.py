"""What the other side cares about, read from 3 to 20 of its offers. Pure: it knows issues with ordered values, and no deal.

It is a guess with a band, for choosing what to propose next. It never enters a figure that is settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from dronedeal.bargaining.concession import (
    BAND,
    FloatMatrix,
    FloatVector,
    IntArray,
    effective_of,
    log_likelihood,
    quantiles,
    shares_of,
)

__all__ = ["Estimate", "estimate"]

_LEAST_OFFERS = 3
"""Offers without which nothing is said to be known."""

_WIDE = 0.8
"""Share of its width before any offer from which on a band counts as having learnt nothing."""

_PACKAGES = 500
"""Packages from which the crowding of a level is told, where there are more."""

_KINDS = (0.35, 0.35, 0.20, 0.10)
"""How probable it is beforehand that an ordered issue is valued rising, falling, peaked, or in no order."""

_CURVATURE = 0.5
"""Standard deviation of the logarithm of the exponent to which positions are raised."""

_REACH = 0.2
"""Distance over which an offered position says something of its neighbours: of the bell, as a share of the range."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estimate:
    """What the other side seems to give for each value of each issue, and how sure that is.

    Attributes
    ----------
    worths
        By issue, of each value; the best package is worth 1 and the worst 0.
    weights
        By issue, the spread of its worths over the sum of spreads.
    low, high
        By issue, the weight below which 10 % and 90 % of the particles' probability lies. They speak for the particles alone: a
        weight, which is half the counts', may now and then lie outside.
    rising
        By issue, the probability that its highest position is worth more than its lowest; a half where it has no order.
    effective
        Particles of equal probability that would tell as much.
    enough
        Whether the offers say anything.
    because
        If not, why.
    """

    worths: tuple[FloatVector, ...]
    weights: FloatVector
    low: FloatVector
    high: FloatVector
    rising: FloatVector
    effective: float
    enough: bool
    because: str

    def at(self, packages: IntArray) -> FloatVector:
        """Estimated worth of packages, each a row of values' places by issue; shape (packages,), 0 to 1."""
        total = np.zeros(packages.shape[0])
        for issue, worths in enumerate(self.worths):
            total += worths[packages[:, issue]]
        return total


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Issue:
    """Positions stretched to 0..1, the values offered, and whether positions mean anything."""

    at: FloatVector
    offered: IntArray
    ordered: bool

    @property
    def key(self) -> tuple[bool, list[float], list[int]]:
        """What issues are sorted by, so that the answer does not hang on their order."""
        return self.ordered, self.at.tolist(), self.offered.tolist()


def estimate(
    positions: Sequence[FloatVector],
    offers: IntArray,
    *,
    ordered: Sequence[bool] | None = None,
    seed: int = 0,
    particles: int = 1200,
) -> Estimate:
    """What whoever made some offers seems to care about.

    Parameters
    ----------
    positions
        For each issue the positions of its values, in any order.
    offers
        Places of the values offered, shape (offers, issues), oldest first.
    ordered
        Whether an issue's positions mean anything; all do unless said.
    seed
        Of the draws: the same offers and seed give the same bytes, whatever the order of issues.
    particles
        Value tables drawn.

    Raises
    ------
    ValueError
        Offers do not fit the issues.

    Notes
    -----
    The mean of two guesses, each scaled so that its best package is worth 1 and its worst 0.

    *Counts*: if packages are offered by a logit choice over additive worths, the likelihood falls apart by issue, and the logarithm of
    how often a value was offered is its worth. Late offers count less; a second count lends to neighbours.

    *Particles*: value tables with Dirichlet weights, each issue rising, falling, peaked or in no order, weighted by how well they
    explain the offers as concessions (see ``concession``; shapes after Hindriks and Tykhonov 2008).

    Assumed, not derived: fewer than three offers, or offers all the same, or bands of weights of which none is narrower than 0.8 of
    what it was before any offer, are not enough. Bands of an issue alone say nothing, and are not asked.
    """
    issues = _issues(positions, offers, ordered)
    order = sorted(range(len(issues)), key=lambda issue: issues[issue].key)
    back: list[int] = np.argsort(order).tolist()
    found = _estimated([issues[at] for at in order], np.random.default_rng(seed), particles)
    return Estimate(
        worths=tuple(found.worths[at] for at in back),
        weights=found.weights[back],
        low=found.low[back],
        high=found.high[back],
        rising=found.rising[back],
        effective=found.effective,
        enough=found.enough,
        because=found.because,
    )


def _issues(positions: Sequence[FloatVector], offers: IntArray, ordered: Sequence[bool] | None) -> list[_Issue]:
    if offers.ndim != 2 or offers.shape[1] != len(positions) or not len(positions):  # noqa: PLR2004 - rows and columns
        raise ValueError(f"offers of shape {offers.shape} do not fit {len(positions)} issues")
    sizes = np.array([len(at) for at in positions])
    if not sizes.all() or (offers < 0).any() or (offers >= sizes).any():
        raise ValueError("an offer has a value that its issue does not have")
    means = [True] * len(positions) if ordered is None else ordered
    issues: list[_Issue] = []
    for issue, (given, is_ordered) in enumerate(zip(positions, means, strict=True)):
        at = np.asarray(given, dtype=np.float64)
        reach = float(np.ptp(at))
        stretched = (at - at.min()) / reach if reach else np.zeros(at.size)
        issues.append(_Issue(at=stretched, offered=offers[:, issue], ordered=is_ordered and reach > 0))
    return issues


def _estimated(issues: list[_Issue], rng: np.random.Generator, particles: int) -> Estimate:
    """The estimate for issues in their own order."""
    count = issues[0].offered.size
    splits = np.cumsum([issue.at.size for issue in issues])[:-1]
    tables, weights = _drawn(issues, rng, particles)
    packages = _sampled([issue.at.size for issue in issues], rng)
    shares = np.full(particles, 1.0 / particles)
    low, high = (quantiles(weights, shares, at) for at in BAND)
    prior = high - low
    if count:
        offered = np.column_stack([issue.offered for issue in issues])
        shares = shares_of(log_likelihood(_worth(tables, offered, splits), _worth(tables, packages, splits)))
        low, high = (quantiles(weights, shares, at) for at in BAND)
    parts = zip(_scaled(_counted(issues)), _scaled(np.split(shares @ tables, splits)), strict=True)
    worths = _scaled([counted + drawn for counted, drawn in parts])
    because = _not_enough(issues, prior, high - low)
    return Estimate(
        worths=tuple(worths),
        weights=np.array([float(np.ptp(one)) for one in worths]),
        low=low,
        high=high,
        rising=np.array([_rising(*one, shares) for one in zip(issues, np.split(tables, splits, axis=1), strict=True)]),
        effective=effective_of(shares),
        enough=not because,
        because=because,
    )  # fmt: skip


def _not_enough(issues: list[_Issue], prior: FloatVector, now: FloatVector) -> str:
    """Why the offers say too little; nothing if they do not."""
    count = issues[0].offered.size
    asked = prior > 0
    if all(issue.at.size == 1 for issue in issues):
        return "no issue has two values"
    if count < _LEAST_OFFERS:
        return f"{count} of the {_LEAST_OFFERS} offers that are needed at least"
    if all((issue.offered == issue.offered[0]).all() for issue in issues):
        return "all offers are the same"
    if asked.any() and (now[asked] >= _WIDE * prior[asked]).all():
        return "every issue's weight is still as open as before the offers, or nearly"
    return ""


def _counted(issues: list[_Issue]) -> list[FloatVector]:
    """Worths from how often values were offered: the sum of two smoothed log-counts, the second of which lends to neighbours."""
    found: list[FloatVector] = []
    for issue in issues:
        age = np.arange(issue.offered.size) / max(1, issue.offered.size)
        same = (issue.offered[:, None] == np.arange(issue.at.size)).astype(np.float64)
        apart = (issue.at[issue.offered][:, None] - issue.at) / _REACH
        lent = np.exp(-(apart**2) / 2) if issue.ordered else same
        found.append(np.log((1 - 0.7 * age) @ same + 1.0) + np.log((1 - 0.5 * age) @ lent + 0.5))
    return found


def _scaled(worths: Sequence[FloatVector]) -> list[FloatVector]:
    """Worths such that the worst package has 0 and the best 1."""
    total = sum(float(np.ptp(one)) for one in worths) or 1.0
    return [(one - one.min()) / total for one in worths]


def _drawn(issues: list[_Issue], rng: np.random.Generator, particles: int) -> tuple[FloatMatrix, FloatMatrix]:
    """Worths by particle and value of every issue, side by side, and weights by particle and issue: Dirichlet with ones."""
    shapes = [_shapes(issue, rng, particles) for issue in issues]
    drawn = rng.standard_exponential((particles, len(issues))) * [issue.at.size > 1 for issue in issues]
    weights = drawn / np.maximum(drawn.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    return np.hstack([shape * weights[:, [at]] for at, shape in enumerate(shapes)]), weights


def _shapes(issue: _Issue, rng: np.random.Generator, particles: int) -> FloatMatrix:
    """How one issue's values are ranked between 0 and 1, shape (particles, values)."""
    values = rng.random((particles, issue.at.size))
    if issue.ordered:
        kind = rng.choice(len(_KINDS), size=particles, p=_KINDS)[:, None]
        power = np.exp(_CURVATURE * rng.standard_normal((particles, 1)))
        peak = np.where(kind == 0, 1.0, np.where(kind == 1, 0.0, rng.random((particles, 1))))
        near = 1.0 - np.abs(issue.at - peak) / np.maximum(peak, 1.0 - peak)
        values = np.where(kind == len(_KINDS) - 1, values, np.maximum(near, 0.0) ** power)
    least = values.min(axis=1, keepdims=True)
    reach = values.max(axis=1, keepdims=True) - least
    return np.asarray((values - least) / np.where(reach > 0, reach, 1.0), dtype=np.float64)


def _sampled(sizes: list[int], rng: np.random.Generator) -> IntArray:
    """All packages, or some drawn evenly where there are more; shape (packages, issues)."""
    count = prod(sizes)
    if count <= _PACKAGES:
        return np.column_stack(np.unravel_index(np.arange(count), sizes))
    return rng.integers(0, np.array(sizes), size=(_PACKAGES, len(sizes)))


def _worth(tables: FloatMatrix, packages: IntArray, splits: IntArray) -> FloatMatrix:
    """Utilities of packages under every particle, shape (particles, packages)."""
    chosen = np.zeros((tables.shape[1], packages.shape[0]))
    starts = np.concatenate(([0], splits))
    for issue, start in enumerate(starts):
        chosen[start + packages[:, issue], np.arange(packages.shape[0])] = 1.0
    return np.clip(tables @ chosen, 0.0, 1.0)


def _rising(issue: _Issue, tables: FloatMatrix, shares: FloatVector) -> float:
    """Probability that the highest position is worth more than the lowest, equal ones counting half."""
    if not issue.ordered:
        return 0.5
    more = tables[:, issue.at.argmax()] - tables[:, issue.at.argmin()]
    return float(shares @ ((np.sign(more) + 1.0) / 2))
