"""Paid against owed by line, where a payment names its clause; what settles no line is told with the reason."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dronedeal.settlement import Event, state
from tests.settlement.settling import delivery, payment, sale

TO = date(2027, 9, 30)
GOODS = (delivery("d-1", date(2027, 2, 1), 40), delivery("d-2", date(2027, 5, 4), 10))


def told(*payments: Event, party: str = "maker") -> dict[str, Any]:
    return state(sale(), (*GOODS, *payments), party=party, to=TO).body["reconciliation"]


def test_a_payment_that_names_its_clause_settles_its_oldest_lines() -> None:
    found = told(payment("p-1", date(2027, 7, 1), "380.00", of="sale"))

    rows = [(one["line"], one["quarter"], one["owed"], one["paid"], one["left"]) for one in found["lines"]]
    assert rows[:2] == [
        ("terms.sale/price", "2027-Q1", "360.36", "360.36", "0.00"),
        ("terms.sale/price", "2027-Q2", "90.09", "19.64", "70.45"),
    ]
    assert found["unallocated"] == []


def test_payments_that_settle_no_line_say_why() -> None:
    found = told(
        payment("p-1", date(2027, 7, 1), "1.00"),
        payment("p-2", date(2027, 7, 2), "2.00", of="levy"),
        payment("p-3", date(2027, 7, 3), "9000.00", of="sale"),
    )

    why = [(one["event"], one["amount"], one["why"]) for one in found["unallocated"]]
    assert why == [
        ("buyer/p-1", "1.00", "names no clause"),
        ("buyer/p-2", "2.00", "buyer owes maker nothing under levy"),
        ("buyer/p-3", "8499.50", "more than is owed under sale"),
    ]


def test_payments_of_others_are_not_told() -> None:
    assert told(payment("p-1", date(2027, 7, 1), "380.00", of="sale"), party="state") == {
        "lines": [],
        "unallocated": [],
    }


@given(st.lists(st.tuples(st.integers(1, 60_000), st.sampled_from(["", "sale", "levy"])), max_size=6))
def test_every_payment_is_allocated_or_told_to_the_cent(said: list[tuple[int, str]]) -> None:
    paid = [
        payment(f"p-{at}", date(2027, 7, 1), f"{cents // 100}.{cents % 100:02}", of=of)
        for at, (cents, of) in enumerate(said)
    ]

    found = told(*paid)

    settled = sum((Decimal(one["paid"]) for one in found["lines"]), Decimal(0))
    loose = sum((Decimal(one["amount"]) for one in found["unallocated"]), Decimal(0))
    assert settled + loose == sum((event.amount or Decimal(0) for event in paid), Decimal(0))
    assert all(Decimal(one["owed"]) - Decimal(one["paid"]) == Decimal(one["left"]) for one in found["lines"])
