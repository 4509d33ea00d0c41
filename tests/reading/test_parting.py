"""Whole units are shared without a unit made or lost, and alike in both readings that round."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dronedeal.deal import Fixed, Part, Quotient, Running, Scale, Started, minus, shifted
from dronedeal.reading import Unchainable, parted, parted_many
from dronedeal.solving import Program
from tests.deals import by_quarter, count, fixed
from tests.laws.program import reader_of
from tests.reading.reader import OTHER, UNITS, YEAR, cents, values

WEIGHTS = st.lists(st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (7, ("50.5", "25.3", "24.2"), (3, 2, 2)),
        (32_000_000, ("6", "5"), (17_454_545, 14_545_455)),
        (1, ("1", "1", "1"), (1, 0, 0)),
        (-7, ("50.5", "25.3", "24.2"), (-3, -2, -2)),
        (5, ("0", "0"), (0, 0)),
    ],
)
def test_r17_the_largest_remainders_take_what_is_left_over(
    total: int, weights: tuple[str, ...], parts: tuple[int, ...]
) -> None:
    assert parted(total, [Decimal(weight) for weight in weights]) == parts


@given(total=st.integers(-(10**9), 10**9), weights=WEIGHTS)
def test_r17_parts_sum_to_the_whole_and_lie_within_a_unit_of_their_shares(total: int, weights: list[Decimal]) -> None:
    assume(any(weights))

    parts = parted(total, weights)

    assert sum(parts) == total
    whole = sum(map(Fraction, weights))
    assert all(abs(part - total * Fraction(weight) / whole) < 1 for part, weight in zip(parts, weights, strict=True))


@given(total=st.integers(-(10**9), 10**9), weights=WEIGHTS)
def test_r17_many_totals_at_once_are_shared_like_each_alone(total: int, weights: list[Decimal]) -> None:
    many = parted_many(np.array([total]), np.array([[float(weight)] for weight in weights]))

    assert tuple(many[:, 0]) == parted(total, weights)


def test_g6_an_indivisible_share_of_output_is_rounded_to_date() -> None:
    to_date = Part(of=Running(of=UNITS, over="term"), weights=(fixed("0.6"), fixed("0.4")), at=0, unit=Decimal(1))

    assert values(minus(to_date, shifted(to_date, 1)), 1003, 1003, 1003)[:3] == [602, 602, 601]


def test_spans_that_have_begun_are_counted_whole() -> None:
    assert values(Started(of=UNITS, each=Decimal(7)), 0, 14, 15, 47) == [0, 2, 3, 7]


def test_nothing_is_what_a_division_by_nothing_gives() -> None:
    by = by_quarter({"2027-Q1": count(3), "2027-Q2": count(0)})

    assert cents(Quotient(of=UNITS, by=Fixed(number=by)), 10, 10) == ["3.33", "0.00", "0.00", "0.00"]


def test_a_third_thrice_is_a_tie_where_the_whole_is_one() -> None:
    third = Quotient(of=UNITS, by=fixed(3))

    assert cents(Scale(by=fixed("0.015"), of=third), 1, 3, 5, 9) == ["0.00", "0.02", "0.02", "0.04"]


@pytest.mark.parametrize(
    "quantity",
    [
        Quotient(of=UNITS, by=OTHER),
        Started(of=UNITS, each=Decimal(7)),
        Part(of=UNITS, weights=(OTHER, UNITS), at=0),
    ],
)
def test_what_turns_on_the_plan_twice_over_cannot_be_planned(quantity: object) -> None:
    reader = reader_of(YEAR, Program(), {UNITS: (Decimal(1),) * 4, OTHER: (Decimal(1),) * 4})

    with pytest.raises(Unchainable):
        reader.read(quantity)  # type: ignore[arg-type]


def test_a_plan_takes_the_plain_share() -> None:
    reader = reader_of(YEAR, Program(), {UNITS: (Decimal(7),) * 4})

    share = reader.read(Part(of=UNITS, weights=(fixed("0.5"), fixed("0.5")), at=1))

    assert share.coefficients.tolist() == [0.5] * 4
