"""Entries: what a ledger records, one after the other. The stored body says everything; this reads and writes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.event import Event, event_of
from dronedeal.settlement.postings import Posting
from dronedeal.settlement.store import NotStored

__all__ = ["Entry", "entry_body"]

_Said = TypeVar("_Said")
_Read = TypeVar("_Read")


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

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """The body, read."""
        return cast("Mapping[str, Any]", self._read(json.loads, self.body))

    @cached_property
    def event(self) -> Event | None:
        """The event it records, if it records one."""
        return self._read(lambda said: event_of(said["event"]), self.said) if self.kind == "event" else None

    @cached_property
    def postings(self) -> tuple[Posting, ...]:
        """Its legs."""
        return self._read(lambda said: tuple(Posting(*leg) for leg in said["postings"]), self.said)

    def _read(self, reading: Callable[[_Said], _Read], said: _Said) -> _Read:
        """What a reading makes of stored bytes, or that they cannot be read: then somebody changed them."""
        try:
            return reading(said)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
            message = f"entry {self.seq} cannot be read"
            raise NotStored(message, "verify the ledger, and restore it from a copy") from error


def entry_body(seq: int, kind: str, postings: Sequence[Posting], recorded_at: str, **more: Any) -> bytes:  # noqa: ANN401 - plain data
    """The bytes of an entry."""
    legs = [[one.account, one.unit, one.minor] for one in postings]
    return canonical({"seq": seq, "kind": kind, "postings": legs, "recorded_at": recorded_at, **more})
