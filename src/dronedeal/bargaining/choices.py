"""Choices of the integers: yes or no, steps, whole lines. Found by integer programs, bounded by leaving integers out; within one, gains are those of a linear program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dronedeal.bargaining.reach import Ahead, NotFound, Reach, Reached, Sides, Unreachable
from dronedeal.reading import FloatVector
from dronedeal.solving import Start

__all__ = ["Choice", "Choices"]

_Found = TypeVar("_Found", Reached, Ahead)

_GAP = 1e-3
"""How near to its bound, relative to what is made the most of, an integer program is solved."""

_ROOM = 1e-6
"""Share of a walk-away by which floors give way while integers are free: the solver's own tolerance."""

_TOLD = 5.0
"""How many times what its floor gives way by a gain has to be, to be told from what the floors of others give way by."""

_SECONDS = 20.0
"""Longest an integer program may take; the best found by then is taken, and its bound stated."""

_BACKSTOP = 180.0
"""The same where a number of nodes ends it: only so that nothing runs for ever."""


class Choice:
    """One choice of the integers.

    Attributes
    ----------
    integers
        A plan that makes it: values of all columns.
    start
        Where its programs may begin.
    corners
        Gains of plans found within it that no others found are beyond, nor mixes of them, by rising gain of the first side; shape (corners, 2).
    """

    def __init__(self, sides: Sides, integers: FloatVector, start: Start | None) -> None:
        """Nothing is solved yet."""
        self.integers = integers
        self.corners: NDArray[np.float64] = np.zeros((0, len(sides.names)))
        self.start = start
        self._sides = sides

    @cached_property
    def reach(self) -> Reach:
        """What can be reached within it."""
        return Reach(self._sides, integers=self.integers, start=self.start)

    def lay(self, gains: NDArray[np.float64]) -> None:
        """Add gains of plans within it, of two sides, shape (plans, 2): all their mixes can be had as well."""
        order = np.vstack([self.corners, gains])
        order = order[np.lexsort((-order[:, 1], -order[:, 0]))]
        kept: list[NDArray[np.float64]] = []
        for (
            one
        ) in order:  # from the first side's best on, each has to leave the other more, and the line to turn one way
            if kept and one[1] <= kept[-1][1]:
                continue
            while len(kept) > 1 and _is_inside(kept[-2], kept[-1], one):
                kept.pop()
            kept.append(one)
        self.corners = np.array(kept[::-1])


class Choices:
    """The choices found so far, and the search for others.

    Parameters
    ----------
    sides
        Who bargains over which program.
    start
        Where to begin: where the plan of a like program ended.
    """

    def __init__(self, sides: Sides, start: Start | None = None) -> None:
        """Load the program with integers free; nothing is solved yet."""
        self.sides = sides
        self.found: list[Choice] = []
        self.searches = 0
        self._start = start
        self._whole = Reach(sides, gap=_GAP, seconds=_SECONDS, room=_ROOM, start=start)
        self._integers = np.flatnonzero(sides.program.arrays().integer)
        self._at: dict[bytes, Choice | None] = {}

    @cached_property
    def relaxed(self) -> Reach:
        """What could be reached if integers were not."""
        return Reach(self.sides, relaxed=True, room=_ROOM)

    def whole(self, gap: float) -> Reach:
        """What can be reached with integers free, as near to its bound as said, relative to what is made the most of; to be given a number of nodes."""
        return Reach(self.sides, gap=gap, seconds=_BACKSTOP, room=_ROOM, start=self._whole.start)

    @property
    def least_told(self) -> FloatVector:
        """Differences of gains that are none; shape (sides,)."""
        return np.maximum(10.0 * self._whole.room, 1e-9)

    def is_nothing(self, ideal: FloatVector) -> bool:
        """Whether the most that sides can gain is no more than what floors give way by."""
        return bool((ideal <= _TOLD * self.relaxed.room).all())

    @cached_property
    def _fixed(self) -> Reach:
        return Reach(self.sides, integers=np.zeros(self.sides.program.column_count), start=self._start)

    def within(self, choice: Choice) -> Reach:
        """What can be reached within a choice, until the next is asked for: one solver for all."""
        self._fixed.take(choice.integers)
        return self._fixed

    @property
    def programs(self) -> int:
        """How many programs were solved."""
        made = [choice.reach.solves for choice in self.found if "reach" in choice.__dict__]
        return self.searches + self.relaxed.solves + self._fixed.solves + sum(made)

    def most(self, weights: FloatVector, least: FloatVector | None = None) -> Reached:
        """As ``Reach.most``, over all choices; proven to within the gap, or as far as its ``bound`` says."""
        return self._searched(lambda reach: reach.most(weights, least))

    def along(self, direction: FloatVector, least: FloatVector | None = None) -> Ahead:
        """As ``Reach.along``, over all choices."""
        return self._searched(lambda reach: reach.along(direction, least))

    def _searched(self, asked: Callable[[Reach], _Found]) -> _Found:
        """What is asked of all choices; where a search found no plan in its time, what the known ones give, and what none exceeds.

        Notes
        -----
        Where no choice is known, the plan with the most for everybody is sought, and the search begins anew there: what leaves many others their
        walk-aways is found sooner where these count too.
        """
        self.searches += 1
        try:
            return asked(self._whole)
        except NotFound as none:
            if not self.found:
                choice = self.at(self._whole.together().plan)
                if choice is None:
                    raise
                self._whole.begin(choice.start)
                return self._searched(asked)
            known = [found for choice in self.found if (found := _asked(self.within(choice), asked)) is not None]
            if not known:
                raise
            self._whole.begin(self.found[0].start)
            best, beyond = max(known, key=lambda found: found.here), _asked(self.relaxed, asked)
            bound = none.bound if beyond is None else min(none.bound, beyond.bound)
            return replace(best, bound=max(bound, best.here))

    def at(self, plan: FloatVector) -> Choice | None:
        """The choice a plan makes, looked up or begun; nothing where no plan with just these integers keeps every floor exactly."""
        key = np.round(plan[self._integers]).astype(np.int64).tobytes()
        if key not in self._at:
            self._fixed.take(plan)
            try:
                self._fixed.most(np.ones(len(self.sides.names)))
            except Unreachable:
                self._at[key] = None
                return None
            choice = Choice(self.sides, plan, self._fixed.start)
            self._at[key] = choice
            self.found.append(choice)
        return self._at[key]


def _is_inside(one: NDArray[np.float64], middle: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether a point is not beyond the line between two others."""
    return bool((middle[0] - one[0]) * (other[1] - one[1]) <= (middle[1] - one[1]) * (other[0] - one[0]))


def _asked(reach: Reach, asked: Callable[[Reach], _Found]) -> _Found | None:
    try:
        return asked(reach)
    except Unreachable:
        return None
