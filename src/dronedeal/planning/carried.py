"""The plan of a signed deal from a quarter on, what was counted before held as it was. Not how it was counted: a ledger knows."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.plan import Plan
from dronedeal.deal.quantity import Counted, Thing
from dronedeal.planning.compile import Compiled
from dronedeal.planning.floors import GAP, prepared
from dronedeal.planning.package import SECONDS, Chosen
from dronedeal.planning.plan import plan_of
from dronedeal.planning.walk_away import NoDealImpossible, walk_away
from dronedeal.reading import FloatVector, IntVector
from dronedeal.solving import Solution, Solver
from dronedeal.unfolding import unfold

__all__ = ["Carried", "Misfit", "Past", "carried_on"]

_AWAY = 1e12
"""How far below what anybody has without the deal its floor is laid, in the deal's currency: a signed deal binds, whatever it is worth."""

_MISSED = 1e-6
"""Share of the largest count by which a count may be missed: the solver's own tolerance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was counted in the quarters that are over.

    Parameters
    ----------
    quarters
        How many quarters of the horizon are over.
    counted
        By what was counted, one value a quarter; what is absent was nothing.
    """

    quarters: int
    counted: Mapping[Counted, FloatVector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A count that no plan of the deal can have had: what was counted, and the nearest that a plan can hold."""

    counted: Counted
    quarter: int
    happened: float
    held: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The plan with the past held; none where ``because`` says why. ``misfits`` are counts it could not hold.

    ``counted`` is what the plan counts, units or money a quarter, of shape (quarters,), by what is counted.
    """

    plan: Plan | None
    because: str = ""
    counted: Mapping[Counted, FloatVector] = field(default_factory=dict[Counted, FloatVector])
    misfits: tuple[Misfit, ...] = ()


def carried_on(deal: Deal, past: Past | None = None, *, progress: Callable[[str], None] = lambda _: None) -> Carried:
    """Plan a deal whose numbers are closed, with what has happened held, if anything has, to the joint best of what is left.

    Nobody can walk away from what is signed, so walk-aways are no floors; own forces come first from now on. Deliveries of proposed
    clauses are held in every quarter that is over, at nothing where none were recorded; all else (existing clauses, production, capital)
    only where it was recorded. What own forces did meanwhile, and what else was bought, is not in a ledger: the plan supposes the best.

    Notes
    -----
    Two programs. The first finds the plan whose counts miss what happened least, each relative to the largest count of its kind;
    budgets give way where the past was dearer than they allow. The second holds those counts, and asks for the joint best; where a slow
    machine finds none in time, it begins once more from where the first ended, which is a plan.
    """
    started, past = time.perf_counter(), past or Past(quarters=0, counted={})
    progress("what everybody has without the deal")
    try:
        no_deal = walk_away(deal)
    except NoDealImpossible as impossible:
        return Carried(plan=None, because=str(impossible))
    floors = replace(no_deal, values={party: value - _AWAY for party, value in no_deal.values.items()})
    compiled = prepared(deal, unfold(deal), floors)
    _free_own_forces(compiled, past.quarters)
    held = _hold(compiled, past)
    progress("the plan nearest to what happened")
    solver = Solver(compiled.program, mip_gap=GAP, time_limit=SECONDS)
    solver.change_objective(held.costs(compiled))
    nearest = solver.solve()
    if not nearest.has_values:
        return Carried(plan=None, because=f"no plan holds what happened: {nearest.status}")
    held.keep(compiled, solver, nearest)
    start = solver.start(nearest)
    progress("the best of what is left")
    solver.change_objective(compiled.goal(compiled.joint))
    solution = solver.solve()
    if solution.status == "time_limit" and not solution.has_values:
        solver.start_from(start)
        solution = solver.solve()
    if not solution.has_values:
        return Carried(plan=None, because=f"no plan was found for what is left: {solution.status}")
    chosen = Chosen(
        compiled=compiled, solution=solution, rates=solution, package={}, bound=solution.bound, splits={},
        proven=solution.status == "optimal", start=None, solve_seconds=nearest.seconds + solution.seconds, assemble_seconds=0.0,
    )  # fmt: skip
    counted = {one: facts.at(solution.values) for one, facts in compiled.goods.facts.items()}
    return Carried(plan=plan_of(chosen, no_deal, started, None), counted=counted, misfits=held.misfits(solution))


def _free_own_forces(compiled: Compiled, quarters: int) -> None:
    """In what is over, own forces had what they had."""
    for need, columns in compiled.goods.needs.items():
        if compiled.deal.needs[need].own:
            compiled.program.set_row_bounds(columns.own_rows[:quarters], -np.inf, np.inf)


@dataclass(frozen=True, slots=True)
class _Held:
    """Counts that are held, with the columns by which a plan may fall short of each or go over it."""

    counted: tuple[tuple[Counted, int, float], ...]
    short: IntVector
    over: IntVector
    sizes: FloatVector

    def costs(self, compiled: Compiled) -> FloatVector:
        """The objective that asks for the smallest miss, and then for the least that is spent beyond a budget."""
        costs = np.zeros(compiled.program.column_count)
        costs[self.short] = costs[self.over] = -1.0 / self.sizes
        for lifts in compiled.money.overspent:
            compiled.program.set_bounds(lifts, 0.0, np.inf)
            costs[lifts] = -1e-6 / max(1.0, *compiled.sizes.values())
        return costs

    def keep(self, compiled: Compiled, solver: Solver, nearest: Solution) -> None:
        """From now on the counts miss no more than they have to."""
        room = _MISSED * self.sizes
        for columns in (self.short, self.over):
            solver.change_bounds(columns, 0.0, np.maximum(nearest.values[columns], 0.0) + room)
        for lifts in compiled.money.overspent:
            solver.change_bounds(lifts, 0.0, np.maximum(nearest.values[lifts], 0.0) * (1.0 + _MISSED) + _MISSED)

    def misfits(self, solution: Solution) -> tuple[Misfit, ...]:
        """Counts that are missed by more than the solver's tolerance, and by half a unit at least."""
        missed = solution.values[self.over] - solution.values[self.short]
        return tuple(
            Misfit(counted=counted, quarter=quarter, happened=happened, held=happened + float(off))
            for (counted, quarter, happened), off, size in zip(self.counted, missed, self.sizes, strict=True)
            if abs(off) > max(0.5, 1e-4 * size)
        )


def _hold(compiled: Compiled, past: Past) -> _Held:
    """Rows that hold what was counted, each with a column short of it and one over it."""
    found: list[tuple[Counted, int, float]] = []
    for counted in compiled.goods.facts:
        happened = past.counted.get(counted)
        if happened is None and not _is_signed(compiled.deal, counted):
            continue
        values = np.zeros(past.quarters) if happened is None else happened[: past.quarters]
        found += [(counted, quarter, float(value)) for quarter, value in enumerate(values)]
    largest = {one: max(1.0, *(value for other, _, value in found if other == one)) for one, _, _ in found}
    sizes = np.array([largest[one] for one, _, _ in found])
    program, wanted = compiled.program, np.array([value for _, _, value in found])
    short = program.columns(len(found), size=sizes, label="short of what happened")
    over = program.columns(len(found), size=sizes, label="over what happened")
    constants = np.array([compiled.goods.facts[one].constant[quarter] for one, quarter, _ in found])
    rows = program.rows(len(found), lower=wanted - constants, upper=wanted - constants, label="what happened")
    for row, (one, quarter, _) in zip(rows, found, strict=True):
        facts = compiled.goods.facts[one]
        there = facts.periods == quarter
        program.add(np.full(int(there.sum()), row), facts.columns[there], facts.coefficients[there])
    program.add(rows, short, 1.0)
    program.add(rows, over, -1.0)
    return _Held(counted=tuple(found), short=short, over=over, sizes=sizes)


def _is_signed(deal: Deal, counted: Counted) -> bool:
    """Whether what was not recorded was nothing: deliveries of clauses that were signed."""
    clause = deal.terms.get(counted.subject)
    return counted.thing is Thing.UNITS_DELIVERED and clause is not None and clause.status == "proposed"
