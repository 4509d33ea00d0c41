"""A claim: what one source says of one thing, number or statement. Not a judgement of which claim is true."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dronedeal.deal.place import Place

__all__ = ["Claim"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One row of the evidence.

    ``low`` and ``high`` bound the quantity in ``unit``; a claim without ``high`` is a floor, a claim without either is a
    statement that is not a number. ``confidence`` is the reader's grade: high, medium or low.
    """

    id: str
    subject: str
    quantity: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    as_of: str
    publisher: str
    published: str
    title: str
    url: str
    confidence: str
    note: str
    place: Place = field(compare=False)

    @property
    def is_number(self) -> bool:
        """Whether the claim states a quantity rather than a fact in words."""
        return self.low is not None and self.unit not in {"flag", "statement", ""}
