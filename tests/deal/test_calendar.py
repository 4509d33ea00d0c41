"""Quarters, horizons and the days on which things count."""

import calendar
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.deal import (
    DAYS_A_MONTH,
    DAYS_A_QUARTER,
    DAYS_A_YEAR,
    Horizon,
    Over,
    Quarter,
    add_months,
    last_business_day,
)

QUARTERS = st.builds(Quarter, st.integers(1900, 2200), st.integers(1, 4))
STEPS = st.integers(-400, 400)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(quarter=QUARTERS, steps=STEPS)
def test_so_many_quarters_later_is_so_many_quarters_since(quarter: Quarter, steps: int) -> None:
    later = quarter.plus(steps)

    assert later.since(quarter) == steps
    assert later.plus(-steps) == quarter
    assert 1 <= later.number <= 4


@given(one=QUARTERS, other=QUARTERS)
def test_quarters_are_ordered_as_time_is(one: Quarter, other: Quarter) -> None:
    assert (one < other) == (one.since(other) < 0) == (one.first_day < other.first_day)


@given(quarter=QUARTERS)
def test_a_quarter_begins_the_day_after_the_one_before_ends(quarter: Quarter) -> None:
    assert quarter.plus(-1).last_day + timedelta(days=1) == quarter.first_day


@given(day=DAYS)
def test_a_day_lies_in_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)

    assert quarter.first_day <= day <= quarter.last_day


@given(quarter=QUARTERS)
def test_deliveries_count_on_a_working_day_late_in_the_middle_month(quarter: Quarter) -> None:
    day = quarter.delivery_day

    assert day.month == 3 * quarter.number - 1
    assert day.weekday() < 5
    assert all((day + timedelta(days=more)).weekday() > 4 for more in range(1, _days_left(day)))


def _days_left(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1] - day.day + 1


def test_a_quarter_is_written_as_documents_do() -> None:
    assert str(Quarter(2027, 3)) == "2027-Q3"


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [(2027, 2, "2027-02-26"), (2027, 5, "2027-05-31"), (2026, 2, "2026-02-27"), (2028, 2, "2028-02-29")],
)
def test_the_last_business_day_is_no_saturday_or_sunday(year: int, month: int, expected: str) -> None:
    assert str(last_business_day(year, month)) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, "2027-02-28"),
        (date(2028, 1, 31), 1, "2028-02-29"),
        (date(2027, 8, 31), 6, "2028-02-29"),
        (date(2027, 11, 30), 3, "2028-02-29"),
        (date(2027, 3, 31), -1, "2027-02-28"),
        (date(2027, 1, 15), -13, "2025-12-15"),
        (date(2027, 5, 5), 0, "2027-05-05"),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int, expected: str) -> None:
    assert str(add_months(day, months)) == expected


@given(start=QUARTERS, years=st.integers(1, 8))
def test_a_horizon_indexes_its_quarters(start: Quarter, years: int) -> None:
    horizon = Horizon(start=start, years=years)

    assert horizon.periods == 4 * years
    assert [horizon.index(quarter) for quarter in horizon.quarters] == list(range(horizon.periods))
    assert horizon.index(start.plus(-1)) == -1


@pytest.mark.parametrize(
    ("over", "groups"),
    [
        ("period", (0, 1, 2, 3, 4, 5, 6, 7)),
        ("year", (0, 0, 0, 0, 1, 1, 1, 1)),
        ("calendar_year", (0, 0, 1, 1, 1, 1, 2, 2)),
        ("term", (0,) * 8),
    ],
)
def test_what_accumulates_together(over: Over, groups: tuple[int, ...]) -> None:
    assert Horizon(start=Quarter(2027, 3), years=2).groups(over) == groups


@given(start=QUARTERS, years=st.integers(1, 8), over=st.sampled_from(("period", "year", "calendar_year", "term")))
def test_groups_never_go_back_and_hold_at_most_a_year_unless_the_term(start: Quarter, years: int, over: Any) -> None:
    groups = Horizon(start=start, years=years).groups(over)

    assert list(groups) == sorted(groups)
    assert groups[0] == 0
    assert over == "term" or max(map(groups.count, groups)) <= 4


def test_a_year_is_a_year_however_it_is_counted() -> None:
    assert 4 * DAYS_A_QUARTER == 12 * DAYS_A_MONTH == DAYS_A_YEAR
