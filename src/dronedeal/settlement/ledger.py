"""The ledger of a signed deal: append-only, double entry, chained. It records and closes; what is owed it asks accrual."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, inspect, select

from dronedeal.deal import Finding, Place, Quarter, sorted_findings
from dronedeal.settlement.accrual import accrue
from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.chain import FIRST, link
from dronedeal.settlement.entry import Entry, entry_body
from dronedeal.settlement.event import Event, body_of
from dronedeal.settlement.keyfile import key_beside, make_key
from dronedeal.settlement.merkle import Checkpoint, Key, root_of
from dronedeal.settlement.payable import LineKey
from dronedeal.settlement.postings import Posting, unbalanced, undone, what_is_owed, what_passed
from dronedeal.settlement.preview import Change, changes
from dronedeal.settlement.schema import ENTRY, EVENT, POSTING
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.store import NotStored, Store, place_of
from dronedeal.settlement.succession import misplaced

__all__ = ["Closed", "Ledger", "Recorded", "Stated", "entries_in", "stated_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of events handed in: all recorded, or nothing and the findings."""

    outcomes: tuple[tuple[Event, Literal["new", "exists"]], ...]
    findings: tuple[Finding, ...]
    size: int
    """Entries of the ledger afterwards."""
    changes: tuple[Change, ...] = ()
    """Of a preview: what would be owed otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A period that was closed: to which day, on the events of the first ``cutoff`` entries."""

    to: date
    cutoff: int
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What closings have stated so far of one line in one quarter."""

    line: str
    quarter: str
    place: str
    debtor: str
    creditor: str
    currency: str
    due: str
    minor: int


class Ledger:
    """One signed deal's ledger. Times come from the caller: nothing here asks what day it is."""

    def __init__(self, url: str, signed: Signed, *, now: str = "", chance: bytes | None = None) -> None:
        """Open a ledger; where ``now`` is said and there is none, make it.

        Parameters
        ----------
        url
            A file, or its SQLite URL.
        now
            When it is made, as it is recorded; a ledger is only read if this is empty.
        chance
            The private key of a new ledger; drawn, if not given.

        Raises
        ------
        NotStored
            There is no such ledger, it cannot be used, or it is another deal's.
        """
        self._path, self.signed = place_of(url), signed
        self._store = Store(self._path, create=bool(now))
        self.settings = f"SQLite {self._store.version}, {self._store.settings}"
        if now:
            key = make_key(self._path, chance or secrets.token_bytes(32))
            with self._store.writing() as connection:
                self._store.prepare(connection)
                if not _size(connection):
                    self._open(connection, key, now)
        with self._store.reading() as connection:
            if not inspect(connection).has_table("entry"):
                message = f"{self._path} is no ledger"
                raise NotStored(message, "name another file")
            first = next(entries_in(connection, 1), None)
            if first is None:
                message = f"{self._path} is empty"
                raise NotStored(message, "record something first")
        self._first = first
        mine = key_beside(self._path)
        try:
            deal, public = str(first.said["deal"]), base64.b64decode(first.said["key"])
        except (KeyError, ValueError, UnicodeDecodeError):
            deal, public = signed.hash, b""  # verifying says what is wrong with it
        self.key = mine if mine is not None and mine.public == public else Key(public=public)
        if deal != signed.hash:
            message = f"{self._path} is the ledger of another deal, or of another version of it ({deal[:12]})"
            raise NotStored(message, f"name the ledger of {signed.hash[:12]}")

    def _open(self, connection: Connection, key: Key, now: str) -> None:
        deal = self.signed.deal
        more = {
            "deal": self.signed.hash, "title": deal.title, "currency": deal.currency, "format": 1,
            "key": base64.b64encode(key.public).decode(),
        }  # fmt: skip
        _append(connection, "opened", (), now, **more)

    @property
    def origin(self) -> str:
        """The name under which checkpoints are signed."""
        return f"dronedeal/{self.signed.hash[:16]}"

    def close_store(self) -> None:
        """Let go of the file."""
        self._store.close()

    def record(self, events: Sequence[Event], *, now: str, preview: bool = False) -> Recorded:
        """Record events, all of them or none.

        An event whose id is known with the same body ``exists``: it is not recorded again. With another body it is a
        conflict, and nothing of what was handed in is recorded.

        Parameters
        ----------
        preview
            Find what would come of it, and keep nothing.

        Raises
        ------
        Unconfirmed
            The store did not confirm; open the ledger anew and record the same events again.
        """
        with self._store.writing(keep=not preview) as connection:
            known = _known(connection)
            fresh: dict[tuple[str, str], Event] = {}
            outcomes: list[tuple[Event, Literal["new", "exists"]]] = []
            findings: list[Finding] = []
            for event in events:
                before = known.get(event.key) or fresh.get(event.key)
                if before is None:
                    fresh[event.key] = event
                elif body_of(before) != body_of(event):
                    findings.append(_conflict(before, event))
                    continue
                outcomes.append((event, "new" if before is None else "exists"))
            findings += misplaced(known, fresh)
            if not findings:
                everything = known | fresh
                for event in fresh.values():
                    self._record(connection, event, everything, now)
            return Recorded(
                outcomes=tuple(outcomes),
                findings=sorted_findings(findings),
                size=_size(connection),
                changes=changes(self.signed, known.values(), (known | fresh).values())
                if preview and not findings
                else (),
            )

    def _record(self, connection: Connection, event: Event, known: dict[tuple[str, str], Event], now: str) -> None:
        legs = what_passed(self.signed, event)
        if event.corrected is not None:
            legs = (*undone(what_passed(self.signed, known[event.corrected])), *legs)
        seq = _append(connection, "event", legs, now, event=body_of(event))
        connection.execute(
            insert(EVENT).values(
                source=event.source,
                id=event.id,
                seq=seq,
                effective_on=event.effective_on.isoformat(),
                digest=_digest(event),
            )
        )

    def close(self, to: date, *, now: str) -> tuple[Closed | None, tuple[Finding, ...]]:
        """Close a period: state every line to its end, and what has changed of quarters stated before as true-ups.

        What is recorded later never changes a statement of the period; it comes into the next one.
        """
        with self._store.writing() as connection:
            before = _closings(connection)
            finding = _not_to_close(to, before, self.signed)
            if finding is not None:
                return None, (finding,)
            cutoff = _size(connection)
            stated = stated_in(entries_in(connection, cutoff))
            events = tuple(_known(connection).values())
            wanted = {
                one.key: Stated(
                    line=one.line.path,
                    quarter=str(one.quarter),
                    place=str(one.line.place),
                    debtor=one.line.debtor,
                    creditor=one.line.creditor,
                    currency=one.currency,
                    due=one.due.isoformat(),
                    minor=one.minor,
                )
                for one in accrue(self.signed, events, to).payables
            }
            for key in sorted(wanted.keys() | stated.keys()):
                self._state(connection, wanted.get(key), stated.get(key), now)
            seq = _append(connection, "closed", (), now, to=to.isoformat(), cutoff=cutoff)
        return Closed(to=to, cutoff=cutoff, seq=seq), ()

    @staticmethod
    def _state(connection: Connection, wanted: Stated | None, stated: Stated | None, now: str) -> None:
        one = wanted or stated
        more = (0 if wanted is None else wanted.minor) - (0 if stated is None else stated.minor)
        if one is None or not more:
            return
        _append(
            connection,
            "accrued" if stated is None else "trued_up",
            what_is_owed(one.debtor, one.creditor, one.currency, more),
            now,
            line=one.line, quarter=one.quarter, place=one.place, due=one.due, minor=more,
            **{"from": one.debtor, "to": one.creditor, "currency": one.currency},
        )  # fmt: skip

    def entries(self, cutoff: int | None = None) -> tuple[Entry, ...]:
        """The entries, all of them or so many, in order."""
        with self._store.reading() as connection:
            return tuple(entries_in(connection, cutoff))

    def closings(self) -> tuple[Closed, ...]:
        """The periods that were closed, in order."""
        with self._store.reading() as connection:
            return _closings(connection)

    def balances(self) -> tuple[tuple[str, str, int], ...]:
        """Sums of all postings by account and unit, those at zero left out."""
        total = func.sum(POSTING.c.minor)
        query = (
            select(POSTING.c.account, POSTING.c.unit, total)
            .group_by(POSTING.c.account, POSTING.c.unit)
            .having(total != 0)
            .order_by(POSTING.c.account, POSTING.c.unit)
        )
        with self._store.reading() as connection:
            return tuple((row[0], row[1], int(row[2])) for row in connection.execute(query))

    def indices(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """The rows of events and of postings as they are stored beside the entries, in order: for verifying."""
        with self._store.reading() as connection:
            events = tuple(tuple(row) for row in connection.execute(select(EVENT).order_by(EVENT.c.seq)))
            legs = tuple(
                tuple(row) for row in connection.execute(select(POSTING).order_by(POSTING.c.seq, POSTING.c.line))
            )
        return events, legs

    def checkpoint(self, entries: Sequence[Entry]) -> Checkpoint:
        """The checkpoint of some first entries, signed where this ledger's key is at hand."""
        return self.key.signed(self.origin, len(entries), root_of([entry.body for entry in entries]))


def entries_in(connection: Connection, cutoff: int | None = None) -> Iterator[Entry]:
    """The entries of a store, in order, to a cut-off."""
    query = select(ENTRY).order_by(ENTRY.c.seq)
    if cutoff is not None:
        query = query.where(ENTRY.c.seq <= cutoff)
    for row in connection.execute(query):
        yield Entry(seq=row.seq, kind=row.kind, body=bytes(row.body), before=bytes(row.before), hash=bytes(row.hash))


def stated_in(entries: Iterator[Entry]) -> dict[LineKey, Stated]:
    """What closings among some entries have stated, by line and quarter."""
    stated: dict[LineKey, Stated] = {}
    for entry in entries:
        if entry.kind not in {"accrued", "trued_up"}:
            continue
        said = entry.said
        key = (said["line"], said["quarter"], said["currency"])
        so_far = stated[key].minor if key in stated else 0
        stated[key] = Stated(
            line=said["line"], quarter=said["quarter"], place=said["place"], debtor=said["from"], creditor=said["to"],
            currency=said["currency"], due=said["due"], minor=so_far + said["minor"],
        )  # fmt: skip
    return stated


def _known(connection: Connection) -> dict[tuple[str, str], Event]:
    found = (entry.event for entry in entries_in(connection))
    return {event.key: event for event in found if event is not None}


def _closings(connection: Connection) -> tuple[Closed, ...]:
    return tuple(
        Closed(to=date.fromisoformat(entry.said["to"]), cutoff=entry.said["cutoff"], seq=entry.seq)
        for entry in entries_in(connection)
        if entry.kind == "closed"
    )


def _size(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(ENTRY.c.seq), 0))).scalar_one())


