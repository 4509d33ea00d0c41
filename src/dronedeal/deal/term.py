"""The six primitives every form is made of: Transfer, Keep, All, When, Choose, Repeat. Not what people write: that is a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dronedeal.deal.calendar import Over, Quarter
from dronedeal.deal.number import Number
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Quantity

__all__ = [
    "After",
    "All",
    "Between",
    "Choose",
    "Condition",
    "Due",
    "Entitlement",
    "Goods",
    "Keep",
    "MoneyIn",
    "Promise",
    "Repeat",
    "Right",
    "Span",
    "Term",
    "Transfer",
    "What",
    "When",
]


@dataclass(frozen=True, slots=True)
class MoneyIn:
    """Money of one currency; empty means the deal's own."""

    currency: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """Units of one system."""

    system: str


@dataclass(frozen=True, slots=True)
class Right:
    """A right: to ``use``, ``build``, hold the ``data_package``, ``modify`` or be ``assign``ed something, or ``make`` it at sites."""

    kind: str
    of: tuple[str, ...]
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Units of some systems together that a party may have, whether or not they have been delivered."""

    systems: tuple[str, ...]


What = MoneyIn | Goods | Right | Entitlement


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a row falls due, counted from its quarter's anchor.

    ``delivery`` is the middle month's last business day, ``statement`` the quarter's last day, ``start`` its first.
    ``quarters`` moves the anchor (an advance is paid before delivery: negative); ``after`` adds days or months.
    A ``day`` overrides everything.
    """

    anchor: Literal["delivery", "statement", "start"] = "delivery"
    quarters: int = 0
    after: Number | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Money, goods or rights pass from debtor to creditor: ``quantity`` a quarter.

    For goods, ``value`` is their invoice value, on which levies, royalties and limits rest, and ``lead`` the quarters
    between making and delivering, at the base of ``lead_time``, the number they rest on. ``label`` names the payable line; ``role`` is the break-up it belongs to.
    """

    debtor: str
    creditor: str
    what: What
    quantity: Quantity
    due: Due = Due()
    label: str = ""
    value: Quantity | None = None
    lead: int = 0
    lead_time: Number | None = None
    account: str = ""
    place: Place = NOWHERE


Promise = Literal[
    "limit",
    "exclusive",
    "end_use",
    "consent",
    "no_worse",
    "relief",
    "callback",
    "finances",
    "secures",
    "feeds",
    "ends",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """A standing promise by one party to another.

    A ``limit`` binds the plan: ``least`` <= quantity <= ``most``, totalled over ``over``. The others open, close or
    describe, as what ``secures`` a debt says what is held of ``most``: ``about`` names what they speak of (a rule, a clause, a site, systems), ``since`` from when.
    """

    by: str
    to: str
    promise: Promise
    about: tuple[str, ...] = ()
    quantity: Quantity | None = None
    least: Quantity | None = None
    most: Quantity | None = None
    over: Over = "year"
    since: Quarter | None = None
    until: Quarter | None = None
    text: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """True from quarter ``since`` (included) until quarter ``until`` (excluded); an end not given does not bind."""

    since: Quarter | None = None
    until: Quarter | None = None


Span = Literal["once", "while", "then"]
"""How long an event counts: ``once`` it has happened, to the end; ``while`` it lasts; ``then``, in its first quarter only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """True from the quarter in which a named event happens, for its ``span``; with ``negated``, where that is not so."""

    event: str
    negated: bool = False
    span: Span = "once"


Condition = Between | After


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """All parts bind."""

    parts: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The body binds in the quarters in which the condition holds."""

    condition: Condition
    body: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """One party may take the body or leave it, for the whole term; ``name`` is the open number that decides."""

    by: str
    decides: Number
    body: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The body's transfers are stated once per ``every``: the quarters' amounts are totalled and fall due at its end."""

    every: Over
    body: Term


Term = Transfer | Keep | All | When | Choose | Repeat
