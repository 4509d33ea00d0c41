"""Walking away: each party's best with its own resources, existing terms and rivals, every proposed term struck.

Two solves of one program make the no-deal plan; one more a party makes its own best within it (ADR 4). Not a judgement of
what a party ought to accept.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from hashlib import blake2b

import numpy as np

from dronedeal.deal.deal import Deal, strike
from dronedeal.planning.avoiding import PREFERRED, avoiding
from dronedeal.planning.base import Bases
from dronedeal.planning.branched import compile_deal
from dronedeal.planning.compile import Compiled
from dronedeal.planning.floors import Floors
from dronedeal.planning.kinds import kinds_of
from dronedeal.reading import FloatVector
from dronedeal.solving import Solution, Solver, Start
from dronedeal.unfolding import unfold

__all__ = ["NoDeal", "NoDealImpossible", "NoDealPlan", "like_without", "walk_away"]

_GAP = 1e-5
"""Distance to the bound, relative to the joint value, at which a no-deal plan with integers is taken for the best."""


_SECONDS = 60.0
"""Longest each solve of a no-deal plan may take; the best found by then is told as not proven the best."""

_NOTHING = 1e-6
"""Share of what a channel can carry that is what solvers leave behind, not units: with no money for them, none can be held."""


_UNPROVEN = f"no plan without the deal was proven the best within {_SECONDS:.0f} s: walk-aways may be higher"


class NoDealImpossible(ValueError):
    """Not even the existing terms can hold; ``compiled`` is their program."""

    def __init__(self, compiled: Compiled) -> None:
        """Keep the program, so that the conflict can be found."""
        self.compiled = compiled
        super().__init__("the existing terms cannot hold together")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDeal(Floors):
    """What everyone would have without the deal.

    ``planned`` is each party's value under the no-deal plan, and ``kinds`` what it is made of, as ``kinds_of`` has it; ``notes``
    say who could do better alone than that; ``program`` names the program it comes from by its numbers, and ``start`` is where that
    of a like deal may begin.
    """

    planned: dict[str, float]
    kinds: dict[str, dict[str, float]]
    notes: tuple[str, ...]
    program: str
    start: Start | None
    seconds: float

    @property
    def floors(self) -> Floors:
        """What of it a plan has to keep to."""
        return Floors(**{one.name: getattr(self, one.name) for one in fields(Floors)})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDealPlan(NoDeal):
    """The same with the plan it comes from."""

    compiled: Compiled
    solution: Solution

    @property
    def known(self) -> NoDeal:
        """What everyone would have, without the plan: small enough to hand to another process."""
        return NoDeal(**{one.name: getattr(self, one.name) for one in fields(NoDeal)})


def like_without(deal: Deal, base: NoDeal | None) -> NoDeal:
    """What everyone has without a deal that is like another: the other's where no number that counts differs; as ``walk_away``."""
    started = time.perf_counter()
    compiled, stated = _compiled(deal), _stated(deal)
    if base is not None and base.program == _named(compiled, stated):
        return base
    return _walked(compiled, stated, None if base is None else base.start, started).known


def walk_away(deal: Deal, start: Start | None = None) -> NoDealPlan:
    """Compute the no-deal plan and each party's walk-away.

    Parameters
    ----------
    start
        Where to begin: where the no-deal plan of a like deal ended.

    Raises
    ------
    NoDealImpossible
        The existing terms contradict each other.
    """
    started = time.perf_counter()
    return _walked(_compiled(deal), _stated(deal), start, started)


def _compiled(deal: Deal) -> Compiled:
    struck = strike(deal, *(name for name, clause in deal.terms.items() if clause.status == "proposed"))
    return compile_deal(struck, unfold(struck))


def _stated(deal: Deal) -> dict[str, float]:
    """What parties state that walking away is worth beyond the plan."""
    bases = Bases(deal)
    return {
        party.id: bases.scalar(party.walk_away.adds) for party in deal.parties.values() if party.walk_away is not None
    }


def _named(compiled: Compiled, stated: dict[str, float]) -> str:
    """A program by its numbers and the names of its blocks: two of one name have the same answers."""
    arrays, digest = compiled.program.arrays(), blake2b(digest_size=16)
    for one in (
        arrays.lower, arrays.upper, arrays.integer, arrays.sizes, arrays.row_lower, arrays.row_upper, arrays.matrix.starts,
        arrays.matrix.rows, arrays.matrix.values, compiled.goal(compiled.joint), avoiding(compiled),
    ):  # fmt: skip
        digest.update(one.tobytes())
    digest.update(repr((stated, compiled.sizes, [list(blocks.items()) for blocks in compiled.program.blocks])).encode())
    return digest.hexdigest()