def _append(connection: Connection, kind: str, legs: Sequence[Posting], now: str, **more: Any) -> int:  # noqa: ANN401 - plain data
    """Write the next entry: its number, chain and legs. Whatever does not balance is a defect, not data."""
    wrong = unbalanced(legs)
    if wrong:
        message = f"{kind} does not balance in {', '.join(wrong)}"
        raise AssertionError(message)
    seq = _size(connection) + 1
    before = connection.execute(select(ENTRY.c.hash).where(ENTRY.c.seq == seq - 1)).scalar() or FIRST
    body = entry_body(seq, kind, legs, now, **more)
    connection.execute(insert(ENTRY).values(seq=seq, kind=kind, body=body, before=before, hash=link(before, body)))
    if legs:
        rows = [
            {"seq": seq, "line": line, "account": leg.account, "unit": leg.unit, "minor": leg.minor}
            for line, leg in enumerate(legs, start=1)
        ]
        connection.execute(insert(POSTING), rows)
    return seq


def _digest(event: Event) -> bytes:
    return hashlib.sha256(canonical(body_of(event))).digest()


def _conflict(before: Event, event: Event) -> Finding:
    one, other = body_of(before), body_of(event)
    columns = [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]
    changes = "; ".join(
        f"{name} {one.get(name, 'nothing')} before, {other.get(name, 'nothing')} now" for name in columns
    )
    return Finding(
        code="L106",
        severity="error",
        message=f"{event.source}/{event.id} was said before otherwise: {changes}",
        place=event.place,
        mend="give a new event a new id; to change what was said, add a row whose corrects is this id",
        related=() if before.place.file == "<program>" else (before.place,),
    )


def _not_to_close(to: date, before: Sequence[Closed], signed: Signed) -> Finding | None:
    horizon, place = signed.deal.horizon, Place("--to")
    ends = [quarter.last_day for quarter in horizon.quarters]
    if to not in ends:
        quarter = min(max(Quarter.of(to), horizon.quarters[0]), horizon.quarters[-1])
        return Finding(
            code="L110", severity="error", message=f"{to} is no quarter's last day of this deal", place=place,
            mend=f"close to {quarter.last_day}",
        )  # fmt: skip
    if before and to <= before[-1].to:
        return Finding(
            code="L110", severity="error", message=f"everything to {before[-1].to} is closed already", place=place,
            mend="close a later quarter; what came late is in its true-ups",
        )  # fmt: skip
    return None
