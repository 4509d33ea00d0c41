"""Whether what a deal says of paying can be followed: agreed figures, rates in order, numbers that are there. Not what is paid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.finding import Finding
from dronedeal.deal.number import Agreed
from dronedeal.deal.paying import BusinessDays, LateInterest, Paying
from dronedeal.deal.place import Place
from dronedeal.document.reader import nearest

__all__ = ["payments_can_be_made"]

_WEEK = 7
_MOST_CLOSED = 2_000
_HIGHEST = 10
"""A yearly rate of a thousand per cent: beyond it a figure was meant as per cent."""


def payments_can_be_made(deal: Deal) -> Iterator[Finding]:
    """Find provisions on paying that cannot be followed, or that leave open what they must answer."""
    paying = deal.paying
    if paying is None:
        return
    for number in numbers_of(paying):
        if not isinstance(number, Agreed):
            message, mend = f"{number.path} is not agreed", "write one figure: what is paid cannot hang on it"
            yield _finding(message, number.place, mend)
    if paying.late is not None:
        yield from _interest(paying.late)
    if paying.days is not None:
        yield from _days(paying.days)
    yield from _exchange(deal, paying)
    yield from _fixed_later(deal, paying)


def _interest(late: LateInterest) -> Iterator[Finding]:
    if not late.rates:
        yield _finding("paying.late has no rate", late.place, "write rates: [{from: 2027-01-01, rate: 10.15%}]")
    for before, after in pairwise(late.rates):
        if after.since <= before.since:
            message = f"the rate from {after.since} stands after that from {before.since}"
            yield _finding(message, after.place, "write rates in the order of their days, each day once")
    for step in late.rates:
        if not 0 <= step.rate <= _HIGHEST:
            yield _finding(f"a yearly rate of {step.rate:%}", step.place, "write 10.15% for ten in a hundred")


def _days(days: BusinessDays) -> Iterator[Finding]:
    if len(set(days.weekend)) >= _WEEK or len(days.closed) > _MOST_CLOSED:
        message, mend = (
            "paying.days leaves no business day",
            f"name fewer: at most {_MOST_CLOSED:,} days and six of a week",
        )
        yield _finding(message, days.place, mend)


def _exchange(deal: Deal, paying: Paying) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for code, exchange in paying.exchange.items():
        if len(code) != len("EUR") or not code.isascii() or not code.isupper() or code == deal.currency:
            message = f"{code[:20]!r} is no other currency than {deal.currency}"
            yield _finding(message, exchange.place, "write a three-letter code, as EUR")
        for term in exchange.terms:
            if term in seen:
                message = f"terms.{term} is paid in {seen[term]} and in {code}"
                yield _finding(message, exchange.place, "name a clause under one currency")
            seen[term] = code


def _fixed_later(deal: Deal, paying: Paying) -> Iterator[Finding]:
    known = {number.path: number for number in numbers_of(deal)}
    for path in paying.fixed_later:
        if path not in known:
            yield _finding(
                f"paying.fixed_later names {path[:80]}, which is no number{nearest(path[:80], known)}",
                paying.place, "name a number by its path, as terms.sale.price",
            )  # fmt: skip


def _finding(message: str, place: Place, mend: str) -> Finding:
    return Finding(code="D550", severity="error", message=message, place=place, mend=mend)
