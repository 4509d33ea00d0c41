"""Joint production: partners share the capital, the output and the profit of a line. The Danish model is its best-known case."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, EventName, Money, PartyName, Share, SiteName, SystemName, With
from dronedeal.deal.number import Number, ends_of
from dronedeal.deal.quantity import Constant, Counted, Fixed, Quantity, Scale, Sum, Thing, minus
from dronedeal.deal.term import After, All, Due, Goods, Keep, Right, Term, Transfer, When
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
    output: Mapping[PartyName, Share] | None = None,
    output_after: Mapping[PartyName, Share] | None = None,
    event: EventName | None = None,
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
    output
        Share of each year's output each partner must receive.
    output_after
        The shares that hold once ``event`` has happened: all to the front before, the host's army after.
    event
        What changes the shares.
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
    for partner, share in (profit or {}).items():
        gains = Scale(by=Fixed(number=share), of=Counted(thing=Thing.PROFIT, subject=company), place=share.place)
        parts.append(
            setting.pays(company, partner, gains, f"profit/{partner}", due=Due(anchor="statement", after=pay_after))
        )
    receivers: dict[str, None] = dict.fromkeys((*(output or {}), *(output_after or {})))
    for partner in receivers:
        parts.extend(_delivers(setting, company, partner, systems, price, lead, pay_after, account))
    if output is not None:
        parts.append(_split(setting, company, output, After(event=event, negated=True) if event else None))
    if output_after is not None and event is not None:
        parts.append(_split(setting, company, output_after, After(event=event)))
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
