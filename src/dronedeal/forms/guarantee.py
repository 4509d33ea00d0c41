"""Guarantee: somebody pays if an event happens, against a fee. Not a security held: nothing is paid in beforehand."""

from __future__ import annotations

from decimal import Decimal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import EventName, Money, PartyName, Share, TermName
from dronedeal.deal.quantity import Constant, Fixed, Scale
from dronedeal.deal.term import After, All, Due, Keep, Term, When
from dronedeal.forms.setting import Setting

__all__ = ["guarantee"]


def guarantee(
    setting: Setting,
    *,
    guarantor: PartyName,
    beneficiary: PartyName,
    debtor: PartyName,
    event: EventName,
    amount: Money,
    terms: tuple[TermName, ...] = (),
    fee: Share | None = None,
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """A promise to pay the beneficiary once, when the event happens.

    Parameters
    ----------
    guarantor
        Who pays then.
    beneficiary
        Who is paid.
    debtor
        Whose debts are guaranteed, and who pays the fee.
    event
        What calls the guarantee.
    amount
        What is paid then.
    terms
        The clauses guaranteed.
    fee
        Yearly share of the amount paid to the guarantor while nothing has happened.
    since
        First quarter of the promise.
    until
        First quarter without it.
    """
    called = When(
        condition=After(event=event, span="then"),
        body=setting.pays(guarantor, beneficiary, Fixed(number=amount), "amount", due=Due(anchor="statement")),
    )
    parts: list[Term] = [
        called,
        Keep(
            by=guarantor,
            to=beneficiary,
            promise="secures",
            about=terms,
            text=f"pays on {event}",
            place=setting.clause.place,
        ),
    ]
    if fee is not None:
        quarterly = Scale(by=Constant(value=Decimal("0.25")), of=Fixed(number=fee))
        charge = setting.pays(
            debtor, guarantor, Scale(by=quarterly, of=Fixed(number=amount)), "fee", due=Due(anchor="statement")
        )
        parts.append(When(condition=After(event=event, negated=True), body=charge))
    return setting.within(All(parts=tuple(parts)), since, until)
