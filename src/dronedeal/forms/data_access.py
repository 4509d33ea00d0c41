"""Data access: field data, training and expert teams against a fee. A clause with a fee, not a data room."""

from __future__ import annotations

from typing import Annotated

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Count, Duration, Money, PartyName, With
from dronedeal.deal.quantity import Counted, Fixed, Scale, Thing
from dronedeal.deal.term import All, Due, Right, Term, Transfer
from dronedeal.forms.royalty import TierTable, tiered
from dronedeal.forms.setting import Setting

__all__ = ["data_access"]


def data_access(
    setting: Setting,
    *,
    provider: PartyName,
    user: PartyName,
    what: str = "",
    fee: Money | None = None,
    seats: Annotated[Count | None, With("per_seat")] = None,
    per_seat: Annotated[Money | None, With("seats")] = None,
    use: Annotated[Count | None, With("metered")] = None,
    metered: Annotated[TierTable | None, With("use")] = None,
    pay_after: Annotated[Duration | None, With("fee", "per_seat", "metered")] = None,
    account: Annotated[str, With("fee", "per_seat", "metered")] = "",
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """Access against a quarterly fee, a fee a seat, and a metered charge.

    Parameters
    ----------
    provider
        Who gives access and is paid.
    user
        Who has access and pays.
    what
        What is accessed, in words.
    fee
        Money a quarter.
    seats
        People or teams served.
    per_seat
        Money a seat and quarter.
    use
        Metered use a quarter that a plan reckons with, in the meter's own unit. What is owed for is use that is reported.
    metered
        Money a unit of use, by tier; a first tier of zero is the quota the fee includes.
    pay_after
        How long after the quarter's end.
    account
        The user's budget account.
    since
        First quarter.
    until
        First quarter without.
    """
    del what
    statement = Due(anchor="statement", after=pay_after)
    parts: list[Term] = [
        Transfer(
            debtor=provider, creditor=user, what=Right("use", ("data",)), quantity=Counted(thing=Thing.PERIOD),
            label="right", place=setting.clause.place,
        )
    ]  # fmt: skip
    if fee is not None:
        parts.append(setting.pays(user, provider, Fixed(number=fee), "fee", due=statement, account=account))
    if seats is not None and per_seat is not None:
        charge = Scale(by=Fixed(number=per_seat), of=Fixed(number=seats), place=per_seat.place)
        parts.append(setting.pays(user, provider, charge, "per_seat", due=statement, account=account))
    if use is not None and metered is not None:
        used = setting.reported(Thing.METERED, expected=use, place=use.place)
        charge_used = tiered(used, metered, "metered")
        parts.append(setting.pays(user, provider, charge_used, "metered", due=statement, account=account))
    return setting.within(All(parts=tuple(parts)), since, until)
