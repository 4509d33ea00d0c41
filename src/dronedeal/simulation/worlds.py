"""A plan carried out in the base case or in one of several named scenarios, as chance has it. Not the scenarios themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dronedeal.deal.deal import Deal, drawn_of, strike
from dronedeal.deal.number import Disputed, Open, Uncertain, base_of, parts_of
from dronedeal.deal.row import Unfolded
from dronedeal.planning import Bases, flows_of
from dronedeal.reading import FloatVector, IntVector
from dronedeal.simulation.draws import Draws
from dronedeal.simulation.held import FlowKey, Held, Quantities, timed
from dronedeal.simulation.prepared import Outcome, Prepared
from dronedeal.simulation.replanned import replanned
from dronedeal.unfolding import unfold

__all__ = ["World", "Worlds", "within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A scenario that may come about: the plan of the base case carried out under it, and the numbers that are drawn in it."""

    name: str
    probability: float
    prepared: Prepared
    numbers: Mapping[str, Uncertain | Disputed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worlds:
    """The base case and what may come about instead; ``draws`` have a last column more, which says what does, where there is a choice."""

    draws: Draws
    base: Prepared
    others: tuple[World, ...] = ()

    def run(self, shares: FloatVector) -> Outcome:
        """What comes of the plan at shares of chance, shape (futures, numbers), with the choice of a world last where there are several."""
        if not self.others:
            return self.base.run(self.draws.at(shares), shares.shape[0])
        count, which = shares.shape[0], self.which(shares)
        parts: list[tuple[IntVector, Outcome]] = []
        for at, prepared, numbers in self._each():
            rows: IntVector = np.flatnonzero(which == at)
            if rows.size:
                drawn = self.draws.at(shares[rows], numbers)
                parts.append((rows, prepared.run(drawn, rows.size)))
        found = Outcome(**{name: np.empty((count, *one.shape[1:])) for name, one in parts[0][1].arrays()})
        for rows, part in parts:
            for name, one in part.arrays():
                getattr(found, name)[rows] = one
        return found

    def replanned(self, shares: FloatVector) -> Outcome:
        """The same with the plan made anew each year from what has happened, one future after another."""
        which = self.which(shares) if self.others else np.zeros(shares.shape[0], dtype=np.int64)
        found: dict[int, Outcome] = {}
        for at, prepared, numbers in self._each():
            rows: IntVector = np.flatnonzero(which == at)
            drawn = self.draws.at(shares[rows], numbers) if rows.size else {}
            for place, row in enumerate(rows.tolist()):
                values = {path: float(one[place]) for path, one in drawn.items()}
                found[row] = replanned(prepared.held, values)
        return Outcome.joined([found[row] for row in range(shares.shape[0])])

    def which(self, shares: FloatVector) -> IntVector:
        """Which world comes about: none of the others is nought; shape (futures,)."""
        ends = np.cumsum([one.probability for one in self.others])
        # the base case is what is left, at the end
        found = np.searchsorted(ends, shares[:, -1], side="right") + 1
        return np.where(found > len(self.others), 0, found)

    def _each(self) -> Sequence[tuple[int, Prepared, Mapping[str, Uncertain | Disputed]]]:
        others = [(at, one.prepared, one.numbers) for at, one in enumerate(self.others, start=1)]
        return [(0, self.base, drawn_of(self.base.held.deal)), *others]


def within(held: Held, name: str, deal: Deal) -> World:
    """The plan of a base case, carried out in a scenario that has a probability.

    Orders stay as planned: what a scenario closes is given up, what it opens later waits, what it makes longer comes later.

    Raises
    ------
    ValueError
        The scenario changes who or what there is, the horizon or the currency.
    """
    other = next((what for what, one, two in _shapes(held.deal, deal) if one != two), "")
    if other:
        message = f"scenario {name} has {other} other than the base case, for which the plan was made"
        raise ValueError(message)
    struck = strike(deal, *(one for one, clause in deal.terms.items() if clause.status == "proposed"))
    unfolded, struck_unfolded, package = unfold(deal), unfold(struck), _package(held, deal)
    scenario = replace(
        held, deal=deal, unfolded=unfolded, struck=struck, struck_unfolded=struck_unfolded, package=package,
        with_deal=_ways(held.with_deal, deal, unfolded, package), without_deal=_ways(held.without_deal, struck, struck_unfolded, package),
        timed=timed(unfolded, struck_unfolded), expected=held.deal,
    )  # fmt: skip
    likely = 0.0 if deal.probability is None else float(base_of(deal.probability))  # type: ignore[arg-type]
    return World(name=name, probability=likely, prepared=Prepared(held=scenario), numbers=drawn_of(deal))


def _shapes(one: Deal, other: Deal) -> Iterator[tuple[str, object, object]]:
    """What a plan rests on and a scenario may not change: who and what there is, over which quarters, in which money."""
    yield "a currency", one.currency, other.currency
    yield "a horizon", one.horizon, other.horizon
    for table in ("parties", "needs", "systems", "sites", "alternatives"):
        yield table, set(getattr(one, table)), set(getattr(other, table))
    for name in one.needs.keys() & other.needs.keys():
        first, second = (
            (need.of, need.role, need.domain, need.kind, need.only, need.worth.avoids is None, len(need.worth.then))
            for need in (one.needs[name], other.needs[name])
        )
        yield f"a need {name}", first, second
    for name in one.systems.keys() & other.systems.keys():
        kits = [(set(system.effects), system.kit_names) for system in (one.systems[name], other.systems[name])]
        yield f"a system {name}", kits[0], kits[1]


def _package(held: Held, deal: Deal) -> dict[str, float]:
    """What the package has for the numbers a scenario leaves open, no farther than it lets them go."""
    opened = {part.path: part for number in deal.numbers for part in parts_of(number) if isinstance(part, Open)}
    return {
        path: min(max(held.package.get(path, float(one.low)), float(one.low)), float(one.high))
        for path, one in opened.items()
    }


def _ways(planned: Quantities, deal: Deal, unfolded: Unfolded, package: Mapping[str, float]) -> Quantities:
    """Planned quantities along the ways a scenario leaves open; the lead time stays the one that was planned with."""
    open_ways: dict[FlowKey, FloatVector] = {}
    for flow in flows_of(deal, unfolded, Bases(deal, package)):
        key = (flow.clause, flow.system, flow.kit, flow.site, flow.need)
        open_ways[key] = np.maximum(open_ways.get(key, 0.0), flow.most)
    ways = {key: replace(way, most=open_ways.get(key, np.zeros_like(way.most))) for key, way in planned.ways.items()}
    return replace(planned, ways=ways)
