"""Relief: a waiver, a reciprocal memorandum or a duty status that lifts a rule from a date. Not the rule: that is screening's."""

from __future__ import annotations

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Money, PartyName, SystemName
from dronedeal.deal.quantity import Fixed, Masked
from dronedeal.deal.term import All, Due, Keep, Term
from dronedeal.forms.setting import Setting

__all__ = ["relief"]


def relief(
    setting: Setting,
    *,
    by: PartyName,
    to: PartyName,
    rule: str,
    systems: tuple[SystemName, ...] = (),
    buyer: PartyName | None = None,
    cost: Money | None = None,
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """A promise that a rule no longer bars, from when and for which systems.

    Parameters
    ----------
    by
        The state that gives relief.
    to
        Who benefits.
    rule
        The rule lifted, by the name ``barred`` entries give it.
    systems
        For which systems; all, if not said.
    buyer
        For which buyer; the relieving state, if not said.
    cost
        What obtaining it costs the beneficiary, once, paid to the relieving state.
    since
        From when.
    until
        Until when.
    """
    keep = Keep(
        by=by, to=to, promise="relief", about=(rule, buyer or by, *systems), since=since, until=until,
        text=f"lifts {rule}", place=setting.clause.place_of("rule"),
    )  # fmt: skip
    if cost is None:
        return setting.within(keep, since, until)
    once = Masked(of=Fixed(number=cost), mask=setting.in_quarter(since))
    pays = setting.pays(to, by, once, "cost", due=Due(anchor="start"))
    return setting.within(All(parts=(keep, pays)), since, until)
