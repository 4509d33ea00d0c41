"""Arithmetic over futures and quarters that does nothing twice. Not what is reckoned: see the readings.

Arrays have shape (futures, quarters) or (1, quarters). One that is *steady*, alike in every quarter, is a view of a single column, and what is
worked out of steady ones is steady again. Others lie in memory quarter by quarter, since futures are gone through a quarter at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from dronedeal.reading.affine import FloatVector

__all__ = ["combined", "narrow", "steady", "to_date"]


def steady(values: FloatVector | float, periods: int) -> FloatVector:
    """Values alike in every quarter, of shape (futures,) or one; not to be written to."""
    if isinstance(values, float):
        return _constant(values, periods)
    return np.broadcast_to(np.reshape(np.asarray(values, dtype=np.float64), (-1, 1)), (np.size(values), periods))


@lru_cache(maxsize=4096)
def _constant(value: float, periods: int) -> FloatVector:
    return np.broadcast_to(value, (1, periods))


def narrow(values: FloatVector) -> FloatVector:
    """One column of what is steady, shape (futures, 1), else all: what broadcasts to the same."""
    return values[:, :1] if values.strides[1] == 0 else values


def combined(verb: np.ufunc, one: FloatVector, other: FloatVector) -> FloatVector:
    """An element-wise verb of two arrays; either may have shape (quarters,)."""
    one, other = np.atleast_2d(one), np.atleast_2d(other)
    if one.strides[1] == 0 and other.strides[1] == 0:
        column: FloatVector = verb(one[:, :1], other[:, :1])
        return np.broadcast_to(column, (column.shape[0], max(one.shape[1], other.shape[1])))
    return np.asarray(verb(one, other, order="F"))


def to_date(values: FloatVector, restarts: Sequence[int] = ()) -> FloatVector:
    """Running totals, quarter after quarter, that begin anew in some later quarters, in their order."""
    if values.shape[0] == 1:
        edges = [0, *restarts, values.shape[1]]
        return np.concatenate([np.cumsum(values[:, start:end], axis=1) for start, end in pairwise(edges)], axis=1)
    run = np.empty(values.shape, order="F")
    for period in range(values.shape[1]):
        if period == 0 or period in restarts:
            run[:, period] = values[:, period]
        else:
            np.add(run[:, period - 1], values[:, period], out=run[:, period])
    return run
