"""Business days: where a payment goes that would fall due on a day without business. The deal's own calendar, no public one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from dronedeal.deal.paying import BusinessDays, Weekday

__all__ = ["is_open", "shifted"]

_WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_ONE = timedelta(days=1)


def is_open(day: date, days: BusinessDays) -> bool:
    """Whether there is business on a day."""
    return _WEEKDAYS[day.weekday()] not in days.weekend and day not in days.closed


def shifted(day: date, days: BusinessDays | None) -> date:
    """The day on which what would fall due on ``day`` does: itself, if there is business on it.

    Notes
    -----
    The conventions are those of the 2006 ISDA Definitions, section 4.12: *following* takes the next business day, *preceding* the one
    before, *modified following* the next one unless that is in the next month, then the one before. A calendar without any open day
    in a year is refused where a deal is read.
    """
    if days is None or is_open(day, days):
        return day
    after, before = _next(day, days, _ONE), _next(day, days, -_ONE)
    match days.shift:
        case "following":
            return after
        case "preceding":
            return before
        case "modified_following":
            return after if after.month == day.month else before


def _next(day: date, days: BusinessDays, step: timedelta) -> date:
    while not is_open(day, days):
        day += step
    return day
