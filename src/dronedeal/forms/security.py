"""Security: escrow, letter of credit, exposure limit. What stands behind a debt; not the debt."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Money, PartyName, Share, TermName
from dronedeal.deal.quantity import (
    Balance,
    Constant,
    Counted,
    Drawn,
    Fixed,
    Least,
    Left,
    Masked,
    Quantity,
    Running,
    Scale,
    Sum,
    Thing,
    minus,
)
from dronedeal.deal.term import All, Due, Keep, Term
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["security"]


def security(
    setting: Setting,
    *,
    by: Literal["escrow", "letter_of_credit", "exposure_limit"],
    debtor: PartyName,
    creditor: PartyName,
    terms: tuple[TermName, ...],
    amount: Money,
    fee: Share | None = None,
    holder: PartyName | None = None,
    account: str = "",
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """What secures the debts of some clauses.

    Parameters
    ----------
    by
        ``escrow`` (money held by a third party and given back at the end), ``letter_of_credit`` (a bank's promise against
        a yearly fee) or ``exposure_limit`` (no more may be invoiced in a quarter).
    debtor
        Whose debts are secured.
    creditor
        For whom.
    terms
        The clauses secured.
    amount
        How much is held, promised, or may be owed at a time.
    fee
        Yearly share of the amount paid to the holder.
    holder
        Who holds the money or gives the promise.
    account
        The debtor's budget account.
    since
        First quarter.
    until
        The quarter in which what was held is given back; the last, if not said.
    """
    keep = Keep(
        by=debtor, to=creditor, promise="secures", about=terms, text=by.replace("_", " "), place=setting.clause.place
    )
    if by == "exposure_limit":
        for key, said in (("holder", holder), ("fee", fee), ("account", account)):
            if said:
                message = f"an exposure limit is held by nobody, so {key} means nothing here"
                raise Unreadable(message, key=key, mend=f"drop {key}, or secure the debt otherwise", code="D208")
        invoiced = Sum(parts=tuple(Counted(thing=Thing.VALUE_INVOICED, subject=term) for term in terms))
        limit = Keep(
            by=creditor, to=debtor, promise="limit", quantity=invoiced, most=Fixed(number=amount), over="period",
            text="exposure limit", place=amount.place,
        )  # fmt: skip
        return setting.within(All(parts=(keep, limit)), since, until)
    if holder is None:
        message = f"a security by {by.replace('_', ' ')} needs a holder"
        raise Unreadable(message, key="by", mend="name the party that holds the money or gives the promise")
    held, last = Fixed(number=amount), _last(setting, until)
    end = setting.horizon.start.plus(last + 1) if by == "escrow" else setting.first_without(until)
    drawn, released, left = _used(setting, since, end)
    parts: list[Term] = [setting.within(replace(keep, quantity=left, most=held), since, end)]
    at_end = Due(anchor="statement")
    if by == "escrow":
        paid_in = Masked(of=held, mask=setting.in_quarter(since))
        parts.append(setting.pays(debtor, holder, paid_in, "amount", due=Due(anchor="start"), account=account))
        rest = minus(held, Running(of=Sum(parts=(drawn, released)), over="term"))
        back = Masked(of=rest, mask=tuple(period == last for period in range(setting.horizon.periods)))
        parts += [
            setting.pays(holder, debtor, released, "released", due=at_end),
            setting.within(setting.pays(holder, debtor, back, "returned", due=at_end), since, None),
        ]
    else:
        parts.append(setting.pays(debtor, holder, drawn, "reimbursed", due=at_end, account=account))
    settled = Scale(by=Constant(value=Decimal(-1)), of=drawn)
    parts += [
        setting.pays(holder, creditor, drawn, "drawn", due=at_end),
        setting.pays(debtor, creditor, settled, "settled", due=at_end),
    ]
    if fee is not None:
        quarterly = Scale(by=Constant(value=Decimal("0.25")), of=Fixed(number=fee))
        charge = Scale(by=quarterly, of=Fixed(number=amount))
        body = setting.pays(debtor, holder, charge, "fee", due=at_end, account=account)
        parts.append(setting.within(body, since, until))
    return All(parts=tuple(parts))


def _last(setting: Setting, until: Quarter | None) -> int:
    """The quarter, counted from zero, in which an escrow is given back."""
    horizon = setting.horizon
    last = horizon.periods - 1 if until is None else min(horizon.periods - 1, max(0, horizon.index(until)))
    return last if setting.ended is None else min(last, setting.ended - 1)


def _used(setting: Setting, since: Quarter | None, end: Quarter | None) -> tuple[Quantity, Quantity, Quantity]:
    """What is drawn and what is released each quarter, together no more than was given, what is drawn first; and what is left."""

    def told(thing: Thing) -> Quantity:
        return setting.counted_within(setting.reported(thing, place=setting.clause.place), since, end)

    asked, freed = told(Thing.SECURITY_DRAWN), told(Thing.SECURITY_RELEASED)
    stands = Balance(
        name=f"{setting.name}/security", added=told(Thing.SECURED), wanted=Sum(parts=(asked, freed)),
        place=setting.clause.place,
    )  # fmt: skip
    used = Drawn(balance=stands)
    drawn = Least(parts=(asked, used))
    return drawn, minus(used, drawn), Left(balance=stands)
