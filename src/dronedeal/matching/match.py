"""Matching: which offered systems serve which needs, of which service, at what all-in cost per effect, against what. Not a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from dronedeal.deal.deal import Deal
from dronedeal.deal.need import Need
from dronedeal.deal.number import Number, Open, Product
from dronedeal.deal.quantity import Fixed
from dronedeal.deal.row import Line
from dronedeal.deal.system import System
from dronedeal.deal.term import Goods
from dronedeal.forms import kit_cost, unit_cost
from dronedeal.reading import ExactReader, Unsettled
from dronedeal.unfolding import Resolver, unfold

__all__ = ["Match", "match"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One way of serving a need: a system in a kit under a clause, or an alternative.

    Costs are all-in, for one effect, in the deal's currency in the first quarter: ``low`` and ``high`` differ where the price is
    still open. ``ratio`` is the mean cost over that of the need's cheapest alternative; ``barred_from`` says from when the kit
    may not be taken, and ``why``.
    """

    need: str
    service: str
    party: str
    role: str
    system: str
    kit: str
    term: str
    effect: Decimal
    low: Decimal
    high: Decimal
    ratio: Decimal | None
    barred_from: str
    why: str
    is_alternative: bool


def match(deal: Deal) -> tuple[Match, ...]:
    """Every system and alternative that can serve each need, cheapest effect first within a need.

    A channel is a clause that delivers the system to the party; without one a system is listed at its cost, under no clause.
    """
    found: list[Match] = []
    lines = [line for line in unfold(deal).lines if isinstance(line.what, Goods)]
    reader = ExactReader(deal.horizon, {}, at_base=True)
    resolver = Resolver(deal, ())
    for need in deal.needs.values():
        ways = [*_alternatives(deal, need, reader, resolver), *_systems(deal, need, lines, reader, resolver)]
        rivals = [(way.low + way.high) / 2 for way in ways if way.is_alternative]
        cheapest = min(rivals, default=None)
        found.extend(
            _rated(way, cheapest)
            for way in sorted(ways, key=lambda way: (way.low + way.high, way.system, way.term, way.kit))
        )
    return tuple(found)


def _rated(way: Match, cheapest: Decimal | None) -> Match:
    if not cheapest:
        return way
    return replace(way, ratio=((way.low + way.high) / 2 / cheapest).quantize(Decimal("0.001")))


def _alternatives(deal: Deal, need: Need, reader: ExactReader, resolver: Resolver) -> list[Match]:
    ways: list[Match] = []
    for one in deal.alternatives.values():
        if one.party != need.of or one.role != need.role:
            continue
        price = reader.read(resolver(Fixed(number=one.unit_cost)))[0]
        support = Decimal(0) if one.support is None else reader.read(resolver(Fixed(number=one.support)))[0]
        effect = Decimal(1) if one.effect is None else reader.number(one.effect)[0]
        cost = (price + support) / effect if effect else Decimal(0)
        since = "" if one.since is None else f"from {one.since}"
        ways.append(_way(need, one.id, "", "", effect, (cost, cost), since, "", alternative=True))
    return ways


def _systems(deal: Deal, need: Need, lines: list[Line], reader: ExactReader, resolver: Resolver) -> list[Match]:
    ways: list[Match] = []
    no_channel: list[Line | None] = [None]
    for system in deal.systems.values():
        if need.role not in system.effects or (need.only and system.id not in need.only):
            continue
        if need.domain and system.domain != need.domain:
            continue
        effect = reader.number(system.effects[need.role])[0]
        support = Decimal(0) if system.support is None else reader.read(resolver(Fixed(number=system.support)))[0]
        channels: list[Line | None] = [
            line
            for line in lines
            if isinstance(line.what, Goods) and line.what.system == system.id and line.creditor == need.of
        ]
        for kit in system.kit_names:
            cost = reader.read(resolver(unit_cost(system)))[0] * reader.read(resolver(kit_cost(system, kit)))[0]
            since, why = _bar(system, kit, need.of)
            for line in channels or no_channel:
                prices = (cost, cost) if line is None else _prices(deal, line.clause, system, cost, reader, resolver)
                low, high = ((price + support) / effect if effect else Decimal(0) for price in prices)
                term = "" if line is None else line.clause
                ways.append(_way(need, system.id, kit, term, effect, (low, high), since, why, alternative=False))
    return ways


def _prices(
    deal: Deal, clause: str, system: System, cost: Decimal, reader: ExactReader, resolver: Resolver
) -> tuple[Decimal, Decimal]:
    """Lowest and highest unit price under a clause; the cost where the clause prices nothing."""
    said = deal.terms[clause].said
    prices = said.get("prices")
    price = cast(
        "Number | None", prices.get(system.id, said.get("price")) if isinstance(prices, dict) else said.get("price")
    )
    if price is None:
        return cost, cost
    number = price.factor if isinstance(price, Product) else price
    scale = cost if isinstance(price, Product) and price.times == "unit_cost" else Decimal(1)
    ends = [end * scale for end in _ends(number)]
    if not ends:
        try:
            ends = [reader.read(resolver(Fixed(number=number)))[0] * scale]
        except Unsettled:
            return cost, cost
    return min(ends), max(ends)


def _ends(number: Number) -> tuple[Decimal, ...]:
    return (number.low, number.high) if isinstance(number, Open) else ()


def _bar(system: System, kit: str, buyer: str) -> tuple[str, str]:
    for bar in system.barred:
        if bar.kit in {"", kit} and bar.buyer in {None, buyer}:
            return ("always" if bar.since is None else str(bar.since)), bar.why or bar.rule
    return "", ""


def _way(
    need: Need, system: str, kit: str, term: str, effect: Decimal, cost: tuple[Decimal, Decimal], since: str, why: str,
    *, alternative: bool,
) -> Match:  # fmt: skip
    cent = Decimal("0.01")
    return Match(
        need=need.id, service=need.service, party=need.of, role=need.role, system=system, kit=kit, term=term, effect=effect,
        low=cost[0].quantize(cent), high=cost[1].quantize(cent), ratio=None, barred_from=since, why=why,
        is_alternative=alternative,
    )  # fmt: skip
