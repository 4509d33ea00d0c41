"""Scales: powers of two, coefficients near one, integers left alone."""

import numpy as np
import pytest

from dronedeal.solving import Program
from dronedeal.solving.scaling import objective_scale, scale


def badly_scaled() -> Program:
    random = np.random.default_rng(11)
    program = Program()
    units = 10.0 ** random.integers(-4, 9, 40)
    columns = program.columns(40, size=units)
    rows = program.rows(30)
    weights = 10.0 ** random.integers(-3, 6, 30)
    dense = random.uniform(0.5, 2.0, (30, 40)) * (random.random((30, 40)) < 0.3)
    program.add(rows[:, None], columns[None, :], weights[:, None] * dense / units)
    return program


def test_scaled_coefficients_lie_within_a_thousand_of_one() -> None:
    arrays = badly_scaled().arrays()

    scales = scale(arrays)

    matrix = arrays.matrix
    scaled = np.abs(matrix.values * scales.columns[matrix.columns] * scales.rows[matrix.rows])
    assert scaled.min() >= 1e-3
    assert scaled.max() <= 1e3


def test_columns_are_scaled_even_where_sizes_were_not_given() -> None:
    program = Program()
    columns, rows = program.columns(2), program.rows(2)
    program.add(rows[:, None], columns[None, :], np.array([[1e9, 1.0], [2e9, 3.0]]))

    scales = scale(program.arrays())

    matrix = program.matrix()
    scaled = matrix.values * scales.columns[matrix.columns] * scales.rows[matrix.rows]
    assert scaled.max() / scaled.min() <= 8.0


def test_sizes_are_kept_where_they_suffice() -> None:
    program = Program()
    columns = program.columns(2, size=np.array([2.0**20, 1.0]))
    program.add(program.rows(1), columns, np.array([2.0**-20, 1.0]))

    assert scale(program.arrays()).columns.tolist() == [2.0**20, 1.0]


def test_scales_are_powers_of_two() -> None:
    scales = scale(badly_scaled().arrays())

    for each in (scales.columns, scales.rows):
        assert np.array_equal(np.exp2(np.round(np.log2(each))), each)


def test_integer_columns_are_not_scaled() -> None:
    program = Program()
    columns = program.columns(2, integer=True, size=1e6)
    program.add(program.rows(1), columns, np.array([1e6, 1e-3]))

    assert scale(program.arrays()).columns.tolist() == [1.0, 1.0]


def test_a_program_without_coefficients_is_left_as_it_is() -> None:
    program = Program()
    program.columns(2)
    program.rows(3)

    scales = scale(program.arrays())

    assert scales.columns.tolist() == [1.0, 1.0]
    assert scales.rows.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("costs", [[1e9, 0.0, 1e6], [1e-8, 1e-9], [1e12, 1e-12]])
def test_the_largest_scaled_cost_is_about_a_thousand_at_most(costs: list[float]) -> None:
    scaled = np.array(costs) * objective_scale(np.array(costs))

    assert 0.5 <= scaled.max() <= 1500.0


def test_an_objective_of_nought_is_left_alone() -> None:
    assert objective_scale(np.zeros(3)) == 1.0
