"""Events: what happened under a signed deal, as its sender says. Not what is owed for it: accrual says that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from dronedeal.deal import NOWHERE, Place
from dronedeal.settlement.event_kind import FIGURES

__all__ = ["COLUMNS", "Event", "body_of", "event_of", "in_force"]

COLUMNS = (
    "source", "id", "kind", "effective_on", "of", "system", "kit", "what", "to", "by", "quantity", "amount", "deductions", "due",
    "reported", "cost", "sales", "rate", "currency", "value", "lots", "corrects", "note",
)  # fmt: skip
"""What an event can say, in the order of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event.

    Attributes
    ----------
    source, id
        Who says it, and the sender's own name for it: together unique in a deal.
    effective_on
        The day on which it counts, as the sender says. When it was recorded is the ledger's.
    of
        The clause, site or event of the document it is about.
    what
        The stage that was reached, the kind of a credit, or what came of an inspection.
    quantity
        Units or days, whole; of use, in the meter's unit.
    amount, deductions, due, reported, cost, sales
        Money in ``currency``, with no more places than the currency has.
    rate
        A share, 0.04 for 4%.
    value
        What a number is fixed at, in the number's own unit.
    lots
        Serial numbers and names of lots, as ``read_lots`` reads them.
    corrects
        The id, of the same source, of the event in whose place it stands.
    place
        Where it was said; no part of the body.
    """

    source: str
    id: str
    kind: str
    effective_on: date
    of: str = ""
    system: str = ""
    kit: str = ""
    what: str = ""
    to: str = ""
    by: str = ""
    quantity: Decimal | None = None
    amount: Decimal | None = None
    deductions: Decimal | None = None
    due: Decimal | None = None
    reported: Decimal | None = None
    cost: Decimal | None = None
    sales: Decimal | None = None
    rate: Decimal | None = None
    currency: str = ""
    value: Decimal | None = None
    lots: str = ""
    corrects: str = ""
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """Its name within the deal."""
        return self.source, self.id

    @property
    def corrected(self) -> tuple[str, str] | None:
        """The name of the event it stands in the place of."""
        return (self.source, self.corrects) if self.corrects else None


_VALUES = attrgetter(*COLUMNS)


def body_of(event: Event) -> dict[str, str]:
    """What the event says, as words; keys that say nothing are left out, figures are written one way only.

    Two events say the same if and only if their bodies are equal: 5.0 and 5 are one figure.
    """
    said: dict[str, str] = {}
    for name, value in zip(COLUMNS, _VALUES(event), strict=True):
        if value is None or value == "":
            continue
        said[name] = _plain(value) if isinstance(value, Decimal) else str(value)
    return said


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def event_of(said: Mapping[str, Any]) -> Event:
    """The event that a body says; the inverse of ``body_of``."""
    words: dict[str, Any] = dict(said)
    words["effective_on"] = date.fromisoformat(words["effective_on"])
    for name in FIGURES:
        if name in words:
            words[name] = Decimal(words[name])
    return Event(**words)


def in_force(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events that no other one corrects and that withdraw nothing, by day, source and id: no trace of the order they came in.

    An event that was said twice counts once; one that is corrected by an event that is corrected itself stays corrected.
    """
    known = {event.key: event for event in events}
    gone = {event.corrected for event in known.values() if event.corrected is not None}
    left = (event for event in known.values() if event.key not in gone and event.kind != "withdrawn")
    return tuple(sorted(left, key=lambda one: (one.effective_on, one.source, one.id)))
