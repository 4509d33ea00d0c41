"""Frontiers of two sides and of more: known corners, certified gaps, and the envelope over choices of the integers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.curve import curve
from dronedeal.bargaining.efficient import efficient
from dronedeal.bargaining.facets import facets
from dronedeal.bargaining.reach import Reach, Unreachable
from dronedeal.solving import Program
from tests.bargaining.sets import hull, over


def test_a_textbook_frontier_with_three_corners() -> None:  # E9: min (3x1+x2, -x1-2x2), x2<=3, 3x1-x2<=6
    program = Program()
    columns = program.columns(2)
    rows = program.rows(2, upper=np.array([3.0, 6.0]))
    program.add(
        np.array([rows[0], rows[1], rows[1]]),
        np.array([columns[1], columns[0], columns[1]]),
        np.array([1.0, 3.0, -1.0]),
    )
    sides = over(program, [(columns, np.array([-3.0, -1.0])), (columns, np.array([1.0, 2.0]))], (-12.0, 0.0))

    found = curve(Reach(sides), gap=0.0)

    corners = np.array([corner.gains for corner in found.corners]) + np.array((-12.0, 0.0))
    assert np.allclose(corners, [(-12, 9), (-3, 6), (0, 0)], atol=1e-5)
    assert found.gap <= 1e-9


def test_most_lines_between_corners_are_proven_without_a_program() -> None:
    table = np.array([(at, 400.0 - at * at) for at in range(20)])

    found = curve(Reach(hull(table)), gap=0.0)

    assert np.allclose(np.array([corner.gains for corner in found.corners]), table, atol=1e-4)
    assert found.gap == 0.0
    assert found.solves < 1.5 * len(table)  # two for each corner without ranging


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=12, unique=True), st.integers(1, 9)
)
def test_no_package_is_beyond_the_last_weights_by_which_a_plan_is_the_best(rows: Any, weight: int) -> None:
    table, weights = np.asarray(rows, dtype=float), np.array([weight, 10.0 - weight])

    found = Reach(hull(table)).most(weights, turn=weights * np.array([1.0, -1.0]))

    assert found.turned is not None
    for support in found.turned:
        assert (support.weights >= 0.0).all()
        assert float((table @ support.weights).max()) <= support.bound + 1e-4
        assert float(support.weights @ found.gains) == pytest.approx(support.bound, abs=1e-3)


points = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12, unique=True)


def inner(corners: np.ndarray, at: float) -> float:
    return float(np.interp(at, corners[:, 0], corners[:, 1], left=corners[0, 1], right=-1e9))


@settings(max_examples=60, deadline=None)
@given(points)
def test_no_package_is_beyond_an_exact_frontier(rows: Any) -> None:
    table = np.asarray(rows, dtype=float)

    found = np.array([corner.gains for corner in curve(Reach(hull(table)), gap=0.0).corners])

    for one in table:
        assert one[1] <= inner(found, float(one[0]) - 1e-4) + 1e-3
    for corner in found:  # each corner is a mix of packages
        made = linprog(
            np.zeros(len(table)), A_eq=np.vstack([table.T, np.ones(len(table))]), b_eq=[*np.round(corner, 4), 1.0], bounds=(0, 1),
            options={"primal_feasibility_tolerance": 1e-4},
        )  # fmt: skip
        assert made.status == 0


@settings(max_examples=40, deadline=None)
@given(points, st.sampled_from([0.2, 0.05, 0.01]))
def test_the_gap_that_is_stated_holds(rows: Any, gap: float) -> None:
    table = np.asarray(rows, dtype=float)

    coarse, fine = curve(Reach(hull(table)), gap=gap), curve(Reach(hull(table)), gap=0.0)

    assert coarse.gap <= gap
    shown = np.array([corner.gains for corner in coarse.corners])
    for corner in fine.corners:  # a step of the gap back is inside
        back = corner.gains - (gap + 1e-5) * np.maximum(coarse.ranges, 1e-9)
        assert back[1] <= inner(shown, float(back[0])) + 1e-3


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=10, unique=True
    )
)
def test_three_sides_within_the_stated_gap(rows: Any) -> None:
    table = np.asarray(rows, dtype=float)
    assume((table.max(axis=0) > 0).all())
    reach = Reach(hull(table))

    found = facets(reach, gap=1e-6)

    assert found.gap <= 2e-6
    for weights in np.random.default_rng(0).dirichlet(np.ones(3), 20) / np.maximum(found.ideal, 1.0):
        best = max(float(weights @ corner.gains) for corner in found.corners)
        assert float((table @ weights).max()) <= best + 1e-4


@settings(max_examples=30, deadline=None)
@given(points)
def test_choices_of_whole_packages_reach_every_efficient_one(rows: Any) -> None:
    """Packages that cannot be mixed: the frontier is the listed packages nobody can better, wherever weights find them."""
    table = np.asarray(rows, dtype=float)
    sides = hull(table, listed=True)

    found = efficient(Choices(sides), gap=1e-3, most=60)

    ends = {tuple(np.round(piece.end, 3).tolist()) for piece in found.pieces}
    for end in ends:
        assert any(np.allclose(end, one, atol=1e-3) for one in table)
    unbeaten = [one for one in table if not ((table >= one).all(axis=1) & (table > one).any(axis=1)).any()]
    best = max(unbeaten, key=lambda one: (one[0], one[1]))
    assert any(np.allclose(end, best, atol=1e-3) for end in ends)
    for one in unbeaten:  # and the bound that is stated holds for all
        outside = one - (found.gap + 1e-5) * found.ranges
        assert any(outside[0] <= end[0] + 1e-3 and outside[1] <= end[1] + 1e-3 for end in ends)


def test_no_package_at_all_is_said() -> None:
    with pytest.raises(Unreachable):
        curve(Reach(hull([(1, 1)], (5, 5))))


def test_one_package_is_a_frontier() -> None:
    found = curve(Reach(hull([(3, 4)])))

    assert len(found.corners) == 1
    assert np.allclose(found.corners[0].gains, (3, 4), atol=1e-5)


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6, 1e10, 1e13])
def test_how_far_all_get_ahead_is_the_same_in_any_money(size: float) -> None:
    table = np.array([(9.0, 1.0), (7.0, 6.0), (2.0, 8.0)])

    for listed, share in ((True, 3.5), (False, 47 / 12)):  # (7, 6) itself, and (9, 1) and (7, 6) mixed five to seven
        reach = Reach(hull(table * size, listed=listed))
        assert reach.along(np.array([2.0, 1.0]) * size).share == pytest.approx(share, rel=1e-5)
        assert reach.along(np.array([0.0, 1.0]) * size, np.array([7.0, 0.0]) * size).share == pytest.approx(
            6.0, rel=1e-5
        )
