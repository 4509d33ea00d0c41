"""What a deal says of paying: late interest, business days, least amounts, netting, other currencies, numbers fixed later."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dronedeal
from dronedeal.deal import Agreed, Clause, Quarter, Uncertain, Uniform
from dronedeal.deal.paying import BusinessDays, Exchange, LateInterest, Paying, RateStep
from dronedeal.settlement import Event, Signed, said_events, state, statement_of, verify
from dronedeal.settlement.allocation import Credit, Debt, Settled, allocated
from dronedeal.settlement.business_days import is_open, shifted
from dronedeal.settlement.exchange import exchanged
from dronedeal.settlement.late import accrued
from tests.deals import clause, deal, money, share
from tests.settlement.settling import NOW, delivery, opened, payment, recorded, signed

EUROPEAN = (
    RateStep(since=date(2026, 1, 1), rate=Decimal("0.1015")),
    RateStep(since=date(2026, 7, 1), rate=Decimal("0.1040")),
)
END = date(2027, 12, 31)


def sale(price: str, **more: object) -> Clause:
    return clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(price), **more)


def agreement(*clauses: Clause, **paying: Any) -> Signed:
    return signed(replace(deal(*clauses), paying=Paying(**paying)))


def fixing(name: str, day: date, of: str, value: str) -> Event:
    return Event(source="bank", id=name, kind="fixed", effective_on=day, of=of, value=Decimal(value))


def lines(what: Signed, *events: Event, to: date = END, party: str = "maker") -> list[dict[str, Any]]:
    return list(state(what, events, party=party, to=to).body["lines"])


# --- late interest ---


def debt(amount: int, due: date) -> Debt:
    return Debt(key=("terms.sale/price", "2026-Q2", "EUR"), clause="sale", due=due, minor=amount)


@pytest.mark.parametrize(
    ("rates", "interest"),
    [(EUROPEAN, 207_064), ((RateStep(since=date(2026, 1, 1), rate=Decimal("0.1040")),), 209_171)],
    ids=["stepped", "one rate"],
)
def test_r12_interest_on_99_203_89_due_30_may_and_paid_12_august(rates: tuple[RateStep, ...], interest: int) -> None:
    late = LateInterest(rates=rates, day_count="actual/365")
    owed = debt(9_920_389, date(2026, 5, 30))

    found = accrued(owed, (Settled(day=date(2026, 8, 12), minor=9_920_389),), late, date(2026, 12, 31))

    assert round(found) == interest


def test_r12_published_interest_on_4_500_at_11_per_cent_for_30_days() -> None:
    late = LateInterest(rates=(RateStep(since=date(2026, 1, 1), rate=Decimal("0.11")),), day_count="actual/365")

    found = accrued(debt(450_000, date(2026, 3, 1)), (), late, date(2026, 3, 31))

    assert f"{float(found / 100):.4f}" == "40.6849"  # 40.68, as published


def test_no_interest_is_nothing_as_a_fraction() -> None:
    late = LateInterest(rates=EUROPEAN, day_count="actual/365")

    found = accrued(debt(100, date(2026, 3, 1)), (), late, date(2026, 3, 1))

    assert (type(found), found) == (Fraction, 0)


def interest_of(what: Signed, *events: Event, to: date = END) -> list[tuple[str, str, str]]:
    return [
        (line["quarter"], line["currency"], line["amount"])
        for line in lines(what, *events, to=to)
        if line["line"].startswith("paying.late")
    ]


def test_interest_runs_on_what_is_unpaid_and_stops_when_it_is_paid() -> None:
    late = LateInterest(rates=(RateStep(since=date(2027, 1, 1), rate=Decimal("0.10")),), day_count="actual/365")
    what = agreement(sale("1000"), late=late)
    handed = delivery("d1", date(2027, 2, 15), 10)
    (due,) = {line["due"] for line in lines(what, handed, to=date(2027, 3, 31)) if line["line"] == "terms.sale/price"}
    day = date.fromisoformat(due)
    half, rest = payment("p1", day + timedelta(days=10), "4000"), payment("p2", day + timedelta(days=40), "6000")

    found = interest_of(what, handed, half, rest)

    whole = Decimal(10_000) * 10 / 3650 + Decimal(6_000) * 30 / 3650
    assert sum(Decimal(amount) for _, _, amount in found) == whole.quantize(Decimal("0.01"))


def test_interest_of_quarters_adds_up_to_one_rounded_sum() -> None:
    late = LateInterest(rates=(RateStep(since=date(2027, 1, 1), rate=Decimal("0.0777")),), day_count="actual/360")
    what = agreement(sale("333.33"), late=late)
    handed = delivery("d1", date(2027, 2, 15), 1)
    (due,) = {line["due"] for line in lines(what, handed, to=date(2027, 3, 31)) if line["line"] == "terms.sale/price"}

    found = interest_of(what, handed)

    days = (END - date.fromisoformat(due)).days
    assert len(found) == 4
    assert sum(Decimal(amount) for _, _, amount in found) == round(
        Decimal("333.33") * Decimal("0.0777") * days / 360, 2
    )


def test_within_the_days_of_grace_nothing_is_charged_and_after_them_from_the_due_day() -> None:
    late = LateInterest(
        rates=(RateStep(since=date(2027, 1, 1), rate=Decimal("0.10")),), day_count="actual/365", grace=20
    )
    owed = replace(debt(3_650_000, date(2027, 3, 31)))
    paid_at = [date(2027, 3, 31) + timedelta(days=days) for days in (20, 21)]

    found = [accrued(owed, (Settled(day=day, minor=owed.minor),), late, END) for day in paid_at]

    assert found == [0, 21_000]


def dispute(name: str, day: date, amount: str, **more: str) -> Event:
    return replace(payment(name, day, amount, of="sale"), kind="disputed", **more)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ([], {"10000": 100}),
        ([("x1", 30, "4000", {})], {"6000": 100, "4000": 30}),
        ([("x1", -5, "4000", {})], {"6000": 100}),
        ([("x1", 30, "4000", {}), ("x2", 50, "3000", {})], {"3000": 150, "4000": 30}),
        ([("x1", 30, "90000", {})], {"10000": 30}),
        ([("x1", 30, "4000", {"of": "other"})], {"10000": 100}),
        ([("x1", 30, "4000", {"by": "maker", "to": "buyer"})], {"10000": 100}),
        ([("x1", 30, "4000", {"currency": "EUR"})], {"10000": 100}),
    ],
    ids=[
        "none",
        "a part",
        "before it is due",
        "two",
        "more than is owed",
        "another clause",
        "the other way",
        "another currency",
    ],
)
def test_interest_stops_on_what_is_disputed_where_the_deal_says_so(
    said: list[tuple[str, int, str, dict[str, str]]], days: dict[str, int]
) -> None:
    rates = (RateStep(since=date(2027, 1, 1), rate=Decimal("0.10")),)
    running, stopping = (
        agreement(sale("1000"), late=LateInterest(rates=rates, day_count="actual/365", disputed=disputed))
        for disputed in ("runs", "stops")
    )
    handed = delivery("d1", date(2027, 2, 15), 10)
    (due,) = {
        line["due"] for line in lines(running, handed, to=date(2027, 3, 31)) if line["line"] == "terms.sale/price"
    }
    day = date.fromisoformat(due)
    to = day + timedelta(days=100)
    disputes = [dispute(name, day + timedelta(days=after), amount, **more) for name, after, amount, more in said]
    expected = sum(Decimal(amount) * number for amount, number in days.items()) / 3650

    found = interest_of(stopping, handed, *disputes, to=to)

    assert sum(Decimal(amount) for *_, amount in found) == round(expected, 2)
    assert interest_of(running, handed, *disputes, to=to) == interest_of(running, handed, to=to)


def test_a_dispute_that_is_withdrawn_or_paid_never_stopped_interest() -> None:
    rates = (RateStep(since=date(2027, 1, 1), rate=Decimal("0.10")),)
    what = agreement(sale("1000"), late=LateInterest(rates=rates, day_count="actual/365", disputed="stops"))
    handed, paid_all = delivery("d1", date(2027, 2, 15), 10), payment("p1", date(2027, 11, 1), "10000")
    contested = dispute("x1", date(2027, 6, 1), "4000")
    gone = Event(source="buyer", id="w1", kind="withdrawn", effective_on=date(2027, 9, 1), corrects="x1")

    assert interest_of(what, handed, contested) != interest_of(what, handed)
    assert interest_of(what, handed, contested, gone) == interest_of(what, handed)
    assert interest_of(what, handed, contested, paid_all) == interest_of(what, handed, paid_all)


def test_a_dispute_is_told_in_the_currency_that_its_clause_is_paid_in_or_in_the_deals() -> None:
    exchange = {"EUR": Exchange(terms=("sale",), source="ECB", quoted="one_is", rate="due")}
    what = agreement(
        sale("1000"),
        clause("other", "purchase", seller="maker", buyer="state", systems=("drone",), price=money("1")),
        exchange=exchange,
    )
    said = [
        {
            "source": "buyer",
            "id": f"{of}-{code}",
            "kind": "disputed",
            "effective_on": "2027-06-01",
            "of": of,
            "by": "buyer",
            "to": "maker",
            "amount": "5",
            "currency": code,
        }
        for of in ("sale", "other")
        for code in ("USD", "EUR", "GBP")
    ]

    events, findings = said_events(said, what)

    assert [event.id for event in events] == ["sale-USD", "sale-EUR", "other-USD"]
    assert [(one.code, one.message) for one in findings] == [
        ("L104", "disputed is told in USD or EUR"),
        ("L104", "disputed is told in USD"),
        ("L104", "disputed is told in USD"),
    ]


def test_a_fixed_sum_is_charged_once_for_a_line_that_is_late() -> None:
    fixed = Agreed(value=Decimal(40), unit="EUR", path="paying.late.fixed")
    late = LateInterest(rates=(RateStep(since=date(2027, 1, 1), rate=Decimal(0)),), day_count="actual/365", fixed=fixed)
    what = agreement(sale("1000"), late=late)

    found = interest_of(what, delivery("d1", date(2027, 2, 15), 1), delivery("d2", date(2027, 5, 15), 1))

    assert found == [("2027-Q1", "EUR", "40.00"), ("2027-Q2", "EUR", "40.00")]


def test_interest_is_closed_trued_up_and_verified_like_any_line(tmp_path: Path) -> None:
    late = LateInterest(rates=(RateStep(since=date(2027, 1, 1), rate=Decimal("0.10")),), day_count="actual/365")
    what = agreement(sale("1000"), late=late)
    ledger = opened(tmp_path, what)
    recorded(ledger, [delivery("d1", date(2027, 2, 15), 10)])
    for day in (date(2027, 3, 31), date(2027, 6, 30)):
        assert ledger.close(day, now=NOW)[1] == ()
    recorded(ledger, [payment("p1", date(2027, 4, 20), "10000")])

    found = statement_of(ledger, party="maker", to=date(2027, 9, 30)).body["lines"]

    changed = {line["quarter"]: line["true_up"] for line in found if line["line"].startswith("paying.late")}
    assert changed
    assert all(Decimal(value) < 0 for value in changed.values() if value is not None)
    assert ledger.close(date(2027, 9, 30), now=NOW)[1] == ()
    assert verify(ledger) == ()


# --- allocation ---

DAYS = st.integers(0, 200).map(lambda days: date(2027, 1, 1) + timedelta(days=days))
DEBTS = st.lists(
    st.builds(
        lambda at, clause, due, minor: (at, clause, due, minor),
        st.integers(0, 9), st.sampled_from("ab"), DAYS, st.integers(1, 1000),
    ),
    max_size=6,
    unique_by=lambda one: one[0],
)  # fmt: skip
CREDITS = st.lists(st.builds(Credit, day=DAYS, minor=st.integers(1, 1500), clause=st.sampled_from(["", "a", "b"])), max_size=6)  # fmt: skip


@given(raw=DEBTS, credits_=CREDITS, data=st.data())
def test_payments_settle_what_is_owed_once_whatever_order_they_come_in(raw: Any, credits_: Any, data: Any) -> None:
    debts = [Debt(key=(clause, str(at), "USD"), clause=clause, due=due, minor=minor) for at, clause, due, minor in raw]

    settled, left = allocated(debts, credits_)
    again = allocated(data.draw(st.permutations(debts)), data.draw(st.permutations(credits_)))

    spent = sum(part.minor for parts in settled.values() for part in parts)
    assert (settled, left) == again
    assert spent + sum(one.minor for one in left) == sum(one.minor for one in credits_)
    assert spent == min(sum(one.minor for one in debts), sum(one.minor for one in credits_))
    for one in debts:
        assert sum(part.minor for part in settled.get(one.key, ())) <= one.minor
        assert all(part.day >= one.due for part in settled.get(one.key, ()))


def test_a_payment_of_a_clause_settles_that_clause_before_older_debts() -> None:
    old = Debt(key=("a", "1", "USD"), clause="a", due=date(2027, 1, 1), minor=100)
    new = Debt(key=("b", "2", "USD"), clause="b", due=date(2027, 2, 1), minor=100)

    settled, left = allocated([old, new], [Credit(day=date(2027, 3, 1), minor=130, clause="b")])

    assert {key: sum(part.minor for part in parts) for key, parts in settled.items()} == {new.key: 100, old.key: 30}
    assert left == ()


# --- business days ---


def days(shift: Literal["following", "modified_following", "preceding"], **more: Any) -> BusinessDays:
    return BusinessDays(shift=shift, interest_from="shifted", **more)


@pytest.mark.parametrize(
    ("shift", "day", "goes"),
    [
        ("following", date(2026, 2, 28), date(2026, 3, 2)),  # a Saturday: settle.md G12
        ("modified_following", date(2026, 2, 28), date(2026, 2, 27)),
        ("preceding", date(2026, 2, 28), date(2026, 2, 27)),
        ("modified_following", date(2026, 2, 14), date(2026, 2, 16)),
        ("following", date(2026, 2, 27), date(2026, 2, 27)),
    ],
)
def test_a_day_without_business_is_shifted(shift: Any, day: date, goes: date) -> None:
    assert shifted(day, days(shift)) == goes


@given(day=st.dates(date(2020, 1, 1), date(2040, 12, 31)), closed=st.sets(DAYS, max_size=30), shift=st.sampled_from(["following", "modified_following", "preceding"]))  # fmt: skip
def test_what_is_shifted_is_open_and_nothing_open_lies_between(day: date, closed: set[date], shift: Any) -> None:
    calendar = days(shift, closed=tuple(sorted(closed)))

    goes = shifted(day, calendar)

    step = 1 if goes >= day else -1
    between = [day + timedelta(days=step * number) for number in range(abs((goes - day).days))]
    assert is_open(goes, calendar)
    assert not any(is_open(one, calendar) for one in between)


@pytest.mark.parametrize(("since", "counted"), [("shifted", 29), ("unshifted", 31)])
def test_g12_interest_counts_from_the_day_before_or_after_the_shift(since: Any, counted: int) -> None:
    late = LateInterest(rates=(RateStep(since=date(2026, 1, 1), rate=Decimal("0.365")),), day_count="actual/365")
    handed = delivery("d1", date(2027, 5, 15), 10)
    (unmoved,) = {line["due"] for line in lines(agreement(sale("1000")), handed)}
    due = date.fromisoformat(unmoved)
    closed = (due, due + timedelta(days=1))
    calendar = BusinessDays(shift="following", interest_from=since, weekend=(), closed=closed)
    what = agreement(sale("1000"), late=late, days=calendar)
    paid = payment("p1", due + timedelta(days=31), "10000")

    found = lines(what, handed, paid)

    assert found[0]["due"] == str(due + timedelta(days=2))
    assert sum(Decimal(line["amount"]) for line in found[1:]) == Decimal(10) * counted


# --- least amount and netting ---


def test_r19_nothing_falls_due_until_500_have_come_together() -> None:
    least = Agreed(value=Decimal(500), unit="USD", path="paying.least")
    what = agreement(sale("1"), least=least)
    events = [delivery(f"d{at}", date(2027, 3 * at + 2, 15), units) for at, units in enumerate((300, 150, 700))]

    found = [line for line in lines(what, *events) if line["line"] == "terms.sale/price"]

    assert [line["amount"] for line in found] == ["300.00", "150.00", "700.00"]
    assert len({line["due"] for line in found}) == 1
    plain = [line for line in lines(agreement(sale("1")), *events) if line["line"] == "terms.sale/price"]
    assert found[0]["due"] == plain[2]["due"]


def test_what_never_comes_to_the_least_is_due_when_the_term_ends() -> None:
    least = Agreed(value=Decimal(500), unit="USD", path="paying.least")
    what = agreement(sale("1"), least=least)

    (line,) = lines(what, delivery("d", date(2027, 2, 15), 300))

    assert line["due"] == str(what.deal.horizon.quarters[-1].last_day)


def test_g13_each_currency_is_netted_by_itself() -> None:
    euro = Exchange(terms=("euros", "back_euros"), source="the bank of issue", quoted="one_is", rate="due")
    moved = {
        "euros": ("buyer", "maker", 120_000), "back_euros": ("maker", "buyer", 95_000),
        "dollars": ("buyer", "maker", 40_000), "back_dollars": ("maker", "buyer", 61_000),
    }  # fmt: skip
    terms = [
        clause(name, "compensation", payer=payer, payee=payee, amount=money(amount), what="a sum", on=Quarter(2027, 1))
        for name, (payer, payee, amount) in moved.items()
    ]  # fmt: skip
    what = agreement(*terms, netting=True, exchange={"EUR": euro})
    fixed = fixing("f", date(2027, 1, 1), "paying.exchange.EUR", "1")

    found = state(what, [fixed], party="maker", to=date(2027, 6, 30)).body["net"]

    assert [(one["from"], one["to"], one["currency"], one["amount"]) for one in found] == [
        ("buyer", "maker", "EUR", "25000.00"),
        ("maker", "buyer", "USD", "21000.00"),
    ]


# --- other currencies ---

RATES = ((date(2027, 1, 10), Decimal("4.00")), (date(2027, 2, 10), Decimal("4.10")), (date(2027, 3, 10), Decimal("4.25")))  # fmt: skip


@pytest.mark.parametrize(
    ("quoted", "rate", "amount", "worth"),
    [
        ("one_is", "mean", "8000000", "1943319.84"),
        ("one_is", "mean_of_inverses", "8000000", "1944524.15"),
        ("one_is", "due", "8000000", "1951219.51"),
        ("one_is", "quarter_end", "8000000", "1882352.94"),
        ("buys", "due", "100", "410.00"),
    ],
)
def test_r11_an_amount_at_the_rate_the_deal_names(quoted: Any, rate: Any, amount: str, worth: str) -> None:
    exchange = Exchange(terms=("sale",), source="a central bank", quoted=quoted, rate=rate)

    found = exchanged(Decimal(amount), exchange, RATES, Quarter(2027, 1), date(2027, 2, 20))

    assert found is not None
    assert round(found[0], 2) == Decimal(worth)


def test_r11_a_royalty_of_1006_at_4_0321_is_rounded_once() -> None:
    exchange = Exchange(terms=("sale",), source="a central bank", quoted="one_is", rate="due")

    found = exchanged(Decimal(1006) * Decimal("0.05"), exchange, [(date(2027, 1, 1), Decimal("4.0321"))], Quarter(2027, 1), END)  # fmt: skip

    assert found is not None
    assert round(found[0], 2) == Decimal("12.47")


def test_a_line_paid_in_another_currency_waits_for_its_rate_and_says_so() -> None:
    euro = Exchange(terms=("sale",), source="the bank of issue", quoted="one_is", rate="due")
    what = agreement(sale("1000"), exchange={"EUR": euro})
    handed = delivery("d1", date(2027, 2, 15), 1)

    (before,) = lines(what, handed)
    (after,) = lines(what, handed, fixing("f", date(2027, 2, 1), "paying.exchange.EUR", "1.25"))

    assert (before["currency"], before["amount"]) == ("USD", "1000.00")
    assert "no rate of EUR is fixed yet" in before["formula"]
    assert (after["currency"], after["amount"]) == ("EUR", "800.00")
    assert after["formula"].endswith("/ 1.25 [EUR, the bank of issue]")


def test_a_rate_fixed_after_closing_moves_the_line_into_its_currency(tmp_path: Path) -> None:
    euro = Exchange(terms=("sale",), source="the bank of issue", quoted="one_is", rate="quarter_end")
    what = agreement(sale("1000"), exchange={"EUR": euro})
    ledger = opened(tmp_path, what)
    recorded(ledger, [delivery("d1", date(2027, 2, 15), 1)])
    assert ledger.close(date(2027, 3, 31), now=NOW)[1] == ()
    recorded(ledger, [fixing("f", date(2027, 3, 30), "paying.exchange.EUR", "1.25")])

    assert ledger.close(date(2027, 6, 30), now=NOW)[1] == ()

    owed = {(account, unit): minor for account, unit, minor in ledger.balances() if ":owes:" in account}
    assert owed == {("buyer:owes:maker", "EUR"): -80_000}
    assert verify(ledger) == ()


# --- numbers fixed later ---


def test_a_number_fixed_later_counts_at_its_base_and_then_as_it_was_fixed() -> None:
    price = Uncertain(
        unit="USD",
        path="terms.sale.price",
        distribution=Uniform(low=Decimal(900), high=Decimal(1100)),
        base=Decimal(1000),
    )
    term = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=price)
    agreed = replace(deal(term), paying=Paying(fixed_later=("terms.sale.price",)))
    what = dronedeal.sign(agreed, {})
    handed = [delivery(f"d{at}", date(2027, 3 * at + 2, 15), 1) for at in range(3)]

    found = lines(what, *handed, fixing("f", date(2027, 4, 3), "terms.sale.price", "1050.25"))

    assert [line["amount"] for line in found] == ["1000.00", "1050.25", "1050.25"]


def test_a_share_fixed_later_holds_from_the_quarter_of_its_day() -> None:
    rate = replace(share("0.05"), path="terms.sale.retention")
    term = sale("1000", retention=rate)
    what = signed(replace(deal(term), paying=Paying(fixed_later=("terms.sale.retention",))))
    handed = [delivery(f"d{at}", date(2027, 3 * at + 2, 15), 1) for at in range(2)]

    found = lines(what, *handed, fixing("f", date(2027, 4, 1), "terms.sale.retention", "0.04"))

    assert [line["amount"] for line in found if line["line"] == "terms.sale/price"] == ["950.00", "960.00"]


# --- disputes ---


def test_a_disputed_amount_stays_owed_and_is_told_until_it_is_withdrawn() -> None:
    what = agreement(sale("1000"))
    handed = delivery("d1", date(2027, 2, 15), 10)
    contested = Event(
        source="buyer", id="c1", kind="disputed", effective_on=date(2027, 4, 1), of="sale", by="buyer", to="maker",
        amount=Decimal(1500), currency="USD", note="two airframes came without radios",
    )  # fmt: skip
    withdrawn = Event(source="buyer", id="c2", kind="withdrawn", effective_on=date(2027, 5, 1), corrects="c1")

    during = state(what, [handed, contested], party="maker", to=date(2027, 6, 30)).body
    after = state(what, [handed, contested, withdrawn], party="maker", to=date(2027, 6, 30)).body

    assert [(one["owed"], one["disputed"]) for one in during["balances"]] == [("10000.00", "1500.00")]
    assert during["disputed"][0]["note"] == "two airframes came without radios"
    assert after["disputed"] == []


def test_interest_that_was_stated_and_is_none_any_more_is_still_of_no_clause(tmp_path: Path) -> None:
    late = LateInterest(rates=(RateStep(since=date(2027, 1, 1), rate=Decimal("0.10")),), day_count="actual/365")
    ledger = opened(tmp_path, agreement(sale("1000"), late=late))
    recorded(ledger, [delivery("d1", date(2027, 1, 15), 10)])
    ledger.close(date(2027, 6, 30), now=NOW)
    recorded(ledger, [payment("p1", date(2027, 1, 20), "10000")])

    body = statement_of(ledger, party="maker", to=date(2027, 9, 30)).body

    interest = {line["quarter"]: line for line in body["lines"] if line["line"].startswith("paying.late_interest")}
    assert {(line["clause"], line["amount"]) for line in interest.values()} == {("", "0.00")}
    assert all(line["true_up"] == f"-{line['stated']}" for line in interest.values())
    assert verify(ledger) == ()
    ledger.close_store()
