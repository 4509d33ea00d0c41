"""Termination: deliveries end with the event, winding down is paid once, some clauses survive."""

import pytest

from dronedeal.deal import Clause, Quarter
from tests.deals import clause, deal, event, goods, money, payable, sold
from tests.forms.example import Example

SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100))
ACCESS = clause("access", "data_access", provider="maker", user="buyer", fee=money(10))
IN_JULY = {"events": {"lapse": event("lapse", Quarter(2027, 3))}}


def termination(**said: object) -> Clause:
    always = {"by": "buyer", "to": "maker", "cause": "non_appropriation", "event": "lapse", "terms": ("sale",)}
    return clause("end", "termination", **{**always, **said})


EXAMPLES = (
    Example(
        clause=termination(wind_down=money(500), survives=("rights", "access")),
        beside=(SALE,),
        tables=IN_JULY,
        owes={"wind_down": "buyer to maker: 0.00 0.00 500.00 0.00"},
        keeps=("buyer to maker: ends sale", "maker to buyer: end_use rights access"),
    ),
    Example(
        clause=termination(wind_down=money(500)),
        beside=(SALE,),
        tables={"events": {"lapse": event("lapse", None)}},
        owes={"wind_down": "buyer to maker: 0.00 0.00 0.00 0.00"},
        keeps=("buyer to maker: ends sale",),
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_termination_comes_to(example: Example) -> None:
    example.holds()


def test_nothing_is_delivered_or_paid_from_the_event_on() -> None:
    agreement = deal(SALE, termination(), **IN_JULY)

    assert goods(agreement, sold("sale", 1, 1, 1, 1))["sale/drone"] == (1, 1, 0, 0)
    assert payable(agreement, sold("sale", 1, 1, 1, 1))["sale/price"] == (100, 100, 0, 0)


@pytest.mark.xfail(reason="what has ended begins again once an event that lasts is over")
def test_what_has_ended_stays_ended_though_the_event_passes() -> None:
    agreement = deal(SALE, termination(), events={"lapse": event("lapse", Quarter(2027, 2), lasts=1)})

    assert payable(agreement, sold("sale", 1, 1, 1, 1))["sale/price"] == (100, 0, 0, 0)


@pytest.mark.xfail(reason="only deliveries end: fees, minimums and rights of ended clauses go on")
def test_fees_end_with_their_clause() -> None:
    agreement = deal(ACCESS, termination(terms=("access",)), **IN_JULY)

    assert payable(agreement)["access/fee"] == (10, 10, 0, 0)
