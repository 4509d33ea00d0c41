"""Technology: rights in something that is no system, on a ladder from use to assignment, with an update feed. Not the data itself."""

from __future__ import annotations

from typing import Annotated, Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, Option, PartyName, TechnologyName, With
from dronedeal.deal.quantity import Counted, Fixed, Masked, Thing
from dronedeal.deal.term import All, Choose, Due, Keep, Right, Term, Transfer
from dronedeal.forms.setting import Setting
from dronedeal.forms.stage import Stage, paid_by_stage

__all__ = ["technology"]


def technology(
    setting: Setting,
    *,
    owner: PartyName,
    user: PartyName,
    technologies: tuple[TechnologyName, ...],
    rights: Literal["use", "build_to_print", "data_package", "modify", "assign"] = "use",
    fee: Money | None = None,
    yearly: Money | None = None,
    updates: Money | None = None,
    stages: tuple[Stage, ...] = (),
    optional: Option | None = None,
    pay_after: Annotated[Duration | None, With("yearly", "updates", "stages")] = None,
    account: Annotated[str, With("fee", "yearly", "updates", "stages")] = "",
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """Rights in technologies against fees. What has been learned is not unlearned: a right once used does not come back.

    Parameters
    ----------
    owner
        Who grants.
    user
        Who holds the right and pays.
    technologies
        What is granted.
    rights
        Rung of the ladder: use, build to print, data package, modify, assign.
    fee
        Paid when the right begins.
    yearly
        Paid at each contract year's end.
    updates
        Paid at each contract year's end for an update feed, which keeps stored units of the systems served from ageing.
    stages
        Payments when a stage of the work is reported as reached.
    optional
        Whether the user may still take it or leave it, an open number that the plan decides; or that it is ``taken`` or
        ``left``.
    pay_after
        How long after the quarter yearly fees and stages are paid.
    account
        The user's budget account.
    since
        First quarter of the right.
    until
        First quarter without it.
    """
    statement = Due(anchor="statement", after=pay_after)
    parts: list[Term] = [
        Transfer(
            debtor=owner, creditor=user, what=Right(rights, technologies), quantity=Counted(thing=Thing.PERIOD),
            label="right", place=setting.clause.place_of("rights"),
        )
    ]  # fmt: skip
    if fee is not None:
        once = Masked(of=Fixed(number=fee), mask=setting.in_quarter(since))
        parts.append(setting.pays(user, owner, once, "fee", due=Due(anchor="start"), account=account))
    if yearly is not None:
        parts.append(setting.pays(user, owner, setting.a_year(yearly), "yearly", due=statement, account=account))
    if updates is not None:
        parts.append(setting.pays(user, owner, setting.a_year(updates), "updates", due=statement, account=account))
        parts.append(
            Keep(by=owner, to=user, promise="feeds", about=technologies, text="an update feed", place=updates.place)
        )
    if stages:
        owed = paid_by_stage(setting, stages)
        parts.append(setting.pays(user, owner, owed, "stages", due=statement, account=account))
    body = setting.within(All(parts=tuple(parts)), since, until)
    return body if optional is None else Choose(by=user, decides=optional, body=body)
