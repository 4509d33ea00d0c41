"""The verb plan: walk-aways, the package, its proof, and what each clause costs. Not how any of it is displayed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dronedeal.deal.deal import Deal
from dronedeal.deal.plan import Breakup, ConflictLine, PartyPlan, Plan, PlanStatus, SolverReport
from dronedeal.planning.clause_cost import Struck, clause_costs, struck_out
from dronedeal.planning.compile import Compiled
from dronedeal.planning.conflict import closing_events, conflict_lines
from dronedeal.planning.floors import GAP, NOISE, prepared
from dronedeal.planning.outcome import binding, breakups, built, cash, deliveries, money_worth, served
from dronedeal.planning.package import SECONDS, Chosen, choose_package
from dronedeal.planning.shortfall import Shortfall, short_words, shortfall
from dronedeal.planning.walk_away import NoDeal, NoDealImpossible, walk_away
from dronedeal.solving import Solution, Solver, Start
from dronedeal.unfolding import unfold

__all__ = ["Worked", "plan", "plan_of", "worked_out"]

_RULE = "joint best, then the payments that make the smallest gain largest, each gain relative to the most that party could get"


_BEYOND = 1e-4
"""The same share for what a plan may be worth above its own bound: more, and neither is believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A plan with what it was worked out from: the package's program and solution, and the no-deal plan, where there are any."""

    plan: Plan
    chosen: Chosen | None
    no_deal: NoDeal | None


