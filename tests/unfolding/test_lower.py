"""Lowering: the days on which lines fall due, the quarters in which they bind, what primitives above them say."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dronedeal.deal import (
    After,
    All,
    Between,
    Choose,
    Constant,
    Due,
    Keep,
    Line,
    MoneyIn,
    Number,
    Open,
    Place,
    Quarter,
    Repeat,
    Standing,
    Term,
    Transfer,
    When,
)
from dronedeal.forms import Unreadable
from dronedeal.reading import ExactReader
from dronedeal.unfolding import Lowered, due_day, event_mask, lower
from tests.deals import an_open, by_year, clause, days, deal, event, months

CLAUSE = clause("made", "compensation", "existing")
HERE = Place("deal.yaml", 5, 7)
FIVE = Transfer(
    debtor="buyer", creditor="maker", what=MoneyIn(), quantity=Constant(value=Decimal(5)), label="five", place=HERE
)
PROMISE = Keep(by="buyer", to="maker", promise="end_use", text="kept", place=HERE)
Q1, Q2, Q4 = Quarter(2027, 1), Quarter(2027, 2), Quarter(2027, 4)


def lowered(term: Term, **events: Quarter | tuple[Quarter, int]) -> Lowered:
    happen = {
        name: event(name, when[0], lasts=when[1]) if isinstance(when, tuple) else event(name, when)
        for name, when in events.items()
    }
    return lower(deal(CLAUSE, events=happen), CLAUSE, term)


def line(term: Term, **events: Any) -> Line:
    [only] = lowered(term, **events).lines
    return only


def standing(term: Term, **events: Any) -> Standing:
    [only] = lowered(term, **events).standing
    return only


def amounts(one: Line) -> list[int]:
    return [
        int(value) for value in ExactReader(deal(CLAUSE).horizon, {}, settled={"takes": Decimal(1)}).read(one.quantity)
    ]


@pytest.mark.parametrize(
    ("due", "quarter", "expected"),
    [
        # the middle month's last business day
        (Due(), Q1, "2027-02-26"),
        (Due(), Q2, "2027-05-31"),
        (Due(), Quarter(2026, 1), "2026-02-27"),
        (Due(), Quarter(2028, 1), "2028-02-29"),
        (Due(), Quarter(2027, 3), "2027-08-31"),
        (Due(), Quarter(2030, 4), "2030-11-29"),
        (Due(anchor="statement"), Q1, "2027-03-31"),
        (Due(anchor="statement"), Q4, "2027-12-31"),
        (Due(anchor="start"), Q4, "2027-10-01"),
        # before the horizon and across years
        (Due(quarters=-1), Q1, "2026-11-30"),
        (Due(anchor="start", quarters=-5), Q1, "2025-10-01"),
        (Due(anchor="statement", quarters=4), Q4, "2028-12-31"),
        # days and months after
        (Due(after=days(45)), Q1, "2027-04-12"),
        (Due(anchor="statement", after=days(45)), Q4, "2028-02-14"),
        (Due(anchor="statement", after=months(2)), Q4, "2028-02-29"),
        (Due(anchor="statement", after=months(1)), Q1, "2027-04-30"),
        (Due(after=months(6)), Quarter(2027, 3), "2028-02-29"),
        (Due(anchor="start", after=months("1.5")), Q1, "2027-02-16"),
        (Due(after=days(0)), Q1, "2027-02-26"),
        (Due(anchor="statement", after=days(5), day=date(2027, 7, 4)), Q1, "2027-07-04"),
    ],
)
def test_a_line_falls_due_on(due: Due, quarter: Quarter, expected: str) -> None:
    assert str(due_day(due, quarter)) == expected


@pytest.mark.parametrize("after", [an_open(1, 2, unit="days"), by_year({"2027": days(1)})])
def test_a_delay_that_is_not_one_value_is_refused(after: Number) -> None:
    with pytest.raises(Unreadable):
        due_day(Due(after=after), Q1)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, "1111"),
        (Q2, None, "0111"),
        (None, Q4, "1110"),
        (Q2, Q4, "0110"),
        (Quarter(2020, 1), Quarter(2040, 1), "1111"),
        (Quarter(2028, 1), None, "0000"),
        (None, Quarter(2026, 4), "0000"),
        (Q4, Q2, "0000"),
    ],
)
def test_between_two_quarters_the_first_counts_and_the_last_does_not(
    since: Quarter | None, until: Quarter | None, expected: str
) -> None:
    binding = line(When(condition=Between(since=since, until=until), body=FIVE))

    assert "".join(str(int(here)) for here in binding.open) == expected
    assert amounts(binding) == [5 * int(here) for here in expected]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (After(event="peace"), "0011"),
        (After(event="peace", negated=True), "1100"),
        (After(event="peace", span="while"), "0011"),
        (After(event="peace", span="then"), "0010"),
        (After(event="storm"), "0111"),
        (After(event="storm", negated=True), "1000"),
        (After(event="storm", span="while"), "0100"),
        (After(event="storm", span="while", negated=True), "1011"),
        (After(event="storm", span="then"), "0100"),
        (After(event="storm", span="then", negated=True), "1011"),
        (After(event="never"), "0000"),
        (After(event="never", negated=True), "1111"),
        (After(event="never", span="while"), "0000"),
        (After(event="never", span="then"), "0000"),
        (After(event="later"), "0000"),
        (After(event="before"), "1111"),
        (After(event="before", span="then"), "0000"),
    ],
)
def test_once_an_event_has_happened_while_it_lasts_or_then_only(condition: After, expected: str) -> None:
    happen = {
        "peace": event("peace", Quarter(2027, 3)),
        "storm": event("storm", Q2, lasts=1),
        "never": event("never", None),
        "later": event("later", Quarter(2028, 1)),
        "before": event("before", Quarter(2026, 1)),
    }

    [binding] = lower(deal(CLAUSE, events=happen), CLAUSE, When(condition=condition, body=FIVE)).lines

    assert "".join(str(int(here)) for here in binding.open) == expected


def test_an_event_that_lasts_is_over_afterwards() -> None:
    happen = {"storm": event("storm", Quarter(2026, 4), lasts=3)}

    assert event_mask(deal(events=happen), "storm", "while") == (True, True, False, False)


def test_conditions_one_in_another_must_all_hold_and_are_said_in_words() -> None:
    inner = When(condition=After(event="peace", negated=True), body=FIVE)

    binding = line(When(condition=Between(since=Q2), body=inner), peace=Q4)

    assert binding.open == (False, True, True, False)
    assert binding.condition == "from 2027-Q2 and before peace"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Between(since=Q2, until=Q4), "from 2027-Q2 until 2027-Q4"),
        (Between(until=Q4), "until 2027-Q4"),
        (After(event="peace"), "after peace"),
        (After(event="peace", span="while"), "while peace lasts"),
        (After(event="peace", span="while", negated=True), "while peace does not last"),
        (After(event="peace", span="then"), "when peace happens"),
        (After(event="peace", span="then", negated=True), "except when peace happens"),
    ],
)
def test_a_condition_is_said_in_words(condition: Any, words: str) -> None:
    assert line(When(condition=condition, body=FIVE), peace=Q4).condition == words


def test_all_parts_bind_in_order() -> None:
    both = lowered(All(parts=(PROMISE, FIVE, All(parts=(FIVE,)))))

    assert [one.label for one in both.lines] == ["five", "five"]
    assert [one.promise for one in both.standing] == ["end_use"]


@pytest.mark.parametrize(("every", "expected"), [("year", [0, 0, 0, 20]), ("period", [5, 5, 5, 5])])
def test_what_repeats_is_totalled_and_owed_at_the_end(every: Any, expected: list[int]) -> None:
    assert amounts(line(Repeat(every=every, body=FIVE))) == expected


def test_what_may_be_left_is_multiplied_by_the_number_that_decides() -> None:
    takes = Open(low=Decimal(0), high=Decimal(1), unit="count", path="takes", place=HERE)

    chosen = line(Choose(by="buyer", decides=takes, body=When(condition=Between(since=Q2), body=FIVE)))

    assert amounts(chosen) == [0, 5, 5, 5]


def test_a_line_keeps_its_place_path_status_and_parties() -> None:
    one = line(FIVE)

    assert (one.path, one.clause, one.place, one.status) == ("terms.made/five", "made", HERE, "existing")
    assert (one.debtor, one.creditor, one.what, one.account) == ("buyer", "maker", MoneyIn(), "")


def test_what_is_delivered_was_obligated_when_it_was_made() -> None:
    led = Transfer(debtor="buyer", creditor="maker", what=MoneyIn(), quantity=FIVE.quantity, lead=2, label="led")

    assert [str(day) for day in line(led).obligated] == ["2026-07-01", "2026-10-01", "2027-01-01", "2027-04-01"]


def test_a_promise_holds_where_its_own_quarters_and_its_conditions_meet() -> None:
    dated = Keep(by="buyer", to="maker", promise="exclusive", about=("drone",), since=Q2, place=HERE)

    kept = standing(When(condition=After(event="peace", negated=True), body=dated), peace=Q4)

    assert kept.open == (False, True, True, False)
    assert (kept.clause, kept.about, kept.place, kept.status) == ("made", ("drone",), HERE, "existing")
