"""Progress payments: part of the costs of work is paid before delivery, and taken off the price after. Not an advance on order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Money, Share
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Balance, Drawn, Fixed, Left, Masked, Quantity, Scale, Thing
from dronedeal.forms.setting import Setting

__all__ = ["Liquidated", "Progress", "liquidated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Part of the seller's costs is paid as they are reported, and liquidated from the price of deliveries.

    Parameters
    ----------
    rate
        Share of the costs that is paid. Customary American rates are 80% to large and 85% or more to small firms
        (FAR 32.501-1).
    unliquidated
        What becomes of the part that no delivery liquidates: ``kept`` by the seller, or ``repaid`` with the clause's last
        quarter.
    liquidation
        Share of the price of each delivery that liquidates; ``rate``, if not said: the ordinary method (FAR 32.503-8).
    expected
        Costs a quarter that a plan reckons with; none, if not said.
    """

    rate: Share
    unliquidated: Literal["kept", "repaid"]
    liquidation: Share | None = None
    expected: Money | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Liquidated:
    """What is paid as work goes on, what deliveries take off it, and what is repaid in the end."""

    paid: Quantity
    taken: Quantity
    repaid: Quantity | None


def liquidated(
    setting: Setting, progress: Progress, seller: str, invoice: Quantity, since: Quarter | None, until: Quarter | None
) -> Liquidated:
    """Each delivery liquidates min(what is left, rate x its price); settle.md G2."""
    costs = setting.reported(Thing.INCURRED, by=seller, expected=progress.expected, place=progress.place)
    costs = setting.counted_within(costs, since, until)
    paid = Scale(by=Fixed(number=progress.rate), of=costs, place=progress.place)
    rate = progress.rate if progress.liquidation is None else progress.liquidation
    wanted = Scale(by=Fixed(number=rate), of=setting.counted_within(invoice, since, until), place=progress.place)
    left = Balance(name=f"{setting.name}/progress", added=paid, wanted=wanted, place=progress.place)
    last = setting.last_quarter(until)
    repaid = Masked(of=Left(balance=left), mask=last) if progress.unliquidated == "repaid" else None
    return Liquidated(paid=paid, taken=Drawn(balance=left), repaid=repaid)
