"""The efficient frontier of two sides on one choice of the integers: corners, the lines that bound it, and the gap between. Exact if asked.

Inner: corners that plans reach, and the lines between them, reached by mixing plans. Outer: no plan is beyond the supporting lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dronedeal.bargaining.reach import Reach, Reached, Support
from dronedeal.reading import FloatVector

__all__ = ["Curve", "curve"]

_TOLERANCE = 1e-7
"""Share of a side's range within which two corners are one: what the solver can tell."""

_TO_FIRST = np.array([1.0, -1.0])
"""Times weights, by how much they turn to the first side until only it counts; back, until only the second does."""

_PARALLEL = 1e-14
"""Sine of an angle between lines that are one."""

_MOST = 4_000
"""Most programs of one frontier."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """A frontier from the second side's best to the first's.

    Attributes
    ----------
    corners
        Plans, by rising gain of the first side; each the best by its weights.
    outer
        Corners of the outer bound between the first and the last, shape (corners, 2).
    gap
        The farthest that the outer bound is beyond the inner one anywhere, as a share of both ranges, or units, at once.
    ranges
        From least to greatest gain of each side on the frontier; shape (2,).
    solves
        Programs that were solved.
    """

    corners: tuple[Reached, ...]
    outer: FloatVector
    gap: float
    ranges: FloatVector
    solves: int


def curve(
    reach: Reach, *, gap: float = 1e-3, corner: FloatVector | None = None, unit: FloatVector | None = None
) -> Curve:
    """The frontier of two sides.

    Parameters
    ----------
    gap
        The farthest that the outer bound may be beyond the inner one, as a share of each unit; nothing asks for every corner.
    corner
        The least gain of each side that is looked at, nothing if not said; shape (2,).
    unit
        The gains of which gaps are shares; the ranges of what is looked at, if not said; shape (2,).

    Raises
    ------
    Unreachable, Unbounded
        No plan leaves both sides that much; nothing bounds what they can gain.

    Notes
    -----
    Weights orthogonal to the line between two corners find one beyond it, if there is one (Cohon 1978; Aneja and Nair 1979), and pairs whose
    triangle of doubt is flat enough are left alone (a sandwich; Rote 1992). The basis of each corner says how far weights may turn until another is the
    best (ranging); where those of two corners meet, nothing is between them, and no program is solved to say so. Which pairs are asked does not depend on their order: the one nearest
    to the last goes first, for a solve is the shorter the less weights change.
    """
    solved, least = reach.solves, np.zeros(2) if corner is None else corner
    reach.most(np.ones(2), least)  # from between them no end is far
    with reach.aside():
        last = _end(reach, 0, least)
    with reach.aside():
        first = _end(reach, 1, least)
    ranges = np.maximum(last.gains - first.gains, first.gains - last.gains)
    if (ranges <= 10.0 * np.maximum(reach.room, 1e-9 * np.abs(last.gains))).any():
        greatest = np.maximum(np.maximum(first.gains, last.gains), 0.0)
        both = reach.most(1.0 / np.maximum(greatest, 1e-9 * (float(greatest.max()) or 1.0)), least)
        return Curve(corners=(both,), outer=both.gains[None, :], gap=0.0, ranges=ranges, solves=reach.solves - solved)
    unit = ranges if unit is None else unit
    corners, doubts, at = [first, last], [_doubt(first, last, unit, ranges)], 0
    while reach.solves - solved < _MOST:
        wide = np.flatnonzero(np.array(doubts) > gap)
        if not wide.size:
            break
        at = int(wide[np.argmin(np.abs(wide - at))])
        one, other = corners[at], corners[at + 1]
        across = _across(one.gains, other.gains)
        found = reach.most(across, least, turn=across * _TO_FIRST)
        if found.bound - float(found.weights @ one.gains) <= _TOLERANCE * float(found.weights @ ranges):
            doubts[at] = 0.0
            continue
        if not _between(found.gains, one.gains, other.gains, ranges):
            doubts[at] = 0.0  # beyond the line by less than the solver can place
            continue
        corners.insert(at + 1, found)
        doubts[at : at + 1] = [_doubt(one, found, unit, ranges), _doubt(found, other, unit, ranges)]
        at += 1
    outer = [first.gains]
    for one, other, doubt in zip(corners, corners[1:], doubts, strict=False):
        tip = _tip(one, other) if doubt > 0.0 else None
        outer += [other.gains] if tip is None else [tip, other.gains]
    return Curve(
        corners=tuple(corners),
        outer=np.array(outer),
        gap=max(doubts),
        ranges=ranges,
        solves=reach.solves - solved,
    )


def _end(reach: Reach, side: int, least: FloatVector) -> Reached:
    """The best of one side, and among those the best of the other."""
    own, other = np.eye(2)[side], np.eye(2)[1 - side]
    best = reach.most(own, least)
    held = least.copy()
    held[side] = max(
        least[side], best.gains[side] - _TOLERANCE * max(abs(float(best.gains[side])), float(reach.room[side]))
    )
    found = reach.most(other, held)
    return Reached(gains=found.gains, plan=found.plan, weights=own, bound=best.bound)


def _across(one: FloatVector, other: FloatVector) -> FloatVector:
    """Weights by which two corners are as good as each other."""
    return np.array([one[1] - other[1], other[0] - one[0]])


def _between(found: FloatVector, one: FloatVector, other: FloatVector, ranges: FloatVector) -> bool:
    room = _TOLERANCE * ranges
    return bool(one[0] + room[0] < found[0] < other[0] - room[0] and other[1] + room[1] < found[1] < one[1] - room[1])


def _tip(one: Reached, other: Reached) -> FloatVector | None:
    """Where the lines meet that bound what is between two corners, each the last by which its corner is the best; nothing where they are the same line."""
    to_first = Support(weights=one.weights, bound=one.bound) if one.turned is None else one.turned[1]
    to_second = Support(weights=other.weights, bound=other.bound) if other.turned is None else other.turned[0]
    lines = np.array([to_first.weights, to_second.weights])
    if abs(np.linalg.det(lines / np.linalg.norm(lines, axis=1, keepdims=True))) < _PARALLEL:
        return None
    bounds = np.array(
        [max(to_first.bound, float(lines[0] @ one.gains)), max(to_second.bound, float(lines[1] @ other.gains))]
    )
    tip = np.linalg.solve(lines, bounds)
    low, high = np.minimum(one.gains, other.gains), np.maximum(one.gains, other.gains)
    return np.asarray(np.clip(tip, low, high), dtype=np.float64)


def _doubt(one: Reached, other: Reached, unit: FloatVector, ranges: FloatVector) -> float:
    """How far the tip of the triangle between two corners is beyond the line between them, as a share of both units at once; nothing if the solver cannot tell."""
    tip = _tip(one, other)
    if tip is None:
        return 0.0
    across = _across(one.gains, other.gains)
    beyond = float(across @ (tip - one.gains))
    return beyond / float(across @ unit) if beyond > _TOLERANCE * float(across @ ranges) else 0.0
