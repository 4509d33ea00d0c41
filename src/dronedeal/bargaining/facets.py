"""The efficient frontier of three sides and more on one choice of the integers: facets of the hull of what was found, each with its bound.

All corners of such a frontier are never promised; how far what is beyond the facets can be, is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dronedeal.bargaining.reach import Reach, Reached
from dronedeal.reading import FloatVector

__all__ = ["Facet", "Facets", "facets"]

_NOUGHT = 1e-9
"""Entries of a normal that rounding leaves."""

_PLAIN = 4
"""Most sides for whom Qhull's own way with points in one plane is quick; beyond, it moves them by as little as it can."""

_MOST = 2_000
"""Most programs of one frontier, unless said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facet:
    """A supporting plane: ``weights`` x gains is ``here`` on the facet, and no plan has more than ``bound``."""

    weights: FloatVector
    here: float
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facets:
    """Corners found, each the best by its weights, the facets between them, and the gap.

    ``gap`` is the farthest that the outer bound is beyond a facet, as a share of all sides' ideals at once; infinite where there was no time to tell.
    """

    corners: tuple[Reached, ...]
    facets: tuple[Facet, ...]
    gap: float
    ideal: FloatVector
    solves: int


def facets(reach: Reach, *, gap: float = 1e-3, most: int = _MOST) -> Facets:
    """The frontier of three sides and more, anybody free to give away what it has.

    Parameters
    ----------
    gap
        The farthest that what is beyond a facet may be, as a share of all ideals at once.
    most
        Most programs that are solved.

    Raises
    ------
    Unreachable, Unbounded
        As for ``Reach.most``.

    Notes
    -----
    The hull of what was found is asked, facet by facet, for what lies beyond it: Benson's outer approximation seen from within (Benson 1998;
    Loehne 2011); the facet most like the last goes first, for a solve is the shorter the less weights change. Hulls by Qhull (Barber, Dobkin and Huhdanpaa 1996).
    """
    count, solved = len(reach.sides.names), reach.solves
    corners = [reach.most(np.eye(count)[side]) for side in range(count)]
    ideal = np.array([max(0.0, float(corner.gains[side])) for side, corner in enumerate(corners)])
    units = np.maximum(ideal, max(1e-9 * float(ideal.max(initial=0.0)), float(reach.room.max()), 1e-300))
    corners.append(reach.most(1.0 / units))
    known: dict[tuple[float, ...], Facet] = {}
    last = np.full(count, 1.0 / count)
    while True:
        points = np.maximum(0.0, np.array([corner.gains for corner in corners])) / units
        hull, is_grown = _facets(points), False
        left = [facet for facet in hull if _key(*facet) not in known]
        while left and reach.solves - solved < most:
            nearest = int(np.argmin([float(np.abs(normal - last).sum()) for normal, _ in left]))
            normal, offset = left.pop(nearest)
            last = normal
            found = reach.most(normal / units)
            known[_key(normal, offset)] = Facet(weights=normal / units, here=offset, bound=found.bound)
            if float(normal @ (found.gains / units)) > offset + gap * float(normal.sum()) and not _known(
                points, found.gains / units
            ):
                corners.append(found)
                is_grown = True
        if not is_grown:
            break
    standing = [known.get(_key(*facet)) for facet in hull]
    told = tuple(facet for facet in standing if facet is not None)
    distance = max(
        (max(0.0, facet.bound - facet.here) / float((facet.weights * units).sum()) for facet in told), default=0.0
    )
    return Facets(
        corners=tuple(corners), facets=told, gap=distance if len(told) == len(hull) else np.inf, ideal=ideal,
        solves=reach.solves - solved,
    )  # fmt: skip


def _key(normal: FloatVector, offset: float) -> tuple[float, ...]:
    return tuple(np.round([*normal, offset], 9).tolist())


def _known(points: NDArray[np.float64], point: FloatVector) -> bool:
    return bool((np.abs(points - point).max(axis=1) < _NOUGHT).any())


def _facets(points: NDArray[np.float64]) -> list[tuple[FloatVector, float]]:
    """Outward normals, summing to one and nowhere negative, and offsets, of the hull of points with all they may give away."""
    from scipy.spatial import ConvexHull

    count = points.shape[1]
    given = [np.where(np.array(keep), points, 0.0) for keep in product((True, False), repeat=count)]
    corners = np.unique(np.round(np.vstack(given), 12), axis=0)
    equations = ConvexHull(corners, qhull_options="QJ Pp" if count > _PLAIN else "Qt Pp").equations
    facing = equations[(equations[:, :-1] >= -_NOUGHT).all(axis=1)]
    facing = facing[facing[:, :-1].max(axis=1) > _NOUGHT]
    found: dict[tuple[float, ...], tuple[FloatVector, float]] = {}
    for equation in facing:
        normal = np.maximum(0.0, equation[:-1])
        size = float(normal.sum())
        key = tuple(np.round([*(normal / size), -equation[-1] / size], 9).tolist())
        found[key] = (normal / size, float(-equation[-1] / size))
    return [found[key] for key in sorted(found)]
