"""Royalties: rate or tiers on a base, then cap, recouped advance, minimum guarantee, milestones. Not the rights they pay for."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from dronedeal.deal.calendar import Over
from dronedeal.deal.field import Money, Share
from dronedeal.deal.number import Number
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import (
    Balance,
    Band,
    Constant,
    Drawn,
    Fixed,
    Masked,
    Most,
    Quantity,
    Reached,
    Running,
    Scale,
    Sum,
    Tiers,
    minus,
)
from dronedeal.forms.setting import Setting, Unreadable, plain

__all__ = ["Advance", "Cap", "Milestone", "Minimum", "Tier", "TierTable", "Yield", "tiered", "yielded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A step of a tiered rate.

    Parameters
    ----------
    above
        Accumulated base above which the rate holds; the threshold itself still pays the rate below.
    rate
        Share of the base, or money a unit where the base is units.
    """

    above: Number
    rate: Number
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TierTable:
    """A tiered rate, with the questions a tiered rate must answer.

    Parameters
    ----------
    tiers
        The steps, rising; the first starts at zero.
    mode
        ``marginal`` (each slice at its own rate), ``retroactive`` (everything re-rated at the rate reached) or ``whole``
        (the quarter at the rate reached).
    over
        What the base accumulates over: ``period``, ``year`` (contract), ``calendar_year`` or ``term``.
    """

    tiers: tuple[Tier, ...]
    mode: Literal["marginal", "retroactive", "whole"]
    over: Over
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """A minimum guarantee, trued up at the end of each contract year, and by its days where a termination ends it within one.

    Parameters
    ----------
    per_year
        The least that a year pays.
    carry
        ``none``; ``shortfall`` (a top-up is recouped from later excess); ``excess`` (an excess lowers later top-ups).
    first_year
        First contract year guaranteed, counted from one.
    """

    per_year: Money
    carry: Literal["none", "shortfall", "excess"]
    first_year: int = 1
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that royalties may reach.

    Parameters
    ----------
    total
        Most in all over the term; afterwards the licence is paid up.
    """

    total: Money
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """An advance on royalties, recouped from them.

    Parameters
    ----------
    amount
        Paid in the first quarter of the clause.
    recoup
        Share of each royalty that recoups it; all, if not said. What is never recouped is kept.
    """

    amount: Money
    recoup: Share | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A payment once the accumulated base first passes a threshold.

    Parameters
    ----------
    above
        The threshold.
    pays
        The payment, once in each ``over``.
    over
        What the base accumulates over.
    """

    above: Number
    pays: Money
    over: Over = "term"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """What royalty clauses come to each quarter: earned before minimum, the advance, what it recoups, top-up, milestones."""

    royalty: Quantity
    advance: Quantity | None
    top_up: Quantity | None
    milestones: Quantity | None


def yielded(
    setting: Setting,
    *,
    base: Quantity,
    rate: Number | None,
    tiers: TierTable | None,
    cap: Cap | None,
    advance: Advance | None,
    minimum: Minimum | None,
    milestones: tuple[Milestone, ...],
    first: tuple[bool, ...],
) -> Yield:
    """Work out a royalty from its parts, in the order tiers, cap, recoupment, minimum (settle.md section 3).

    Parameters
    ----------
    base
        What the rate is a share of, or the units it is paid on.
    first
        Mask of the quarter in which advance and cap begin.

    Raises
    ------
    Unreadable
        A threshold that is open or changes with time, tiers out of order, or a cap or an advance on royalties that may be
        paid back.
    """
    if tiers is not None and tiers.mode == "retroactive" and (cap is not None or advance is not None):
        message = "retroactive tiers may give royalties back, which neither a cap nor an advance can count"
        raise Unreadable(message, key="tiers", mend="make the tiers marginal or whole, or drop cap and advance")
    earned = _earned(base, rate, tiers)
    if cap is not None:
        earned = Drawn(balance=_once(setting, "cap", cap.total, earned, first, cap.place))
    royalty, paid = earned, None
    if advance is not None:
        share: Quantity = earned if advance.recoup is None else Scale(by=Fixed(number=advance.recoup), of=earned)
        royalty = minus(earned, Drawn(balance=_once(setting, "advance", advance.amount, share, first, advance.place)))
        paid = Masked(of=Fixed(number=advance.amount), mask=first)
    top_up = None
    if minimum is not None:
        reduction, top_up = _minimum(setting, minimum, earned)
        royalty = royalty if reduction is None else minus(royalty, reduction)
    for one in milestones:
        plain(one.above, "milestones")
    reached = tuple(
        Scale(by=Fixed(number=one.pays), of=Reached(of=base, above=one.above, over=one.over, place=one.place))
        for one in milestones
    )
    return Yield(royalty=royalty, advance=paid, top_up=top_up, milestones=Sum(parts=reached) if reached else None)


def tiered(base: Quantity, table: TierTable, key: str) -> Tiers:
    """What a table of tiers, said under a key, yields on a base.

    Raises
    ------
    Unreadable
        The thresholds do not start at zero and rise, or are not fixed.
    """
    thresholds = [plain(tier.above, key) for tier in table.tiers]
    if not thresholds or thresholds[0] or any(low >= high for low, high in pairwise(thresholds)):
        message = "tiers start at zero and rise"
        raise Unreadable(message, key=key, mend="begin with above: 0 and order the tiers by their thresholds")
    bands = tuple(Band(above=tier.above, rate=tier.rate) for tier in table.tiers)
    return Tiers(of=base, bands=bands, mode=table.mode, over=table.over, place=table.place)


def _earned(base: Quantity, rate: Number | None, tiers: TierTable | None) -> Quantity:
    if tiers is not None:
        return tiered(base, tiers, "tiers")
    if rate is None:
        return Constant(value=Decimal(0))
    return Scale(by=Fixed(number=rate), of=base, place=rate.place)


def _once(
    setting: Setting, name: str, amount: Number, wanted: Quantity, first: tuple[bool, ...], place: Place
) -> Balance:
    """A balance filled once, in the first quarter, and drawn on after."""
    added = Masked(of=Fixed(number=amount), mask=first)
    return Balance(name=f"{setting.name}/{name}", added=added, wanted=wanted, place=place)


def _minimum(setting: Setting, minimum: Minimum, earned: Quantity) -> tuple[Quantity | None, Quantity]:
    """What carried shortfall takes off later royalties, and the year's top-up (settle.md R3, R3b, R3c)."""
    ends = tuple(
        end and group + 1 >= minimum.first_year
        for end, group in zip(setting.reckonings(), setting.horizon.groups("year"), strict=True)
    )
    promised = Masked(of=setting.a_year(minimum.per_year), mask=ends)
    year = Masked(of=Running(of=earned, over="year"), mask=ends)
    zero = Constant(value=Decimal(0))
    short, over = Most(parts=(zero, minus(promised, year))), Most(parts=(zero, minus(year, promised)))
    name = f"{setting.name}/minimum"
    match minimum.carry:
        case "none":
            return None, short
        case "shortfall":
            credit = Balance(name=name, added=short, wanted=over, later=True, place=minimum.place)
            return Drawn(balance=credit), short
        case "excess":
            credit = Balance(name=name, added=over, wanted=short, later=True, place=minimum.place)
            return None, minus(short, Drawn(balance=credit))
