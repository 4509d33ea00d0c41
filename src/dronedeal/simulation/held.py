"""Quantities of a plan held still: what is made, moved, used and built with the deal and without it. Not a plan of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.quantity import Thing, counted_in
from dronedeal.deal.row import Unfolded
from dronedeal.planning import Compiled, Flow, NoDealPlan, Worked
from dronedeal.reading import FloatVector

__all__ = ["FlowKey", "Held", "Quantities", "held", "made_before", "mixed", "quantities_of", "timed"]

FlowKey = tuple[str, str, str, str, str]
"""Clause, system, kit, site and need of a flow of units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """Units delivered by flow, with the way they go; effect by need and step of worth; alternatives; capacity bought.

    Arrays are by quarter, of shape (quarters,) or, in many futures at once, (futures, quarters); ``steps`` have theirs before.
    ``stored`` is effect in store when the horizon ends, by need. ``opened`` is capital that any capacity at all takes, by site, as a multiple of its number (one in the quarter it is spent).
    ``making`` is units by quarter of making, of flows that do not arrive just their lead after. ``late`` is by how many days what a clause delivers comes late, by its quarter of delivery; nothing in a plan.
    """

    flows: Mapping[FlowKey, FloatVector]
    ways: Mapping[FlowKey, Flow]
    steps: Mapping[str, FloatVector]
    alternatives: Mapping[tuple[str, str], FloatVector]
    stored: Mapping[str, FloatVector | float]
    bought: Mapping[str, FloatVector]
    opened: Mapping[str, FloatVector]
    late: Mapping[str, FloatVector] = field(default_factory=dict[str, FloatVector])
    making: Mapping[FlowKey, FloatVector] = field(default_factory=dict[FlowKey, FloatVector])

    def made(self, key: FlowKey) -> FloatVector:
        """Units of a flow by quarter of making."""
        return self.making[key] if key in self.making else made_before(self.flows[key], self.ways[key].lead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A deal with its plan's quantities, the same without the deal, and the package that prices them.

    ``unseen`` is what a party has without the deal beyond the no-deal plan: what it states, or could do better alone. ``timed`` are
    clauses by which somebody pays for days of delay. ``expected`` is the deal the plan was made for, where it is carried out in another.
    """

    deal: Deal
    unfolded: Unfolded
    struck: Deal
    struck_unfolded: Unfolded
    with_deal: Quantities
    without_deal: Quantities
    package: Mapping[str, float]
    unseen: Mapping[str, float]
    timed: frozenset[str]
    expected: Deal | None = None


def made_before(delivered: FloatVector, lead: int) -> FloatVector:
    """Units by quarter of making that are delivered so many quarters later."""
    if not lead:
        return delivered
    return np.concatenate([delivered[..., lead:], np.zeros_like(delivered[..., :lead])], axis=-1)


def held(worked: Worked) -> Held | None:
    """The quantities of a plan; None where there is none."""
    chosen, no_deal = worked.chosen, worked.no_deal
    if chosen is None or not isinstance(no_deal, NoDealPlan):
        return None
    return Held(
        deal=chosen.compiled.deal,
        unfolded=chosen.compiled.unfolded,
        struck=no_deal.compiled.deal,
        struck_unfolded=no_deal.compiled.unfolded,
        with_deal=quantities_of(chosen.compiled, chosen.solution.values),
        without_deal=quantities_of(no_deal.compiled, no_deal.solution.values),
        package=chosen.package,
        timed=timed(chosen.compiled.unfolded, no_deal.compiled.unfolded),
        unseen={party: no_deal.values[party] - value for party, value in no_deal.planned.items()},
    )


def timed(*unfolded: Unfolded) -> frozenset[str]:
    """Clauses by which somebody pays for days of delay."""
    lines = (line for one in unfolded for line in one.lines)
    things = (one for line in lines for one in counted_in(line.quantity))
    return frozenset(one.subject for one in things if one.thing is Thing.DAYS_LATE)


def quantities_of(compiled: Compiled, values: FloatVector) -> Quantities:
    """The quantities of a solved program."""
    goods = compiled.goods
    flows: dict[FlowKey, FloatVector] = {}
    ways: dict[FlowKey, Flow] = {}
    for flow, columns in zip(goods.flows, goods.columns, strict=True):
        key = (flow.clause, flow.system, flow.kit, flow.site, flow.need)
        flows[key] = flows.get(key, 0.0) + np.maximum(0.0, values[columns])
        ways.setdefault(key, flow)
    bought = {site: np.maximum(0.0, values[columns]) for site, columns in goods.built.items()}
    opened = {site: np.rint(values[columns]) for site, columns in goods.opens.items()}
    return Quantities(
        flows=flows,
        ways=ways,
        steps={name: np.maximum(0.0, values[need.steps]) for name, need in goods.needs.items()},
        alternatives={
            (name, alternative): np.maximum(0.0, values[columns])
            for name, need in goods.needs.items()
            for alternative, columns in need.alternatives.items()
        },
        stored={
            name: sum(max(0.0, float(values[columns[-1]])) for columns in need.held)
            for name, need in goods.needs.items()
        },
        bought=bought,
        opened=opened,
    )


def mixed(one: Held, kept: float) -> Quantities:
    """Quantities when only a share of what the deal changes comes about, while all its capital has been spent."""
    before, after = one.without_deal, one.with_deal

    def between(was: FloatVector | None, will: FloatVector | None) -> FloatVector:
        low = np.zeros_like(will) if was is None and will is not None else was
        high = np.zeros_like(was) if will is None and was is not None else will
        if low is None or high is None:
            return np.zeros(0)
        return np.asarray(low + kept * (high - low))

    return Quantities(
        flows={key: between(before.flows.get(key), after.flows.get(key)) for key in {**before.flows, **after.flows}},
        ways={**before.ways, **after.ways},
        steps={key: between(before.steps.get(key), units) for key, units in after.steps.items()},
        alternatives={key: between(before.alternatives.get(key), units) for key, units in after.alternatives.items()},
        stored={
            need: before.stored.get(need, 0.0) * (1.0 - kept) + kept * effect for need, effect in after.stored.items()
        },
        bought=after.bought,
        opened=after.opened,
    )
