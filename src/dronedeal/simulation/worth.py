"""What quantities are worth to each party, item by item, with the numbers behind every item, in many futures at once.

The program's own arithmetic, read again without a solver, so that numbers can be moved and everything priced anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from dronedeal.deal.deal import numbers_of
from dronedeal.deal.number import Number
from dronedeal.deal.quantity import Counted, Quantity, Thing
from dronedeal.deal.row import Unfolded
from dronedeal.deal.term import Right
from dronedeal.planning import Futures
from dronedeal.reading import ArrayReader, FloatVector, combined, narrow
from dronedeal.simulation.happening import payments
from dronedeal.simulation.held import Held, Quantities

__all__ = ["Item", "changes", "counted", "items", "valued"]

_QUARTERS = 4.0
_SPENT = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing a party's value is made of: present money at its own rate, and where the numbers stand that set its unit value.

    ``amount`` is by future, shape (futures,) or (1,). ``quarterly`` is what it adds up, not discounted, times ``sign``, and ``days`` when that
    counts; shape (futures, quarters) or (1, quarters).
    """

    party: str
    kind: str
    about: str
    amount: FloatVector
    sign: float
    quarterly: FloatVector
    days: tuple[date, ...]
    behind: Quantity | tuple[Number, ...]

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that set the unit value."""
        return tuple(numbers_of(self.behind))


def valued(
    held: Held,
    settled: Mapping[str, float] | None = None,
    quantities: Quantities | None = None,
    parties: Collection[str] | None = None,
) -> dict[str, float]:
    """Gains of some parties, or of all, with the held quantities, some numbers moved: value with the deal less value without it."""
    gains = {party: -unseen for party, unseen in held.unseen.items() if parties is None or party in parties}
    for sign, item in changes(held, settled, quantities, gains):
        gains[item.party] += sign * float(item.amount[0])
    return gains


def changes(
    held: Held,
    settled: Mapping[str, float] | None = None,
    quantities: Quantities | None = None,
    parties: Collection[str] | None = None,
) -> Iterator[tuple[float, Item]]:
    """What the deal changes: items of values with the deal, at one, and of values without it, at minus one."""
    at = {**held.package, **(settled or {})}
    whose = held.deal.parties if parties is None else parties
    after = held.with_deal if quantities is None else quantities
    for item in items(Futures(held.deal, at), held.unfolded, after, at, whose):
        yield 1.0, item
    for item in items(Futures(held.struck, at), held.struck_unfolded, held.without_deal, at, whose):
        yield -1.0, item


def items(
    futures: Futures,
    unfolded: Unfolded,
    quantities: Quantities,
    settled: Mapping[str, FloatVector | float],
    parties: Collection[str],
) -> Iterator[Item]:
    """Every item of some parties' values; ``settled`` is what the futures were made of, and holds the package."""
    for each in (
        _flows(futures, quantities, parties),
        _capital(futures, quantities),
        _needs(futures, quantities),
        _lines(futures, unfolded, quantities, settled, parties),
    ):
        yield from (item for item in each if item.party in parties)


def _item(
    futures: Futures, party: str, kind: str, about: str, quarterly: FloatVector, days: tuple[date, ...],
    behind: Quantity | tuple[Number, ...], sign: float = 1.0,
) -> Item:  # fmt: skip
    """An item of some money or worth each quarter, which counts on given days; what is spent has a sign of minus one."""
    weights = futures.discounts(party, days)
    amount = quarterly @ weights[0] if weights.shape[0] == 1 else np.einsum("...t,...t->...", quarterly, weights)
    return Item(
        party=party, kind=kind, about=about, amount=np.asarray(sign * amount), sign=sign, quarterly=quarterly, days=days,
        behind=behind,
    )  # fmt: skip


def _at_end(amount: FloatVector, periods: int) -> FloatVector:
    """An amount that counts in the last quarter; shape (futures, quarters)."""
    quarterly = np.zeros((np.size(amount), periods))
    quarterly[:, -1] = amount
    return quarterly


def _flows(futures: Futures, quantities: Quantities, parties: Collection[str]) -> Iterator[Item]:
    deal, days = futures.deal, futures.deal.horizon.delivery_days
    for key, units in quantities.flows.items():
        if not units.any():
            continue
        _, system, kit, site, need = key
        noun, where, buyer = deal.systems[system], deal.sites[site], deal.needs[need].of
        if where.of not in parties and buyer not in parties:
            continue
        cost = combined(np.multiply, futures.unit_costs(system, kit), futures.values(where.cost, 1.0))
        extra = noun.kits[kit].extra_cost if noun.kits else None
        learning = None if noun.learning is None else noun.learning.per_doubling
        behind = tuple(one for one in (noun.unit_cost, extra, where.cost, learning) if one is not None)
        spent = combined(np.multiply, quantities.made(key), cost)
        yield _item(futures, where.of, "production", f"{site}/{system}/{kit}", spent, days, behind, _SPENT)
        if noun.support is not None:
            spent = combined(np.multiply, units, futures.values(noun.support))
            yield _item(futures, buyer, "support", f"{need}/{system}", spent, days, (noun.support,), _SPENT)


