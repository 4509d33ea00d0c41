"""Checks: numbers without meaning are refused, all others pass."""

import numpy as np
import pytest

from dronedeal.solving.checks import check_bounds, check_finite, check_ids


def test_numbers_with_meaning_pass() -> None:
    check_bounds(np.array([-np.inf, 3.0]), np.array([np.inf, 1.0]))
    check_finite(np.zeros(0), "nothing")
    check_ids(np.array([], dtype=np.int64), 0)
    check_ids(np.array([0, 2]), 3)


@pytest.mark.parametrize(("lower", "upper"), [(np.nan, 1.0), (np.inf, np.inf), (-np.inf, -np.inf), (0.0, np.nan)])
def test_bounds_without_meaning_are_refused(lower: float, upper: float) -> None:
    with pytest.raises(ValueError, match="bound"):
        check_bounds(lower, upper)


@pytest.mark.parametrize("number", [-1, 3])
def test_ids_that_do_not_exist_are_refused(number: int) -> None:
    with pytest.raises(IndexError):
        check_ids(np.array([0, number]), 3)
