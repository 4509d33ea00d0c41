"""Events that clauses and scenarios refer to, and the small tree of regimes made of them. Not what happened: that is a log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import ClaimName, EventName, PartyName, RegimeName, Share, TermName
from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Event", "Regime"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that may happen once: a ceasefire, a year without appropriation, a relapse.

    Parameters
    ----------
    on
        The quarter in which it happens at base; never, if not said.
    what
        What it is, in words.
    closes
        Terms that deliver nothing in the quarters the event lasts.
    lasts
        How many quarters it lasts; to the end, if not said.
    claims
        Claims it rests on.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    on: Quarter | None = None
    what: str = ""
    closes: tuple[TermName, ...] = ()
    lasts: int | None = None
    claims: tuple[ClaimName, ...] = ()


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
