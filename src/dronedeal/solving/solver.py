"""A program held in one persistent solver model, changed in place and solved again from where it stood.

It runs the scaled model and has the answer judged on the original numbers. It deliberately leaves the ``Program`` it
was made from alone: changes live in the solver, whose ``arrays`` show them.
"""

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dronedeal.solving.arrays import Arrays, FloatArray, IntArray
from dronedeal.solving.certificate import fixed, row_magnitudes
from dronedeal.solving.checks import check_bounds, check_finite, check_ids
from dronedeal.solving.judgement import judge, relative_gap
from dronedeal.solving.nearby import Nearby
from dronedeal.solving.program import Floats, Ints, Program
from dronedeal.solving.ranging import Turn, ranging
from dronedeal.solving.scaled import ScaledModel
from dronedeal.solving.solution import TRUSTED_RESIDUAL, Solution, Status
from dronedeal.solving.start import Start

if TYPE_CHECKING:
    from dronedeal.solving.highs import Outcome

__all__ = ["Solver"]


class Solver:
    """One program in one solver model.

    Parameters
    ----------
    program
        The program, taken as it stands; later changes of it are not seen.
    threads
        Threads of HiGHS. With one, equal calls give equal answers.
    seed
        Random seed of HiGHS.
    time_limit
        Seconds for each solve; None for no limit.
    node_limit
        Nodes of the search of each integer program; None for no limit. Unlike a time limit it gives equal answers to equal calls.
        One that is reached is told as a time limit is.
    mip_gap
        Relative distance between bound and objective at which an integer program counts as solved.
    presolve
        Whether HiGHS may reduce the program on a cold start; without it infeasibility always leaves a ray.
    relaxed
        Whether integer columns are taken as continuous.
    primal
        Whether linear programs are solved by the primal simplex where there is a basis to start from: quicker where objectives change little and often.
    """

    def __init__(
        self,
        program: Program,
        *,
        threads: int = 1,
        seed: int = 0,
        time_limit: float | None = None,
        node_limit: int | None = None,
        mip_gap: float = 1e-6,
        presolve: bool = True,
        relaxed: bool = False,
        primal: bool = False,
    ) -> None:
        frozen = program.arrays()
        if relaxed:
            frozen = replace(frozen, integer=np.zeros_like(frozen.integer))
        self._model = ScaledModel(frozen, threads=threads, seed=seed, mip_gap=mip_gap, primal=primal)
        self._arrays = replace(
            frozen,
            costs=frozen.costs.copy(),
            lower=frozen.lower.copy(),
            upper=frozen.upper.copy(),
            row_lower=frozen.row_lower.copy(),
            row_upper=frozen.row_upper.copy(),
            matrix=replace(frozen.matrix, values=frozen.matrix.values.copy()),
        )
        self._integers = np.flatnonzero(frozen.integer)
        self._fixed: FloatArray | None = None
        self._floor: FloatArray | None = None
        self._blocks = program.blocks
        self._near: FloatArray | None = None
        self.time_limit, self.node_limit = time_limit, node_limit
        self._presolve, self._mip_gap = presolve, mip_gap

    @property
    def arrays(self) -> Arrays:
        """The program as the solver now holds it; integers held fixed appear as equal bounds."""
        return self._arrays if self._fixed is None else fixed(self._arrays, self._fixed)

    def solve(self, *, careful: bool = False) -> Solution:
        """Solve, from the last basis where there is one.

        Parameters
        ----------
        careful
            With tighter tolerances than HiGHS' own, and without presolve, from the start.

        Returns
        -------
        The solution. A claimed optimum whose residual is above ``TRUSTED_RESIDUAL`` is tried again with tighter
        tolerances, and if that does not help reported as ``unproven``. That there is no answer while integers are free,
        or for no reason given, is believed only if HiGHS says so without reducing the program first too: its reductions
        have called programs infeasible that are not.
        """
        start = time.perf_counter()
        if self._near is not None and self._fixed is None and self._integers.size and not careful:
            return self._solved_near(self._near, start)
        return self._solved(start, careful=careful)

    def _solved_near(self, near: FloatArray, start: float) -> Solution:
        """Solved without a search if that is enough; the next solve begins at what is found, from the last linear program's basis."""
        nearby = Nearby(
            model=self._model,
            arrays=self._arrays,
            mip_gap=self._mip_gap,
            seconds_left=lambda: self._seconds_left(start),
            floor=self._magnitudes(),
        )
        found = nearby.solved(near)
        if found is not None:
            self._near = found.integers if found.has_values else near
            return found
        basis = self._model.basis()
        self._model.forget()  # what a linear program left has misled a search into calling a program infeasible that is not
        solution = nearby.kept(self._solved(start, careful=False))
        self._near = solution.integers if solution.has_values and basis is not None else None
        if basis is not None:
            self._model.begin_at(*basis)
        return solution

    def _solved(self, start: float, *, careful: bool) -> Solution:
        outcome = self._run(start, presolve=self._presolve and not careful, careful=careful)
        if self._presolve and self._is_doubtful(outcome):
            outcome = self._run(start, presolve=False)
        solution = self._judged(outcome, start)
        if outcome.claim == "optimal" and solution.status == "unproven":
            solution = self._judged(self._run(start, presolve=False, careful=True), start)
        return solution

    def start(self, solution: Solution) -> Start | None:
        """Where a solve of a like program may begin: where the last one, which gave ``solution``, ended; if it has a basis."""
        basis = self._model.basis()
        if basis is None or not solution.has_values:
            return None
        columns, rows = self._blocks
        return Start(column_blocks=columns, row_blocks=rows, columns=basis[0], rows=basis[1], values=solution.values)

    def start_from(self, start: Start | None) -> None:
        """Begin where another program's solve ended.

        A program with integers is then first solved by linear programs alone, as ``Nearby`` does; where these prove as much as was
        asked for, nothing is searched.
        """
        if start is None:
            return
        arrays = self._arrays
        fitted = start.fitted(*self._blocks, (arrays.row_lower.size, arrays.costs.size))
        self._model.begin_at(fitted.columns, fitted.rows)
        self._near = fitted.values[self._integers]

    def solve_fixed(self) -> Solution:
        """Solve the integer program, then the linear one with its integers fixed there.

        Returns
        -------
        Values, duals and reduced costs of the linear program, bound and gap of the integer one; ``optimal`` if that
        gap is closed. Where no point was found, the integer program's solution. The integers are free again
        afterwards, unless they were fixed before.
        """
        whole = self.solve()
        if self._fixed is not None or self._integers.size == 0 or not whole.has_values:
            return whole
        self.fix_integers(whole.integers)
        linear = self.solve()
        self.free_integers()
        seconds = whole.seconds + linear.seconds
        doubtful: Status = "unproven" if whole.status == "optimal" else whole.status
        if linear.status != "optimal":
            return replace(whole, status=doubtful, seconds=seconds)
        gap = relative_gap(self._arrays, linear.objective, whole.bound)
        status: Status = "optimal" if gap <= max(self._mip_gap, TRUSTED_RESIDUAL) else doubtful
        return replace(linear, status=status, bound=whole.bound, gap=gap, seconds=seconds)

    def change_cost(self, columns: Ints, costs: Floats) -> None:
        """Replace the objective per unit of some columns."""
        check_ids(columns, self._arrays.costs.size)
        check_finite(costs, "a cost")
        self._arrays.costs[columns] = costs
        self._model.change_costs(self._arrays.costs)

    def change_objective(self, costs: FloatArray) -> None:
        """Replace the whole objective; shape (columns,)."""
        if costs.shape != self._arrays.costs.shape:
            raise ValueError(f"{costs.shape} costs for {self._arrays.costs.shape} columns")
        self.change_cost(np.arange(costs.size, dtype=np.int64), costs)

    def change_bounds(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Replace both bounds of some columns; on fixed integers it works once they are free."""
        check_ids(columns, self._arrays.costs.size)
        check_bounds(lower, upper)
        self._arrays.lower[columns] = lower
        self._arrays.upper[columns] = upper
        self._push_bounds(_distinct(columns, self._arrays.costs.size))

    def change_row_bounds(self, rows: Ints, lower: Floats, upper: Floats) -> None:
        """Replace both bounds of some rows; infinite bounds switch a row off."""
        check_ids(rows, self._arrays.row_lower.size)
        check_bounds(lower, upper)
        self._arrays.row_lower[rows] = lower
        self._arrays.row_upper[rows] = upper
        ids = _distinct(rows, self._arrays.row_lower.size)
        self._model.change_row_bounds(ids, self._arrays.row_lower[ids], self._arrays.row_upper[ids])

    def change_coefficients(self, rows: Ints, columns: Ints, coefficients: Floats) -> None:
        """Replace some stored coefficients; the arguments are broadcast together.

        Raises
        ------
        KeyError
            A coefficient is not stored: places must be filled when the program is built.
        """
        check_finite(coefficients, "a coefficient")
        row, column, value = (array.ravel() for array in np.broadcast_arrays(rows, columns, coefficients))
        matrix = self._arrays.matrix
        matrix.values[matrix.positions(row, column)] = value
        self._floor = None
        self._model.change_coefficients(row, column, value)

    def scaled(self, rows: Ints, columns: Ints, coefficients: Floats) -> FloatArray:
        """Coefficients as the solver would see them, none of which is stored: its tolerances suit those near one."""
        row, column, value = (array.ravel() for array in np.broadcast_arrays(rows, columns, coefficients))
        return self._model.scaled_coefficients(row, column, value)

    def fix_integers(self, values: FloatArray) -> None:
        """Hold the integer columns at rounded values, so that the program is linear and has duals.

        Parameters
        ----------
        values
            A value of each column, or of each integer column by ascending id, such as ``Solution.integers``.
        """
        columns = self._integers
        if values.shape == self._arrays.costs.shape:
            values = values[columns]
        if values.shape != columns.shape:
            raise ValueError(f"{values.size} values for {columns.size} integer columns")
        check_finite(values, "a value")
        if self._fixed is None and columns.size:
            self._model.change_integrality(columns, whole=False)
        self._fixed = np.round(values)
        self._push_bounds(columns)

    def free_integers(self) -> None:
        """Let the integer columns move again, within their bounds and in whole steps."""
        if self._fixed is None:
            return
        self._fixed = None
        if self._integers.size:
            self._model.change_integrality(self._integers, whole=True)
        self._push_bounds(self._integers)

    def ranging(self, solution: Solution, change: FloatArray) -> tuple[Turn, Turn] | None:
        """How far the objective may turn, back and on, until another plan than the last solve's is the best; None where there is no basis.

        Parameters
        ----------
        solution
            What the last solve gave.
        change
            What is added to the objective per step, of which at most one is made; shape (columns,).
        """
        prices = self._model.prices(change) if solution.has_duals else None
        return None if prices is None else ranging(self.arrays, solution, change, prices, floor=self._magnitudes())

    def infeasibility_ray(self) -> FloatArray | None:
        """Row multipliers proving that the linear program just found infeasible is so, if known; shape (rows,)."""
        return self._model.infeasibility_ray()

    def _push_bounds(self, columns: IntArray) -> None:
        if columns.size:
            held = self.arrays
            self._model.change_bounds(columns, held.lower[columns], held.upper[columns])

    def _is_doubtful(self, outcome: "Outcome") -> bool:
        if outcome.claim == "unproven":
            return outcome.values is None
        return outcome.claim in {"infeasible", "either"} and self._fixed is None and self._integers.size > 0

    def _run(self, start: float, *, presolve: bool, careful: bool = False) -> "Outcome":
        left = self._seconds_left(start)
        outcome = self._model.run(time_limit=left, presolve=presolve, careful=careful, node_limit=self.node_limit)
        if outcome.claim != "either":
            return outcome
        self._model.change_costs(np.zeros_like(self._arrays.costs))
        left = self._seconds_left(start)
        outcome = self._model.run(time_limit=left, presolve=False, careful=careful, node_limit=self.node_limit)
        self._model.change_costs(self._arrays.costs)
        claim = "unbounded" if outcome.claim == "optimal" else outcome.claim
        return replace(outcome, claim=claim, values=None, row_duals=None, bound=-np.inf * self._arrays.sense)

    def _seconds_left(self, start: float) -> float | None:
        return None if self.time_limit is None else max(self.time_limit - (time.perf_counter() - start), 0.0)

    def _judged(self, outcome: "Outcome", start: float) -> Solution:
        floor = None if outcome.values is None else self._magnitudes()
        return judge(
            self.arrays,
            claim=outcome.claim,
            values=outcome.values,
            row_duals=outcome.row_duals,
            bound=outcome.bound,
            integers_free=self._fixed is None and self._integers.size > 0,
            seconds=time.perf_counter() - start,
            floor=floor,
        )

    def _magnitudes(self) -> FloatArray:
        """The rows' natural magnitudes, worked out once for as long as coefficients stay."""
        if self._floor is None:
            self._floor = row_magnitudes(self._arrays)
        return self._floor


def _distinct(ids: Ints, count: int) -> IntArray:
    """Ids without repetition, ascending; ``numpy.unique`` would first load all of ``numpy.ma``."""
    named = np.zeros(count, dtype=np.bool_)
    named[ids] = True
    return np.flatnonzero(named)
