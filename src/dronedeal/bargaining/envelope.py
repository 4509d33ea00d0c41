"""The upper envelope of the frontiers of several choices of the integers: which choice is best where, and where none reaches. Two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dronedeal.bargaining.heights import Heights, heights
from dronedeal.reading import FloatVector

__all__ = ["Piece", "distance", "envelope", "gaps"]


_NOUGHT = 1e-12
"""A share that rounding leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the efficient frontier from one pair of gains to another, the first side's rising.

    A falling stretch is reached by mixing plans of one ``choice``; a level one is a gap: only its right end is reached.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    choice: int

    @property
    def is_gap(self) -> bool:
        """Whether only the right end is reached."""
        return self.start[1] <= self.end[1]


def envelope(curves: Sequence[NDArray[np.float64]], room: FloatVector) -> list[Piece]:
    """The best of several falling, concave lines, each side free to give away what it has.

    Parameters
    ----------
    curves
        Corners of each, by rising gain of the first side; shapes (corners, 2).
    room
        Differences of gains that are none; shape (2,).
    """
    marks = sorted({float(one) for corners in curves for one in corners[:, 0]})
    low = min(marks)
    pieces: list[Piece] = []
    for left, right in pairwise(marks):
        if right - left > room[0]:
            pieces += _between(curves, left, right)
    last = max(range(len(curves)), key=lambda at: (curves[at][-1, 0], curves[at][-1, 1]))
    tidy = _joined(pieces, room)
    top = max(float(corners[0, 1]) for corners in curves if corners[0, 0] <= low + room[0])
    if tidy and top > tidy[0].start[1] + room[1]:  # reached at the very left alone
        first = max(range(len(curves)), key=lambda at: (curves[at][0, 0] <= low + room[0], curves[at][0, 1]))
        tidy = [Piece(start=(low, top), end=(low, top), choice=first), *tidy]
    if not tidy:
        end = (float(curves[last][-1, 0]), float(curves[last][-1, 1]))
        tidy = [Piece(start=end, end=end, choice=last)]
    return tidy


def distance(
    pieces: Sequence[Piece], outer: NDArray[np.float64], ranges: FloatVector
) -> tuple[FloatVector, NDArray[np.float64]]:
    """How far an outer bound is beyond an envelope, as shares of both ranges at once, farthest first, and from where on the bound.

    Notes
    -----
    Seen along the direction of both ranges both are piecewise linear, so the farthest is at a corner of one or the other.
    """
    inner = np.array([pieces[0].start, *(corner for one in pieces for corner in (one.start, one.end))])
    return gaps(heights(inner, ranges), heights(outer, ranges), ranges)


def gaps(inner: Heights, outer: Heights, ranges: FloatVector) -> tuple[FloatVector, NDArray[np.float64]]:
    """The same for lines that are seen along the direction of both ranges already."""
    marks = np.union1d(inner.across, outer.across)
    marks = marks[(marks >= outer.across[1]) & (marks <= outer.across[-2])]
    over = np.maximum(0.0, outer.at(marks) - inner.at(marks))
    order = np.argsort(-over, kind="stable")
    return over[order], Heights(across=marks, along=outer.at(marks)).gains(ranges)[order]


def _between(curves: Sequence[NDArray[np.float64]], left: float, right: float) -> list[Piece]:
    """The best lines between two neighbouring marks, on which every curve is straight."""
    lines: list[tuple[float, float, int]] = []
    for at, corners in enumerate(curves):
        if right <= corners[0, 0]:
            lines.append((float(corners[0, 1]), float(corners[0, 1]), at))
        elif left < corners[-1, 0]:
            heights = np.interp([left, right], corners[:, 0], corners[:, 1])
            lines.append((float(heights[0]), float(heights[1]), at))
    return _highest(lines, left, right)


def _highest(lines: Sequence[tuple[float, float, int]], left: float, right: float) -> list[Piece]:
    first = max(lines, key=lambda line: (line[0], line[1]))
    ahead = [
        (first[0] - line[0]) / ((first[0] - line[0]) + (line[1] - first[1])) for line in lines if line[1] > first[1]
    ]
    share = min(ahead, default=1.0)
    if share >= 1.0 - _NOUGHT:
        return [Piece(start=(left, first[0]), end=(right, first[1]), choice=first[2])]
    middle, height = left + share * (right - left), first[0] + share * (first[1] - first[0])
    rest = [(line[0] + share * (line[1] - line[0]), line[1], line[2]) for line in lines if line[1] > first[1]]
    rest = [(max(one, height), other, at) for one, other, at in rest if one >= height - 1e-9 * abs(height)]
    head = [Piece(start=(left, first[0]), end=(middle, height), choice=first[2])] if share > _NOUGHT else []
    return head + _highest(rest, middle, right)


def _joined(pieces: Sequence[Piece], room: FloatVector) -> list[Piece]:
    """Stretches of one line as one."""
    found: list[Piece] = []
    for piece in pieces:
        is_level = piece.start[1] - piece.end[1] <= 1e-3 * room[1]
        one = piece
        if is_level and found and not found[-1].is_gap and found[-1].end[1] - piece.end[1] <= room[1]:
            one = Piece(start=found[-1].end, end=piece.end, choice=piece.choice)  # so little that it is no gap
        elif is_level:
            one = Piece(start=(piece.start[0], piece.end[1]), end=piece.end, choice=piece.choice)
        if found and found[-1].is_gap and one.is_gap and abs(found[-1].end[1] - one.end[1]) <= room[1]:
            found[-1] = Piece(start=(found[-1].start[0], one.end[1]), end=one.end, choice=one.choice)
            continue
        if found and _straight(found[-1], one, room):
            found[-1] = Piece(start=found[-1].start, end=one.end, choice=one.choice)
            continue
        found.append(one)
    return found


def _straight(one: Piece, other: Piece, room: FloatVector) -> bool:
    """Whether two stretches are of one choice and one line."""
    if one.choice != other.choice or one.is_gap or other.is_gap or abs(one.end[1] - other.start[1]) > room[1]:
        return False
    share = (one.end[0] - one.start[0]) / (other.end[0] - one.start[0])
    return abs(one.start[1] + share * (other.end[1] - one.start[1]) - one.end[1]) <= float(room[1])
