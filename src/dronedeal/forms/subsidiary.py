"""Subsidiary: the maker's own company on the partner's soil. Not a licence: the parent keeps the design and the company."""

from __future__ import annotations

from typing import Annotated

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, PartyName, Share, SiteName, SystemName, With
from dronedeal.deal.quantity import Counted, Fixed, Masked, Scale, Sum, Thing
from dronedeal.deal.term import All, Due, Right, Term, Transfer
from dronedeal.forms.setting import Setting

__all__ = ["subsidiary"]


def subsidiary(
    setting: Setting,
    *,
    parent: PartyName,
    company: PartyName,
    sites: tuple[SiteName, ...],
    systems: tuple[SystemName, ...],
    equity: Money | None = None,
    capital: Share | None = None,
    dividends: Share | None = None,
    service_fee: Share | None = None,
    pay_after: Annotated[Duration | None, With("dividends", "service_fee")] = None,
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """A company the maker owns abroad: it may make the systems; the parent brings capital and takes profit.

    Parameters
    ----------
    parent
        The maker.
    company
        Its company abroad, which owns the sites and sells.
    sites
        Its lines; they should stand ``under`` this clause.
    systems
        What they make.
    equity
        Money the parent pays in at the start.
    capital
        Share of the line's capital the parent pays when it is spent.
    dividends
        Share of the company's profit, or of its loss, that goes to the parent.
    service_fee
        Share of the company's net sales paid to the parent for designs and support.
    pay_after
        How long after the quarter's end dividends and fees are paid.
    since
        First quarter of the right to make.
    until
        First quarter without it.
    """
    statement = Due(anchor="statement", after=pay_after)
    parts: list[Term] = [
        Transfer(
            debtor=parent, creditor=company, what=Right("make", systems, sites), quantity=Counted(thing=Thing.PERIOD),
            label="right", place=setting.clause.place,
        )
    ]  # fmt: skip
    if equity is not None:
        paid = Masked(of=Fixed(number=equity), mask=setting.in_quarter(since))
        parts.append(setting.pays(parent, company, paid, "equity", due=Due(anchor="start")))
    if capital is not None:
        spent = Sum(parts=tuple(Counted(thing=Thing.CAPITAL_SPENT, subject=site) for site in sites))
        brings = Scale(by=Fixed(number=capital), of=spent, place=capital.place)
        parts.append(setting.pays(parent, company, brings, "capital", due=Due(anchor="start")))
    if dividends is not None:
        profit = Counted(thing=Thing.PROFIT, subject=company, place=dividends.place)
        parts.append(
            setting.pays(
                company,
                parent,
                Scale(by=Fixed(number=dividends), of=profit, place=dividends.place),
                "dividends",
                due=statement,
            )
        )
    if service_fee is not None:
        sales = Counted(thing=Thing.NET_SALES, subject=company, systems=systems, place=service_fee.place)
        parts.append(
            setting.pays(
                company,
                parent,
                Scale(by=Fixed(number=service_fee), of=sales, place=service_fee.place),
                "service_fee",
                due=statement,
            )
        )
    return setting.within(All(parts=tuple(parts)), since, until)
