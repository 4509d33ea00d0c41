"""A payable line, a delivery or a right as a sentence. The report's prose; what is owed is said by the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping

from dronedeal.deal.deal import Deal
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Series, Uncertain
from dronedeal.deal.row import Line
from dronedeal.deal.term import Entitlement, Goods, MoneyIn, Right
from dronedeal.report.mark import is_assumed
from dronedeal.report.wording import a_list, amount, does, is_many, money, multiplied, named, number_range, spoken

__all__ = ["about", "say"]

_WHAT = {
    "price": "the price of what is delivered",
    "advance": "an advance on what is delivered",
    "retention": "what was kept back of the price",
    "damages": "damages for delay",
    "royalty": "a royalty",
    "tiers": "a royalty by tiers",
    "per_unit": "a fee for each unit made",
    "upfront": "a fee on signature",
    "minimum": "what is missing to the minimum guarantee",
    "milestones": "milestone payments",
    "withholding": "the tax withheld on royalties",
    "dividends": "dividends",
    "service_fee": "a service fee",
    "fee": "a fee",
    "yearly": "a yearly fee",
    "updates": "a yearly fee for updates",
    "per_seat": "a fee for each seat",
    "wind_down": "a wind-down payment",
    "compensation": "compensation",
    "swing": "what the balance of goods exceeds its swing by",
    "balance": "the balance of goods left at the end (the other way round where it is negative)",
    "balance/year": "the year’s balance of goods (the other way round where it is negative)",
    "payer_share": "its share of the goods given",
    "amount": "an amount",
    "tax": "tax on its operating profit",
    "share": "a share of the sales it follows",
    "capital": "its share of the capital",
    "profit": "a share of the profit",
    "finances": "money for the line",
    "call": "its contribution",
    "returns": "returns of the fund",
    "unrecouped": "the advance (back from its receiver, as far as it was not recouped)",
    "reserve": "the part of royalties that is held for returns",
    "given_back": "royalties (back from their receiver, on goods given back)",
    "audit": "what an audit finds short",
    "stages": "payments by stage",
    "progress": "a part of the costs of work in progress",
    "unliquidated": "progress payments (back from their receiver, as far as no delivery liquidated them)",
    "deposits": "deposits on what is forecast",
    "deposits_left": "deposits (back from their receiver, as far as they were not used up)",
    "penalty": "a penalty on what its work falls short by",
    "recovery": "costs that the receiver bore",
}
_OWN = {"call", "capital", "payer_share", "tax"}
"""Payments called by what is the debtor's own: its, or of many their."""

_DUST = 0.5
"""Money, in all, below which a plan moves nothing: what solving leaves behind."""

_ON_DELIVERY = {"price", "advance", "retention", "damages"}


def say(
    deal: Deal,
    line: Line,
    *,
    package: Mapping[str, float] | None = None,
    total: float | None = None,
    units: float = 0.0,
) -> str:
    """Say a line.

    Parameters
    ----------
    package
        Values of open numbers, to be told instead of their ranges.
    total
        What the line moves in all, if a plan says so.
    units
        Units the line pays for, where it is a price: the mean price of one is told.
    """
    debtor, creditor = named(deal, line.debtor), named(deal, line.creditor)
    if isinstance(line.what, Goods):
        lead = f" {_quarters(line.lead)} after it is made" if line.lead else ""
        return f"{does(debtor, 'deliver')} {named(deal, line.what.system)} to {creditor}{lead}{_condition(line)}."
    if isinstance(line.what, Entitlement):
        systems = " and ".join(named(deal, system) for system in line.what.systems)
        return f"{creditor} may have its share of the {systems} that {debtor} makes, in whole units{_condition(line)}."
    if not isinstance(line.what, MoneyIn):
        if line.debtor == line.creditor:
            return f"{debtor} may {spoken(line.what.kind)} {about(deal, line)}{_condition(line)}."
        return f"{does(debtor, 'grant')} {creditor} the right to {spoken(line.what.kind)} {about(deal, line)}{_condition(line)}."
    word = line.label.split("/")[0]
    clause = deal.terms.get(line.clause)
    if word == "balance" and clause is not None and clause.said.get("settled") == "year":
        word = "balance/year"
    what = f"for {_purpose(deal, line)}" if word == "amount" and _purpose(deal, line) else _WHAT.get(word, spoken(word))
    if word in _OWN and is_many(debtor):
        what = what.replace("its ", "their ", 1)
    rate = _rate(deal, line, word, package or {})
    per_unit = f", about {money(total / units, deal.currency)} a unit" if total is not None and units > 0 else ""
    whole = f": {money(total, deal.currency)} in all{per_unit}" if total is not None and abs(total) >= _DUST else ""
    return f"{does(debtor, 'pay')} {creditor} {what}{rate}, {_timing(deal, line, word)}{_condition(line)}{whole}."


def about(deal: Deal, line: Line) -> str:
    """What a right is in: systems, technologies, or what its clause says in words."""
    names = line.what.of if isinstance(line.what, Right) else ()
    known = [name for name in names if name in deal.systems or name in deal.technologies]
    return a_list(named(deal, name) for name in known) or _purpose(deal, line) or a_list(spoken(name) for name in names)


def _purpose(deal: Deal, line: Line) -> str:
    """What a clause says its money or right is for."""
    said = deal.terms[line.clause].said.get("what") if line.clause in deal.terms else None
    return said if isinstance(said, str) else ""


def _rate(deal: Deal, line: Line, key: str, package: Mapping[str, float]) -> str:
    """The number said under the line's key, chosen where it was open."""
    number = deal.terms[line.clause].said.get(key) if line.clause in deal.terms else None
    if not isinstance(number, (Agreed, Open, Uncertain, Disputed, Series, Product)):
        return ""
    return f" ({_chosen(number, package)}{', assumed' if is_assumed(number) else ''})"


def _chosen(number: Number, package: Mapping[str, float]) -> str:
    inner = number.factor if isinstance(number, Product) else number
    if isinstance(inner, Open) and inner.path in package:
        chosen = amount(package[inner.path], inner.unit if inner is number else "count")
        times = f" × {multiplied(number.times)}" if isinstance(number, Product) else ""
        return f"{chosen}{times}; on the table: {number_range(number)}"
    return number_range(number)


def _timing(deal: Deal, line: Line, word: str) -> str:
    period = next((index for index, is_open in enumerate(line.open) if is_open), 0)
    quarter, due = deal.horizon.quarters[period], line.due[period]
    if word in _ON_DELIVERY:
        days = (due - quarter.delivery_day).days
        if days < 0:
            return f"{-days} days before delivery"
        return f"{days} days after delivery" if days else "on delivery"
    if due == quarter.first_day:
        return "on the quarter’s first day"
    days = (due - quarter.last_day).days
    if days > 0:
        return f"{days} days after the quarter’s end"
    return "at the quarter’s end" if days == 0 else "within the quarter"


def _condition(line: Line) -> str:
    return f", {spoken(line.condition)}" if line.condition else ""


def _quarters(count: int) -> str:
    return "a quarter" if count == 1 else f"{count} quarters"
