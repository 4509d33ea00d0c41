"""What integer programs are asked about a place of gains that nothing denies and no plan reaches: the best in a box, above a floor, or straight ahead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dronedeal.bargaining.proven import Denial
from dronedeal.bargaining.reach import NotFound, Reach, Unreachable
from dronedeal.reading import FloatVector

__all__ = ["Answer", "Question", "above", "ahead", "near"]

_WIDTH = 0.04
"""Share of both ranges from the edges of a box about a place to it."""

_BELOW = 1e-4
"""Share of a range by which a floor is below a place: what the solver can tell, and more."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """A plan, if one was found, and its gains; and what none is beyond, if anything was proven."""

    plan: FloatVector | None
    gains: FloatVector
    denial: Denial | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """The most of weights x gains where each side has ``least``; without weights, how far all get from there along ``ranges``."""

    least: FloatVector
    ranges: FloatVector
    weights: FloatVector | None = None

    def asked(self, reach: Reach) -> Answer:
        """Ask it of a program with free integers."""
        try:
            found = (
                reach.along(self.ranges, self.least) if self.weights is None else reach.most(self.weights, self.least)
            )
        except NotFound as none:
            return Answer(plan=None, gains=self.least, denial=self._denial(none.bound))
        except Unreachable:
            nothing = Denial(least=self.least, weights=1.0 / self.ranges, bound=-np.inf)
            return Answer(plan=None, gains=self.least, denial=nothing)
        return Answer(plan=found.plan, gains=found.gains, denial=self._denial(found.bound))

    def _denial(self, bound: float) -> Denial | None:
        if not np.isfinite(bound):
            return None
        if self.weights is not None:
            return Denial(least=self.least, weights=self.weights, bound=bound)
        return Denial(least=self.least + bound * self.ranges, weights=1.0 / self.ranges, bound=-np.inf)


def near(place: FloatVector, weights: FloatVector, ranges: FloatVector) -> Question:
    """The best by the weights of the bound itself in a box about a place: a corner of what mixing could reach, as a rule."""
    return Question(least=np.maximum(0.0, place - _WIDTH * ranges), weights=weights, ranges=ranges)


def above(side: int, place: FloatVector, weights: FloatVector, ranges: FloatVector) -> Question:
    """The most for the other side above a floor of one (Haimes, Lasdon and Wismer 1971), the weights of the bound counting half.

    Notes
    -----
    With the bound's weights alone all plans along it are about as good, and a search cannot tell them apart; leaning to one side it can.
    """
    least: NDArray[np.float64] = np.zeros(2)
    least[side] = max(0.0, float(place[side] - _BELOW * ranges[side]))
    leaning = 0.5 * (weights / float(weights @ ranges) + np.eye(2)[1 - side] / ranges)
    return Question(least=least, weights=leaning, ranges=ranges)


def ahead(place: FloatVector, ranges: FloatVector) -> Question:
    """How far both get towards a place along the direction of both ranges: what settles it, though it takes longest."""
    return Question(least=place - float((place / ranges).min()) * ranges, ranges=ranges)
