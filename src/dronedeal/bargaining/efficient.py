"""The efficient frontier of two sides over all choices of the integers, certified: what plans reach, what none is beyond, and the gap between.

Reached is the upper envelope of the frontiers of the choices found. Where what no plan is beyond is farthest from it, integer programs are asked about that
place: their plans lift the one, their bounds lower the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.curve import curve
from dronedeal.bargaining.envelope import Piece, distance, envelope, gaps
from dronedeal.bargaining.heights import Heights, greater, heights
from dronedeal.bargaining.proven import Denial, beyond_none
from dronedeal.bargaining.questions import Answer, above, ahead, near
from dronedeal.bargaining.reach import Reach, Unreachable
from dronedeal.reading import FloatVector

__all__ = ["Efficient", "efficient"]


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
        The same for the frontiers of choices and their own bounds.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One of the questions that a place is asked in turn: which, of how many nodes, and within which share of both ranges it is not asked again."""

    kind: str
    nodes: int
    span: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Turn:
    """What a place is asked next: the place, where it is across the direction of both ranges, the step of how many, and weights of the bound there.

    ``side`` has the floor, where the step has one.
    """

    place: FloatVector
    across: float
    step: int
    side: int
    weights: FloatVector


_ONE, _FEW, _MANY = 1, 40, 2_000
"""Nodes of a search: the root alone, as many as find a plan where that is easy, and as many as it may take."""

_HOPELESS = 0.01
"""Share of both ranges that a plan which was not found is counted to miss the bound by: floors are asked of the side whose plans miss it least."""

_STEPS = (
    _Step(kind="near", nodes=_ONE, span=1e-2),
    _Step(kind="above", nodes=_ONE, span=2e-3),
    _Step(kind="above", nodes=_FEW, span=2e-3),
    _Step(kind="above the other", nodes=_FEW, span=3e-3),
    _Step(kind="ahead", nodes=_FEW, span=5e-4),
    _Step(kind="above", nodes=_MANY, span=1e-3),
    _Step(kind="ahead", nodes=_MANY, span=2e-4),
)
"""Cheap questions first: most places are settled by the first two."""

_PART = 0.25
"""Share of the gap asked for that linear and integer programs may leave each."""

_ROUND = 0.03
"""Share of both ranges by which the frontier of a choice is laid around the plan that was found."""

_LITTLE = 1e-3
"""Least weight of a side beside the other's, so that of equally good plans an efficient one is found."""

_AT_ONCE = 2
"""Places that are asked at once, each of a solver of its own: as many on every machine, so that all machines find the same."""

_TELLABLE = 1e-6
"""Share of a range by which the envelope's lines may miss the curves they follow."""


def efficient(
    choices: Choices, *, gap: float, most: int, progress: Callable[[str], None] = lambda _: None
) -> Efficient:
    """The frontier of two sides over all choices of the integers.

    Parameters
    ----------
    gap
        How far the outer bound may be beyond it, as a share of both ranges at once, for the search to end.
    most
        Most integer programs that are solved; the gap that is left then is stated.

    Raises
    ------
    Unreachable, Unbounded
        No plan leaves every side at its walk-away; nothing bounds what sides can gain.
    """
    progress("the frontier: what nothing is beyond")
    search = _Search(choices, gap)
    while True:
        over, places = search.doubts()
        progress(f"the frontier: within {100.0 * over[0]:.2g} % of its bound")
        if not search.asked(places[over > gap], most - choices.searches):
            return search.found()


