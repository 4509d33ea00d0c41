"""Stock: what each party has of each system by what was recorded, beside what it counted; and what was inspected. Nothing is owed for any of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dronedeal.deal import Quarter
from dronedeal.settlement.event import Event
from dronedeal.settlement.lots import Run, written_lots
from dronedeal.settlement.postings import giver_of, what_passed
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.traced import held_lots

__all__ = ["Stock", "inspection_rows", "stock_of", "stock_row"]

_HELD = frozenset({"made", "goods", "stock"})
"""Kinds of accounts whose goods a party has."""

_Key = tuple[str, str, str]
"""Party, system, kit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a party has of a kit of a system, in units; below zero it handed over more than is recorded as made or got.

    ``counted`` is the party's own last count, and ``recorded`` what was recorded to the end of that day.
    """

    party: str
    system: str
    kit: str
    units: int
    lots: tuple[Run, ...] = ()
    counted: Event | None = None
    recorded: int = 0

    @property
    def is_known(self) -> bool:
        """Whether it can be so: a party that is never recorded to have made or got any has what nobody recorded."""
        return self.units >= 0 or self.counted is not None


def stock_of(signed: Signed, events: Iterable[Event]) -> tuple[Stock, ...]:
    """Stock by party, system and kit, in that order; what comes to nothing and was never counted is left out.

    Parameters
    ----------
    events
        In force and in order of their days.
    """
    told = tuple(events)
    moved: dict[_Key, list[tuple[date, int]]] = defaultdict(list)
    counted: dict[_Key, Event] = {}
    for event in told:
        if event.kind == "counted":
            counted[event.by, event.system, event.kit] = event
        for leg in what_passed(signed, event) if event.system else ():
            party, kind, _ = leg.account.split(":")
            if kind in _HELD:
                moved[party, event.system, event.kit].append((event.effective_on, leg.minor))
    lots = held_lots(signed, told)
    found: list[Stock] = []
    for key in sorted(moved.keys() | counted.keys() | lots.keys()):
        count, moves = counted.get(key), moved.get(key, [])
        then = 0 if count is None else sum(units for day, units in moves if day <= count.effective_on)
        units = sum(units for _, units in moves)
        if units or count is not None or key in lots:
            party, system, kit = key
            found.append(
                Stock(
                    party=party,
                    system=system,
                    kit=kit,
                    units=units,
                    lots=lots.get(key, ()),
                    counted=count,
                    recorded=then,
                )
            )
    return tuple(found)


def stock_row(one: Stock) -> dict[str, object]:
    """Stock as plain data; ``counted`` and what follows it only where it was counted."""
    row: dict[str, object] = {
        "party": one.party, "system": one.system, "kit": one.kit, "units": one.units, "lots": written_lots(one.lots)
    }  # fmt: skip
    if one.counted is None:
        return row
    count = int(one.counted.quantity or 0)
    event = f"{one.counted.source}/{one.counted.id}"
    return row | {
        "counted": count, "on": one.counted.effective_on.isoformat(), "event": event, "recorded": one.recorded,
        "missing": one.recorded - count,
    }  # fmt: skip


def inspection_rows(signed: Signed, events: Iterable[Event], party: str) -> list[dict[str, object]]:
    """What was inspected and accepted of goods that a party makes, gives or gets.

    Parameters
    ----------
    events
        In force and in order of their days.
    """
    return [
        {
            "event": f"{one.source}/{one.id}", "on": one.effective_on.isoformat(), "of": one.of, "system": one.system, "kit": one.kit,
            "to": one.to, "units": int(one.quantity or 0), "result": one.what or one.kind, "lots": one.lots,
        }
        for one in events
        if one.kind in {"inspected", "accepted"} and party in _concerned(signed, one)
    ]  # fmt: skip


def _concerned(signed: Signed, event: Event) -> set[str]:
    version = signed.of(Quarter.of(event.effective_on))
    site = version.deal.sites.get(event.of)
    return {site.of} if site is not None else {giver_of(version, event), event.to}