def _walked(compiled: Compiled, stated: dict[str, float], start: Start | None, started: float) -> NoDealPlan:
    program = _named(compiled, stated)
    solver = Solver(compiled.program, mip_gap=_GAP, time_limit=_SECONDS)
    solver.start_from(start)
    avoided = _avoided(compiled, solver)
    for need, to_date in avoided.items():
        rows = compiled.goods.needs[need].avoided_rows
        solver.change_row_bounds(rows, -np.inf, to_date * (1.0 + 1e-9) + 1e-9)
    best = _best(compiled, solver)
    solution = _really_bought(compiled, solver, best)
    end = solver.start(solution)
    served = {
        name: np.maximum(0.0, solution.values[columns.steps].sum(axis=0))
        for name, columns in compiled.goods.needs.items()
    }
    planned = {party: worth.at(solution.values) for party, worth in compiled.value.items()}
    values = _own_best(compiled, solver, solution, planned)
    notes = tuple(
        f"{party} could do better alone by {values[party] - planned[party]:,.0f} than under the no-deal plan"
        for party in sorted(values)
        if values[party] - planned[party] > 1e-4 * max(1.0, abs(planned[party]))
    )
    return NoDealPlan(
        values={party: value + stated.get(party, 0.0) for party, value in values.items()},
        planned=planned,
        kinds=kinds_of(compiled, solution.values),
        joint=compiled.joint.at(solution.values) + sum(stated.values()),
        avoided=avoided,
        served=served,
        compiled=compiled,
        solution=solution,
        notes=notes if best.status == "optimal" else (*notes, _UNPROVEN),
        program=program,
        start=end,
        seconds=time.perf_counter() - started,
    )


def _best(compiled: Compiled, solver: Solver) -> Solution:
    solver.change_objective(compiled.goal(compiled.joint))
    solution = solver.solve()
    if not solution.has_values:
        raise NoDealImpossible(compiled)
    return solution


def _avoided(compiled: Compiled, solver: Solver) -> dict[str, FloatVector]:
    """Effect to date that each need would have at its alternative's cost: bought, or served as cheaply by existing terms."""
    # a need is worth its alternative's whole cost, which leaves a planner indifferent; no value is taken from this solve
    solver.change_objective(compiled.goal(compiled.joint) + PREFERRED * avoiding(compiled))
    solution = solver.solve()
    if not solution.has_values:
        raise NoDealImpossible(compiled)
    return {
        name: np.cumsum(np.maximum(0.0, solution.values[columns.steps[0]]))
        for name, columns in compiled.goods.needs.items()
        if columns.avoided
    }


def _really_bought(compiled: Compiled, solver: Solver, solution: Solution) -> Solution:
    """Among equally good no-deal plans the one that buys its alternatives, which are worth just what they cost."""
    preferred = avoiding(compiled)
    if not preferred.any():
        return solution
    best, row = compiled.joint.at(solution.values), np.array([compiled.joint_floor])
    solver.fix_integers(solution.values)
    solver.change_row_bounds(row, best - 1e-9 * max(1.0, abs(best)), np.inf)
    solver.change_objective(compiled.goal(compiled.joint) + PREFERRED * preferred)
    bought = solver.solve()
    solver.change_row_bounds(row, -np.inf, np.inf)
    solver.free_integers()
    return bought if bought.status == "optimal" else solution


def _own_best(compiled: Compiled, solver: Solver, solution: Solution, planned: dict[str, float]) -> dict[str, float]:
    """Each party's best while what existing terms move between two parties stays as planned.

    A party whose value then hangs on nothing that is left to choose keeps what is planned.
    """
    for flow, columns in zip(compiled.goods.flows, compiled.goods.columns, strict=True):
        if flow.clause and flow.seller != flow.buyer:
            units = np.minimum(solution.values[columns], flow.most)
            units[units <= _NOTHING * max(1.0, flow.rate)] = 0.0
            if compiled.deal.systems[flow.system].whole:
                units = np.round(units)
            solver.change_bounds(columns, units, units)
    arrays = solver.arrays
    free = arrays.lower < arrays.upper
    values: dict[str, float] = {}
    for party, worth in compiled.value.items():
        if not free[worth.columns].any():
            values[party] = planned[party]
            continue
        solver.change_objective(compiled.goal(worth))
        own = solver.solve()
        best = worth.at(own.values) if own.status == "optimal" else planned[party]
        values[party] = max(best, planned[party])
    return values
