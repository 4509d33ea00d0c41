"""Talks: offers in the order they were made. Not what they are worth: bargaining says that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Offer", "Talks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One offer.

    Attributes
    ----------
    round
        Counted from one; both sides' offers may be of one round.
    date
        The day it was made, as ``2027-01-31``.
    by
        The side that made it.
    package
        Values of open numbers by path, each in the number's own unit; what is left out is left open.
    accepts
        Whether it takes the other side's last package as it stands.
    note
        What was said with it.
    """

    round: int
    date: str
    by: str
    package: Mapping[str, Decimal]
    accepts: bool = False
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """Offers, oldest first."""

    offers: tuple[Offer, ...] = ()

    def of(self, side: str) -> tuple[Offer, ...]:
        """The offers of one side, oldest first."""
        return tuple(offer for offer in self.offers if offer.by == side)

    def next_round(self, side: str) -> int:
        """The round that a side's next offer is of."""
        own = self.of(side)
        return own[-1].round + 1 if own else max((offer.round for offer in self.offers), default=1)

    def agreed(self, sides: Sequence[str]) -> Offer | None:
        """The acceptance by which the talks of some sides ended, if they did: each one's last word is the same package."""
        return self.offers[-1] if self.offers and self.offers[-1].accepts and not self.yet(sides) else None

    def yet(self, sides: Sequence[str]) -> tuple[str, ...]:
        """Those of some sides whose last word is not the last package: they have neither made nor accepted it."""
        if not self.offers:
            return tuple(sides)
        package = self.offers[-1].package
        return tuple(side for side in sides if not (own := self.of(side)) or own[-1].package != package)
