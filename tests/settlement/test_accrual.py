"""What is owed, what passed and what counts for nothing, with the events behind each line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dronedeal.deal import (
    Balance,
    Band,
    Constant,
    Counted,
    Drawn,
    Fixed,
    Left,
    Masked,
    Quantity,
    Reached,
    Running,
    Scale,
    Sum,
    Thing,
    Tiers,
    Total,
)
from dronedeal.deal import Event as Happening
from dronedeal.settlement import Event, accrue
from dronedeal.settlement.accrual import Handed, _reach
from tests.deals import clause, count, deal, money
from tests.settlement.settling import delivery, signed

UNITS = Counted(thing=Thing.UNITS_DELIVERED, subject="sale", systems=("drone/standard",), to="buyer")
BALANCE = Balance(name="credit", added=UNITS, wanted=UNITS)
END = date(2027, 12, 31)
SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone", "boat"), price=money(10))


def returned(day: date, units: int, **more: str) -> Event:
    words = {"of": "sale", "system": "drone", "kit": "standard", "to": "buyer"} | more
    return Event(source="buyer", id=f"r{day}", kind="returned", effective_on=day, quantity=Decimal(units), **words)


@pytest.mark.parametrize(
    ("quantity", "reach"),
    [
        (UNITS, None),
        (Constant(value=Decimal(1)), None),
        (Fixed(number=money(1)), None),
        (Scale(by=UNITS, of=Sum(parts=(UNITS, UNITS))), None),
        (Masked(of=UNITS, mask=(True, False)), None),
        (Running(of=UNITS, over="year"), 0),
        (Total(of=UNITS, over="year"), 0),
        (Drawn(balance=BALANCE), 0),
        (Left(balance=BALANCE), 0),
        (Reached(of=UNITS, above=count(1), over="term"), 0),
        (Tiers(of=UNITS, bands=(Band(above=count(0), rate=money(1)),), mode="whole", over="period"), 0),
        (Masked(of=UNITS, shift=2), 0),
        (Masked(of=UNITS, shift=-2), 2),
        (Masked(of=Masked(of=UNITS, shift=-2), shift=-1), 3),
        (Sum(parts=(UNITS, Scale(by=UNITS, of=Masked(of=Running(of=UNITS, over="term"), shift=-1)))), 1),
        (Sum(parts=(Masked(of=UNITS, shift=-1), Masked(of=UNITS, shift=3))), 1),
    ],
)
def test_how_far_ahead_a_quantity_looks(quantity: Quantity, reach: int | None) -> None:
    assert _reach(quantity) == reach


def test_the_events_behind_a_balance_are_all_that_came_before_it() -> None:
    swap = clause(
        "swap", "swap", one="maker", other="buyer", one_gives={"drone": money(1)}, other_gives={"boat": money(5)}
    )
    events = [
        delivery("d0", date(2027, 2, 1), 7, of="swap"),
        delivery("d1", date(2027, 5, 1), 1, of="swap", system="boat", to="maker"),
        delivery("d3", date(2027, 10, 1), 1, of="swap"),
    ]

    (balance,) = accrue(signed(deal(swap)), events, END).payables

    assert (balance.minor, balance.key[1], balance.period) == (300, "2027-Q4", 3)
    assert balance.events == ("maker/d0", "maker/d1", "maker/d3")


def test_goods_that_passed_by_line_and_quarter_to_the_day() -> None:
    what = signed(deal(SALE))
    events = [
        delivery("d0", date(2027, 2, 1), 7),
        delivery("d1", date(2027, 4, 1), 3, system="boat"),
        delivery("d2", date(2027, 7, 1), 1),
        returned(date(2027, 7, 2), 1),
    ]

    found = accrue(what, events, date(2027, 4, 1)).goods

    quarters = deal().horizon.quarters
    lines = {line.path: line for line in what.never.lines}
    assert found == (
        Handed(line=lines["terms.sale/drone"], system="drone", quarter=quarters[0], units=7),
        Handed(line=lines["terms.sale/boat"], system="boat", quarter=quarters[1], units=3),
    )
    assert all(type(one.units) is int for one in found)
    assert [one.units for one in accrue(what, events, END).goods] == [7, 3]
    assert accrue(what, events, date(2027, 1, 31)).goods == ()


def test_what_counts_for_nothing_is_told_with_its_reason() -> None:
    strike = Happening(id="strike", on=None, lasts=1, closes=("sale",), systems=("boat",))
    what = signed(deal(SALE, events={"strike": strike}))
    events = [
        Event(source="state", id="s", kind="happened", effective_on=date(2027, 5, 1), of="strike"),
        delivery("d1", date(2027, 5, 31), 3, system="boat"),
        delivery("d2", date(2027, 5, 31), 3),
        delivery("d3", date(2027, 7, 1), 3, system="boat"),
        returned(date(2027, 6, 1), 1, system="boat"),
        returned(date(2027, 6, 2), 9),
        replace(delivery("a", date(2027, 5, 31), 3, system="boat"), kind="accepted"),
        Event(source="maker", id="l", kind="late", effective_on=date(2027, 5, 1), of="sale", quantity=Decimal(1)),
    ]

    found = accrue(what, events, END)

    assert found.uncounted == (
        ("buyer/r2027-06-01", "sale delivers nothing in 2027-Q2"),
        ("buyer/r2027-06-02", "more came back than had been delivered"),
        ("maker/a", "more was accepted than had been delivered"),
        ("maker/d1", "sale delivers nothing in 2027-Q2"),
    )
    assert [event.id for event in found.events] == ["l", "s", "a", "d1", "d2", "r2027-06-01", "r2027-06-02", "d3"]
    assert [(one.key[1], one.minor) for one in found.payables] == [("2027-Q3", 3_000)]


def test_a_line_is_stated_once_its_quarter_has_ended_or_once_it_is_due() -> None:
    sums = [
        clause(
            name,
            "compensation",
            payer="buyer",
            payee="maker",
            amount=money(amount),
            what="",
            on=deal().horizon.quarters[at],
        )
        for name, amount, at in (("a", 1, 0), ("b", 2, 1))
    ]
    data = clause("data", "data_access", provider="maker", user="buyer", fee=money(7))
    what = signed(deal(*sums, data))

    def stated(day: date) -> list[tuple[str, str]]:
        return [one.key[:2] for one in accrue(what, (), day).payables]

    first = [("terms.a/amount", "2027-Q1")]
    assert stated(date(2027, 3, 30)) == first
    assert stated(date(2027, 3, 31)) == [*first, ("terms.data/fee", "2027-Q1")]
    assert stated(date(2027, 4, 1)) == [*first, ("terms.b/amount", "2027-Q2"), ("terms.data/fee", "2027-Q1")]


def test_a_quarter_that_comes_to_no_cent_hides_none_after_it() -> None:
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money("0.001"))
    events = [delivery("d0", date(2027, 2, 1), 4), delivery("d1", date(2027, 5, 1), 40)]

    (line,) = accrue(signed(deal(sale)), events, END).payables

    assert (line.key[1], line.minor, line.formula) == ("2027-Q2", 4, "0.001 × 40 drone delivered")
