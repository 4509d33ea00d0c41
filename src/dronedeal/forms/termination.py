"""Termination: what ends clauses, what winding down costs, which rights survive. Not a breach: that is settlement's."""

from __future__ import annotations

from typing import Annotated, Literal

from dronedeal.deal.field import EventName, Money, PartyName, TermName, With
from dronedeal.deal.quantity import Fixed
from dronedeal.deal.term import After, All, Due, Keep, Term, When
from dronedeal.forms.setting import Setting

__all__ = ["termination"]


def termination(
    setting: Setting,
    *,
    by: PartyName,
    to: PartyName,
    cause: Literal["convenience", "default", "non_appropriation", "change_of_law", "ceasefire"],
    event: EventName,
    terms: tuple[TermName, ...],
    wind_down: Money | None = None,
    survives: tuple[TermName, ...] = (),
    account: Annotated[str, With("wind_down")] = "",
) -> Term:
    """Clauses end once an event has happened, though it passes; a wind-down payment is due then; some clauses survive.

    From that quarter on nothing in them binds: no deliveries, fees, minimums, rights or promises. What was counted before
    stays owed, yearly amounts by the days of the year that had passed.

    Parameters
    ----------
    by
        Who may end them, and pays.
    to
        Who is paid.
    cause
        Convenience, default, non-appropriation, change of law or ceasefire.
    event
        What happens.
    terms
        The clauses that end.
    wind_down
        Paid once at the end.
    survives
        Clauses that go on: rights already paid for, confidentiality, end use.
    account
        Budget account of whoever pays.
    """
    stays = {*survives, setting.name}
    about = tuple(term for term in terms if term not in stays)
    ends = Keep(
        by=by, to=to, promise="ends", about=about, text=cause.replace("_", " "), place=setting.clause.place_of("terms")
    )
    parts: list[Term] = [When(condition=After(event=event), body=ends)]
    if survives:
        parts.append(
            Keep(
                by=to,
                to=by,
                promise="end_use",
                about=survives,
                text="survives the end",
                place=setting.clause.place_of("survives"),
            )
        )
    if wind_down is not None:
        pays = setting.pays(by, to, Fixed(number=wind_down), "wind_down", due=Due(anchor="statement"), account=account)
        parts.append(When(condition=After(event=event, span="then"), body=pays))
    return All(parts=tuple(parts))
