"""What events would change of what is owed, and which lots they would have go twice, before they are recorded. Not whether they may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dronedeal.settlement.accrual import accrue
from dronedeal.settlement.event import Event, in_force
from dronedeal.settlement.payable import LineKey
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.traced import Book, Twice, twice

__all__ = ["Change", "changes", "newly_twice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of one quarter, in minor units before and after."""

    line: str
    quarter: str
    currency: str
    before: int
    after: int


def changes(signed: Signed, before: Iterable[Event], after: Iterable[Event]) -> tuple[Change, ...]:
    """What is owed otherwise, to the end of the deal's term, by line and quarter; interest is left out, as it runs until then."""
    end = signed.deal.horizon.quarters[-1].last_day
    old, new = (_owed(signed, events, end) for events in (before, after))
    return tuple(
        Change(
            line=key[0],
            quarter=key[1],
            currency=key[2],
            before=old.get(key, 0),
            after=new.get(key, 0),
        )
        for key in sorted(old.keys() | new.keys())
        if old.get(key, 0) != new.get(key, 0)
    )


def newly_twice(signed: Signed, before: Iterable[Event], after: Iterable[Event]) -> tuple[Twice, ...]:
    """Lots that would have gone twice under this deal with what is handed in, and had not before."""
    old, new = (twice([Book(name="", signed=signed, events=in_force(events))]) for events in (before, after))
    known = {(one.first.name, one.second.name, one.lots) for one in old}
    return tuple(one for one in new if (one.first.name, one.second.name, one.lots) not in known)


def _owed(signed: Signed, events: Iterable[Event], end: date) -> dict[LineKey, int]:
    return {one.key: one.minor for one in accrue(signed, events, end).payables if one.line.clause}
