"""Joint production: partners share the capital, the output and the profit of a line. The Danish model is its best-known case."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, EventName, Money, PartyName, Share, SiteName, SystemName, With
from dronedeal.deal.number import Number, ends_of
from dronedeal.deal.quantity import Constant, Counted, Fixed, Part, Quantity, Running, Scale, Sum, Thing, minus
from dronedeal.deal.term import After, All, Due, Entitlement, Goods, Keep, Right, Term, Transfer, When
from dronedeal.forms.recovery import Recovery, waterfall
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["joint_production"]


def joint_production(
    setting: Setting,
    *,
    company: PartyName,
    sites: tuple[SiteName, ...],
    systems: tuple[SystemName, ...],
    capital: Mapping[PartyName, Share] | None = None,
    profit: Mapping[PartyName, Share] | None = None,
    recovery: Annotated[Recovery | None, With("profit")] = None,
    output: Mapping[PartyName, Share] | None = None,
    output_after: Mapping[PartyName, Share] | None = None,
    event: EventName | None = None,
    entitlements: Annotated[bool, With("output", "output_after")] = False,
    price: Annotated[Money | None, With("output", "output_after")] = None,
    pay_after: Annotated[Duration | None, With("price", "profit")] = None,
    lead: Annotated[Duration | None, With("output", "output_after")] = None,
    account: Annotated[str, With("price", "capital")] = "",
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """A line owned by one company whose capital, output and profit partners share.

    Parameters
    ----------
    company
        The venture that owns the line, makes and is paid.
    sites
        Its lines; they should stand ``under`` this clause.
    systems
        What they make.
    capital
        Share of the capital each partner brings, paid to the company when it spends it; the company bears the rest.
    profit
        Share of the company's profit of each quarter, or of its loss, that goes to each partner.
    recovery
        Partners' costs come back from revenue first; ``profit`` then shares what is left of revenue.
    output
        Share of each year's output each partner must receive.
    output_after
        The shares that hold once ``event`` has happened: all to the front before, the host's army after.
    event
        What changes the shares.
    entitlements
        Whether each partner's units of what the sites make are stated quarter by quarter, whole, rounded to date.
    price
        What a partner pays for each unit received; nothing, if not said.
    pay_after
        How long after delivery it pays.
    lead
        Time from making to delivery.
    account
        The receiving partner's budget account.
    since
        First quarter of the venture.
    until
        First quarter without it.
    """
    if (output_after is None) != (event is None):
        message = "output_after needs an event, and an event needs output_after"
        raise Unreadable(message, key="event", mend="give both, or neither")
    parts: list[Term] = [
        Transfer(
            debtor=company, creditor=company, what=Right("make", systems, sites), quantity=Counted(thing=Thing.PERIOD),
            label="right", place=setting.clause.place,
        )
    ]  # fmt: skip
    for partner, share in (capital or {}).items():
        spent = Sum(parts=tuple(Counted(thing=Thing.CAPITAL_SPENT, subject=site) for site in sites))
        brings = Scale(by=Fixed(number=share), of=spent, place=share.place)
        parts.append(
            setting.pays(partner, company, brings, f"capital/{partner}", due=Due(anchor="start"), account=account)
        )
    if recovery is not None and profit is not None:
        parts.extend(_recovered(setting, recovery, company, profit, pay_after, since, until))
    for partner, share in ({} if recovery is not None else profit or {}).items():
        gains = Scale(by=Fixed(number=share), of=Counted(thing=Thing.PROFIT, subject=company), place=share.place)
        parts.append(
            setting.pays(company, partner, gains, f"profit/{partner}", due=Due(anchor="statement", after=pay_after))
        )
    receivers: dict[str, None] = dict.fromkeys((*(output or {}), *(output_after or {})))
    for partner in receivers:
        parts.extend(_delivers(setting, company, partner, systems, price, lead, pay_after, account))
    for shares, after in (
        (output, After(event=event, negated=True) if event else None),
        (output_after, After(event=event or "")),
    ):
        if shares is not None:
            parts.append(_split(setting, company, shares, after))
            if entitlements:
                parts.append(_entitled(setting, company, shares, after, sites, systems))
    return setting.within(All(parts=tuple(parts)), since, until)


def _delivers(
    setting: Setting, company: str, partner: str, systems: tuple[str, ...], price: Number | None,
    lead: Number | None, pay_after: Number | None, account: str,
) -> list[Term]:  # fmt: skip
    """Goods to one partner and what it pays for them."""
    zero = Constant(value=Decimal(0))
    values: dict[str, Quantity] = {
        system: zero if price is None else setting.value_of(system, price, to=partner) for system in systems
    }
    lines: list[Term] = [
        Transfer(
            debtor=company, creditor=partner, what=Goods(system), quantity=setting.units(system, to=partner),
            value=values[system], label=f"{system}/{partner}", lead=setting.quarters(lead, "lead"), lead_time=lead, account=account,
            place=setting.clause.place_of("output"),
        )
        for system in systems
    ]  # fmt: skip
    if price is not None:
        amount = Sum(parts=tuple(values.values()))
        lines.append(
            setting.pays(partner, company, amount, f"price/{partner}", due=Due(after=pay_after), account=account)
        )
    return lines


def _recovered(
    setting: Setting, recovery: Recovery, company: str, profit: Mapping[str, Number], pay_after: Number | None,
    since: Quarter | None, until: Quarter | None,
) -> list[Term]:  # fmt: skip
    """What each partner recovers of its costs, and its share of the revenue that is left."""
    due = Due(anchor="statement", after=pay_after)
    lines: list[Term] = []
    for partner, amounts in waterfall(setting, recovery, company, profit, since, until).items():
        for key, amount in zip(("recovery", "profit"), amounts, strict=True):
            lines.append(setting.pays(company, partner, amount, f"{key}/{partner}", due=due, key=key))
    return lines


def _entitled(
    setting: Setting, company: str, shares: Mapping[str, Number], after: After | None, sites: tuple[str, ...],
    systems: tuple[str, ...],
) -> Term:  # fmt: skip
    """Whole units of output that each partner may have of each quarter's, so that those to date are its share rounded (G6)."""
    made = Sum(
        parts=tuple(
            Counted(thing=Thing.UNITS_PRODUCED, subject=site, systems=(one,)) for site in sites for one in systems
        )
    )
    weights = tuple(Fixed(number=share) for share in shares.values())
    label = "entitled" if after is None or after.negated else "entitled_after"
    lines = All(
        parts=tuple(
            Transfer(
                debtor=company, creditor=partner, what=Entitlement(systems), label=f"{label}/{partner}",
                quantity=setting.rise(
                    Part(of=Running(of=made, over="term"), weights=weights, at=at, unit=Decimal(1), place=share.place)
                ),
                due=Due(anchor="statement"), place=share.place,
            )
            for at, (partner, share) in enumerate(shares.items())
        )
    )  # fmt: skip
    return lines if after is None else When(condition=after, body=lines)


def _split(setting: Setting, company: str, shares: Mapping[str, Number], condition: After | None) -> Term:
    """Each partner receives its share of a year's output: units to it = share x units to all.

    Raises
    ------
    Unreadable
        The shares cannot sum to one, so that nobody could receive anything.
    """
    ends = [ends_of(share) for share in shares.values()]
    if not sum(low for low, _ in ends) <= 1 <= sum(high for _, high in ends):
        key = "output" if condition is None or condition.negated else "output_after"
        message = f"the shares of {key} do not sum to 100%"
        raise Unreadable(message, key=key, mend="say who receives the rest, the company itself not being one of them")
    zero = Constant(value=Decimal(0))
    keeps = All(
        parts=tuple(
            Keep(
                by=company, to=partner, promise="limit", over="year", least=zero, most=zero,
                quantity=minus(setting.units(to=partner), Scale(by=Fixed(number=share), of=setting.units())),
                text=f"output share of {partner}", place=share.place,
            )
            for partner, share in shares.items()
        )
    )  # fmt: skip
    return keeps if condition is None else When(condition=condition, body=keeps)
