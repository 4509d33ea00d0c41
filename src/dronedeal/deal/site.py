"""Sites that make systems, and bottlenecks they share. No site is finer than its country, no capacity than a class total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Count, Duration, Money, PartyName, Rate, Share, SystemName, TermName, Written
from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Bottleneck", "Build", "Site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Capacity that can be bought: a line that takes capital and time.

    Parameters
    ----------
    capital
        Capital for each unit a year of capacity.
    fixed
        Capital that any capacity at all takes, whatever its size.
    most
        Largest capacity that can be built.
    lead
        Time from spending the capital to the first unit.
    ramp
        Time from the first unit to the full rate; output grows evenly over it.
    salvage
        Share of the capital spent that comes back to who spent it when the horizon ends: what the line is worth then.
    paid_by
        Who spends the capital, with shares; the site's owner if not said.
    """

    capital: Money
    fixed: Money | None = None
    most: Rate
    lead: Duration
    ramp: Duration | None = None
    salvage: Share | None = None
    paid_by: Mapping[PartyName, Share] = field(default_factory=dict[str, Share])
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Production in one country by one owner, as a class total.

    Parameters
    ----------
    country
        Country, as a two-letter code.
    of
        The party that owns it.
    makes
        Systems it makes; they share its capacity.
    capacity
        Units a quarter at the start.
    takes
        Capacity one unit of a system takes, where it is not one.
    reserve
        Share of capacity kept for ``reserved_for``: no more than the rest leaves for other buyers.
    reserved_for
        The party whose own needs the reserve is kept for.
    cost
        Unit cost here as a multiple of the system's.
    under
        The clause without which the site may not make anything: a licence, venture, subsidiary or fund.
    since
        First quarter of production.
    build
        Capacity that can be bought.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    country: Annotated[str, Written("in")]
    of: PartyName
    makes: tuple[SystemName, ...]
    capacity: Rate | None = None
    takes: Mapping[SystemName, Count] = field(default_factory=dict[str, Count])
    reserve: Share | None = None
    reserved_for: PartyName | None = None
    cost: Count | None = None
    under: TermName | None = None
    since: Annotated[Quarter | None, Written("from")] = None
    build: Build | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """Something scarce that several lines or users share: components, trained crews.

    Parameters
    ----------
    supply
        How much there is a quarter.
    at
        Whether it is taken when units are made (``production``) or delivered to those who use them (``use``).
    takes
        How much one unit of each system takes.
    of
        Whose users it limits, when ``at`` is ``use``.
    country
        Where the sites stand that it limits, when ``at`` is ``production``; everywhere if not said.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    supply: Rate
    at: Literal["production", "use"]
    takes: Mapping[SystemName, Count]
    of: PartyName | None = None
    country: Annotated[str, Written("in")] = ""
