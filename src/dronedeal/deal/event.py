"""Events that clauses and scenarios refer to, and the small tree of regimes made of them. Not what happened: that is a log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, cast

from dronedeal.deal.calendar import Horizon, Quarter
from dronedeal.deal.field import ClaimName, EventName, PartyName, RegimeName, Share, SystemName, TermName, With
from dronedeal.deal.number import Agreed, Disputed, OneOf, Uncertain, base_of
from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Event", "Regime", "when_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that may happen once: a ceasefire, a year without appropriation, a relapse.

    Parameters
    ----------
    on
        The quarter in which it happens at base; never, if not said.
    what
        What it is, in words.
    probability
        How likely it is that it happens at all, in one of the quarters from ``since`` on and before ``until``, each as likely as the
        others. Planning has it never; simulation draws it.
    since
        The first quarter in which it may happen by chance; the first of all, if not said.
    until
        The first quarter in which it may not; it may to the end, if not said.
    closes
        Terms that deliver nothing in the quarters the event lasts: goods that do not come, a design that fails its qualification.
    systems
        Of what the terms deliver, these systems only; all, if not said.
    unpaid
        Parties that pay nothing that falls due while the event lasts. Simulation counts what is lost against the security that is held.
    lasts
        How many quarters it lasts, a whole number; to the end, if not said.
    claims
        Claims it rests on.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    on: Quarter | None = None
    what: str = ""
    probability: Share | None = None
    since: Annotated[Quarter | None, With("probability")] = None
    until: Annotated[Quarter | None, With("probability")] = None
    closes: tuple[TermName, ...] = ()
    systems: Annotated[tuple[SystemName, ...], With("closes")] = ()
    unpaid: tuple[PartyName, ...] = ()
    lasts: int | None = None
    claims: tuple[ClaimName, ...] = ()


def when_of(event: Event, horizon: Horizon) -> Uncertain:
    """When an event left to chance happens: a quarter counted from zero, or the first after the horizon if it never does.

    Each quarter in which it may happen is as likely as the others.
    """
    likely = base_of(cast("Agreed | Uncertain | Disputed", event.probability))  # anything else is a finding already
    first = 0 if event.since is None else min(max(0, horizon.index(event.since)), horizon.periods)
    last = horizon.periods if event.until is None else max(first + 1, horizon.index(event.until))
    quarters = range(first, min(last, horizon.periods))  # what may happen after the horizon never does here
    never = Decimal(horizon.periods)
    each = likely / (last - first)
    spread = OneOf(
        values=(*(Decimal(quarter) for quarter in quarters), never),
        weights=(*(each for _ in quarters), 1 - each * len(quarters)),
    )
    return Uncertain(distribution=spread, base=never, unit="count", path=f"events.{event.id}", place=event.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One branch of the tree of futures.

    Parameters
    ----------
    probability
        Probability of this branch given its parent.
    believed
        The same as parties see it that do not agree; said in their private overlays.
    after
        The regime it branches from; the root, if not said.
    since
        The quarter in which the branch is known.
    events
        When each event happens in this branch.
    what
        What it is, in words.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    probability: Share
    believed: Mapping[PartyName, Share] = field(default_factory=dict[str, Share])
    after: RegimeName = ""
    since: Quarter | None = None
    events: Mapping[EventName, Quarter] = field(default_factory=dict[str, Quarter])
    what: str = ""
