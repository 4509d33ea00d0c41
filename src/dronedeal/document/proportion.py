"""Proportion: numbers so large, or rates so far below zero, that a planner's arithmetic could not be trusted. Not whether they are likely."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.finding import Finding
from dronedeal.deal.number import Number, Product, Series, ends_of, lowest_of

__all__ = ["discount_rates_leave_something", "numbers_are_in_proportion"]

_A_UNIT = frozenset(
    {"one_gives", "other_gives", "per_seat", "per_unit", "price", "prices", "salvage", "support", "unit_cost", "worth"}
)
"""Keys under which money is money a unit."""

_PRICE, _MONEY = Decimal("1e9"), Decimal("1e14")
"""Money a unit, and any other money, at which a number is out of all proportion; in the deal's currency."""

_RATE, _COUNT, _MULTIPLE = Decimal("1e9"), Decimal("1e12"), Decimal("1e6")
"""Units a quarter, other counts, and multiples of another number, at which a number is out of all proportion."""

_LEAST_DISCOUNT = Decimal("-0.5")
"""Discount rates lie above this: at it, the last of thirty years would weigh a thousand million times the first."""


def numbers_are_in_proportion(deal: Deal) -> Iterator[Finding]:
    """Find what is so large that sums of floats lose everything else."""
    for number in numbers_of(deal):
        for part, is_multiple in _leaves(number):
            bound, said = _bound(part, is_multiple=is_multiple)
            if bound is None or max(map(abs, ends_of(part))) * _rate(deal, part.unit) < bound:
                continue
            shown = said.format(currency=deal.currency, bound=f"{bound:,f}".replace(",", "_"))
            yield Finding(
                code="D301",
                severity="error",
                message=f"{part.path or number.path} is out of all proportion",
                place=part.place,
                mend=f"write a number below {shown}",
            )


def _leaves(number: Number, *, is_multiple: bool = False) -> Iterator[tuple[Number, bool]]:
    """The numbers inside a number that have values of their own, and whether they multiply another one."""
    match number:
        case Series(values=values):
            for value in values:
                yield from _leaves(value, is_multiple=is_multiple)
        case Product(factor=factor):
            yield from _leaves(factor, is_multiple=True)
        case _:
            yield number, is_multiple


def _bound(number: Number, *, is_multiple: bool) -> tuple[Decimal | None, str]:
    """Where a number is out of proportion, and how that is said; shares and lengths of time have bounds of their own."""
    if is_multiple:
        return _MULTIPLE, "{bound}"
    if number.unit == "count/quarter":
        return _RATE, "{bound}/quarter"
    if number.unit == "count":
        return _COUNT, "{bound}"
    if number.unit in {"share", "days", "months"}:
        return None, ""
    if "/" not in number.unit and _A_UNIT & set(number.path.split(".")[2:]):
        return _PRICE, "{bound} {currency}"
    return _MONEY, "{bound} {currency}"


def _rate(deal: Deal, unit: str) -> Decimal:
    """What one of a unit is in the deal's own currency; of what is no money, one."""
    rate = deal.rates.get(unit[:3]) if unit[:3].isupper() else None
    return Decimal(1) if rate is None else max(map(abs, ends_of(rate)))


def discount_rates_leave_something(deal: Deal) -> Iterator[Finding]:
    """Find discount rates at which nothing, or the last day alone, would be worth anything."""
    for party in deal.parties.values():
        low = lowest_of(party.discount_rate)
        if low <= _LEAST_DISCOUNT:
            yield Finding(
                code="D520",
                severity="error",
                message=f"{party.discount_rate.path} is {low:.0%}, or could be",
                place=party.discount_rate.place,
                mend="write a rate above -50%",
            )