def _capital(futures: Futures, quantities: Quantities) -> Iterator[Item]:
    deal, horizon = futures.deal, futures.deal.horizon
    for site, bought in quantities.bought.items():
        build = deal.sites[site].build
        if build is None or not bought.any():
            continue
        parts = [(build.capital, bought * futures.values(build.capital) * _QUARTERS)]
        if build.fixed is not None and site in quantities.opened:
            parts.append((build.fixed, quantities.opened[site] * futures.values(build.fixed)))
        payers = {party: futures.values(one) for party, one in build.paid_by.items()}
        for party, paid in (payers or {deal.sites[site].of: np.ones((1, futures.periods))}).items():
            for index, (number, spent) in enumerate(parts):
                about = f"{site}/{index}"
                mine = combined(np.multiply, spent, paid)
                yield _item(futures, party, "capital", about, mine, horizon.first_days, (number,), _SPENT)
                if build.salvage is not None:
                    left = combined(np.multiply, mine, futures.values(build.salvage))
                    back = _at_end(left.sum(axis=-1), futures.periods)
                    behind = (number, build.salvage)
                    yield _item(futures, party, "residual", about, back, horizon.delivery_days, behind)


def _needs(futures: Futures, quantities: Quantities) -> Iterator[Item]:
    deal, days = futures.deal, futures.deal.horizon.delivery_days
    for name, steps in quantities.steps.items():
        need = deal.needs[name]
        worths: list[tuple[str, FloatVector, tuple[Number, ...]]] = []
        if need.worth.avoids is not None:
            one = deal.alternatives[need.worth.avoids]
            cost = combined(np.add, futures.values(one.unit_cost), futures.values(one.support))
            cheapest = np.minimum.accumulate(narrow(combined(np.divide, cost, futures.values(one.effect, 1.0))), axis=1)
            worth = np.broadcast_to(cheapest, (cheapest.shape[0], futures.periods))
            behind = tuple(number for number in (one.unit_cost, one.support, one.effect) if number is not None)
            worths.append(("avoided", worth, behind))
        worths.extend(("forces", futures.values(step.worth), (step.worth,)) for step in need.worth.then)
        for index, ((kind, worth, behind), served) in enumerate(zip(worths, steps, strict=True)):
            if served.any():
                got = combined(np.multiply, served, worth)
                yield _item(futures, need.of, kind, f"{name}/{index}", got, days, behind)
        if need.salvage is not None and np.any(quantities.stored[name]):
            left = _at_end(quantities.stored[name] * futures.values(need.salvage)[:, -1], futures.periods)
            yield _item(futures, need.of, "salvage", name, left, days, (need.salvage,))
    for (name, alternative), units in quantities.alternatives.items():
        if units.any():
            one, party = deal.alternatives[alternative], deal.needs[name].of
            price = combined(np.add, futures.values(one.unit_cost), futures.values(one.support))
            behind = tuple(number for number in (one.unit_cost, one.support) if number is not None)
            spent = combined(np.multiply, units, price)
            yield _item(futures, party, "alternatives", f"{name}/{alternative}", spent, days, behind, _SPENT)


def counted(futures: Futures, quantities: Quantities) -> dict[Counted, FloatVector]:
    """Counted things as unfolding knows them: units delivered under clauses, units made, capital spent at sites, days late."""
    deal = futures.deal
    facts: dict[Counted, FloatVector] = {}

    def add(thing: Counted, units: FloatVector) -> None:
        facts[thing] = facts[thing] + units if thing in facts else units

    for key, units in quantities.flows.items():
        clause, system, kit, site, need = key
        name = (f"{system}/{kit}",)
        if clause:
            buyer = deal.needs[need].of
            add(Counted(thing=Thing.UNITS_DELIVERED, subject=clause, systems=name, to=buyer), units)
        add(Counted(thing=Thing.UNITS_PRODUCED, subject=site, systems=name), quantities.made(key))
    for site, bought in quantities.bought.items():
        build = deal.sites[site].build
        if build is not None:
            spent = bought * futures.values(build.capital) * _QUARTERS
            if build.fixed is not None and site in quantities.opened:
                spent = spent + quantities.opened[site] * futures.values(build.fixed)
            add(Counted(thing=Thing.CAPITAL_SPENT, subject=site), spent)
    for clause, days in quantities.late.items():
        add(Counted(thing=Thing.DAYS_LATE, subject=clause), days)
    return facts


def _lines(
    futures: Futures, unfolded: Unfolded, quantities: Quantities, settled: Mapping[str, FloatVector | float],
    parties: Collection[str],
) -> Iterator[Item]:  # fmt: skip
    deal, days = futures.deal, futures.deal.horizon.delivery_days
    reader = ArrayReader(deal.horizon, counted(futures, quantities), settled=settled)
    for line, payer, amounts in payments(futures, unfolded, reader, parties):
        if amounts.any():
            for party, sign in ((payer, _SPENT), (line.creditor, 1.0)):
                yield _item(futures, party, "payment", line.path, amounts, line.due, line.quantity, sign)
    for line in unfolded.lines:
        if not isinstance(line.what, Right) or line.creditor not in parties:
            continue
        for name in line.what.of:
            technology = deal.technologies.get(name)
            worth = None if technology is None else technology.worth.get(line.creditor)
            if worth is not None:
                had = combined(np.multiply, reader.read(line.quantity), futures.values(worth)) / _QUARTERS
                yield _item(futures, line.creditor, "declared", f"{line.path}/{name}", had, days, (worth,))
