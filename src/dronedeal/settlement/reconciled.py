"""Paid against owed, line by line, where a payment names its clause. A payment that names none settles no line: it is told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from dronedeal.settlement.event import Event
from dronedeal.settlement.money import major
from dronedeal.settlement.owing import paid
from dronedeal.settlement.payable import Payable

__all__ = ["reconciled"]

_Key = tuple[str, str, str, str]
"""Debtor, creditor, currency, clause."""


def reconciled(lines: Sequence[Payable], events: Iterable[Event], party: str) -> dict[str, Any]:
    """Lines of every clause that a payment names, the oldest settled first; and payments, or parts of them, that settle no line.

    Parameters
    ----------
    lines
        What the party owes and is owed.
    events
        In force and in order of their days.

    Notes
    -----
    Credits of a clause, lines below zero, settle its other lines as payments do. Ages and late interest go further: what is left
    of a payment, and what names no clause, settles whatever else its payer owes its receiver, the oldest first.
    """
    owed: dict[_Key, list[Payable]] = defaultdict(list)
    for one in lines:
        owed[one.line.debtor, one.line.creditor, one.currency, one.line.clause].append(one)
    room = {key: sum(one.minor for one in some) for key, some in owed.items()}
    have: dict[_Key, int] = defaultdict(int)
    loose: list[dict[str, Any]] = []
    for event in events:
        if event.kind != "paid" or party not in {event.by, event.to}:
            continue
        key = (event.by, event.to, event.currency, event.of)
        taken = max(0, min(paid(event), room.get(key, 0) - have[key])) if event.of else 0
        have[key] += taken
        if paid(event) > taken:
            loose.append(_loose(event, paid(event) - taken, _why(event, is_owed=key in owed)))
    named = [(key, some) for key, some in owed.items() if have.get(key)]
    return {"lines": [row for key, some in named for row in _rows(some, have[key])], "unallocated": loose}


def _why(event: Event, *, is_owed: bool) -> str:
    if not event.of:
        return "names no clause"
    return f"more than is owed under {event.of}" if is_owed else f"{event.by} owes {event.to} nothing under {event.of}"


def _loose(event: Event, units: int, why: str) -> dict[str, Any]:
    return {
        "event": f"{event.source}/{event.id}", "on": event.effective_on.isoformat(), "from": event.by, "to": event.to,
        "currency": event.currency, "amount": major(units, event.currency), "why": why,
    }  # fmt: skip


def _rows(lines: list[Payable], have: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    left = have - sum(one.minor for one in lines if one.minor < 0)
    for one in sorted(lines, key=lambda line: (line.due, line.key)):
        covered = one.minor if one.minor < 0 else min(left, one.minor)
        left -= max(0, covered)
        found.append(
            {
                "clause": one.line.clause, "line": one.line.path, "quarter": str(one.quarter), "from": one.line.debtor,
                "to": one.line.creditor, "due": one.due.isoformat(), "currency": one.currency,
                "owed": major(one.minor, one.currency), "paid": major(covered, one.currency),
                "left": major(one.minor - covered, one.currency),
            }
        )  # fmt: skip
    return found
