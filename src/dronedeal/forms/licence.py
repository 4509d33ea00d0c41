"""Licence: the right to make a system elsewhere, against fees and royalties. Not a sale of the design: rights stay with the owner."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, PartyName, Share, SiteName, SystemName, With
from dronedeal.deal.number import Number, ends_of
from dronedeal.deal.quantity import Constant, Counted, Fixed, Masked, Most, Quantity, Quotient, Scale, Sum, Thing, minus
from dronedeal.deal.term import All, Due, Keep, Right, Term, Transfer
from dronedeal.forms.audit import Audit, found_short
from dronedeal.forms.most_favoured import MostFavoured, favoured_rate
from dronedeal.forms.net_sales import Combination, Deductions, combined, reported_sales
from dronedeal.forms.reserve import Reserve, held_back
from dronedeal.forms.royalty import Advance, Cap, Milestone, Minimum, TierTable, tiered, yielded
from dronedeal.forms.setting import Setting, Unreadable
from dronedeal.forms.stacking import Aggregate, Stacking, paid_elsewhere, shared, stacked
from dronedeal.forms.stage import Stage, paid_by_stage

__all__ = ["licence"]

_NOTHING = Constant(value=Decimal(0))


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
    stages: tuple[Stage, ...] = (),
    greater_of: Annotated[bool, With("per_unit")] = False,
    deductions: Deductions | None = None,
    combination: Combination | None = None,
    most_favoured: Annotated[MostFavoured | None, With("royalty")] = None,
    aggregate: Annotated[Aggregate | None, With("royalty")] = None,
    stacking: Annotated[Stacking | None, With("royalty", "tiers")] = None,
    reserve: Annotated[Reserve | None, With("royalty", "tiers")] = None,
    audit: Audit | None = None,
    withholding: Annotated[Share | None, With("royalty", "tiers")] = None,
    withheld_by: PartyName | None = None,
    gross_up: Annotated[bool, With("withholding")] = False,
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
    stages
        Payments when a stage of the work is reported as reached.
    greater_of
        Whether the more of the royalty and ``per_unit`` is due each quarter, not both.
    deductions
        Sales reports count beside the sales of this deal, less deductions up to a limit.
    combination
        The licensed part of a product that is sold with others.
    most_favoured
        The royalty follows a better rate that another licensee is granted.
    aggregate
        A ceiling that several licences share.
    stacking
        A credit for royalties paid to others for the same goods.
    reserve
        Part of each royalty held back for returns.
    audit
        What an audit finds short is made good.
    withholding
        Share of each royalty kept back as tax by the licensee's state.
    withheld_by
        The state that receives the tax.
    gross_up
        Whether the licensee bears the tax, so that the licensor has its royalty whole; otherwise the licensor bears it.
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
    _check_rates(royalty, tiers, withholding, withheld_by, greater_of=greater_of, gross_up=gross_up)
    _check_given_back(tiers, reserve=reserve, stacking=stacking)
    if reserve is not None and withholding is not None:
        message = "which part of a royalty bears the tax, the one paid or the one held, is not known here"
        raise Unreadable(message, key="reserve", mend="drop the reserve or the withholding")
    measure = setting.counted_within(
        _measured(setting, base, licensee, sites, systems, deductions, combination), since, until
    )
    earned, rate = _earned(setting, measure, royalty, tiers, most_favoured, aggregate)
    if greater_of and per_unit is not None:
        made = setting.counted_within(_made(setting, Thing.UNITS_PRODUCED, sites, systems), since, until)
        earned, rate = Most(parts=(earned, Scale(by=Fixed(number=per_unit), of=made, place=per_unit.place))), None
    if stacking is not None:
        elsewhere = setting.counted_within(paid_elsewhere(setting, stacking), since, until)
        earned = stacked(setting, stacking, earned, elsewhere)
    owed = yielded(
        setting, base=measure, earned=earned, rate=rate, tiers=tiers, cap=cap, advance=advance, minimum=minimum,
        milestones=milestones, since=since, until=until,
    )  # fmt: skip
    statement = Due(anchor="statement", after=pay_after)
    lines: list[Term] = [
        Transfer(
            debtor=licensor, creditor=licensee, what=Right(rights, systems, sites), quantity=Counted(thing=Thing.PERIOD),
            label="right", place=setting.clause.place_of("rights"),
        )
    ]  # fmt: skip

    def pays(label: str, amount: Quantity, due: Due, creditor: str = licensor, key: str = "") -> None:
        lines.append(setting.pays(licensee, creditor, amount, label, due=due, account=account, key=key))

    if upfront is not None:
        pays("upfront", Masked(of=Fixed(number=upfront), mask=setting.in_quarter(since)), Due(anchor="start"))
    if owed.advance is not None:
        pays("advance", owed.advance, Due(anchor="start"))
    if owed.repaid is not None:
        pays("unrecouped", minus(_NOTHING, owed.repaid), statement, key="advance")
    if royalty is not None or tiers is not None:
        kept, tax = _taxed(owed.royalty, withholding, gross_up=gross_up)
        if reserve is not None:
            held = held_back(setting, reserve, kept)
            kept = held.paid
            later = Due(anchor="statement", after=pay_after, quarters=reserve.quarters)
            pays("reserve", held.held, later)
            pays("given_back", minus(_NOTHING, held.returns), statement, key="reserve")
        pays("tiers" if royalty is None else "royalty", kept, statement)
        if tax is not None and withheld_by is not None:
            pays("withholding", tax, statement, withheld_by)
    if audit is not None:
        pays("audit", found_short(setting, audit), statement)
    if per_unit is not None and not greater_of:
        made = _made(setting, Thing.UNITS_PRODUCED, sites, systems)
        pays("per_unit", Scale(by=Fixed(number=per_unit), of=made, place=per_unit.place), statement)
    if owed.top_up is not None:
        pays("minimum", owed.top_up, statement)
    if owed.milestones is not None:
        pays("milestones", owed.milestones, statement)
    if stages:
        pays("stages", paid_by_stage(setting, stages), statement)
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


def _check_rates(
    royalty: Number | None,
    tiers: TierTable | None,
    withholding: Number | None,
    withheld_by: str | None,
    *,
    greater_of: bool,
    gross_up: bool,
) -> None:
    """Refuse two rates, a tax without a state, and the greater of a royalty that there is not."""
    if royalty is not None and tiers is not None:
        message = "a licence has either royalty or tiers, not both"
        raise Unreadable(message, key="tiers", mend="drop one of the two")
    if greater_of and royalty is None and tiers is None:
        message = "the greater of a royalty and per_unit needs a royalty"
        raise Unreadable(message, key="greater_of", mend="give royalty or tiers, or drop greater_of")
    if gross_up and withholding is not None and ends_of(withholding)[1] >= 1:
        message = "no amount is left whole after a tax that may take all of it"
        raise Unreadable(message, key="gross_up", mend="let withholding stay below 100%, or drop gross_up")
    if (withholding is None) != (withheld_by is None):
        message = "withholding needs the state that withholds, and the other way round"
        raise Unreadable(message, key="withholding", mend="give both withholding and withheld_by, or neither")


def _check_given_back(tiers: TierTable | None, *, reserve: Reserve | None, stacking: Stacking | None) -> None:
    """Refuse what cannot count royalties that are paid back."""
    for key, said in (("reserve", reserve), ("stacking", stacking)):
        if said is not None and tiers is not None and tiers.mode == "retroactive":
            message = f"retroactive tiers may give royalties back, which {key} cannot count"
            raise Unreadable(message, key=key, mend=f"make the tiers marginal or whole, or drop {key}")


def _measured(
    setting: Setting, base: str, licensee: str, sites: tuple[str, ...], systems: tuple[str, ...],
    deductions: Deductions | None, combination: Combination | None,
) -> Quantity:  # fmt: skip
    """The base, with reported sales, cut to the licensed part."""
    measure = _base(setting, base, licensee, sites, systems)
    if deductions is not None:
        _check_base(base, "net_sales", "deductions")
        measure = Sum(parts=(measure, reported_sales(setting, deductions, licensee, systems)))
    if combination is not None:
        _check_base(base, "net_sales cost", "combination")
        measure = combined(measure, combination)
    return measure


def _check_base(base: str, allowed: str, key: str) -> None:
    if base not in allowed.split():
        message = f"{key} means nothing where the base is {base}"
        raise Unreadable(message, key=key, mend=f"let the base be {allowed.replace(' ', ' or ')}, or drop {key}")


def _earned(
    setting: Setting, base: Quantity, royalty: Number | None, tiers: TierTable | None, favoured: MostFavoured | None,
    aggregate: Aggregate | None,
) -> tuple[Quantity, Quantity | None]:  # fmt: skip
    """What rate or tiers yield on a base, and the rate itself where there is one."""
    if tiers is not None:
        return tiered(base, tiers, "tiers"), None
    if royalty is None:
        return _NOTHING, None
    if aggregate is not None:
        if favoured is not None:
            message = "a rate that follows another's cannot share a ceiling by its size"
            raise Unreadable(message, key="aggregate", mend="drop most_favoured or aggregate")
        return shared(setting, aggregate, base), None
    rate: Quantity = Fixed(number=royalty) if favoured is None else favoured_rate(setting, favoured, royalty)
    return Scale(by=rate, of=base, place=royalty.place), rate


def _taxed(royalty: Quantity, rate: Number | None, *, gross_up: bool) -> tuple[Quantity, Quantity | None]:
    """What of a royalty the licensor has, and the tax: t x royalty, or grossed up royalty x t / (1 - t); settle.md R10."""
    if rate is None:
        return royalty, None
    tax = Scale(by=Fixed(number=rate), of=royalty)
    if not gross_up:
        return minus(royalty, tax), tax
    return royalty, Quotient(of=tax, by=minus(Constant(value=Decimal(1)), Fixed(number=rate)), place=rate.place)


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
