"""The linear reading: what it refuses, what needs no column, and what stays known. Its amounts are law 1's."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from dronedeal.deal import (
    Balance,
    Band,
    Constant,
    Counted,
    Drawn,
    Fixed,
    Least,
    Most,
    Open,
    Place,
    Quantity,
    Quotient,
    Reached,
    Running,
    Scale,
    Sum,
    Tiers,
    minus,
)
from dronedeal.reading import Affine, Boundless, FloatVector, LinearReader, Unchainable, of_columns
from dronedeal.solving import Program
from tests.deals import an_open, by_quarter, by_year, count, fixed, times_unit_cost
from tests.reading.reader import OTHER, TWO_YEARS, UNITS, YEAR

HERE = Place("deal.yaml", 7, 3)
NOTHING = Constant(value=Decimal(0))


def reader_of(program: Program, most: float = 10.0) -> LinearReader:
    """Two counted things may take any value up to the most; anything else was not counted."""

    ends: tuple[FloatVector, FloatVector] = (np.zeros(4), np.full(4, most))
    facts = {one: of_columns(program.columns(4, lower=ends[0], upper=ends[1]), *ends) for one in (UNITS, OTHER)}
    return LinearReader(YEAR, program, facts)


def read(quantity: Quantity, most: float = 10.0) -> Affine:
    return reader_of(Program(), most).read(quantity)


def tiers(above: Any = None, *, mode: str = "marginal", of: Quantity = UNITS, over: Any = "term") -> Tiers:
    bands = (Band(above=count(0), rate=count(2)), Band(above=above or count(5), rate=count(1)))
    return Tiers(of=of, bands=bands, mode=mode, over=over, place=HERE)  # type: ignore[arg-type]


def forgetting() -> Balance:
    return Balance(name="forgets", added=UNITS, wanted=OTHER, keeps=2, place=HERE)


MOVING = by_quarter({"2027-Q1": count(5), "2027-Q3": count(6)})


@pytest.mark.parametrize(
    "quantity",
    [
        Scale(by=UNITS, of=OTHER, place=HERE),
        Scale(by=Most(parts=(UNITS, fixed(5))), of=UNITS, place=HERE),
        Quotient(of=UNITS, by=OTHER, place=HERE),
        Quotient(of=UNITS, by=Fixed(number=an_open(0, 5)), place=HERE),
        tiers(an_open(1, 5)),
        tiers(MOVING),
        tiers(mode="whole", of=minus(UNITS, OTHER)),
        Reached(of=UNITS, above=an_open(1, 5), over="term", place=HERE),
        Reached(of=UNITS, above=MOVING, over="term", place=HERE),
    ],
)
def test_what_no_linear_program_says_is_refused_at_its_place(quantity: Quantity) -> None:
    with pytest.raises(Unchainable) as raised:
        read(quantity)

    assert raised.value.place == HERE
    assert str(HERE) in str(raised.value)


def test_a_product_that_was_not_taken_apart_is_refused() -> None:
    open_factor = times_unit_cost(1)
    open_factor = type(open_factor)(factor=an_open(1, 2), times="unit_cost", unit="USD", place=HERE)

    with pytest.raises(Unchainable):
        read(Fixed(number=open_factor))


@pytest.mark.parametrize(
    "quantity",
    [
        Scale(by=Fixed(number=an_open(0, 5)), of=UNITS, place=HERE),
        tiers(),
        tiers(mode="retroactive"),
        Reached(of=UNITS, above=count(5), over="term", place=HERE),
        Drawn(balance=Balance(name="balance", added=fixed(5), wanted=UNITS, place=HERE)),
        Drawn(balance=Balance(name="balance", added=UNITS, wanted=fixed(5), place=HERE)),
        Drawn(balance=forgetting()),
        Quotient(of=UNITS, by=Fixed(number=an_open(1, 5)), place=HERE),
    ],
)
def test_a_kink_in_what_nothing_bounds_is_refused_at_its_place(quantity: Quantity) -> None:
    with pytest.raises(Boundless) as raised:
        read(quantity, most=np.inf)

    assert raised.value.place == HERE


@pytest.mark.parametrize("quantity", [Least(parts=(UNITS, fixed(5))), Most(parts=(UNITS, fixed(5)))])
def test_the_lesser_or_greater_of_what_nothing_bounds_is_refused(quantity: Quantity) -> None:
    with pytest.raises(Boundless):
        read(quantity, most=np.inf)


def test_what_has_no_kink_may_be_unbounded() -> None:
    expression = read(Running(of=Sum(parts=(UNITS, OTHER)), over="term"), most=np.inf)

    assert expression.at(np.ones(8)).tolist() == [2, 4, 6, 8]


@pytest.mark.parametrize(
    ("quantity", "binaries"),
    [
        (Least(parts=(UNITS, fixed(10))), 0),
        (Least(parts=(UNITS, fixed(9))), 4),
        (Most(parts=(NOTHING, UNITS)), 0),
        (Most(parts=(NOTHING, minus(UNITS, OTHER))), 4),
        (Scale(by=Least(parts=(Fixed(number=MOVING), fixed("5.5"))), of=UNITS), 0),
        (tiers(), 4),
        (tiers(mode="whole"), 8),
    ],
)
def test_binaries_are_made_only_where_neither_side_always_wins(quantity: Quantity, binaries: int) -> None:
    program = Program()

    reader_of(program).read(quantity)

    assert program.integer_count == binaries


def test_the_lesser_of_two_known_rates_stays_known() -> None:
    rate = Least(parts=(Fixed(number=MOVING), fixed("5.5")))

    assert read(rate).is_known
    assert read(rate).constant.tolist() == [5, 5, 5.5, 5.5]


def test_what_planning_does_not_count_is_nothing() -> None:
    late = Counted(thing=UNITS.thing, subject="nobody counts this")

    assert read(late).constant.tolist() == [0, 0, 0, 0]


def test_the_same_quantity_is_built_once() -> None:
    program, kinked = Program(), Most(parts=(UNITS, fixed(5)))
    reader = reader_of(program)

    first = reader.read(kinked)
    columns = program.column_count
    again = reader.read(Sum(parts=(kinked, kinked)))

    assert program.column_count == columns
    assert again.coefficients.size == 2 * first.coefficients.size


def test_a_yes_or_no_number_is_a_binary() -> None:
    program = Program()
    takes = Open(low=Decimal(0), high=Decimal(1), choices=(Decimal(0), Decimal(1)), unit="count", path="takes")

    reader_of(program).read(Fixed(number=takes))

    assert program.integer_count == 1


def test_open_members_of_a_series_hold_in_their_own_quarters() -> None:
    program = Program()
    first, second = an_open(1, 2, path="first"), an_open(3, 4, path="second")
    reader = LinearReader(TWO_YEARS, program, {})

    expression = reader.read(Fixed(number=by_year({"2027": first, "2028": second})))

    assert expression.at(np.array([1.5, 3.5])).tolist() == [1.5] * 4 + [3.5] * 4
    assert (expression.low.tolist(), expression.high.tolist()) == ([1.0] * 4 + [3.0] * 4, [2.0] * 4 + [4.0] * 4)


def test_columns_and_rows_carry_the_tag_of_their_place() -> None:
    program = Program()
    reader = LinearReader(YEAR, program, reader_of(program)._facts, tag=lambda place: place.line)

    reader.read(tiers())

    assert set(program.row_tags.tolist()) == {HERE.line}
