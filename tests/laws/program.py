"""A program whose facts are fixed, so that all that is left to choose is what the linear reading leaves open."""

from collections.abc import Mapping

import numpy as np

from dronedeal.deal import Counted, Horizon, Quantity
from dronedeal.reading import Affine, FloatVector, LinearReader, of_columns
from dronedeal.solving import TRUSTED_RESIDUAL, Program, Solver
from tests.deals import Facts
from tests.strategies import Case

A_THOUSANDTH = 0.001
"""Money below which a bound counts as reached; relative gaps say nothing where the objective is nought."""


def fixed_facts(program: Program, facts: Facts) -> dict[Counted, Affine]:
    """Columns that can be nothing but what was counted, though the reading is told of wide bounds."""
    columns: dict[Counted, Affine] = {}
    for counted, values in facts.items():
        counts = np.array(values, dtype=np.float64)
        ids = program.columns(len(counts), lower=counts, upper=counts)
        columns[counted] = of_columns(ids, np.zeros(len(counts)), 2 * counts + 10)
    return columns


def reader_of(horizon: Horizon, program: Program, facts: Facts, settled: Mapping[str, float] | None = None) -> LinearReader:
    return LinearReader(horizon, program, fixed_facts(program, facts).get, settled=settled)


def both_ends(case: Case, toward: FloatVector) -> tuple[FloatVector, FloatVector]:
    """The quantity where it is least and where it is greatest in a direction, one value a quarter."""
    program = Program()
    expression = reader_of(case.horizon, program, case.facts).read(case.quantity)
    if expression.is_known:
        return expression.constant, expression.constant
    return ends_of(program, expression, toward)


def ends_of(program: Program, expression: Affine, toward: FloatVector) -> tuple[FloatVector, FloatVector]:
    ends: list[FloatVector] = []
    for sign in (-1.0, 1.0):
        program.set_cost(np.arange(program.column_count), 0.0)
        program.add_cost(expression.columns, sign * toward[expression.periods] * expression.coefficients)
        solution = Solver(program).solve_fixed()
        assert solution.max_primal_residual <= TRUSTED_RESIDUAL
        assert abs(solution.objective - solution.bound) <= A_THOUSANDTH
        ends.append(expression.at(solution.values))
    return ends[0], ends[1]