class _Search:
    """What was found so far, what was denied, and what was asked."""

    def __init__(self, choices: Choices, gap: float) -> None:
        """The frontiers of the choices that are best for one side each, and what nothing is beyond without integers."""
        self._choices, self._gap = choices, gap
        relaxed = curve(choices.relaxed, gap=_PART * gap)
        self._relaxed, self._unit = relaxed.outer, np.maximum(relaxed.ranges, choices.least_told)
        self._denials: list[Denial] = []
        self._asked: list[tuple[float, int]] = []
        self._lost = np.array([[0.0, 0.0], [1.0, 1.0]])
        self._within = 0.0
        for side in (1, 0):
            self._lay(choices.most((np.eye(2)[side] + _LITTLE) / self._unit).plan, np.zeros(2))
        if not self._laid:
            raise Unreachable("no plan leaves every side at its walk-away")
        self._wholes = [choices.whole(gap=_PART * gap) for _ in range(_AT_ONCE)]

    def doubts(self) -> tuple[FloatVector, NDArray[np.float64]]:
        """How far what no plan is beyond is from what is reached, farthest first, and from where."""
        ranges = self._ranges
        reached = reduce(greater, (heights(corners, ranges) for corners in self._laid))
        return gaps(reached, self._bound(ranges), ranges)

    def asked(self, places: NDArray[np.float64], most: int) -> bool:
        """Ask the first places that have a question left, ``most`` of them, and note what comes of it; whether there were any."""
        ranges = self._ranges
        turns = list(islice(self._turns(places, ranges), max(0, min(most, _AT_ONCE))))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            answers = pool.map(lambda turn, whole: _answered(turn, ranges, whole), turns, self._wholes)
        for turn, answer in zip(turns, answers, strict=True):
            self._note(turn, answer, ranges)
        return bool(turns)

    def _turns(self, places: NDArray[np.float64], ranges: FloatVector) -> Iterator[_Turn]:
        """What places are asked next, as far apart as a frontier is laid around a plan."""
        taken: list[float] = []
        for place in places:
            across = float(place[0] / ranges[0] - place[1] / ranges[1])
            step = max((1 + last for at, last in self._asked if abs(at - across) <= _STEPS[last].span), default=0)
            if step < len(_STEPS) and all(abs(at - across) > 2.0 * _ROUND for at in taken):
                taken.append(across)
                side = int(np.argmin(self._lost[0] / self._lost[1])) ^ (_STEPS[step].kind == "above the other")
                yield _Turn(place=place, across=across, step=step, side=side, weights=self._slope(place, ranges))

    def _note(self, turn: _Turn, answer: Answer, ranges: FloatVector) -> None:
        """Lift what is reached by the plan that was found, and lower the bound by what was denied."""
        self._choices.searches += 1
        self._asked.append((turn.across, turn.step))
        if _STEPS[turn.step].kind.startswith("above"):
            lost = float(turn.weights @ (turn.place - answer.gains)) / float(turn.weights @ ranges)
            self._lost[:, turn.side] += [_HOPELESS if answer.plan is None else lost, 1.0]
        if answer.denial is not None:
            self._denials.append(answer.denial)
        if answer.plan is not None:
            self._lay(answer.plan, np.maximum(0.0, answer.gains - _ROUND * ranges))

    def found(self) -> Efficient:
        """The frontier as it is known."""
        ranges = self._ranges
        pieces = envelope(self._laid, _TELLABLE * ranges)
        outer = self._bound(ranges).gains(ranges)[1:-1]
        return Efficient(
            pieces=tuple(pieces), outer=outer, gap=float(distance(pieces, outer, ranges)[0][0]), within=self._within,
            ranges=ranges, searches=self._choices.searches,
        )  # fmt: skip

    @property
    def _laid(self) -> list[NDArray[np.float64]]:
        """Corners of each choice that has any."""
        return [choice.corners for choice in self._choices.found if len(choice.corners)]

    @property
    def _ranges(self) -> FloatVector:
        corners = np.concatenate(self._laid)
        last, first = (corners[np.lexsort((corners[:, 1 - side], corners[:, side]))[-1]] for side in range(2))
        found: FloatVector = np.maximum(np.abs(last - first), self._choices.least_told)
        return found

    def _bound(self, ranges: FloatVector) -> Heights:
        return beyond_none(heights(self._relaxed, ranges), self._denials, ranges)

    def _slope(self, place: FloatVector, ranges: FloatVector) -> FloatVector:
        """Weights by which the convex bound is level where it is beyond a place, each side's a little at least."""
        bound, shares = heights(self._relaxed, ranges), place / ranges
        mark = int(np.searchsorted(bound.across, shares[0] - shares[1]))
        mark = min(max(mark, 1), bound.across.size - 1)
        slope = (bound.along[mark] - bound.along[mark - 1]) / (bound.across[mark] - bound.across[mark - 1])
        weights: FloatVector = np.maximum(np.array([0.5 - slope, 0.5 + slope]), _LITTLE) / ranges
        return weights

    def _lay(self, plan: FloatVector, least: FloatVector) -> None:
        """Lay the frontier of the choice that a plan makes, as far as it leaves both sides so much."""
        choice = self._choices.at(plan)
        if choice is None:
            return
        try:
            laid = curve(self._choices.within(choice), gap=_PART * self._gap, corner=least, unit=self._unit)
        except Unreachable:  # the plan keeps its floors no more exactly than a solver does
            return
        choice.lay(np.array([one.gains for one in laid.corners]))
        self._within = max(self._within, laid.gap)


def _answered(turn: _Turn, ranges: FloatVector, whole: Reach) -> Answer:
    step, place, weights = _STEPS[turn.step], turn.place, turn.weights
    whole.nodes = step.nodes
    if step.kind == "ahead":
        return ahead(place, ranges).asked(whole)
    asked = near(place, weights, ranges) if step.kind == "near" else above(turn.side, place, weights, ranges)
    return asked.asked(whole)
