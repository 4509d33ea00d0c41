"""Interest on what is paid late: simple, by actual days, at rates that step. Not who paid what: allocation says that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from dronedeal.deal.paying import LateInterest, RateStep
from dronedeal.settlement.allocation import Debt, Settled
from dronedeal.settlement.money import major

__all__ = ["accrued", "is_late", "told"]

_YEAR = {"actual/365": 365, "actual/360": 360}


def accrued(debt: Debt, settled: Sequence[Settled], late: LateInterest, to: date) -> Fraction:
    """Interest on one debt to a day, in minor units, not rounded: a fraction, so that sums of them are exact.

    Σ amount x rate x days / year over the times in which an amount was owed at one rate: from the day after it was due to the day it
    was settled, both ends as in settle.md R12 (due 30 May, paid 30 June: 31 days).

    Parameters
    ----------
    settled
        Parts of the debt with the days on which they were settled; what is in none of them is still owed.
    """
    owed = (amount * _yearly(late.rates, debt.due, end) for amount, end in _owed(debt, settled, late, to))
    return sum(owed, Fraction(0)) / _YEAR[late.day_count]


def is_late(debt: Debt, settled: Sequence[Settled], late: LateInterest, to: date) -> bool:
    """Whether any of a debt was owed beyond its due day and the days of grace, to a day."""
    return any(True for _ in _owed(debt, settled, late, to))


def told(debt: Debt, settled: Sequence[Settled], late: LateInterest, to: date, currency: str) -> Iterator[str]:
    """The terms of the sum, with their figures put in; amounts are in the currency, as statements write them."""
    for amount, end in _owed(debt, settled, late, to):
        for rate, days in _steps(late.rates, debt.due, end):
            if rate:
                yield f"{major(amount, currency)} × {rate:f} × {days}/{_YEAR[late.day_count]}"


def _owed(debt: Debt, settled: Sequence[Settled], late: LateInterest, to: date) -> Iterator[tuple[int, date]]:
    """Amounts that were owed too long, each to which day."""
    first = debt.due + timedelta(days=late.grace)
    paid = [(part.minor, min(part.day, to)) for part in settled if part.day <= to]
    left = debt.minor - sum(amount for amount, _ in paid)
    return ((amount, end) for amount, end in (*paid, (left, to)) if amount and end > first)


def _yearly(rates: Iterable[RateStep], first: date, last: date) -> Fraction:
    """Σ rate x days from one day to another."""
    return sum((Fraction(rate) * days for rate, days in _steps(rates, first, last)), Fraction(0))


def _steps(rates: Iterable[RateStep], first: date, last: date) -> Iterator[tuple[Decimal, int]]:
    """Rates with the days each was in force: a rate counts for the days from its first one on."""
    steps = list(rates)
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        # the night from one day to the next bears the later day's rate
        begin = max(first, step.since - timedelta(days=1))
        end = last if after is None else min(last, after.since - timedelta(days=1))
        if end > begin:
            yield step.rate, (end - begin).days
