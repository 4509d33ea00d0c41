"""What an amount is worth in another currency, as a figure and as it is told."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dronedeal.deal import Quarter
from dronedeal.deal.paying import Exchange
from dronedeal.settlement.exchange import exchanged

FIXED = [(date(2027, 1, 1), Decimal(4)), (date(2027, 3, 31), Decimal(8)), (date(2027, 4, 1), Decimal(16))]
DUE = date(2027, 4, 1)


def worth(quoted: Any, rate: Any, amount: str = "48", due: date = DUE) -> tuple[Decimal, str] | None:
    exchange = Exchange(terms=("sale",), source="a bank", quoted=quoted, rate=rate)
    return exchanged(Decimal(amount), exchange, FIXED, Quarter(2027, 1), due)


@pytest.mark.parametrize(
    ("quoted", "rate", "amount", "text"),
    [
        ("one_is", "due", "3", "/ 16"),
        ("buys", "due", "768", "× 16"),
        ("one_is", "quarter_end", "6", "/ 8"),
        ("buys", "quarter_end", "384", "× 8"),
        ("one_is", "mean", "8", "/ ((4 + 8)/2)"),
        ("buys", "mean", "288", "× ((4 + 8)/2)"),
        ("one_is", "mean_of_inverses", "9", "× ((1/4 + 1/8)/2)"),
        ("buys", "mean_of_inverses", "256", "/ ((1/4 + 1/8)/2)"),
    ],
)
def test_each_rate_quoted_either_way(quoted: str, rate: str, amount: str, text: str) -> None:
    assert worth(quoted, rate) == (Decimal(amount), text)


def test_the_rate_of_the_due_day_counts_and_before_the_first_there_is_none() -> None:
    assert worth("buys", "due", due=date(2027, 3, 30)) == (192, "× 4")
    assert worth("buys", "due", due=date(2027, 1, 1)) == (192, "× 4")
    assert worth("buys", "due", due=date(2026, 12, 31)) is None


def test_a_quarter_without_a_rate_has_no_mean() -> None:
    exchange = Exchange(terms=("sale",), source="a bank", quoted="buys", rate="mean")

    assert exchanged(Decimal(1), exchange, FIXED, Quarter(2027, 3), DUE) is None


def test_an_inverse_alone_is_told_without_a_mean() -> None:
    exchange = Exchange(terms=("sale",), source="a bank", quoted="buys", rate="mean_of_inverses")

    assert exchanged(Decimal(3), exchange, FIXED[2:], Quarter(2027, 2), DUE) == (48, "/ 1/16")


def test_sixty_digits_are_kept() -> None:
    exchange = Exchange(terms=("sale",), source="a bank", quoted="one_is", rate="due")

    found = exchanged(Decimal(1), exchange, [(date(2027, 1, 1), Decimal(3))], Quarter(2027, 1), DUE)

    assert found is not None
    assert found[0] == Decimal("0." + 60 * "3")
