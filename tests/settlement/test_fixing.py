"""Numbers fixed as time goes on: from which quarter each holds, and what holds before."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dronedeal.deal import Agreed, Deal, Number, Place, Quarter, Series, Uncertain, Uniform
from dronedeal.deal.paying import Exchange, Paying
from dronedeal.settlement import Event
from dronedeal.settlement.fixing import fixable, fixings_of, with_fixings
from tests.deals import clause, deal, money

PATH = "terms.sale.price"
PRICE = Uncertain(unit="USD", path=PATH, distribution=Uniform(low=Decimal(900), high=Decimal(1100)), base=Decimal(1000))


def fixed(day: date, value: str, of: str = PATH, name: str = "") -> Event:
    return Event(source="bank", id=name or str(day), kind="fixed", effective_on=day, of=of, value=Decimal(value))


def agreement(price: Number = PRICE, *paths: str) -> Deal:
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=price)
    return replace(deal(sale), paying=Paying(fixed_later=paths or (PATH,)))


def price_of(what: Deal, *events: Event) -> Number:
    number = with_fixings(what, events).terms["sale"].said["price"]
    assert isinstance(number, (Agreed, Uncertain, Series))
    return number


def values(what: Deal, *events: Event) -> list[str]:
    number = price_of(what, *events)
    assert isinstance(number, Series)
    return [str(one.value) for one in number.values if isinstance(one, Agreed)]


def test_what_may_be_fixed_later() -> None:
    euro = Exchange(terms=("sale",), source="a bank", quoted="buys", rate="due")
    what = replace(agreement(), paying=Paying(fixed_later=(PATH,), exchange={"EUR": euro}))

    assert fixable(what) == (PATH, "paying.exchange.EUR")
    assert fixable(replace(what, paying=None)) == ()


def test_fixings_by_what_they_are_about_in_order_of_days_the_last_of_a_day() -> None:
    events = [
        fixed(date(2027, 3, 1), "3"),
        fixed(date(2027, 1, 1), "1"),
        fixed(date(2027, 1, 1), "2", name="z"),
        fixed(date(2027, 2, 1), "9", of="other"),
        replace(fixed(date(2027, 4, 1), "4"), kind="late"),
        replace(fixed(date(2027, 4, 2), "4"), value=None),
        fixed(date(2027, 4, 3), "5"),
    ]

    assert fixings_of(events) == {
        PATH: ((date(2027, 1, 1), 2), (date(2027, 3, 1), 3), (date(2027, 4, 3), 5)),
        "other": ((date(2027, 2, 1), 9),),
    }


@pytest.mark.parametrize(
    ("days", "held"),
    [
        (((date(2027, 4, 1), "1050"),), ["1000", "1050", "1050", "1050"]),
        (((date(2027, 6, 30), "1050"), (date(2027, 7, 1), "990")), ["1000", "1050", "990", "990"]),
        (((date(2027, 12, 31), "1"),), ["1000", "1000", "1000", "1"]),
        (((date(2027, 8, 1), "1"), (date(2027, 9, 1), "2")), ["1000", "1000", "2", "2"]),
        (((date(2026, 8, 1), "1"), (date(2027, 9, 1), "2")), ["1", "1", "2", "2"]),
        (((date(2027, 9, 1), "2"), (date(2028, 9, 1), "3")), ["1000", "1000", "2", "2"]),
    ],
)
def test_a_number_holds_from_the_quarter_it_was_fixed_in(days: tuple[tuple[date, str], ...], held: list[str]) -> None:
    assert values(agreement(), *(fixed(day, value) for day, value in days)) == held


def test_a_series_of_quarters_keeps_what_the_number_was() -> None:
    number = price_of(
        agreement(replace(PRICE, why="an index", claims=("F001",), place=Place("deal.yaml", 9, 4))),
        fixed(date(2027, 4, 1), "1050"),
    )

    assert isinstance(number, Series)
    assert (number.unit, number.path, number.claims, number.why, number.by) == (
        "USD",
        PATH,
        ("F001",),
        "an index",
        "quarter",
    )
    assert number.labels == ("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4")
    assert str(number.place) == "deal.yaml:9:4"
    assert {one.unit for one in number.values} == {"USD"}


def test_a_number_that_is_not_fixed_counts_at_its_base_and_an_agreed_one_as_it_is() -> None:
    alone = price_of(agreement())

    assert isinstance(alone, Agreed)
    assert (alone.value, alone.unit, alone.path) == (1000, "USD", PATH)
    assert price_of(agreement(money(5, path=PATH))) == money(5, path=PATH)


def test_what_is_fixed_from_the_start_on_is_one_number() -> None:
    found = price_of(agreement(), fixed(date(2027, 1, 1), "7"))

    assert isinstance(found, Agreed)
    assert found.value == 7


def test_only_numbers_that_the_deal_names_are_fixed() -> None:
    what = agreement(PRICE, "terms.other.price")
    plain = replace(what, paying=None)

    assert price_of(what, fixed(date(2027, 4, 1), "7")) == PRICE
    assert with_fixings(plain, [fixed(date(2027, 4, 1), "7")]) is plain
    assert with_fixings(replace(what, paying=Paying()), []).terms == what.terms


def test_a_series_that_is_fixed_later_holds_its_own_values_before() -> None:
    series = Series(
        by="quarter", labels=("2027-Q1", "2027-Q3"), values=(PRICE, money(1200, path=PATH)), unit="USD", path=PATH
    )

    assert values(agreement(series), fixed(date(2027, 10, 1), "1300")) == ["1000", "1000", "1200", "1300"]
    assert Quarter.of(date(2027, 10, 1)) == Quarter(2027, 4)
