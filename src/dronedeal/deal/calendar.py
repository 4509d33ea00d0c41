"""Quarters, horizons and the days on which things count. Not a clock: nothing here asks what day it is."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

__all__ = [
    "DAYS_A_MONTH",
    "DAYS_A_QUARTER",
    "DAYS_A_YEAR",
    "Horizon",
    "Over",
    "Quarter",
    "add_months",
    "day_written",
    "last_business_day",
]

DAYS_A_YEAR = Decimal("365.25")
DAYS_A_QUARTER = DAYS_A_YEAR / 4
DAYS_A_MONTH = DAYS_A_YEAR / 12

Over = Literal["period", "year", "calendar_year", "term"]
"""What something accumulates over: a quarter, a contract year, a calendar year, or the whole term."""

_MONTHS_A_YEAR = 12

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_QUARTERS_A_YEAR = 4
_FRIDAY = 4


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter; ``number`` runs from 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        """Write the quarter as documents do, ``2027-Q1``."""
        return f"{self.year}-Q{self.number}"

    def plus(self, quarters: int) -> Quarter:
        """The quarter so many quarters later (earlier if negative)."""
        index = self.year * _QUARTERS_A_YEAR + self.number - 1 + quarters
        return Quarter(index // _QUARTERS_A_YEAR, index % _QUARTERS_A_YEAR + 1)

    def since(self, other: Quarter) -> int:
        """How many quarters this one lies after the other."""
        return (self.year - other.year) * _QUARTERS_A_YEAR + self.number - other.number

    @property
    def first_day(self) -> date:
        """First day of the quarter."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """Last day of the quarter."""
        month = 3 * self.number
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def delivery_day(self) -> date:
        """The day on which planned deliveries of the quarter count: the middle month's last business day."""
        return last_business_day(self.year, 3 * self.number - 1)

    @staticmethod
    def of(day: date) -> Quarter:
        """The quarter a day falls in."""
        return Quarter(day.year, (day.month - 1) // 3 + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The quarters a deal is planned over."""

    start: Quarter
    years: int

    @property
    def periods(self) -> int:
        """Number of quarters."""
        return self.years * _QUARTERS_A_YEAR

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters in order."""
        return _quarters(self.start, self.periods)

    @property
    def first_days(self) -> tuple[date, ...]:
        """First day of each quarter."""
        return _days(self)[0]

    @property
    def delivery_days(self) -> tuple[date, ...]:
        """Delivery day of each quarter."""
        return _days(self)[1]

    def index(self, quarter: Quarter) -> int:
        """Position of a quarter; negative before the horizon, past the end after it."""
        return quarter.since(self.start)

    def groups(self, over: Over) -> tuple[int, ...]:
        """Which accumulation each quarter belongs to, counted from zero.

        A contract year is four quarters from the start of the horizon; a calendar year starts in January.
        """
        return _groups(self, over)


@lru_cache(maxsize=64)
def _groups(horizon: Horizon, over: Over) -> tuple[int, ...]:
    match over:
        case "period":
            return tuple(range(horizon.periods))
        case "year":
            return tuple(index // _QUARTERS_A_YEAR for index in range(horizon.periods))
        case "calendar_year":
            return tuple(quarter.year - horizon.start.year for quarter in horizon.quarters)
        case "term":
            return (0,) * horizon.periods


@lru_cache(maxsize=64)
def _days(horizon: Horizon) -> tuple[tuple[date, ...], tuple[date, ...]]:
    quarters = horizon.quarters
    return tuple(quarter.first_day for quarter in quarters), tuple(quarter.delivery_day for quarter in quarters)


@lru_cache(maxsize=64)
def _quarters(start: Quarter, periods: int) -> tuple[Quarter, ...]:
    return tuple(start.plus(index) for index in range(periods))


@lru_cache(maxsize=1024)
def last_business_day(year: int, month: int) -> date:
    """Last day of a month that is no Saturday or Sunday; public holidays are data of a deal, not known here."""
    day = date(year, month, calendar.monthrange(year, month)[1])
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def day_written(text: str) -> date | None:
    """The day that a text says as ``2027-01-31``; None if it says none, or says it in another of the ways of ISO 8601 (``20270131``)."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it has none such."""
    index = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    year, month = index // _MONTHS_A_YEAR, index % _MONTHS_A_YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
