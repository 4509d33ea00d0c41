"""The builder: ids, broadcasting, summing, labels and refusals."""

from typing import Any

import numpy as np
import pytest
from scipy import sparse

from dronedeal.solving import Program


def test_ids_run_on_from_block_to_block() -> None:
    program = Program()

    first, second = program.columns(3), program.columns(2)

    assert first.tolist() == [0, 1, 2]
    assert second.tolist() == [3, 4]
    assert program.rows(2).tolist() == [0, 1]


def test_one_value_or_one_a_column_is_taken_for_bounds_costs_and_tags() -> None:
    program = Program()

    program.columns(2, lower=np.array([1.0, 2.0]), upper=9.0, cost=np.array([3.0, 4.0]), tag=np.array([5, -1]))
    arrays = program.arrays()

    assert arrays.lower.tolist() == [1.0, 2.0]
    assert arrays.upper.tolist() == [9.0, 9.0]
    assert arrays.costs.tolist() == [3.0, 4.0]
    assert program.column_tags.tolist() == [5, -1]


def test_repeated_coefficients_are_summed_and_zeros_dropped() -> None:
    program = Program()
    columns, rows = program.columns(2), program.rows(2)

    program.add(rows, columns[0], np.array([1.0, 0.0]))
    program.add(rows[0], columns, 2.0)
    program.add(rows[1], columns[1], np.array([5.0, -5.0]))

    matrix = program.matrix()
    assert program.nonzero_count == 2
    assert matrix.starts.tolist() == [0, 1, 2]
    assert matrix.rows.tolist() == [0, 0]
    assert matrix.values.tolist() == [3.0, 2.0]


def test_matrix_agrees_with_scipy_on_random_entries() -> None:
    random = np.random.default_rng(5)
    rows, columns = random.integers(0, 40, 500), random.integers(0, 30, 500)
    values = random.integers(-3, 4, 500).astype(float)
    program = Program()
    program.columns(30)
    program.rows(40)

    program.add(rows, columns, values)

    matrix = program.matrix()
    ours = sparse.csc_array((matrix.values, matrix.rows, matrix.starts), shape=(40, 30))
    assert np.array_equal(ours.toarray(), sparse.coo_array((values, (rows, columns)), shape=(40, 30)).toarray())


def test_matrix_is_kept_until_something_is_added() -> None:
    program = Program()
    columns, rows = program.columns(1), program.rows(1)
    program.add(rows, columns, 1.0)

    kept = program.matrix()
    program.set_cost(columns, 4.0)

    assert program.matrix() is kept
    program.add(rows, columns, 1.0)
    assert program.matrix().values.tolist() == [2.0]


def test_arrays_do_not_follow_later_changes() -> None:
    program = Program()
    columns = program.columns(1, cost=1.0)

    arrays = program.arrays()
    program.set_cost(columns, 2.0)

    assert arrays.costs.tolist() == [1.0]


def test_costs_added_twice_to_one_column_both_count() -> None:
    program = Program()
    program.columns(2, cost=1.0)

    program.add_cost(np.array([0, 0]), np.array([2.0, 3.0]))

    assert program.arrays().costs.tolist() == [6.0, 1.0]


def test_bounds_are_replaced() -> None:
    program = Program()
    columns, rows = program.columns(2), program.rows(2)

    program.set_bounds(columns[1], 1.0, 2.0)
    program.set_row_bounds(rows, -1.0, np.array([3.0, 4.0]))

    arrays = program.arrays()
    assert arrays.lower.tolist() == [0.0, 1.0]
    assert arrays.upper.tolist() == [np.inf, 2.0]
    assert arrays.row_lower.tolist() == [-1.0, -1.0]
    assert arrays.row_upper.tolist() == [3.0, 4.0]


def test_labels_name_block_and_place() -> None:
    program = Program()
    program.columns(2, label="makes")
    program.columns(0, label="empty")
    program.columns(3, label="moves")
    program.rows(2, label="budget")

    assert program.label_of_column(1) == "makes[1]"
    assert program.label_of_column(4) == "moves[2]"
    assert program.label_of_row(0) == "budget[0]"
    with pytest.raises(IndexError):
        program.label_of_row(2)


def test_counts_say_what_was_built() -> None:
    program = Program()
    program.columns(3)
    program.columns(2, integer=True)
    program.rows(4)

    assert (program.column_count, program.row_count, program.integer_count, program.nonzero_count) == (5, 4, 2, 0)


@pytest.mark.parametrize("coefficient", [np.nan, np.inf])
def test_coefficients_that_are_not_finite_are_refused(coefficient: float) -> None:
    program = Program()
    columns, rows = program.columns(1), program.rows(1)

    program.add(rows, columns, coefficient)

    with pytest.raises(ValueError, match="not finite"):
        program.arrays()


@pytest.mark.parametrize(("row", "column"), [(1, 0), (0, 1), (-1, 0)])
def test_coefficients_outside_the_program_are_refused(row: int, column: int) -> None:
    program = Program()
    program.columns(1)
    program.rows(1)

    program.add(row, column, 1.0)

    with pytest.raises(IndexError):
        program.matrix()


@pytest.mark.parametrize(
    ("setting", "said"),
    [({"lower": np.inf}, "bound"), ({"upper": np.nan}, "bound"), ({"size": 0.0}, "size"), ({"cost": np.nan}, "cost"),
     ({"cost": np.array([1.0, 2.0, 3.0])}, "broadcast")],
)  # fmt: skip
def test_columns_without_meaning_are_refused(setting: dict[str, Any], said: str) -> None:
    program = Program()
    program.columns(2, **setting)

    with pytest.raises(ValueError, match=said):
        program.arrays()


def test_rows_without_meaning_are_refused() -> None:
    program = Program()
    program.rows(1, upper=np.nan)

    with pytest.raises(ValueError, match="bound"):
        program.arrays()
