"""The ledger of a signed deal: append-only, double entry, chained. It records and closes; what is owed it asks accrual."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, Self

from sqlalchemy import Connection, func, select

from dronedeal.deal import Finding, Place, Quarter, sorted_findings
from dronedeal.settlement.accrual import accrue
from dronedeal.settlement.chain import FIRST
from dronedeal.settlement.entry import Entry
from dronedeal.settlement.event import Event, body_of
from dronedeal.settlement.forecast import PLAN, not_happened
from dronedeal.settlement.keyfile import key_in, make_key
from dronedeal.settlement.merkle import Checkpoint, Key, root_of
from dronedeal.settlement.payable import LineKey
from dronedeal.settlement.postings import undone, what_is_owed, what_passed
from dronedeal.settlement.preview import Change, changes, newly_twice
from dronedeal.settlement.rows import (
    Beside,
    Page,
    beside_in,
    corrections_in,
    entries_in,
    entries_since,
    events_in,
)
from dronedeal.settlement.schema import HEAD, POSTING
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.store import NotStored
from dronedeal.settlement.stores import store_at
from dronedeal.settlement.succession import misplaced
from dronedeal.settlement.traced import Twice

__all__ = ["Closed", "Ledger", "Recorded", "Stated", "stated_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of events handed in: all recorded, or nothing and the findings."""

    outcomes: tuple[tuple[Event, Literal["new", "exists"]], ...]
    findings: tuple[Finding, ...]
    size: int
    """Entries of the ledger afterwards."""
    changes: tuple[Change, ...] = ()
    """Of a preview: what would be owed otherwise."""
    twice: tuple[Twice, ...] = ()
    """Of a preview: lots that would have gone twice."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The last entry, and what was amended and closed to there: all that a writer must know of what stands."""

    size: int = 0
    hash: bytes = FIRST
    amended: tuple[tuple[str, str], ...] = ()
    """The first quarter that each amendment binds, and its hash."""
    closings: tuple[Closed, ...] = ()


