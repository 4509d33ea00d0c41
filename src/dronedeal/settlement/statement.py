"""Statements: what one party owes and is owed to a day. A pure function of events, of what was stated before, and of the day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dronedeal.deal import Quarter
from dronedeal.settlement.accrual import Accrued, Handed, accrue
from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.entry import Entry
from dronedeal.settlement.event import Event
from dronedeal.settlement.forecast import Ahead, forecast
from dronedeal.settlement.ledger import Ledger, Stated, stated_in
from dronedeal.settlement.merkle import Checkpoint
from dronedeal.settlement.money import major
from dronedeal.settlement.owing import balances, netted, paid, paid_by_pair, payment_row, totals
from dronedeal.settlement.payable import LineKey, Payable
from dronedeal.settlement.period import Period, moved, only, opened
from dronedeal.settlement.reconciled import reconciled
from dronedeal.settlement.security import limits_passed, security_held
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.stock import inspection_rows, stock_of, stock_row
from dronedeal.settlement.traced import twice_rows

__all__ = ["Statement", "state", "statement_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement; ``body`` is all it says, ``hash`` the SHA-256 of its canonical bytes."""

    body: Mapping[str, Any]
    cutoff: int = 0
    checkpoint: Checkpoint | None = None

    @property
    def bytes(self) -> bytes:
        """The canonical bytes: the same for the same events, in whatever order they came and however often."""
        return canonical(self.body)

    @property
    def hash(self) -> str:
        """What the statement is known by."""
        return hashlib.sha256(self.bytes).hexdigest()


def state(
    signed: Signed,
    events: Iterable[Event],
    *,
    party: str,
    to: date,
    stated: Mapping[LineKey, Stated] | None = None,
    period: Period | None = None,
    ahead: Ahead | None = None,
) -> Statement:
    """The statement of a party to a day, from events alone.

    Parameters
    ----------
    stated
        What closings have stated before; a quarter that has changed since shows by how much.
    period
        Only what came to be owed, passed and was paid from its first day on, with what was left before; else everything.
    ahead
        Also what falls due after the day, as a forecast.

    Raises
    ------
    KeyError
        The deal has no such party.
    """
    if party not in signed.deal.parties:
        raise KeyError(party)
    accrued = accrue(signed, events, to)
    mine = [one for one in accrued.payables if party in {one.line.debtor, one.line.creditor}]
    before = {key: one for key, one in (stated or {}).items() if party in {one.debtor, one.creditor}}
    lines = [_line(one, before.get(one.key)) for one in mine]
    paying = signed.of(max(Quarter.of(to), signed.deal.horizon.start)).deal.paying
    now = {one.key for one in mine}
    lines += [_gone(one) for key, one in sorted(before.items()) if key not in now]
    have = paid_by_pair(accrued.events, party)
    body: dict[str, Any] = {
        "format": 1,
        "deal": signed.hash,
        "amendments": [{"from": str(one.since), "deal": one.hash} for one in signed.amendments],
        "title": signed.deal.title,
        "party": party,
        "to": to.isoformat(),
        "lines": lines,
        "goods": _units(accrued.goods, party),
        "entitled": _units(accrued.entitled, party),
        "payments": [
            payment_row(one, paid(one))
            for one in accrued.events
            if one.kind == "paid" and party in {one.by, one.to}
        ],
        "balances": balances(mine, accrued.events, party, to),
        "totals": totals(mine, have, party, to),
        "net": netted(mine, have, to) if paying is not None and paying.netting else [],
        "disputed": [
            payment_row(one, paid(one)) | {"note": one.note}
            for one in accrued.events
            if one.kind == "disputed" and party in {one.by, one.to}
        ],
        "reconciliation": reconciled(mine, accrued.events, party),
        "stock": [stock_row(one) for one in stock_of(signed, accrued.events) if one.party == party and one.is_known],
        "inspections": inspection_rows(signed, accrued.events, party),
        "security": security_held(signed, accrued.events, party, to),
        "limits": limits_passed(signed, accrued.events, party, to),
        "twice": twice_rows(signed, accrued.events, party),
        "uncounted": [{"event": name, "why": why} for name, why in accrued.uncounted],
    }  # fmt: skip
    if period is not None:
        body |= _in_period(signed, accrued, body, period, party)
    if ahead is not None:
        body["forecast"] = forecast(signed, accrued.events, mine, ahead, party=party, to=to)
    return Statement(body=body)


def _units(handed: Iterable[Handed], party: str) -> list[dict[str, Any]]:
    return [
        {
            "clause": one.line.clause, "line": one.line.path, "quarter": str(one.quarter), "from": one.line.debtor,
            "to": one.line.creditor, "system": one.system, "units": one.units,
        }
        for one in handed
        if party in {one.line.debtor, one.line.creditor}
    ]  # fmt: skip


