"""Efficient gains over all choices of the integers: yes or no, steps, whole lines. Bounded by leaving integers out, reached by integer programs.

Within one choice the set of gains is convex, and its frontier is a ``curve``; the upper envelope of the curves found is the frontier. What nobody can
be beyond is the curve of the program without integers.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dronedeal.bargaining.curve import Curve, curve
from dronedeal.bargaining.envelope import Piece, distance, envelope
from dronedeal.bargaining.reach import Ahead, NotFound, Reach, Reached, Sides, Unreachable
from dronedeal.reading import FloatVector
from dronedeal.solving import Start

__all__ = ["Choice", "Choices", "Efficient"]

_Found = TypeVar("_Found", Reached, Ahead)

_GAP = 1e-3
"""How near to its bound, relative to what is made the most of, an integer program is solved."""

_ROOM = 1e-6
"""Share of a walk-away by which floors give way while integers are free: the solver's own tolerance."""

_TOLD = 5.0
"""How many times what its floor gives way by a gain has to be, to be told from what the floors of others give way by."""

_SECONDS = 20.0
"""Longest an integer program may take; the best found by then is taken, and its bound stated."""


_COARSE = 12.0
"""How much farther the frontier of a choice may be from its bound while others are sought."""

_PROGRESS, _PATIENCE = 0.1, 3
"""Share by which the gap has to get smaller within so many searches for them to go on."""

_ABOUT = 0.25
"""Share of both ranges around a plan within which the frontier of its choice is looked at."""

_FINEST = 3
"""How many times, where a gap is asked for, places on the bound are told apart ten times as finely, and plans sought three times as near."""

_NEAR = 0.03
"""Share of both ranges within which plans are sought near a place on the bound."""


