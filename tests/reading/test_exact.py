"""Every kind of quantity in the exact reading, with values checked by hand; what cannot be read; the one rounding."""

from dataclasses import replace
from decimal import ROUND_UP, Decimal, localcontext
from typing import Any

import pytest

from dronedeal.deal import (
    Balance,
    Band,
    Constant,
    Drawn,
    Fixed,
    Learnt,
    Least,
    Left,
    Masked,
    Most,
    Number,
    Over,
    Quantity,
    Reached,
    Running,
    Scale,
    Sum,
    Tiers,
    Total,
    Uncertain,
    Uniform,
    minus,
    shifted,
)
from dronedeal.reading import ExactReader, Unsettled, exact, rounded
from dronedeal.unfolding import unfold
from tests.deals import (
    an_open,
    by_quarter,
    by_year,
    clause,
    count,
    deal,
    fixed,
    money,
    numbers,
    share,
    times_unit_cost,
)
from tests.reading.reader import FROM_JULY, OTHER, TWO_YEARS, UNITS, YEAR, values

FIVE = Constant(value=Decimal(5))
YES, NO = True, False


def tiered(mode: Any, over: Over = "term", of: Quantity = UNITS) -> Tiers:
    """Money a unit: 3 up to 10 units, 2 up to 20, 1 above."""
    steps = ((0, 3), (10, 2), (20, 1))
    bands = tuple(Band(above=count(above), rate=count(rate)) for above, rate in steps)
    return Tiers(of=of, bands=bands, mode=mode, over=over)


def balance(*, later: bool = False, keeps: int | None = None, added: Quantity = UNITS) -> Balance:
    return Balance(name="balance", added=added, wanted=OTHER, later=later, keeps=keeps)


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (FIVE, [5, 5, 5, 5]),
        (UNITS, [8, 7, 0, 9]),
        (Fixed(number=by_quarter({"2027-Q2": count(2), "2027-Q4": count(3)})), [2, 2, 2, 3]),
        (Sum(parts=(UNITS, FIVE, UNITS)), [21, 19, 5, 23]),
        (Sum(parts=(UNITS,)), [8, 7, 0, 9]),
        (Scale(by=fixed("0.5"), of=UNITS), [4, Decimal("3.5"), 0, Decimal("4.5")]),
        (Least(parts=(UNITS, FIVE)), [5, 5, 0, 5]),
        (Least(parts=(UNITS, FIVE, fixed(4))), [4, 4, 0, 4]),
        (Most(parts=(UNITS, FIVE)), [8, 7, 5, 9]),
        (minus(UNITS, FIVE), [3, 2, -5, 4]),
        (Running(of=UNITS, over="term"), [8, 15, 15, 24]),
        (Running(of=UNITS, over="period"), [8, 7, 0, 9]),
        (Total(of=UNITS, over="year"), [0, 0, 0, 24]),
        (Total(of=UNITS, over="period"), [8, 7, 0, 9]),
        (Masked(of=UNITS, mask=(NO, YES, YES, NO)), [0, 7, 0, 0]),
        (Masked(of=UNITS, mask=(YES, YES, NO, YES), shift=1), [0, 8, 0, 0]),
        (shifted(UNITS, 1), [0, 8, 7, 0]),
        (shifted(UNITS, -2), [0, 9, 0, 0]),
        (shifted(UNITS, 9), [0, 0, 0, 0]),
        (shifted(UNITS, 0), [8, 7, 0, 9]),
    ],
)
def test_plain_kinds(quantity: Quantity, expected: list[Any]) -> None:
    assert values(quantity, 8, 7, 0, 9) == expected


@pytest.mark.parametrize(
    ("over", "running", "total"),
    [
        ("year", [1, 2, 3, 4, 1, 2, 3, 4], [0, 0, 0, 4, 0, 0, 0, 4]),
        ("calendar_year", [1, 2, 1, 2, 3, 4, 1, 2], [0, 2, 0, 0, 0, 4, 0, 2]),
        ("term", [1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 0, 0, 0, 0, 8]),
    ],
)
def test_a_contract_year_begins_with_the_horizon_and_a_calendar_year_in_january(
    over: Over, running: list[int], total: list[int]
) -> None:
    one = Constant(value=Decimal(1))

    assert values(Running(of=one, over=over), horizon=FROM_JULY) == running
    assert values(Total(of=one, over=over), horizon=FROM_JULY) == total


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        # 8 units; 15 in all; 15; 24
        ("marginal", [24, 6 + 10, 0, 10 + 4]),
        ("retroactive", [24, 30 - 24, 0, 24 - 30]),
        ("whole", [24, 14, 0, 9]),
    ],
)
def test_tiers_rate_each_slice_or_everything_or_the_quarter(mode: Any, expected: list[int]) -> None:
    assert values(tiered(mode), 8, 7, 0, 9) == expected


