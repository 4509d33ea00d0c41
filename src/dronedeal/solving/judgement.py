"""Turn what a solver claims into a ``Solution``, by our own residuals of the original arrays.

A claimed optimum is believed only if its point, and its duals where the program is linear, satisfy the program. It
deliberately does not repair: values are reported as they came.
"""

import numpy as np

from dronedeal.solving.arrays import Arrays, FloatArray
from dronedeal.solving.certificate import (
    activity_of,
    dual_objective,
    dual_residual,
    objective_magnitude,
    primal_residual,
    reduced_costs,
    row_magnitudes,
)
from dronedeal.solving.solution import TRUSTED_RESIDUAL, Claim, Solution, Status

__all__ = ["judge", "relative_gap"]

_NOUGHT = 1e-6
"""Objectives below this part of their natural size have their gap measured against it, not against themselves."""


def relative_gap(arrays: Arrays, objective: float, bound: float) -> float:
    """Distance between an objective and its bound, relative to the objective."""
    return abs(objective - bound) / max(abs(objective), _NOUGHT * objective_magnitude(arrays))


def judge(
    arrays: Arrays,
    *,
    claim: Claim,
    values: FloatArray | None,
    row_duals: FloatArray | None,
    bound: float,
    integers_free: bool,
    seconds: float,
    floor: FloatArray | None = None,
) -> Solution:
    """Measure a claim against the program.

    Parameters
    ----------
    arrays
        The program that was solved, original units.
    claim
        Status as the solver has it.
    values, row_duals
        The solver's answer in original units and the program's sense; None where it has none.
    bound
        The solver's bound of an integer program; linear ones are bounded by their duals.
    integers_free
        Whether integer columns were free, so that there can be no duals.
    floor
        The rows' natural magnitudes where they are known, as ``row_magnitudes`` has them.
    """
    status: Status = "unproven"
    if claim == "infeasible" or claim == "unbounded" or claim == "time_limit":  # noqa: PLR1714 -- narrows the type
        status = claim
    if claim in ("infeasible", "unbounded") or values is None:
        return _without_values(arrays, status, bound, seconds)
    floor = row_magnitudes(arrays) if floor is None else floor
    activity = activity_of(arrays, values, floor)
    primal = primal_residual(arrays, values, activity)
    if values.size == 0 and primal > TRUSTED_RESIDUAL:
        return _without_values(arrays, "infeasible", bound, seconds)
    if status == "time_limit" and not primal <= TRUSTED_RESIDUAL:
        return _without_values(arrays, status, bound, seconds)
    dual, worst = float("nan"), primal
    rows, columns = np.full(arrays.row_lower.size, np.nan), np.full(values.size, np.nan)
    objective = float(arrays.costs @ values)
    if not integers_free and row_duals is not None and claim == "optimal":
        rows, columns = row_duals, reduced_costs(arrays, row_duals)
        dual = dual_residual(arrays, values, row_duals, row_floor=floor, activity=activity, reduced=columns)
        bound = dual_objective(arrays, row_duals, columns)
        worst = max(primal, dual)
    elif not integers_free:
        worst = float("inf")
    if claim == "optimal" and worst <= TRUSTED_RESIDUAL:
        status = "optimal"
    return _frozen(
        Solution(
            status=status,
            objective=objective,
            bound=bound,
            gap=relative_gap(arrays, objective, bound),
            values=values,
            row_activity=activity.sums,
            row_duals=rows,
            reduced_costs=columns,
            seconds=seconds,
            max_primal_residual=primal,
            max_dual_residual=dual,
            integers=np.round(values[arrays.integer]),
        )
    )


def _without_values(arrays: Arrays, status: Status, bound: float, seconds: float) -> Solution:
    nan = float("nan")
    columns, rows = np.full(arrays.costs.size, nan), np.full(arrays.row_lower.size, nan)
    best = -arrays.sense * float("inf")
    return _frozen(
        Solution(
            status=status,
            objective=nan,
            bound={"infeasible": nan, "unbounded": best}.get(status, bound),
            gap=nan,
            values=columns,
            row_activity=rows,
            row_duals=rows.copy(),
            reduced_costs=columns.copy(),
            seconds=seconds,
            max_primal_residual=nan,
            max_dual_residual=nan,
            integers=columns[arrays.integer],
        )
    )


def _frozen(solution: Solution) -> Solution:
    for array in (
        solution.values,
        solution.row_activity,
        solution.row_duals,
        solution.reduced_costs,
        solution.integers,
    ):
        array.flags.writeable = False
    return solution
