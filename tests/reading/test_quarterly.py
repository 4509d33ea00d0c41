"""Arithmetic over futures and quarters: the same as element by element, and nothing done twice."""

import numpy as np
import pytest

from dronedeal.reading import combined, narrow, steady, to_date

DRAWN = steady(np.array([1.0, 2.0, 3.0]), 4)
ONE = steady(2.0, 4)
BY_QUARTER = np.array([[1.0, 2.0, 3.0, 4.0]])
EACH = np.arange(12.0).reshape(3, 4)


def test_what_is_alike_in_every_quarter_is_one_column_of_memory() -> None:
    assert DRAWN.tolist() == [[1.0] * 4, [2.0] * 4, [3.0] * 4]
    assert narrow(DRAWN).tolist() == [[1.0], [2.0], [3.0]]
    assert narrow(ONE).tolist() == [[2.0]]
    assert narrow(EACH) is EACH


def test_what_is_read_by_several_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        ONE[0, 0] = 1.0


@pytest.mark.parametrize("one", [DRAWN, ONE, BY_QUARTER, EACH, BY_QUARTER[0]])
@pytest.mark.parametrize("other", [DRAWN, ONE, BY_QUARTER, EACH, BY_QUARTER[0]])
def test_a_verb_gives_what_it_gives_element_by_element(one: np.ndarray, other: np.ndarray) -> None:
    found = combined(np.subtract, one, other)

    assert found.tolist() == np.atleast_2d(np.array(one) - np.array(other)).tolist()


def test_what_is_worked_out_of_steady_arrays_is_steady_and_else_lies_quarter_by_quarter() -> None:
    assert narrow(combined(np.multiply, DRAWN, ONE)).shape == (3, 1)
    assert combined(np.multiply, narrow(DRAWN), ONE).shape == (3, 4)
    assert combined(np.multiply, DRAWN, BY_QUARTER).flags.f_contiguous


@pytest.mark.parametrize("values", [EACH, BY_QUARTER, DRAWN])
@pytest.mark.parametrize("restarts", [(), (2,), (1, 3)])
def test_running_totals_begin_anew(values: np.ndarray, restarts: tuple[int, ...]) -> None:
    parts = np.split(np.array(values), restarts, axis=1)

    found = to_date(values, restarts)

    assert found.tolist() == np.concatenate([np.cumsum(part, axis=1) for part in parts], axis=1).tolist()
