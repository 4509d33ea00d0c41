"""Judgement: claims of the solver that our residuals do not confirm are not believed."""

import numpy as np
import pytest

from dronedeal.solving import Program
from dronedeal.solving.judgement import judge, relative_gap


def program() -> Program:
    """Greatest x with x <= 4: worth 4, priced at one."""
    small = Program()
    column = small.columns(1, cost=1.0)
    small.add(small.rows(1, upper=4.0), column, 1.0)
    return small


@pytest.mark.parametrize(
    ("value", "dual", "status"),
    [(4.0, 1.0, "optimal"), (4.001, 1.0, "unproven"), (3.0, 1.0, "unproven"), (4.0, 0.5, "unproven")],
)
def test_only_a_confirmed_optimum_is_called_optimal(value: float, dual: float, status: str) -> None:
    solution = judge(
        program().arrays(),
        claim="optimal",
        values=np.array([value]),
        row_duals=np.array([dual]),
        bound=np.inf,
        integers_free=False,
        seconds=0.0,
    )

    assert solution.status == status
    assert solution.objective == value


def test_a_linear_optimum_without_prices_is_unproven() -> None:
    solution = judge(
        program().arrays(),
        claim="optimal",
        values=np.array([4.0]),
        row_duals=None,
        bound=4.0,
        integers_free=False,
        seconds=0.0,
    )

    assert solution.status == "unproven"
    assert not solution.has_duals


@pytest.mark.parametrize(("value", "has_values"), [(3.0, True), (5.0, False)])
def test_a_point_found_in_time_is_kept_only_if_feasible(*, value: float, has_values: bool) -> None:
    solution = judge(
        program().arrays(),
        claim="time_limit",
        values=np.array([value]),
        row_duals=None,
        bound=4.0,
        integers_free=True,
        seconds=0.0,
    )

    assert solution.status == "time_limit"
    assert solution.has_values is has_values
    assert solution.bound == 4.0


def test_the_gap_is_relative_to_the_objective() -> None:
    assert relative_gap(program().arrays(), 50.0, 51.0) == pytest.approx(0.02)


def test_arrays_of_a_solution_cannot_be_written() -> None:
    solution = judge(
        program().arrays(),
        claim="infeasible",
        values=None,
        row_duals=None,
        bound=0.0,
        integers_free=False,
        seconds=0.0,
    )

    with pytest.raises(ValueError, match="read-only"):
        solution.values[0] = 1.0
