"""Systems and the kits they are built from, and technologies that are asked for but are no system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import (
    ClaimName,
    Count,
    Duration,
    Money,
    PartyName,
    Rate,
    Share,
    SignedShare,
    SystemName,
    With,
    Written,
)
from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Barred", "Kit", "Learning", "System", "Technology"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """How unit cost falls with experience along one reference path, the same for every package and walk-away.

    Parameters
    ----------
    per_doubling
        Share by which unit cost falls each time cumulative output doubles (Wright 1936).
    produced_to_date
        Units made before the horizon starts.
    output
        Reference output after that; not what the plan makes, so that learning favours no package.
    """

    per_doubling: Share
    produced_to_date: Count
    output: Rate
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """One way of building a system: which bill of materials, at what extra cost, from when.

    Parameters
    ----------
    bom
        Path of the bill of materials, inside the deal's folder.
    extra_cost
        Share by which this kit costs more than ``unit_cost``. If not said: by as much as its bill costs more than the first kit's.
    since
        First quarter in which the kit can be built. If not said: when its bill's parts can be had, by the first kit's alternatives.
    """

    bom: str = ""
    extra_cost: SignedShare | None = None
    since: Annotated[Quarter | None, Written("from")] = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A kit that a buyer may not take from a date on, by a rule or by hand.

    Parameters
    ----------
    kit
        The kit barred; every kit if not said.
    buyer
        Who may not take it; every buyer if not said.
    since
        First quarter of the bar.
    until
        First quarter without it, where it ends.
    rule
        The rule that bars, so that ``relief`` can name it.
    why
        The reason in words.
    claims
        Claims it rests on.
    """

    kit: str = ""
    buyer: PartyName | None = None
    since: Annotated[Quarter | None, Written("from")] = None
    until: Quarter | None = None
    rule: str = ""
    why: str = ""
    claims: tuple[ClaimName, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def stands(self, quarter: Quarter) -> bool:
        """Whether the bar is in force in a quarter."""
        return (self.since is None or quarter >= self.since) and (self.until is None or quarter < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A thing that is made, moved and used.

    Parameters
    ----------
    name
        The name people know it by.
    domain
        ``air``, ``sea`` or ``ground``.
    effects
        Effect of one unit in each role it can serve; one if it counts as one of what the need counts.
    unit_cost
        What it costs to make one, nominal money of the first quarter; learning changes it later.
    support
        What its user spends on each unit beside the price: crews, training, ground control, spares.
    learning
        How unit cost falls with experience.
    refresh
        How long a version stays current.
    ageing
        Share of its effect a stored unit loses each quarter for want of refreshing.
    kits
        The ways it can be built; one kit named ``standard`` if not said.
    barred
        Kits that a buyer may not take, from when.
    whole
        Whether units are few enough that plans should count them whole.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    name: str = ""
    domain: Literal["air", "sea", "ground"]
    effects: Mapping[str, Count]
    unit_cost: Money
    support: Money | None = None
    learning: Learning | None = None
    refresh: Duration | None = None
    ageing: Share | None = None
    kits: Mapping[str, Kit] = field(default_factory=dict[str, Kit])
    barred: tuple[Barred, ...] = ()
    whole: bool = False

    @property
    def kit_names(self) -> tuple[str, ...]:
        """The kits, or the one unnamed kit of a system that says none."""
        return tuple(self.kits) or ("standard",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """Something asked for that is no system: guidance aids, jam-resistant links, software. It is held by rights.

    Parameters
    ----------
    name
        The name people know it by.
    owner
        Who can grant rights in it.
    worth
        Declared worth a year of holding a right to use it, by party: a declared value, shown apart from savings.
    slows_ageing
        Share by which an update feed lowers the ageing of stored units of the systems it serves.
    systems
        Systems it serves.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    name: str = ""
    owner: PartyName
    worth: Mapping[PartyName, Money] = field(default_factory=dict[str, Money])
    slows_ageing: Annotated[Share | None, With("systems")] = None
    systems: tuple[SystemName, ...] = ()
