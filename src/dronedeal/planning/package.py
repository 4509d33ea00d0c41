"""Choosing a package: the joint best above every walk-away, then payments that make the smallest normalised gain largest.

The relaxed program, payments tied to open prices by McCormick rows, gives the bound. Prices are chosen exactly at its units, put
on their quanta and fixed, and the whole program is solved again: that is what is reported, with its distance to the bound.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.row import Unfolded
from dronedeal.planning.compile import Compiled
from dronedeal.planning.floors import Floors, prepared
from dronedeal.planning.prices import prices_at, splits_at
from dronedeal.planning.shortfall import Shortfall, lifted, shortfall
from dronedeal.reading import FloatVector, Ranges
from dronedeal.solving import Solution, Solver
from dronedeal.unfolding import unfold

__all__ = ["GAP", "SECONDS", "Chosen", "choose_package"]

GAP = 1e-3
"""Distance to the bound, relative to the joint gain, at which an integer program is taken for solved, unless said otherwise."""

SECONDS = 20.0
"""Longest an integer program may take, unless said otherwise."""

_TURNS = 4
"""Most times units and prices are chosen in turn before giving up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A package and its plan: the program with the package fixed, its solution, the bound, the range of splits."""

    compiled: Compiled
    solution: Solution
    package: dict[str, float]
    bound: float
    splits: dict[str, tuple[float, float]]
    proven: bool
    solve_seconds: float
    assemble_seconds: float


def choose_package(
    deal: Deal, floors: Floors, *, weights: Mapping[str, float] | None = None, package: Mapping[str, float] | None = None,
    gap: float = GAP, seconds: float = SECONDS,
) -> Chosen | Shortfall:  # fmt: skip
    """Find the package, or how far the deal is from having one.

    Parameters
    ----------
    weights
        Weights on the parties' own values instead of the joint value; one party alone asks for its best answer.
    package
        Values of open numbers that stand; with all of them given, nothing is left to choose but units.
    gap
        Distance to the bound, relative to the joint gain, at which an integer program is taken for solved.
    seconds
        Longest an integer program may take; what is found by then is reported as unproven.
    """
    search = _Search(
        deal=deal, unfolded=unfold(deal), floors=floors, weights=weights, standing=dict(package or {}), gap=gap,
        seconds=seconds,
    )  # fmt: skip
    return search.best()


@dataclass(slots=True, kw_only=True)
class _Search:
    """What stays the same while a package is sought, and the time it took so far."""

    deal: Deal
    unfolded: Unfolded
    floors: Floors
    weights: Mapping[str, float] | None
    standing: dict[str, float]
    gap: float
    seconds: float
    solving: float = 0.0
    assembling: float = 0.0
    mip_gap: float | None = None

    def best(self) -> Chosen | Shortfall:
        relaxed = self._prepared(self.standing)
        first = self._solved(relaxed)
        if not first.has_values:
            return shortfall(relaxed, self.floors, proven=first.status == "infeasible")
        if not relaxed.reader.opened:
            return self._chosen(relaxed, first, self.standing, first, self._gains(relaxed, first))
        found = self._priced(relaxed, first)
        if found is None:
            return shortfall(relaxed, self.floors, proven=False)
        compiled, solution, package = found
        decided = {path: package[path] for path, (number, _) in relaxed.reader.opened.items() if number.is_yes_no}
        splits = splits_at(compiled, solution.values, self.floors, {**self.standing, **decided})
        return self._chosen(compiled, solution, package, first, splits or self._gains(compiled, solution))

    def _priced(self, relaxed: Compiled, first: Solution) -> tuple[Compiled, Solution, dict[str, float]] | None:
        """A package that holds: prices by the units of the joint best; where none fit these, units and prices in turn."""
        compiled, solution = relaxed, first
        for _ in range(_TURNS):
            prices = prices_at(compiled, solution.values, self.floors, weights=self.weights, standing=self.standing)
            package = {**prices.package, **self.standing}
            fixed = self._prepared(package)
            at_prices = self._solved(fixed)
            if at_prices.has_values and not prices.missing:
                return fixed, at_prices, package
            if not at_prices.has_values:
                started = time.perf_counter()
                given_way = lifted(fixed, seconds=self.seconds)
                self.solving += time.perf_counter() - started
                if given_way is None:
                    return None
                at_prices = given_way
            compiled, solution = fixed, at_prices
        return None

    def _chosen(
        self, compiled: Compiled, solution: Solution, package: dict[str, float], first: Solution,
        splits: dict[str, tuple[float, float]],
    ) -> Chosen:  # fmt: skip
        return Chosen(
            compiled=compiled, solution=solution, package=package, bound=first.bound, splits=splits,
            proven=first.status == "optimal" and solution.status == "optimal", solve_seconds=self.solving,
            assemble_seconds=self.assembling,
        )  # fmt: skip

    def _gains(self, compiled: Compiled, solution: Solution) -> dict[str, tuple[float, float]]:
        """Splits where nothing but units was left to choose."""
        gains = {
            party: float(solution.values[column]) - self.floors.values[party]
            for party, column in compiled.value.items()
        }
        return {party: (gain, gain) for party, gain in gains.items()}

    def _prepared(self, settled: Mapping[str, float], ranges: Ranges | None = None) -> Compiled:
        started = time.perf_counter()
        compiled = prepared(self.deal, self.unfolded, self.floors, settled, ranges)
        self.assembling = time.perf_counter() - started
        return compiled

    def _solved(self, compiled: Compiled) -> Solution:
        goal = self._goal(compiled)
        if self.mip_gap is None:
            self.mip_gap = self._relative(compiled, goal)
        solver = Solver(compiled.program, mip_gap=self.mip_gap, time_limit=self.seconds)
        solver.change_objective(goal)
        solution = solver.solve()
        self.solving += solution.seconds
        return solution

    def _goal(self, compiled: Compiled) -> FloatVector:
        if self.weights is None:
            return compiled.goal(compiled.joint)
        costs = np.zeros(compiled.program.column_count)
        for party, weight in self.weights.items():
            costs[compiled.value[party]] = weight
        return costs

    def _relative(self, compiled: Compiled, goal: FloatVector) -> float:
        """The solver's own relative gap that keeps within a share of the joint gain, judged by the linear relaxation."""
        if not compiled.program.integer_count:
            return 1e-6
        solver = Solver(compiled.program, relaxed=True)
        solver.change_objective(goal)
        relaxation = solver.solve()
        if not relaxation.has_values or not relaxation.objective:
            return 1e-6
        gain = abs(relaxation.objective - (self.floors.joint if self.weights is None else 0.0))
        return max(1e-9, 0.5 * self.gap * gain / abs(relaxation.objective))
