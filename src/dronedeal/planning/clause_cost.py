"""What each clause costs: the deal without it, solved again at the plan's prices. Not a price: a difference of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from dronedeal.deal.deal import Deal, lift, strike
from dronedeal.deal.place import Place
from dronedeal.deal.plan import ClauseCost, Plan
from dronedeal.deal.term import Right
from dronedeal.planning.compile import Compiled
from dronedeal.planning.floors import GAP, Floors, floor_rows, prepared
from dronedeal.planning.package import Chosen
from dronedeal.planning.shortfall import shortfall
from dronedeal.solving import Solution, Solver, Start
from dronedeal.unfolding import unfold

__all__ = ["RULES", "Struck", "StruckOut", "clause_costs", "idle_clauses", "struck_gap", "struck_out"]

RULES = "rules"
"""What the bars of all rules together are called; of one rule, ``rules.US-DOD-848``."""

_QUARTERS = 4

_SECONDS = 30.0
"""Longest one integer program may take; the best found by then is what the deal is worth without the clause."""

_LEAST_GAP = 1e-8
"""Nearest, relative to the joint value, that a solver is asked for."""

_TINY = 1e-6
"""Share of what a line could move below which it moves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """What a deal without one clause is worth, in all and to each party; no clause is the whole deal.

    Without a clause that is ``needed`` everybody walks away: ``short`` says for whom the rest is too little, and by how much.
    """

    clause: str
    joint: float
    by_party: Mapping[str, float]
    needed: bool = False
    short: Mapping[str, float] = field(default_factory=dict[str, float])


def idle_clauses(compiled: Compiled, solution: Solution) -> frozenset[str]:
    """Proposed clauses that move nothing in a plan, promise nothing and grant nothing: without them the plan stands as it is.

    It stays the best too, for striking such a clause only takes ways away. Over regimes it has to be idle in all.
    """
    if compiled.branches:
        return frozenset[str].intersection(
            *(
                idle_clauses(one.compiled, replace(solution, values=one.within(solution.values)))
                for one in compiled.branches
            )
        )
    busy = {one.clause for one in compiled.unfolded.standing}
    busy |= {line.clause for line in compiled.unfolded.lines if isinstance(line.what, Right)}
    for flow, columns in zip(compiled.goods.flows, compiled.goods.columns, strict=True):
        if solution.values[columns].max(initial=0.0) > _TINY * max(1.0, flow.rate):
            busy.add(flow.clause)
    for payment in compiled.money.payments:
        moved = np.abs(payment.amount.at(solution.values)).max(initial=0.0)
        if moved > _TINY * max(1.0, compiled.sizes[payment.line.debtor]):
            busy.add(payment.line.clause)
    proposed = {clause.id for clause in compiled.deal.terms.values() if clause.status == "proposed"}
    return frozenset(proposed - busy)


