"""Swap: the account leans to and fro, the excess and the rest are paid in money, a third party pays its part."""

import pytest

from dronedeal.deal import Clause, Quarter
from dronedeal.unfolding import unfold
from tests.deals import an_open, clause, deal, money, months, share, sold, times_unit_cost
from tests.forms.example import Example, refused

KEEPS = ("maker to buyer: end_use boat",)


def swap(**said: object) -> Clause:
    gives = {"one_gives": {"drone": money(10)}, "other_gives": {"boat": money(25)}}
    return clause("exchange", "swap", one="maker", other="buyer", **{**gives, **said})


def drones(*units: int, periods: int = 4) -> object:
    return sold("exchange", *units, periods=periods)


def boats(*units: int, periods: int = 4) -> object:
    return sold("exchange", *units, of="boat", to="maker", periods=periods)


def passes(given: str, taken: str) -> dict[str, str]:
    return {"drone/buyer": f"maker to buyer: drone {given}", "boat/maker": f"buyer to maker: boat {taken}"}


EXAMPLES = (
    Example(
        clause=swap(),
        facts=(drones(5, 0, 4), boats(0, 1, 0, 1)),
        owes={"balance": "buyer to maker: 0.00 0.00 0.00 40.00"},
        passes=passes("5 0 4 0", "0 1 0 1"),
        keeps=KEEPS,
    ),
    Example(
        # the one who gave drones took more than it gave, and owes
        clause=swap(),
        facts=(drones(1), boats(1)),
        owes={"balance": "buyer to maker: 0.00 0.00 0.00 -15.00"},
        passes=passes("1 0 0 0", "1 0 0 0"),
        keeps=KEEPS,
    ),
    Example(
        # leans 100 and then 20 at the ends of the years; beyond 30 is paid, and paid back as it returns
        clause=swap(swing=money(30)),
        facts=(drones(10, periods=8), boats(0, 0, 0, 0, 2, periods=8)),
        years=2,
        owes={
            "swing": "buyer to maker: 0.00 0.00 0.00 70.00 0.00 0.00 0.00 -50.00",
            "balance": "buyer to maker: 0.00 0.00 0.00 0.00 0.00 0.00 0.00 30.00",
        },
        passes=passes("10 0 0 0 0 0 0 0", "0 0 0 0 2 0 0 0"),
        keeps=KEEPS,
    ),
    Example(
        # 100 against 25: a tenth of the turnover of 125 stays, 75 - 12.50 is paid
        clause=swap(carry=share("0.1")),
        facts=(drones(10), boats(1)),
        owes={"balance": "buyer to maker: 0.00 0.00 0.00 62.50"},
        passes=passes("10 0 0 0", "1 0 0 0"),
        keeps=KEEPS,
    ),
    Example(
        # less is left than may be carried
        clause=swap(carry=share("0.9")),
        facts=(drones(10), boats(1)),
        owes={"balance": "buyer to maker: 0.00 0.00 0.00 0.00"},
        passes=passes("10 0 0 0", "1 0 0 0"),
        keeps=KEEPS,
    ),
    Example(
        clause=swap(payer="third", payer_share=share("0.4")),
        facts=(drones(10), boats(0, 2)),
        owes={
            "payer_share": "third to buyer: 0.00 20.00 0.00 0.00",
            "balance": "buyer to maker: 0.00 0.00 0.00 70.00",
        },
        passes=passes("10 0 0 0", "0 2 0 0"),
        keeps=KEEPS,
    ),
    Example(
        # the account closes with the clause
        clause=swap(since=Quarter(2027, 2), until=Quarter(2027, 4)),
        facts=(drones(9, 1, 1, 9), boats(9, 0, 0, 9)),
        owes={"balance": "buyer to maker: 0.00 0.00 20.00 0.00"},
        passes=passes("0 1 1 0", "0 0 0 0"),
        keeps=KEEPS,
    ),
    Example(
        clause=swap(settled="year"),
        facts=(drones(1, 2, 0, 0, 1, periods=8), boats(0, 0, 0, 0, 0, 0, 1, periods=8)),
        years=2,
        owes={"balance": "buyer to maker: 0.00 0.00 0.00 30.00 0.00 0.00 0.00 -15.00"},
        passes=passes("1 2 0 0 1 0 0 0", "0 0 0 0 0 0 1 0"),
        keeps=KEEPS,
    ),
    Example(
        # a year that the clause does not see to its end closes with it
        clause=swap(settled="year", until=Quarter(2028, 3)),
        facts=(drones(1, 2, 0, 0, 1, 1, 9, periods=8), boats(periods=8)),
        years=2,
        owes={"balance": "buyer to maker: 0.00 0.00 0.00 30.00 0.00 20.00 0.00 0.00"},
        passes=passes("1 2 0 0 1 1 0 0", "0 0 0 0 0 0 0 0"),
        keeps=KEEPS,
    ),
    Example(
        clause=swap(one_gives={"drone": times_unit_cost("1.5")}),
        facts=(drones(2), boats(4)),
        owes={"balance": "buyer to maker: 0.00 0.00 0.00 200.00"},
        passes=passes("2 0 0 0", "4 0 0 0"),
        keeps=KEEPS,
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_swap_comes_to(example: Example) -> None:
    example.holds()


def test_each_side_has_its_own_time_from_making() -> None:
    lines = unfold(deal(swap(lead=months(3), other_lead=months(18)))).lines

    assert {line.label: line.lead for line in lines if line.lead} == {"drone/buyer": 1, "boat/maker": 6}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"payer": "third"}, "payer"),
        ({"payer_share": share("0.4")}, "payer"),
        ({"settled": "year", "swing": money(1)}, "settled"),
        ({"settled": "year", "carry": share("0.1")}, "settled"),
        ({"lead": an_open(1, 2, unit="months")}, "lead"),
        ({"other_lead": an_open(1, 2, unit="months")}, "other_lead"),
        ({"swing": times_unit_cost(2)}, "swing"),
    ],
)
def test_a_swap_is_refused(said: dict[str, object], key: str) -> None:
    assert refused(swap(**said))[0] == key
