"""Compensation: a sum, or a schedule of sums, for what no other clause prices. Not a price for units."""

from __future__ import annotations

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, PartyName, SignedMoney
from dronedeal.deal.number import Series
from dronedeal.deal.quantity import Fixed, Masked
from dronedeal.deal.term import Due, Term
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["compensation"]


def compensation(
    setting: Setting,
    *,
    payer: PartyName,
    payee: PartyName,
    amount: SignedMoney,
    on: Quarter | None = None,
    pay_after: Duration | None = None,
    account: str = "",
    what: str = "",
) -> Term:
    """Money paid once, or yearly where the amount is a series by year, or quarterly where it is one by quarter.

    Parameters
    ----------
    payer
        Who pays.
    payee
        Who is paid.
    amount
        How much: once, or each year or quarter of a series; below zero it flows the other way.
    on
        The quarter of a single payment; the first, if not said.
    pay_after
        How long after the quarter's start (single) or end (series).
    account
        The payer's budget account.
    what
        What it compensates, in words.
    """
    del what
    if isinstance(amount, Series):
        if on is not None:
            message = "a series says itself when it is paid, so on means nothing beside it"
            raise Unreadable(message, key="on", mend="drop on, or write one amount", code="D208")
        named = {label if amount.by == "quarter" else label + "-Q4" for label in amount.labels}
        quarters = [str(quarter) for quarter in setting.horizon.quarters]
        outside = sorted(named.difference(quarters))
        if outside:
            message = f"{outside[0]} lies outside the horizon, so its payment would be lost"
            raise Unreadable(message, key="amount", mend="give years or quarters that end within the horizon")
        mask = tuple(quarter in named for quarter in quarters)
        due = Due(anchor="statement", after=pay_after)
        return setting.pays(
            payer, payee, Masked(of=Fixed(number=amount), mask=mask), "amount", due=due, account=account
        )
    once = Masked(of=Fixed(number=amount), mask=setting.in_quarter(on, "on"))
    return setting.pays(payer, payee, once, "amount", due=Due(anchor="start", after=pay_after), account=account)
