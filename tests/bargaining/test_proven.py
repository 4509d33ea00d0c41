"""Bounds with dents: denied is what a denial denies, and no more; heights are picked mark by mark."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.bargaining.heights import greater, heights, lesser
from dronedeal.bargaining.proven import Denial, beyond_none

share = st.floats(0.01, 1.0)
place = st.tuples(share, share).map(np.array)
RANGES = np.array([40.0, 3.0])
CONVEX = np.array([[0.0, 1.0], [0.6, 0.9], [0.9, 0.5], [1.0, 0.0]]) * RANGES


@given(place, place, st.floats(0.0, 1.0), place)
def test_beyond_the_bound_is_what_one_denial_denies_or_no_mixing_reaches(
    least: np.ndarray, weights: np.ndarray, bound: float, probe: np.ndarray
) -> None:
    denial = Denial(least=least * RANGES, weights=weights / RANGES, bound=bound)
    relaxed = heights(CONVEX, RANGES)

    found = beyond_none(relaxed, [denial], RANGES)

    height, across = 0.5 * float(probe.sum()), np.array([probe[0] - probe[1]])
    denied = bool((probe >= least).all()) and float(weights @ probe) >= bound
    expected = denied or height >= relaxed.at(across)[0]
    near = min(np.abs(probe - least).min(), abs(float(weights @ probe) - bound), abs(height - relaxed.at(across)[0]))
    assert near < 1e-6 or (height >= found.at(across)[0]) == expected


@given(
    st.lists(st.tuples(share, share), min_size=2, max_size=6), st.lists(st.tuples(share, share), min_size=2, max_size=6)
)
def test_the_greater_and_the_lesser_are_so_everywhere(
    one: list[tuple[float, float]], other: list[tuple[float, float]]
) -> None:
    lines = [
        heights(np.column_stack([np.sort(np.array(line)[:, 0]), -np.sort(-np.array(line)[:, 1])]), np.ones(2))
        for line in (one, other)
    ]

    most, least = greater(*lines), lesser(*lines)

    marks = np.linspace(-2.0, 2.0, 301)
    both = np.array([line.at(marks) for line in lines])
    assert np.allclose(most.at(marks), both.max(axis=0), atol=1e-9)
    assert np.allclose(least.at(marks), both.min(axis=0), atol=1e-9)


def test_gains_are_seen_back_from_their_heights() -> None:
    assert np.allclose(heights(CONVEX, RANGES).gains(RANGES)[1:-1], CONVEX)
