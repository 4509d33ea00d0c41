"""Mandates: what a side's own instructions let it agree to. Not what it wants: that is its worths and its walk-away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from dronedeal.deal.field import Money, Reference
from dronedeal.deal.number import Agreed, Disputed, Number, Uncertain, base_of
from dronedeal.deal.place import NOWHERE, Place

__all__ = ["Limit", "Mandate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One line of instruction: an open number that may not be agreed below, or above, so much.

    Parameters
    ----------
    number
        Path of the open number, such as ``terms.licence.royalty``.
    at_least
        The least it may be agreed at, in the number's own unit.
    at_most
        The most it may be agreed at.
    why
        Where the instruction comes from.
    """

    number: Annotated[str, Reference("numbers")]
    at_least: Number | None = None
    at_most: Number | None = None
    why: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Least and greatest value it leaves."""
        return _base(self.at_least, Decimal("-Infinity")), _base(self.at_most, Decimal("Infinity"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A side's instructions, which stand in its own overlay.

    Parameters
    ----------
    gain
        The least gain over walking away for which it may sign, present money at its own rate.
    limits
        Lines about open numbers, by a name for each.
    """

    gain: Money | None = None
    limits: Mapping[str, Limit] = field(default_factory=dict[str, Limit])
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def least_gain(self) -> Decimal:
        """The least gain for which the side may sign; nothing if not said."""
        return _base(self.gain, Decimal(0))


def _base(number: Number | None, otherwise: Decimal) -> Decimal:
    return base_of(number) if isinstance(number, (Agreed, Uncertain, Disputed)) else otherwise
