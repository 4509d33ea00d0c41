"""Entries as rows of a store: reading them, looking them up by what a sender named, and adding the next ones."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, or_, select

from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.chain import FIRST, link
from dronedeal.settlement.entry import Entry, entry_body
from dronedeal.settlement.event import Event, body_of
from dronedeal.settlement.postings import Posting, unbalanced
from dronedeal.settlement.schema import CORRECTION, ENTRY, EVENT, POSTING
from dronedeal.settlement.store import NotStored, Store

__all__ = ["Beside", "Page", "beside_in", "corrections_in", "entries_in", "entries_since", "events_in"]

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

    def add(self, seq: int, legs: Iterable[Posting], body: Mapping[str, str] | None) -> None:
        """The rows of one entry more; ``body`` is what its event says, if it is an event's."""
        self.postings.extend([(seq, line, *leg) for line, leg in enumerate(legs, start=1)])
        if body is None:
            return
        digest = hashlib.sha256(canonical(body)).digest()
        self.events.append((body["source"], body["id"], seq, body["effective_on"], digest))
        if "corrects" in body:
            self.corrections.append((body["source"], body["corrects"], seq))

    @property
    def tables(self) -> tuple[tuple[Table, list[tuple[Any, ...]]], ...]:
        """Which rows are of which table."""
        return (EVENT, self.events), (POSTING, self.postings), (CORRECTION, self.corrections)


def beside_in(store: Store, connection: Connection) -> Beside:
    """The rows that do stand beside the entries, in order."""
    return Beside(*([*store.rows(connection, query)] for query in _BESIDE))


_BESIDE = tuple(
    select(table).order_by(*order)
    for table, *order in (
        (EVENT, EVENT.c.seq),
        (POSTING, POSTING.c.seq, POSTING.c.line),
        (CORRECTION, CORRECTION.c.seq),
    )
)

_TO = select(ENTRY).where(ENTRY.c.seq <= bindparam("cutoff")).order_by(ENTRY.c.seq)
_OF_KIND = select(ENTRY).where(ENTRY.c.kind == bindparam("kind")).order_by(ENTRY.c.seq)
_ALL = 2**31 - 1
"""A cut-off that no ledger comes to: the number of its last entry would not fit the column."""


def entries_in(store: Store, connection: Connection, cutoff: int | None = None, *, kind: str = "") -> Iterator[Entry]:
    """The entries of a store, in order: to a cut-off, or of one kind."""
    if kind:
        return map(_entry, store.rows(connection, _OF_KIND, kind=kind))
    return map(_entry, store.rows(connection, _TO, cutoff=_ALL if cutoff is None else cutoff))


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, kind, body, before, hashed = row
    try:
        return Entry(seq=seq, kind=kind, body=bytes(body), before=bytes(before), hash=bytes(hashed))
    except TypeError as error:
        message = f"entry {seq} cannot be read"
        raise NotStored(message, "verify the ledger, and restore it from a copy") from error


_SINCE = (
    select(ENTRY)
    .where(
        ENTRY.c.seq >= bindparam("seen"),
        or_(
            ENTRY.c.kind == "amended",
            ENTRY.c.kind == "closed",
            ENTRY.c.seq == bindparam("seen"),
            ENTRY.c.seq == select(func.max(ENTRY.c.seq)).scalar_subquery(),
        ),
    )
    .order_by(ENTRY.c.seq)
)


def entries_since(store: Store, connection: Connection, seen: int) -> Iterator[Entry]:
    """Of the entries from a number on, those that say what all others stand under: it, amendments, closings, and the last."""
    return map(_entry, store.rows(connection, _SINCE, seen=seen))


@cache
def _looking_up(table: Table, name: str, many: int) -> Select[Any]:
    """Entries by what a table beside them calls them, so many at once."""
    asked = table.c[name].in_([bindparam(f"name_{number}") for number in range(many)])
    return select(ENTRY).join(table, table.c.seq == ENTRY.c.seq).where(table.c.source == bindparam("source"), asked)


def events_in(store: Store, connection: Connection, keys: Iterable[tuple[str, str]]) -> Iterator[Event]:
    """The events of some names, those that are recorded."""
    return _found(store, connection, EVENT, "id", keys)


def corrections_in(store: Store, connection: Connection, keys: Iterable[tuple[str, str]]) -> Iterator[Event]:
    """The events that correct those of some names."""
    return _found(store, connection, CORRECTION, "corrects", keys)


def _found(
    store: Store, connection: Connection, table: Table, column: str, keys: Iterable[tuple[str, str]]
) -> Iterator[Event]:
    """Names are looked up singly or many at once, the last one over and over where they are fewer: so two queries are prepared."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for source, name in keys:
        names[source][name] = None
    for source, known in names.items():
        many = 1 if len(known) == 1 else _AT_ONCE
        query, asked = _looking_up(table, column, many), [*known]
        for first in range(0, len(asked), many):
            some = asked[first : first + many]
            some += some[-1:] * (many - len(some))
            words = {f"name_{number}": name for number, name in enumerate(some)}
            for row in store.rows(connection, query, source=source, **words):
                event = _entry(row).event
                if event is not None:
                    yield event


class Page:
    """The entries that one transaction adds. Number and chain go on from the last entry; all is written together."""

    def __init__(self, store: Store, connection: Connection, size: int = 0, before: bytes = FIRST) -> None:
        """Begin after the last entry that stands: its number and hash."""
        self._store, self._connection = store, connection
        self.size, self._before = size, before
        self._entries: list[tuple[int, str, bytes, bytes, bytes]] = []
        self._beside = Beside.none()

    def record(self, event: Event, legs: Sequence[Posting], now: str) -> int:
        """Add the entry of an event; its number."""
        body = body_of(event)
        return self._add("event", legs, now, {"event": body}, body)

    def add(self, kind: str, legs: Sequence[Posting], now: str, more: Mapping[str, Any]) -> int:
        """Add an entry that is no event's; its number."""
        return self._add(kind, legs, now, more, None)

    def _add(
        self, kind: str, legs: Sequence[Posting], now: str, more: Mapping[str, Any], event: Mapping[str, str] | None
    ) -> int:
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
        self._beside.add(entry.seq, entry.postings, entry.said.get("event"))
        self.size, self._before = entry.seq, entry.hash

    def put(self) -> None:
        """Write what was added: the rows beside the entries first, for an entry that stands is given no more."""
        self._store.put(self._connection, (*self._beside.tables, (ENTRY, self._entries)))
        self._entries, self._beside = [], Beside.none()
