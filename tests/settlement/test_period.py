"""A period's statement: its own lines, payments and goods, and balances that move from one period's end to the next."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dronedeal.settlement import Event, Period, state, statement_of
from tests.settlement.settling import delivery, opened, payment, recorded, sale

Q1, Q2 = date(2027, 3, 31), date(2027, 6, 30)
FIRST = delivery("d-1", date(2027, 2, 1), 40)
LATE = delivery("d-2", date(2027, 3, 3), 10)
NEXT = delivery("d-3", date(2027, 5, 4), 5)
PAID, PAID_NEXT = payment("p-1", date(2027, 3, 9), "100.00"), payment("p-2", date(2027, 4, 9), "50.00")


def test_what_came_late_belongs_to_the_period_it_was_recorded_in(tmp_path: Path) -> None:
    with_late = (LATE, NEXT, PAID_NEXT)
    ledger = opened(tmp_path, sale())
    recorded(ledger, (FIRST, PAID))
    ledger.close(Q1, now="2027-04-02")
    recorded(ledger, with_late)

    first = statement_of(ledger, party="maker", to=Q1).body
    second = statement_of(ledger, party="maker", to=Q2, first=date(2027, 4, 1)).body
    ledger.close_store()

    [before] = [one for one in first["balances"] if one["from"] == "buyer"]
    [moved] = [one for one in second["movements"] if one["from"] == "buyer"]
    price = {one["quarter"]: one for one in second["lines"] if one["line"] == "terms.sale/price"}
    assert moved["opening"] == before["left"]
    assert (price["2027-Q1"]["before"], price["2027-Q1"]["own"]) == ("360.36", "90.09")
    assert price["2027-Q1"]["true_up"] == price["2027-Q1"]["own"]
    assert [one["event"] for one in second["payments"]] == ["buyer/p-2"]
    assert {(one["quarter"], one["units"]) for one in second["goods"]} == {("2027-Q1", 10), ("2027-Q2", 5)}
    assert second["from"] == "2027-04-01"


def test_a_payment_that_was_corrected_later_is_taken_back_in_the_later_period() -> None:
    right = payment("p-9", date(2027, 3, 9), "80.00", corrects="p-1")
    period = Period(first=date(2027, 4, 1), earlier=(FIRST, PAID))

    body = state(sale(), (FIRST, PAID, right), party="buyer", to=Q2, period=period).body

    assert [(one["event"], one["amount"]) for one in body["payments"]] == [
        ("buyer/p-1", "-100.00"),
        ("buyer/p-9", "80.00"),
    ]
    assert [one["paid"] for one in body["movements"] if one["from"] == "buyer"] == ["-20.00"]


def test_a_line_that_is_nothing_any_more_is_told_below_zero() -> None:
    gone = Event(source="maker", id="w-1", kind="withdrawn", effective_on=date(2027, 4, 4), corrects="d-1")
    period = Period(first=date(2027, 4, 1), earlier=(FIRST,))

    body = state(sale(), (FIRST, gone), party="maker", to=Q2, period=period).body

    told = {one["line"]: (one["amount"], one["before"], one["own"]) for one in body["lines"]}
    assert told["terms.sale/price"] == ("0.00", "360.36", "-360.36")
    assert body["goods"] == [
        {"clause": "sale", "line": body["goods"][0]["line"], "quarter": "2027-Q1", "from": "maker", "to": "buyer", "system": "drone", "units": -40}
    ]  # fmt: skip


DAYS = st.dates(date(2027, 1, 1), date(2027, 9, 30))
EVENTS = st.lists(st.tuples(DAYS, st.integers(1, 90), st.booleans(), st.booleans()), max_size=9)


@given(EVENTS)
def test_opening_and_own_less_paid_is_what_is_left(said: list[tuple[date, int, bool, bool]]) -> None:
    events = [
        (payment(f"p-{at}", day, str(units)) if is_payment else delivery(f"d-{at}", day, units), is_early)
        for at, (day, units, is_payment, is_early) in enumerate(said)
    ]
    earlier = tuple(event for event, is_early in events if is_early)
    period = Period(first=date(2027, 4, 1), earlier=earlier)

    body = state(sale(), [event for event, _ in events], party="maker", to=Q2, period=period).body

    left = {(one["from"], one["to"]): one["left"] for one in body["balances"]}
    owns: dict[tuple[str, str], Decimal] = {}
    for line in body["lines"]:
        key = (line["from"], line["to"])
        owns[key] = owns.get(key, Decimal(0)) + Decimal(line["own"])
    for one in body["movements"]:
        key = (one["from"], one["to"])
        assert Decimal(one["opening"]) + Decimal(one["own"]) - Decimal(one["paid"]) == Decimal(one["left"])
        assert Decimal(one["left"]) == Decimal(left.get(key, "0"))
        assert Decimal(one["own"]) == owns.get(key, Decimal(0))
