"""Law 1: what was counted is worth the same to the exact, the array and the linear reading."""

from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.reading import ArrayReader, ExactReader, in_cents, rounded
from tests.laws.program import both_ends
from tests.strategies import Case, cases

HALF_A_CENT = 0.005


def in_exact(case: Case) -> tuple[Decimal, ...]:
    return ExactReader(case.horizon, case.facts, at_base=True).read(case.quantity)


@given(case=cases(depth=3))
@settings(max_examples=150)
def test_the_array_reading_gives_the_same_cents(case: Case) -> None:
    facts = {counted: np.array(values, dtype=np.float64) for counted, values in case.facts.items()}

    array = ArrayReader(case.horizon, facts).read(case.quantity)

    assert in_cents(array)[0].tolist() == [int(100 * rounded(value)) for value in in_exact(case)]


@given(case=cases(depth=3, forgets=False), weights=st.lists(st.floats(0.5, 1.5), min_size=8, max_size=8), signs=st.integers(0, 255))
@settings(max_examples=80)
def test_the_linear_reading_leaves_no_room_above_or_below(case: Case, weights: list[float], signs: int) -> None:
    """With every fact fixed, neither greed nor thrift moves a payment: kinks are exact in both directions."""
    exact = np.array(in_exact(case), dtype=np.float64)
    toward = np.array([weight if signs >> bit & 1 else -weight for bit, weight in enumerate(weights)])

    lowest, highest = both_ends(case, toward)

    np.testing.assert_allclose(lowest, exact, rtol=0, atol=HALF_A_CENT)
    np.testing.assert_allclose(highest, exact, rtol=0, atol=HALF_A_CENT)
