"""Fund: calls follow what lines cost, stop at each commitment, and returns flow back as calls went out."""

import pytest

from dronedeal.deal import Clause, Quarter
from tests.deals import clause, made, money, share, sold, spent
from tests.forms.example import Example, refused

RESALE = clause("resale", "purchase", seller="licensee", buyer="third", systems=("drone",), price=money(150))
FINANCES = ("fund to fund: finances line",)


def fund(**said: object) -> Clause:
    always = {
        "manager": "fund",
        "commitments": {"buyer": money(100), "third": money(20)},
        "shares": {"buyer": share("0.5"), "third": share("0.25")},
        "finances": {"line": share("0.8")},
    }
    return clause("common", "fund", **{**always, **said})


EXAMPLES = (
    Example(
        clause=fund(),
        facts=(spent("line", 50, 100, 100),),
        owes={
            "finances/line": "fund to licensee: 40.00 80.00 80.00 0.00",
            "call/buyer": "buyer to fund: 20.00 40.00 40.00 0.00",
            "call/third": "third to fund: 10.00 10.00 0.00 0.00",
        },
        keeps=FINANCES,
    ),
    Example(
        # profit: 10 x (150 - 100) sold and made, then 2 made and none sold; a fifth returns, or is made good
        clause=fund(returns={"licensee": share("0.2")}),
        beside=(RESALE,),
        facts=(made("line", 10, 2), sold("resale", 10, to="third")),
        owes={
            "finances/line": "fund to licensee: 0.00 0.00 0.00 0.00",
            "call/buyer": "buyer to fund: 0.00 0.00 0.00 0.00",
            "call/third": "third to fund: 0.00 0.00 0.00 0.00",
            "returns/licensee": "licensee to fund: 100.00 -40.00 0.00 0.00",
            "returns/licensee/buyer": "fund to buyer: 50.00 -20.00 0.00 0.00",
            "returns/licensee/third": "fund to third: 25.00 -10.00 0.00 0.00",
        },
        keeps=FINANCES,
    ),
    Example(
        clause=fund(since=Quarter(2027, 2), until=Quarter(2027, 4)),
        facts=(spent("line", 50, 50, 50, 50),),
        owes={
            "finances/line": "fund to licensee: 0.00 40.00 40.00 0.00",
            "call/buyer": "buyer to fund: 0.00 20.00 20.00 0.00",
            "call/third": "third to fund: 0.00 10.00 10.00 0.00",
        },
        keeps=FINANCES,
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_fund_comes_to(example: Example) -> None:
    example.holds()


def test_a_share_of_calls_without_a_commitment_is_refused() -> None:
    without = fund(commitments={"buyer": money(100)})

    assert refused(without) == ("shares", "third has a share of calls and no commitment")


def test_a_fund_that_begins_outside_the_horizon_is_refused() -> None:
    assert refused(fund(since=Quarter(2026, 4)))[0] == "since"


def test_a_commitment_without_a_share_of_calls_is_refused() -> None:
    said = fund().said
    without = clause("pool", "fund", **{**said, "shares": {}})

    key, message = refused(without)

    assert key == "commitments"
    assert "no share of calls" in message
