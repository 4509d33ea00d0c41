"""How far an objective may turn while the basis that was found stays the best: ranging, both ways along one change of it.

Basic columns cost what rows charge them, whatever the objective; so reduced costs are linear in it for as long as the basis stays, and the first
to reach zero says where another basis begins (Gass and Saaty 1955). It deliberately changes no basis and solves nothing.
"""

from dataclasses import dataclass

import numpy as np

from dronedeal.solving.arrays import Arrays, FloatArray
from dronedeal.solving.certificate import dual_objective, objective_magnitude, row_magnitudes
from dronedeal.solving.solution import Solution

__all__ = ["Turn", "ranging"]

_EXACT = 1e-9
"""Share of the objective's size by which a reduced cost may be on the wrong side: what the solver leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The objective plus ``step`` times the change: the plan that was found is still the best, and no plan exceeds ``bound``."""

    step: float
    bound: float


def ranging(
    arrays: Arrays, solution: Solution, change: FloatArray, prices: FloatArray, *, floor: FloatArray | None = None
) -> tuple[Turn, Turn]:
    """Turn the objective back and on, by no more than once the change.

    Parameters
    ----------
    solution
        The best by the objective, with the duals of its basis.
    change
        What is added to the objective per step; shape (columns,).
    prices
        Duals of the change at the same basis: basic columns have no reduced cost by it; shape (rows,).
    floor
        The rows' natural magnitudes where they are known, as ``row_magnitudes`` has them.

    Returns
    -------
    The farthest turns back (a step from -1 to 0) and on (from 0 to 1), with what their duals prove.
    """
    floor = row_magnitudes(arrays) if floor is None else floor
    room = _EXACT * objective_magnitude(arrays)
    slopes = change - arrays.matrix.transposed_times(prices)
    columns = _steps(
        arrays.sense * solution.reduced_costs, arrays.sense * slopes, solution.values, arrays.lower, arrays.upper, room / arrays.sizes
    )  # fmt: skip
    rows = _steps(
        arrays.sense * solution.row_duals, arrays.sense * prices, solution.row_activity, arrays.row_lower, arrays.row_upper, room / floor
    )  # fmt: skip
    back, on = (
        Turn(step=step, bound=dual_objective(arrays, solution.row_duals + step * prices, solution.reduced_costs + step * slopes))
        for step in (-min(columns[0], rows[0]), min(columns[1], rows[1]))
    )  # fmt: skip
    return back, on


def _steps(
    duals: FloatArray, slopes: FloatArray, values: FloatArray, lower: FloatArray, upper: FloatArray, room: FloatArray
) -> tuple[float, float]:
    """How far back and on, a step at most, duals of a minimisation go until one is on the wrong side for the bound it stands at, or has left none by more than ``room``."""
    moving = np.flatnonzero(
        (np.abs(slopes) > room) & (lower != upper)
    )  # the others, basic ones among them, last for a step
    duals, slopes, values, room = duals[moving], slopes[moving], values[moving], room[moving]
    below, above = values - lower[moving], upper[moving] - values
    back = on = 1.0
    for sign, standing in ((1.0, below <= above), (-1.0, above <= below)):  # without bounds, both
        slope, left = sign * slopes[standing], np.maximum(sign * duals[standing] + room[standing], 0.0)
        steps = left / np.abs(slope)
        back = min(back, float(steps.min(initial=1.0, where=slope > 0.0)))
        on = min(on, float(steps.min(initial=1.0, where=slope < 0.0)))
    return back, on
