"""Accrual: what is owed for what happened. The exact reading of the rows with events as its facts, rounded once a payable line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import cast

from dronedeal.deal import Entitlement, Goods, Line, MoneyIn, Quarter, Unfolded
from dronedeal.deal.quantity import Counted, Drawn, Left, Masked, Quantity, Reached, Running, Tiers, Total, counted_in
from dronedeal.reading import ExactReader
from dronedeal.settlement.event import Event, in_force
from dronedeal.settlement.facts import Facts, facts_of
from dronedeal.settlement.falling_due import PaidIn, falling_due
from dronedeal.settlement.formula import formula_of
from dronedeal.settlement.payable import Payable
from dronedeal.settlement.signed import Signed

__all__ = ["Accrued", "Handed", "accrue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Goods that passed, or may be had, under one line in one quarter, in units."""

    line: Line
    system: str
    quarter: Quarter
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Accrued:
    """Everything owed to a day, by line and quarter; what passed; what parties may have; the events that count for nothing, with the reason."""

    payables: tuple[Payable, ...]
    goods: tuple[Handed, ...]
    entitled: tuple[Handed, ...]
    uncounted: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]


def accrue(signed: Signed, events: Iterable[Event], to: date) -> Accrued:
    """What is owed for events that take effect on or before a day.

    Parameters
    ----------
    events
        In any order, each any number of times, corrected ones with what corrects them.
    to
        The day. A line's quarter is stated once the quarter has ended, or once it is due if that is earlier.

    Notes
    -----
    The amounts of a quarter are those of ``dronedeal.reading.exact`` on the same counts, to the minor unit. Taxes of
    companies are the model's own and are not settled. A quarter is owed by the version of the deal that binds in it; what crosses
    quarters (tiers, balances, totals of a year) counts as that version would have counted it from the start.
    """
    effective = tuple(event for event in in_force(events) if event.effective_on <= to)
    facts = facts_of(signed, effective)
    owed: list[Payable] = []
    goods: list[Handed] = []
    entitled: list[Handed] = []
    closed: list[tuple[str, str]] = []
    for version, binds in signed.bindings():
        unfolded = version.rows(effective)
        reader = ExactReader(unfolded.horizon, facts.counted)
        paid_in = PaidIn(version.deal, effective)
        for line in (line for line in unfolded.lines if line.clause):
            owed += (one for one in _payables(reader, unfolded, facts, line, to, paid_in) if binds[one.period])
            for found, of in ((goods, Goods), (entitled, Entitlement)):
                handed = _goods(reader, unfolded, line, to, of=of)
                found.extend(one for one in handed if binds[unfolded.horizon.index(one.quarter)])
        closed += _closed(unfolded, effective, binds)
    last = min(max(Quarter.of(to), signed.deal.horizon.start), signed.deal.horizon.quarters[-1])
    return Accrued(
        payables=falling_due(signed.of(last).deal, owed, effective, to),
        goods=tuple(goods),
        entitled=tuple(entitled),
        uncounted=tuple(sorted((*_excess(facts), *closed))),
        events=effective,
    )


def _payables(
    reader: ExactReader, unfolded: Unfolded, facts: Facts, line: Line, to: date, paid_in: PaidIn
) -> Iterator[Payable]:
    if not isinstance(line.what, MoneyIn):
        return
    amounts = reader.read(line.quantity)
    counted, reach = tuple(dict.fromkeys(counted_in(line.quantity))), _reach(line.quantity)
    for period, quarter in enumerate(unfolded.horizon.quarters):
        if not amounts[period]:
            continue
        due = paid_in.day(line.due[period])
        if quarter.last_day > to and due > to:
            continue
        currency, units, rate = paid_in.payable(line.clause, amounts[period], quarter, due)
        if not units:
            continue
        first, last = (0, period + reach) if reach is not None else (period, period)
        behind = facts.behind(counted, first, last)
        yield Payable(
            line=line,
            period=period,
            quarter=quarter,
            due=due,
            counts_from=paid_in.late_from(line.due[period]),
            currency=currency,
            minor=units,
            formula=f"{formula_of(reader, line.quantity, period, unfolded.horizon)}{rate}",
            events=tuple(sorted({f"{event.source}/{event.id}" for event in behind})),
        )


def _reach(quantity: Quantity) -> int | None:
    """How many quarters ahead a quantity looks, if it looks at other quarters than its own; else nothing."""
    if not any(True for _ in _crossing(quantity)):
        return None
    return sum(max(0, -one.shift) for one in _crossing(quantity) if isinstance(one, Masked))


def _crossing(noun: object) -> Iterator[object]:
    """Parts of a quantity that take other quarters than their own into account."""
    if isinstance(noun, (Tiers, Running, Total, Drawn, Left, Reached)) or (isinstance(noun, Masked) and noun.shift):
        yield noun
    if isinstance(noun, tuple):
        for part in cast("tuple[object, ...]", noun):
            yield from _crossing(part)
    elif is_dataclass(noun) and not isinstance(noun, Counted):
        for one in fields(noun):
            yield from _crossing(getattr(noun, one.name))


def _goods(
    reader: ExactReader, unfolded: Unfolded, line: Line, to: date, *, of: type[Goods | Entitlement] = Goods
) -> Iterator[Handed]:
    if not isinstance(line.what, of):
        return
    systems = line.what.system if isinstance(line.what, Goods) else " ".join(line.what.systems)
    for quarter, units in zip(unfolded.horizon.quarters, reader.read(line.quantity), strict=True):
        if quarter.first_day <= to and units:
            yield Handed(line=line, system=systems, quarter=quarter, units=int(units))


def _excess(facts: Facts) -> Iterator[tuple[str, str]]:
    for event in facts.excess:
        did = "was accepted" if event.kind == "accepted" else "came back"
        yield f"{event.source}/{event.id}", f"more {did} than had been delivered"


def _closed(unfolded: Unfolded, events: tuple[Event, ...], binds: Sequence[bool]) -> Iterator[tuple[str, str]]:
    """Deliveries in quarters in which their clause delivers nothing: they are owed for only by agreement."""
    lines = {
        (line.clause, line.what.system, line.creditor): line for line in unfolded.lines if isinstance(line.what, Goods)
    }
    for event in events:
        line = lines.get((event.of, event.system, event.to))
        if event.kind not in {"delivered", "returned"} or line is None:
            continue
        quarter = Quarter.of(event.effective_on)
        at = unfolded.horizon.index(quarter)
        if binds[at] and not line.open[at]:
            yield f"{event.source}/{event.id}", f"{event.of} delivers nothing in {quarter}"
