"""Purchase: units against money. Not the line that makes them, and not the levy a state takes on them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Duration, Money, NeedName, PartyName, Rate, Share, SystemName, With
from dronedeal.deal.number import Number, ends_of
from dronedeal.deal.quantity import Constant, Fixed, Quantity, Scale, Sum, Thing, Total, minus
from dronedeal.deal.term import All, Due, Goods, Keep, Term, Transfer
from dronedeal.forms.delay import Damages, damages_for_delay
from dronedeal.forms.deposits import Deposits, deposited
from dronedeal.forms.price import Index, index_factor
from dronedeal.forms.progress import Progress, liquidated
from dronedeal.forms.setting import Setting, Unreadable

__all__ = ["purchase"]


def purchase(
    setting: Setting,
    *,
    seller: PartyName,
    buyer: PartyName,
    systems: tuple[SystemName, ...],
    price: Money | None = None,
    prices: Mapping[SystemName, Money] | None = None,
    advance: Share | None = None,
    retention: Share | None = None,
    released: Annotated[Duration | None, With("retention")] = None,
    pay_after: Duration | None = None,
    lead: Duration | None = None,
    least: Rate | None = None,
    most: Rate | None = None,
    needs: tuple[NeedName, ...] = (),
    index: Index | None = None,
    damages: Damages | None = None,
    progress: Progress | None = None,
    deposits: Deposits | None = None,
    pays_on: Literal["delivery", "acceptance"] = "delivery",
    account: str = "",
    since: Quarter | None = None,
    until: Quarter | None = None,
) -> Term:
    """Units of systems against money, at a price that may be open, indexed or a multiple of unit cost.

    Parameters
    ----------
    seller
        Who delivers; units come from its sites.
    buyer
        Who receives and pays.
    systems
        What is sold.
    price
        Price of a unit; ``times: unit_cost`` makes it follow each system's own cost.
    prices
        Price by system, where one price does not fit all.
    advance
        Share of the price paid when units are ordered, ``lead`` before delivery. Customary American commercial advances
        stop at 15% (FAR 32.202-1).
    retention
        Share of the price held back.
    released
        How long after payment the retention is released; a year, if not said.
    pay_after
        How long after delivery the rest is paid.
    lead
        Time from making to delivery.
    least
        Fewest units bought, a quarter or a year.
    most
        Most units bought, a quarter or a year.
    needs
        Only these needs may be served; any of the buyer's, if not said.
    index
        Published indices the price follows.
    damages
        Damages for late delivery.
    progress
        Progress payments on the seller's costs, liquidated from deliveries.
    deposits
        Deposits before each quarter, out of which invoices are paid.
    pays_on
        Whether what is delivered is paid for, or what of it has been inspected and accepted.
    account
        The buyer's budget account; each need's own, if not said.
    since
        First quarter of delivery.
    until
        First quarter without delivery any more.
    """
    place, lead_quarters = setting.clause.place, setting.quarters(lead, "lead")
    values = {system: _value(setting, system, price, prices, index) for system in systems}
    _check(systems, prices, advance, retention)
    _check_beforehand(advance, retention, progress, deposits)
    invoice: Quantity = Sum(parts=tuple(values.values()))
    if pays_on == "acceptance":
        taken = (_value(setting, system, price, prices, index, Thing.ACCEPTED) for system in systems)
        invoice = Sum(parts=tuple(taken))
    goods = tuple(
        Transfer(
            debtor=seller, creditor=buyer, what=Goods(system), quantity=setting.units(system), value=values[system],
            label=system, lead=lead_quarters, lead_time=lead, account=account, place=place,
        )
        for system in systems
    )  # fmt: skip
    held = tuple(Fixed(number=number) for number in (advance, retention) if number is not None)
    rest: Quantity = Scale(by=minus(Constant(value=Decimal(1)), *held), of=invoice) if held else invoice
    before, rest = _beforehand(
        setting, seller, buyer, progress, deposits, invoice, rest, pay_after, account, since, until
    )
    pays = [*before, setting.pays(buyer, seller, rest, "price", due=Due(after=pay_after), account=account)]
    if advance is not None:
        due = Due(quarters=-max(1, lead_quarters))
        amount = Scale(by=Fixed(number=advance), of=invoice)
        pays.append(setting.pays(buyer, seller, amount, "advance", due=due, account=account))
    if retention is not None:
        held_for = 4 if released is None else setting.quarters(released, "released")
        due = Due(quarters=held_for, after=pay_after)
        amount = Scale(by=Fixed(number=retention), of=invoice)
        pays.append(setting.pays(buyer, seller, amount, "retention", due=due, account=account))
    if damages is not None:
        owed = damages_for_delay(setting, damages, Sum(parts=tuple(values.values())))
        pays.append(setting.pays(seller, buyer, owed, "damages", due=Due(after=pay_after)))
    keeps = _limits(setting, seller, buyer, least, most)
    if needs:
        keeps.append(
            Keep(
                by=buyer,
                to=seller,
                promise="end_use",
                about=needs,
                text="only these needs",
                place=setting.clause.place_of("needs"),
            )
        )
    return setting.within(All(parts=(*goods, *pays, *keeps)), since, until)


def _check(
    systems: tuple[str, ...], prices: Mapping[str, Number] | None, advance: Number | None, retention: Number | None
) -> None:
    """Refuse prices of what is not sold, and more than the price held or paid beforehand."""
    unsold = sorted({*(prices or {})}.difference(systems))
    if unsold:
        message = f"{unsold[0]} has a price and is not sold"
        raise Unreadable(message, key="prices", mend=f"add {unsold[0]} to systems, or drop its price")
    parts = [number for number in (advance, retention) if number is not None]
    most = sum(ends_of(number)[1] for number in parts)
    if most > 1:
        message = f"advance and retention may reach {most:.0%} of the price"
        raise Unreadable(
            message, key="advance" if advance is not None else "retention", mend="let them sum to 100% at most"
        )


def _check_beforehand(
    advance: Number | None, retention: Number | None, progress: Progress | None, deposits: Deposits | None
) -> None:
    """Refuse two ways of paying beforehand, of which nobody knows which is used up first, and more than the price."""
    said = {"advance": advance, "progress": progress, "deposits": deposits}
    ways = [key for key, value in said.items() if value is not None]
    if len(ways) > 1:
        message = f"{' and '.join(ways)} are paid beforehand, and which a delivery uses up first is not said"
        raise Unreadable(message, key=ways[-1], mend="keep one of them")
    if progress is not None:
        rate = progress.rate if progress.liquidation is None else progress.liquidation
        most = sum((ends_of(number)[1] for number in (rate, retention) if number is not None), Decimal(0))
        if most > 1:
            message = f"liquidation and retention may reach {most:.0%} of the price"
            raise Unreadable(message, key="progress", mend="let them sum to 100% at most")


def _beforehand(
    setting: Setting, seller: str, buyer: str, progress: Progress | None, deposits: Deposits | None, invoice: Quantity,
    rest: Quantity, pay_after: Number | None, account: str, since: Quarter | None, until: Quarter | None,
) -> tuple[list[Transfer], Quantity]:  # fmt: skip
    """Lines of what is paid before delivery, and what it leaves to pay after."""
    lines: list[Transfer] = []

    def pays(label: str, amount: Quantity, due: Due, key: str) -> None:
        lines.append(setting.pays(buyer, seller, amount, label, due=due, account=account, key=key))

    nothing, statement = Constant(value=Decimal(0)), Due(anchor="statement", after=pay_after)
    if progress is not None:
        work = liquidated(setting, progress, seller, invoice, since, until)
        pays("progress", work.paid, statement, "progress")
        rest = minus(rest, work.taken)
        if work.repaid is not None:
            pays("unliquidated", minus(nothing, work.repaid), statement, "progress")
    if deposits is not None:
        put = deposited(setting, deposits, rest, since, until)
        pays("deposits", put.called, Due(anchor="start"), "deposits")
        pays("deposits_left", minus(nothing, put.left), statement, "deposits")
        rest = minus(rest, put.taken)
    return lines, rest


def _value(
    setting: Setting, system: str, price: Number | None, prices: Mapping[str, Number] | None, index: Index | None,
    thing: Thing = Thing.UNITS_DELIVERED,
) -> Quantity:  # fmt: skip
    asked = (prices or {}).get(system, price)
    if asked is None:
        message = f"no price for {system}"
        raise Unreadable(message, key="systems", mend="give price, or prices with an entry for each system")
    value = setting.value_of(system, asked, thing=thing)
    return value if index is None else Scale(by=index_factor(index), of=value, place=index.place)


def _limits(setting: Setting, seller: str, buyer: str, least: Number | None, most: Number | None) -> list[Keep]:
    """Yearly limits on units: the quarterly rate totalled over each contract year."""
    keeps: list[Keep] = []
    for key, number, by, to in (("least", least, buyer, seller), ("most", most, seller, buyer)):
        if number is not None:
            bound = Total(of=Fixed(number=number), over="year")
            keeps.append(
                Keep(
                    by=by, to=to, promise="limit", quantity=setting.units(), over="year",
                    least=bound if key == "least" else None, most=bound if key == "most" else None,
                    text=f"at {key} so many units a year", place=setting.clause.place_of(key),
                )
            )  # fmt: skip
    return keeps
