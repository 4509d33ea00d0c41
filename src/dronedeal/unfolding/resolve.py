"""Resolving: every counted thing becomes the few that are counted on the ground, every number its own currency's worth.

Value invoiced, net sales, cost and profit are sums over other clauses and sites; what is left to count is units delivered and
produced, capital spent, days late, stock, milestones and periods. Not a reading: nothing is computed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import assert_never

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Number, Product
from dronedeal.deal.quantity import (
    Balance,
    Band,
    Constant,
    Counted,
    Drawn,
    Fixed,
    Learnt,
    Least,
    Left,
    Masked,
    Most,
    Part,
    Quantity,
    Quotient,
    Reached,
    Running,
    Scale,
    Started,
    Sum,
    Thing,
    Tiers,
    Total,
    minus,
)
from dronedeal.deal.row import Line
from dronedeal.deal.term import Goods, MoneyIn
from dronedeal.forms import Unreadable, kit_cost, unit_cost

__all__ = ["Circular", "Resolver"]

_ZERO = Constant(value=Decimal(0))


class Circular(ValueError):
    """A counted thing rests on itself: a levy on a levy, profit on a share of profit."""

    def __init__(self, counted: Counted) -> None:
        """Keep what was counted."""
        self.counted = counted
        super().__init__(f"{counted.thing.value} of {counted.subject} rests on itself")


@dataclass(slots=True)
class Resolver:
    """Resolves quantities of one deal; lines are those of all clauses, still unresolved."""

    deal: Deal
    lines: tuple[Line, ...]
    reported: bool = False
    """Whether only what was reported counts, never what was expected."""
    _goods: dict[str, list[Line]] = field(default_factory=lambda: defaultdict[str, list[Line]](list))
    _money: dict[str, list[Line]] = field(default_factory=lambda: defaultdict[str, list[Line]](list))
    _numbers: dict[str, Number] = field(default_factory=dict[str, Number])
    _done: dict[int, tuple[Quantity, Quantity]] = field(default_factory=dict[int, tuple[Quantity, Quantity]])
    _counted: dict[Counted, Quantity] = field(default_factory=dict[Counted, Quantity])
    _alike: dict[tuple[object, ...], Quantity] = field(default_factory=dict[tuple[object, ...], Quantity])
    _worth: dict[int, Quantity] = field(default_factory=dict[int, Quantity])
    _balances: dict[str, Balance] = field(default_factory=dict[str, Balance])
    _working: set[Counted] = field(default_factory=set[Counted])

    def __post_init__(self) -> None:
        """Sort the lines by clause."""
        for line in self.lines:
            (self._goods if isinstance(line.what, Goods) else self._money)[line.clause].append(line)

    def __call__(self, quantity: Quantity) -> Quantity:
        """The quantity with everything in it resolved; the same object gives the same result."""
        known = self._done.get(id(quantity))
        if known is not None:
            return known[1]
        resolved = self._shared(self._resolve(quantity))
        self._done[id(quantity)] = (quantity, resolved)
        return resolved

    def _shared(self, quantity: Quantity) -> Quantity:
        """One object for all quantities made of the same ones, so that a reading works out each only once."""
        match quantity:
            case Scale(by=by, of=of, place=place):
                key: tuple[object, ...] = (Scale, id(by), id(of), place)
            case Sum(parts=parts):
                key = (Sum, *(id(part) for part in parts))
            case Masked(of=of, mask=mask, shift=shift):
                key = (Masked, id(of), mask, shift)
            case Learnt(per_doubling=rate, produced_to_date=made, output=output):
                key = (Learnt, id(rate), id(made), id(output))
            case _:
                return quantity
        return self._alike.setdefault(key, quantity)

    def _resolve(self, quantity: Quantity) -> Quantity:
        match quantity:
            case Constant():
                return quantity
            case Fixed(number=number):
                return self.number(number)
            case Learnt():
                return quantity
            case Counted():
                return self._count(quantity)
            case Sum(parts=parts):
                return _sum(tuple(self(part) for part in parts))
            case Scale(by=by, of=of):
                return replace(quantity, by=self(by), of=self(of))
            case Quotient(of=of, by=by):
                return replace(quantity, of=self(of), by=self(by))
            case Part(of=of, weights=weights):
                return replace(quantity, of=self(of), weights=tuple(self(weight) for weight in weights))
            case Least(parts=parts) | Most(parts=parts):
                return replace(quantity, parts=tuple(self(part) for part in parts))
            case Running(of=of) | Total(of=of) | Masked(of=of) | Started(of=of):
                return replace(quantity, of=self(of))
            case Tiers(of=of, bands=bands):
                plain = tuple(Band(above=self._plain(band.above), rate=self._plain(band.rate)) for band in bands)
                return replace(quantity, of=self(of), bands=plain)
            case Reached(of=of, above=above):
                return replace(quantity, of=self(of), above=self._plain(above))
            case Drawn(balance=balance) | Left(balance=balance):
                return replace(quantity, balance=self._balance(balance))
            case _:
                assert_never(quantity)

    def _balance(self, balance: Balance) -> Balance:
        known = self._balances.get(balance.name)
        if known is None:
            known = replace(balance, added=self(balance.added), wanted=self(balance.wanted))
            self._balances[balance.name] = known
        return known

    def number(self, number: Number) -> Quantity:
        """A number in the deal's currency, products taken apart."""
        known = self._worth.get(id(number))
        if known is None:
            known = self._worth[id(number)] = self._shared(self._number(number))
        return known

    def _number(self, number: Number) -> Quantity:
        value: Quantity = Fixed(number=number)
        if isinstance(number, Product):
            if not self._numbers:
                self._numbers = {one.path: one for one in numbers_of(self.deal)}
            other = self._numbers[number.times]
            value = Scale(by=self.number(number.factor), of=self.number(other), place=number.place)
        currency = number.unit[:3]
        if not isinstance(number, Product) and currency != self.deal.currency and currency in self.deal.rates:
            value = Scale(by=Fixed(number=self.deal.rates[currency]), of=value, place=number.place)
        return value

    def _plain(self, number: Number) -> Number:
        """A threshold or a rate, which has to be a number of its own in the deal's currency.

        Raises
        ------
        Unreadable
            It is a multiple of another number, or in another currency.
        """
        if not isinstance(self.number(number), Fixed):
            message = f"{number.path} must be a number of its own in {self.deal.currency} here"
            raise Unreadable(message, mend=f"write it out in {self.deal.currency}")
        return number

    def _count(self, counted: Counted) -> Quantity:
        key = replace(counted, place=self.deal.place)
        known = self._counted.get(key)
        if known is None:
            if key in self._working:
                raise Circular(counted)
            self._working.add(key)
            known = self._fresh(counted)
            self._working.discard(key)
            self._counted[key] = known
        return known

    def _fresh(self, counted: Counted) -> Quantity:
        match counted.thing:
            case Thing.UNITS_DELIVERED | Thing.EXCHANGED:
                return self._delivered(counted, Thing.UNITS_DELIVERED)
            case Thing.UNITS_PRODUCED:
                return self._produced(counted)
            case Thing.VALUE_INVOICED:
                return self._invoiced(counted)
            case Thing.NET_SALES:
                return self._net_sales(counted)
            case Thing.COST:
                return self._cost(counted)
            case Thing.PROFIT:
                owner = replace(counted, thing=Thing.NET_SALES)
                return minus(self._count(owner), self._count(replace(counted, thing=Thing.COST)))
            case Thing.PERIOD:
                return Constant(value=Decimal(1))
            case Thing.CAPITAL_SPENT | Thing.DAYS_LATE | Thing.STOCK_AT_END | Thing.MILESTONE | Thing.METERED:
                return self._on_the_ground(counted)
            case Thing.GROSS_REPORTED | Thing.DEDUCTIONS_REPORTED | Thing.PAID_ELSEWHERE | Thing.GIVEN_BACK:
                return self._on_the_ground(counted)
            case Thing.AUDITED_DUE | Thing.AUDITED_REPORTED | Thing.AUDITED_COST | Thing.GRANTED | Thing.ELECTED:
                return self._on_the_ground(counted)
            case Thing.INCURRED | Thing.EXCLUDED | Thing.CREDITED:
                return self._on_the_ground(counted)
            case Thing.SECURED | Thing.SECURITY_DRAWN | Thing.SECURITY_RELEASED:
                return self._on_the_ground(counted)
            case Thing.ACCEPTED:
                return self._delivered(counted, Thing.ACCEPTED if self.reported else Thing.UNITS_DELIVERED)
            case _:
                assert_never(counted.thing)

    def _on_the_ground(self, counted: Counted) -> Quantity:
        """What is counted as it is; what is reported, unless only reports count, as it is expected."""
        return counted if self.reported or counted.expected is None else self(counted.expected)

    def _delivered(self, counted: Counted, thing: Thing) -> Quantity:
        """Units by system, kit and receiver, closed where the goods line is closed; what is accepted later still counts."""
        counted = replace(counted, thing=thing)
        if (
            counted.to
            and counted.systems
            and all("/" in name for name in counted.systems)
            and len(counted.systems) == 1
        ):
            return self._one_delivery(counted)
        parts: list[Quantity] = []
        for line in self._goods[counted.subject]:
            system = line.what.system if isinstance(line.what, Goods) else ""
            if counted.to and line.creditor != counted.to:
                continue
            parts.extend(
                self._count(replace(counted, systems=(f"{system}/{kit}",), to=line.creditor))
                for kit in self.deal.systems[system].kit_names
                if not counted.systems or system in counted.systems or f"{system}/{kit}" in counted.systems
            )
        return _sum(tuple(parts))

    def _one_delivery(self, counted: Counted) -> Quantity:
        system = counted.systems[0].partition("/")[0]
        for line in self._goods[counted.subject]:
            if isinstance(line.what, Goods) and line.what.system == system and line.creditor == counted.to:
                return (
                    counted if all(line.open) or counted.thing is Thing.ACCEPTED else Masked(of=counted, mask=line.open)
                )
        return _ZERO

    def _produced(self, counted: Counted) -> Quantity:
        if len(counted.systems) == 1 and "/" in counted.systems[0]:
            return counted
        site = self.deal.sites[counted.subject]
        return _sum(
            tuple(
                self._count(replace(counted, systems=(f"{system}/{kit}",)))
                for system in site.makes
                if not counted.systems or system in counted.systems
                for kit in self.deal.systems[system].kit_names
            )
        )

    def _invoiced(self, counted: Counted) -> Quantity:
        """Value of goods delivered under a clause; of a clause without goods, all money its payable lines state."""
        goods = self._goods[counted.subject]
        if goods:
            return _sum(
                tuple(
                    self(line.value)
                    for line in goods
                    if line.value is not None
                    and (not counted.systems or (isinstance(line.what, Goods) and line.what.system in counted.systems))
                )
            )
        return _sum(
            tuple(self(line.quantity) for line in self._money[counted.subject] if isinstance(line.what, MoneyIn))
        )

    def _net_sales(self, counted: Counted) -> Quantity:
        """Value invoiced by a company for the systems, under all its clauses that deliver goods."""
        clauses = [name for name, lines in self._goods.items() if any(line.debtor == counted.subject for line in lines)]
        return _sum(
            tuple(
                self(line.value)
                for name in clauses
                for line in self._goods[name]
                if line.value is not None
                and line.debtor == counted.subject
                and (not counted.systems or (isinstance(line.what, Goods) and line.what.system in counted.systems))
            )
        )

    def _cost(self, counted: Counted) -> Quantity:
        """Cost of what a site, or all sites of a company, make: unit cost x kit x site multiple x units."""
        if counted.subject in self.deal.sites:
            sites = [self.deal.sites[counted.subject]]
        else:
            sites = [site for site in self.deal.sites.values() if site.of == counted.subject]
        parts: list[Quantity] = []
        for site in sites:
            for system in site.makes:
                if counted.systems and system not in counted.systems:
                    continue
                units = _sum(
                    tuple(
                        Scale(
                            by=kit_cost(self.deal.systems[system], kit),
                            of=self._count(
                                Counted(thing=Thing.UNITS_PRODUCED, subject=site.id, systems=(f"{system}/{kit}",))
                            ),
                        )
                        for kit in self.deal.systems[system].kit_names
                    )
                )
                cost: Quantity = Scale(by=self(unit_cost(self.deal.systems[system])), of=units)
                parts.append(cost if site.cost is None else Scale(by=self.number(site.cost), of=cost))
        return _sum(tuple(parts))


def _sum(parts: tuple[Quantity, ...]) -> Quantity:
    if not parts:
        return _ZERO
    return parts[0] if len(parts) == 1 else Sum(parts=parts)
