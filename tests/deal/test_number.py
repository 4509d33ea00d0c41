"""Numbers say what kind they are; a series or a product is as unsettled as what is in it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dronedeal.deal import (
    Agreed,
    Disputed,
    Kind,
    Number,
    Open,
    Place,
    Product,
    SourceReading,
    Uncertain,
    Uniform,
    agreed,
    base_of,
    is_fixed,
    kind_of,
    parts_of,
    settle,
)
from tests.deals import an_open, by_year, count, times_unit_cost

HERE = Place("deal.yaml", 3, 9)
UNCERTAIN = Uncertain(
    distribution=Uniform(low=Decimal(1), high=Decimal(3)),
    base=Decimal("1.5"),
    unit="USD",
    path="guess",
    claims=("F001",),
)
DISPUTED = Disputed(
    readings=(SourceReading(claim="F001", low=Decimal(1), high=Decimal(2), weight=Decimal(3)),),
    base=Decimal(2),
    unit="USD",
)
OPEN = an_open(1, 2)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (count(1), "agreed"),
        (OPEN, "open"),
        (UNCERTAIN, "uncertain"),
        (DISPUTED, "disputed"),
        (by_year({"2027": count(1), "2028": count(2)}), "agreed"),
        (by_year({"2027": count(1), "2028": UNCERTAIN}), "uncertain"),
        (by_year({"2027": DISPUTED, "2028": UNCERTAIN}), "disputed"),
        (by_year({"2027": DISPUTED, "2028": OPEN}), "open"),
        (times_unit_cost(2), "agreed"),
        (Product(factor=by_year({"2027": OPEN}), times="unit_cost", unit="USD"), "open"),
    ],
)
def test_a_number_is_as_unsettled_as_its_most_unsettled_part(number: Number, kind: Kind) -> None:
    assert kind_of(number) == kind
    assert is_fixed(number) == (kind != "open")


def test_parts_come_outside_in_and_in_order() -> None:
    first, second = count(1), OPEN
    series = by_year({"2027": first, "2028": second})
    product = Product(factor=series, times="unit_cost", unit="USD")

    assert list(parts_of(product)) == [product, series, first, second]


@pytest.mark.parametrize(("number", "base"), [(count(7), 7), (UNCERTAIN, Decimal("1.5")), (DISPUTED, 2)])
def test_the_base_is_the_value_or_what_was_stated(number: Agreed | Uncertain | Disputed, base: Decimal) -> None:
    assert base_of(number) == base


def test_a_number_settled_keeps_where_it_stands_and_what_it_rests_on() -> None:
    settled = settle(replace(UNCERTAIN, place=HERE, why="because"), Decimal(9))

    assert settled == Agreed(value=Decimal(9), unit="USD", path="guess", claims=("F001",), why="because")
    assert settled.place == HERE


def test_two_numbers_are_equal_wherever_they_stand() -> None:
    assert agreed(5, "USD", place=HERE) == agreed("5", "USD")
    assert agreed(5, "USD") != agreed(5, "EUR")


def test_an_open_number_may_have_steps_and_choices() -> None:
    choices = Open(
        low=Decimal(0), high=Decimal(1), quantum=Decimal("0.5"), choices=(Decimal(0), Decimal(1)), unit="count"
    )

    assert kind_of(choices) == "open"
