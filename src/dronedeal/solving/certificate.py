"""Check an answer against its program, from the program's own unscaled arrays.

Nothing here asks a solver: residuals, complementary slackness and the duality gap are arithmetic on a point and its
prices. It deliberately says nothing about integer programs beyond feasibility: their optimality is a search, which a
point cannot certify.
"""

from dataclasses import dataclass

import numpy as np

from dronedeal.solving.arrays import Arrays, FloatArray
from dronedeal.solving.program import Program
from dronedeal.solving.solution import TRUSTED_RESIDUAL, Solution

__all__ = [
    "Activity",
    "Certificate",
    "activity_of",
    "certify",
    "denies",
    "dual_objective",
    "dual_residual",
    "objective_magnitude",
    "primal_residual",
    "reduced_costs",
    "row_magnitudes",
]


_NOUGHT = 1e-9
"""Share of what adds up to a multiplier below which it is what rounding leaves."""

_DUST = 1e-12
"""Share of the largest multiplier below which one is what rounding leaves."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Activity:
    """What rows come to at a point, and the sums of their absolute terms; worked out once for all that is measured by them. Shapes (rows,)."""

    sums: FloatArray
    magnitudes: FloatArray


def activity_of(arrays: Arrays, values: FloatArray, floor: FloatArray | None = None) -> Activity:
    """The activity of rows at a point, their magnitudes no less than the natural ones."""
    floor = row_magnitudes(arrays) if floor is None else floor
    matrix = arrays.matrix
    return Activity(sums=matrix.times(values), magnitudes=np.maximum(floor, matrix.magnitude_times(values)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What an answer is worth."""

    primal_residual: float
    """Worst relative violation of a row, bound or integrality."""
    dual_residual: float
    """Worst relative violation of dual feasibility and complementary slackness; NaN without duals."""
    duality_gap: float
    """Distance of objective and dual objective, relative to the objective's size; NaN without duals."""

    @property
    def is_feasible(self) -> bool:
        """Whether the point satisfies the program."""
        return self.primal_residual <= TRUSTED_RESIDUAL

    @property
    def is_optimal(self) -> bool:
        """Whether point and duals prove each other best; always False without duals."""
        return self.is_feasible and self.dual_residual <= TRUSTED_RESIDUAL and self.duality_gap <= TRUSTED_RESIDUAL


def certify(program: Program | Arrays, solution: Solution, *, integers_fixed: bool = False) -> Certificate:
    """Check a solution against a program, trusting nothing but the solution's values and row duals.

    Parameters
    ----------
    program
        The program as it was when solved; after changes in a solver, that solver's ``arrays``.
    integers_fixed
        Whether the duals are those of the program with its integers fixed at the solution's.
    """
    arrays = program.arrays() if isinstance(program, Program) else program
    if integers_fixed:
        arrays = fixed(arrays, solution.integers)
    objective = float(arrays.costs @ solution.values)
    gap = abs(objective - dual_objective(arrays, solution.row_duals)) / max(objective_magnitude(arrays), abs(objective))
    return Certificate(
        primal_residual=primal_residual(arrays, solution.values),
        dual_residual=dual_residual(arrays, solution.values, solution.row_duals),
        duality_gap=gap,
    )


def fixed(arrays: Arrays, integers: FloatArray) -> Arrays:
    """Return the program with its integer columns fixed; integers by ascending id, shape (integer columns,)."""
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    lower[arrays.integer] = integers
    upper[arrays.integer] = integers
    return Arrays(
        maximise=arrays.maximise,
        costs=arrays.costs,
        lower=lower,
        upper=upper,
        integer=arrays.integer,
        sizes=arrays.sizes,
        row_lower=arrays.row_lower,
        row_upper=arrays.row_upper,
        matrix=arrays.matrix,
    )


def denies(arrays: Arrays, ray: FloatArray) -> bool:
    """Whether row multipliers prove that a linear program holds nowhere, by more than what a solver may be wrong by.

    The multipliers add rows up to one that no point within the columns' bounds can meet (Farkas 1902); its distance from the
    nearest point is measured against the largest of its terms. Any multipliers prove as much as they come to, so that what
    rounding left of some may be dropped.
    """
    ray = np.where(np.abs(ray) <= _DUST * np.abs(ray).max(initial=0.0), 0.0, ray)
    prices = arrays.matrix.transposed_times(ray)
    small = np.abs(prices) <= _NOUGHT * arrays.matrix.transposed_magnitude_times(ray)
    prices = np.where(small, 0.0, prices)
    low, high, largest = _reach(prices, arrays.lower, arrays.upper)
    least, most, size = _reach(ray, arrays.row_lower, arrays.row_upper)
    return max(low - most, least - high) > TRUSTED_RESIDUAL * max(largest, size)


def _reach(prices: FloatArray, lower: FloatArray, upper: FloatArray) -> tuple[float, float, float]:
    """Least and most of a weighted sum within bounds, and the largest of its finite terms."""
    used = prices != 0.0
    ends = np.stack((prices[used] * lower[used], prices[used] * upper[used]))
    largest = float(np.abs(ends[np.isfinite(ends)]).max(initial=0.0))
    return float(ends.min(axis=0).sum()), float(ends.max(axis=0).sum()), largest


