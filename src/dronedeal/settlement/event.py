"""Events: what happened under a signed deal, as its sender says. Not what is owed for it: accrual says that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from dronedeal.deal import NOWHERE, Place

__all__ = ["COLUMNS", "KINDS", "Event", "Kind", "body_of", "event_of", "in_force"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a kind of event says: the columns it must fill and those it may, besides ``source``, ``id``, ``effective_on``."""

    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    of: str = ""
    text: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "delivered": Kind(
            must=("of", "system", "quantity"), may=("kit", "to"), of="clause", text="goods handed over under a clause"
        ),
        "returned": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "to"),
            of="clause",
            text="goods that came back: the latest deliveries of them are undone, in the quarters they were made in",
        ),
        "produced": Kind(must=("of", "system", "quantity"), may=("kit",), of="site", text="goods that a site has made"),
        "invested": Kind(must=("of", "amount", "currency"), of="site", text="capital spent at a site"),
        "late": Kind(
            must=("of", "quantity"),
            of="clause",
            text="by how many days the deliveries of a quarter were late; of several, the longest counts",
        ),
        "happened": Kind(must=("of",), of="event", text="an event that the document names has happened"),
        "paid": Kind(must=("by", "to", "amount", "currency"), may=("of",), text="money paid by one party to another"),
        "fixed": Kind(
            must=("of", "value"),
            of="number",
            text="a number that the deal leaves to be fixed, or a rate of exchange: from the quarter its day falls in",
        ),
        "disputed": Kind(
            must=("of", "by", "to", "amount", "currency"),
            of="clause",
            text="an amount that its debtor contests: it stays owed, and is told beside the balance until this is withdrawn",
        ),
        "withdrawn": Kind(must=("corrects",), text="an event recorded before never was"),
    }
)
"""The kinds of event, by name. Any but ``withdrawn`` may also correct another: it then stands in that one's place."""

COLUMNS = (
    "source", "id", "kind", "effective_on", "of", "system", "kit", "to", "by", "quantity", "amount", "currency", "value", "corrects", "note",
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
    quantity
        Units or days, whole.
    amount
        Money in ``currency``, with no more places than the currency has.
    value
        What a number is fixed at, in the number's own unit.
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
    to: str = ""
    by: str = ""
    quantity: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    value: Decimal | None = None
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


def body_of(event: Event) -> dict[str, str]:
    """What the event says, as words; keys that say nothing are left out, figures are written one way only.

    Two events say the same if and only if their bodies are equal: 5.0 and 5 are one figure.
    """
    said: dict[str, str] = {}
    for name in COLUMNS:
        value = getattr(event, name)
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
    for name in ("quantity", "amount", "value"):
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
