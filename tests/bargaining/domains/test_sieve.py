"""The sieve of listed points: against all pairs compared, and against points gone through one by one, with ties, at sizes beyond one block."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dronedeal.bargaining.domains import efficient

Table = NDArray[np.int64]


def by_pairs(points: Table) -> list[int]:
    """Every point held against every other."""
    return [
        row
        for row, one in enumerate(points)
        if not ((points >= one).all(axis=1) & (points > one).any(axis=1)).any()
    ]  # fmt: skip


def one_by_one(points: Table) -> list[int]:
    """Triples gone through with the first party's best first, beside a staircase (Kung, Luccio and Preparata 1975)."""
    kept: list[int] = []
    seconds: list[int] = []
    thirds: list[int] = []
    for row in sorted(range(len(points)), key=lambda at: tuple(-points[at])):
        _, second, third = points[row].tolist()
        at = bisect_left(seconds, second)
        if at < len(seconds) and thirds[at] >= third:
            continue
        kept.append(row)
        end = at + 1 if at < len(seconds) and seconds[at] == second else at
        start = at
        while start and thirds[start - 1] <= third:
            start -= 1
        seconds[start:end], thirds[start:end] = [second], [third]
    return sorted(kept)


def drawn(seed: int, count: int, parties: int, reach: int, shape: str) -> Table:
    """Distinct points in a cube, near a plane on which what one gets others do not, or around a corner."""
    source = np.random.default_rng(seed)
    points = source.integers(-reach, reach + 1, (count, parties))
    if shape == "conflict":
        points[:, -1] = -points[:, :-1].sum(axis=1) + source.integers(0, 3, count)
    if shape == "corner":
        points = -(np.abs(points) ** 2)
    points = np.unique(points, axis=0)
    return points[source.permutation(len(points))]


@settings(max_examples=150)
@given(
    st.integers(0, 2**32), st.integers(1, 400), st.integers(1, 5), st.sampled_from((1, 4, 30, 2**55)),
    st.sampled_from(("cube", "conflict", "corner")),
)  # fmt: skip
def test_what_is_kept_is_what_no_other_is_better_than(
    seed: int, count: int, parties: int, reach: int, shape: str
) -> None:
    points = drawn(seed, count, parties, min(reach, 2**27) if shape == "corner" else reach, shape)

    kept = efficient(points)

    assert kept.tolist() == by_pairs(points)
    assert efficient(points.astype(object)).tolist() == kept.tolist()


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 2**32),
    st.integers(1_000, 9_000),
    st.sampled_from((9, 60, 10**9)),
    st.sampled_from(("cube", "conflict")),
)
def test_blocks_of_triples_give_what_going_through_them_one_by_one_gives(
    seed: int, count: int, reach: int, shape: str
) -> None:
    points = drawn(seed, count, 3, reach, shape)

    kept = efficient(points).tolist()

    assert kept == one_by_one(points)
    assert efficient(points.astype(object)).tolist() == kept
    if reach < 10**9:
        assert efficient(points.astype(np.float64)).tolist() == kept


@pytest.mark.parametrize("first", [1, -1])
def test_a_staircase_of_every_point(first: int) -> None:
    """Every point is efficient for two parties alone: staircases as long as there are points."""
    rising = np.arange(20_000)
    points = np.column_stack((first * rising, rising, -rising))

    assert efficient(points).size == rising.size


def test_no_points_and_one() -> None:
    assert efficient(np.zeros((0, 3), dtype=np.int64)).size == 0
    assert efficient(np.zeros((1, 3), dtype=np.int64)).tolist() == [0]
    assert efficient(np.array([[1], [3], [2]])).tolist() == [1]
