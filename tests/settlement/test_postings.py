"""The legs of entries: goods and money that changed hands, what is owed, and what takes legs back."""

from datetime import date
from decimal import Decimal

import pytest

from dronedeal.settlement import Event, Signed
from dronedeal.settlement.postings import Posting, unbalanced, undone, what_is_owed, what_passed
from tests.deals import clause, deal, money
from tests.settlement.settling import delivery, payment, signed

DAY = date(2027, 2, 1)


def agreement() -> Signed:
    """Goods of two systems both ways: each row of goods has its own seller."""
    exchange = clause(
        "exchange", "swap", one="maker", other="buyer", one_gives={"drone": money(1)}, other_gives={"boat": money(2)}
    )
    sale = clause("sale", "purchase", seller="licensee", buyer="third", systems=("drone", "boat"), price=money(1))
    return signed(deal(sale, exchange))


def said(kind: str, **columns: object) -> Event:
    return Event(source="maker", id="e", kind=kind, effective_on=DAY, **columns)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("event", "legs"),
    [
        (
            delivery("d", DAY, 40, of="exchange"),
            [("buyer:goods:maker", "UNIT-drone", 40), ("maker:goods:buyer", "UNIT-drone", -40)],
        ),
        (
            delivery("d", DAY, 3, of="exchange", system="boat", to="maker"),
            [("maker:goods:buyer", "UNIT-boat", 3), ("buyer:goods:maker", "UNIT-boat", -3)],
        ),
        (
            delivery("d", DAY, 3, system="boat", to="third"),
            [("third:goods:licensee", "UNIT-boat", 3), ("licensee:goods:third", "UNIT-boat", -3)],
        ),
        (
            said("returned", of="exchange", system="drone", kit="standard", to="buyer", quantity=Decimal(7)),
            [("buyer:goods:maker", "UNIT-drone", -7), ("maker:goods:buyer", "UNIT-drone", 7)],
        ),
        (
            said("produced", of="line", system="drone", kit="standard", quantity=Decimal(9)),
            [("licensee:made:line", "UNIT-drone", 9), ("licensee:output:line", "UNIT-drone", -9)],
        ),
        (
            said("stocked", by="maker", system="drone", quantity=Decimal(7)),
            [("maker:stock:brought", "UNIT-drone", 7), ("maker:brought:stock", "UNIT-drone", -7)],
        ),
        (
            said("used", by="buyer", system="boat", quantity=Decimal(2)),
            [("buyer:stock:used", "UNIT-boat", -2), ("buyer:used:stock", "UNIT-boat", 2)],
        ),
        (
            said("invested", of="plant", amount=Decimal("12.34"), currency="USD"),
            [("maker:capital:plant", "USD", 1234), ("maker:cash:plant", "USD", -1234)],
        ),
        (
            payment("p", DAY, "5.50", currency="EUR"),
            [
                ("buyer:owes:maker", "EUR", 550),
                ("buyer:cash:maker", "EUR", -550),
                ("maker:cash:buyer", "EUR", 550),
                ("maker:owed_by:buyer", "EUR", -550),
            ],
        ),
        (said("late", of="sale", quantity=Decimal(3)), []),
        (said("delivered", of="sale", system="drone", to="third"), []),
        (said("produced", of="line", system="drone"), []),
        (said("invested", of="plant"), []),
        (said("paid", by="buyer", to="maker"), []),
    ],
    ids=lambda one: one.kind if isinstance(one, Event) else "",
)
def test_the_legs_of_an_event(event: Event, legs: list[tuple[str, str, int]]) -> None:
    found = what_passed(agreement(), event)

    assert found == tuple(Posting(*leg) for leg in legs)
    assert all(type(leg.minor) is int for leg in found)
    assert unbalanced(found) == ()


@pytest.mark.parametrize(
    "columns", [{"of": "exchange", "to": "third"}, {"of": "nothing"}, {"of": "exchange", "system": "x"}]
)
def test_goods_that_no_row_delivers_have_no_seller(columns: dict[str, str]) -> None:
    with pytest.raises(KeyError, match=columns["of"]):
        what_passed(agreement(), delivery("d", DAY, 1, **columns))


def test_the_legs_of_what_is_owed_and_what_takes_them_back() -> None:
    owed = what_is_owed("buyer", "maker", "USD", 500)

    assert owed == (
        Posting("buyer:expense:maker", "USD", 500),
        Posting("buyer:owes:maker", "USD", -500),
        Posting("maker:owed_by:buyer", "USD", 500),
        Posting("maker:income:buyer", "USD", -500),
    )
    assert undone(owed) == tuple(Posting(one.account, one.unit, -one.minor) for one in owed)


def test_units_that_do_not_sum_to_zero_are_named_in_order() -> None:
    legs = [
        Posting("a", "USD", 1),
        Posting("b", "USD", -1),
        Posting("a", "UNIT-x", 2),
        Posting("a", "EUR", 1),
        Posting("b", "UNIT-x", -1),
    ]

    assert unbalanced(legs) == ("EUR", "UNIT-x")
    assert unbalanced(()) == ()