def plan(
    deal: Deal,
    *,
    costs: bool = True,
    weights: Mapping[str, float] | None = None,
    package: Mapping[str, float] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Plan a sound deal.

    Parameters
    ----------
    costs
        Also strike each proposed clause in turn and say what that changes.
    weights
        Weights on parties' own values instead of the joint value; one party with weight one asks for its best answer.
    package
        Values of open numbers that stand, by path: what this package is worth, rather than which to choose.
    progress
        Told in words what is being done.

    Returns
    -------
    The plan; where there is none, one with ``status`` "no zone" or "infeasible" that says why.

    Raises
    ------
    Unchainable, Boundless
        The deal cannot be written as a program; the message gives the place.
    """
    worked = worked_out(deal, weights=weights, package=package, progress=progress)
    if not costs or worked.chosen is None or worked.no_deal is None:
        return worked.plan
    struck = struck_out(worked.plan, deal, worked.no_deal.floors, worked.chosen)
    found: list[Struck] = []
    names = struck.names
    for index, name in enumerate(names, start=1):
        progress(f"what {name} costs ({index} of {len(names)})")
        found.append(struck.without(name))
    return replace(worked.plan, clauses=clause_costs(struck, worked.plan, found))


def worked_out(
    deal: Deal,
    *,
    weights: Mapping[str, float] | None = None,
    package: Mapping[str, float] | None = None,
    gap: float = GAP,
    seconds: float = SECONDS,
    polish: bool = True,
    no_deal: NoDeal | None = None,
    start: Start | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Worked:
    """The same without what clauses cost, but with what the plan was worked out from; as ``choose_package`` else.

    Unpolished, a plan does not say what binds. ``no_deal`` is what everyone has without the deal, where that is known already.
    """
    started = time.perf_counter()
    progress("walk-aways")
    try:
        no_deal = no_deal or walk_away(deal)
    except NoDealImpossible as impossible:
        progress("the smallest conflict")
        lines = conflict_lines(impossible.compiled)
        because = "the existing terms cannot hold together"
        none = _none(impossible.compiled, None, "infeasible", because, started, lines)
        return Worked(plan=none, chosen=None, no_deal=None)
    progress("the package")
    chosen = choose_package(
        deal, no_deal, weights=weights, package=package, gap=gap, seconds=seconds, polish=polish, start=start
    )
    if isinstance(chosen, Shortfall):
        return Worked(plan=_without(chosen, no_deal, started, progress), chosen=None, no_deal=no_deal)
    made = plan_of(chosen, no_deal, started, weights)
    return Worked(plan=_rated(made, chosen, weights) if polish else made, chosen=chosen, no_deal=no_deal)


def _without(short: Shortfall, no_deal: NoDeal, started: float, progress: Callable[[str], None]) -> Plan:
    if short.solution is not None:
        none = _none(short.compiled, no_deal, "no zone", short_words(short), started, ())
        return replace(none, parties=_parties(short.compiled, short.solution, no_deal))
    progress("the smallest conflict")
    lines = conflict_lines(short.compiled)

    def holds(other: Deal) -> bool:
        return shortfall(prepared(other, unfold(other), no_deal), no_deal).possible

    events = closing_events(short.compiled.deal, lines, holds)
    lines = tuple(sorted((*lines, *events), key=lambda line: line.place))
    because = _conflicting(len(lines))
    return _none(short.compiled, no_deal, "infeasible", because, started, lines)


def _conflicting(lines: int) -> str:
    if not lines:
        return "the deal cannot hold together, and no line of it could be named in time"
    return "this line cannot hold" if lines == 1 else f"these {lines} lines cannot hold together"


def _parties(compiled: Compiled, solution: Solution, no_deal: NoDeal) -> dict[str, PartyPlan]:
    """What a plan comes to for everybody; the parts of gains are those of units and money alone."""
    parts = breakups(compiled, solution, no_deal)
    return {
        party: PartyPlan(
            value=worth.at(solution.values),
            walk_away=no_deal.values[party],
            gain=worth.at(solution.values) - no_deal.values[party],
            breakup=parts[party],
        )
        for party, worth in compiled.value.items()
    }


def _none(
    compiled: Compiled,
    no_deal: NoDeal | None,
    status: PlanStatus,
    because: str,
    started: float,
    conflict: tuple[ConflictLine, ...],
) -> Plan:
    nothing = Breakup(savings=0.0, forces=0.0, industry=0.0, timing=0.0, declared=0.0)
    values = {} if no_deal is None else no_deal.values
    return Plan(
        status=status,
        because=because,
        joint_value=0.0 if no_deal is None else no_deal.joint,
        joint_walk_away=0.0 if no_deal is None else no_deal.joint,
        joint_gain=0.0,
        gap=0.0,
        rule=_RULE,
        parties={
            party: PartyPlan(value=value, walk_away=value, gain=0.0, breakup=nothing) for party, value in values.items()
        },
        splits={},
        package={},
        conflict=conflict,
        notes=() if no_deal is None else no_deal.notes,
        solver=_report(compiled, None, 0.0, 0.0, 0.0 if no_deal is None else no_deal.seconds, started),
    )


def plan_of(chosen: Chosen, no_deal: NoDeal, started: float, weights: Mapping[str, float] | None) -> Plan:
    """The plan that a package's program came to, each party beside what it has without the deal."""
    compiled, solution = chosen.compiled, chosen.solution
    joint = compiled.joint.at(solution.values)
    gain = joint - no_deal.joint
    reached = joint
    if weights is not None:
        reached = sum(weight * compiled.value[party].at(solution.values) for party, weight in weights.items())
    distance = abs(chosen.bound - reached)
    size = max(1.0, *compiled.sizes.values())
    is_beyond = reached - chosen.bound > _BEYOND * size  # then one of the two is wrong
    return Plan(
        status="optimal" if chosen.proven and not is_beyond else "unproven",
        because="",
        joint_value=joint,
        joint_walk_away=no_deal.joint,
        joint_gain=gain,
        gap=0.0 if distance <= NOISE * size else distance / max(abs(gain), NOISE * size),
        rule=_RULE
        if weights is None
        else "weights on the parties' own values: "
        + ", ".join(f"{party} {weight:g}" for party, weight in weights.items()),
        parties=_parties(compiled, solution, no_deal),
        splits=chosen.splits,
        package=chosen.package,
        deliveries=deliveries(compiled, solution),
        cash=cash(compiled, solution),
        served=served(compiled, solution, no_deal),
        built=built(compiled, solution),
        notes=no_deal.notes,
        solver=_report(compiled, solution, chosen.solve_seconds, chosen.assemble_seconds, no_deal.seconds, started),
    )


def _rated(plan: Plan, chosen: Chosen, weights: Mapping[str, float] | None) -> Plan:
    """The plan with what binds, and what money is worth."""
    compiled, solution = chosen.compiled, chosen.solution
    priced = chosen.rates if weights is None and chosen.rates.has_duals else _priced(compiled, solution)
    return replace(plan, binding=binding(compiled, priced), money_worth=money_worth(compiled, priced))


def _priced(compiled: Compiled, solution: Solution) -> Solution:
    """The joint program with its integers fixed, solved for duals."""
    solver = Solver(compiled.program)
    if solution.integers.size:
        solver.fix_integers(solution.values)
    solver.change_objective(compiled.goal(compiled.joint))
    return solver.solve()


def _report(
    compiled: Compiled,
    solution: Solution | None,
    seconds: float,
    assembled: float,
    walk_away_seconds: float,
    started: float,
) -> SolverReport:
    program = compiled.program
    residual = 0.0 if solution is None else max(solution.max_primal_residual, 0.0)
    return SolverReport(
        rows=program.row_count, columns=program.column_count, integers=program.integer_count,
        nonzeros=program.nonzero_count, seconds=seconds, assemble_seconds=assembled, walk_away_seconds=walk_away_seconds,
        total_seconds=time.perf_counter() - started, max_residual=residual,
    )  # fmt: skip
