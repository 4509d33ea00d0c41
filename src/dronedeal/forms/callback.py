"""Call-back: exports pause when own forces need the item. Not a termination: the clauses go on afterwards."""

from __future__ import annotations

from dronedeal.deal.field import EventName, Money, PartyName, TermName
from dronedeal.deal.quantity import Fixed
from dronedeal.deal.term import After, All, Due, Keep, Term, When
from dronedeal.forms.setting import Setting

__all__ = ["callback"]


def callback(
    setting: Setting,
    *,
    state: PartyName,
    partner: PartyName,
    terms: tuple[TermName, ...],
    event: EventName,
    compensation: Money | None = None,
) -> Term:
    """A state's right to pause deliveries under some clauses while an event lasts.

    Parameters
    ----------
    state
        Who may call back.
    partner
        Who bears it.
    terms
        The deliveries that pause.
    event
        What allows it: its quarter and how long it ``lasts`` say when.
    compensation
        Money a quarter of pause, paid to the partner.
    """
    keep = Keep(
        by=partner,
        to=state,
        promise="callback",
        about=terms,
        text=f"deliveries pause on {event}",
        place=setting.clause.place_of("event"),
    )
    parts: list[Term] = [When(condition=After(event=event, span="while"), body=keep)]
    if compensation is not None:
        pays = setting.pays(state, partner, Fixed(number=compensation), "compensation", due=Due(anchor="statement"))
        parts.append(When(condition=After(event=event, span="while"), body=pays))
    return All(parts=tuple(parts))
