"""The efficient packages of a finite domain, exact, folded issue by issue. Not which of them to agree on: see ``points``.

Utilities are whole numbers once each party's are multiplied by its own scale, so that no comparison is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dronedeal.bargaining.domains.domain import Domain
from dronedeal.bargaining.domains.sieve import Points, Whole, efficient

__all__ = ["Efficient", "Frontier", "TooMany", "frontier_of"]

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


def _best_first(points: Points) -> Whole:
    """The order in which the first party's best come first, and among those the second's."""
    if points.dtype == object:
        rows = points.tolist()
        return np.array(sorted(range(len(rows)), key=lambda row: [-one for one in rows[row]]), dtype=np.int64)
    return np.lexsort(tuple(-points[:, party] for party in reversed(range(points.shape[1]))))


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
