"""The least of a sum of decimals over yes-or-no columns of a program, exactly. Not which choices are allowed.

A solver of integer programs works within a tolerance, which beside a thousand million is more than a cent. So branches are cut here by bounds
that hold exactly: the duals of the linear program, taken for whatever numbers they are, bound the sum from below by weak duality, in whole
numbers and fractions (A. Neumaier and O. Shcherbina, «Safe bounds in linear and mixed-integer linear programming», 2004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from math import gcd, isfinite
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dronedeal.solving import Arrays, FloatArray, IntArray, Program, Solver, solve

__all__ = ["Least", "least"]

_MOST_BRANCHES = 2_000
_WHOLE = 1e-6
"""By how much a column of a linear program's answer may miss a whole number and be taken for it."""

_EXACT = Context(prec=200)
"""More digits than costs of bills and counts of products have between them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Least:
    """What was found.

    Parameters
    ----------
    status
        ``nearly``: no cheaper one within the solver's tolerance, but too many are too near for an exact proof. ``gave up``: a
        program had no answer that can be believed.
    taken
        Whether each column is taken.
    """

    status: Literal["optimal", "nearly", "infeasible", "gave up"]
    taken: NDArray[np.bool_]


def least(program: Program, taken: IntArray, costs: Sequence[Decimal]) -> Least:
    """The choice of least cost that the rows of a program allow, and among those of one cost one of the fewest columns.

    Parameters
    ----------
    program
        It minimises; what its columns cost is not looked at, and is replaced. Integer columns are from 0 to 1.
    taken
        The columns of the choice.
    costs
        Of each, of any sign.
    """
    whole = [one * (len(costs) + 1) + 1 for one in _whole(costs)]
    size = float(max(map(abs, whole), default=1))
    program.set_cost(taken, np.array([one / size for one in whole]))
    arrays = program.arrays()
    search = _Branches(arrays, taken, whole, size, Solver(program, relaxed=True))
    near = solve(program, mip_gap=0.0)
    if near.status == "optimal":
        search.see(np.rint(near.values))
    found = search.least()
    return replace(found, status="nearly") if found.status == "gave up" and near.status == "optimal" else found


class _Branches:
    """A depth-first search over the integer columns of one program."""

    def __init__(self, arrays: Arrays, taken: IntArray, costs: list[int], size: float, solver: Solver) -> None:
        self._arrays, self._taken, self._size, self._solver = arrays, taken, size, solver
        self._costs = [0] * arrays.matrix.column_count
        for column, cost in zip(taken.tolist(), costs, strict=True):
            self._costs[column] = cost
        matrix = arrays.matrix
        self._entries = list(zip(matrix.rows.tolist(), matrix.columns.tolist(), map(Fraction, matrix.values.tolist()), strict=True))  # fmt: skip
        self._integers = np.flatnonzero(arrays.integer)
        self._best: int | None = None
        self._choice = np.zeros(taken.size, dtype=np.bool_)

    def least(self) -> Least:
        """The search."""
        open_ = [(self._arrays.lower.copy(), self._arrays.upper.copy())]
        tried = 0
        while open_:
            lower, upper = open_.pop()
            tried += 1
            self._solver.change_bounds(self._integers, lower[self._integers], upper[self._integers])
            found = self._solver.solve()
            if found.status == "infeasible":
                continue
            if found.status != "optimal" or tried > _MOST_BRANCHES:
                return Least(status="gave up", taken=self._choice)
            values = np.rint(found.values)
            if np.abs(found.values - values)[self._integers].max(initial=0.0) < _WHOLE:
                self.see(values)
            bound, reduced = self._bound(found.row_duals, lower, upper)
            free = self._integers[lower[self._integers] < upper[self._integers]]
            if (self._best is not None and bound > self._best - 1) or not free.size:
                continue
            column = self._branching(free, found.values, reduced, lower, upper)
            down, up = upper.copy(), lower.copy()
            down[column], up[column] = lower[column], upper[column]
            sides = [(lower, down), (up, upper)]
            open_ += sides if found.values[column] > (lower[column] + upper[column]) / 2 else reversed(sides)
        return Least(status="infeasible" if self._best is None else "optimal", taken=self._choice)

    def see(self, values: FloatArray) -> None:
        """Keep a choice if it is the best so far."""
        cost = sum(self._costs[column] for column in self._taken.tolist() if values[column])
        if self._best is None or cost < self._best:
            self._best, self._choice = cost, values[self._taken] > 0

    def _bound(self, duals: FloatArray, lower: FloatArray, upper: FloatArray) -> tuple[Fraction, list[Fraction]]:
        """What no choice within bounds costs less than, and what each column costs beside what it does for the rows."""
        weights = [round(one * self._size) for one in duals.tolist()]
        total = Fraction(0)
        for row, weight in enumerate(weights):
            end = float(self._arrays.row_lower[row] if weight > 0 else self._arrays.row_upper[row])
            if isfinite(end):
                total += weight * Fraction(end)
            else:
                weights[row] = 0
        reduced = [Fraction(cost) for cost in self._costs]
        for row, column, value in self._entries:
            if weights[row]:
                reduced[column] -= weights[row] * value
        for column, one in enumerate(reduced):
            if one:
                total += one * Fraction(float(lower[column] if one > 0 else upper[column]))
        return total, reduced

    def _branching(
        self, free: IntArray, values: FloatArray, reduced: list[Fraction], lower: FloatArray, upper: FloatArray
    ) -> int:
        """The column that is least whole; where all are, the one by which the bound misses the cost most."""
        away = np.abs(values - np.rint(values))[free]
        if away.max() >= _WHOLE:
            return int(free[int(away.argmax())])
        missed = [
            abs(float(reduced[column]) * (values[column] - (lower[column] if reduced[column] > 0 else upper[column])))
            for column in free.tolist()
        ]
        return int(free[int(np.argmax(missed))])


def _whole(costs: Sequence[Decimal]) -> list[int]:
    """Costs as whole multiples of the largest decimal that they all are multiples of."""
    places = min((int(cost.as_tuple().exponent) for cost in costs if cost), default=0)
    whole = [int(cost.scaleb(-places, _EXACT)) if cost else 0 for cost in costs]
    common = gcd(*whole) or 1
    return [one // common for one in whole]
