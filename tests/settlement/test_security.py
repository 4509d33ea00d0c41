"""Security: given, drawn, released; what the ledger holds of it, what statements say, and limits that were passed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.deal import Quarter
from dronedeal.settlement import Event, Signed, accrue, journal, major, said_events, state, verify
from tests.deals import clause, deal, money, share
from tests.settlement.settling import SALE, delivery, opened, payment, recorded, signed

END = date(2027, 12, 31)
AMOUNTS = st.lists(
    st.tuples(st.sampled_from(["secured", "drawn", "released"]), st.integers(1, 12), st.integers(1, 99_999)),
    max_size=12,
)


def secured(by: str, **more: object) -> Signed:
    said = {"by": by, "debtor": "buyer", "creditor": "maker", "terms": ("sale",), "amount": money(500)} | more
    return signed(deal(SALE, clause("held", "security", **said)))


def event(kind: str, name: str, month: int, amount: str) -> Event:
    day = date(2027, month, 15)
    return Event(source="bank", id=name, kind=kind, effective_on=day, of="held", amount=Decimal(amount), currency="USD")


def test_what_is_drawn_settles_the_debt_and_comes_off_what_is_given_back() -> None:
    events = (
        delivery("d-1", date(2027, 2, 1), 40), payment("p-0", date(2027, 1, 1), "500", to="bank", of="held"),
        event("secured", "s-1", 1, "500"), event("drawn", "w-1", 5, "360.36"),
    )  # fmt: skip

    body = state(secured("escrow", holder="bank"), events, party="maker", to=END).body
    lines = {one["line"]: one["amount"] for one in body["lines"]}
    returned = state(secured("escrow", holder="bank"), events, party="bank", to=END).body

    assert (lines["terms.held/drawn"], lines["terms.held/settled"]) == ("360.36", "-360.36")
    assert [one["left"] for one in body["balances"] if one["from"] == "buyer"] == ["40.04"]  # the retention
    assert [one["amount"] for one in returned["lines"] if one["line"] == "terms.held/returned"] == ["139.64"]
    assert body["security"] == [
        {
            "clause": "held", "from": "buyer", "to": "maker", "holder": "bank", "currency": "USD", "amount": "500.00", "secured": "500.00",
            "drawn": "360.36", "released": "0.00", "held": "139.64", "over": "0.00", "beyond": "0.00",
        }
    ]  # fmt: skip


def test_what_is_used_beyond_what_was_given_and_held_beyond_the_clause_is_told() -> None:
    events = (event("secured", "s-1", 1, "600"), event("drawn", "w-1", 5, "750"), event("secured", "s-2", 8, "501"))

    [row] = state(secured("letter_of_credit", holder="bank"), events, party="bank", to=END).body["security"]

    assert (row["held"], row["over"], row["beyond"]) == ("501.00", "1.00", "150.00")


@given(said=AMOUNTS)
def test_held_is_what_was_given_less_what_counted_and_the_sides_books_agree(said: list[tuple[str, int, int]]) -> None:
    events = [event(kind, f"e-{at}", month, major(units, "USD")) for at, (kind, month, units) in enumerate(said)]
    what = secured("letter_of_credit", holder="bank", fee=share("0.02"))

    [row] = state(what, events, party="buyer", to=END).body["security"]
    sums: dict[str, Decimal] = {}
    for one in accrue(what, events, END).payables:
        sums[one.line.label] = sums.get(one.line.label, Decimal(0)) + Decimal(major(one.minor, "USD"))

    drawn = sums.get("drawn", Decimal(0))
    assert sums.get("reimbursed", 0) == -sums.get("settled", 0) == drawn
    assert Decimal(row["held"]) >= 0
    assert Decimal(row["beyond"]) >= 0
    used = Decimal(row["drawn"]) + Decimal(row["released"]) - Decimal(row["beyond"])
    assert Decimal(row["held"]) == Decimal(row["secured"]) - used
    assert drawn <= min(Decimal(row["drawn"]), used)


def test_security_is_a_unit_of_its_own_that_balances_and_no_money(tmp_path: Path) -> None:
    ledger = opened(tmp_path, secured("letter_of_credit", holder="bank"))
    recorded(ledger, [event("secured", "s-1", 1, "500"), event("drawn", "w-1", 5, "120.25")])
    recorded(ledger, [event("released", "r-1", 6, "0.75")])
    ledger.close(END, now="2028-01-01T00:00:00+00:00")

    held = {(account, unit): units for account, unit, units in ledger.balances() if unit.startswith("SECURITY-")}

    assert held == {("bank:secures:maker", "SECURITY-USD"): -37900, ("maker:security:bank", "SECURITY-USD"): 37900}
    assert verify(ledger) == ()
    text = journal(ledger, "beancount")
    assert "Assets:Maker:Security:Bank  500.00 SECURITY-USD" in text
    assert "Liabilities:Bank:Secures:Maker  -500.00 SECURITY-USD" in text
    ledger.close_store()


def test_quarters_in_which_more_was_invoiced_than_the_limit_are_told() -> None:
    events = (
        delivery("d-1", date(2027, 2, 1), 50), delivery("d-2", date(2027, 5, 4), 49), delivery("d-3", date(2027, 8, 4), 60)
    )  # fmt: skip
    what = secured("exposure_limit")

    told = {party: state(what, events, party=party, to=END).body["limits"] for party in ("maker", "buyer", "bank")}
    early = state(what, events, party="maker", to=date(2027, 3, 31)).body["limits"]

    assert [(one["quarter"], one["limit"], one["invoiced"], one["over"]) for one in told["maker"]] == [
        ("2027-Q1", "500.00", "500.50", "0.50"), ("2027-Q3", "500.00", "600.60", "100.60"),
    ]  # fmt: skip
    assert {name: told["maker"][0][name] for name in ("clause", "from", "to", "currency")} == {
        "clause": "held", "from": "buyer", "to": "maker", "currency": "USD",
    }  # fmt: skip
    assert told["buyer"] == told["maker"]
    assert told["bank"] == []
    assert early == told["maker"][:1]


def test_what_is_invoiced_up_to_the_limit_is_not_told() -> None:
    what = secured("exposure_limit", amount=money("500.50"))

    body = state(what, (delivery("d-1", date(2027, 2, 1), 50),), party="maker", to=END).body

    assert body["limits"] == []


def test_after_its_end_nothing_is_asked_and_what_is_still_held_is_not_over() -> None:
    what = secured("letter_of_credit", holder="bank", until=Quarter(2027, 2))

    [row] = state(what, (event("secured", "s-1", 1, "600"),), party="bank", to=END).body["security"]

    assert (row["amount"], row["held"], row["over"]) == ("0.00", "600.00", "0.00")


@pytest.mark.parametrize("of", ["sale", "nothing"])
def test_nothing_is_drawn_under_a_clause_that_holds_no_security(of: str) -> None:
    said = {"source": "bank", "id": "w", "kind": "drawn", "effective_on": "2027-05-15", "of": of, "amount": "5", "currency": "USD"}  # fmt: skip

    events, findings = said_events([said], secured("letter_of_credit", holder="bank"))

    assert events == ()
    assert [(one.code, one.mend) for one in findings] == [("L105", "known: held")]
