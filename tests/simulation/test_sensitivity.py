"""Shares of variance, against the one function everybody knows them of."""

import numpy as np
import pytest

from dronedeal.simulation import BLOCK, Draws, likely, sobol_indices
from tests.simulation.test_draws import draws


def ishigami(shares: np.ndarray) -> np.ndarray:
    """sin x1 + 7 sin2 x2 + 0.1 x3^4 sin x1 on [-pi, pi]^3 (Ishigami and Homma 1990)."""
    first, second, third = (2.0 * shares[:, :3].T - 1.0) * np.pi
    return np.asarray(np.sin(first) + 7.0 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first))


def samples(one: Draws) -> tuple[np.ndarray, np.ndarray]:
    return one.block(0), one.block(0, other=True)


def test_indices_of_the_ishigami_function_are_the_known_ones() -> None:
    """First 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437 (Saltelli and others 2008)."""
    first, second = (
        np.concatenate(parts) for parts in zip(*(samples(draws(4, seed=seed)) for seed in range(8)), strict=True)
    )
    found = sobol_indices(
        lambda many: [np.stack([ishigami(one), np.full(len(one), 3.0)]) for one in many],
        first,
        second,
        (0, 1, 2, 3),
        list("abcd"),
        1,
    )

    by_name = {one.number: one for one in found[0]}
    for name, known in {"a": (0.3139, 0.5576), "b": (0.4424, 0.4424), "c": (0.0, 0.2437), "d": (0.0, 0.0)}.items():
        assert by_name[name].first == pytest.approx(known[0], abs=0.03), name
        assert by_name[name].total == pytest.approx(known[1], abs=0.03), name
        assert by_name[name].first_interval[0] - 0.02 <= known[0] <= by_name[name].first_interval[1] + 0.02
    assert found[1] == ()  # what does not vary has no drivers


def test_what_results_go_with_most_comes_first() -> None:
    shares = draws(5).block(0)

    assert likely(shares, 3.0 * shares[:, 2] - shares[:, 4] ** 3, 2) == [2, 4]


def test_equal_seeds_give_equal_intervals() -> None:
    one, other = samples(draws(3))
    first, second = (
        sobol_indices(lambda many: [ishigami(each)[None] for each in many], one, other, (0, 1), ["a", "b"], 5)
        for _ in range(2)
    )

    assert first == second
    assert one.shape[0] == BLOCK