@pytest.mark.parametrize(("mode", "expected"), [("marginal", 30), ("retroactive", 30), ("whole", 30)])
def test_a_threshold_itself_still_pays_the_rate_below(mode: Any, expected: int) -> None:
    assert values(tiered(mode), 10)[0] == expected


def test_tiers_begin_anew_with_what_they_accumulate_over() -> None:
    year_by_year = values(tiered("marginal", "year"), 8, 7, 0, 9, 8, horizon=TWO_YEARS)
    quarter_by_quarter = values(tiered("retroactive", "period"), 8, 11, 21, horizon=TWO_YEARS)

    assert year_by_year[:5] == [24, 16, 0, 14, 24]
    assert quarter_by_quarter[:3] == [24, 22, 21]


def test_a_rate_that_changes_rates_each_quarter_at_its_own() -> None:
    rates = by_quarter({"2027-Q1": share("0.05"), "2027-Q3": share("0.04")})
    one_band = Tiers(of=UNITS, bands=(Band(above=count(0), rate=rates),), mode="marginal", over="term")

    assert values(one_band, 100, 100, 100, 100) == [5, 5, 4, 4]


@pytest.mark.parametrize(
    ("one", "drawn", "left"),
    [
        # added 10, 0, 5, 5 and wanted 4, 3, 9, 0
        (balance(), [4, 3, 8, 0], [6, 3, 0, 5]),
        (balance(later=True), [0, 3, 7, 0], [10, 7, 5, 10]),
        (balance(keeps=1), [4, 3, 5, 0], [6, 3, 0, 5]),
        (balance(keeps=0), [4, 0, 5, 0], [6, 0, 0, 5]),
        (balance(later=True, keeps=1), [0, 3, 0, 0], [10, 7, 5, 10]),
    ],
)
def test_a_balance_draws_what_is_there_and_carries_the_rest(one: Balance, drawn: list[int], left: list[int]) -> None:
    facts = ((10, 0, 5, 5), (4, 3, 9, 0))

    assert values(Drawn(balance=one), *facts[0], other=facts[1]) == drawn
    assert values(Left(balance=one), *facts[0], other=facts[1]) == left


def test_a_balance_forgets_the_oldest_first_and_draws_it_first() -> None:
    kept_two = balance(keeps=2)

    drawn = values(Drawn(balance=kept_two), 5, 5, 0, 0, 0, horizon=TWO_YEARS, other=(0, 2, 0, 9, 0))
    left = values(Left(balance=kept_two), 5, 5, 0, 0, 0, horizon=TWO_YEARS, other=(0, 2, 0, 9, 0))

    assert drawn[:5] == [0, 2, 0, 5, 0]
    assert left[:5] == [5, 8, 8, 0, 0]


def test_a_milestone_counts_in_the_quarter_that_passes_it_and_once_in_each_year() -> None:
    over_the_term = Reached(of=UNITS, above=count(10), over="term")
    over_the_year = Reached(of=UNITS, above=count(10), over="year")
    units = (8, 2, 1, 40, 11, 0, 0, 0)

    assert values(over_the_term, *units, horizon=TWO_YEARS) == [0, 0, 1, 0, 0, 0, 0, 0]
    assert values(over_the_year, *units, horizon=TWO_YEARS) == [0, 0, 1, 0, 1, 0, 0, 0]


def test_unit_cost_falls_by_its_rate_with_each_doubling_of_output() -> None:
    learnt = Learnt(per_doubling=share("0.2"), produced_to_date=count(100), output=count(100))

    factors = values(learnt)

    assert [round(factor, 6) for factor in factors] == [1, Decimal("0.8"), Decimal("0.702104"), Decimal("0.64")]


@pytest.mark.parametrize(("rate", "made"), [("0.2", "0"), ("1", "100"), ("0", "100")])
def test_nothing_is_learnt_from_nothing_or_at_no_rate(rate: str, made: str) -> None:
    learnt = Learnt(per_doubling=share(rate), produced_to_date=count(made), output=count(100))

    assert values(learnt) == [1, 1, 1, 1]


