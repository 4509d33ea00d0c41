"""How far objectives turn until another plan is the best: a textbook's answer, and what solving anew says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dronedeal.solving import Program, Solver


def wyndor(*, integer: bool = False, maximise: bool = True) -> Program:
    """Most of 3x + 5y with x <= 4, 2y <= 12 and 3x + 2y <= 18 (Hillier and Lieberman): x = 2, y = 6."""
    program = Program(maximise=maximise)
    x, y = program.columns(
        2, cost=np.array([3.0, 5.0]) * (1.0 if maximise else -1.0), upper=[4.0, np.inf], integer=integer
    )
    rows = program.rows(2, upper=np.array([12.0, 18.0]))
    program.add(np.array([rows[0], rows[1], rows[1]]), np.array([y, x, y]), np.array([2.0, 3.0, 2.0]))
    return program


@pytest.mark.parametrize("maximise", [True, False])
def test_a_textbook_profit_may_fall_to_nothing_and_rise_to_seven_and_a_half(*, maximise: bool) -> None:
    solver, sense = Solver(wyndor(maximise=maximise), presolve=False), 1.0 if maximise else -1.0

    turns = solver.ranging(solver.solve(), sense * np.array([10.0, 0.0]))

    assert turns is not None
    back, on = turns
    assert (back.step, on.step) == (pytest.approx(-0.3), pytest.approx(0.45))
    assert (sense * back.bound, sense * on.bound) == (pytest.approx(30.0), pytest.approx(45.0))


def test_no_more_than_one_step_is_made() -> None:
    solver = Solver(wyndor())

    turns = solver.ranging(solver.solve(), np.array([1.0, 0.0]))

    assert turns is not None
    assert [one.step for one in turns] == [-1.0, 1.0]


def test_what_was_searched_has_no_basis_to_turn() -> None:
    solver = Solver(wyndor(integer=True))

    assert solver.ranging(solver.solve(), np.array([1.0, 0.0])) is None


def test_without_coefficients_nothing_is_said() -> None:
    program = Program(maximise=True)
    program.columns(1, cost=1.0, upper=2.0)
    program.rows(1, upper=1.0)
    solver = Solver(program)

    assert solver.ranging(solver.solve(), np.ones(1)) is None


numbers = st.integers(-9, 9)


@settings(max_examples=60, deadline=None)
@given(
    columns=st.lists(
        st.tuples(numbers, numbers, st.sampled_from([(0, 3), (-2, 2), (-5, -1), (1, 1)])), min_size=2, max_size=6
    ),
    rows=st.lists(st.tuples(st.lists(numbers, min_size=6, max_size=6), st.integers(0, 20)), min_size=1, max_size=4),
    maximise=st.booleans(),
)
def test_the_same_plan_is_the_best_as_far_as_is_said_and_no_farther(*, columns: Any, rows: Any, maximise: bool) -> None:
    program = Program(maximise=maximise)
    costs, changes = (np.array([column[at] for column in columns], dtype=float) for at in (0, 1))
    ends = np.array([column[2] for column in columns], dtype=float)
    ids = program.columns(len(columns), cost=costs, lower=ends[:, 0], upper=ends[:, 1])
    for coefficients, most in rows:
        row = program.rows(1, upper=float(most))
        program.add(np.repeat(row, ids.size), ids, np.array(coefficients[: ids.size], dtype=float))
    solver = Solver(program)
    found = solver.solve()
    assume(found.status == "optimal")
    turns = solver.ranging(found, changes)
    assume(turns is not None)
    assert turns is not None

    for turn in turns:
        anew = Solver(program)
        anew.change_objective(costs + turn.step * changes)
        best = anew.solve().objective

        assert turn.bound == pytest.approx(best, abs=1e-6)
        assert float((costs + turn.step * changes) @ found.values) == pytest.approx(best, abs=1e-6)
    assert turns[0].step <= 0.0 <= turns[1].step