def statement_of(
    ledger: Ledger,
    *,
    party: str,
    to: date,
    cutoff: int | None = None,
    first: date | None = None,
    ahead: Ahead | None = None,
) -> Statement:
    """The statement that a ledger gives, with the checkpoint of the entries it rests on.

    Parameters
    ----------
    cutoff
        How many entries count. If not said: of a closed period those it was closed on, so that its statement never
        changes; else all.
    first
        The first day of a period: only what it changed is told, beside what was left before. Where the day before was
        closed, that is what the closing stated.
    ahead
        Also what falls due after the day, as a forecast.

    Raises
    ------
    KeyError
        The deal has no such party.
    """
    entries = ledger.entries()
    if cutoff is None:
        closed = [
            entry.said["cutoff"] for entry in entries if entry.kind == "closed" and entry.said["to"] == to.isoformat()
        ]
        cutoff = closed[0] if closed else len(entries)
    counted = entries[:cutoff]
    events = [entry.event for entry in counted if entry.event is not None]
    stated = {key: one for key, one in stated_in(iter(counted)).items() if _is_before(one, to)}
    period = None if first is None else Period(first=first, earlier=_closed_on(counted, first - timedelta(days=1)))
    signed = ledger.signed.known(sum(entry.kind == "amended" for entry in counted))
    found = state(signed, events, party=party, to=to, stated=stated, period=period, ahead=ahead)
    return Statement(body=found.body, cutoff=len(counted), checkpoint=ledger.checkpoint(counted))


def _closed_on(entries: Sequence[Entry], day: date) -> tuple[Event, ...] | None:
    """The events that a day was closed on, if it was."""
    for entry in entries:
        if entry.kind == "closed" and entry.said["to"] == day.isoformat():
            return tuple(one.event for one in entries[: entry.said["cutoff"]] if one.event is not None)
    return None


def _in_period(signed: Signed, accrued: Accrued, body: Mapping[str, Any], period: Period, party: str) -> dict[str, Any]:
    """What of a statement is told otherwise where it is a period's: its own lines, goods and payments, and how balances moved."""
    before = opened(signed, accrued, period)
    was = {one.key: one for one in before.payables if party in {one.line.debtor, one.line.creditor}}
    mine = [one for one in accrued.payables if party in {one.line.debtor, one.line.creditor}]
    told = {(line["line"], line["quarter"], line["currency"]) for line in body["lines"]}
    gone = [_gone(_as_stated(one)) | _change(0, None, one.currency) for key, one in was.items() if key not in told]
    passed = {(one["line"], one["quarter"]): one["units"] for one in _units(before.goods, party)}
    goods = [one | {"units": one["units"] - passed.pop((one["line"], one["quarter"]), 0)} for one in body["goods"]]
    goods += [
        one | {"units": -one["units"]} for one in _units(before.goods, party) if (one["line"], one["quarter"]) in passed
    ]
    movement = moved(mine, before, accrued, party)
    return {
        "from": period.first.isoformat(),
        "lines": only([*body["lines"], *gone], was),
        "goods": [one for one in goods if one["units"]],
        "payments": movement["payments"],
        "movements": movement["balances"],
    }  # fmt: skip


def _as_stated(one: Payable) -> Stated:
    return Stated(
        line=one.line.path, quarter=str(one.quarter), place=str(one.line.place), debtor=one.line.debtor,
        creditor=one.line.creditor, currency=one.currency, due=one.due.isoformat(), minor=one.minor,
    )  # fmt: skip


def _is_before(one: Stated, to: date) -> bool:
    """Whether what was stated belongs to a statement to a day: its quarter has begun by then, or it is due."""
    year, _, number = one.quarter.partition("-Q")
    return date(int(year), 3 * int(number) - 2, 1) <= to or date.fromisoformat(one.due) <= to


def _line(one: Payable, stated: Stated | None) -> dict[str, Any]:
    line = {
        "clause": one.line.clause,
        "line": one.line.path,
        "place": str(one.line.place),
        "quarter": str(one.quarter),
        "from": one.line.debtor,
        "to": one.line.creditor,
        "due": one.due.isoformat(),
        "currency": one.currency,
        "amount": major(one.minor, one.currency),
        "formula": one.formula,
        "events": list(one.events),
    }
    return line | _change(one.minor, stated, one.currency)


def _gone(one: Stated) -> dict[str, Any]:
    """A line that was stated once, and is nothing any more."""
    clause = one.line.removeprefix("terms.").partition("/")[0] if one.line.startswith("terms.") else ""
    return {
        "clause": clause, "line": one.line, "place": one.place,
        "quarter": one.quarter, "from": one.debtor, "to": one.creditor, "due": one.due, "currency": one.currency,
        "amount": major(0, one.currency), "formula": "0", "events": [],
    } | _change(0, one, one.currency)  # fmt: skip


def _change(now: int, stated: Stated | None, currency: str) -> dict[str, Any]:
    """What closings stated of a line, and by how much it is more now: a true-up, where it is not zero."""
    if stated is None:
        return {"stated": None, "true_up": None}
    more = now - stated.minor
    return {"stated": major(stated.minor, currency), "true_up": major(more, currency) if more else None}
