"""Recovery: partners' costs come back from revenue before profit is shared, both in whole cents. Not the costs of making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dronedeal.deal.calendar import Over, Quarter
from dronedeal.deal.field import Money, PartyName, Share
from dronedeal.deal.number import Number
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import (
    Constant,
    Counted,
    Fixed,
    Least,
    Part,
    Quantity,
    Running,
    Scale,
    Sum,
    Thing,
    minus,
)
from dronedeal.forms.setting import Setting, Unreadable, part_of_all, plain

__all__ = ["Recovery", "waterfall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Costs that partners report are recovered from revenue up to a ceiling, pro rata, before profit is shared.

    Parameters
    ----------
    most
        Largest share of revenue that recovers costs.
    over
        What costs and revenue accumulate over: ``period`` (what a quarter does not recover is lost), ``year``,
        ``calendar_year`` or ``term`` (what is not recovered is carried on).
    expected
        Costs a quarter that a plan reckons with, by partner; none, if not said.
    """

    most: Share
    over: Over
    expected: Mapping[PartyName, Money] | None = None
    place: Place = field(default=NOWHERE, compare=False)


def waterfall(
    setting: Setting, recovery: Recovery, company: str, profit: Mapping[str, Number], since: Quarter | None,
    until: Quarter | None,
) -> dict[str, tuple[Quantity, Quantity]]:  # fmt: skip
    """What each partner recovers, and its share of the rest, each quarter; settle.md G6.

    Cents left over by the division go to the largest remainders, ties in the order of the profit shares; the company has
    what no partner's share takes.

    Raises
    ------
    Unreadable
        More than revenue may recover costs, a profit share that is open or changes with time, shares of more than all profit, or costs expected of no partner.
    """
    part_of_all(recovery.most, "recovery", "most")
    taken = sum((plain(share, "profit") for share in profit.values()), Decimal(0))
    if taken > 1:
        message = f"the shares of profit sum to {taken:.0%}"
        raise Unreadable(message, key="profit", mend="let them sum to 100% at most; the company keeps the rest")
    unknown = sorted({*(recovery.expected or {})}.difference(profit))
    if unknown:
        message = f"{unknown[0]} has costs to recover and no share of profit"
        raise Unreadable(message, key="recovery", mend=f"give {unknown[0]} a share of profit, be it 0%")

    def to_date(quantity: Quantity) -> Quantity:
        return Running(of=setting.counted_within(quantity, since, until), over=recovery.over)

    revenue = to_date(Counted(thing=Thing.NET_SALES, subject=company, place=recovery.place))
    costs = tuple(to_date(_costs(setting, recovery, partner)) for partner in profit)
    limit = Scale(by=Fixed(number=recovery.most), of=revenue, place=recovery.place)
    pool = Least(parts=(limit, Sum(parts=costs)))
    rest = minus(revenue, pool)
    shares: tuple[Quantity, ...] = (*(Fixed(number=share) for share in profit.values()), Constant(value=1 - taken))
    return {
        partner: (
            setting.rise(Part(of=pool, weights=costs, at=at, place=recovery.place), recovery.over),
            setting.rise(Part(of=rest, weights=shares, at=at, place=recovery.place), recovery.over),
        )
        for at, partner in enumerate(profit)
    }


def _costs(setting: Setting, recovery: Recovery, partner: str) -> Quantity:
    expected = (recovery.expected or {}).get(partner)
    return setting.reported(Thing.INCURRED, by=partner, expected=expected, place=recovery.place)
