"""Entries as rows of a store: reading them, looking them up by what a sender named, and adding the next ones."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, bindparam, func, select

from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.chain import FIRST, link
from dronedeal.settlement.entry import Entry, entry_body
from dronedeal.settlement.event import Event, body_of
from dronedeal.settlement.postings import Posting, unbalanced
from dronedeal.settlement.schema import CORRECTION, ENTRY, EVENT, POSTING
from dronedeal.settlement.store import NotStored, Store

__all__ = ["Beside", "Page", "beside", "beside_in", "corrections_in", "entries_in", "events_in"]

_AT_ONCE = 500
"""Names looked up in one query."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The rows that stand beside entries: they say nothing that the entries do not, and are there to be looked up."""

    events: list[tuple[Any, ...]]
    postings: list[tuple[Any, ...]]
    corrections: list[tuple[Any, ...]]

    @staticmethod
    def none() -> Beside:
        """No rows yet."""
        return Beside([], [], [])

    def add(self, seq: int, legs: Iterable[Posting], event: Event | None) -> None:
        """The rows of one entry more."""
        self.postings.extend((seq, line, leg.account, leg.unit, leg.minor) for line, leg in enumerate(legs, start=1))
        if event is None:
            return
        digest = hashlib.sha256(canonical(body_of(event))).digest()
        self.events.append((event.source, event.id, seq, event.effective_on.isoformat(), digest))
        if event.corrected is not None:
            self.corrections.append((event.source, event.corrects, seq))

    @property
    def tables(self) -> tuple[tuple[Table, list[tuple[Any, ...]]], ...]:
        """Which rows are of which table."""
        return (EVENT, self.events), (POSTING, self.postings), (CORRECTION, self.corrections)


def beside(entries: Iterable[Entry]) -> Beside:
    """The rows that belong beside some entries.

    Raises
    ------
    NotStored
        An entry cannot be read.
    """
    rows = Beside.none()
    for entry in entries:
        rows.add(entry.seq, entry.postings, entry.event)
    return rows


def beside_in(connection: Connection) -> Beside:
    """The rows that do stand beside the entries, in order."""

    def of(table: Table, *order: Column[Any]) -> list[tuple[Any, ...]]:
        return [tuple(map(_bytes, row)) for row in connection.execute(select(table).order_by(*order))]

    return Beside(of(EVENT, EVENT.c.seq), of(POSTING, POSTING.c.seq, POSTING.c.line), of(CORRECTION, CORRECTION.c.seq))


def _bytes(value: object) -> object:
    return bytes(value) if isinstance(value, (bytearray, memoryview)) else value


def entries_in(connection: Connection, cutoff: int | None = None, *, kind: str = "") -> Iterator[Entry]:
    """The entries of a store, in order; to a cut-off, or of one kind."""
    query = select(ENTRY).order_by(ENTRY.c.seq)
    if cutoff is not None:
        query = query.where(ENTRY.c.seq <= cutoff)
    if kind:
        query = query.where(ENTRY.c.kind == kind)
    for row in connection.execute(query):
        yield _entry(row)


def _entry(row: Sequence[Any]) -> Entry:
    seq, kind, body, before, hashed = row
    try:
        return Entry(seq=seq, kind=kind, body=bytes(body), before=bytes(before), hash=bytes(hashed))
    except TypeError as error:
        message = f"entry {seq} cannot be read"
        raise NotStored(message, "verify the ledger, and restore it from a copy") from error


@lru_cache(maxsize=2 * _AT_ONCE)
def _looking_up(column: Column[str], names: int) -> Select[Any]:
    """Entries by what a table beside them calls them: a source, and so many names that it gave."""
    table = column.table
    asked = column.in_([bindparam(f"name_{number}") for number in range(names)])
    return select(ENTRY).join(table, table.c.seq == ENTRY.c.seq).where(table.c.source == bindparam("source"), asked)


def events_in(store: Store, connection: Connection, keys: Iterable[tuple[str, str]]) -> Iterator[Event]:
    """The events of some names, those that are recorded."""
    return _found(store, connection, EVENT.c.id, keys)


def corrections_in(store: Store, connection: Connection, keys: Iterable[tuple[str, str]]) -> Iterator[Event]:
    """The events that correct those of some names."""
    return _found(store, connection, CORRECTION.c.corrects, keys)


def _found(
    store: Store, connection: Connection, column: Column[str], keys: Iterable[tuple[str, str]]
) -> Iterator[Event]:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for source, name in keys:
        names[source][name] = None
    for source, known in names.items():
        asked = list(known)
        for first in range(0, len(asked), _AT_ONCE):
            some = asked[first : first + _AT_ONCE]
            for row in store.look_up(connection, _looking_up(column, len(some)), (source, *some)):
                event = _entry(row).event
                if event is not None:
                    yield event


_LAST = select(ENTRY.c.seq, ENTRY.c.hash).where(ENTRY.c.seq == select(func.max(ENTRY.c.seq)).scalar_subquery())


class Page:
    """The entries that one transaction adds. Number and chain go on from the last entry; all is written together."""

    def __init__(self, store: Store, connection: Connection) -> None:
        """Begin after the last entry that stands."""
        self._store, self._connection = store, connection
        last = store.look_up(connection, _LAST)
        self.size, self._before = (int(last[0][0]), bytes(last[0][1])) if last else (0, FIRST)
        self._entries: list[tuple[int, str, bytes, bytes, bytes]] = []
        self._beside = Beside.none()

    def record(self, event: Event, legs: Sequence[Posting], now: str) -> int:
        """Add the entry of an event; its number."""
        return self._add("event", legs, now, {"event": body_of(event)}, event)

    def add(self, kind: str, legs: Sequence[Posting], now: str, more: Mapping[str, Any]) -> int:
        """Add an entry that is no event's; its number."""
        return self._add(kind, legs, now, more, None)

    def _add(self, kind: str, legs: Sequence[Posting], now: str, more: Mapping[str, Any], event: Event | None) -> int:
        """Whatever does not balance is a defect, not data."""
        wrong = unbalanced(legs)
        if wrong:
            message = f"{kind} does not balance in {', '.join(wrong)}"
            raise AssertionError(message)
        self.size += 1
        body = entry_body(self.size, kind, legs, now, **more)
        hashed = link(self._before, body)
        self._entries.append((self.size, kind, body, self._before, hashed))
        self._before = hashed
        self._beside.add(self.size, legs, event)
        return self.size

    def copy(self, entry: Entry) -> None:
        """Add an entry of another store as it stands there."""
        self._entries.append((entry.seq, entry.kind, entry.body, entry.before, entry.hash))
        self._beside.add(entry.seq, entry.postings, entry.event)
        self.size, self._before = entry.seq, entry.hash

    def put(self) -> None:
        """Write what was added: the rows beside the entries first, for an entry that stands is given no more."""
        for table, rows in (*self._beside.tables, (ENTRY, self._entries)):
            self._store.put(self._connection, table, rows)
        self._entries, self._beside = [], Beside.none()
