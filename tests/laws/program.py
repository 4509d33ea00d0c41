"""A program whose facts are fixed, so that all that is left to choose is what the linear reading leaves open."""

from collections.abc import Mapping, Sequence

import numpy as np

from dronedeal.deal import Counted, Horizon
from dronedeal.reading import Affine, FloatVector, LinearReader, of_columns
from dronedeal.solving import TRUSTED_RESIDUAL, Program, Solver
from tests.deals import Facts

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


def reader_of(
    horizon: Horizon, program: Program, facts: Facts, settled: Mapping[str, float] | None = None
) -> LinearReader:
    return LinearReader(horizon, program, fixed_facts(program, facts), settled=settled)


def ends_of(
    program: Program, expressions: Sequence[Affine], chance: np.random.Generator
) -> tuple[list[FloatVector], list[FloatVector]]:
    """The expressions' values where a weighted sum of them is least, and where it is greatest.

    The weights are drawn: were any payment free to move, almost no weights would leave it where it is at both ends.
    """
    weights = [
        chance.uniform(0.5, 1.5, len(one.constant)) * chance.choice((-1.0, 1.0), len(one.constant))
        for one in expressions
    ]
    ends: list[list[FloatVector]] = []
    for sign in (-1.0, 1.0):
        program.set_cost(np.arange(program.column_count), 0.0)
        for one, weight in zip(expressions, weights, strict=True):
            program.add_cost(one.columns, sign * weight[one.periods] * one.coefficients)
        solution = Solver(program).solve_fixed()
        assert solution.max_primal_residual <= TRUSTED_RESIDUAL
        assert abs(solution.objective - solution.bound) <= A_THOUSANDTH
        ends.append([one.at(solution.values) for one in expressions])
    return ends[0], ends[1]
