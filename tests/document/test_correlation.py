"""Stated rank correlations: what follows from them, and what cannot be."""

from decimal import Decimal

import numpy as np
import pytest

from dronedeal.deal.number import Uncertain, Uniform
from dronedeal.document import Together, correlated


def numbers(**said: dict[str, float]) -> dict[str, Uncertain]:
    return {
        path: Uncertain(
            unit="count", path=path, base=Decimal("0.5"), distribution=Uniform(low=Decimal(0), high=Decimal(1)),
            correlates=tuple((other, Decimal(str(value))) for other, value in pairs.items()),
        )
        for path, pairs in said.items()
    }  # fmt: skip


def matrix(one: Together) -> np.ndarray:
    return np.asarray(one.root @ one.root.T)


def normal(rank: float) -> float:
    return 2.0 * np.sin(np.pi * rank / 6.0)


def test_numbers_that_share_a_factor_hang_together_as_much_as_both_hang_on_it() -> None:
    """A star: nothing is stated of b and c, so they are correlated by way of a alone."""
    (one,), findings = correlated(numbers(a={}, b={"a": 0.8}, c={"a": 0.5}, d={}))

    assert findings == ()
    assert one.paths == ("a", "b", "c")
    assert matrix(one)[0, 1] == pytest.approx(normal(0.8), abs=1e-8)
    assert matrix(one)[1, 2] == pytest.approx(normal(0.8) * normal(0.5), abs=1e-8)


def test_a_circle_of_pairs_keeps_every_stated_one() -> None:
    (one,), findings = correlated(numbers(a={"b": 0.6}, b={"c": 0.5}, c={"d": -0.4}, d={"a": 0.1}))

    assert findings == ()
    for (row, column), rank in {(0, 1): 0.6, (1, 2): 0.5, (2, 3): -0.4, (0, 3): 0.1}.items():
        assert matrix(one)[row, column] == pytest.approx(normal(rank), abs=1e-8)
    assert np.linalg.eigvalsh(matrix(one)).min() > 0.0


def test_many_numbers_on_one_factor_can_be() -> None:
    """Twelve at 0.8 to a thirteenth: with nought between themselves there would be no such matrix."""
    (one,), findings = correlated(numbers(hub={}, **{f"n{index}": {"hub": 0.8} for index in range(12)}))

    assert findings == ()
    assert len(one.paths) == 13


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"a": {"b": 0.9}, "b": {"c": 0.9}, "c": {"a": -0.9}}, "no 3 numbers can be correlated as the 3 pairs"),
        ({"a": {"a": 0.5}}, "a correlates with itself"),
        ({"a": {"b": 0.5}, "b": {"a": 0.4}}, "b correlates with a in two ways"),
        ({"a": {"b": 1.0}, "b": {}}, "no 2 numbers can be correlated as the 1 pairs"),
    ],
)
def test_what_cannot_be_is_found(said: dict[str, dict[str, float]], message: str) -> None:
    _, (finding,) = correlated(numbers(**said))

    assert finding.code == "D522"
    assert message in finding.message


def test_what_is_stated_twice_alike_is_stated_once() -> None:
    groups, findings = correlated(numbers(a={"b": 0.5}, b={"a": 0.5}))

    assert findings == ()
    assert len(groups) == 1


def test_a_correlation_with_what_is_not_drawn_means_nothing() -> None:
    assert correlated(numbers(a={"parties.home.tax": 0.5})) == ((), ())
