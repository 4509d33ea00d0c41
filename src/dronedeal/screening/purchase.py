"""The purchase a bill is screened for: who buys, with whose money, signed and delivered when. Not what is bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dronedeal.screening.vocabulary import FUNDS_OF, Buyer, Funds

__all__ = ["Purchase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """Who buys, and when.

    Parameters
    ----------
    buyer
        The kind of buyer.
    delivered
        The day of delivery.
    signed
        The day of signature; the day of delivery if not said, which is the latest it can be.
    funds
        Whose money pays; the buyer's usual money, if not said.
    as_of
        The day whose knowledge is used: lists and texts as they were known then; everything known, if not said.
    facts
        What else rules ask of a purchase, by name: ``place_of_use``, ``is_cots``, ``covered_mission``, ``programme``,
        ``new_fcc_authorisation``, ``imported``.
    """

    buyer: Buyer
    delivered: date
    signed: date | None = None
    funds: Funds | None = None
    as_of: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def day_signed(self) -> date:
        """The day of signature, or the latest it can be."""
        return self.signed or self.delivered

    @property
    def money(self) -> Funds:
        """Whose money pays."""
        return self.funds or FUNDS_OF.get(self.buyer, "own")

    @property
    def assumed(self) -> tuple[str, ...]:
        """What was not said, and is taken."""
        taken: list[str] = []
        if self.signed is None:
            taken.append(f"signed on the day of delivery, {self.delivered}")
        if self.funds is None:
            taken.append(f"paid from the buyer's usual money, {self.money}")
        return tuple(taken)
