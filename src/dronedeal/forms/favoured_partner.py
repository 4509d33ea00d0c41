"""Favoured partner: terms no worse than another partner gets. Not a price: it ties the prices of two clauses."""

from __future__ import annotations

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import PartyName, TermName
from dronedeal.deal.term import Keep, Term
from dronedeal.forms.setting import Setting

__all__ = ["favoured_partner"]


def favoured_partner(
    setting: Setting,
    *,
    seller: PartyName,
    partner: PartyName,
    term: TermName,
    others: tuple[TermName, ...],
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """The favoured partner pays no more than buyers under the seller's other sales, from the same date on.

    Parameters
    ----------
    seller
        Who promises.
    partner
        Who is favoured.
    term
        The favoured purchase.
    others
        The purchases it is compared with; of the same systems, on unit price.
    since
        First quarter.
    until
        First quarter without.
    """
    keep = Keep(
        by=seller, to=partner, promise="no_worse", about=(term, *others), since=since, until=until,
        text="price no higher than other partners pay", place=setting.clause.place_of("others"),
    )  # fmt: skip
    return setting.within(keep, since, until)
