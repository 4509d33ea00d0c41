"""Third country: consent to re-export, and a share of what it brings. Not the export itself: that is a purchase."""

from __future__ import annotations

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, PartyName, Share, TermName
from dronedeal.deal.quantity import Counted, Fixed, Scale, Sum, Thing
from dronedeal.deal.term import All, Due, Keep, Term
from dronedeal.forms.setting import Setting

__all__ = ["third_country"]


def third_country(
    setting: Setting,
    *,
    owner: PartyName,
    exporter: PartyName,
    terms: tuple[TermName, ...],
    share: Share,
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
        Share of their value invoiced.
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
    due = Due(anchor="statement", after=pay_after)
    pays = setting.pays(
        exporter, owner, Scale(by=Fixed(number=share), of=invoiced, place=share.place), "share", due=due
    )
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
