"""Relaxations: groups switched on and off in one model."""

import time

import numpy as np

from dronedeal.solving import Program
from dronedeal.solving.relaxation import Relaxation


def relaxation(*, seconds: float = 10.0) -> Relaxation:
    """Groups: 0 (x >= 2), 1 (x <= 1), 2 (2x = 3, impossible for whole x)."""
    program = Program()
    column = program.columns(1, integer=True)
    rows = program.rows(
        3, lower=np.array([2.0, -np.inf, 3.0]), upper=np.array([np.inf, 1.0, 3.0]), tag=np.array([0, 1, 2])
    )
    program.add(rows, column, np.array([1.0, 1.0, 2.0]))
    return Relaxation(
        program,
        rows=program.row_tags,
        columns=program.column_tags,
        lower=0.0,
        upper=np.inf,
        deadline=time.perf_counter() + seconds,
    )


def test_groups_that_can_hold_together_have_no_conflict() -> None:
    tried = relaxation()

    assert tried.conflict((2,), whole=False) is None
    assert tried.conflict((0,), whole=True) is None
    assert tried.is_certain


def test_a_conflict_names_a_subset_of_the_groups_held() -> None:
    named = relaxation().conflict((0, 1, 2), whole=False)

    assert named is not None
    assert set(named) in ({0, 1}, {0, 2}, {1, 2}, {0, 1, 2})


def test_groups_switched_off_come_back_when_held_again() -> None:
    tried = relaxation()

    assert tried.conflict((0, 1), whole=False) == (0, 1)
    assert tried.conflict((0,), whole=False) is None
    assert tried.conflict((0, 1), whole=False) == (0, 1)


def test_whole_numbers_conflict_where_fractions_do_not() -> None:
    assert relaxation().conflict((2,), whole=True) == (2,)
