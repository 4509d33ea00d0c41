"""Subsidiary: equity at the start, capital when spent, dividends of profit or loss, a fee on what the company sells."""

import pytest

from dronedeal.deal import Clause, Quarter
from tests.deals import clause, made, money, share, sold, spent
from tests.forms.example import Example, refused

RESALE = clause("resale", "purchase", seller="licensee", buyer="third", systems=("drone",), price=money(150))
RIGHT = {"right": "maker to licensee: right to make 1 1 1 1"}


def subsidiary(**said: object) -> Clause:
    always = {"parent": "maker", "company": "licensee", "sites": ("line",), "systems": ("drone",)}
    return clause("abroad", "subsidiary", **always, **said)


EXAMPLES = (
    Example(
        clause=subsidiary(equity=money(1_000), capital=share("0.4")),
        facts=(spent("line", 0, 500),),
        owes={
            "equity": "maker to licensee: 1000.00 0.00 0.00 0.00",
            "capital": "maker to licensee: 0.00 200.00 0.00 0.00",
        },
        passes=RIGHT,
    ),
    Example(
        # sales 1,500 less cost 1,000, then a loss of 200
        clause=subsidiary(dividends=share("0.8"), service_fee=share("0.02")),
        beside=(RESALE,),
        facts=(made("line", 10, 2), sold("resale", 10, to="third")),
        owes={
            "dividends": "licensee to maker: 400.00 -160.00 0.00 0.00",
            "service_fee": "licensee to maker: 30.00 0.00 0.00 0.00",
        },
        passes=RIGHT,
    ),
    Example(
        clause=subsidiary(equity=money(1_000), since=Quarter(2027, 3)),
        owes={"equity": "maker to licensee: 0.00 0.00 1000.00 0.00"},
        passes={"right": "maker to licensee: right to make 0 0 1 1"},
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_subsidiary_comes_to(example: Example) -> None:
    example.holds()


def test_equity_outside_the_horizon_is_refused() -> None:
    assert refused(subsidiary(equity=money(1), since=Quarter(2028, 1)))[0] == "since"
