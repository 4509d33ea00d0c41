"""Events: what happened under a signed deal, as its sender says. Not what is owed for it: accrual says that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from dronedeal.deal import NOWHERE, Place, Thing

__all__ = ["COLUMNS", "FIGURES", "KINDS", "MONEY", "RESULTS", "Event", "Kind", "body_of", "event_of", "in_force"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a kind of event says: the columns it must fill and those it may, besides ``source``, ``id``, ``effective_on``.

    ``of`` says what the column of that name must be. ``feeds`` gives, by column, the counted thing that the column's
    figure counts as; ``adds`` whether figures of one quarter add up, or the largest counts. What is ``reported`` by one
    party to another is taken only where a clause counts it.
    """

    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    of: str = ""
    feeds: Mapping[str, Thing] = field(default_factory=dict[str, Thing])
    adds: bool = True
    reported: bool = False
    text: str


def _report(
    of: str, feeds: Mapping[str, Thing], text: str, *may: str, must: tuple[str, ...] = (), adds: bool = True
) -> Kind:
    """A kind by which one party tells another what no delivery shows."""
    said = tuple(column for column in (*must, *feeds) if column not in may)
    money = ("currency",) if {*feeds} & set(MONEY) else ()
    return Kind(
        must=("of", *said, *money),
        may=may,
        of=of,
        feeds=MappingProxyType(dict(feeds)),
        adds=adds,
        reported=True,
        text=text,
    )


MONEY = ("amount", "deductions", "due", "reported", "cost", "sales")
"""Columns of money, all in the event's one currency."""
FIGURES = ("quantity", *MONEY, "rate", "value")
"""Columns of figures."""

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "delivered": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "to", "lots"),
            of="clause",
            feeds={"quantity": Thing.UNITS_DELIVERED},
            text="goods handed over under a clause",
        ),
        "returned": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "to", "lots"),
            of="clause",
            feeds={"quantity": Thing.UNITS_DELIVERED},
            text="goods that came back: the latest deliveries of them are undone, in the quarters they were made in",
        ),
        "accepted": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "to", "lots"),
            of="clause",
            feeds={"quantity": Thing.ACCEPTED},
            text="goods that were accepted; something is owed for it where the clause pays on acceptance",
        ),
        "inspected": Kind(
            must=("of", "system", "quantity", "what"),
            may=("kit", "to", "lots"),
            of="clause or site",
            text="goods that were looked at, and whether they passed or failed: nothing is owed for it",
        ),
        "produced": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "lots"),
            of="site",
            feeds={"quantity": Thing.UNITS_PRODUCED},
            text="goods that a site has made",
        ),
        "stocked": Kind(
            must=("by", "system", "quantity"),
            may=("kit", "lots"),
            text="goods that a party had already, or got outside of this deal",
        ),
        "used": Kind(
            must=("by", "system", "quantity"),
            may=("kit", "lots"),
            text="goods that a party used up, lost, or gave away outside of this deal",
        ),
        "counted": Kind(
            must=("by", "system", "quantity"),
            may=("kit", "lots"),
            text="what a party found that it has when it counted its stock: told beside what was recorded",
        ),
        "invested": Kind(
            must=("of", "amount", "currency"),
            of="site",
            feeds={"amount": Thing.CAPITAL_SPENT},
            text="capital spent at a site",
        ),
        "late": Kind(
            must=("of", "quantity"),
            of="clause",
            feeds={"quantity": Thing.DAYS_LATE},
            adds=False,
            text="by how many days the deliveries of a quarter were late; of several, the longest counts",
        ),
        "sold": _report(
            "licence, or company with a licence, that counts sales reports",
            {"amount": Thing.GROSS_REPORTED, "deductions": Thing.DEDUCTIONS_REPORTED},
            "sales outside this deal on which royalties are due: gross amount, and deductions from it",
            "deductions",
            "system",
            "lots",
        ),
        "paid_elsewhere": _report(
            "licence with stacking",
            {"amount": Thing.PAID_ELSEWHERE},
            "royalties that the licensee paid to others for the same goods",
        ),
        "given_back": _report(
            "licence with a reserve",
            {"amount": Thing.GIVEN_BACK},
            "royalties on goods that customers of the licensee gave back",
        ),
        "audited": _report(
            "licence with an audit",
            {"due": Thing.AUDITED_DUE, "reported": Thing.AUDITED_REPORTED, "cost": Thing.AUDITED_COST},
            "an audit of royalties: what was due, what had been reported, what the audit cost",
            "cost",
        ),
        "granted": _report(
            "licence that is most favoured from the day of a grant",
            {"rate": Thing.GRANTED},
            "a rate of royalty granted to another licensee, on the day from which that one has it",
            "amount",
            "currency",
            "sales",
            adds=False,
        ),
        "elected": _report(
            "licence that is most favoured from the quarter after it elects",
            {"rate": Thing.ELECTED},
            "the licensee elects a rate that another has, on the day it says so",
            "amount",
            "currency",
            "sales",
            adds=False,
        ),
        "incurred": _report(
            "clause that counts costs",
            {"amount": Thing.INCURRED},
            "costs that a party bore under a clause",
            must=("by",),
        ),
        "excluded": _report(
            "clause with exclusions", {"amount": Thing.EXCLUDED}, "income of which a clause gives no share"
        ),
        "credited": _report(
            "clause that counts credits",
            {"amount": Thing.CREDITED},
            "a credit of some kind against an obligation",
            must=("what",),
        ),
        "secured": _report(
            "security that somebody holds",
            {"amount": Thing.SECURED},
            "security was given: money paid into an escrow, or a bank's promise of so much",
        ),
        "drawn": _report(
            "security that somebody holds",
            {"amount": Thing.SECURITY_DRAWN},
            "the creditor drew on the security: the holder pays what its debtor did not",
        ),
        "released": _report(
            "security that somebody holds",
            {"amount": Thing.SECURITY_RELEASED},
            "security was released before its end: money goes back to who gave it, or the promise shrinks",
        ),
        "metered": _report("clause with metered use", {"quantity": Thing.METERED}, "use in the meter's own unit"),
        "reached": _report("clause with stages", {}, "a stage of a clause has been reached", must=("what",)),
        "happened": Kind(must=("of",), of="event", text="an event that the document names has happened"),
        "paid": Kind(
            must=("by", "to", "amount", "currency"), may=("of", "lots"), text="money paid by one party to another"
        ),
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

RESULTS = ("passed", "failed")
"""What comes of an inspection."""

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
