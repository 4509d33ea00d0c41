"""Audit: what royalties fell short by, and who bears the cost of finding out. Not interest on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from dronedeal.deal.field import Share
from dronedeal.deal.number import Agreed
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Quantity, Quotient, Reached, Scale, Sum, Thing, minus
from dronedeal.forms.setting import Setting, plain

__all__ = ["Audit", "found_short"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The licensor may audit; what was paid too little is made good, and the cost shifts where it was much.

    Parameters
    ----------
    threshold
        Shortfall, as a share, beyond which the licensee bears the cost.
    of
        What the shortfall is a share of: what was ``due``, or what had been ``reported``.
    """

    threshold: Share
    of: Literal["due", "reported"]
    place: Place = field(default=NOWHERE, compare=False)


def found_short(setting: Setting, audit: Audit) -> Quantity:
    """Due less reported, of all audits of a quarter, and their cost where the shortfall passes its share; settle.md R13.

    Below zero where too much had been reported: that is owed back.

    Raises
    ------
    Unreadable
        The threshold is open or changes with time.
    """
    plain(audit.threshold, "audit")
    due = setting.reported(Thing.AUDITED_DUE, place=audit.place)
    said = setting.reported(Thing.AUDITED_REPORTED, place=audit.place)
    short = minus(due, said)
    share = Quotient(of=short, by=due if audit.of == "due" else said, place=audit.place)
    passed = Reached(of=share, above=audit.threshold, over="period", place=audit.place)
    everything = Reached(of=_nothing_reported(said, due), above=Agreed(value=Decimal(0), unit="count"), over="period")
    shifts = passed if audit.of == "due" else Sum(parts=(passed, everything))
    cost = Scale(by=shifts, of=setting.reported(Thing.AUDITED_COST, place=audit.place), place=audit.place)
    return Sum(parts=(short, cost))


def _nothing_reported(said: Quantity, due: Quantity) -> Quantity:
    """What is due where nothing at all had been reported: more than any share of it."""
    had = Reached(of=said, above=Agreed(value=Decimal(0), unit="count"), over="period")
    return minus(due, Scale(by=had, of=due))
