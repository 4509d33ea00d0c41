"""How what is owed is paid, whatever clause it is owed under: days, interest on what is late, currencies, netting. Not what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from dronedeal.deal.field import Money, TermName, Written
from dronedeal.deal.place import NOWHERE, Place

__all__ = ["BusinessDays", "Exchange", "LateInterest", "Paying", "RateStep", "Weekday"]

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateStep:
    """A yearly rate from a day on.

    Parameters
    ----------
    since
        First day of the rate.
    rate
        A year, as `10.15%`.
    """

    since: Annotated[date, Written("from")]
    rate: Decimal
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateInterest:
    """Simple interest on what is paid after it was due; interest bears none.

    Parameters
    ----------
    rates
        Yearly rates by the day from which each holds, in order; before the first nothing is charged.
    day_count
        Actual days over the days that a year is taken to have.
    grace
        Days after the due day on which nothing is charged; once they have passed, interest runs from the due day.
    fixed
        Charged once for each line of a quarter that is late, beside the interest (Directive 2011/7/EU, article 6: EUR 40).
    disputed
        Whether interest `runs` on what its debtor disputes, or `stops` on the day of the dispute for as much as is not paid of that
        clause, the oldest first. A dispute that is withdrawn, or paid, never stopped it.
    """

    rates: tuple[RateStep, ...]
    day_count: Literal["actual/365", "actual/360"]
    grace: int = 0
    fixed: Money | None = None
    disputed: Literal["runs", "stops"] = "runs"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDays:
    """Days on which nothing falls due, and where what would goes.

    Parameters
    ----------
    shift
        `following`, `preceding`, or `modified_following`: the day after, unless that is in the next month, then the day before.
    interest_from
        Late interest counts from the day as `shifted`, or from the day it would have been due, `unshifted`.
    weekend
        Days of the week without business; Saturday and Sunday if not said.
    closed
        Other days without business. The deal's own list: public calendars differ, and change.
    """

    shift: Literal["following", "modified_following", "preceding"]
    interest_from: Literal["shifted", "unshifted"]
    weekend: tuple[Weekday, ...] = ("saturday", "sunday")
    closed: tuple[date, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Clauses whose amounts, in the deal's currency, are paid in another one. Rates are recorded as they are fixed.

    Parameters
    ----------
    terms
        The clauses paid so.
    source
        Who fixes the rate: the words that both sides look it up by.
    quoted
        Whether a rate says what one unit of it is worth in the deal's currency (`one_is`), so that amounts are divided by it, or what one
        unit of the deal's currency is worth (`buys`), so that they are multiplied.
    rate
        Which rate counts: the last one fixed by the day the amount is due (`due`), by the quarter's last day (`quarter_end`), or the
        mean of those fixed in the quarter: of rates as they are quoted (`mean`), or of their inverses (`mean_of_inverses`).
    """

    terms: tuple[TermName, ...]
    source: str
    quoted: Literal["one_is", "buys"]
    rate: Literal["due", "quarter_end", "mean", "mean_of_inverses"]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """How what is owed is paid. Settlement goes by it; plans leave it aside, for what it moves is days, and cents.

    Parameters
    ----------
    late
        Interest on what is paid late; none, if not said.
    days
        Business days; every day is one, if not said.
    least
        Below this nothing falls due between two parties: it is carried until what has been carried comes to as much, or the term ends.
    netting
        Whether what two parties owe each other is netted, each currency by itself.
    exchange
        Other currencies that clauses are paid in, by code.
    fixed_later
        Paths of numbers that are fixed as time goes on, by events of the kind `fixed`: indices, reference prices, exchange rates. Until
        then they count at their base, provisionally.
    """

    late: LateInterest | None = None
    days: BusinessDays | None = None
    least: Money | None = None
    netting: bool = False
    exchange: Mapping[str, Exchange] = field(default_factory=dict[str, Exchange])
    fixed_later: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
