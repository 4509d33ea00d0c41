"""Damages for delay: whoever is late pays for each day or week, up to a cap. Not a penalty for not delivering at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from dronedeal.deal.field import Count, Share
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import (
    Constant,
    Counted,
    Fixed,
    Least,
    Most,
    Quantity,
    Reached,
    Scale,
    Started,
    Thing,
    minus,
)
from dronedeal.forms.setting import Setting, Unreadable, plain

__all__ = ["Damages", "damages_for_delay"]

_WEEK = Decimal(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damages:
    """What each day or week of delay costs, as a share of the value delivered late.

    Parameters
    ----------
    per_day
        Share of the value for each day.
    per_week
        Share of the value for each week that has begun, instead of ``per_day``.
    grace_days
        Days that cost nothing.
    grace
        What becomes of them once they are over: ``excluded`` from what is paid for, or ``counted_back`` to the first day. Has
        to be said beside ``grace_days``.
    most
        Largest share of the value that damages may reach.
    """

    per_day: Share | None = None
    per_week: Share | None = None
    grace_days: Count | None = None
    grace: Literal["excluded", "counted_back"] | None = None
    most: Share
    place: Place = field(default=NOWHERE, compare=False)


def damages_for_delay(setting: Setting, damages: Damages, value: Quantity) -> Quantity:
    """Damages a quarter: value x min(cap, rate x days or weeks begun), after grace or from the first day; settle.md G3.

    Raises
    ------
    Unreadable
        Both rates or neither, grace without its fate or the other way round, or grace that is counted back and open.
    """
    if (damages.per_day is None) == (damages.per_week is None):
        message = "damages are by the day or by the week"
        raise Unreadable(message, key="damages", mend="give per_day or per_week, one of them")
    if (damages.grace_days is None) != (damages.grace is None):
        message = "once grace is over, it is excluded or counted back to the first day"
        raise Unreadable(
            message, key="damages", mend="give both grace_days and grace: excluded or counted_back, or neither"
        )
    late: Quantity = Counted(thing=Thing.DAYS_LATE, subject=setting.name, place=damages.place)
    if damages.grace_days is not None and damages.grace == "counted_back":
        plain(damages.grace_days, "damages")
        over = Reached(of=late, above=damages.grace_days, over="period", place=damages.place)
        late = Scale(by=over, of=late, place=damages.place)
    elif damages.grace_days is not None:
        late = Most(parts=(Constant(value=Decimal(0)), minus(late, Fixed(number=damages.grace_days))))
    if damages.per_week is not None:
        late = Started(of=late, each=_WEEK, place=damages.place)
    rate = damages.per_week if damages.per_day is None else damages.per_day
    by_time = Scale(by=Fixed(number=rate), of=late) if rate is not None else late
    return Scale(by=Least(parts=(by_time, Fixed(number=damages.most))), of=value, place=damages.place)
