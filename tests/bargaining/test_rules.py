"""Points of rules over linear programs: known answers, invariances, and other people's faults."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dronedeal.bargaining.reach import Reach, Unbounded, Unreachable
from dronedeal.bargaining.rules import RULES, Settled, ideals, settle
from dronedeal.solving import Program
from tests.bargaining.sets import hull, over

NEAR = 2e-6
"""Share of an ideal within which a point is the known one."""


def point(rule: str, points: Any, walk_aways: Any = None, weights: Any = None) -> Settled:
    reach = Reach(hull(points, walk_aways))
    count = len(points[0])
    return settle(rule, reach, ideals(reach), np.ones(count) if weights is None else np.asarray(weights, dtype=float))


def near(found: Settled, expected: Any) -> bool:
    return bool(np.allclose(found.gains, expected, rtol=0, atol=NEAR * max(1.0, float(np.abs(expected).max()))))


def test_the_textbook_mix_of_three_packages() -> None:  # E1
    points, walk_aways = [(60, 80), (50, 110), (30, 150)], (30, 80)

    assert near(point("nash", points, walk_aways), np.array([17.5, 35.0]))
    assert near(point("kalai_smorodinsky", points, walk_aways), 30.0 * np.array([7.0, 7.0 * 70 / 30]) / 13.0)
    assert near(point("egalitarian", points, walk_aways), np.array([22.5, 22.5]))


def test_a_larger_set_may_harm_a_side_by_nash_and_not_by_kalai_smorodinsky() -> None:  # E2
    smaller, larger = [(0, 1), (1, 0), (0.75, 0.75)], [(0, 1), (1, 0), (1, 0.7)]

    assert near(point("nash", smaller), np.array([0.75, 0.75]))
    assert near(point("nash", larger), np.array([1.0, 0.7]))
    assert near(point("kalai_smorodinsky", smaller), np.array([0.75, 0.75]))
    assert near(point("kalai_smorodinsky", larger), np.array([10 / 13, 10 / 13]))


@pytest.mark.parametrize("rule", ["nash", "kalai_smorodinsky", "egalitarian"])
def test_where_the_common_share_stops_the_rest_goes_on(rule: str) -> None:  # E3
    assert near(point(rule, [(0, 0, 0), (1, 0, 1), (0, 1, 1)]), np.array([0.5, 0.5, 1.0]))


def test_a_side_that_can_have_little() -> None:  # E4
    points = [(0, 0), (0.3, 0), (0.3, 0.7), (0, 1)]

    assert near(point("nash", points), np.array([0.3, 0.7]))
    assert near(point("egalitarian", points), np.array([0.3, 0.7]))
    assert near(point("kalai_smorodinsky", points), np.array([3 / 13, 10 / 13]))


def test_a_side_that_fears_risk_gets_less() -> None:  # E5
    shares = np.linspace(0.0, 1.0, 4_001)

    found = point("nash", np.column_stack([shares, np.sqrt(1.0 - shares)]))

    assert found.gains[0] == pytest.approx(2 / 3, abs=1e-3)


def test_nash_weights_split_money_by_them() -> None:
    found = point("nash", [(0, 100), (100, 0)], weights=(3, 1))

    assert near(found, np.array([75.0, 25.0]))


def test_kalai_smorodinsky_is_the_greatest_common_share_and_not_the_least_spread() -> None:  # fault 3
    found = point("kalai_smorodinsky", [(0.40, 0.42), (0.60, 0.41)])

    assert np.allclose(found.gains / (0.60, 0.42), found.score, atol=1e-6)  # the same share of each ideal, of a mix
    assert found.score == pytest.approx(0.97777, abs=1e-4)


def test_a_walk_away_below_the_worst_package_is_not_moved() -> None:  # fault 2
    assert near(
        point("nash", [(0.5, 0.9), (0.9, 0.4)], (0.0, 0.0)), point("nash", [(0.5, 0.9), (0.9, 0.4), (0, 0)]).gains
    )


def test_two_losses_make_no_point() -> None:  # fault 5
    with pytest.raises(Unreachable):
        point("nash", [(0.0, 0.0), (0.6, 0.4)], (0.5, 0.5))


def test_money_of_any_size_gives_the_same_mix() -> None:  # fault 6
    large, small = np.array([(0.2, 0.9), (0.5, 0.7), (0.9, 0.2)]), 1e-6

    assert near(point("nash", large * 1e9), point("nash", large).gains * 1e9)
    assert np.allclose(point("nash", large * small).gains / small, point("nash", large).gains, rtol=1e-3)


def test_what_nothing_bounds_is_said() -> None:
    program = Program()
    columns = program.columns(2)
    sides = over(program, [(columns, np.array([1.0, 0.0])), (columns, np.array([0.0, 1.0]))], (0.0, 0.0))

    with pytest.raises(Unbounded):
        Reach(sides).most(np.ones(2))


def test_nobody_can_gain() -> None:
    for rule in RULES:
        assert near(point(rule, [(5, 5), (1, 2)], (5, 5)), np.zeros(2))


sets = st.integers(2, 4).flatmap(
    lambda sides: st.lists(
        st.lists(st.integers(0, 40), min_size=sides, max_size=sides).map(tuple), min_size=2, max_size=8, unique=True
    )
)


def gaining(points: Any) -> np.ndarray:
    """Points of which some mix leaves every side something."""
    table = np.asarray(points, dtype=float)
    assume((table.max(axis=0) > 0).all())
    return np.vstack([table, np.zeros(table.shape[1])])


@settings(max_examples=40, deadline=None)
@given(sets, st.sampled_from(["nash", "kalai_smorodinsky"]), st.data())
def test_a_sides_scale_and_zero_mean_nothing(points: Any, rule: str, data: st.DataObject) -> None:
    table = gaining(points)
    scales = np.array([data.draw(st.sampled_from([0.01, 1.0, 40.0])) for _ in range(table.shape[1])])
    zeros = np.array([float(data.draw(st.integers(-50, 50))) for _ in range(table.shape[1])])

    plain, other = point(rule, table), point(rule, table * scales + zeros, zeros)

    assert np.allclose(other.gains / scales, plain.gains, atol=1e-4)


@settings(max_examples=30, deadline=None)
@given(sets, st.sampled_from(sorted(RULES)))
def test_swapping_sides_swaps_the_answer(points: Any, rule: str) -> None:
    table = gaining(points)

    plain, other = point(rule, table), point(rule, table[:, ::-1])

    if rule == "utilitarian":  # a face may be flat: the sum is what is chosen
        assert plain.gains.sum() == pytest.approx(other.gains.sum(), abs=1e-5)
    else:
        assert np.allclose(plain.gains, other.gains[::-1], atol=1e-4)


@settings(max_examples=30, deadline=None)
@given(sets, st.sampled_from(sorted(RULES)))
def test_nobody_can_have_more_without_another_having_less(points: Any, rule: str) -> None:
    table = gaining(points)
    reach = Reach(hull(table))
    found = settle(rule, reach, ideals(reach), np.ones(table.shape[1]))

    better = reach.most(np.ones(table.shape[1]), np.maximum(0.0, found.gains - 1e-6))

    assert float(better.gains.sum()) <= float(found.gains.sum()) + 1e-3


@settings(max_examples=30, deadline=None)
@given(sets, st.sampled_from(sorted(RULES)))
def test_the_proof_holds(points: Any, rule: str) -> None:
    found = point(rule, gaining(points))

    assert found.proof.distance <= 1e-6
    assert (found.proof.weights >= -1e-12).all()


@settings(max_examples=25, deadline=None)
@given(sets, st.sampled_from(["nash", "utilitarian"]))
def test_what_was_not_chosen_can_go(points: Any, rule: str) -> None:
    table = gaining(points)
    found = point(rule, table)
    kept = np.vstack([np.minimum(table, found.gains), found.gains])  # all that is left of the rest is worse

    assert np.allclose(point(rule, kept).gains, found.gains, atol=1e-3) or rule == "utilitarian"
    assert float(point(rule, kept).gains.sum()) == pytest.approx(float(found.gains.sum()), abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(sets, st.sampled_from(sorted(RULES)), st.data())
def test_a_dominated_package_changes_nothing(points: Any, rule: str, data: st.DataObject) -> None:
    table = gaining(points)
    one = table[data.draw(st.integers(0, len(table) - 1))]
    more = np.vstack([table, one * 0.5, one])

    assert point(rule, more).score == pytest.approx(point(rule, table).score, abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=6),
    st.integers(1, 30),
    st.integers(1, 30),
)
def test_more_to_share_harms_nobody_by_kalai_smorodinsky_with_the_same_ideals(
    points: Any, first: int, second: int
) -> None:
    table = gaining(points)
    ideal = table.max(axis=0)
    more = np.vstack([table, np.minimum((first, second), ideal)])

    def shared(rows: np.ndarray) -> np.ndarray:
        return settle("kalai_smorodinsky", Reach(hull(rows)), ideal, np.ones(2)).gains

    assert (shared(more) >= shared(table) - 1e-4).all()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=2, max_size=6),
    st.sampled_from(["nash", "kalai_smorodinsky", "egalitarian"]),
    st.floats(0.0, 1.0),
)
def test_a_better_walk_away_harms_nobody_who_has_it(points: Any, rule: str, share: float) -> None:
    table = gaining(points)
    before = point(rule, table)
    raised = np.array([0.9 * share * float(before.gains[0]), 0.0])

    after = point(rule, table, raised)

    assert after.gains[0] + raised[0] >= before.gains[0] - 1e-3
