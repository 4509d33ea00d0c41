"""Planned events: what a plan counts, said as events of source ``plan``, so that a forecast is read as what happened is. Nothing happened yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from dronedeal.deal import Counted, Thing
from dronedeal.settlement.event import Event
from dronedeal.settlement.forecast import PLAN
from dronedeal.settlement.money import EXPONENTS
from dronedeal.settlement.signed import Signed

__all__ = ["planned_events"]

_KINDS = {Thing.UNITS_DELIVERED: "delivered", Thing.UNITS_PRODUCED: "produced", Thing.CAPITAL_SPENT: "invested"}


def planned_events(signed: Signed, counted: Mapping[Counted, Sequence[float]]) -> tuple[Event, ...]:
    """What a plan counts as events, in order of their days and names.

    Parameters
    ----------
    counted
        Units, or money in the deal's currency, by what is counted; one value a quarter. What is counted outside of clauses
        and sites is left out.

    Notes
    -----
    Units are whole and money has its currency's places: sums to date are rounded, half to even, so that nothing is lost over
    the quarters. Each event counts on the day its quarter's deliveries are planned for. Events of the document happen
    in the quarter that the document expects them in, where it expects them.
    """
    found = [event for one, values in counted.items() for event in _events(signed, one, values)]
    for name, one in signed.deal.events.items():
        if one.on is not None:
            found.append(Event(source=PLAN, id=f"{name}", kind="happened", effective_on=one.on.first_day, of=name))
    return tuple(sorted(found, key=lambda event: (event.effective_on, event.id)))


def _events(signed: Signed, counted: Counted, values: Sequence[float]) -> Iterator[Event]:
    deal, kind = signed.deal, _KINDS.get(counted.thing)
    if kind is None or counted.subject not in (deal.terms if kind == "delivered" else deal.sites):
        return
    system, _, kit = counted.systems[0].partition("/") if counted.systems else ("", "", "")
    is_money = kind == "invested"
    places = Decimal(1).scaleb(-EXPONENTS[deal.currency]) if is_money else Decimal(1)
    name = "/".join(word for word in (counted.subject, system, kit, counted.to) if word)
    to_date, told = Decimal(0), Decimal(0)
    for quarter, value in zip(deal.horizon.quarters, values, strict=True):
        to_date += Decimal(float(value))
        part = to_date.quantize(places, rounding=ROUND_HALF_EVEN) - told
        if part <= 0:
            continue
        told += part
        yield Event(
            source=PLAN, id=f"{name}/{quarter}", kind=kind, effective_on=quarter.delivery_day, of=counted.subject, system=system, kit=kit,
            to=counted.to if kind == "delivered" else "", quantity=None if is_money else part,
            amount=part if is_money else None, currency=deal.currency if is_money else "",
        )  # fmt: skip
