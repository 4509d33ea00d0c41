"""What held quantities are worth to each party, item by item, with the numbers behind every item.

The program's own arithmetic,
read again without a solver, so that one number can be moved and everything priced anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Number
from dronedeal.deal.quantity import Counted, Quantity, Thing
from dronedeal.deal.row import Unfolded
from dronedeal.deal.term import MoneyIn, Right
from dronedeal.planning import Bases
from dronedeal.reading import ArrayReader, FloatVector
from dronedeal.report.held import Held, Quantities

__all__ = ["Item", "counted", "items", "valued"]

_QUARTERS = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing a party's value is made of: present money at its own rate, and where the numbers stand that set its unit value."""

    party: str
    kind: str
    about: str
    amount: float
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
    at = {**held.package, **(settled or {})}
    for item in items(held.deal, held.unfolded, held.with_deal if quantities is None else quantities, at, gains):
        gains[item.party] += item.amount
    for item in items(held.struck, held.struck_unfolded, held.without_deal, at, gains):
        gains[item.party] -= item.amount
    return gains


def items(
    deal: Deal, unfolded: Unfolded, quantities: Quantities, settled: Mapping[str, float], parties: Collection[str]
) -> Iterator[Item]:
    """Every item of some parties' values."""
    bases = Bases(deal, settled)
    for each in (
        _flows(deal, bases, quantities, parties),
        _capital(deal, bases, quantities),
        _needs(deal, bases, quantities),
        _lines(deal, unfolded, bases, quantities, settled, parties),
    ):
        yield from (item for item in each if item.party in parties)


def _made(quantities: Quantities, key: tuple[str, str, str, str, str]) -> FloatVector:
    units, lead = quantities.flows[key], quantities.leads[key]
    return np.concatenate([units[lead:], np.zeros(lead)]) if lead else units


def _flows(deal: Deal, bases: Bases, quantities: Quantities, parties: Collection[str]) -> Iterator[Item]:
    costs: dict[tuple[str, str], FloatVector] = {}
    for key, units in quantities.flows.items():
        if not units.any():
            continue
        _, system, kit, site, need = key
        noun, where, buyer = deal.systems[system], deal.sites[site], deal.needs[need].of
        if where.of not in parties and buyer not in parties:
            continue
        if (system, kit) not in costs:
            costs[system, kit] = bases.unit_cost(system, kit)
        cost = costs[system, kit] * bases.vector(where.cost, 1.0)
        extra = noun.kits[kit].extra_cost if noun.kits else None
        learning = None if noun.learning is None else noun.learning.per_doubling
        behind = tuple(one for one in (noun.unit_cost, extra, where.cost, learning) if one is not None)
        made = -float(_made(quantities, key) * cost @ bases.discount(where.of))
        yield Item(party=where.of, kind="production", about=f"{site}/{system}/{kit}", amount=made, behind=behind)
        if noun.support is not None:
            spent = -float(units * bases.vector(noun.support) @ bases.discount(buyer))
            yield Item(
                party=buyer, kind="support", about=f"{need}/{system}", amount=spent, behind=(noun.support,)
            )  # fmt: skip


def _capital(deal: Deal, bases: Bases, quantities: Quantities) -> Iterator[Item]:
    for site, bought in quantities.bought.items():
        build = deal.sites[site].build
        if build is None or not bought.any():
            continue
        parts = [(build.capital, bought * bases.vector(build.capital) * _QUARTERS)]
        if build.fixed is not None and site in quantities.opened:
            parts.append((build.fixed, quantities.opened[site] * bases.vector(build.fixed)))
        payers = {party: bases.vector(one) for party, one in build.paid_by.items()}
        for party, paid in (payers or {deal.sites[site].of: np.ones(bases.periods)}).items():
            for index, (number, spent) in enumerate(parts):
                amount = -float(spent * paid @ bases.discount_at_start(party))
                yield Item(party=party, kind="capital", about=f"{site}/{index}", amount=amount, behind=(number,))
                if build.salvage is not None:
                    back = float((spent * paid * bases.vector(build.salvage)).sum() * bases.discount(party)[-1])
                    about, behind = f"{site}/{index}", (number, build.salvage)
                    yield Item(party=party, kind="residual", about=about, amount=back, behind=behind)