def reduced_costs(arrays: Arrays, row_duals: FloatArray) -> FloatArray:
    """Costs less what the rows charge, ``c - A'y``; shape (columns,)."""
    return arrays.costs - arrays.matrix.transposed_times(row_duals)


def primal_residual(arrays: Arrays, values: FloatArray, activity: Activity | None = None) -> float:
    """Worst violation of a row or column bound relative to its magnitudes, or of integrality as it is.

    Parameters
    ----------
    activity
        Of the rows at these values, where that is known.

    Notes
    -----
    A row's magnitude is the largest of its bound, the sum of its absolute terms, and its natural magnitude.
    """
    activity = activity_of(arrays, values) if activity is None else activity
    rows = _violation(activity.sums, arrays.row_lower, arrays.row_upper, activity.magnitudes)
    columns = _violation(values, arrays.lower, arrays.upper, np.maximum(arrays.sizes, np.abs(values)))
    whole = values[arrays.integer]
    return _worst(np.array([rows, columns, _worst(np.abs(whole - np.round(whole)))]))


def dual_residual(
    arrays: Arrays, values: FloatArray, row_duals: FloatArray, *, row_floor: FloatArray | None = None,
    activity: Activity | None = None, reduced: FloatArray | None = None,
) -> float:  # fmt: skip
    """Worst violation of dual feasibility with complementary slackness; with rows' natural magnitudes, their activity and reduced costs where these are known.

    A dual may differ from zero only where its row or column stands at the bound that its sign speaks of. Each one's
    violation is the smaller of two relative numbers: its size, and its distance from that bound.
    """
    money = objective_magnitude(arrays)
    row_floor = row_magnitudes(arrays) if row_floor is None else row_floor
    activity = activity_of(arrays, values, row_floor) if activity is None else activity
    rows = _slackness(
        duals=arrays.sense * row_duals,
        dual_magnitudes=money / row_floor,
        activity=activity.sums,
        lower=arrays.row_lower,
        upper=arrays.row_upper,
        magnitudes=activity.magnitudes,
    )
    column_terms = np.maximum(np.abs(arrays.costs), arrays.matrix.transposed_magnitude_times(row_duals))
    columns = _slackness(
        duals=arrays.sense * (reduced_costs(arrays, row_duals) if reduced is None else reduced),
        dual_magnitudes=np.maximum(money / arrays.sizes, column_terms),
        activity=values,
        lower=arrays.lower,
        upper=arrays.upper,
        magnitudes=np.maximum(arrays.sizes, np.abs(values)),
    )
    return _worst(np.array([rows, columns]))


def dual_objective(arrays: Arrays, row_duals: FloatArray, reduced: FloatArray | None = None) -> float:
    """Objective that the duals prove unbeatable, in the program's sense; with reduced costs where these are known.

    Duals that speak of a bound which is infinite are left out: they are rounding, or counted by ``dual_residual``.
    """
    total = 0.0
    for duals, lower, upper in (
        (row_duals, arrays.row_lower, arrays.row_upper),
        (reduced_costs(arrays, row_duals) if reduced is None else reduced, arrays.lower, arrays.upper),
    ):
        bounds = np.where(arrays.sense * duals > 0.0, lower, upper)
        used = np.isfinite(bounds)
        total += float(duals[used] @ bounds[used])
    return total


def objective_magnitude(arrays: Arrays) -> float:
    """Natural size of the objective: the greatest of its costs times column sizes; one if it has none."""
    terms = np.abs(arrays.costs * arrays.sizes)
    return float(terms.max()) if terms.any() else 1.0


def row_magnitudes(arrays: Arrays) -> FloatArray:
    """Natural magnitude of each row: one, unless all its coefficients times column sizes are larger or all smaller; shape (rows,)."""
    matrix = arrays.matrix
    terms = np.abs(matrix.values) * arrays.sizes[matrix.columns]
    least, greatest = np.full(matrix.row_count, np.inf), np.zeros(matrix.row_count)
    np.minimum.at(least, matrix.rows, terms)
    np.maximum.at(greatest, matrix.rows, terms)
    return np.where(greatest > 0.0, np.minimum(np.maximum(1.0, least), greatest), 1.0)


def _violation(activity: FloatArray, lower: FloatArray, upper: FloatArray, magnitudes: FloatArray) -> float:
    below = _relative(lower - activity, lower, magnitudes)
    above = _relative(activity - upper, upper, magnitudes)
    return _worst(np.maximum(below, above))


def _relative(distance: FloatArray, bound: FloatArray, magnitudes: FloatArray) -> FloatArray:
    """Distance from a bound relative to its magnitudes, infinite (of either sign) where the bound is."""
    return distance / np.where(np.isfinite(bound), np.maximum(magnitudes, np.abs(bound)), 1.0)


def _slackness(
    *,
    duals: FloatArray,
    dual_magnitudes: FloatArray,
    activity: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    magnitudes: FloatArray,
) -> float:
    """Worst violation by duals of a minimisation: positive ones need the lower bound, negative ones the upper."""
    bound = np.where(duals > 0.0, lower, upper)
    distance = np.abs(_relative(activity - bound, bound, magnitudes))
    return _worst(np.minimum(np.abs(duals) / dual_magnitudes, distance))


def _worst(violations: FloatArray) -> float:
    """Greatest violation, zero if there is none, NaN if any is NaN."""
    return float(violations.max(initial=0.0))
