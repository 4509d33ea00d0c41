"""Lowering: a term becomes payable lines and standing promises, each quarter open or closed. Not amounts: readings give those."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import assert_never

from dronedeal.deal.calendar import DAYS_A_MONTH, Horizon, Over, Quarter, add_months
from dronedeal.deal.clause import Clause
from dronedeal.deal.deal import Deal
from dronedeal.deal.number import Number
from dronedeal.deal.quantity import Fixed, Masked, Quantity, Scale, Total
from dronedeal.deal.row import Line, Standing
from dronedeal.deal.term import (
    After,
    All,
    Between,
    Choose,
    Condition,
    Due,
    Goods,
    Keep,
    Repeat,
    Span,
    Term,
    Transfer,
    When,
)
from dronedeal.forms import Unreadable, plain

__all__ = ["Lowered", "due_day", "event_mask", "lower"]


@dataclass(slots=True)
class Lowered:
    """What a clause came to so far."""

    lines: list[Line] = field(default_factory=list[Line])
    standing: list[Standing] = field(default_factory=list[Standing])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What the primitives above a transfer say of it."""

    deal: Deal
    clause: Clause
    open: tuple[bool, ...]
    condition: tuple[str, ...] = ()
    every: Over | None = None
    taken: Number | None = None


def lower(deal: Deal, clause: Clause, term: Term, *, ended: int | None = None) -> Lowered:
    """Lower one clause's term; quantities still speak of counted things in the clause's own words.

    Nothing of it binds from the quarter ``ended`` on, counted from zero.

    Raises
    ------
    Unreadable
        Two of its lines would have one name.
    """
    lowered = Lowered()
    before_end = tuple(ended is None or period < ended for period in range(deal.horizon.periods))
    _walk(term, _Around(deal=deal, clause=clause, open=before_end), lowered)
    _check_labels(lowered.lines)
    return lowered


def _check_labels(lines: list[Line]) -> None:
    """Refuse goods and a payment of one name, as those of a system called ``price`` would have."""
    others = {line.label for line in lines if not isinstance(line.what, Goods)}
    for line in lines:
        if isinstance(line.what, Goods) and line.label in others:
            message = f"{line.what.system} names a system and a payment, so two rows would have one name"
            raise Unreadable(message, key="systems", mend="call the system something else", code="D519")


def _walk(term: Term, around: _Around, lowered: Lowered) -> None:
    match term:
        case Transfer():
            lowered.lines.append(_line(term, around))
        case Keep():
            lowered.standing.append(_standing(term, around))
        case All(parts=parts):
            for part in parts:
                _walk(part, around, lowered)
        case When(condition=condition, body=body):
            mask = _mask(around.deal, condition)
            still = tuple(here and there for here, there in zip(around.open, mask, strict=True))
            said = (*around.condition, _words(condition))
            _walk(body, replace(around, open=still, condition=said), lowered)
        case Choose(decides=decides, body=body):
            _walk(body, replace(around, taken=decides), lowered)
        case Repeat(every=every, body=body):
            _walk(body, replace(around, every=every), lowered)
        case _:
            assert_never(term)


def _line(transfer: Transfer, around: _Around) -> Line:
    quantity = transfer.quantity
    if around.every is not None:
        quantity = Total(of=quantity, over=around.every)
    if around.taken is not None:
        quantity = Scale(by=Fixed(number=around.taken), of=quantity, place=around.taken.place)
    return Line(
        path=f"terms.{around.clause.id}/{transfer.label}",
        clause=around.clause.id,
        label=transfer.label,
        debtor=transfer.debtor,
        creditor=transfer.creditor,
        what=transfer.what,
        quantity=_where(quantity, around.open),
        due=_due_days(transfer.due, around.deal.horizon),
        obligated=_order_days(transfer.lead, around.deal.horizon),
        account=transfer.account,
        condition=" and ".join(around.condition),
        status=around.clause.status,
        lead=transfer.lead,
        lead_time=transfer.lead_time,
        value=None if transfer.value is None else _where(transfer.value, around.open),
        open=around.open,
        place=transfer.place,
    )


@lru_cache(maxsize=512)
def _due_days(due: Due, horizon: Horizon) -> tuple[date, ...]:
    return tuple(due_day(due, quarter) for quarter in horizon.quarters)


@lru_cache(maxsize=128)
def _order_days(lead: int, horizon: Horizon) -> tuple[date, ...]:
    return tuple(quarter.plus(-lead).first_day for quarter in horizon.quarters)


def _where(quantity: Quantity, mask: tuple[bool, ...]) -> Quantity:
    return quantity if all(mask) else Masked(of=quantity, mask=mask)


def _standing(keep: Keep, around: _Around) -> Standing:
    between = _mask(around.deal, Between(since=keep.since, until=keep.until))
    return Standing(
        clause=around.clause.id,
        by=keep.by,
        to=keep.to,
        promise=keep.promise,
        about=keep.about,
        quantity=keep.quantity,
        least=keep.least,
        most=keep.most,
        over=keep.over,
        open=tuple(here and there for here, there in zip(around.open, between, strict=True)),
        text=keep.text,
        status=around.clause.status,
        place=keep.place,
    )


def due_day(due: Due, quarter: Quarter) -> date:
    """The day on which a quarter's row falls due."""
    if due.day is not None:
        return due.day
    anchored = quarter.plus(due.quarters)
    match due.anchor:
        case "delivery":
            day = anchored.delivery_day
        case "statement":
            day = anchored.last_day
        case "start":
            day = anchored.first_day
    if due.after is None:
        return day
    after = plain(due.after, "pay_after")
    if due.after.unit == "months" and after == int(after):
        return add_months(day, int(after))
    days = after * DAYS_A_MONTH if due.after.unit == "months" else after
    return day + timedelta(days=int(days.to_integral_value()))


def _mask(deal: Deal, condition: Condition) -> tuple[bool, ...]:
    match condition:
        case Between(since=since, until=until):
            return tuple(
                (since is None or quarter >= since) and (until is None or quarter < until)
                for quarter in deal.horizon.quarters
            )
        case After(event=event, negated=negated, span=span):
            return tuple(here != negated for here in event_mask(deal, event, span))
        case _:
            assert_never(condition)


def event_mask(deal: Deal, name: str, span: Span) -> tuple[bool, ...]:
    """The quarters ``once`` an event has happened, ``while`` it lasts, or only ``then``; none if it never happens."""
    event, periods = deal.events[name], deal.horizon.periods
    if event.on is None:
        return (False,) * periods
    first = deal.horizon.index(event.on)
    lasts = {"once": None, "while": event.lasts, "then": 1}[span]
    last = periods if lasts is None else first + lasts
    return tuple(first <= period < last for period in range(periods))


_SAID = {
    "once": ("after {event}", "before {event}"),
    "while": ("while {event} lasts", "while {event} does not last"),
    "then": ("when {event} happens", "except when {event} happens"),
}
"""How each span of an event is said, and its negation."""


def _words(condition: Condition) -> str:
    match condition:
        case Between(since=since, until=until):
            parts = [f"from {since}" if since else "", f"until {until}" if until else ""]
            return " ".join(part for part in parts if part)
        case After(event=event, negated=negated, span=span):
            return _SAID[span][negated].format(event=event)
        case _:
            assert_never(condition)