@dataclass(slots=True, kw_only=True, eq=False)
class Choice:
    """One choice of the integers, a plan that makes it, what can be reached within it, and its frontier once somebody asked."""

    integers: FloatVector
    reach: Reach
    curve: Curve | None = None

    @property
    def corners(self) -> NDArray[np.float64]:
        """Gains at the corners of its frontier; shape (corners, 2)."""
        return np.array([one.gains for one in self.curve.corners]) if self.curve is not None else np.zeros((0, 2))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Efficient:
    """A frontier of two sides over all choices of the integers.

    Attributes
    ----------
    pieces
        Its stretches, by rising gain of the first side.
    outer
        Corners of what nothing is beyond, shape (corners, 2).
    gap
        How far the outer bound is beyond the frontier anywhere, as a share of both ranges at once.
    within
        The same for the frontier of one choice and its own bound.
    ranges
        From the least on the frontier to the greatest gain of each side; shape (2,).
    searches
        Integer programs that were solved.
    """

    pieces: tuple[Piece, ...]
    outer: NDArray[np.float64]
    gap: float
    within: float
    ranges: FloatVector
    searches: int


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
        self._whole = Reach(sides, gap=_GAP, seconds=_SECONDS, room=_ROOM, start=start)
        self._integers = np.flatnonzero(sides.program.arrays().integer)
        self._at: dict[bytes, Choice | None] = {}

    @cached_property
    def relaxed(self) -> Reach:
        """What could be reached if integers were not."""
        return Reach(self.sides, relaxed=True, room=_ROOM)

    def is_nothing(self, ideal: FloatVector) -> bool:
        """Whether the most that sides can gain is no more than what floors give way by."""
        return bool((ideal <= _TOLD * self.relaxed.room).all())

    @property
    def programs(self) -> int:
        """How many programs were solved."""
        return self.searches + self.relaxed.solves + sum(choice.reach.solves for choice in self.found)

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
                self._whole.begin(choice.reach.start)
                return self._searched(asked)
            known = [found for choice in self.found if (found := _asked(choice.reach, asked)) is not None]
            if not known:
                raise
            self._whole.begin(self.found[0].reach.start)
            best, beyond = max(known, key=lambda found: found.here), _asked(self.relaxed, asked)
            bound = none.bound if beyond is None else min(none.bound, beyond.bound)
            return replace(best, bound=max(bound, best.here))

    def at(self, plan: FloatVector) -> Choice | None:
        """The choice a plan makes, looked up or begun; nothing where no plan with just these integers keeps every floor exactly."""
        key = np.round(plan[self._integers]).astype(np.int64).tobytes()
        if key not in self._at:
            reach = Reach(self.sides, integers=plan, start=self._whole.start)
            try:
                reach.most(np.ones(len(self.sides.names)))
            except Unreachable:
                self._at[key] = None
                return None
            choice = Choice(integers=plan, reach=reach)
            self._at[key] = choice
            self.found.append(choice)
        return self._at[key]

    def frontier(
        self, *, gap: float, most: int, enough: float | None = None, progress: Callable[[str], None] = lambda _: None
    ) -> Efficient:
        """The frontier of two sides over all choices of the integers.

        Parameters
        ----------
        gap
            How far the outer bound may be beyond it, as a share of both ranges at once.
        most
            Most integer programs that are solved; the gap that is left then is stated.
        enough
            How far the bound may be beyond the envelope of choices for the search to end; it then goes on though nothing gets nearer for a while. The same
            as ``gap``, and not without progress, if not said.

        Notes
        -----
        Where the outer bound is farthest beyond the envelope, an integer program with the bound's own weights, and then one straight ahead,
        looks for a plan; what it finds brings its choice, whose curve is laid into the envelope.
        """
        progress("the frontier: what nothing is beyond")
        outer = curve(self.relaxed, gap=0.5 * gap)
        for corner in (outer.corners[0], outer.corners[-1]):
            self._lay(self.most(corner.weights + 1e-3 * corner.weights.max()), gap)
        asked: set[tuple[float, ...]] = set()
        nearest, idle, fineness = np.inf, 0, 0
        while True:
            found = self._efficient(outer)
            over, places = distance(found.pieces, found.outer, found.ranges)
            progress(f"the frontier: within {100.0 * found.gap:.2g} % of its bound")
            doubts = places[over > (gap if enough is None else enough)]
            if found.gap < (1.0 - _PROGRESS) * nearest:
                nearest, idle = found.gap, 0
            idle += 1
            is_over = self.searches >= most or (enough is None and idle > _PATIENCE)
            if is_over or not any(self._asked(at, found, gap, asked, fineness) for at in doubts):
                fineness += 1
                if is_over or enough is None or not doubts.size or fineness > _FINEST:
                    return self._refined(found, outer, gap)

    def _refined(self, found: Efficient, outer: Curve, gap: float) -> Efficient:
        """The same with the curves that stand on the frontier as near to their bounds as asked for."""
        laid = [choice for choice in self.found if choice.curve is not None]
        for at in sorted({piece.choice for piece in found.pieces}):
            least = np.array(
                [
                    min(piece.start[0] for piece in found.pieces if piece.choice == at),
                    min(piece.end[1] for piece in found.pieces if piece.choice == at),
                ]
            )
            laid[at].curve = curve(laid[at].reach, gap=gap, corner=np.maximum(0.0, least - 0.01 * found.ranges))
        return self._efficient(outer)

    def _asked(
        self, at: FloatVector, found: Efficient, gap: float, asked: set[tuple[float, ...]], fineness: int
    ) -> bool:
        """Look for plans at a corner of the bound: by the bound's own weights, then near it alone; whether either was still to be asked."""
        position = min(max(int(np.searchsorted(found.outer[:, 0], at[0])), 1), len(found.outer) - 1)
        one, other = found.outer[position - 1], found.outer[position]
        slopes = np.maximum(np.array([one[1] - other[1], other[0] - one[0]]), 0.0) * found.ranges
        shares = (slopes + 1e-6) / (slopes + 1e-6).sum()
        if (key := tuple(np.round(shares, 3 + fineness).tolist())) not in asked:
            asked.add(key)
            self._lay(self.most(shares / found.ranges), gap, found.ranges)
            return True
        shape = at / found.ranges
        if (key := (round(float(shape[0] - shape[1]), 2 + fineness), fineness)) not in asked:
            asked.add(key)
            with suppress(Unreachable):
                self._lay(
                    self.most(shares / found.ranges, np.maximum(0.0, at - _NEAR / 3**fineness * found.ranges)),
                    gap,
                    found.ranges,
                )
            return True
        return False

    def _lay(self, found: Reached, gap: float, ranges: FloatVector | None = None) -> None:
        """Lay the curve of the choice a plan makes into the envelope: of all of it, or near the plan alone."""
        choice = self.at(found.plan)
        if choice is None or choice.curve is not None:
            return
        corner = None if ranges is None else np.maximum(0.0, found.gains - _ABOUT * ranges)
        try:
            choice.curve = curve(choice.reach, gap=_COARSE * gap, corner=corner)
        except Unreachable:  # the plan keeps its floors no more exactly than a solver does
            return

    def _efficient(self, outer: Curve) -> Efficient:
        laid = [choice for choice in self.found if choice.curve is not None]
        if not laid:
            raise Unreachable("no plan leaves every side at its walk-away")
        pieces = envelope([choice.corners for choice in laid], 10.0 * self._whole.room)
        least = np.array([pieces[0].start[0], pieces[-1].end[1]])
        most = np.array([pieces[-1].end[0], pieces[0].start[1]])
        ranges = np.maximum(most - least, np.maximum(10.0 * self._whole.room, 1e-9))
        return Efficient(
            pieces=tuple(pieces),
            outer=outer.outer,
            gap=float(distance(pieces, outer.outer, ranges)[0][0]),
            within=max(choice.curve.gap for choice in laid if choice.curve is not None),
            ranges=ranges,
            searches=self.searches,
        )


def _asked(reach: Reach, asked: Callable[[Reach], _Found]) -> _Found | None:
    try:
        return asked(reach)
    except Unreachable:
        return None
