"""Falling lines of two sides' gains, seen along the direction in which both get their whole range at once: heights over where they are across it.

So seen, lines have no vertical parts, which one is beyond another is a matter of heights, and these are piecewise linear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dronedeal.reading import FloatVector

__all__ = ["Heights", "greater", "heights", "lesser"]

_FAR = 10.0
"""Ranges to either side of a line for which it goes on, level or upright, since each side is free to give away what it has."""

_STRAIGHT = 1e-12
"""A share of both ranges by which a line that is straight bends, by rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heights:
    """``along`` the direction of both ranges, at places ``across`` it that rise, and straight between; shares of the ranges, shapes (marks,)."""

    across: FloatVector
    along: FloatVector

    def at(self, across: FloatVector) -> FloatVector:
        """Heights at some places."""
        return np.asarray(np.interp(across, self.across, self.along), dtype=np.float64)

    def gains(self, ranges: FloatVector) -> NDArray[np.float64]:
        """The marks as gains of both sides; shape (marks, 2)."""
        return np.column_stack([self.along + 0.5 * self.across, self.along - 0.5 * self.across]) * ranges


def heights(corners: NDArray[np.float64], ranges: FloatVector) -> Heights:
    """Heights of a line that falls from corner to corner, level before the first and upright after the last; shape (corners, 2)."""
    shares = corners / ranges
    shares = np.vstack([shares[0] - [_FAR, 0.0], shares, shares[-1] - [0.0, _FAR]])
    across = np.maximum.accumulate(shares[:, 0] - shares[:, 1])
    return Heights(across=across, along=0.5 * (shares[:, 0] + shares[:, 1]))


def greater(one: Heights, other: Heights) -> Heights:
    """Whichever of two is higher."""
    return _picked(one, other, np.maximum)


def lesser(one: Heights, other: Heights) -> Heights:
    """Whichever of two is lower."""
    return _picked(one, other, np.minimum)


def _picked(one: Heights, other: Heights, pick: Callable[[FloatVector, FloatVector], FloatVector]) -> Heights:
    marks = np.union1d(one.across, other.across)
    over = one.at(marks) - other.at(marks)
    crossed = np.flatnonzero(over[:-1] * over[1:] < 0.0)
    shares = over[crossed] / (over[crossed] - over[crossed + 1])
    marks = np.union1d(marks, marks[crossed] + shares * (marks[crossed + 1] - marks[crossed]))
    along = np.asarray(pick(one.at(marks), other.at(marks)), dtype=np.float64)
    straight = np.zeros(marks.size, dtype=np.bool_)
    straight[1:-1] = np.abs(along[1:-1] - _between(marks, along)) <= _STRAIGHT
    straight[1:] &= ~straight[
        :-1
    ]  # of two that are straight beside each other one has to stay: together they may be a bend
    return Heights(across=marks[~straight], along=along[~straight])


def _between(marks: FloatVector, along: FloatVector) -> FloatVector:
    """What heights at inner marks would be if lines were straight from neighbour to neighbour."""
    shares = (marks[1:-1] - marks[:-2]) / np.maximum(marks[2:] - marks[:-2], 1e-300)
    return along[:-2] + shares * (along[2:] - along[:-2])
