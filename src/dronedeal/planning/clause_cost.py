"""What each clause costs: the deal without it, solved again at the plan's prices. Not a price: a difference of values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dronedeal.deal.deal import Deal, strike
from dronedeal.deal.plan import Binding, ClauseCost
from dronedeal.planning.compile import Compiled
from dronedeal.planning.package import Chosen, prepared
from dronedeal.planning.walk_away import NoDeal
from dronedeal.solving import Solution, Solver
from dronedeal.unfolding import unfold

__all__ = ["clause_costs"]


def clause_costs(
    deal: Deal, chosen: Chosen, no_deal: NoDeal, bindings: tuple[Binding, ...], progress: Callable[[str], None]
) -> tuple[ClauseCost, ...]:
    """Strike each proposed clause in turn, keep every number of the package, and solve for the joint best again.

    Where what is left has no zone, everybody is left with its walk-away. A program with integers is compared by its linear
    relaxation, with and without: exact to the relaxation's own gap, and many times faster.
    """
    found: list[ClauseCost] = []
    proposed = [clause for clause in deal.terms.values() if clause.status == "proposed"]
    relaxed = chosen.compiled.program.integer_count > 0
    joint, with_it = _best(chosen.compiled, relaxed=True) if relaxed else _read(chosen.compiled, chosen.solution)
    rates: dict[str, float] = {}
    for one in bindings:
        name = _clause_of(one.path)
        if name:
            rates[name] = rates.get(name, 0.0) + one.rate
    for index, clause in enumerate(proposed, start=1):
        progress(f"what {clause.id} costs ({index} of {len(proposed)})")
        left, values = _without(deal, clause.id, chosen, no_deal, relaxed=relaxed)
        found.append(
            ClauseCost(
                path=f"terms.{clause.id}", place=clause.place, text=clause.text or f"{clause.form} {clause.id}".replace("_", " "),
                cost=left - joint, by_party={party: values[party] - value for party, value in with_it.items()},
                rate=rates.get(clause.id, 0.0),
            )
        )  # fmt: skip
    return tuple(found)


def _clause_of(path: str) -> str:
    parts = path.split(".")
    return parts[1] if parts[0] == "terms" and len(parts) > 1 else ""


def _without(
    deal: Deal, name: str, chosen: Chosen, no_deal: NoDeal, *, relaxed: bool
) -> tuple[float, dict[str, float]]:
    struck = strike(deal, name)
    compiled = prepared(struck, unfold(struck), no_deal, chosen.package)
    try:
        return _best(compiled, relaxed=relaxed)
    except _NoZone:
        return no_deal.joint, dict(no_deal.values)


class _NoZone(ValueError):
    """What is left of the deal lifts nobody."""


def _best(compiled: Compiled, *, relaxed: bool) -> tuple[float, dict[str, float]]:
    """Joint value and each party's, at the joint best."""
    solver = Solver(compiled.program, relaxed=relaxed)
    costs = np.zeros(compiled.program.column_count)
    costs[compiled.joint] = 1.0
    solver.change_objective(costs)
    solution = solver.solve()
    if not solution.has_values:
        raise _NoZone
    return _read(compiled, solution)


def _read(compiled: Compiled, solution: Solution) -> tuple[float, dict[str, float]]:
    values = solution.values
    return float(values[compiled.joint]), {party: float(values[column]) for party, column in compiled.value.items()}
