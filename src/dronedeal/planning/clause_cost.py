"""What each clause costs: the deal without it, solved again at the plan's prices. Not a price: a difference of values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dronedeal.deal.deal import Deal, numbers_of, strike
from dronedeal.deal.plan import Binding, ClauseCost
from dronedeal.planning.package import Chosen, prepared
from dronedeal.planning.walk_away import NoDeal
from dronedeal.solving import Solver
from dronedeal.unfolding import unfold

__all__ = ["clause_costs"]


def clause_costs(
    deal: Deal, chosen: Chosen, no_deal: NoDeal, bindings: tuple[Binding, ...], progress: Callable[[str], None]
) -> tuple[ClauseCost, ...]:
    """Strike each proposed clause in turn, keep every number of the package, and solve for the joint best again.

    Where what is left has no zone, everybody is left with its walk-away.
    """
    found: list[ClauseCost] = []
    proposed = [clause for clause in deal.terms.values() if clause.status == "proposed"]
    with_it = {party: float(chosen.solution.values[column]) for party, column in chosen.compiled.value.items()}
    joint = float(chosen.solution.values[chosen.compiled.joint])
    rates: dict[str, float] = {}
    for one in bindings:
        name = _clause_of(one.path)
        if name:
            rates[name] = rates.get(name, 0.0) + one.rate
    for index, clause in enumerate(proposed, start=1):
        progress(f"what {clause.id} costs ({index} of {len(proposed)})")
        left, values = _without(deal, clause.id, chosen, no_deal)
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


def _without(deal: Deal, name: str, chosen: Chosen, no_deal: NoDeal) -> tuple[float, dict[str, float]]:
    struck = strike(deal, name)
    paths = {number.path for number in numbers_of(struck)}
    settled = {path: value for path, value in chosen.package.items() if path in paths or path.count(".") == 2}
    compiled = prepared(struck, unfold(struck), no_deal, settled)
    solver = Solver(compiled.program)
    costs = np.zeros(compiled.program.column_count)
    costs[compiled.joint] = 1.0
    solver.change_objective(costs)
    solution = solver.solve()
    if not solution.has_values:
        return no_deal.joint, dict(no_deal.values)
    return float(solution.values[compiled.joint]), {
        party: float(solution.values[column]) for party, column in compiled.value.items()
    }
