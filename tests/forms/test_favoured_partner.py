"""Favoured partner: which purchase may be no dearer than which, and from when."""

import pytest

from dronedeal.deal import Clause, Quarter
from dronedeal.unfolding import unfold
from tests.deals import clause, deal, money
from tests.forms.example import Example

SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100))
OTHER = clause("other", "purchase", seller="maker", buyer="third", systems=("drone",), price=money(90))


def favoured(**said: object) -> Clause:
    always = {"seller": "maker", "partner": "buyer", "term": "sale", "others": ("other",)}
    return clause("favour", "favoured_partner", **always, **said)


EXAMPLES = (
    Example(
        clause=favoured(),
        beside=(SALE, OTHER),
        keeps=("maker to buyer: no_worse sale other",),
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_favour_comes_to(example: Example) -> None:
    example.holds()


def test_a_favour_holds_from_its_quarter() -> None:
    promise = unfold(deal(SALE, OTHER, favoured(since=Quarter(2027, 3)))).standing[-1]

    assert promise.open == (False, False, True, True)
