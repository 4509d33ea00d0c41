"""Affine expressions: values, bounds and steps agree with doing the same to plain arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.reading import Affine, FloatVector, added, known, of_columns, step_of

PERIODS = 4
AMOUNTS = st.lists(st.integers(-9, 9).map(float), min_size=PERIODS, max_size=PERIODS).map(np.array)
TARGETS = st.lists(st.lists(st.integers(0, PERIODS - 1), max_size=3), min_size=PERIODS, max_size=PERIODS)


def columns(start: int = 0) -> Affine:
    """Four columns, each between minus ten and ten."""
    ids = np.arange(start, start + PERIODS)
    return of_columns(ids, np.full(PERIODS, -10.0), np.full(PERIODS, 10.0))


def holds(expression: Affine, values: FloatVector) -> bool:
    at = expression.at(values)
    return bool(((expression.low <= at) & (at <= expression.high)).all())


@given(values=AMOUNTS, factor=AMOUNTS, more=AMOUNTS)
def test_scaling_and_adding_are_arithmetic_on_values_and_keep_the_bounds(
    values: FloatVector, factor: FloatVector, more: FloatVector
) -> None:
    expression = added(columns().times(factor), known(more), columns())

    assert expression.at(values).tolist() == (values * factor + more + values).tolist()
    assert holds(expression, values)


@given(values=AMOUNTS, more=AMOUNTS, targets=TARGETS)
def test_a_step_collects_what_goes_to_each_quarter(
    values: FloatVector, more: FloatVector, targets: list[list[int]]
) -> None:
    expression = added(columns(), known(more)).mapped(step_of(targets))

    expected = [
        sum((values + more)[source] for source in range(PERIODS) for one in targets[source] if one == target)
        for target in range(PERIODS)
    ]
    assert expression.at(values).tolist() == expected
    assert holds(expression, values)


def test_a_known_expression_has_no_column_and_its_bounds_are_its_value() -> None:
    expression = known(np.array([1.0, 2, 3, 4]))

    assert expression.is_known
    assert expression.low.tolist() == expression.high.tolist() == [1, 2, 3, 4]


def test_the_sum_of_one_expression_is_that_expression() -> None:
    one = columns()

    assert added(one) is one
    assert not added(one, columns(PERIODS)).is_known
