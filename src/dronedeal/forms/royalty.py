"""Royalties: rate or tiers on a base, then cap, recouped advance, minimum guarantee, milestones. Not the rights they pay for."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from dronedeal.deal.calendar import Over, Quarter
from dronedeal.deal.field import Money, Share
from dronedeal.deal.number import Number
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import (
    Balance,
    Band,
    Constant,
    Drawn,
    Fixed,
    Left,
    Masked,
    Most,
    Quantity,
    Quotient,
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
    """A minimum guarantee, trued up by the contract year, and by its days where a termination ends it within one.

    Parameters
    ----------
    per_year
        The least that a year pays.
    carry
        ``none``; ``shortfall`` (a top-up is recouped from later excess); ``excess`` (an excess lowers later top-ups).
    first_year
        First contract year guaranteed, counted from one.
    trued_up
        ``year``: at its end; ``quarter``: each quarter, so that royalties and top-ups to date come to no less than the
        quarters so far of the year's amount. A quarter that catches up lowers its top-up below zero. Without carry.
    """

    per_year: Money
    carry: Literal["none", "shortfall", "excess"]
    first_year: int = 1
    trued_up: Literal["year", "quarter"] = "year"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that royalties may reach.

    Parameters
    ----------
    total
        Most in all over the term; afterwards the licence is paid up.
    then
        Share of the base that is paid beyond the cap; nothing, if not said.
    """

    total: Money
    then: Share | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """An advance on royalties, recouped from them.

    Parameters
    ----------
    amount
        Paid in the first quarter of the clause.
    unrecouped
        What becomes of the part that is never recouped: ``kept`` by the licensor, or ``repaid`` with the clause's last
        quarter.
    recoup
        Share of each royalty that recoups it; all, if not said.
    """

    amount: Money
    unrecouped: Literal["kept", "repaid"]
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
    """What royalty clauses come to each quarter: earned before minimum, the advance and what is repaid of it, top-up, milestones."""

    royalty: Quantity
    advance: Quantity | None
    repaid: Quantity | None
    top_up: Quantity | None
    milestones: Quantity | None


def yielded(
    setting: Setting,
    *,
    base: Quantity,
    earned: Quantity,
    rate: Quantity | None,
    tiers: TierTable | None,
    cap: Cap | None,
    advance: Advance | None,
    minimum: Minimum | None,
    milestones: tuple[Milestone, ...],
    since: Quarter | None,
    until: Quarter | None,
) -> Yield:
    """Work out what a royalty comes to, in the order cap, recoupment, minimum (settle.md section 3).

    Parameters
    ----------
    base
        What the rate is a share of, or the units it is paid on.
    earned
        What rate or tiers yield on it.
    rate
        The one rate that ``earned`` rests on, where there is one.
    since, until
        The quarters in which the clause holds; advance and cap begin in the first.

    Raises
    ------
    Unreadable
        A threshold that is open or changes with time, a cap or an advance on royalties that may be paid back, a rate beyond
        a cap where there was none before it, or a minimum trued up each quarter that carries.
    """
    if tiers is not None and tiers.mode == "retroactive" and (cap is not None or advance is not None):
        message = "retroactive tiers may give royalties back, which neither a cap nor an advance can count"
        raise Unreadable(message, key="tiers", mend="make the tiers marginal or whole, or drop cap and advance")
    first = setting.in_quarter(since)
    if cap is not None:
        earned = _capped(setting, cap, earned, rate, first)
    royalty, paid, repaid = earned, None, None
    if advance is not None:
        share: Quantity = earned if advance.recoup is None else Scale(by=Fixed(number=advance.recoup), of=earned)
        balance = _once(setting, "advance", advance.amount, share, first, advance.place)
        royalty = minus(earned, Drawn(balance=balance))
        paid = Masked(of=Fixed(number=advance.amount), mask=first)
        if advance.unrecouped == "repaid":
            repaid = Masked(of=Left(balance=balance), mask=setting.last_quarter(until))
    top_up = None
    if minimum is not None and minimum.trued_up == "quarter":
        top_up = _to_date(setting, minimum, earned, tiers, since, until)
    elif minimum is not None:
        reduction, top_up = _minimum(setting, minimum, earned)
        royalty = royalty if reduction is None else minus(royalty, reduction)
    for one in milestones:
        plain(one.above, "milestones")
    reached = tuple(
        Scale(by=Fixed(number=one.pays), of=Reached(of=base, above=one.above, over=one.over, place=one.place))
        for one in milestones
    )
    return Yield(
        royalty=royalty, advance=paid, repaid=repaid, top_up=top_up, milestones=Sum(parts=reached) if reached else None
    )


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


def _capped(setting: Setting, cap: Cap, earned: Quantity, rate: Quantity | None, first: tuple[bool, ...]) -> Quantity:
    """A royalty up to its cap, and beyond it at the rate that holds then: the quarter is split at the cap (settle.md R15)."""
    within = Drawn(balance=_once(setting, "cap", cap.total, earned, first, cap.place))
    if cap.then is None:
        return within
    if rate is None:
        message = "a rate beyond the cap follows a royalty of one rate"
        raise Unreadable(
            message, key="cap", mend="give the licence a royalty, without tiers or greater_of, or drop then"
        )
    beyond = Scale(by=Fixed(number=cap.then), of=minus(earned, within), place=cap.place)
    return Sum(parts=(within, Quotient(of=beyond, by=rate, place=cap.place)))


def _once(
    setting: Setting, name: str, amount: Number, wanted: Quantity, first: tuple[bool, ...], place: Place
) -> Balance:
    """A balance filled once, in the first quarter, and drawn on after."""
    added = Masked(of=Fixed(number=amount), mask=first)
    return Balance(name=f"{setting.name}/{name}", added=added, wanted=wanted, place=place)


def _to_date(
    setting: Setting,
    minimum: Minimum,
    earned: Quantity,
    tiers: TierTable | None,
    since: Quarter | None,
    until: Quarter | None,
) -> Quantity:
    """The top-up of each quarter that brings the year so far to its part of the minimum (settle.md R3d)."""
    if minimum.carry != "none":
        message = "a minimum trued up each quarter carries nothing from year to year"
        raise Unreadable(message, key="minimum", mend="say carry: none, or have it trued up by the year")
    if tiers is not None and tiers.mode == "retroactive":
        message = "retroactive tiers may give royalties back within a year that is trued up each quarter"
        raise Unreadable(message, key="minimum", mend="make the tiers marginal or whole, or true up by the year")
    quarter = Scale(by=Constant(value=Decimal("0.25")), of=Fixed(number=minimum.per_year))
    years = setting.horizon.groups("year")
    promised = Masked(of=quarter, mask=tuple(year + 1 >= minimum.first_year for year in years))
    to_date = Running(of=setting.counted_within(promised, since, until), over="year")
    paid = Most(parts=(Running(of=earned, over="year"), to_date))
    return minus(setting.rise(paid, "year"), earned)


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
