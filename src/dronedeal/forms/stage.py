"""Stages: payments once something has been reached that no count of goods shows, a prototype or a test. Not sales milestones."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Money
from dronedeal.deal.number import Agreed
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.quantity import Constant, Counted, Fixed, Masked, Quantity, Reached, Scale, Sum, Thing
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["Stage", "paid_by_stage"]

_NOTHING = Agreed(value=Decimal(0), unit="count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A payment once a stage has been reached.

    Parameters
    ----------
    name
        What is reached, as an event ``reached`` names it.
    pays
        The payment, once.
    expected
        The quarter in which a plan reckons with it; never, if not said.
    """

    name: str
    pays: Money
    expected: Quarter | None = None
    place: Place = field(default=NOWHERE, compare=False)


def paid_by_stage(setting: Setting, stages: tuple[Stage, ...]) -> Quantity:
    """Each stage pays once it, or a later one of the list, has been reached: one that was skipped pays too (settle.md R5).

    Raises
    ------
    Unreadable
        Two stages of one name, or one expected outside the horizon.
    """
    if len({stage.name for stage in stages}) < len(stages):
        message = "two stages have one name"
        raise Unreadable(message, key="stages", mend="give each stage a name of its own")
    reports = tuple(_report(setting, stage) for stage in stages)
    return Sum(
        parts=tuple(
            Scale(
                by=Fixed(number=stage.pays),
                of=Reached(of=Sum(parts=reports[at:]), above=_NOTHING, over="term", place=stage.place),
                place=stage.place,
            )
            for at, stage in enumerate(stages)
        )
    )


def _report(setting: Setting, stage: Stage) -> Quantity:
    mask = (
        (False,) * setting.horizon.periods
        if stage.expected is None
        else setting.in_quarter(stage.expected, key="stages")
    )
    once = Masked(of=Constant(value=Decimal(1)), mask=mask)
    return Counted(thing=Thing.MILESTONE, subject=setting.name, systems=(stage.name,), place=stage.place, expected=once)
