"""The array reading: scenarios side by side, cents out of floating point, thresholds that its noise cannot pass."""

from decimal import Decimal

import numpy as np
import pytest

from dronedeal.deal import (
    Band,
    Constant,
    Fixed,
    Learnt,
    Masked,
    Quantity,
    Reached,
    Scale,
    Tiers,
    Triangle,
    Uncertain,
    minus,
)
from dronedeal.reading import ArrayReader, FloatArray, Unsettled, array, in_cents
from dronedeal.unfolding import unfold
from tests.deals import an_open, by_year, clause, count, deal, fixed, money, times_unit_cost
from tests.reading.reader import TWO_YEARS, UNITS, YEAR, values

THREE_SCENARIOS = np.array([[8.0, 7, 0, 9], [1, 2, 3, 4], [0, 0, 0, 0]])


def read(quantity: Quantity, facts: FloatArray, **settled: object) -> FloatArray:
    return ArrayReader(YEAR, {UNITS: facts}, settled=settled).read(quantity)  # type: ignore[arg-type]


def test_every_scenario_is_read_by_itself() -> None:
    bands = (Band(above=count(0), rate=count(3)), Band(above=count(10), rate=count(2)))
    owed = Tiers(of=UNITS, bands=bands, mode="retroactive", over="term")

    together = read(owed, THREE_SCENARIOS)

    assert together.tolist() == [[float(one) for one in values(owed, *row)] for row in THREE_SCENARIOS.tolist()]


def test_one_row_of_facts_is_one_scenario() -> None:
    assert read(Scale(by=fixed(2), of=UNITS), np.array([1.0, 2, 3, 4])).tolist() == [[2, 4, 6, 8]]


def test_a_number_may_differ_between_scenarios() -> None:
    price = Fixed(number=an_open(1, 3, path="price"))

    owed = read(Scale(by=price, of=UNITS), np.array([1.0, 2, 3, 4]), price=np.array([1.0, 2.0]))

    assert owed.tolist() == [[1, 2, 3, 4], [2, 4, 6, 8]]


def test_members_of_a_series_may_differ_between_scenarios() -> None:
    spread = Triangle(low=Decimal(0), mode=Decimal(5), high=Decimal(9))
    later = Uncertain(distribution=spread, base=Decimal(5), unit="USD", path="later")
    price = by_year({"2027": money(1), "2028": later})

    at_base = ArrayReader(TWO_YEARS, {}).number(price)
    drawn = ArrayReader(TWO_YEARS, {}, settled={"later": np.array([6.0, 7.0])}).number(price)

    assert at_base.tolist() == [[1, 1, 1, 1, 5, 5, 5, 5]]
    assert drawn.tolist() == [[1, 1, 1, 1, 6, 6, 6, 6], [1, 1, 1, 1, 7, 7, 7, 7]]


def test_what_was_not_counted_was_nothing() -> None:
    assert ArrayReader(YEAR, {}).read(UNITS).tolist() == [[0, 0, 0, 0]]


@pytest.mark.parametrize("number", [an_open(1, 2), times_unit_cost(1)])
def test_an_open_number_needs_a_value(number: object) -> None:
    with pytest.raises(Unsettled):
        ArrayReader(YEAR, {}).number(number)  # type: ignore[arg-type]


@pytest.mark.parametrize(("rate", "made"), [("0.2", "0"), ("1", "100"), ("0", "100")])
def test_nothing_is_learnt_from_nothing_or_at_no_rate(rate: str, made: str) -> None:
    learnt = Learnt(per_doubling=count(rate), produced_to_date=count(made), output=count(100))

    assert ArrayReader(YEAR, {}).read(learnt).tolist() == [[1, 1, 1, 1]]


def test_lines_of_a_deal_come_by_their_paths() -> None:
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(2))

    lines = array(unfold(deal(sale)), {})

    assert {path: amounts.shape for path, amounts in lines.items()} == {
        "terms.sale/drone": (1, 4),
        "terms.sale/price": (1, 4),
    }


@pytest.mark.parametrize(
    ("amount", "cents"),
    [(0.025, 2), (0.035, 4), (-0.025, -2), (1.005, 100), (1.015, 102), (2.675, 268), (0.0250001, 3), (0.0249999, 2)],
)
def test_half_a_cent_goes_to_the_even_cent_in_spite_of_binary_fractions(amount: float, cents: int) -> None:
    assert in_cents(np.array([amount])).tolist() == [cents]


def test_large_amounts_keep_their_cents() -> None:
    assert in_cents(np.array([123_456_789.015, 999_999_999.99, -5e8])).tolist() == [
        12_345_678_902, 99_999_999_999, -50_000_000_000,
    ]  # fmt: skip


@pytest.mark.parametrize("mode", ["retroactive", "whole"])
def test_noise_alone_never_passes_a_threshold(mode: str) -> None:
    """Three times 1.1 is more than 3.3 in binary fractions; the clause says it is 3.3, which is not above it."""
    base = Scale(by=fixed("1.1"), of=UNITS)
    bands = (Band(above=count(0), rate=count(2)), Band(above=count("3.3"), rate=count(1)))
    tiers = Tiers(of=base, bands=bands, mode=mode, over="term")  # type: ignore[arg-type]
    milestone = Reached(of=base, above=count("3.3"), over="term")

    assert in_cents(read(tiers, np.array([3.0, 0, 0, 0])))[0, 0] == 660
    assert read(milestone, np.array([3.0, 1, 0, 0])).tolist() == [[0, 1, 0, 0]]


def test_a_cent_above_a_threshold_of_a_billion_passes_it() -> None:
    milestone = Reached(of=UNITS, above=count(1_000_000_000), over="term")

    assert read(milestone, np.array([1_000_000_000.0, 0.01, 0, 0])).tolist() == [[0, 1, 0, 0]]


def test_reading_changes_no_fact() -> None:
    facts = THREE_SCENARIOS.copy()

    read(minus(Masked(of=UNITS, shift=1), Constant(value=Decimal(1))), facts)

    assert facts.tolist() == THREE_SCENARIOS.tolist()
