"""Third country: consent to re-export, and a share of what it brings. Not the export itself: that is a purchase."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, PartyName, Share, TermName
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Balance, Counted, Drawn, Fixed, Least, Quantity, Scale, Sum, Thing, minus
from dronedeal.deal.term import All, Due, Keep, Term
from dronedeal.forms.setting import Setting

__all__ = ["Exclusions", "third_country"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusions:
    """Income of which no share is given, as the exporter reports it.

    Parameters
    ----------
    what
        What may be excluded, in words: development that is paid for, freight, taxes.
    unused
        What becomes of exclusions beyond a quarter's income: ``lost``, or ``carried`` to later quarters.
    expected
        Exclusions a quarter that a plan reckons with; none, if not said.
    """

    what: str
    unused: Literal["lost", "carried"]
    expected: Money | None = None
    place: Place = field(default=NOWHERE, compare=False)


def third_country(
    setting: Setting,
    *,
    owner: PartyName,
    exporter: PartyName,
    terms: tuple[TermName, ...],
    share: Share,
    exclusions: Exclusions | None = None,
    consent: bool = True,
    pay_after: Duration | None = None,
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """The owner's share of sales to third countries, which need its written consent.

    Parameters
    ----------
    owner
        Who owns the design, consents and is paid.
    exporter
        Who sells to third countries.
    terms
        The sales to third countries.
    share
        Share of their value invoiced; a series, where it falls with time. Of a licence granted on, its royalties and fees.
    exclusions
        Income of which no share is given.
    consent
        Whether each needs written consent.
    pay_after
        How long after the quarter's end.
    since
        First quarter.
    until
        First quarter without.
    """
    invoiced = Sum(parts=tuple(Counted(thing=Thing.VALUE_INVOICED, subject=term, place=share.place) for term in terms))
    income = invoiced if exclusions is None else _less(setting, invoiced, exclusions, since, until)
    due = Due(anchor="statement", after=pay_after)
    pays = setting.pays(exporter, owner, Scale(by=Fixed(number=share), of=income, place=share.place), "share", due=due)
    if not consent:
        return setting.within(pays, since, until)
    keep = Keep(
        by=exporter,
        to=owner,
        promise="consent",
        about=terms,
        text="re-export only with written consent",
        place=setting.clause.place_of("consent"),
    )
    return setting.within(All(parts=(pays, keep)), since, until)


def _less(
    setting: Setting, income: Quantity, exclusions: Exclusions, since: Quarter | None, until: Quarter | None
) -> Quantity:
    """Income less what is excluded, never below nothing; settle.md R9."""
    said = setting.reported(Thing.EXCLUDED, expected=exclusions.expected, place=exclusions.place)
    said, income = setting.counted_within(said, since, until), setting.counted_within(income, since, until)
    if exclusions.unused == "lost":
        return minus(income, Least(parts=(said, income)))
    carried = Balance(name=f"{setting.name}/exclusions", added=said, wanted=income, place=exclusions.place)
    return minus(income, Drawn(balance=carried))
