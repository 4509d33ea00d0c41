"""Amounts paid in another currency than they are owed in: at which rate, and what that makes. Rates are events; none is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from dronedeal.deal import Quarter
from dronedeal.deal.paying import Exchange

__all__ = ["exchanged"]

_PRECISE = Context(prec=60)


def exchanged(
    amount: Decimal, exchange: Exchange, fixings: Sequence[tuple[date, Decimal]], quarter: Quarter, due: date
) -> tuple[Decimal, str] | None:
    """An amount of the deal's currency in the other one, not rounded, and how it was worked out; nothing if no rate is fixed yet.

    Parameters
    ----------
    fixings
        Rates by the day on which each was fixed, in order.
    quarter
        The quarter the amount counted in.
    due
        The day on which it is due.

    Notes
    -----
    settle.md R11: a rate that says what one unit is worth divides, one that says what a unit of the deal's currency buys multiplies.
    The mean of rates and the mean of their inverses differ; the deal says which. It is taken in fractions, so that half a minor unit is
    just that. One rounding follows, of the payable line.
    """
    if exchange.rate in {"due", "quarter_end"}:
        last = due if exchange.rate == "due" else quarter.last_day
        known = [rate for day, rate in fixings if day <= last][-1:]
    else:
        known = [rate for day, rate in fixings if quarter.first_day <= day <= quarter.last_day]
    if not known:
        return None
    with localcontext(_PRECISE):
        is_inverse = exchange.rate == "mean_of_inverses"
        mean = sum((1 / Fraction(rate) if is_inverse else Fraction(rate) for rate in known), Fraction(0)) / len(known)
        divides = (exchange.quoted == "one_is") != is_inverse
        listed = " + ".join(f"1/{rate:f}" if is_inverse else f"{rate:f}" for rate in known)
        shown = listed if len(known) == 1 else f"(({listed})/{len(known)})"
        worth = Fraction(amount) / mean if divides else Fraction(amount) * mean
        return Decimal(worth.numerator) / worth.denominator, f"{'/' if divides else '×'} {shown}"
