"""Quantities of a plan held still: what is made, moved, used and built with the deal and without it. Not a plan of its own.

A plan as handed over tells units and money, not every column; the program is solved once more with its units and its package
given, which leaves nothing to choose but where avoided cost falls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.plan import Plan
from dronedeal.deal.row import Unfolded
from dronedeal.planning import Compiled, NoDeal, prepared
from dronedeal.reading import FloatVector
from dronedeal.solving import Solution, Solver
from dronedeal.unfolding import unfold

__all__ = ["FlowKey", "Held", "Quantities", "held", "mixed"]

FlowKey = tuple[str, str, str, str, str]
"""Clause, system, kit, site and need of a flow of units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """Units delivered by flow, with their lead in quarters; effect by need and step of worth; alternatives; capacity bought.

    ``opened`` is capital that any capacity at all takes, by site, as a multiple of its number (one in the quarter it is spent).
    """

    flows: Mapping[FlowKey, FloatVector]
    leads: Mapping[FlowKey, int]
    steps: Mapping[str, FloatVector]
    alternatives: Mapping[tuple[str, str], FloatVector]
    bought: Mapping[str, FloatVector]
    opened: Mapping[str, FloatVector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A deal with its plan's quantities, the same without the deal, and the package that prices them.

    ``unseen`` is what a party has without the deal beyond the no-deal plan: what it states, or could do better alone.
    """

    deal: Deal
    unfolded: Unfolded
    struck: Deal
    struck_unfolded: Unfolded
    with_deal: Quantities
    without_deal: Quantities
    package: Mapping[str, float]
    unseen: Mapping[str, float]


_ROOMS = (0.0, 1e-3)
"""Shares by which units may differ from those the plan told, tried in turn: a plan leaves out what is next to nothing."""
_CLOSE = 1e-5
"""Share of the joint value within which the program solved again must come to what the plan says."""


def held(deal: Deal, plan: Plan, no_deal: NoDeal) -> Held | None:
    """The quantities of a plan; None where solving again with its units does not give its value."""
    unfolded = unfold(deal)
    values = _solved(deal, unfolded, plan, no_deal)
    if values is None:
        return None
    compiled, columns = values
    return Held(
        deal=deal,
        unfolded=unfolded,
        struck=no_deal.compiled.deal,
        struck_unfolded=no_deal.compiled.unfolded,
        with_deal=_quantities(compiled, columns),
        without_deal=_quantities(no_deal.compiled, no_deal.solution.values),
        package=dict(plan.package),
        unseen={party: no_deal.values[party] - value for party, value in no_deal.planned.items()},
    )


def _solved(deal: Deal, unfolded: Unfolded, plan: Plan, no_deal: NoDeal) -> tuple[Compiled, FloatVector] | None:
    """The program with the plan's units exactly, or next to them where what the plan left out is missed; nothing else will do."""
    for room in _ROOMS:
        compiled, solution = _with_units(deal, unfolded, plan, no_deal, room)
        if solution.status == "optimal":
            joint = float(solution.values[compiled.joint])
            if abs(joint - plan.joint_value) <= _CLOSE * max(abs(joint), abs(plan.joint_gain)):
                return compiled, solution.values
    return None


def _with_units(deal: Deal, unfolded: Unfolded, plan: Plan, no_deal: NoDeal, room: float) -> tuple[Compiled, Solution]:
    periods = deal.horizon.periods
    told: dict[FlowKey, FloatVector] = {}
    for one in plan.deliveries:
        key = (one.term, one.system, one.kit, one.site, one.need)
        told.setdefault(key, np.zeros(periods))[one.quarter] += one.units
    nothing = np.zeros(periods)
    compiled = prepared(deal, unfolded, no_deal, dict(plan.package))
    units = [
        told.get((flow.clause, flow.system, flow.kit, flow.site, flow.need), nothing) for flow in compiled.goods.flows
    ]
    if not room:
        compiled = prepared(deal, unfolded, no_deal, dict(plan.package), units)
    solver = Solver(compiled.program)
    for columns, wanted in zip(compiled.goods.columns, units, strict=True) if room else ():
        gap = room * np.maximum(1.0, wanted)
        solver.change_bounds(columns, np.maximum(0.0, wanted - gap), wanted + gap)
    for site, columns in compiled.goods.built.items():
        bought = np.array(plan.built.get(site, (0.0,) * periods))
        gap = room * np.maximum(10.0, bought)
        solver.change_bounds(columns, np.maximum(0.0, bought - gap), bought + gap)
    for row in compiled.floor.values():  # a floor met exactly may be missed by the room given to units
        solver.change_row_bounds(np.array([row]), -np.inf, np.inf)
    objective = np.zeros(compiled.program.column_count)
    objective[compiled.joint] = 1.0
    solver.change_objective(objective)
    return compiled, solver.solve()


def _quantities(compiled: Compiled, values: FloatVector) -> Quantities:
    goods, bases = compiled.goods, compiled.bases
    flows: dict[FlowKey, FloatVector] = {}
    leads: dict[FlowKey, int] = {}
    for flow, columns in zip(goods.flows, goods.columns, strict=True):
        key = (flow.clause, flow.system, flow.kit, flow.site, flow.need)
        flows[key] = flows.get(key, 0.0) + np.maximum(0.0, values[columns])
        leads[key] = flow.lead
    bought = {site: np.maximum(0.0, values[columns]) for site, columns in goods.built.items()}
    opened: dict[str, FloatVector] = {}
    for site, units in bought.items():
        build = compiled.deal.sites[site].build
        if build is not None and build.fixed is not None:
            variable = units * bases.vector(build.capital) * 4.0
            fixed = bases.vector(build.fixed)
            opened[site] = np.rint((goods.capital[site].at(values) - variable) / np.where(fixed > 0, fixed, 1.0))
    return Quantities(
        flows=flows,
        leads=leads,
        steps={name: np.maximum(0.0, values[need.steps]) for name, need in goods.needs.items()},
        alternatives={
            (name, alternative): np.maximum(0.0, values[columns])
            for name, need in goods.needs.items()
            for alternative, columns in need.alternatives.items()
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
        leads={**before.leads, **after.leads},
        steps={key: between(before.steps.get(key), units) for key, units in after.steps.items()},
        alternatives={key: between(before.alternatives.get(key), units) for key, units in after.alternatives.items()},
        bought=after.bought,
        opened=after.opened,
    )
