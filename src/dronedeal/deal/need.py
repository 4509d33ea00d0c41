"""Needs of services, what filling them is worth, and the alternatives a party has without the deal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import (
    AlternativeName,
    Count,
    Duration,
    Money,
    PartyName,
    Rate,
    Share,
    SystemName,
    With,
    Written,
)
from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Alternative", "Need", "Tranche", "Worth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """A step of diminishing worth, written ``[20_000, 9_000 USD]``.

    Parameters
    ----------
    up_to
        Effect a year up to which this worth holds, counted from the end of what is avoided.
    worth
        Worth of one effect.
    """

    up_to: Count
    worth: Money
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What filling a need is worth.

    Parameters
    ----------
    avoids
        The alternative whose all-in cost an effect is worth, up to what the walk-away plan would really buy of it.
    then
        Declared, diminishing worth of each further effect.
    """

    avoids: AlternativeName | None = None
    then: tuple[Tranche, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a service of a party needs, in effects.

    Parameters
    ----------
    of
        The party that has the need and pays for it.
    service
        Army, Navy, Marine Corps, and so on; free text.
    role
        The role systems must serve.
    domain
        Only systems of this domain, if said.
    kind
        ``stock`` (filled, kept for a shelf life, refreshed) or ``flow`` (consumed).
    quantity
        Effects wanted: of a flow, a quarter or a year; of a stock, the most that may be added, a quarter or a year.
    stock
        Of a stock: the most effects held within a shelf life.
    shelf_life
        How long an effect of a stock counts.
    opening
        Effect there when the horizon begins; of a stock, it counts for a whole shelf life from then.
    ageing
        Share of the opening effect of a flow that is lost each quarter in store; nothing if not said.
    salvage
        What one effect of a flow that is still in store when the horizon ends is worth then.
    worth
        What an effect is worth.
    account
        The budget it is paid from; the party's first if not said.
    own
        Whether these are own forces, who must be served no worse than without the deal.
    only
        Only these systems may serve it, if said.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    of: PartyName
    service: str
    role: str
    domain: Literal["air", "sea", "ground", ""] = ""
    kind: Literal["stock", "flow"]
    quantity: Rate
    stock: Count | None = None
    shelf_life: Duration | None = None
    opening: Count | None = None
    ageing: Annotated[Share | None, With("opening")] = None
    salvage: Money | None = None
    worth: Worth
    account: str = ""
    own: bool = False
    only: tuple[SystemName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What a party can buy outside every term of this deal.

    Parameters
    ----------
    party
        Who can buy it.
    name
        The name people know it by.
    role
        The role it serves.
    effect
        Effect of one unit; one if not said.
    unit_cost
        Price of one unit.
    support
        What its user spends on each unit beside the price.
    capacity
        Most units a quarter the party can get.
    since
        First quarter it can be had.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    party: Annotated[PartyName, Written("for")]
    name: str = ""
    role: str
    effect: Count | None = None
    unit_cost: Money
    support: Money | None = None
    capacity: Rate
    since: Annotated[Quarter | None, Written("from")] = None
