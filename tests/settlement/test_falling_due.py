"""What falls due as the ledger tells it: formulas, days that interest counts from, and which events are behind a line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dronedeal.deal import Agreed, Clause, Line, MoneyIn, Place
from dronedeal.deal.paying import BusinessDays, Exchange, LateInterest, Paying, RateStep
from dronedeal.deal.quantity import Constant
from dronedeal.forms import Minimum
from dronedeal.settlement import Event, Payable, Signed, accrue
from dronedeal.settlement.falling_due import between, settlements
from tests.deals import clause, deal, money, share
from tests.settlement.settling import delivery, payment, signed

FIXED = Agreed(value=Decimal("40.50"), unit="EUR", path="paying.late.fixed", place=Place("deal.yaml", 7, 3))
LATE = LateInterest(
    rates=(
        RateStep(since=date(2027, 1, 1), rate=Decimal("0.10")),
        RateStep(since=date(2027, 4, 16), rate=Decimal("0.2")),
        RateStep(since=date(2027, 10, 1), rate=Decimal(0)),
    ),
    day_count="actual/365",
    fixed=FIXED,
    place=Place("deal.yaml", 6, 2),
)
HANDED = (delivery("d1", date(2027, 2, 15), 10), delivery("d2", date(2027, 5, 15), 1))


def sale(**more: Any) -> Clause:
    words = {"seller": "maker", "buyer": "buyer", "systems": ("drone",), "price": money(1000)} | more
    return clause("sale", "purchase", **words)


def agreement(*clauses: Clause, **paying: Any) -> Signed:
    return signed(replace(deal(*clauses), paying=Paying(**paying)))


def payables(what: Signed, *events: Event, to: date = date(2027, 12, 31)) -> list[Payable]:
    return list(accrue(what, events, to).payables)


def test_interest_tells_what_it_was_made_of() -> None:
    found = payables(
        agreement(sale(), late=LATE), *HANDED, payment("p1", date(2027, 3, 20), "4000"), to=date(2027, 11, 30)
    )

    charges = [one for one in found if one.line.path.startswith("paying.")]
    assert [(one.key[1:], one.period, one.minor, str(one.line.place), one.formula) for one in charges] == [
        (
            ("2027-Q1", "USD"), 0, 7836, "deal.yaml:6:2",
            "4000.00 × 0.10 × 22/365 + 6000.00 × 0.10 × 33/365 [terms.sale/price, 2027-Q1]",
        ),
        (("2027-Q1", "EUR"), 0, 4050, "deal.yaml:7:3", "40.50 × 1 late [terms.sale/price, 2027-Q1]"),
        (
            ("2027-Q2", "USD"), 1, 29096, "deal.yaml:6:2",
            ("4000.00 × 0.10 × 22/365 + 6000.00 × 0.10 × 48/365 + 6000.00 × 0.2 × 76/365 + 1000.00 × 0.2 × 30/365 - 78.36 before"
            " [terms.sale/price, 2027-Q1; terms.sale/price, 2027-Q2]"),
        ),
        (("2027-Q2", "EUR"), 1, 4050, "deal.yaml:7:3", "40.50 × 1 late [terms.sale/price, 2027-Q2]"),
        (
            ("2027-Q3", "USD"), 2, 35287, "deal.yaml:6:2",
            ("4000.00 × 0.10 × 22/365 + 6000.00 × 0.10 × 48/365 + 6000.00 × 0.2 × 168/365 + 1000.00 × 0.2 × 122/365 - 369.32 before"
            " [terms.sale/price, 2027-Q1; terms.sale/price, 2027-Q2]"),
        ),
    ]  # fmt: skip
    assert all(one.events == () for one in charges)


def test_an_interest_line_is_a_line_of_its_own_between_the_two() -> None:
    late = replace(LATE, fixed=None)

    (charge,) = payables(agreement(sale(), late=late), HANDED[0], to=date(2027, 3, 31))[1:]

    assert charge.line == Line(
        path="paying.late_interest/buyer/maker/USD", clause="", label="late_interest", debtor="buyer", creditor="maker",
        what=MoneyIn("USD"), quantity=Constant(value=Decimal(0)), due=(), obligated=(), account="", condition="",
        status="existing", lead=0, value=None, open=(), place=Place("deal.yaml", 6, 2),
    )  # fmt: skip
    assert (charge.quarter, charge.due, charge.counts_from) == (
        deal().horizon.quarters[0],
        date(2027, 3, 31),
        date(2027, 3, 31),
    )


def test_the_sum_for_several_late_lines_is_charged_once_a_line_in_its_own_currency() -> None:
    sums = [
        clause(name, "compensation", payer="buyer", payee="maker", amount=money(5), what="") for name in ("a", "b", "c")
    ]
    what = agreement(*sums, late=LATE)

    found = [one for one in payables(what) if one.line.label == "late_fixed"]

    assert [(one.minor, one.currency, one.line.what, one.formula) for one in found] == [
        (12150, "EUR", MoneyIn("EUR"), "40.50 × 3 late [terms.a/amount, 2027-Q1; terms.b/amount, 2027-Q1; terms.c/amount, 2027-Q1]")
    ]  # fmt: skip


def test_a_rate_of_nothing_or_of_no_day_is_not_told() -> None:
    steps = ((date(2027, 1, 1), "0"), (date(2027, 3, 11), "0.1"), (date(2027, 4, 1), "0.2"))
    late = replace(LATE, fixed=None, rates=tuple(RateStep(since=since, rate=Decimal(rate)) for since, rate in steps))

    charge = payables(agreement(sale(), late=late), HANDED[0], to=date(2027, 3, 31))[1]

    assert charge.formula == "10000.00 × 0.1 × 21/365 [terms.sale/price, 2027-Q1]"


def test_interest_that_no_rate_bears_is_told_by_the_sum_alone() -> None:
    late = replace(LATE, rates=(RateStep(since=date(2028, 1, 1), rate=Decimal("0.1")),))

    found = payables(agreement(sale(), late=late), HANDED[0])

    assert [one.line.label for one in found] == ["price", "late_fixed"]


@pytest.mark.parametrize(
    ("since", "from_day"), [("shifted", date(2027, 3, 1)), ("unshifted", date(2027, 2, 26)), (None, date(2027, 2, 26))]
)
def test_the_day_interest_counts_from(since: Any, from_day: date) -> None:
    days = None if since is None else BusinessDays(shift="following", interest_from=since, closed=(date(2027, 2, 26),))

    (line,) = payables(agreement(sale(), days=days), HANDED[0])

    assert (line.due, line.counts_from) == (date(2027, 2, 26) if days is None else date(2027, 3, 1), from_day)


def test_lines_that_wait_count_from_when_they_fall_due_and_others_keep_their_days() -> None:
    least = Agreed(value=Decimal(1500), unit="USD", path="paying.least")
    days = BusinessDays(shift="following", interest_from="unshifted", closed=(date(2027, 5, 31),))
    what = agreement(sale(price=money(100)), least=least, days=days)
    events = [delivery(f"d{at}", date(2027, 3 * at + 1, 15), units) for at, units in enumerate((10, 6, 15, 1))]

    found = payables(what, *events)

    assert [(one.due, one.counts_from) for one in found] == [
        (date(2027, 6, 1), date(2027, 6, 1)),
        (date(2027, 6, 1), date(2027, 5, 31)),
        (date(2027, 8, 31), date(2027, 8, 31)),
        (date(2027, 12, 31), date(2027, 12, 31)),
    ]


def test_what_is_due_after_the_term_and_never_comes_to_the_least_stays_on_its_day() -> None:
    least = Agreed(value=Decimal(1500), unit="USD", path="paying.least")

    found = payables(agreement(sale(retention=share("0.5"), price=money(1)), least=least), HANDED[0])

    assert [(one.line.label, one.due) for one in found] == [
        ("price", date(2027, 12, 31)),
        ("retention", date(2028, 2, 29)),
    ]


def test_lines_of_another_currency_wait_for_nothing() -> None:
    least = Agreed(value=Decimal(100_000), unit="EUR", path="paying.least")

    (line,) = payables(agreement(sale(), least=least), HANDED[0])

    assert line.due == date(2027, 2, 26)


def test_lines_of_another_currency_before_them_do_not_keep_lines_from_waiting() -> None:
    least = Agreed(value=Decimal(100_000), unit="USD", path="paying.least")
    euro = Exchange(terms=("first",), source="a bank", quoted="buys", rate="due")
    rate = Event(
        source="bank", id="f", kind="fixed", effective_on=date(2027, 1, 1), of="paying.exchange.EUR", value=Decimal(2)
    )
    first = clause("first", "compensation", payer="buyer", payee="maker", amount=money(1), what="")
    what = agreement(first, sale(), least=least, exchange={"EUR": euro})

    found = payables(what, HANDED[0], rate)

    assert [(one.currency, one.due) for one in found] == [("EUR", date(2027, 1, 1)), ("USD", date(2027, 12, 31))]


def test_what_is_between_two_in_a_currency_and_what_settled_it() -> None:
    sums = {"a": ("buyer", 700), "b": ("buyer", -200), "c": ("third", 5)}
    terms = [
        clause(name, "compensation", payer=payer, payee="maker", amount=money(amount), what="")
        for name, (payer, amount) in sums.items()
    ]
    later = clause(
        "d", "compensation", payer="buyer", payee="maker", amount=money(9), what="", on=deal().horizon.quarters[3]
    )
    events = (
        payment("p1", date(2027, 1, 5), "100", of="a"),
        payment("p2", date(2027, 1, 6), "50", currency="EUR"),
        payment("p3", date(2027, 1, 6), "50", by="third"),
        payment("p4", date(2027, 1, 6), "900"),
    )
    lines = payables(agreement(*terms, later))

    pairs = between(lines)
    debts, settled, left = settlements(
        ("buyer", "maker", "USD"), pairs["buyer", "maker", "USD"], events, date(2027, 9, 30)
    )

    assert {pair: [one.line.clause for one in some] for pair, some in pairs.items()} == {
        ("buyer", "maker", "USD"): ["a", "b", "d"],
        ("third", "maker", "USD"): ["c"],
    }
    assert [(one.clause, one.minor, one.due) for one in debts] == [("a", 70_000, date(2027, 1, 1))]
    assert [(str(part.day), part.minor) for part in settled[debts[0].key]] == [
        ("2027-01-01", 20_000),
        ("2027-01-05", 10_000),
        ("2027-01-06", 40_000),
    ]
    assert [(str(one.day), one.minor, one.clause) for one in left] == [("2027-01-06", 50_000, "")]


def test_an_exchanged_line_tells_its_rate_and_where_that_comes_from() -> None:
    euro = Exchange(terms=("sale",), source="the bank of issue", quoted="buys", rate="mean_of_inverses")
    what = agreement(sale(), exchange={"EUR": euro})
    rates = [
        Event(source="bank", id=f"f{day}", kind="fixed", effective_on=date(2027, 2, day), of="paying.exchange.EUR", value=Decimal(value))
        for day, value in ((1, "2"), (2, "4"))
    ]  # fmt: skip

    (exchanged,) = payables(what, HANDED[0], *rates)
    (waiting,) = payables(what, HANDED[0])

    assert exchanged.formula == "1000 × 10 drone delivered / ((1/2 + 1/4)/2) [EUR, the bank of issue]"
    assert (exchanged.minor, exchanged.currency) == (2_666_667, "EUR")
    assert waiting.formula == "1000 × 10 drone delivered [no rate of EUR is fixed yet: not exchanged]"
    assert (waiting.minor, waiting.currency) == (1_000_000, "USD")


def test_what_a_day_brings_counts_on_that_day() -> None:
    late = replace(LATE, fixed=None)
    what = agreement(sale(), late=late)

    assert [one.minor for one in payables(what, HANDED[0], to=date(2027, 2, 15))] == []
    assert [one.minor for one in payables(what, HANDED[0], to=date(2027, 2, 26))] == [1_000_000]
    assert [one.key[1] for one in payables(what, HANDED[0], to=date(2027, 4, 1))][1:] == ["2027-Q1", "2027-Q2"]
    assert payables(what, delivery("d3", date(2027, 3, 31), 1), to=date(2027, 3, 31))[0].minor == 100_000


def test_interest_of_every_pair_is_charged_to_the_day_and_a_cent_bears_it_too() -> None:
    sums = {"a": ("buyer", "0.01"), "b": ("third", "100000")}
    terms = [
        clause(name, "compensation", payer=payer, payee="maker", amount=money(amount), what="")
        for name, (payer, amount) in sums.items()
    ]

    found = payables(agreement(*terms, late=LATE), to=date(2027, 5, 15))

    charged = [(one.line.label, one.line.debtor, one.key[1]) for one in found if one.line.path.startswith("paying.")]
    assert charged == [
        ("late_fixed", "buyer", "2027-Q1"),
        ("late_interest", "third", "2027-Q1"),
        ("late_fixed", "third", "2027-Q1"),
        ("late_interest", "third", "2027-Q2"),
    ]


def test_what_is_paid_in_time_is_charged_nothing() -> None:
    found = payables(agreement(sale(), late=LATE), HANDED[0], payment("p", date(2027, 2, 26), "10000"))

    assert [one.line.label for one in found] == ["price"]


def test_the_events_behind_a_line_are_those_of_its_quarter_and_of_a_running_one_all_before_it() -> None:
    minimum = Minimum(per_year=money(50_000), carry="none")
    rights = clause(
        "rights",
        "licence",
        licensor="third",
        licensee="maker",
        systems=("drone",),
        royalty=share("0.1"),
        minimum=minimum,
    )

    found = payables(agreement(sale(), rights), *HANDED)

    assert [(one.line.label, one.key[1], one.events) for one in found] == [
        ("price", "2027-Q1", ("maker/d1",)),
        ("price", "2027-Q2", ("maker/d2",)),
        ("royalty", "2027-Q1", ("maker/d1",)),
        ("royalty", "2027-Q2", ("maker/d2",)),
        ("minimum", "2027-Q4", ("maker/d1", "maker/d2")),
    ]
