"""Damages for delay: whoever is late pays for each day, up to a cap. Not a penalty for not delivering at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dronedeal.deal.field import Count, Share
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Constant, Counted, Fixed, Least, Most, Quantity, Scale, Thing, minus
from dronedeal.forms.setting import Setting

__all__ = ["Damages", "damages_for_delay"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damages:
    """What each day of delay costs, as a share of the value delivered late.

    Parameters
    ----------
    per_day
        Share of the value for each day.
    grace_days
        Days that cost nothing.
    most
        Largest share of the value that damages may reach.
    """

    per_day: Share
    grace_days: Count | None = None
    most: Share
    place: Place = field(default=NOWHERE, compare=False)


def damages_for_delay(setting: Setting, damages: Damages, value: Quantity) -> Quantity:
    """Damages a quarter: value x min(cap, rate x max(0, days late - grace)); settle.md G3, by day after grace."""
    late: Quantity = Counted(thing=Thing.DAYS_LATE, subject=setting.name, place=damages.place)
    if damages.grace_days is not None:
        late = Most(parts=(Constant(value=Decimal(0)), minus(late, Fixed(number=damages.grace_days))))
    share = Least(parts=(Scale(by=Fixed(number=damages.per_day), of=late), Fixed(number=damages.most)))
    return Scale(by=share, of=value, place=damages.place)
