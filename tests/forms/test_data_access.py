"""Data access: a fee, a fee a seat, and a metered charge beyond a quota."""

import pytest

from dronedeal.deal import Clause, Quarter
from dronedeal.forms import Tier, TierTable
from tests.deals import by_quarter, clause, count, money
from tests.forms.example import Example, refused


def access(**said: object) -> Clause:
    return clause("access", "data_access", provider="state", user="buyer", **said)


def meter(*steps: tuple[int, str], mode: str = "marginal", over: str = "period") -> TierTable:
    tiers = tuple(Tier(above=count(above), rate=money(rate)) for above, rate in steps)
    return TierTable(tiers=tiers, mode=mode, over=over)  # type: ignore[arg-type]


RIGHT = {"right": "state to buyer: right to use 1 1 1 1"}
HOURS = by_quarter({"2027-Q1": count(90), "2027-Q2": count(150)})

EXAMPLES = (
    Example(
        clause=access(fee=money(100), seats=count(3), per_seat=money("2.50"), what="field data"),
        owes={
            "fee": "buyer to state: 100.00 100.00 100.00 100.00",
            "per_seat": "buyer to state: 7.50 7.50 7.50 7.50",
        },
        passes=RIGHT,
    ),
    Example(
        clause=access(use=HOURS, metered=meter((0, "0"), (100, "1.20"))),
        owes={"metered": "buyer to state: 0.00 60.00 60.00 60.00"},
        passes=RIGHT,
    ),
    Example(
        # 90 hours, 240 in all: the first hundred are free over the year
        clause=access(use=HOURS, metered=meter((0, "0"), (100, "1.20"), over="year")),
        owes={"metered": "buyer to state: 0.00 168.00 180.00 180.00"},
        passes=RIGHT,
    ),
    Example(
        clause=access(fee=money(100), since=Quarter(2027, 2), until=Quarter(2027, 3)),
        owes={"fee": "buyer to state: 0.00 100.00 0.00 0.00"},
        passes={"right": "state to buyer: right to use 0 1 0 0"},
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_data_access_comes_to(example: Example) -> None:
    example.holds()


def test_a_meter_that_does_not_start_at_zero_is_refused() -> None:
    assert refused(access(use=HOURS, metered=meter((100, "1.20"))))[0] == "metered"
