"""Call-back: deliveries pause while the event lasts, against money a quarter, and go on afterwards."""

import pytest

from dronedeal.deal import Clause, Quarter
from tests.deals import clause, deal, event, goods, money, payable, sold
from tests.forms.example import Example

SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100))
TWO_QUARTERS = {"events": {"relapse": event("relapse", Quarter(2027, 2), lasts=2)}}


def callback(**said: object) -> Clause:
    always = {"state": "state", "partner": "buyer", "terms": ("sale",), "event": "relapse"}
    return clause("pause", "callback", **always, **said)


EXAMPLES = (
    Example(
        clause=callback(compensation=money(30)),
        beside=(SALE,),
        tables=TWO_QUARTERS,
        owes={"compensation": "state to buyer: 0.00 30.00 30.00 0.00"},
        keeps=("buyer to state: callback sale",),
    ),
    Example(
        clause=callback(compensation=money(30)),
        beside=(SALE,),
        tables={"events": {"relapse": event("relapse", None)}},
        owes={"compensation": "state to buyer: 0.00 0.00 0.00 0.00"},
        keeps=("buyer to state: callback sale",),
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_call_back_comes_to(example: Example) -> None:
    example.holds()


def test_deliveries_pause_and_go_on() -> None:
    agreement = deal(SALE, callback(), **TWO_QUARTERS)

    assert goods(agreement, sold("sale", 1, 1, 1, 1))["sale/drone"] == (1, 0, 0, 1)
    assert payable(agreement, sold("sale", 1, 1, 1, 1))["sale/price"] == (100, 0, 0, 100)
