"""The efficient packages of a finite domain, exact, folded issue by issue. Not which of them to agree on: see ``points``.

Utilities are whole numbers once each party's are multiplied by its own scale, so that no comparison is rounded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dronedeal.bargaining.domains.domain import Domain

__all__ = ["Efficient", "Frontier", "TooMany", "efficient", "frontier_of"]

Whole = NDArray[np.int64]
Points = NDArray[Any]
"""Whole utilities, one row a package and one column a party: of 64 bits, or Python's own where those would not hold them."""

_MOST = 3_000_000
"""Partial packages beyond which a domain is given up: its efficient packages would not fit in memory."""

_SAFE = 2**62
"""Whole utilities that 64 bits hold with room for a sum."""


class TooMany(ValueError):
    """A domain has more efficient packages than can be held."""


@dataclass(frozen=True, slots=True)
class Efficient:
    """One efficient pair, triple or more of utilities, and how many packages have it.

    ``whole`` are utilities times each party's scale; ``row`` is where the frontier keeps it.
    """

    whole: tuple[int, ...]
    scales: tuple[int, ...]
    count: int
    row: int

    @property
    def utilities(self) -> tuple[Fraction, ...]:
        """The utilities, exact."""
        return tuple(Fraction(one, scale) for one, scale in zip(self.whole, self.scales, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frontier:
    """The efficient packages of a domain, the first party's best first; none is as good for all and better for one."""

    domain: Domain
    points: tuple[Efficient, ...]
    _layers: tuple[_Layer, ...]

    def packages(self, point: Efficient, most: int = 100) -> list[tuple[int, ...]]:
        """Packages with the utilities of a point, as positions of values; no more than so many."""
        found: list[tuple[int, ...]] = []
        for package in self._unfolded(len(self._layers) - 1, point.row):
            found.append(package)
            if len(found) == most:
                break
        return sorted(found)

    def _unfolded(self, layer: int, row: int) -> Iterator[tuple[int, ...]]:
        if layer < 0:
            yield ()
            return
        for before, value in self._layers[layer].ways(row):
            for package in self._unfolded(layer - 1, before):
                yield (*package, value)


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """Partial packages up to an issue: which partial one before, with which value, leads to each row; grouped by row."""

    before: Whole
    value: Whole
    starts: Whole

    def ways(self, row: int) -> Iterator[tuple[int, int]]:
        for at in range(int(self.starts[row]), int(self.starts[row + 1])):
            yield int(self.before[at]), int(self.value[at])


def frontier_of(domain: Domain) -> Frontier:
    """All efficient packages, rational for everybody or not.

    Notes
    -----
    A package whose part could be swapped for one as good for all and better for one is not efficient, whatever the other issues are: so
    partial packages are filtered after each issue: dynamic programming over a sum. Work grows with the efficient partial packages, not with the product of issues.

    Raises
    ------
    TooMany
        More than ``_MOST`` partial packages are left to compare.
    """
    scales = [profile.scale for profile in domain.profiles]
    whole = [
        [[int(worth * scale) for worth in values] for values in profile.worths]
        for profile, scale in zip(domain.profiles, scales, strict=True)
    ]
    reach = max(sum(max(map(abs, values)) for values in worths) for worths in whole)
    kind: type = np.int64 if reach < _SAFE else object
    points: Points = np.zeros((1, len(whole)), dtype=kind)
    counts = np.ones(1, dtype=object)
    layers: list[_Layer] = []
    for issue in range(len(domain.issues)):
        worths: Points = np.array([one[issue] for one in whole], dtype=kind).T
        if points.shape[0] * worths.shape[0] > _MOST:
            message = f"more than {_MOST:,} packages are left to compare after {issue} of {len(domain.issues)} issues"
            raise TooMany(message)
        summed = (points[:, None, :] + worths[None, :, :]).reshape(-1, points.shape[1])
        unique, where = _distinct(summed)
        kept = efficient(unique)
        place = np.full(unique.shape[0], -1, dtype=np.int64)
        place[kept] = np.arange(kept.size)
        rows = place[where]
        ways = np.flatnonzero(rows >= 0)
        order = ways[np.argsort(rows[ways], kind="stable")]
        starts = np.searchsorted(rows[order], np.arange(kept.size + 1))
        before, value = np.divmod(order, worths.shape[0])
        layers.append(_Layer(before, value, starts))
        new = np.zeros(kept.size, dtype=object)
        np.add.at(new, rows[order], counts[before])
        points, counts = unique[kept], new
    order = _best_first(points)
    every = tuple(scales)
    found = tuple(
        Efficient(tuple(whole), every, count, row)
        for whole, count, row in zip(points[order].tolist(), counts[order].tolist(), order.tolist(), strict=True)
    )
    return Frontier(domain=domain, points=found, _layers=tuple(layers))


def efficient(points: Points) -> Whole:
    """Positions, ascending, of those of some distinct points that no other is as good as in everything and better in something.

    Notes
    -----
    Points are first thrown out that one of the best by sum is better than. What is left is gone through with the first party's best first:
    a point is efficient where none before it is as good for all the others (Kung, Luccio and Preparata 1975). For three parties those
    before are a staircase, in which one is found by bisection.
    """
    parties = points.shape[1]
    left = _promising(points) if points.dtype != object else np.arange(points.shape[0])
    ordered = left[_best_first(points[left])]
    if parties <= 2:  # noqa: PLR2004 - beyond two the others' best is no single number
        last = points[ordered, parties - 1]
        best = np.maximum.accumulate(last) if parties > 1 else last
        first = np.ones(ordered.size, dtype=np.bool_)
        first[1:] = (last[1:] > best[:-1]) if parties > 1 else False
        return np.sort(ordered[first])
    kept = _staircase(points[ordered].tolist()) if parties == 3 else _swept(points[ordered])  # noqa: PLR2004
    return np.sort(ordered[kept])


_BEST = 16
"""Points, best by sum, that others are held against first."""


def _promising(points: Points) -> Whole:
    """Positions of points than which none of the best by sum is better."""
    count = min(_BEST, points.shape[0])
    share = points / np.maximum(1.0, np.abs(points).max(axis=0, initial=0).astype(np.float64))
    best = points[np.argpartition(-share.sum(axis=1), count - 1)[:count]]
    beaten = np.zeros(points.shape[0], dtype=np.bool_)
    for one in best:
        beaten |= (one >= points).all(axis=1) & (one > points).any(axis=1)
    return np.flatnonzero(~beaten)


def _best_first(points: Points) -> Whole:
    """The order in which the first party's best come first, and among those the second's."""
    if points.dtype == object:
        rows = points.tolist()
        return np.array(sorted(range(len(rows)), key=lambda row: [-one for one in rows[row]]), dtype=np.int64)
    return np.lexsort(tuple(-points[:, party] for party in reversed(range(points.shape[1]))))


def _staircase(rows: list[list[int]]) -> list[int]:
    """Positions of efficient triples, the first party's best coming first and none twice."""
    kept: list[int] = []
    seconds: list[int] = []  # ascending, and what is best for the third beside each of them falls
    thirds: list[int] = []
    for row, (_, second, third) in enumerate(rows):
        at = bisect_left(seconds, second)
        if at < len(seconds) and thirds[at] >= third:
            continue
        kept.append(row)
        end = at + 1 if at < len(seconds) and seconds[at] == second else at
        start = at
        while start and thirds[start - 1] <= third:
            start -= 1
        seconds[start:end], thirds[start:end] = [second], [third]
    return kept


def _swept(points: Points) -> list[int]:
    """Positions of efficient points of four parties or more, the first party's best coming first and none twice."""
    kept: list[int] = []
    found = points[:0]
    for row, one in enumerate(points):
        if not len(found) or not (found >= one).all(axis=1).any():
            kept.append(row)
            found = points[kept]
    return kept


def _distinct(points: Points) -> tuple[Points, Whole]:
    """Points without repetition, and which of them each is."""
    if points.dtype == object:
        places: dict[tuple[int, ...], int] = {}
        where = np.array([places.setdefault(tuple(row), len(places)) for row in points.tolist()], dtype=np.int64)
        return np.array(list(places), dtype=object).reshape(-1, points.shape[1]), where
    order = np.lexsort(points.T)
    ordered = points[order]
    new = np.ones(points.shape[0], dtype=np.bool_)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    where = np.empty(points.shape[0], dtype=np.int64)
    where[order] = np.cumsum(new) - 1
    return ordered[new], where
