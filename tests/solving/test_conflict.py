"""Conflicts: known smallest sets, integers, kept groups, columns with tags and their irreducibility."""

from collections.abc import Collection

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.solving import Feasible, Program, Undecided, smallest_conflict, solve


def quarrel() -> Program:
    """Lines 10 (x >= 5), 11 (y >= 5), 12 (x + y <= 8) conflict; 13 (x <= 9) and 14 (x + y >= 1) do not take part."""
    program = Program()
    columns = program.columns(2, cost=1.0)
    rows = program.rows(
        5,
        lower=np.array([5.0, 5.0, -np.inf, -np.inf, 1.0]),
        upper=np.array([np.inf, np.inf, 8.0, 9.0, np.inf]),
        tag=np.arange(10, 15),
    )
    program.add(rows[[0, 2, 3, 4]], columns[0], 1.0)
    program.add(rows[[1, 2, 4]], columns[1], 1.0)
    return program


def is_infeasible(program: Program, held: Collection[int]) -> bool:
    """Whether a rebuilt program with only the held row groups is infeasible."""
    arrays, rebuilt = program.arrays(), Program()
    on = np.isin(program.row_tags, [*held, -1])
    for lower, upper, integer in zip(arrays.lower, arrays.upper, arrays.integer, strict=True):
        rebuilt.columns(1, lower=lower, upper=upper, integer=bool(integer))
    rebuilt.rows(on.size, lower=np.where(on, arrays.row_lower, -np.inf), upper=np.where(on, arrays.row_upper, np.inf))
    rebuilt.add(arrays.matrix.rows, arrays.matrix.columns, arrays.matrix.values)
    return solve(rebuilt).status == "infeasible"


def test_only_the_lines_that_conflict_are_named() -> None:
    assert smallest_conflict(quarrel()) == (10, 11, 12)


def test_rows_of_one_group_stand_and_fall_together() -> None:
    assert smallest_conflict(quarrel(), np.array([7, 7, 3, 3, 9])) == (3, 7)


def test_kept_groups_hold_and_are_not_named() -> None:
    assert smallest_conflict(quarrel(), keep={12, 13}) == (10, 11)


def test_structure_that_conflicts_by_itself_leaves_nothing_to_name() -> None:
    assert smallest_conflict(quarrel(), keep={10, 11, 12}) == ()
    assert smallest_conflict(quarrel(), np.full(5, -1)) == ()


def test_a_program_without_conflict_is_said_to_be_feasible() -> None:
    program = quarrel()
    program.set_row_bounds(2, -np.inf, 10.0)

    with pytest.raises(Feasible):
        smallest_conflict(program)


def test_bounds_of_columns_take_part_by_their_tags() -> None:
    program = Program()
    needs = program.columns(1, lower=6.0, tag=20)
    makes = program.columns(2, upper=np.array([2.0, 3.0]), tag=np.array([21, 22]))
    spare = program.columns(1, upper=9.0, tag=23)
    balance = program.rows(1, lower=0.0, upper=0.0)
    program.add(balance, needs, -1.0)
    program.add(balance, makes, 1.0)
    program.add(program.rows(1, upper=7.0, tag=24), spare, 1.0)

    assert smallest_conflict(program) == (20, 21, 22)


def test_relaxed_bounds_are_those_the_caller_gives() -> None:
    program = Program()
    column = program.columns(1, lower=3.0, upper=3.0, tag=1)
    program.add(program.rows(1, upper=-1.0, tag=2), column, 1.0)

    assert smallest_conflict(program) == (2,)
    assert smallest_conflict(program, relaxed_lower=-np.inf) == (1, 2)


def test_lines_that_conflict_only_in_whole_numbers_are_named() -> None:
    # 2x + 2y = 5 has no whole answer, and neither can the two rows apart from it do anything about it
    program = Program()
    columns = program.columns(2, upper=10.0, integer=True)
    rows = program.rows(3, lower=np.array([5.0, 1.0, -np.inf]), upper=np.array([np.inf, np.inf, 9.0]), tag=np.arange(3))
    most = program.rows(1, upper=5.0, tag=3)
    program.add(rows[0], columns, 2.0)
    program.add(most, columns, 2.0)
    program.add(rows[1], columns[0], 1.0)
    program.add(rows[2], columns, 1.0)

    assert smallest_conflict(program) == (0, 3)


def test_a_set_that_conflicts_for_fractions_is_shrunk_further_for_whole_numbers() -> None:
    # in fractions x >= 0.5 (5) needs x <= 0.2 (6); in whole numbers 0.4 <= x <= 0.9 (7) conflicts by itself,
    # and is the set found once the first pair is out of the way
    program = Program()
    column = program.columns(1, upper=4.0, integer=True)
    rows = program.rows(
        3, lower=np.array([0.5, -np.inf, 0.4]), upper=np.array([np.inf, 0.2, 0.9]), tag=np.array([5, 6, 7])
    )
    program.add(rows, column, 1.0)

    assert smallest_conflict(program, keep={6}) in {(5,), (7,)}
    program.set_row_bounds(1, -np.inf, 3.0)
    assert smallest_conflict(program) == (7,)


def test_one_needle_is_found_among_many_lines() -> None:
    program = Program()
    columns = program.columns(400, upper=10.0)
    rows = program.rows(400, upper=5.0, tag=np.arange(400))
    program.add(rows, columns, 1.0)
    program.add(rows[1:], columns[:-1], 0.1)
    program.add(program.rows(1, lower=8.0, tag=1000), columns[123], 1.0)

    assert smallest_conflict(program) == (123, 1000)


def test_running_out_of_time_names_what_is_left() -> None:
    with pytest.raises(Undecided) as undecided:
        smallest_conflict(quarrel(), seconds=0.0)

    assert set(undecided.value.groups) >= {10, 11, 12}


def test_groups_that_do_not_fit_the_program_are_refused() -> None:
    with pytest.raises(ValueError, match="groups"):
        smallest_conflict(quarrel(), np.zeros(3))


def test_the_same_program_gives_the_same_conflict() -> None:
    assert smallest_conflict(quarrel()) == smallest_conflict(quarrel())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_every_conflict_is_infeasible_and_irreducible(data: st.DataObject) -> None:
    columns, rows = data.draw(st.integers(1, 3)), data.draw(st.integers(2, 7))
    small = st.integers(-3, 3).map(float)
    matrix = np.array(data.draw(st.lists(small, min_size=rows * columns, max_size=rows * columns)))
    lower = np.array(data.draw(st.lists(st.integers(-2, 6).map(float), min_size=rows, max_size=rows)))
    program = Program()
    ids = program.columns(columns, upper=5.0, integer=data.draw(st.booleans()))
    tags = np.array(data.draw(st.lists(st.integers(-1, 4), min_size=rows, max_size=rows)))
    lines = program.rows(rows, lower=lower, upper=lower + data.draw(st.sampled_from([0.0, 0.5, 4.0])), tag=tags)
    program.add(lines[:, None], ids[None, :], matrix.reshape(rows, columns))

    try:
        conflict = smallest_conflict(program)
    except Feasible:
        assert not is_infeasible(program, set(tags.tolist()))
        return

    assert is_infeasible(program, conflict)
    for group in conflict:
        assert not is_infeasible(program, set(conflict) - {group})
