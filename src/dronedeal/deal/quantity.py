"""Quantities: small expressions over counted things and numbers, worth one value each quarter.

Every clause people sign (tiers, minimum guarantees, caps, recouped advances, milestones, levies, indices) is one of these
expressions; the three readings of ``reading`` give them meaning. Not arithmetic: nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, cast

from dronedeal.deal.calendar import Over
from dronedeal.deal.number import Number
from dronedeal.deal.place import NOWHERE, Place

__all__ = [
    "Balance",
    "Band",
    "Constant",
    "Counted",
    "Drawn",
    "Fixed",
    "Learnt",
    "Least",
    "Left",
    "Masked",
    "Most",
    "Part",
    "Quantity",
    "Quotient",
    "Reached",
    "Running",
    "Scale",
    "Started",
    "Sum",
    "Thing",
    "Tiers",
    "Total",
    "counted_in",
    "minus",
    "shifted",
]


class Thing(StrEnum):
    """The closed table of counted things; ``docs/reference/counted-things.md`` gives each its three readings."""

    UNITS_DELIVERED = "units delivered"
    UNITS_PRODUCED = "units produced"
    VALUE_INVOICED = "value invoiced"
    NET_SALES = "net sales"
    COST = "cost"
    PROFIT = "profit"
    CAPITAL_SPENT = "capital spent"
    DAYS_LATE = "days late"
    STOCK_AT_END = "stock at an end"
    MILESTONE = "milestone"
    PERIOD = "one per period"
    EXCHANGED = "exchange of goods"
    GROSS_REPORTED = "gross sales reported"
    DEDUCTIONS_REPORTED = "deductions reported"
    PAID_ELSEWHERE = "royalties paid elsewhere"
    GIVEN_BACK = "royalties on goods given back"
    AUDITED_DUE = "due by an audit"
    AUDITED_REPORTED = "reported before an audit"
    AUDITED_COST = "cost of an audit"
    GRANTED = "rate granted to another"
    ELECTED = "rate elected"
    INCURRED = "costs incurred"
    EXCLUDED = "income excluded"
    CREDITED = "offset credited"
    METERED = "metered use"
    ACCEPTED = "units accepted"
    SECURED = "security given"
    SECURITY_DRAWN = "security drawn"
    SECURITY_RELEASED = "security released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """The same value every quarter."""

    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A number of the document, quarter by quarter."""

    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A counted thing.

    ``subject`` is a clause (units delivered, value invoiced, days late, milestone, exchange), a site (units produced,
    cost, profit, capital spent), a company (net sales, profit) or a need (stock at an end). ``systems`` narrows it;
    empty means all; of a milestone it names the stage, of an offset the kind of credit. ``to`` narrows units delivered
    to one receiving party, costs to the one that bore them. ``expected`` is what stands for it until it is reported: in a
    plan and in scenarios, which cannot know; settlement never reads it.
    """

    thing: Thing
    subject: str = ""
    systems: tuple[str, ...] = ()
    to: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    expected: Quantity | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The sum of its parts."""

    parts: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One quantity times another, of which at least one must not depend on the plan, or be an open number."""

    by: Quantity
    of: Quantity
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotient:
    """One quantity divided by another, which must not depend on the plan; nothing where that other is nothing."""

    of: Quantity
    by: Quantity
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """How many spans of ``each`` have begun: 15 days are three weeks begun, 14 are two. (settle.md G3.)"""

    of: Quantity
    each: Decimal
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the parts of a quantity that is split by weights into whole multiples of ``unit``.

    What is split is first rounded to whole units, half to even. Each part is its share cut to whole units; the units left
    over go one each to the largest remainders, ties by the order of the weights. So parts sum to the whole, and each lies
    within a unit of its share. ``at`` counts from zero; without any weight nobody has anything. Planning, which has
    fractions, takes the plain share; weights must not depend on the plan. (settle.md R17, R7b, G6.)
    """

    of: Quantity
    weights: tuple[Quantity, ...]
    at: int
    unit: Decimal = Decimal("0.01")
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """The smallest of its parts, quarter by quarter: a cap."""

    parts: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """The largest of its parts, quarter by quarter: a minimum guarantee, a floor, a greater-of."""

    parts: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A tier: ``rate`` holds above ``above`` of the accumulated measure. The threshold itself belongs to the band below."""

    above: Number
    rate: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """What a tiered rate yields each quarter on a base that accumulates over ``over``.

    ``marginal``: each slice at its own rate. ``retroactive``: all of the accumulated base at the rate reached, less
    what came before (may be negative). ``whole``: the quarter's base at the rate reached by its end.
    The first band starts at zero. (settle.md R2, R2b, R2c.)
    """

    of: Quantity
    bands: tuple[Band, ...]
    mode: Literal["marginal", "retroactive", "whole"]
    over: Over
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The quantity accumulated to date within ``over``, this quarter included."""

    of: Quantity
    over: Over


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The quantity of a whole ``over`` in its last quarter, zero in the others: a per-year total."""

    of: Quantity
    over: Over


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A named balance that crosses quarters.

    Each quarter ``drawn = min(balance carried in + added, wanted)`` and the rest is carried. ``later`` makes what is
    added available only from the next quarter on; ``keeps`` drops what has been carried for so many quarters (first in,
    first out). Recouped advances, shortfalls and excesses carried, credits banked, queues and commitments are all of
    this shape. ``added`` and ``wanted`` must not be negative.
    """

    name: str
    added: Quantity
    wanted: Quantity
    later: bool = False
    keeps: int | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn from a balance each quarter."""

    balance: Balance


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a balance carries out of each quarter."""

    balance: Balance


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One in the quarter in which the accumulated quantity first passes ``above``, else zero: a sales milestone."""

    of: Quantity
    above: Number
    over: Over
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Unit cost as a multiple of the first quarter's: ((made to date + output so far) / made to date)^log2(1 - rate).

    Wright (1936) with experience along the document's reference output, the same whatever the plan makes. The quarter's
    own output does not count for itself.
    """

    per_doubling: Number
    produced_to_date: Number
    output: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """The quantity in the quarters of ``mask``, zero in the others. Also moves it ``shift`` quarters later (or earlier)."""

    of: Quantity
    mask: tuple[bool, ...] = ()
    shift: int = 0


Quantity = (
    Constant
    | Fixed
    | Counted
    | Sum
    | Scale
    | Quotient
    | Started
    | Part
    | Least
    | Most
    | Tiers
    | Running
    | Total
    | Drawn
    | Left
    | Reached
    | Learnt
    | Masked
)


def counted_in(quantity: object) -> Iterator[Counted]:
    """Walk the counted things a quantity rests on; one that several parts rest on comes several times."""
    if isinstance(quantity, Counted):
        yield quantity
    elif isinstance(quantity, tuple):
        for part in cast("tuple[object, ...]", quantity):
            yield from counted_in(part)
    elif is_dataclass(quantity):
        for one in fields(quantity):
            yield from counted_in(getattr(quantity, one.name))


def minus(first: Quantity, *others: Quantity) -> Quantity:
    """The first quantity less the others."""
    less = (Scale(by=Constant(value=Decimal(-1)), of=other) for other in others)
    return Sum(parts=(first, *less))


def shifted(quantity: Quantity, quarters: int) -> Quantity:
    """The quantity so many quarters later; what falls out of the horizon is lost."""
    return Masked(of=quantity, shift=quarters) if quarters else quantity
