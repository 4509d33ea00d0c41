"""What sides can reach: the gains of all plans of one program, asked for by weights and along a direction. Not which of them to agree on.

Gains are values over walk-aways, each in its side's own present money. The set of them is never listed: a program is held in one
solver, and every question is one solve from where the last one ended.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from dronedeal.planning import Compiled, Worth
from dronedeal.reading import FloatVector, IntVector
from dronedeal.solving import Program, Solution, Solver, Start

__all__ = ["Ahead", "NotFound", "Reach", "Reached", "Sides", "Support", "Unbounded", "Unreachable", "sides_of"]

_EXACT = 1e-9
"""Share of a walk-away, or of the largest item in a side's value, by which floors give way where integers are fixed."""


_MANDATED = 1e-7
"""The same share by which a gain that a mandate asks for gives way: what the solver can tell."""


class Unreachable(ValueError):
    """No plan leaves every side what was asked for."""


class NotFound(Unreachable):
    """No plan was found in the time there was; whether there is one is not known. ``bound`` is what none exceeds."""

    def __init__(self, bound: float) -> None:
        """Say so."""
        super().__init__("no plan that leaves every side what was asked for was found in the time there was")
        self.bound = bound


class Unbounded(ValueError):
    """Nothing bounds what sides can gain."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sides:
    """Who bargains, and over which program.

    Attributes
    ----------
    walk_aways
        What each side has without an agreement, in the units of its value; shape (sides,). Never moved.
    worths
        What the program's columns are worth to each side.
    rows
        A row a side that reads: value - direction x ``ahead`` >= what is held; shape (sides,).
    others
        Rows of the same kind that keep those at their walk-aways who do not bargain.
    ahead
        The column of how far all get along a direction.
    always
        The column that is always one.
    sizes
        How large each value can get, which says what tolerances mean; shape (sides,).
    """

    names: tuple[str, ...]
    program: Program
    worths: tuple[Worth, ...]
    walk_aways: FloatVector
    rows: IntVector
    others: IntVector
    ahead: int
    always: int
    sizes: FloatVector

    def gains(self, plan: FloatVector) -> FloatVector:
        """Each side's gain at values of the program's columns; shape (sides,)."""
        return np.array([worth.at(plan) for worth in self.worths]) - self.walk_aways


def sides_of(
    compiled: Compiled, names: Sequence[str], walk_aways: FloatVector, least: FloatVector | None = None
) -> Sides:
    """The sides of a deal's program, which keeps everybody else at its walk-away already.

    Parameters
    ----------
    least
        The least gain for which each side may sign, if mandates say any; shape (sides,). The program gets a row for each, once.
    """
    for name, walk_away, more in zip(
        names, walk_aways.tolist(), ([] if least is None else least.tolist()), strict=False
    ):
        label = f"mandate/{name}"
        if more > 0.0 and (label, 0) not in compiled.program.blocks[1]:
            worth, held = compiled.value[name], walk_away + more
            room = _MANDATED * max(abs(held), compiled.sizes[name])
            row = compiled.program.rows(1, lower=held - room, label=label)
            compiled.program.add(np.repeat(row, worth.columns.size), worth.columns, worth.coefficients)
    return Sides(
        names=tuple(names),
        program=compiled.program,
        worths=tuple(compiled.value[name] for name in names),
        walk_aways=walk_aways,
        rows=np.array([compiled.floor[name] for name in names]),
        others=np.array([row for name, row in compiled.floor.items() if name not in names], dtype=np.int64),
        ahead=compiled.worst,
        always=compiled.always,
        sizes=np.array([compiled.sizes[name] for name in names]),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Support:
    """No plan has more than ``bound`` of weights x gains."""

    weights: FloatVector
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reached:
    """One plan: each side's gain, shape (sides,), the values of all columns, and what no plan exceeds by these weights.

    ``weights`` are those that were made the most of, and ``bound`` the most of weights x gains that any plan can have;
    infinite where nothing was proven. ``turned`` are the last weights either way by which the plan is still the best, where that was asked for.
    """

    gains: FloatVector
    plan: FloatVector
    weights: FloatVector
    bound: float
    turned: tuple[Support, Support] | None = None

    @property
    def here(self) -> float:
        """Weights x gains."""
        return float(self.weights @ self.gains)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ahead:
    """How far all get along a direction: ``share`` of it, what no plan exceeds, and the plan.

    ``multipliers`` say what a unit more of each side's held gain takes from ``share`` (not negative, shape (sides,)), and
    ``others`` the same for those who do not bargain; both are empty where integers were free.
    """

    share: float
    bound: float
    gains: FloatVector
    plan: FloatVector
    multipliers: FloatVector
    others: FloatVector

    @property
    def here(self) -> float:
        """The share."""
        return self.share


class Reach:
    """The gains that sides can reach, in one solver.

    Parameters
    ----------
    sides
        Who bargains over which program.
    integers
        Values of all columns at which the integer ones are fixed, which leaves a linear program; None leaves them free.
    relaxed
        Whether integer columns are taken as continuous: what can then be reached bounds what can.
    gap, seconds, nodes
        Of a program with free integers: how near to the bound, relative to what is made the most of, a plan is taken for the best; the longest a solve may
        take; and the most nodes it may look at.
    room
        Share of a walk-away, or of the largest item in a side's value, by which floors give way.
    """

    def __init__(
        self, sides: Sides, *, integers: FloatVector | None = None, relaxed: bool = False, gap: float = 1e-6, seconds: float | None = None, nodes: int | None = None, room: float = _EXACT, start: Start | None = None,
    ) -> None:  # fmt: skip
        """Load the program; nothing is solved yet."""
        self.sides = sides
        self.room: FloatVector = room * np.maximum(np.abs(sides.walk_aways), sides.sizes)
        is_linear = relaxed or integers is not None or sides.program.is_linear
        self._solver = Solver(
            sides.program, mip_gap=gap, time_limit=seconds, node_limit=nodes, relaxed=relaxed, primal=is_linear
        )
        if integers is not None:
            self._solver.fix_integers(integers)
        self._solver.start_from(start)
        self._count = len(sides.names)
        self._point(np.zeros(self._count))
        self._solver.change_coefficients(sides.others, np.full(sides.others.size, sides.ahead), 0.0)
        self._held: FloatVector | None = None
        self._end: Solution | None = None
        self.solves = 0

    @property
    def start(self) -> Start | None:
        """Where a program like this one may begin."""
        return None if self._end is None else self._solver.start(self._end)

    def take(self, integers: FloatVector) -> None:
        """Fix the integers at others: values of all columns."""
        self._solver.fix_integers(integers)

    @property
    def nodes(self) -> int | None:
        """Most nodes a program with free integers may look at; None for as many as it takes."""
        return self._solver.node_limit

    @nodes.setter
    def nodes(self, most: int | None) -> None:
        self._solver.node_limit = most

    def begin(self, start: Start | None) -> None:
        """Begin the next solve where that of a program like this one ended."""
        self._solver.start_from(start)

    def together(self) -> Reached:
        """The plan with the most for everybody who is kept at a walk-away, one to one; its ``weights`` are the sides' own.

        Raises
        ------
        Unreachable, Unbounded
            As for ``most``.
        """
        self._hold(None)
        costs = self._weighed(np.ones(self._count))
        matrix = self.sides.program.arrays().matrix
        kept = np.isin(matrix.rows, self.sides.others) & (matrix.columns != self.sides.ahead)
        np.add.at(costs, matrix.columns[kept], matrix.values[kept])
        solution = self._solved(costs)
        return Reached(
            gains=self.sides.gains(solution.values), plan=solution.values, weights=np.ones(self._count), bound=np.inf
        )

    @contextmanager
    def aside(self) -> Generator[None, None, None]:
        """What is asked within leads far off: the next solve begins where the last one before ended."""
        start = self.start
        try:
            yield
        finally:
            self.begin(start)

    def most(
        self, weights: FloatVector, least: FloatVector | None = None, *, turn: FloatVector | None = None
    ) -> Reached:
        """The plan with the most of weights x gains, and no side below a least gain (nothing, if not said).

        Parameters
        ----------
        turn
            Weights are also turned back and on, by at most once this, until another plan is the best: its basis says where, without a solve.

        Raises
        ------
        Unreachable, Unbounded
            No plan leaves every side that much, or none was found in time (``NotFound``); nothing bounds what is asked for.
        """
        self._hold(least)
        solution = self._solved(self._weighed(weights))
        return Reached(
            gains=self.sides.gains(solution.values),
            plan=solution.values,
            weights=weights,
            bound=_bound(solution),
            turned=None if turn is None else self._turned(solution, weights, turn),
        )

    def along(self, direction: FloatVector, least: FloatVector | None = None) -> Ahead:
        """How far all sides get from a least gain (nothing, if not said) along a direction at once; less than none if it cannot be had.

        Raises
        ------
        Unreachable, Unbounded
            As for ``most``: here no plan keeps those who do not bargain, or sides without direction, at their floors.

        Notes
        -----
        The way is measured in a unit of which the solver sees the greatest coefficient as one. As a share it was so little beside gains of 1e10 that a
        search of integers took what tolerances leave for the best; in money, its coefficients were nothing beside others.
        """
        rows = self.sides.rows
        unit = max(
            float(np.abs(self._solver.scaled(rows, np.full(self._count, self.sides.ahead), direction)).max()), 1e-300
        )
        self._hold(least)
        self._point(direction / unit)
        column = np.array([self.sides.ahead])
        self._solver.change_bounds(column, -np.inf, np.inf)
        costs = np.zeros(self.sides.program.column_count)
        costs[column] = 1.0
        try:
            solution = self._solved(costs)
        finally:
            self._solver.change_bounds(column, 0.0, 0.0)
            self._point(np.zeros(self._count))
        duals = np.abs(solution.row_duals) / unit if solution.has_duals else np.zeros(0)
        return Ahead(
            share=float(solution.objective) / unit,
            bound=_bound(solution) / unit,
            gains=self.sides.gains(solution.values),
            plan=solution.values,
            multipliers=duals[self.sides.rows] if duals.size else duals,
            others=duals[self.sides.others] if duals.size else duals,
        )

    def ends(self, column: int) -> tuple[float, float]:
        """Least and greatest value of a column at which no side is below its walk-away: what no such plan goes beyond."""
        self._hold(None)
        found: list[float] = []
        for sense in (-1.0, 1.0):
            costs = np.zeros(self.sides.program.column_count)
            costs[column] = sense
            found.append(sense * _bound(self._solved(costs)))
        return found[0], found[1]

    def _weighed(self, weights: FloatVector) -> FloatVector:
        sides = self.sides
        costs = np.zeros(sides.program.column_count)
        for weight, worth in zip(weights.tolist(), sides.worths, strict=True):
            costs[worth.columns] += weight * worth.coefficients
        costs[sides.always] -= float(weights @ sides.walk_aways)
        return costs

    def _turned(self, solution: Solution, weights: FloatVector, turn: FloatVector) -> tuple[Support, Support] | None:
        turns = self._solver.ranging(solution, self._weighed(turn))
        if turns is None:
            return None
        back, on = (Support(weights=weights + one.step * turn, bound=one.bound) for one in turns)
        return back, on

    def _hold(self, asked: FloatVector | None) -> None:
        least = np.zeros(self._count) if asked is None else asked
        if self._held is None or (least != self._held).any():
            self._solver.change_row_bounds(self.sides.rows, self.sides.walk_aways + least - self.room, np.inf)
            self._held = least.copy()

    def _point(self, direction: FloatVector) -> None:
        self._solver.change_coefficients(self.sides.rows, np.full(self._count, self.sides.ahead), -direction)

    def _solved(self, costs: FloatVector) -> Solution:
        self._solver.change_objective(costs)
        solution = self._solver.solve()
        self.solves += 1
        if solution.has_values:
            self._end = solution
            return solution
        if solution.status == "unbounded":
            raise Unbounded("nothing bounds what the sides can gain")
        if solution.status == "time_limit":
            raise NotFound(solution.bound)
        raise Unreachable("no plan leaves every side what was asked for")


def _bound(solution: Solution) -> float:
    """What no plan exceeds; of a confirmed optimum whose duals miss a sign by rounding, the optimum."""
    return solution.objective if solution.status == "optimal" and not np.isfinite(solution.bound) else solution.bound
