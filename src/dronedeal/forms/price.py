"""Prices that follow published indices. Not payment terms, and not volume discounts: those are tiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dronedeal.deal.field import Count, Share
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Constant, Fixed, Least, Most, Quantity, Scale, Sum, minus

__all__ = ["Index", "IndexPart", "index_factor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPart:
    """One published index a price follows.

    Parameters
    ----------
    weight
        Share of the price that follows it.
    ratio
        The index over its own base, quarter by quarter; usually a series.
    """

    weight: Share
    ratio: Count
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A price index clause; the share no part takes stays fixed.

    Parameters
    ----------
    parts
        The indices followed, with their weights.
    dead_band
        Change that is not passed on; only the excess over it is.
    most
        Largest change passed on, after the dead band.
    """

    parts: tuple[IndexPart, ...]
    dead_band: Share | None = None
    most: Share | None = None
    place: Place = field(default=NOWHERE, compare=False)


def index_factor(index: Index) -> Quantity:
    """The factor a price is multiplied by: 1 + change, where change = sum of weight x (ratio - 1).

    Notes
    -----
    The contract price adjustment of BEAMA with its fixed share; settle.md G10. With a dead band b the change passed on is
    max(0, change - b) when prices rise; a fall is passed on in full beyond the band likewise.
    """
    one = Constant(value=Decimal(1))
    change: Quantity = Sum(
        parts=tuple(
            Scale(by=Fixed(number=part.weight), of=minus(Fixed(number=part.ratio), one)) for part in index.parts
        )
    )
    if index.dead_band is not None:
        zero, band = Constant(value=Decimal(0)), Fixed(number=index.dead_band)
        rise = Most(parts=(zero, minus(change, band)))
        fall = Least(parts=(zero, Sum(parts=(change, band))))
        change = Sum(parts=(rise, fall))
    if index.most is not None:
        ceiling = Fixed(number=index.most)
        floor = Scale(by=Constant(value=Decimal(-1)), of=ceiling)
        change = Least(parts=(Most(parts=(change, floor)), ceiling))
    return Sum(parts=(one, change))
