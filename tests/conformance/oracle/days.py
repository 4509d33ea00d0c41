"""Quarters and the days on which things fall due."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

MONTH = Fraction(487, 16)
"""Days of a month, a twelfth of 365.25."""


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def read(cls, label: str) -> "Quarter":
        return cls(int(label[:4]), int(label[-1]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    def plus(self, more: int) -> "Quarter":
        years, number = divmod(self.number - 1 + more, 4)
        return Quarter(self.year + years, number + 1)

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(days=1)

    @property
    def delivery(self) -> date:
        """The last day of the middle month that is no Saturday or Sunday."""
        day = date(self.year, 3 * self.number, 1) - timedelta(days=1)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        return day


def after(day: date, much: Fraction, unit: str) -> date:
    """A day so much later: whole months by the calendar, anything else by days, a half to the even day."""
    if unit == "months" and much.denominator == 1:
        years, month = divmod(day.month - 1 + int(much), 12)
        year, month = day.year + years, month + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    return day + timedelta(days=round(much * MONTH if unit == "months" else much))


def whole_quarters(much: Fraction, unit: str) -> int:
    """A duration in quarters of 91.3125 days, rounded up."""
    return ceil((much * MONTH if unit == "months" else much) / (3 * MONTH))
