"""The verb plan: walk-aways, the package, its proof, and what each clause costs. Not how any of it is displayed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.plan import Breakup, ConflictLine, PartyPlan, Plan, SolverReport
from dronedeal.planning.clause_cost import clause_costs
from dronedeal.planning.compile import Compiled
from dronedeal.planning.conflict import conflict_lines
from dronedeal.planning.outcome import binding, breakups, built, cash, deliveries, money_worth, served
from dronedeal.planning.package import Chosen, Shortfall, choose_package
from dronedeal.planning.walk_away import NoDeal, NoDealImpossible, walk_away
from dronedeal.solving import Solution, Solver

__all__ = ["plan"]

_RULE = "joint best, then the payments that make the smallest gain largest, each gain relative to the most that party could get"

_NOISE = 1e-5
"""Share of the largest item in anybody's value below which a distance is the solver's tolerance, and no gap."""


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
    started = time.perf_counter()
    progress("walk-aways")
    try:
        no_deal = walk_away(deal)
    except NoDealImpossible as impossible:
        progress("the smallest conflict")
        return _none(
            impossible.compiled,
            None,
            "infeasible",
            "the existing terms cannot hold together",
            started,
            conflict_lines(impossible.compiled),
        )
    progress("the package")
    chosen = choose_package(deal, no_deal, weights=weights, package=package)
    if isinstance(chosen, Shortfall):
        return _without(chosen, no_deal, started, progress)
    return _with(deal, chosen, no_deal, started, weights, progress, costs=costs)


def _without(short: Shortfall, no_deal: NoDeal, started: float, progress: Callable[[str], None]) -> Plan:
    if short.possible:
        currency = short.compiled.deal.currency
        names = ", ".join(f"{party} by {amount:,.0f}" for party, amount in short.parties.items())
        because = (
            f"no package lifts everybody to its walk-away: at best {short.missing:,.0f} {currency} is missing, {names}"
        )
        return _none(short.compiled, no_deal, "no zone", because, started, ())
    progress("the smallest conflict")
    lines = conflict_lines(short.compiled)
    return _none(
        short.compiled, no_deal, "infeasible", f"these {len(lines)} lines cannot hold together", started, lines
    )


def _none(
    compiled: Compiled,
    no_deal: NoDeal | None,
    status: str,
    because: str,
    started: float,
    conflict: tuple[ConflictLine, ...],
) -> Plan:
    nothing = Breakup(savings=0.0, forces=0.0, industry=0.0, timing=0.0, declared=0.0)
    values = {} if no_deal is None else no_deal.values
    return Plan(
        status="no zone" if status == "no zone" else "infeasible",
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


def _with(
    deal: Deal, chosen: Chosen, no_deal: NoDeal, started: float, weights: Mapping[str, float] | None,
    progress: Callable[[str], None], *, costs: bool,
) -> Plan:  # fmt: skip
    compiled, solution = chosen.compiled, chosen.solution
    priced = _priced(compiled, solution)
    joint = float(solution.values[compiled.joint])
    gain = joint - no_deal.joint
    parts = breakups(compiled, solution, no_deal)
    distance = abs(
        chosen.bound
        - (
            joint
            if weights is None
            else sum(weight * float(solution.values[compiled.value[party]]) for party, weight in weights.items())
        )
    )
    size = max(1.0, *compiled.sizes.values())
    parties = {
        party: PartyPlan(
            value=float(solution.values[column]),
            walk_away=no_deal.values[party],
            gain=float(solution.values[column]) - no_deal.values[party],
            breakup=parts[party],
        )
        for party, column in compiled.value.items()
    }
    bindings = binding(compiled, priced)
    return Plan(
        status="optimal" if chosen.proven else "unproven",
        because="",
        joint_value=joint,
        joint_walk_away=no_deal.joint,
        joint_gain=gain,
        gap=0.0 if distance <= _NOISE * size else distance / max(abs(gain), _NOISE * size),
        rule=_RULE
        if weights is None
        else "weights on the parties' own values: "
        + ", ".join(f"{party} {weight:g}" for party, weight in weights.items()),
        parties=parties,
        splits=chosen.splits,
        package=chosen.package,
        deliveries=deliveries(compiled, solution),
        cash=cash(compiled, solution),
        served=served(compiled, solution, no_deal),
        built=built(compiled, solution),
        clauses=clause_costs(deal, chosen, no_deal, bindings, progress) if costs else (),
        binding=bindings,
        money_worth=money_worth(compiled, priced),
        notes=no_deal.notes,
        solver=_report(compiled, solution, chosen.solve_seconds, chosen.assemble_seconds, no_deal.seconds, started),
    )


def _priced(compiled: Compiled, solution: Solution) -> Solution:
    """The joint program with its integers fixed, solved for duals."""
    solver = Solver(compiled.program)
    if solution.integers.size:
        solver.fix_integers(solution.values)
    objective = np.zeros(compiled.program.column_count)
    objective[compiled.joint] = 1.0
    solver.change_objective(objective)
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
