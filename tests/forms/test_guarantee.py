"""Guarantee: paid once, in the quarter the event happens; the fee runs until then."""

import pytest

from dronedeal.deal import Clause, Quarter
from tests.deals import clause, event, money, share
from tests.forms.example import Example

KEEPS = ("bank to maker: secures sale",)


def guarantee(**said: object) -> Clause:
    always = {"guarantor": "bank", "beneficiary": "maker", "debtor": "buyer", "event": "default", "terms": ("sale",)}
    return clause("backed", "guarantee", **always, amount=money(1_000), **said)


EXAMPLES = (
    Example(
        clause=guarantee(fee=share("0.02")),
        tables={"events": {"default": event("default", Quarter(2027, 3))}},
        owes={"amount": "bank to maker: 0.00 0.00 1000.00 0.00", "fee": "buyer to bank: 5.00 5.00 0.00 0.00"},
        keeps=KEEPS,
    ),
    Example(
        clause=guarantee(fee=share("0.02"), until=Quarter(2027, 3)),
        tables={"events": {"default": event("default", None)}},
        owes={"amount": "bank to maker: 0.00 0.00 0.00 0.00", "fee": "buyer to bank: 5.00 5.00 0.00 0.00"},
        keeps=KEEPS,
    ),
    Example(
        clause=guarantee(until=Quarter(2027, 3)),
        tables={"events": {"default": event("default", Quarter(2027, 3))}},
        owes={"amount": "bank to maker: 0.00 0.00 0.00 0.00"},
        keeps=KEEPS,
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_guarantee_comes_to(example: Example) -> None:
    example.holds()


def test_the_fee_does_not_come_back_when_the_event_is_over() -> None:
    Example(
        clause=guarantee(fee=share("0.02")),
        tables={"events": {"default": event("default", Quarter(2027, 2), lasts=1)}},
        owes={"amount": "bank to maker: 0.00 1000.00 0.00 0.00", "fee": "buyer to bank: 5.00 0.00 0.00 0.00"},
        keeps=KEEPS,
    ).holds()
