"""Offset: work that a seller owes a buyer's country in return for a purchase, told in credits. Not the purchase, and not a swap."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Count, Duration, Money, PartyName, Share, TermName, With
from dronedeal.deal.number import Number
from dronedeal.deal.quantity import (
    Balance,
    Constant,
    Counted,
    Drawn,
    Fixed,
    Masked,
    Most,
    Quantity,
    Running,
    Scale,
    Sum,
    Thing,
    minus,
)
from dronedeal.deal.term import Due, Term
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["offset"]


def offset(
    setting: Setting,
    *,
    obligor: PartyName,
    beneficiary: PartyName,
    multipliers: Mapping[str, Count],
    per_year: Money | None = None,
    share: Annotated[Share | None, With("terms")] = None,
    terms: Annotated[tuple[TermName, ...], With("share")] = (),
    surplus: Literal["lost", "banked"],
    expires: Duration | None = None,
    penalty: Share,
    expected: Mapping[str, Money] | None = None,
    pay_after: Duration | None = None,
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """A yearly obligation met by credits of several kinds, each worth its multiplier; what falls short costs a share of it.

    Parameters
    ----------
    obligor
        Who owes the work, and the penalty.
    beneficiary
        Who grants credits and is paid.
    multipliers
        What a unit of money of each kind of work counts as: 0.5 for parts, 2 for technology. Kinds not named count nothing.
    per_year
        The obligation of each contract year.
    share
        The obligation as a share of what the ``terms`` invoice in the year, instead of or beside ``per_year``.
    terms
        The purchases that it is a share of.
    surplus
        Whether credits beyond a year's obligation are ``lost`` or ``banked`` for years that fall short, the oldest first.
    expires
        How long a surplus stays banked, counted from the end of its year; to the end, if not said.
    penalty
        Share of what falls short that is paid.
    expected
        Work a quarter that a plan reckons with, by kind; none, if not said.
    pay_after
        How long after the year's end the penalty is paid.
    since
        First quarter.
    until
        First quarter without.
    """
    if per_year is None and share is None:
        message = "an obligation is an amount a year or a share of purchases"
        raise Unreadable(message, key="per_year", mend="give per_year, or share and terms")
    if expires is not None and surplus == "lost":
        message = "a surplus that is lost does not expire"
        raise Unreadable(message, key="expires", mend="let surplus be banked, or drop expires")
    unknown = sorted({*(expected or {})}.difference(multipliers))
    if unknown:
        message = f"{unknown[0]} is expected and has no multiplier"
        raise Unreadable(message, key="expected", mend=f"give {unknown[0]} a multiplier, or drop it")
    credited = [
        Scale(by=Fixed(number=factor), of=_credits(setting, kind, expected), place=factor.place)
        for kind, factor in multipliers.items()
    ]
    earned = _of_year(setting, setting.counted_within(Sum(parts=tuple(credited)), since, until))
    owed = _obligation(setting, per_year, share, terms, since, until)
    zero = Constant(value=Decimal(0))
    short, over = Most(parts=(zero, minus(owed, earned))), Most(parts=(zero, minus(earned, owed)))
    missing: Quantity = short
    if surplus == "banked":
        keeps = None if expires is None else setting.quarters(expires, "expires")
        bank = Balance(
            name=f"{setting.name}/banked", added=over, wanted=short, later=True, keeps=keeps,
            place=setting.clause.place_of("expires" if expires is not None else "surplus"),
        )  # fmt: skip
        missing = minus(short, Drawn(balance=bank))
    due = Due(anchor="statement", after=pay_after)
    cost = Scale(by=Fixed(number=penalty), of=missing, place=penalty.place)
    return setting.within(setting.pays(obligor, beneficiary, cost, "penalty", due=due), since, until)


def _credits(setting: Setting, kind: str, expected: Mapping[str, Number] | None) -> Quantity:
    return setting.reported(
        Thing.CREDITED, what=kind, expected=(expected or {}).get(kind), place=setting.clause.place_of("multipliers")
    )


def _of_year(setting: Setting, quantity: Quantity) -> Quantity:
    """What a contract year came to, at its end or where a termination ends the clause."""
    return Masked(of=Running(of=quantity, over="year"), mask=setting.reckonings())


def _obligation(
    setting: Setting, per_year: Number | None, share: Number | None, terms: tuple[str, ...], since: Quarter | None,
    until: Quarter | None,
) -> Quantity:  # fmt: skip
    """What a contract year owes: the amount, by its days where a termination cuts it short, and the share."""
    parts: list[Quantity] = [] if per_year is None else [setting.a_year(per_year)]
    if share is not None:
        sales = Sum(parts=tuple(Counted(thing=Thing.VALUE_INVOICED, subject=one, place=share.place) for one in terms))
        part = Scale(by=Fixed(number=share), of=setting.counted_within(sales, since, until), place=share.place)
        parts.append(_of_year(setting, part))
    return Sum(parts=tuple(parts))