@dataclass(frozen=True, slots=True)
class StruckOut:
    """A deal at a package, of which single clauses can be struck; each is solved by itself, so that many can be at once.

    Where what is left has no zone, everybody is left with its walk-away. ``gap`` is how near, relative to the joint value, a
    program with integers is solved: a clause that costs less than that may as well cost nothing. ``start`` is where the whole
    deal's program ended.
    """

    deal: Deal
    package: Mapping[str, float]
    floors: Floors
    idle: frozenset[str] = frozenset()
    gap: float = 1e-6
    start: Start | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What is worth striking: proposed clauses but the idle, which cost nothing; each rule that bars something; all of them."""
        proposed = (clause.id for clause in self.deal.terms.values() if clause.status == "proposed")
        return (*(name for name in proposed if name not in self.idle), *_rules(self.deal))

    def without(self, name: str) -> Struck:
        """The deal without one clause or the bars of a rule, every number of the package kept."""
        if name == RULES:
            return self.of(lift(self.deal), name)
        if name.startswith(f"{RULES}."):
            return self.of(lift(self.deal, name.removeprefix(f"{RULES}.")), name)
        return self.of(strike(self.deal, name), name)

    def of(self, deal: Deal, name: str) -> Struck:
        """The same of a deal in which something else than a clause is another; ``name`` says what."""
        compiled = prepared(deal, unfold(deal), self.floors, self.package)
        solver = Solver(compiled.program, mip_gap=self.gap, time_limit=_SECONDS)
        solver.change_objective(compiled.goal(compiled.joint))
        solver.start_from(self.start)
        rows, least = floor_rows(compiled, self.floors)
        room = compiled.program.arrays().row_lower[rows]
        for floor in (least, room):
            solver.change_row_bounds(rows, floor, np.inf)
            solution = solver.solve()
            if solution.has_values:
                return Struck(
                    clause=name,
                    joint=compiled.joint.at(solution.values),
                    by_party={party: worth.at(solution.values) for party, worth in compiled.value.items()},
                )
        short = shortfall(compiled, self.floors, gap=self.gap, seconds=_SECONDS).parties
        return Struck(clause=name, joint=self.floors.joint, by_party=self.floors.values, needed=True, short=short)


def _rules(deal: Deal) -> tuple[str, ...]:
    """The rules that bar something, each and all together; a bar without a rule counts among all."""
    bars = [bar for system in deal.systems.values() for bar in system.barred]
    named = sorted({f"{RULES}.{bar.rule}" for bar in bars if bar.rule})
    return (*named, RULES) if bars else ()


def struck_out(plan: Plan, deal: Deal, floors: Floors, chosen: Chosen) -> StruckOut:
    """The clauses of a plan, ready to be struck; solved as near as the plan itself."""
    gap = struck_gap(plan.joint_gain, plan.joint_value)
    return StruckOut(deal, plan.package, floors, idle_clauses(chosen.compiled, chosen.solution), gap, chosen.start)


def struck_gap(gain: float, value: float, gap: float = GAP) -> float:
    """How near, relative to its objective, the program of a joint value is solved so that it is as near to a gain as asked for."""
    return max(_LEAST_GAP, 0.5 * gap * abs(gain) / max(1.0, abs(value)))


def clause_costs(out: StruckOut, plan: Plan, struck: Iterable[Struck]) -> tuple[ClauseCost, ...]:
    """What every proposed clause of a plan costs, and every rule that bars something, beside the local worth of one unit more of its limits."""
    deal, by_party = out.deal, {party: one.value for party, one in plan.parties.items()}
    whole = Struck(clause="", joint=plan.joint_value, by_party=by_party)
    without = {one.clause: one for one in struck} | {name: replace(whole, clause=name) for name in out.idle}
    rates: dict[str, float] = {}
    for one in plan.binding:
        table, _, rest = one.path.partition(".")
        if table == "terms":
            name = rest.split(".")[0]
            rates[name] = rates.get(name, 0.0) + one.rate

    def cost(one: Struck, path: str, place: Place, text: str, rate: float) -> ClauseCost:
        return ClauseCost(
            path=path, place=place, text=text, cost=one.joint - whole.joint, rate=rate, needed=one.needed, short=one.short,
            by_party={party: one.by_party[party] - value for party, value in whole.by_party.items()},
        )  # fmt: skip

    clauses = (deal.terms[name] for name in deal.terms if name in without)
    bars = (without[name] for name in _rules(deal) if name in without)
    return (
        *(
            cost(
                without[clause.id], f"terms.{clause.id}", clause.place,
                clause.text or f"{clause.form} {clause.id}".replace("_", " "), rates.get(clause.id, 0.0),
            )
            for clause in clauses
        ),
        *(cost(one, one.clause, _bar(deal, one.clause), _lifted(deal, one, whole), 0.0) for one in bars),
    )  # fmt: skip


def _lifted(deal: Deal, one: Struck, whole: Struck) -> str:
    """What a rule's bars cost a year, in words."""
    which = "all rules" if one.clause == RULES else one.clause.removeprefix(f"{RULES}.")
    years = deal.horizon.periods / _QUARTERS
    return f"the bars of {which}, which cost {(one.joint - whole.joint) / years:,.0f} a year"


def _bar(deal: Deal, name: str) -> Place:
    """Where a rule first bars something."""
    rule = name.removeprefix(f"{RULES}.")
    bars = (bar for system in deal.systems.values() for bar in system.barred)
    return next(bar.place for bar in bars if name == RULES or bar.rule == rule)
