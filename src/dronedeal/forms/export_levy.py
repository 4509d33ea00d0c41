"""Export levy: what a state takes on exports, or on the royalties of licences. Not a tax on profit: that stands with the party."""

from __future__ import annotations

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, PartyName, Share, TermName
from dronedeal.deal.quantity import Counted, Fixed, Scale, Sum, Thing
from dronedeal.deal.term import All, Due, Term
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["export_levy"]


def export_levy(
    setting: Setting,
    *,
    state: PartyName,
    payer: PartyName,
    terms: tuple[TermName, ...],
    share: Share | None = None,
    per_unit: Money | None = None,
    pay_after: Duration | None = None,
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """A share of what is invoiced under some clauses, goods or royalties, or money a unit, paid to a state.

    Parameters
    ----------
    state
        Who takes it.
    payer
        Who pays: the exporter, or the licensor on its royalties.
    terms
        The clauses it is taken on; of a licence, the royalties and fees are what is invoiced.
    share
        Share of the value invoiced.
    per_unit
        Money a unit delivered, as where non-recurring cost is recovered pro rata.
    pay_after
        How long after the quarter's end.
    since
        First quarter.
    until
        First quarter without: a waiver.
    """
    if share is None and per_unit is None:
        message = "a levy takes a share or money a unit"
        raise Unreadable(message, key="share", mend="give share, per_unit or both")
    statement = Due(anchor="statement", after=pay_after)
    parts: list[Term] = []
    if share is not None:
        invoiced = Sum(
            parts=tuple(Counted(thing=Thing.VALUE_INVOICED, subject=term, place=share.place) for term in terms)
        )
        parts.append(
            setting.pays(
                payer, state, Scale(by=Fixed(number=share), of=invoiced, place=share.place), "share", due=statement
            )
        )
    if per_unit is not None:
        units = Sum(
            parts=tuple(Counted(thing=Thing.UNITS_DELIVERED, subject=term, place=per_unit.place) for term in terms)
        )
        parts.append(
            setting.pays(
                payer,
                state,
                Scale(by=Fixed(number=per_unit), of=units, place=per_unit.place),
                "per_unit",
                due=statement,
            )
        )
    return setting.within(All(parts=tuple(parts)), since, until)
