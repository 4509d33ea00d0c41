"""Entries: what a ledger records, one after the other. The stored body says everything; this reads and writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import orjson

from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.event import Event, event_of
from dronedeal.settlement.postings import Posting
from dronedeal.settlement.store import NotStored

__all__ = ["Entry", "Read", "entry_body"]


class Read(NamedTuple):
    """What the body of an entry says: all of it, the event it records if it records one, and its legs."""

    said: Mapping[str, Any]
    event: Event | None
    postings: tuple[Posting, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry as it is stored.

    ``kind`` is ``opened``, ``event``, ``accrued`` (a line's first statement), ``trued_up`` (a change of one stated before)
    or ``closed`` (a period).
    """

    seq: int
    kind: str
    body: bytes
    before: bytes
    hash: bytes

    def read(self) -> Read:
        """What the body says, read anew: whoever goes through very many entries keeps none of it.

        Raises
        ------
        NotStored
            It cannot be read: then somebody changed it.
        """
        try:
            said = orjson.loads(self.body)
            event = event_of(said["event"]) if self.kind == "event" else None
            return Read(said, event, tuple(map(Posting._make, said["postings"])))
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
            message = f"entry {self.seq} cannot be read"
            raise NotStored(message, "verify the ledger, and restore it from a copy") from error

    @cached_property
    def _read(self) -> Read:
        return self.read()

    @property
    def said(self) -> Mapping[str, Any]:
        """The body, read."""
        return self._read.said

    @property
    def event(self) -> Event | None:
        """The event it records, if it records one."""
        return self._read.event

    @property
    def postings(self) -> tuple[Posting, ...]:
        """Its legs."""
        return self._read.postings


def entry_body(seq: int, kind: str, postings: Sequence[Posting], recorded_at: str, **more: Any) -> bytes:  # noqa: ANN401 - plain data
    """The bytes of an entry."""
    legs = [[one.account, one.unit, one.minor] for one in postings]
    return canonical({"seq": seq, "kind": kind, "postings": legs, "recorded_at": recorded_at, **more})