def test_what_was_not_counted_was_nothing() -> None:
    assert list(ExactReader(YEAR, {}).read(UNITS)) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "number", [an_open(1, 2), by_year({"2027": an_open(1, 2)}), times_unit_cost(1), Uncertain(
        distribution=Uniform(low=Decimal(1), high=Decimal(3)), base=Decimal(2), unit="USD", path="uncertain"
    )],
)  # fmt: skip
def test_only_settled_numbers_are_owed(number: Number) -> None:
    with pytest.raises(Unsettled) as raised:
        ExactReader(YEAR, {}).read(Fixed(number=number))

    assert raised.value.number.path in str(raised.value)


def test_an_uncertain_number_is_read_at_its_base_when_asked() -> None:
    spread = Uniform(low=Decimal(1), high=Decimal(3))
    number = Uncertain(distribution=spread, base=Decimal(2), unit="USD", path="uncertain")

    read = ExactReader(YEAR, {}, at_base=True).read(Fixed(number=number))

    assert list(read) == [2, 2, 2, 2]


def test_a_settled_value_wins_over_whatever_kind_the_number_is() -> None:
    reader = ExactReader(YEAR, {}, settled={"open": Decimal(7), "agreed": Decimal(8)})

    assert reader.read(Fixed(number=an_open(1, 2)))[0] == 7
    assert reader.read(Fixed(number=money(5, path="agreed")))[0] == 8


@pytest.mark.parametrize(
    ("amount", "cents"), [("0.025", "0.02"), ("0.035", "0.04"), ("-0.025", "-0.02"), ("1.0049999", "1.00")]
)
def test_half_a_cent_goes_to_the_even_cent(amount: str, cents: str) -> None:
    assert str(rounded(Decimal(amount))) == cents


def test_money_is_rounded_once_a_line_and_goods_are_not() -> None:
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money("0.333"))
    unfolded = unfold(deal(sale))
    counted = replace(UNITS, systems=("drone/standard",), to="buyer")

    read = exact(unfolded, {counted: numbers("1.5", "3.015")})

    assert [str(value) for value in read["terms.sale/price"]] == ["0.50", "1.00", "0.00", "0.00"]
    assert read["terms.sale/drone"] == (Decimal("1.5"), Decimal("3.015"), 0, 0)


def test_a_quantity_that_is_not_moved_stays_the_same_object() -> None:
    assert shifted(UNITS, 0) is UNITS
    assert shifted(UNITS, 2) == Masked(of=UNITS, shift=2)


def test_numbers_take_the_values_they_were_settled_at_and_their_base_only_where_asked_for() -> None:
    price = Uncertain(unit="USD", path="price", distribution=Uniform(low=Decimal(1), high=Decimal(3)), base=Decimal(2))
    unfolded = unfold(deal(clause("sum", "compensation", payer="buyer", payee="maker", amount=price, what="a sum")))

    assert exact(unfolded, {}, settled={"price": Decimal(7)})["terms.sum/amount"][0] == 7
    assert exact(unfolded, {}, at_base=True)["terms.sum/amount"][0] == 2
    with pytest.raises(Unsettled):
        exact(unfolded, {})


def test_rounding_does_not_hang_on_the_context_it_is_called_in() -> None:
    with localcontext(rounding=ROUND_UP):
        assert rounded(Decimal("2.345")) == Decimal("2.34")


def test_learning_counts_from_the_very_first_unit() -> None:
    learnt = Learnt(per_doubling=share("0.5"), produced_to_date=count(1), output=count(1))

    assert [round(one, 9) for one in values(learnt)[:2]] == [1, Decimal("0.5")]


def test_a_balance_that_is_empty_gives_figures_like_any_other() -> None:
    balance = Balance(name="credit", added=FIVE, wanted=FIVE, later=True)

    drawn = values(Drawn(balance=balance))

    assert [(type(one), one) for one in drawn[:2]] == [(Decimal, 0), (Decimal, 5)]


def test_products_keep_sixty_digits() -> None:
    long = Decimal("1.00000000000000000000000000001")

    assert values(Scale(by=Constant(value=long), of=Constant(value=long)))[0] == Decimal(
        "1.0000000000000000000000000000200000000000000000000000000001"
    )