class Ledger:
    """One signed deal's ledger. Times come from the caller: nothing here asks what day it is."""

    def __init__(
        self, url: str, signed: Signed, *, now: str = "", key: Path | None = None, chance: bytes | None = None
    ) -> None:
        """Open a ledger; where ``now`` is said and there is none, make it.

        Parameters
        ----------
        url
            A file, its SQLite URL, or the URL of a PostgreSQL database.
        now
            When it is made, as it is recorded; a ledger is only read if this is empty.
        key
            Where the private key lies, or is written for a new ledger; beside the file, if not said. A database has no
            file beside it. Without the key the ledger is read and written, and its checkpoints are unsigned.
        chance
            The private key of a new ledger; drawn, if not given.

        Raises
        ------
        NotStored
            There is no such ledger, it cannot be used, or it is another deal's.
        """
        self.signed = signed
        self._store = store_at(url, create=bool(now))
        self._head = _Head()
        self.settings = self._store.settings
        held = key or self._store.key
        try:
            if now:
                self._make(held, now, chance)
            self.key = self._opening(held)
        except BaseException:
            self._store.close()
            raise

    def _opening(self, held: Path | None) -> Key:
        """The key that the first entry names, with its private half where that is held."""
        with self._store.reading() as connection:
            self._usable(self._store.version(connection))
            first = next(entries_in(self._store, connection, 1), None)
            amended = _amended(entries_in(self._store, connection, kind="amended"))
        if first is None:
            message = f"{self._store.name} is empty"
            raise NotStored(message, "record something first")
        try:
            deal, public = str(first.said["deal"]), base64.b64decode(first.said["key"])
        except (KeyError, ValueError, UnicodeDecodeError):
            deal, public = self.signed.hash, b""  # verifying says what is wrong with it
        if deal != self.signed.hash:
            message = f"{self._store.name} is the ledger of another deal, or of another version of it ({deal[:12]})"
            raise NotStored(message, f"name the ledger of {self.signed.hash[:12]}")
        held_here = tuple((str(one.since), one.hash) for one in self.signed.amendments)
        if amended != held_here[: len(amended)]:
            message = f"{self._store.name} knows amendments that are not those signed here"
            raise NotStored(message, "take over signed/amendments from the other side")
        self._entered = len(amended)
        mine = None if held is None else key_in(held)
        return mine if mine is not None and mine.public == public else Key(public=public)

    def _make(self, held: Path | None, now: str, chance: bytes | None) -> None:
        """Make the tables and the first entry, unless somebody has."""
        with self._store.reading() as connection:
            version = self._store.version(connection)
            if version is not None and (
                version != HEAD or next(entries_in(self._store, connection, 1), None) is not None
            ):
                return
        if held is None:
            message = f"{self._store.name} is no file that a key could lie beside"
            raise NotStored(message, "say where the key that signs is to be: --key FILE")
        key = make_key(held, chance)
        with self._store.writing() as connection:
            if self._store.version(connection) is None:
                self._store.prepare(connection)
            if self._read_on(connection).size:
                return
            page = Page(self._store, connection)
            deal = self.signed.deal
            more = {
                "deal": self.signed.hash, "title": deal.title, "currency": deal.currency, "format": 1,
                "key": base64.b64encode(key.public).decode(),
            }  # fmt: skip
            page.add("opened", (), now, more)
            page.put()

    def _usable(self, version: str | None) -> None:
        if version is None:
            message = f"{self._store.name} is no ledger"
            raise NotStored(message, "record something first, or name another one")
        if version != HEAD:
            message = f"{self._store.name} is a ledger of version {version}, and this is the program of version {HEAD}"
            is_older = version.isdigit() and int(version) < int(HEAD)
            raise NotStored(message, "run dronedeal migrate" if is_older else "use a newer dronedeal")

    @property
    def origin(self) -> str:
        """The name under which checkpoints are signed."""
        return self.signed.origin

    def __enter__(self) -> Self:
        """Itself; the store is let go of in the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the store."""
        self.close_store()

    def close_store(self) -> None:
        """Let go of the file."""
        self._store.close()

    def record(self, events: Sequence[Event], *, now: str, preview: bool = False) -> Recorded:
        """Record events, all of them or none.

        An event whose id is known with the same body ``exists``: it is not recorded again. With another body it is a
        conflict, and nothing of what was handed in is recorded; so is a planned event, which has not happened.

        Parameters
        ----------
        events
            As ``read_events`` or ``said_events`` gives them: whether they fit the deal is not asked again. ``recorded`` asks it of any.
        preview
            Find what would come of it, and keep nothing.

        Raises
        ------
        Unconfirmed
            The store did not confirm; open the ledger anew and record the same events again.
        """
        with self._store.writing(keep=not preview) as connection:
            page = self._page(connection, now)
            known = self._known(connection) if preview else self._named(connection, events)
            fresh: dict[tuple[str, str], Event] = {}
            outcomes: list[tuple[Event, Literal["new", "exists"]]] = []
            findings: list[Finding] = []
            for event in events:
                if event.source == PLAN:
                    findings.append(not_happened(event, event.place))
                    continue
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
                    self._record(page, event, everything, now)
                if not preview:
                    page.put()
            done = Recorded(outcomes=tuple(outcomes), findings=sorted_findings(findings), size=page.size)
            if findings or not preview:
                return done
            old, new = tuple(known.values()), tuple((known | fresh).values())
            return replace(done, changes=changes(self.signed, old, new), twice=newly_twice(self.signed, old, new))

    def _record(self, page: Page, event: Event, known: dict[tuple[str, str], Event], now: str) -> None:
        legs = what_passed(self.signed, event)
        if event.corrected is not None:
            legs = (*undone(what_passed(self.signed, known[event.corrected])), *legs)
        page.record(event, legs, now)

    def close(self, to: date, *, now: str) -> tuple[Closed | None, tuple[Finding, ...]]:
        """Close a period: state every line to its end, and what has changed of quarters stated before as true-ups.

        What is recorded later never changes a statement of the period; it comes into the next one.
        """
        with self._store.writing() as connection:
            page = self._page(connection, now)
            finding = _not_to_close(to, self._head.closings, self.signed)
            if finding is not None:
                return None, (finding,)
            cutoff = page.size
            stated = stated_in(entries_in(self._store, connection, cutoff))
            events = tuple(self._known(connection).values())
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
                self._state(page, wanted.get(key), stated.get(key), now)
            seq = page.add("closed", (), now, {"to": to.isoformat(), "cutoff": cutoff})
            page.put()
        return Closed(to=to, cutoff=cutoff, seq=seq), ()

    def _read_on(self, connection: Connection) -> _Head:
        """What stands, read on from what was read before: others may have written since, and only after it.

        Raises
        ------
        NotStored
            What was read before does not stand any more: somebody put another ledger in its place.
        """
        since = [*entries_since(self._store, connection, self._head.size)]
        if self._head.size:
            seen = since.pop(0) if since else None
            if seen is None or (seen.seq, seen.hash) != (self._head.size, self._head.hash):
                message = f"{self._store.name} is not what it was: entry {self._head.size} is gone, or another"
                raise NotStored(message, "find out who put another ledger in its place, and verify it")
        if since:
            self._head = _Head(
                size=since[-1].seq,
                hash=since[-1].hash,
                amended=(*self._head.amended, *_amended(since)),
                closings=(*self._head.closings, *_closings(since)),
            )
        return self._head

    def _page(self, connection: Connection, now: str) -> Page:
        """A page after what stands; on it, the amendments that were signed since the ledger was last written to.

        Raises
        ------
        NotStored
            One binds a quarter that is closed: its statement would not be what was stated.
        """
        head = self._read_on(connection)
        page, closed = Page(self._store, connection, head.size, head.hash), head.closings
        for one in self.signed.amendments[len(head.amended) :]:
            if closed and one.since.first_day <= closed[-1].to:
                message = (
                    f"the amendment that binds from {one.since} came after everything to {closed[-1].to} was closed"
                )
                raise NotStored(message, "sign it anew, to bind from a quarter that is not closed")
            page.add("amended", (), now, {"deal": one.hash, "since": str(one.since)})
        return page

    @staticmethod
    def _state(page: Page, wanted: Stated | None, stated: Stated | None, now: str) -> None:
        one = wanted or stated
        more = (0 if wanted is None else wanted.minor) - (0 if stated is None else stated.minor)
        if one is None or not more:
            return
        page.add(
            "accrued" if stated is None else "trued_up",
            what_is_owed(one.debtor, one.creditor, one.currency, more),
            now,
            {
                "line": one.line, "quarter": one.quarter, "place": one.place, "due": one.due, "minor": more,
                "from": one.debtor, "to": one.creditor, "currency": one.currency,
            },
        )  # fmt: skip

    def _known(self, connection: Connection) -> dict[tuple[str, str], Event]:
        """Every event that is recorded."""
        found = (entry.event for entry in entries_in(self._store, connection, kind="event"))
        return {event.key: event for event in found if event is not None}

    def _named(self, connection: Connection, events: Sequence[Event]) -> dict[tuple[str, str], Event]:
        """What is recorded of events handed in: those of their names, those they correct, and what corrects these already.

        More is not needed to tell a correction that cannot stand: what is recorded has no circle, so one can only be
        among the events handed in.
        """
        targets = [event.corrected for event in events if event.corrected is not None]
        names = (*(event.key for event in events), *targets)
        named = {event.key: event for event in events_in(self._store, connection, names)}
        if not targets:
            return named
        return {event.key: event for event in corrections_in(self._store, connection, targets)} | named

    def entries(self, cutoff: int | None = None) -> tuple[Entry, ...]:
        """The entries, all of them or so many, in order."""
        with self._store.reading() as connection:
            return tuple(entries_in(self._store, connection, cutoff))

    def events(self) -> tuple[Event, ...]:
        """Every event that is recorded, corrected ones too, in order."""
        with self._store.reading() as connection:
            return tuple(self._known(connection).values())

    def closings(self) -> tuple[Closed, ...]:
        """The periods that were closed, in order."""
        with self._store.reading() as connection:
            return _closings(entries_in(self._store, connection, kind="closed"))

    def balances(self) -> tuple[tuple[str, str, int], ...]:
        """Sums of all postings by account and unit, in that order, those at zero left out."""
        total = func.sum(POSTING.c.minor)
        query = (
            select(POSTING.c.account, POSTING.c.unit, total)
            .group_by(POSTING.c.account, POSTING.c.unit)
            .having(total != 0)
        )
        with self._store.reading() as connection:
            return tuple(sorted((row[0], row[1], int(row[2])) for row in connection.execute(query)))

    def everything(self) -> tuple[tuple[Entry, ...], Beside]:
        """The entries, and the rows of events, postings and corrections as they are stored beside them, in one state: for verifying."""
        with self._store.reading() as connection:
            return tuple(entries_in(self._store, connection)), beside_in(self._store, connection)

    def checkpoint(self, entries: Sequence[Entry]) -> Checkpoint:
        """The checkpoint of some first entries, signed where this ledger's key is at hand."""
        return self.key.signed(self.origin, len(entries), root_of([entry.body for entry in entries]))


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


def _amended(entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """The amendments that were entered: the first quarter each binds, and its hash."""
    return tuple((one.said["since"], one.said["deal"]) for one in entries if one.kind == "amended")


def _closings(entries: Iterable[Entry]) -> tuple[Closed, ...]:
    return tuple(
        Closed(to=date.fromisoformat(one.said["to"]), cutoff=one.said["cutoff"], seq=one.seq)
        for one in entries
        if one.kind == "closed"
    )


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
