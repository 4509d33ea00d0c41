"""Licence: the right to make a system elsewhere, against fees and royalties. Not a sale of the design: rights stay with the owner."""

from __future__ import annotations

from typing import Annotated, Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, PartyName, Share, SiteName, SystemName, With
from dronedeal.deal.quantity import Counted, Fixed, Masked, Quantity, Scale, Sum, Thing, minus
from dronedeal.deal.term import All, Due, Keep, Right, Term, Transfer
from dronedeal.forms.royalty import Advance, Cap, Milestone, Minimum, TierTable, yielded
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["licence"]


def licence(
    setting: Setting,
    *,
    licensor: PartyName,
    licensee: PartyName,
    systems: tuple[SystemName, ...],
    sites: tuple[SiteName, ...] = (),
    rights: Literal["use", "build_to_print", "data_package", "modify", "assign"] = "build_to_print",
    upfront: Money | None = None,
    royalty: Share | None = None,
    per_unit: Money | None = None,
    base: Literal["net_sales", "units", "cost"] = "net_sales",
    tiers: TierTable | None = None,
    cap: Annotated[Cap | None, With("royalty", "tiers")] = None,
    advance: Advance | None = None,
    minimum: Minimum | None = None,
    milestones: tuple[Milestone, ...] = (),
    withholding: Annotated[Share | None, With("royalty", "tiers")] = None,
    withheld_by: PartyName | None = None,
    pay_after: Duration | None = None,
    exclusive: bool = False,
    account: str = "",
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """The right to make systems at named sites, paid by fees, royalties and guarantees.

    Parameters
    ----------
    licensor
        Who owns the design and is paid.
    licensee
        Who makes and pays.
    systems
        What may be made.
    sites
        Where it may be made; these sites should stand ``under`` this clause.
    rights
        Rung of the ladder of rights granted.
    upfront
        Fee on signature.
    royalty
        Share of the base.
    per_unit
        Money a unit made, beside or instead of the royalty.
    base
        What the royalty is a share of: the licensee's net sales, or the cost of what it makes; ``units`` with ``tiers``
        in money a unit. A state that makes for itself has no net sales.
    tiers
        A tiered rate instead of ``royalty``.
    cap
        Most that royalties may reach.
    advance
        An advance recouped from royalties.
    minimum
        A yearly minimum guarantee.
    milestones
        Payments when the base first passes a threshold.
    withholding
        Share of each royalty kept back as tax by the licensee's state; no gross-up.
    withheld_by
        The state that receives the tax.
    pay_after
        How long after the quarter's end royalties are paid.
    exclusive
        Whether the licensor grants nobody else.
    account
        The licensee's budget account.
    since
        First quarter of the right.
    until
        First quarter without it.
    """
    if royalty is not None and tiers is not None:
        message = "a licence has either royalty or tiers, not both"
        raise Unreadable(message, key="tiers", mend="drop one of the two")
    if (withholding is None) != (withheld_by is None):
        message = "withholding needs the state that withholds, and the other way round"
        raise Unreadable(message, key="withholding", mend="give both withholding and withheld_by, or neither")
    first = setting.in_quarter(since)
    measure = setting.counted_within(_base(setting, base, licensee, sites, systems), since, until)
    owed = yielded(
        setting, base=measure, rate=royalty, tiers=tiers, cap=cap, advance=advance, minimum=minimum,
        milestones=milestones, first=first,
    )  # fmt: skip
    statement = Due(anchor="statement", after=pay_after)
    lines: list[Term] = [
        Transfer(
            debtor=licensor, creditor=licensee, what=Right(rights, systems, sites), quantity=Counted(thing=Thing.PERIOD),
            label="right", place=setting.clause.place_of("rights"),
        )
    ]  # fmt: skip

    def pays(label: str, amount: Quantity, due: Due, creditor: str = licensor) -> None:
        lines.append(setting.pays(licensee, creditor, amount, label, due=due, account=account))

    if upfront is not None:
        pays("upfront", Masked(of=Fixed(number=upfront), mask=first), Due(anchor="start"))
    if owed.advance is not None:
        pays("advance", owed.advance, Due(anchor="start"))
    if royalty is not None or tiers is not None:
        tax = None if withholding is None else Fixed(number=withholding)
        kept = owed.royalty if tax is None else minus(owed.royalty, Scale(by=tax, of=owed.royalty))
        pays("tiers" if royalty is None else "royalty", kept, statement)
        if tax is not None and withheld_by is not None:
            pays("withholding", Scale(by=tax, of=owed.royalty), statement, withheld_by)
    if per_unit is not None:
        made = _made(setting, Thing.UNITS_PRODUCED, sites, systems)
        pays("per_unit", Scale(by=Fixed(number=per_unit), of=made, place=per_unit.place), statement)
    if owed.top_up is not None:
        pays("minimum", owed.top_up, statement)
    if owed.milestones is not None:
        pays("milestones", owed.milestones, statement)
    if exclusive:
        lines.append(
            Keep(
                by=licensor,
                to=licensee,
                promise="exclusive",
                about=systems,
                text="no other licensee",
                place=setting.clause.place_of("exclusive"),
            )
        )
    return setting.within(All(parts=tuple(lines)), since, until)


def _base(setting: Setting, base: str, licensee: str, sites: tuple[str, ...], systems: tuple[str, ...]) -> Quantity:
    if base == "net_sales":
        return Counted(
            thing=Thing.NET_SALES, subject=licensee, systems=systems, place=setting.clause.place_of("royalty")
        )
    thing = Thing.UNITS_PRODUCED if base == "units" else Thing.COST
    return _made(setting, thing, sites, systems)


def _made(setting: Setting, thing: Thing, sites: tuple[str, ...], systems: tuple[str, ...]) -> Quantity:
    if not sites:
        message = "this base counts what sites make, and no site is named"
        raise Unreadable(message, key="base", mend="name the licensed sites")
    return Sum(
        parts=tuple(Counted(thing=thing, subject=site, systems=systems, place=setting.clause.place) for site in sites)
    )
