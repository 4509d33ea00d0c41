"""Compressed matrices: products, places and packing."""

import numpy as np
import pytest

from dronedeal.solving import arrays
from dronedeal.solving.arrays import Matrix, assemble


def matrix() -> Matrix:
    """Return the matrix [[1, 0, -2], [0, 3, 4]]."""
    return assemble(
        rows=np.array([1, 0, 1, 0]),
        columns=np.array([2, 2, 1, 0]),
        values=np.array([4.0, -2.0, 3.0, 1.0]),
        row_count=2,
        column_count=3,
    )


def test_products_are_those_of_the_dense_matrix() -> None:
    ours, dense = matrix(), np.array([[1.0, 0.0, -2.0], [0.0, 3.0, 4.0]])
    over_columns, over_rows = np.array([1.0, -2.0, 3.0]), np.array([5.0, -6.0])

    assert ours.times(over_columns).tolist() == (dense @ over_columns).tolist()
    assert ours.magnitude_times(over_columns).tolist() == (abs(dense) @ abs(over_columns)).tolist()
    assert ours.transposed_times(over_rows).tolist() == (over_rows @ dense).tolist()
    assert ours.transposed_magnitude_times(over_rows).tolist() == (abs(over_rows) @ abs(dense)).tolist()


def test_entries_are_found_by_row_and_column() -> None:
    ours = matrix()

    assert ours.values[ours.positions(np.array([1, 0]), np.array([2, 0]))].tolist() == [4.0, 1.0]
    with pytest.raises(KeyError):
        ours.positions(np.array([0]), np.array([1]))


def test_an_empty_matrix_gives_nought() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    empty = assemble(rows=nothing, columns=nothing, values=np.zeros(0), row_count=2, column_count=1)

    assert empty.times(np.ones(1)).tolist() == [0.0, 0.0]
    assert empty.starts.tolist() == [0, 0]


def test_keys_too_wide_to_pack_are_ordered_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = matrix()

    monkeypatch.setattr(arrays, "_KEY_BITS", 3)
    sorted_apart = matrix()

    for name in ("starts", "rows", "columns", "values"):
        assert np.array_equal(getattr(packed, name), getattr(sorted_apart, name))
