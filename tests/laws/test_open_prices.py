"""An open price times a planned quantity: exact where the price stands at an end, never shut out in between."""

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.deal import Counted, Fixed, Horizon, Open, Quantity, Quotient, Scale, Thing
from dronedeal.reading import Affine, Decimals, LinearReader
from dronedeal.solving import Program, solve
from tests.deals import START
from tests.laws.program import ends_of, reader_of
from tests.strategies import PERIODS, UNITS, hundredths

NOISE = 1e-5
HORIZON = Horizon(start=START, years=PERIODS // 4)
SOLD = Counted(thing=Thing.UNITS_DELIVERED, subject="sale")
SHARES = st.floats(0.0, 1.0)
"""Where in its range a number stands."""


@st.composite
def ranges(draw: st.DrawFn, path: str, most: int) -> Open:
    low, high = sorted((draw(hundredths(0, most)), draw(hundredths(0, most))))
    return Open(low=low, high=high, unit="USD", path=path)


PRICES, ROYALTIES = ranges("price", 30), ranges("royalty", 1)


def read(quantity: Quantity, units: Decimals) -> tuple[Program, LinearReader, Affine]:
    program = Program()
    reader = reader_of(HORIZON, program, {SOLD: units})
    return program, reader, reader.read(quantity)


def stands(program: Program, reader: LinearReader, one: Open, where: float) -> float:
    """Put an open number somewhere in its range."""
    value = float(one.low) + where * float(one.high - one.low)
    program.set_bounds(np.array([reader.opened[one.path][1]]), value, value)
    return value


@given(price=PRICES, units=UNITS, end=st.sampled_from((0.0, 1.0)), seed=st.integers(0, 99))
def test_at_an_end_of_its_range_a_price_pays_price_times_units(
    price: Open, units: Decimals, end: float, seed: int
) -> None:
    program, reader, payment = read(Scale(by=Fixed(number=price), of=SOLD), units)
    value = stands(program, reader, price, end)

    [lowest], [highest] = ends_of(program, [payment], np.random.default_rng(seed))

    expected = [value * float(one) for one in units]
    np.testing.assert_allclose(lowest, expected, rtol=0, atol=NOISE)
    np.testing.assert_allclose(highest, expected, rtol=0, atol=NOISE)


@given(
    rate=ranges("rate", 30).filter(lambda rate: rate.low > 0),
    units=UNITS,
    end=st.sampled_from((0.0, 1.0)),
    seed=st.integers(0, 99),
)
def test_at_an_end_of_its_range_an_open_number_divides(rate: Open, units: Decimals, end: float, seed: int) -> None:
    program, reader, share = read(Quotient(of=SOLD, by=Fixed(number=rate)), units)
    value = stands(program, reader, rate, end)

    [lowest], [highest] = ends_of(program, [share], np.random.default_rng(seed))

    expected = [float(one) / value for one in units]
    np.testing.assert_allclose(lowest, expected, rtol=1e-6, atol=NOISE)
    np.testing.assert_allclose(highest, expected, rtol=1e-6, atol=NOISE)


@given(rate=ranges("rate", 30).filter(lambda rate: rate.low > 0), units=UNITS, where=SHARES)
def test_what_an_open_number_divides_is_never_shut_out(rate: Open, units: Decimals, where: float) -> None:
    program, reader, share = read(Quotient(of=SOLD, by=Fixed(number=rate)), units)
    value = stands(program, reader, rate, where)

    true = np.array([float(one) / value for one in units])

    program.set_bounds(share.columns, true - NOISE, true + NOISE)

    assert solve(program).status == "optimal"


@given(price=PRICES, royalty=ROYALTIES, units=UNITS, ends=st.tuples(st.booleans(), st.booleans()))
def test_at_the_ends_of_both_a_royalty_on_an_open_price_is_exact(
    price: Open, royalty: Open, units: Decimals, ends: tuple[bool, bool]
) -> None:
    sales = Scale(by=Fixed(number=price), of=SOLD)
    program, reader, payment = read(Scale(by=Fixed(number=royalty), of=sales), units)
    factor = stands(program, reader, price, float(ends[0])) * stands(program, reader, royalty, float(ends[1]))

    [lowest], [highest] = ends_of(program, [payment], np.random.default_rng(0))

    expected = [factor * float(one) for one in units]
    np.testing.assert_allclose(lowest, expected, rtol=0, atol=NOISE)
    np.testing.assert_allclose(highest, expected, rtol=0, atol=NOISE)


@given(price=PRICES, royalty=ROYALTIES, units=UNITS, where=st.tuples(SHARES, SHARES))
def test_between_the_ends_the_true_payment_is_never_shut_out(
    price: Open, royalty: Open, units: Decimals, where: tuple[float, float]
) -> None:
    sales = Scale(by=Fixed(number=price), of=SOLD)
    program, reader, payment = read(Scale(by=Fixed(number=royalty), of=sales), units)
    factor = stands(program, reader, price, where[0]) * stands(program, reader, royalty, where[1])
    true = np.array([factor * float(one) for one in units])

    program.set_bounds(payment.columns, true - NOISE, true + NOISE)

    assert solve(program).status == "optimal"


@given(price=PRICES, units=UNITS, where=SHARES)
def test_a_settled_price_needs_no_column(price: Open, units: Decimals, where: float) -> None:
    value = float(price.low) + where * float(price.high - price.low)
    program = Program()
    reader = reader_of(HORIZON, program, {SOLD: units}, {price.path: value})
    before = program.column_count

    payment = reader.read(Scale(by=Fixed(number=price), of=SOLD))

    assert (program.column_count, program.row_count, reader.opened) == (before, 0, {})
    counted = np.array([float(one) for one in units])
    np.testing.assert_allclose(payment.at(counted), value * counted)


def test_one_price_for_two_quantities_is_one_column() -> None:
    price = Open(low=Decimal(1), high=Decimal(2), unit="USD", path="price")
    other = Counted(thing=Thing.UNITS_DELIVERED, subject="other")
    program = Program()
    ten = (Decimal(10),) * PERIODS
    reader = reader_of(HORIZON, program, {SOLD: ten, other: ten})

    for counted in (SOLD, other):
        reader.read(Scale(by=Fixed(number=price), of=counted))

    assert len(reader.opened) == 1
    assert program.column_count == 2 * PERIODS + 1 + 2 * PERIODS
