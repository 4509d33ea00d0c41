"""How far a deal is from having a zone: what is missing where no package lifts everybody to its walk-away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dronedeal.planning.compile import Compiled
from dronedeal.planning.floors import ROOM, Floors
from dronedeal.solving import Solution, Solver

__all__ = ["Shortfall", "lifted", "short_words", "shortfall"]

_LIFT_PRICES = (1000.0, 100.0)
"""What a unit of money below a floor costs beside the joint value; a second price where the solver fails at the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """No zone: the least money in all by which parties fall below walking away, and which do.

    ``solution`` is the plan that misses least, nothing where not even that holds; ``proven`` whether it is certain that every
    package misses something.
    """

    missing: float
    parties: dict[str, float]
    compiled: Compiled
    solution: Solution | None
    proven: bool
    nearest: float = float("inf")

    @property
    def possible(self) -> bool:
        """Whether the deal's own lines hold together, walk-aways aside."""
        return self.solution is not None


def shortfall(
    compiled: Compiled, floors: Floors, *, proven: bool = True, gap: float = 1e-6, seconds: float | None = None
) -> Shortfall:
    """Find the plan by which parties fall least below walking away, budgets kept, and among those the joint best.

    Parameters
    ----------
    proven
        Whether it is certain already that every package misses something.
    gap, seconds
        As near, relative to the objective, as asked for; and the longest that may take.
    """
    columns = np.array(list(compiled.short.values()), dtype=np.int64)
    solution = _lifted(compiled, columns, gap=gap, seconds=seconds)
    if solution is None:
        return Shortfall(missing=float("inf"), parties={}, compiled=compiled, solution=None, proven=proven)
    below = {party: floors.values[party] - worth.at(solution.values) for party, worth in compiled.value.items()}
    noise = ROOM * max(1.0, *(abs(value) for value in floors.values.values()))
    short = {party: amount for party, amount in sorted(below.items(), key=lambda item: -item[1]) if amount > noise}
    return Shortfall(missing=sum(short.values()), parties=short, compiled=compiled, solution=solution, proven=proven)


def short_words(short: Shortfall) -> str:
    """Why there is no zone, in words."""
    if not short.parties:
        none = "the solver found no package that lifts everybody to its walk-away, and did not prove that there is none"
        near = f"; the nearest it found is {short.nearest:,.0f} {short.compiled.deal.currency} short in all"
        return none + (near if np.isfinite(short.nearest) else "")
    currency = short.compiled.deal.currency
    names = ", ".join(f"{party} by {amount:,.0f}" for party, amount in short.parties.items())
    lifts = "no package lifts everybody" if short.proven else "no package was found that lifts everybody"
    return f"{lifts} to its walk-away: at best {short.missing:,.0f} {currency} is missing, {names}"


def lifted(compiled: Compiled, *, seconds: float | None) -> Solution | None:
    """The joint best where falling below a walk-away, or overspending, is allowed but costs a multiple of what it is."""
    return _lifted(compiled, compiled.lifts, gap=1e-5, seconds=seconds)


def _lifted(compiled: Compiled, columns: np.ndarray, *, gap: float, seconds: float | None) -> Solution | None:
    for price in _LIFT_PRICES:
        solver = Solver(compiled.program, mip_gap=gap, time_limit=seconds)
        solver.change_bounds(columns, 0.0, np.inf)
        costs = compiled.goal(compiled.joint)
        costs[columns] = -price
        solver.change_objective(costs)
        solution = solver.solve()
        if solution.has_values:
            return solution
    return None
