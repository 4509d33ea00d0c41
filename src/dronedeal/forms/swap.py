"""Swap: drones for weapons, with a balance account. Not a sale: the goods pay for each other, and money only for what is left."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, PartyName, Share, SystemName
from dronedeal.deal.number import Number
from dronedeal.deal.quantity import Constant, Fixed, Least, Masked, Most, Quantity, Running, Scale, Sum, minus
from dronedeal.deal.term import All, Due, Goods, Keep, Term, Transfer
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["swap"]


def swap(
    setting: Setting,
    *,
    one: PartyName,
    other: PartyName,
    one_gives: Mapping[SystemName, Money],
    other_gives: Mapping[SystemName, Money],
    swing: Money | None = None,
    carry: Share | None = None,
    settled: Literal["term", "year"] = "term",
    payer: PartyName | None = None,
    payer_share: Share | None = None,
    lead: Duration | None = None,
    other_lead: Duration | None = None,
    pay_after: Duration | None = None,
    account: str = "",
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """Goods against goods at stated exchange values, kept in a balance account.

    Parameters
    ----------
    one
        The first party, who gives drones.
    other
        The second party, who gives weapons.
    one_gives
        Systems the first gives, with the value of a unit in the account.
    other_gives
        Systems the second gives, with the value of a unit.
    swing
        How far the account may lean at a contract year's end before the excess is paid in money; without it nothing is paid
        before the end of the term.
    carry
        Share of all turnover that may be left in the account at the end; the rest is paid in money.
    settled
        Whether what is left is paid in money at the end of the ``term`` or of each contract ``year``.
    payer
        A third party that pays for part of what the second gives, as European states do under PURL.
    payer_share
        The part it pays; what it pays does not burden the account.
    lead
        Time from making to delivery of what the first gives.
    other_lead
        The same for the second: the queue.
    pay_after
        How long after the quarter balances are paid.
    account
        Budget account of whoever pays.
    since
        First quarter.
    until
        First quarter without it.
    """
    if settled == "year" and (swing is not None or carry is not None):
        message = "an account settled each year leaves nothing to swing or to carry"
        raise Unreadable(message, key="settled", mend="drop swing and carry, or settle at the term's end")
    if (payer is None) != (payer_share is None):
        message = "a third-party payer needs its share, and the other way round"
        raise Unreadable(message, key="payer", mend="give both payer and payer_share, or neither")
    until = setting.first_without(until)
    statement = Due(anchor="statement", after=pay_after)
    given = _leg(setting, one, other, one_gives, lead, "lead")
    taken = _leg(setting, other, one, other_gives, other_lead, "other_lead")
    value_one: Quantity = Sum(parts=tuple(line.value for line in given if line.value is not None))
    value_other: Quantity = Sum(parts=tuple(line.value for line in taken if line.value is not None))
    parts: list[Term] = [*given, *taken]
    if payer is not None and payer_share is not None:
        paid = Scale(by=Fixed(number=payer_share), of=value_other)
        parts.append(setting.pays(payer, other, paid, "payer_share", due=statement, account=account))
        value_other = minus(value_other, paid)
    balance = minus(value_one, value_other)
    excess = None if swing is None else _excess(setting, balance, swing)
    if excess is not None:
        parts.append(setting.pays(other, one, excess, "swing", due=statement, account=account))
    parts.append(
        setting.pays(
            other,
            one,
            _yearly(setting, balance, until)
            if settled == "year"
            else _closing(setting, balance, excess, value_one, value_other, carry, until),
            "balance",
            due=statement,
            account=account,
        )
    )
    parts.append(
        Keep(
            by=one,
            to=other,
            promise="end_use",
            about=tuple(other_gives),
            text="what is given stays with its user",
            place=setting.clause.place,
        )
    )
    return setting.within(All(parts=tuple(parts)), since, until)


def _leg(
    setting: Setting, giver: str, taker: str, goods: Mapping[str, Number], lead: Number | None, key: str
) -> list[Transfer]:
    return [
        Transfer(
            debtor=giver, creditor=taker, what=Goods(system), quantity=setting.units(system, to=taker),
            value=setting.value_of(system, worth, to=taker), label=f"{system}/{taker}", lead=setting.quarters(lead, key),
            lead_time=lead, place=worth.place,
        )
        for system, worth in goods.items()
    ]  # fmt: skip


def _excess(setting: Setting, balance: Quantity, swing: Number) -> Quantity:
    """What the account leans beyond the swing at each contract year's end, paid then, and paid back as it returns (G5)."""
    zero, reach = Constant(value=Decimal(0)), Fixed(number=swing)
    leaning = Masked(of=Running(of=balance, over="term"), mask=setting.year_ends())
    above = Most(parts=(zero, minus(leaning, reach)))
    below = Least(parts=(zero, Sum(parts=(leaning, reach))))
    beyond = Sum(parts=(above, below))
    return minus(beyond, Masked(of=beyond, shift=4))


def _yearly(setting: Setting, balance: Quantity, until: Quarter | None) -> Quantity:
    """The year's balance, paid at the end of each contract year, and of the clause where it ends within one."""
    last = setting.horizon.periods if until is None else setting.horizon.index(until)
    ends = tuple(end or period + 1 == last for period, end in enumerate(setting.year_ends()))
    return Masked(of=Running(of=balance, over="year"), mask=ends)


def _closing(
    setting: Setting, balance: Quantity, excess: Quantity | None, one: Quantity, other: Quantity,
    carry: Number | None, until: Quarter | None,
) -> Quantity:  # fmt: skip
    """What is paid at the end of the term: all that is left in the account, less what may be carried on."""
    periods = setting.horizon.periods
    ends = periods if until is None else min(periods, setting.horizon.index(until))
    last = tuple(period + 1 == ends for period in range(periods))
    left = Running(of=balance if excess is None else minus(balance, excess), over="term")
    if carry is None:
        return Masked(of=left, mask=last)
    zero = Constant(value=Decimal(0))
    kept = Scale(by=Fixed(number=carry), of=Running(of=Sum(parts=(one, other)), over="term"))
    paid = Sum(parts=(Most(parts=(zero, minus(left, kept))), Least(parts=(zero, Sum(parts=(left, kept))))))
    return Masked(of=paid, mask=last)
