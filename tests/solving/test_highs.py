"""The adapter: claims, rays and refusals of HiGHS, in scaled units."""

import numpy as np
import pytest

from dronedeal.solving.arrays import assemble
from dronedeal.solving.highs import Highs


def least_sum(*, least: float = 1.0, most: float = np.inf, small: float = 1.0) -> Highs:
    """Least x + y with x + small y >= least and x + small y <= most."""
    matrix = assemble(
        rows=np.array([0, 0, 1, 1]),
        columns=np.array([0, 1, 0, 1]),
        values=np.array([1.0, small, 1.0, small]),
        row_count=2,
        column_count=2,
    )
    return Highs(
        costs=np.ones(2),
        lower=np.zeros(2),
        upper=np.full(2, np.inf),
        integer=np.zeros(2, dtype=np.bool_),
        row_lower=np.array([least, -np.inf]),
        row_upper=np.array([np.inf, most]),
        matrix=matrix,
        threads=1,
        seed=0,
        mip_gap=0.0,
    )


def test_a_minimum_comes_with_values_and_duals() -> None:
    outcome = least_sum().run(time_limit=None)

    assert outcome.claim == "optimal"
    assert outcome.values is not None
    assert outcome.row_duals is not None
    assert outcome.values.sum() == pytest.approx(1.0)
    assert outcome.row_duals == pytest.approx([1.0, 0.0])


def test_a_limit_is_of_one_run_though_linear_ones_are_counted_from_the_first_on() -> None:
    highs = least_sum()
    highs.run(time_limit=None)
    spent = highs._highs.getRunTime()

    assert spent > 0.0
    assert highs._clock(None) == np.inf
    assert highs._clock(2.0) == pytest.approx(2.0 + spent)
    highs.change_integrality(np.array([0]), whole=True)
    assert highs._clock(2.0) == 2.0
    highs.change_integrality(np.array([0]), whole=False)
    assert highs._clock(2.0) > 2.0
    assert highs.run(time_limit=1e-9 + 10.0).claim == "optimal"


def test_an_infeasible_program_without_presolve_leaves_a_ray() -> None:
    highs = least_sum(least=2.0, most=1.0)

    assert highs.run(time_limit=None, presolve=False).claim == "infeasible"
    ray = highs.infeasibility_ray()
    assert ray is not None
    assert np.all(ray != 0.0)
    assert ray.sum() == pytest.approx(0.0)


def test_coefficients_that_highs_would_drop_by_default_are_kept() -> None:
    highs = least_sum(least=1e-10, small=1e-10)
    highs.change_bounds(np.array([0]), np.zeros(1), np.zeros(1))

    assert highs.run(time_limit=None, careful=True).claim == "optimal"


def test_numbers_that_highs_refuses_are_an_error() -> None:
    with pytest.raises(ValueError, match="refuses"):
        least_sum(small=1e300)
