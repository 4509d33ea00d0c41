"""Which of some listed points no other is better than: exact, whole blocks at a time. Not how they came to be listed: see ``frontier``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Points", "Whole", "efficient"]

Whole = NDArray[np.int64]
Points = NDArray[Any]
"""Whole utilities, one row a package and one column a party: of 64 bits, or Python's own where those would not hold them."""

_Columns = Sequence[NDArray[Any]]
_Mask = NDArray[np.bool_]

_BEST = 16
"""Points, best by sum, that others are held against first."""

_PAIRS, _BLOCK = 128, 512
"""Points of which all pairs are compared at once, and how many are held against a staircase at first."""

_TWO, _THREE = 2, 3


def efficient(points: Points) -> Whole:
    """Positions, ascending, of those of some distinct points that no other is as good as in everything and better in something.

    Notes
    -----
    Points are first thrown out that one of the best by sum is better than. What is left is gone through with the first party's best first:
    a point is efficient where none before it is as good for all the others (Kung, Luccio and Preparata 1975). For three parties those
    before are a staircase, in which whole blocks of points are looked up by bisection, and then held against each other in the same way.
    Numbers are only compared, never added or rounded, but for the sums that say which to begin with.
    """
    columns = [_comparable(points[:, party]) for party in range(points.shape[1])]
    left = np.flatnonzero(~_beaten_by_best(columns))
    columns = [column[left] for column in columns]
    order = _best_first(columns)
    columns = [column[order] for column in columns]
    if len(columns) == 1:
        kept = np.arange(left.size) == 0
    elif len(columns) == _TWO:
        kept = np.ones(left.size, dtype=np.bool_)
        kept[1:] = columns[1][1:] > np.maximum.accumulate(columns[1])[:-1]
    elif len(columns) == _THREE:
        kept = _staircase(columns[1], columns[2])
    else:
        kept = _swept(np.column_stack(columns))
    return np.sort(left[order[kept]])


def _comparable(column: NDArray[Any]) -> NDArray[Any]:
    """Numbers of a party in one stretch of memory; their ranks where 64 bits would not hold them."""
    if column.dtype != object:
        return np.ascontiguousarray(column)
    ranks = {one: rank for rank, one in enumerate(sorted(set(column.tolist())))}
    return np.array([ranks[one] for one in column.tolist()], dtype=np.int64)


def _beaten_by_best(columns: _Columns) -> _Mask:
    """Which points one of the best by sum is better than."""
    count = columns[0].size
    beaten = np.zeros(count, dtype=np.bool_)
    if count == 0:
        return beaten
    sums = np.zeros(count)
    for column in columns:
        sums += column / max(1.0, float(np.abs(column).max()))
    most = min(_BEST, count)
    for best in np.argpartition(-sums, most - 1)[:most].tolist():
        worse = columns[0] <= columns[0][best]
        for column in columns[1:]:
            worse &= column <= column[best]
        worse[best] = False  # points are distinct: it alone is its equal
        beaten |= worse
    return beaten


def _best_first(columns: _Columns) -> Whole:
    """The order in which the first party's best come first, among those the second's, and so on."""
    order = np.argsort(-columns[0])
    ordered = columns[0][order]
    alike = ordered[1:] == ordered[:-1]
    if alike.any():
        tied = np.zeros(order.size, dtype=np.bool_)
        tied[1:] = alike
        tied[:-1] |= alike
        places = np.flatnonzero(tied)
        among = order[places]
        order[places] = among[np.lexsort([-column[among] for column in reversed(columns)])]
    return order


def _staircase(second: NDArray[Any], third: NDArray[Any]) -> _Mask:
    """Which points none before them is as good as for the second party and the third."""
    count = second.size
    if count <= _PAIRS:
        as_good = (second[:, None] >= second) & (third[:, None] >= third)
        return np.asarray(~np.triu(as_good, 1).any(axis=0), dtype=np.bool_)
    kept = np.zeros(count, dtype=np.bool_)
    seconds, thirds = second[:0], third[:0]  # the one never falls, and the best for the other beside it never rises
    start, size = 0, max(_PAIRS, min(_BLOCK, count // 2))
    while start < count:
        end = min(count, start + size)
        place = np.searchsorted(seconds, second[start:end])
        is_free = np.ones(end - start, dtype=np.bool_)
        inside = place < seconds.size
        is_free[inside] = thirds[place[inside]] < third[start:end][inside]
        free = start + np.flatnonzero(is_free)
        new = free[_staircase(second[free], third[free])]
        kept[new] = True
        seconds, thirds = _laid(np.concatenate((seconds, second[new])), np.concatenate((thirds, third[new])))
        start, size = end, max(size, seconds.size)
    return kept


def _laid(second: NDArray[Any], third: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Pairs by rising first entry, without those whose second is no more than that of a pair after them."""
    order = np.argsort(second)
    second, third = second[order], third[order]
    standing = np.ones(order.size, dtype=np.bool_)
    standing[:-1] = third[:-1] > np.maximum.accumulate(third[::-1])[::-1][1:]
    return second[standing], third[standing]


def _swept(points: Points) -> _Mask:
    """Which points of four parties or more none before them is as good as."""
    kept: list[int] = []
    found = points[:0]
    for row, one in enumerate(points):
        if not len(found) or not (found >= one).all(axis=1).any():
            kept.append(row)
            found = points[kept]
    return np.isin(np.arange(len(points)), kept)
