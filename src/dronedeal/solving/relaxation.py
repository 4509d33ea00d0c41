"""Test whether chosen groups of rows and bounds can hold together, in one persistent model.

The objective is nought; groups are switched off by widening their bounds in place, so that each test starts from the
basis of the last. It deliberately decides single questions only; which to ask is the search's work.
"""

import time
from collections.abc import Sequence

import numpy as np

from dronedeal.solving.arrays import FloatArray, IntArray
from dronedeal.solving.program import Floats, Program
from dronedeal.solving.solver import Solver

__all__ = ["Relaxation"]

_NOUGHT = 1e-9
"""Share of the largest multiplier below which one does not matter; what it leaves out is tested again."""


class Relaxation:
    """A program whose groups can be switched off.

    Parameters
    ----------
    rows, columns
        Group of each row and of each column's bounds, -1 for those that always hold; shapes (rows,) and (columns,).
    lower, upper
        Bounds of a column whose group is switched off; they widen bounds, and never narrow them.
    deadline
        When to stop, by ``time.perf_counter``.
    """

    def __init__(
        self, program: Program, *, rows: IntArray, columns: IntArray, lower: Floats, upper: Floats, deadline: float
    ) -> None:
        self._program, self._rows, self._columns = program, rows, columns
        self._arrays = program.arrays()
        self._lower = np.minimum(self._arrays.lower, lower)
        self._upper = np.maximum(self._arrays.upper, upper)
        self._deadline = deadline
        self._solvers: dict[bool, Solver] = {}
        self.is_certain = True
        """Whether the last answer of ``conflict`` is proven rather than given up."""

    def conflict(self, held: Sequence[int], *, whole: bool) -> tuple[int, ...] | None:
        """Find groups that conflict among those held, or None if they can hold together.

        Parameters
        ----------
        held
            Groups switched on; all others are off.
        whole
            Whether integer columns take whole values.

        Returns
        -------
        Some of the held groups, sorted, already infeasible together with what always holds; None also when the
        solver could not decide, and then ``is_certain`` is False.
        """
        if not self._is_infeasible(held, whole=whole):
            return None
        named = self._named_by_ray(held) if not whole else None
        if named is None or len(named) == len(held):
            return tuple(sorted(held))
        certain = self._is_infeasible(named, whole=whole)
        self.is_certain = True
        return named if certain else tuple(sorted(held))

    def _is_infeasible(self, held: Sequence[int], *, whole: bool) -> bool:
        solver = self._solver(whole=whole)
        arrays = self._arrays
        on = np.concatenate((np.asarray(held, dtype=np.int64), np.array([-1])))
        row_on, column_on = np.isin(self._rows, on), np.isin(self._columns, on)
        rows, columns = np.flatnonzero(self._rows >= 0), np.flatnonzero(self._columns >= 0)
        row_lower = np.where(row_on, arrays.row_lower, -np.inf)
        row_upper = np.where(row_on, arrays.row_upper, np.inf)
        lower, upper = np.where(column_on, arrays.lower, self._lower), np.where(column_on, arrays.upper, self._upper)
        solver.change_row_bounds(rows, row_lower[rows], row_upper[rows])
        solver.change_bounds(columns, lower[columns], upper[columns])
        solver.time_limit = max(self._deadline - time.perf_counter(), 0.0)
        status = solver.solve().status
        self.is_certain = status in {"optimal", "infeasible"}
        return status == "infeasible"

    def _named_by_ray(self, held: Sequence[int]) -> tuple[int, ...] | None:
        ray: FloatArray | None = self._solver(whole=False).infeasibility_ray()
        if ray is None or not np.any(ray):
            return None
        matrix = self._arrays.matrix
        rows = np.abs(ray) > _NOUGHT * np.abs(ray).max()
        columns = np.abs(matrix.transposed_times(ray)) > _NOUGHT * matrix.transposed_magnitude_times(ray)
        named = np.intersect1d(np.concatenate((self._rows[rows], self._columns[columns])), np.asarray(held))
        return tuple(named.tolist())

    def _solver(self, *, whole: bool) -> Solver:
        if whole not in self._solvers:
            solver = Solver(self._program, relaxed=not whole, presolve=whole)
            solver.change_objective(np.zeros(self._arrays.costs.size))
            self._solvers[whole] = solver
        return self._solvers[whole]
