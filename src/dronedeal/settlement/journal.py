"""Journals in plain text, as Beancount and hledger read them: every entry with legs, in the order it was recorded. A copy, not the ledger."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from dronedeal.settlement.entry import Entry
from dronedeal.settlement.ledger import Ledger
from dronedeal.settlement.money import major, places_of

__all__ = ["Format", "journal"]

Format = Literal["beancount", "hledger"]

_LONGEST = 24
"""Most characters of a commodity in Beancount."""

_ROOTS = {
    "owes": "Liabilities",
    "income": "Income",
    "expense": "Expenses",
    "output": "Income",
    "secures": "Liabilities",
    "brought": "Income",
    "used": "Expenses",
}
"""Where an account stands in the tree of five; everything else is an asset."""


def journal(ledger: Ledger, form: Format) -> str:
    """The ledger's entries as a journal; the same ledger gives the same text."""
    entries = ledger.entries()
    closings = {entry.seq: entry.said["to"] for entry in entries if entry.kind == "closed"}
    told = [entry for entry in entries if entry.postings]
    days = _days(told, closings)
    names = _Names(told, form)
    first = min(days, default=date(1970, 1, 1))
    head = [f"; dronedeal journal of {ledger.signed.hash}"]
    accounts = sorted(names.accounts.values())
    head += [f"{first} open {account}" if form == "beancount" else f"account {account}" for account in accounts]
    head += names.commodities()
    parts = [names.transaction(entry, day) for entry, day in zip(told, days, strict=True)]
    return "\n".join(head) + "\n" + "".join(f"\n{part}" for part in parts)


def _days(entries: Sequence[Entry], closings: Mapping[int, str]) -> list[date]:
    """The days entries take effect: an event's own; of what a closing states, the day it was closed to."""
    ends = sorted(closings)
    return [
        entry.event.effective_on
        if entry.event is not None
        else date.fromisoformat(closings[ends[bisect_right(ends, entry.seq)]])
        for entry in entries
    ]


class _Names:
    """How accounts and units are written: as both programs take them, and no two alike."""

    def __init__(self, entries: Sequence[Entry], form: Format) -> None:
        self._is_beancount = form == "beancount"
        legs = [leg for entry in entries for leg in entry.postings]
        self.accounts = _distinct({leg.account for leg in legs}, _account)
        units = _distinct({leg.unit for leg in legs}, _unit)
        self._units = {
            unit: name if self._is_beancount or name.isalpha() else f'"{name}"' for unit, name in units.items()
        }

    def commodities(self) -> list[str]:
        """Units as hledger wants them declared, each with the places it is written to; Beancount takes them as they come."""
        if self._is_beancount:
            return []
        return sorted(f"commodity 1000.{'0' * places_of(unit)} {name}" for unit, name in self._units.items())

    def transaction(self, entry: Entry, day: date) -> str:
        text = _words(entry)
        head = f'{day} * "{text}"' if self._is_beancount else f"{day} * {text}"
        legs = (
            f"  {self.accounts[leg.account]}  {major(leg.minor, leg.unit)} {self._units[leg.unit]}"
            for leg in entry.postings
        )
        return "\n".join((head, *legs)) + "\n"


def _distinct(names: Iterable[str], write: Callable[[str], str]) -> dict[str, str]:
    """Each name as it is written; of several that would be written alike, the later ones in order get a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        plain = word = write(name)
        number = 1
        while word in taken:
            number += 1
            end = f"-{number}"
            word = f"{plain[: _LONGEST - len(end)] if len(plain) <= _LONGEST else plain}{end}"
        taken.add(word)
        found[name] = word
    return found


def _words(entry: Entry) -> str:
    event = entry.event
    said = (
        f"{event.kind} {event.source}/{event.id}"
        if event is not None
        else f"{entry.kind} {entry.said['line']} {entry.said['quarter']}"
    )
    return f"{entry.seq} {said}"


def _account(name: str) -> str:
    party, kind, other = name.split(":")
    parts: Sequence[str] = (_ROOTS.get(kind, "Assets"), party, kind, other)
    return ":".join(_word(part) for part in parts)


def _word(part: str) -> str:
    """A part of an account: letters, digits and dashes, the first a capital."""
    return "-".join(piece[:1].upper() + piece[1:] for piece in re.split(r"[^A-Za-z0-9]+", part) if piece) or "X"


def _unit(unit: str) -> str:
    """A commodity: capitals, digits and dashes, at most 24, with neither at its end a dash."""
    return re.sub(r"[^A-Z0-9]+", "-", unit.upper())[:_LONGEST].rstrip("-")
