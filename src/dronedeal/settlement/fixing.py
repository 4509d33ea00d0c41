"""What is fixed as time goes on: numbers of the deal, and rates of exchange, from the events that fix them. Not what is paid at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from dronedeal.deal import Agreed, Deal, Disputed, Horizon, Open, Quarter, Uncertain, base_of, settle
from dronedeal.deal.deal import rewritten
from dronedeal.deal.number import Number, Product, Series
from dronedeal.reading import spread_labels
from dronedeal.settlement.event import Event

__all__ = ["RATE", "fixable", "fixings_of", "with_fixings"]

RATE = "paying.exchange."
"""What an event is about that fixes a rate of exchange, before the currency's code."""


def fixable(deal: Deal) -> tuple[str, ...]:
    """What events may fix: numbers that the deal names for it, and rates of exchange."""
    paying = deal.paying
    return () if paying is None else (*paying.fixed_later, *(f"{RATE}{code}" for code in paying.exchange))


def fixings_of(events: Iterable[Event]) -> Mapping[str, tuple[tuple[date, Decimal], ...]]:
    """What was fixed when, by what it is about, in order of days; of one day the last by source and id."""
    found: defaultdict[str, dict[date, Decimal]] = defaultdict(dict)
    for event in events:
        if event.kind == "fixed" and event.value is not None:
            found[event.of][event.effective_on] = event.value
    return {of: tuple(sorted(fixings.items())) for of, fixings in found.items()}


def with_fixings(deal: Deal, events: Iterable[Event]) -> Deal:
    """The deal with the numbers that are fixed later as they were fixed: each holds from the quarter its day falls in.

    A number that is uncertain or disputed counts at its base until it is fixed.
    """
    if deal.paying is None or not deal.paying.fixed_later:
        return deal
    fixings = fixings_of(events)

    def fixed(number: Number) -> Number:
        by_quarter = _by_quarter(number, fixings.get(number.path, ()), deal.horizon)
        if len(set(by_quarter)) == 1:
            return by_quarter[0]
        return Series(
            unit=number.unit, path=number.path, place=number.place, claims=number.claims, why=number.why, by="quarter",
            labels=tuple(map(str, deal.horizon.quarters)), values=by_quarter,
        )  # fmt: skip

    return cast("Deal", rewritten(deal, frozenset(deal.paying.fixed_later), fixed))


def _by_quarter(number: Number, fixings: Sequence[tuple[date, Decimal]], horizon: Horizon) -> tuple[Number, ...]:
    def known(part: Agreed | Open | Uncertain | Disputed | Product) -> Number:
        return settle(part, base_of(part)) if isinstance(part, (Uncertain, Disputed)) else part

    values: list[Number] = list(spread_labels(number, horizon, known))
    for day, value in fixings:
        for period in range(max(0, horizon.index(Quarter.of(day))), horizon.periods):
            values[period] = settle(number, value)
    return tuple(values)
