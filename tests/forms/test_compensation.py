"""Compensation: once, or each year or quarter of a series."""

import pytest

from dronedeal.deal import Clause, Quarter
from dronedeal.unfolding import unfold
from tests.deals import by_quarter, by_year, clause, days, deal, money
from tests.forms.example import Example, refused


def compensation(**said: object) -> Clause:
    return clause("amends", "compensation", payer="buyer", payee="state", **said)


EXAMPLES = (
    Example(
        clause=compensation(amount=money(100), what="for patience"),
        owes={"amount": "buyer to state: 100.00 0.00 0.00 0.00"},
    ),
    Example(
        clause=compensation(amount=money(100), on=Quarter(2027, 3)),
        owes={"amount": "buyer to state: 0.00 0.00 100.00 0.00"},
    ),
    Example(
        # yearly sums are paid with the last quarter of the calendar year
        clause=compensation(amount=by_year({"2027": money(10), "2028": money(20)})),
        start=Quarter(2027, 3),
        years=2,
        owes={"amount": "buyer to state: 0.00 10.00 0.00 0.00 0.00 20.00 0.00 0.00"},
    ),
    Example(
        clause=compensation(amount=by_quarter({"2027-Q2": money(10), "2027-Q4": money(20)})),
        owes={"amount": "buyer to state: 0.00 10.00 0.00 20.00"},
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_compensation_comes_to(example: Example) -> None:
    example.holds()


def test_a_single_sum_is_due_from_the_quarters_start_and_a_series_from_its_end() -> None:
    def due(**said: object) -> str:
        [line] = unfold(deal(compensation(pay_after=days(10), **said))).lines
        return str(line.due[1])

    assert due(amount=money(1), on=Quarter(2027, 2)) == "2027-04-11"
    assert due(amount=by_quarter({"2027-Q2": money(10)})) == "2027-07-10"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"amount": money(1), "on": Quarter(2028, 1)}, "on"),
        ({"amount": by_year({"2027": money(1), "2028": money(2)})}, "amount"),
        ({"amount": by_quarter({"2026-Q4": money(1)})}, "amount"),
    ],
)
def test_a_payment_that_would_be_lost_outside_the_horizon_is_refused(said: dict[str, object], key: str) -> None:
    at_fault, text = refused(compensation(**said))

    assert at_fault == key
    assert "lies outside the horizon" in text


def test_a_quarter_beside_a_series_is_refused() -> None:
    said = {"amount": by_year({"2027": money(1)}), "on": Quarter(2027, 2)}

    assert refused(compensation(**said))[0] == "on"
