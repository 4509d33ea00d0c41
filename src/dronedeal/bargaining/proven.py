"""What no plan is beyond: where an integer program was asked for the best of a box of gains, its bound holds for all choices of the integers.

The outer bound is the convex one of the program without integers, less everything that a proof denies; so it may have dents, where integers leave some.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from dronedeal.bargaining.heights import Heights, lesser
from dronedeal.reading import FloatVector

__all__ = ["Denial", "beyond_none"]

_TOUCH = 1e-9
"""A share of a range that rounding leaves."""

_NOWHERE = 1e3
"""Ranges below nothing at which a box ends that asks a side for no more than its walk-away: nobody is ever below that."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Denial:
    """No plan that leaves each side ``least`` has more of weights x gains than ``bound``; minus infinity where no plan does at all.

    Attributes
    ----------
    least, weights
        Shapes (2,); weights not negative, and not both nothing.
    """

    least: FloatVector
    weights: FloatVector
    bound: float

    def heights(self, ranges: FloatVector, low: float, high: float) -> Heights:
        """Above which it denies all plans, between two places across; as ``Heights``.

        Notes
        -----
        What has both gains above ``least``, and weights x gains above the bound, is denied with all that is more for both. So seen along the
        direction of both ranges the line is the highest of three: the box's two edges, and the bound.
        """
        one, other = np.where(self.least > 0.0, self.least / ranges, -_NOWHERE)
        shares = self.weights * ranges / float(self.weights @ ranges)
        slope = 0.5 * float(shares[1] - shares[0])
        height = self.bound / float(self.weights @ ranges)
        marks = [low, high, one - other]
        if np.isfinite(height):
            marks += [(one - height) / (slope + 0.5)] if slope > -0.5 + _TOUCH else []
            marks += [(height - other) / (0.5 - slope)] if slope < 0.5 - _TOUCH else []
        across = np.unique(np.clip(marks, low, high))
        edges = np.maximum(one - 0.5 * across, other + 0.5 * across)
        return Heights(across=across, along=np.maximum(edges, height + slope * across))


def beyond_none(relaxed: Heights, denials: Sequence[Denial], ranges: FloatVector) -> Heights:
    """What no plan is beyond: not beyond the program without integers, and nowhere that is denied."""
    low, high = float(relaxed.across[0]), float(relaxed.across[-1])
    return reduce(lesser, (denial.heights(ranges, low, high) for denial in denials), relaxed)
