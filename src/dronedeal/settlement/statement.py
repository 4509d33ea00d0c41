"""Statements: what one party owes and is owed to a day. A pure function of events, of what was stated before, and of the day."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from dronedeal.settlement.accrual import Accrued, Handed, Payable, accrue
from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.event import Event
from dronedeal.settlement.ledger import Ledger, Stated, stated_in
from dronedeal.settlement.merkle import Checkpoint
from dronedeal.settlement.money import major, minor
from dronedeal.settlement.signed import Signed

__all__ = ["AGES", "Statement", "state", "statement_of"]

AGES = (0, 30, 60, 90)
"""Days overdue that the ages of a balance are told by: up to 30, to 60, to 90, more."""


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
    stated: Mapping[tuple[str, str], Stated] | None = None,
) -> Statement:
    """The statement of a party to a day, from events alone.

    Parameters
    ----------
    stated
        What closings have stated before; a quarter that has changed since shows by how much.

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
    now = {one.key for one in mine}
    lines += [_gone(one) for key, one in sorted(before.items()) if key not in now]
    body = {
        "format": 1,
        "deal": signed.hash,
        "title": signed.deal.title,
        "party": party,
        "to": to.isoformat(),
        "lines": lines,
        "goods": _units(accrued.goods, party),
        "entitled": _units(accrued.entitled, party),
        "payments": [
            {
                "event": f"{one.source}/{one.id}", "on": one.effective_on.isoformat(), "from": one.by, "to": one.to,
                "currency": one.currency, "amount": major(_paid(one), one.currency),
            }
            for one in accrued.events
            if one.kind == "paid" and party in {one.by, one.to}
        ],
        "balances": _balances(mine, accrued, party, to),
        "uncounted": [{"event": name, "why": why} for name, why in accrued.uncounted],
    }  # fmt: skip
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


def statement_of(ledger: Ledger, *, party: str, to: date, cutoff: int | None = None) -> Statement:
    """The statement that a ledger gives, with the checkpoint of the entries it rests on.

    Parameters
    ----------
    cutoff
        How many entries count. If not said: of a closed period those it was closed on, so that its statement never
        changes; else all.

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
    found = state(ledger.signed, events, party=party, to=to, stated=stated)
    return Statement(body=found.body, cutoff=len(counted), checkpoint=ledger.checkpoint(counted))


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
    return {
        "clause": one.line.removeprefix("terms.").partition("/")[0], "line": one.line, "place": one.place,
        "quarter": one.quarter, "from": one.debtor, "to": one.creditor, "due": one.due, "currency": one.currency,
        "amount": major(0, one.currency), "formula": "0", "events": [],
    } | _change(0, one, one.currency)  # fmt: skip


def _change(now: int, stated: Stated | None, currency: str) -> dict[str, Any]:
    """What closings stated of a line, and by how much it is more now: a true-up, where it is not zero."""
    if stated is None:
        return {"stated": None, "true_up": None}
    more = now - stated.minor
    return {"stated": major(stated.minor, currency), "true_up": major(more, currency) if more else None}


def _paid(event: Event) -> int:
    return 0 if event.amount is None else minor(event.amount, event.currency)


def _balances(mine: list[Payable], accrued: Accrued, party: str, to: date) -> list[dict[str, Any]]:
    """Owed against paid, by debtor, creditor and currency. Nothing is netted: no deal said so yet."""
    owed: dict[tuple[str, str, str], list[Payable]] = defaultdict(list)
    paid: dict[tuple[str, str, str], int] = defaultdict(int)
    for one in mine:
        owed[one.line.debtor, one.line.creditor, one.currency].append(one)
    for event in accrued.events:
        if event.kind == "paid" and party in {event.by, event.to}:
            paid[event.by, event.to, event.currency] += _paid(event)
    found: list[dict[str, Any]] = []
    for key in sorted(owed.keys() | paid.keys()):
        lines, currency = owed.get(key, []), key[2]
        total = sum(one.minor for one in lines)
        due = sum(one.minor for one in lines if one.due <= to)
        have = paid.get(key, 0)
        found.append(
            {
                "from": key[0], "to": key[1], "currency": currency,
                "owed": major(total, currency), "due": major(due, currency), "paid": major(have, currency),
                "left": major(total - have, currency), "overdue": major(max(0, due - have), currency),
                "ages": {name: major(part, currency) for name, part in _ages(lines, have, to).items()},
            }
        )  # fmt: skip
    return found


def _ages(lines: list[Payable], paid: int, to: date) -> dict[str, int]:
    """What is overdue, by how long: payments and credits settle the oldest first."""
    names = [f"{low + 1}-{high}" for low, high in pairwise(AGES)] + [f"over {AGES[-1]}"]
    found = dict.fromkeys(["today", *names], 0)
    left = paid - sum(one.minor for one in lines if one.minor < 0 and one.due <= to)
    for one in sorted(lines, key=lambda line: (line.due, line.key)):
        if one.minor < 0 or one.due > to:
            continue
        covered = min(left, one.minor)
        left -= covered
        days = (to - one.due).days
        at = sum(days > age for age in AGES)
        found["today" if at == 0 else names[at - 1]] += one.minor - covered
    return {name: part for name, part in found.items() if part}
