"""Net sales: what is reported beside this deal's own sales, what may be deducted, what part of a product the licence is of. Not a rate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dronedeal.deal.calendar import Over
from dronedeal.deal.field import Money, Share
from dronedeal.deal.number import ends_of
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import (
    Counted,
    Fixed,
    Least,
    Quantity,
    Quotient,
    Running,
    Scale,
    Sum,
    Thing,
    minus,
)
from dronedeal.forms.setting import Setting, Unreadable, part_of_all

__all__ = ["Combination", "Deductions", "combined", "reported_sales"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deductions:
    """Sales reports count beside the sales of this deal, less deductions up to a share of what they gross.

    Parameters
    ----------
    most
        Largest share of reported gross sales that may be deducted: freight, tax, discounts, returns.
    over
        What the limit accumulates over: ``period``, ``year`` (contract), ``calendar_year`` or ``term``.
    """

    most: Share
    over: Over
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """The licensed part of a product that is sold with others: royalties are due on own / (own + others) of the base.

    Parameters
    ----------
    by
        Whether the parts are weighed by the ``price`` each is sold at alone, or by ``cost`` where one is not sold alone.
    own
        Price or cost of the licensed part.
    others
        Price or cost of the others together.
    """

    by: Literal["price", "cost"]
    own: Money
    others: Money
    place: Place = field(default=NOWHERE, compare=False)


def reported_sales(setting: Setting, deductions: Deductions, company: str, systems: tuple[str, ...]) -> Quantity:
    """Sales reported by a company or under the clause: gross - min(deductions, most x gross); settle.md R1.

    Raises
    ------
    Unreadable
        More than all may be deducted.
    """
    part_of_all(deductions.most, "deductions", "most")

    def reported(thing: Thing) -> Quantity:
        under = Counted(thing=thing, subject=setting.name, place=deductions.place)
        of_company = (
            Counted(thing=thing, subject=company, systems=(system,), place=deductions.place) for system in systems
        )
        return Sum(parts=(under, *of_company))

    gross, deducted = reported(Thing.GROSS_REPORTED), reported(Thing.DEDUCTIONS_REPORTED)
    limit = Scale(by=Fixed(number=deductions.most), of=Running(of=gross, over=deductions.over), place=deductions.place)
    to_date = Least(parts=(Running(of=deducted, over=deductions.over), limit))
    return minus(gross, setting.rise(to_date, deductions.over))


def combined(base: Quantity, combination: Combination) -> Quantity:
    """The part of a base that the licensed part of a product stands for; settle.md R8.

    Raises
    ------
    Unreadable
        Neither part may be worth anything.
    """
    if ends_of(combination.own)[0] <= 0 and ends_of(combination.others)[0] <= 0:
        message = "nothing tells the licensed part from the others where both may be worth nothing"
        raise Unreadable(message, key="combination", mend="give own or others a price or cost above zero")
    own, others = Fixed(number=combination.own), Fixed(number=combination.others)
    part = Scale(by=own, of=base, place=combination.place)
    return Quotient(of=part, by=Sum(parts=(own, others)), place=combination.place)
