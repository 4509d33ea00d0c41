"""Stacking: royalties that others draw from the same goods lower a royalty, or share one ceiling with it. Not the others' licences."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from dronedeal.deal.field import Money, Share, TermName
from dronedeal.deal.number import Number
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import (
    Balance,
    Constant,
    Drawn,
    Fixed,
    Least,
    Part,
    Quantity,
    Scale,
    Sum,
    Thing,
    minus,
)
from dronedeal.forms.setting import Setting, Unreadable, part_of_all

__all__ = ["Aggregate", "Stacking", "paid_elsewhere", "shared", "stacked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacking:
    """A credit for royalties that the licensee pays to others for the same goods, as it reports them.

    Parameters
    ----------
    credit
        Share of those royalties that is taken off.
    floor
        Share of the royalty below which credits never bring it.
    unused
        What becomes of a credit that the floor keeps out: ``lost`` or ``carried`` to later quarters.
    expected
        Royalties paid to others a quarter that a plan reckons with; none, if not said.
    """

    credit: Share
    floor: Share
    unused: Literal["lost", "carried"]
    expected: Money | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """The most that several licences may take of the same base together.

    Parameters
    ----------
    most
        Share of the base.
    terms
        The licences that share it, this one among them, in the order in which they are named in each: cents left over go
        by it. Each has a ``royalty``, by which the ceiling is shared where the royalties exceed it together.
    """

    most: Share
    terms: tuple[TermName, ...]
    place: Place = field(default=NOWHERE, compare=False)


def stacked(setting: Setting, stacking: Stacking, earned: Quantity, counted: Quantity) -> Quantity:
    """A royalty less the credit: max(own - credit x others', floor x own); settle.md R7.

    Parameters
    ----------
    counted
        Royalties paid to others.

    Raises
    ------
    Unreadable
        The floor may lie above the royalty.
    """
    part_of_all(stacking.floor, "stacking", "floor")
    credit = Scale(by=Fixed(number=stacking.credit), of=counted, place=stacking.place)
    kept = minus(Constant(value=Decimal(1)), Fixed(number=stacking.floor))
    room = Scale(by=kept, of=earned, place=stacking.place)
    if stacking.unused == "lost":
        return minus(earned, Least(parts=(credit, room)))
    carried = Balance(name=f"{setting.name}/stacking", added=credit, wanted=room, place=stacking.place)
    return minus(earned, Drawn(balance=carried))


def paid_elsewhere(setting: Setting, stacking: Stacking) -> Quantity:
    """Royalties paid to others, as reported or expected."""
    return setting.reported(Thing.PAID_ELSEWHERE, expected=stacking.expected, place=stacking.place)


def shared(setting: Setting, aggregate: Aggregate, base: Quantity) -> Quantity:
    """A licence's part of what all may take: min(most, sum of rates) x base, split by rates in whole cents; settle.md R7b.

    Raises
    ------
    Unreadable
        The list leaves this licence out, or names a clause without a royalty or with another list.
    """
    if setting.name not in aggregate.terms:
        message = f"{setting.name} is none of the licences that share the ceiling"
        raise Unreadable(
            message, key="aggregate", mend=f"name {setting.name} among its terms, in the same order in each"
        )
    rates = tuple(Fixed(number=_royalty(setting, aggregate, name)) for name in aggregate.terms)
    share = Least(parts=(Fixed(number=aggregate.most), Sum(parts=rates)))
    pool = Scale(by=share, of=base, place=aggregate.place)
    return Part(of=pool, weights=rates, at=aggregate.terms.index(setting.name), place=aggregate.place)


def _royalty(setting: Setting, aggregate: Aggregate, name: str) -> Number:
    clause = setting.deal.terms.get(name)
    rate = None if clause is None else clause.said.get("royalty")
    if clause is None or clause.form != "licence" or rate is None:
        message = f"{name} is no licence with a royalty"
        raise Unreadable(message, key="aggregate", mend="name licences that each have a royalty")
    theirs = clause.said.get("aggregate")
    if not isinstance(theirs, Aggregate) or theirs.terms != aggregate.terms:
        message = f"{name} does not share this ceiling: it names other licences, or none, or in another order"
        raise Unreadable(
            message, key="aggregate", mend=f"give {name} an aggregate with the same terms in the same order"
        )
    return rate  # type: ignore[return-value]
