"""Security: escrow, letter of credit, exposure limit. What stands behind a debt; not the debt."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Money, PartyName, Share, TermName
from dronedeal.deal.quantity import Constant, Counted, Fixed, Masked, Scale, Sum, Thing
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
    parts: list[Term] = [setting.within(keep, since, until)]
    horizon = setting.horizon
    if by == "escrow":
        last = horizon.periods - 1 if until is None else min(horizon.periods - 1, max(0, horizon.index(until)))
        last = last if setting.ended is None else min(last, setting.ended - 1)
        back = tuple(period == last for period in range(horizon.periods))
        held = Fixed(number=amount)
        paid_in = Masked(of=held, mask=setting.in_quarter(since))
        parts.append(setting.pays(debtor, holder, paid_in, "amount", due=Due(anchor="start"), account=account))
        returned = setting.pays(holder, debtor, Masked(of=held, mask=back), "returned", due=Due(anchor="statement"))
        parts.append(setting.within(returned, since, None))
    if fee is not None:
        quarterly = Scale(by=Constant(value=Decimal("0.25")), of=Fixed(number=fee))
        charge = Scale(by=quarterly, of=Fixed(number=amount))
        body = setting.pays(debtor, holder, charge, "fee", due=Due(anchor="statement"), account=account)
        parts.append(setting.within(body, since, until))
    return All(parts=tuple(parts))
