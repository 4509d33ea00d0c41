"""Journals in plain text, as Beancount and hledger read them: every entry with legs, in the order it was recorded. A copy, not the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from dronedeal.settlement.entry import Entry
from dronedeal.settlement.ledger import Ledger
from dronedeal.settlement.money import major

__all__ = ["Format", "journal"]

Format = Literal["beancount", "hledger"]

_ROOTS = {"owes": "Liabilities", "income": "Income", "expense": "Expenses", "output": "Income"}
"""Where an account stands in the tree of five; everything else is an asset."""


def journal(ledger: Ledger, form: Format) -> str:
    """The ledger's entries as a journal; the same ledger gives the same text."""
    entries = [entry for entry in ledger.entries() if entry.postings]
    closings = {entry.seq: entry.said["to"] for entry in ledger.entries() if entry.kind == "closed"}
    days = [_day(entry, closings) for entry in entries]
    accounts = sorted({_account(leg.account) for entry in entries for leg in entry.postings})
    first = min(days, default=date(1970, 1, 1))
    head = [f"; dronedeal journal of {ledger.signed.hash}"]
    if form == "beancount":
        head += [f"{first} open {account}" for account in accounts]
    else:
        head += [f"account {account}" for account in accounts]
    parts = [_transaction(entry, day, form) for entry, day in zip(entries, days, strict=True)]
    return "\n".join(head) + "\n" + "".join(f"\n{part}" for part in parts)


def _day(entry: Entry, closings: dict[int, str]) -> date:
    """The day an entry takes effect: an event's own; of what a closing states, the day it was closed to."""
    if entry.event is not None:
        return entry.event.effective_on
    return date.fromisoformat(closings[min(seq for seq in closings if seq > entry.seq)])


def _transaction(entry: Entry, day: date, form: Format) -> str:
    text = _words(entry)
    head = f'{day} * "{text}"' if form == "beancount" else f"{day} * {text}"
    lines = [head, *(f"  {line}" for line in _legs(entry, form))]
    return "\n".join(lines) + "\n"


def _words(entry: Entry) -> str:
    event = entry.event
    said = (
        f"{event.kind} {event.source}/{event.id}"
        if event is not None
        else f"{entry.kind} {entry.said['line']} {entry.said['quarter']}"
    )
    return f"{entry.seq} {said}"


def _legs(entry: Entry, form: Format) -> Iterator[str]:
    for leg in entry.postings:
        unit = _unit(leg.unit)
        shown = unit if form == "beancount" or unit.isalpha() else f'"{unit}"'
        yield f"{_account(leg.account)}  {major(leg.minor, leg.unit)} {shown}"


def _account(name: str) -> str:
    party, kind, other = name.split(":")
    parts: Sequence[str] = (_ROOTS.get(kind, "Assets"), party, kind, other)
    return ":".join(_word(part) for part in parts)


def _word(part: str) -> str:
    """A part of an account: letters, digits and dashes, the first a capital."""
    return "-".join(piece[:1].upper() + piece[1:] for piece in re.split(r"[^A-Za-z0-9]+", part) if piece) or "X"


def _unit(unit: str) -> str:
    """A commodity: capitals, digits and dashes, at most 24."""
    return re.sub(r"[^A-Z0-9]+", "-", unit.upper())[:24].rstrip("-")
