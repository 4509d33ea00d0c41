"""Frontiers over all choices of the integers against all choices listed: what is reached is attained, nothing is beyond the bound, and the gap is true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.curve import curve
from dronedeal.bargaining.efficient import Efficient, efficient
from dronedeal.bargaining.heights import heights
from dronedeal.bargaining.reach import Reach, Sides, Unreachable
from dronedeal.solving import Program
from tests.bargaining.sets import Table, hull, over

coordinate = st.integers(0, 20).map(float)
packages = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=4)
choices = st.lists(packages, min_size=1, max_size=6)


def one_of(sets: Sequence[Table]) -> Sides:
    """Mixes of the points of one set, whichever is chosen by yes or no."""
    program = Program()
    taken = program.columns(len(sets), upper=1.0, integer=True)
    once = program.rows(1, lower=1.0, upper=1.0)
    program.add(np.repeat(once, len(sets)), taken, np.ones(len(sets)))
    columns, gains = [taken], [np.zeros((len(sets), 2))]
    for at, table in enumerate(sets):
        shares = program.columns(len(table), upper=1.0)
        row = program.rows(1, lower=0.0, upper=0.0)
        program.add(np.repeat(row, len(table)), shares, np.ones(len(table)))
        program.add(row, taken[at : at + 1], -1.0)
        columns.append(shares)
        gains.append(np.asarray(table, dtype=np.float64))
    every, worths = np.concatenate(columns), np.concatenate(gains)
    return over(program, [(every, worths[:, side]) for side in range(2)], (0.0, 0.0))


def check(found: Efficient, sets: Sequence[Table]) -> None:
    """Against the frontier of each choice by itself."""
    reaches = [Reach(hull(table)) for table in sets]
    bound, room = heights(found.outer, found.ranges), 1e-4
    for reach in reaches:
        for corner in curve(reach, gap=0.0).corners:  # nothing that any choice reaches is beyond the bound
            one, other = corner.gains / found.ranges
            assert 0.5 * (one + other) <= bound.at(np.array([one - other]))[0] + room
    for piece in found.pieces:  # and what is said to be reached, some choice reaches, or gives both as much
        for end in (piece.end,) if piece.is_gap else (piece.start, piece.end):
            assert max(float(reach.along(np.ones(2), np.array(end)).share) for reach in reaches) >= -room * 20.0


@settings(max_examples=12, deadline=None)
@given(choices)
def test_what_is_stated_is_true_of_every_choice(sets: Any) -> None:
    assume(all((np.asarray(table).max(axis=0) > 0).all() for table in sets))

    found = efficient(Choices(one_of(sets)), gap=1e-2, most=400)

    check(found, sets)
    assert found.gap <= 1e-2 + 1e-6


@settings(max_examples=12, deadline=None)
@given(choices)
def test_a_search_that_is_cut_short_states_a_gap_that_is_true(sets: Any) -> None:
    assume(all((np.asarray(table).max(axis=0) > 0).all() for table in sets))

    found = efficient(Choices(one_of(sets)), gap=1e-3, most=2)

    check(found, sets)


def test_a_dent_that_integers_leave_is_proven_to_be_one() -> None:
    sides = hull([(10, 0), (0, 10), (4, 4)], listed=True)

    found = efficient(Choices(sides), gap=1e-3, most=200)

    assert found.gap <= 1e-3  # though mixing would give (5, 5)
    bound = heights(found.outer, found.ranges)
    assert bound.at(np.zeros(1))[0] == pytest.approx(0.4, abs=2e-3)


def test_equal_searches_find_the_same() -> None:
    sets = [[(9.0, 1.0), (6.0, 5.0)], [(7.0, 4.0), (3.0, 8.0)], [(1.0, 9.0), (4.0, 7.0)]]

    one, other = (efficient(Choices(one_of(sets)), gap=1e-3, most=60) for _ in range(2))

    assert one.outer.tobytes() == other.outer.tobytes()
    assert (one.pieces, one.gap, one.searches) == (other.pieces, other.gap, other.searches)


def test_where_no_plan_leaves_the_walk_aways_it_is_said() -> None:
    with pytest.raises(Unreachable):
        efficient(Choices(hull([(1.0, 3.0), (3.0, 1.0)], (2.5, 2.5), listed=True)), gap=1e-3, most=10)


@pytest.mark.parametrize("sets", [[[(0.0, 6.7e12)]], [[(0.0, 0.0)]], [[(0.0, 5.0)], [(0.0, 3.0), (0.0, 7.0)]]])
def test_a_side_that_gains_nothing_by_any_choice_is_no_fault(sets: Any) -> None:
    found = efficient(Choices(one_of(sets)), gap=1e-3, most=40)

    assert found.pieces[-1].end == pytest.approx(max(one for table in sets for one in table), abs=1e-3)


def test_what_is_proven_straight_ahead_holds_where_gains_are_large() -> None:
    """A share is nothing beside gains of 1e10: measured as one, a search took what tolerances leave for the best (found among drawn sets)."""
    sets = [
        [(5e9, 1.3e10), (1.8e10, 2e9)],
        [(1.7e10, 1.9e10)],
        [(1.6e8, 2e10), (7.9e9, 0.0)],
        [(1.3e10, 1.8e10), (0.0, 1.5e10)],
    ]
    direction, least = np.array([1.9e10, 1.3e10]), np.array([0.0, 1.963e10])

    found = Choices(one_of(sets)).along(direction, least)

    best = max(float(Reach(hull(table)).along(direction, least).share) for table in sets)
    assert found.share <= best + 1e-5
    assert best <= found.bound + 1e-5