def _needs(deal: Deal, bases: Bases, quantities: Quantities) -> Iterator[Item]:
    for name, steps in quantities.steps.items():
        need = deal.needs[name]
        discount = bases.discount(need.of)
        worths: list[tuple[str, FloatVector, tuple[Number, ...]]] = []
        if need.worth.avoids is not None:
            one = deal.alternatives[need.worth.avoids]
            cost = bases.vector(one.unit_cost) + bases.vector(one.support)
            worth = np.minimum.accumulate(cost / bases.vector(one.effect, 1.0))
            behind = tuple(number for number in (one.unit_cost, one.support, one.effect) if number is not None)
            worths.append(("avoided", worth, behind))
        worths.extend(("forces", bases.vector(step.worth), (step.worth,)) for step in need.worth.then)
        for index, ((kind, worth, behind), served) in enumerate(zip(worths, steps, strict=True)):
            if served.any():
                amount = float(served * worth @ discount)
                yield Item(party=need.of, kind=kind, about=f"{name}/{index}", amount=amount, behind=behind)
        if need.salvage is not None and quantities.stored[name]:
            left = quantities.stored[name] * float(bases.vector(need.salvage)[-1] * discount[-1])
            yield Item(party=need.of, kind="salvage", about=name, amount=left, behind=(need.salvage,))
    for (name, alternative), units in quantities.alternatives.items():
        if units.any():
            one, party = deal.alternatives[alternative], deal.needs[name].of
            price = bases.vector(one.unit_cost) + bases.vector(one.support)
            behind = tuple(number for number in (one.unit_cost, one.support) if number is not None)
            amount = -float(units * price @ bases.discount(party))
            yield Item(party=party, kind="alternatives", about=f"{name}/{alternative}", amount=amount, behind=behind)


def counted(bases: Bases, quantities: Quantities) -> dict[Counted, FloatVector]:
    """Counted things as unfolding knows them: units delivered under clauses, units made and capital spent at sites."""
    deal = bases.deal
    facts: dict[Counted, FloatVector] = {}

    def add(thing: Counted, units: FloatVector) -> None:
        facts[thing] = facts.get(thing, 0.0) + units

    for key, units in quantities.flows.items():
        clause, system, kit, site, need = key
        name = (f"{system}/{kit}",)
        if clause:
            buyer = deal.needs[need].of
            add(Counted(thing=Thing.UNITS_DELIVERED, subject=clause, systems=name, to=buyer), units)
        add(Counted(thing=Thing.UNITS_PRODUCED, subject=site, systems=name), _made(quantities, key))
    for site, bought in quantities.bought.items():
        build = deal.sites[site].build
        if build is not None:
            spent = bought * bases.vector(build.capital) * _QUARTERS
            if build.fixed is not None and site in quantities.opened:
                spent = spent + quantities.opened[site] * bases.vector(build.fixed)
            add(Counted(thing=Thing.CAPITAL_SPENT, subject=site), spent)
    return facts


def _lines(
    deal: Deal, unfolded: Unfolded, bases: Bases, quantities: Quantities, settled: Mapping[str, float],
    parties: Collection[str],
) -> Iterator[Item]:  # fmt: skip
    reader = ArrayReader(deal.horizon, counted(bases, quantities), settled=dict(settled))
    for line in unfolded.lines:
        if line.debtor not in parties and line.creditor not in parties:
            continue
        if isinstance(line.what, MoneyIn):
            amounts = reader.read(line.quantity)[0]
            if not amounts.any():
                continue
            for party, sign in ((line.debtor, -1.0), (line.creditor, 1.0)):
                amount = sign * float(amounts @ bases.discount_on(party, line.due))
                yield Item(party=party, kind="payment", about=line.path, amount=amount, behind=line.quantity)
        elif isinstance(line.what, Right):
            for name in line.what.of:
                technology = deal.technologies.get(name)
                worth = None if technology is None else technology.worth.get(line.creditor)
                if worth is not None:
                    had = reader.read(line.quantity)[0] * bases.vector(worth) / _QUARTERS
                    amount = float(had @ bases.discount(line.creditor))
                    about = f"{line.path}/{name}"
                    yield Item(party=line.creditor, kind="declared", about=about, amount=amount, behind=(worth,))
