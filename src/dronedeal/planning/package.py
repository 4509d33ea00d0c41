"""Choosing a package: the joint best above every walk-away, then payments that make the smallest normalised gain largest.

The relaxed program, payments tied to open prices by McCormick rows, gives the bound. Prices are chosen exactly at its units, put
on their quanta and fixed, and the whole program is solved again: that is what is reported, with its distance to the bound. While
that is too far, ranges of prices are cut in two and each half looked at by itself.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.row import Unfolded
from dronedeal.planning.compile import Compiled
from dronedeal.planning.floors import Floors, floor_rows, prepared
from dronedeal.planning.prices import prices_at, splits_at
from dronedeal.planning.shortfall import Shortfall, lifted, shortfall
from dronedeal.reading import FloatVector, Ranges
from dronedeal.solving import Solution, Solver
from dronedeal.unfolding import unfold

__all__ = ["GAP", "SECONDS", "Chosen", "choose_package"]

GAP = 1e-3
"""Distance to the bound, relative to the joint gain, at which a package is taken for the best, unless said otherwise."""

SECONDS = 20.0
"""Longest an integer program may take, unless said otherwise."""

_TURNS = 4
"""Most times units and prices are chosen in turn before giving up."""

_CUTS, _ENTRIES = 16, 40_000
"""Most times a range of prices is cut in two, and most coefficients of the programs cut: by size, not by the clock, so that equal
deals give equal plans on any machine."""

_MIDDLE = 0.2
"""A range is cut where the relaxed price stands, but no nearer to an end than this share of it."""


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
        Distance to the bound, relative to the joint gain, at which a program, and a package, is taken for the best.
    seconds
        Longest an integer program may take; what is found by then is reported with its distance to the bound.
    """
    search = _Search(
        deal=deal, unfolded=unfold(deal), floors=floors, weights=weights, standing=dict(package or {}), gap=gap,
        seconds=seconds,
    )  # fmt: skip
    return search.best()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A package that holds, and the program with it fixed."""

    compiled: Compiled
    solution: Solution
    package: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """Ranges of open numbers and the relaxed program within them."""

    ranges: Ranges
    relaxed: Compiled
    solution: Solution

    def halves(self) -> tuple[Ranges, ...]:
        """The same ranges with one cut in two: that of the number on which payments hang loosest; nothing if none does."""
        values, reader = self.solution.values, self.relaxed.reader
        loose: dict[str, float] = {}
        for product in reader.products:
            for path in product.paths:
                loose[path] = loose.get(path, 0.0) + product.distance(values)
        path = max(loose, key=lambda one: loose[one], default="")
        if not path or loose[path] <= 1e-9 * max(self.relaxed.sizes.values()):
            return ()
        number, column = reader.opened[path]
        low, high = self.ranges.get(path, (float(number.low), float(number.high)))
        room = _MIDDLE * (high - low)
        at = min(max(float(values[column]), low + room), high - room)
        return ({**self.ranges, path: (low, at)}, {**self.ranges, path: (at, high)})


@dataclass(slots=True, kw_only=True)
class _Search:
    """What stays the same while a package is sought, the time it took so far, and whether the last program was solved."""

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
    proven: bool = True

    def best(self) -> Chosen | Shortfall:
        relaxed = self._prepared(self.standing)
        first = self._solved(relaxed)
        if not first.has_values:
            return shortfall(relaxed, self.floors, proven=first.status == "infeasible")
        is_proven = self.proven
        if not relaxed.reader.opened:
            found, bound = _Found(compiled=relaxed, solution=first, package=self.standing), first.bound
        else:
            priced = self._priced(relaxed, first)
            if priced is None:
                return shortfall(relaxed, self.floors, proven=False)
            is_proven = is_proven and self.proven
            found, bound = self._cut(_Node(ranges={}, relaxed=relaxed, solution=first), priced)
        solution = self._polished(found.compiled, found.solution)
        numbers = {path: number for path, (number, _) in relaxed.reader.opened.items()}
        decided = {path: found.package[path] for path, number in numbers.items() if number.is_yes_no}
        splits = splits_at(found.compiled, solution.values, self.floors, {**self.standing, **decided})
        return Chosen(
            compiled=found.compiled, solution=solution, package=found.package, bound=bound,
            splits=splits or self._gains(found.compiled, solution), proven=is_proven, solve_seconds=self.solving,
            assemble_seconds=self.assembling,
        )  # fmt: skip

    def _priced(self, relaxed: Compiled, first: Solution) -> _Found | None:
        """A package that holds: prices by the units of the joint best; where none fit these, units and prices in turn."""
        solution = first
        compiled = relaxed
        for _ in range(_TURNS):
            prices = prices_at(compiled, solution.values, self.floors, weights=self.weights, standing=self.standing)
            package = {**prices.package, **self.standing}
            fixed = self._prepared(package)
            at_prices = self._solved(fixed)
            if at_prices.has_values and not prices.missing:
                return _Found(compiled=fixed, solution=at_prices, package=package)
            if not at_prices.has_values:
                started = time.perf_counter()
                given_way = lifted(fixed, seconds=self.seconds)
                self.solving += time.perf_counter() - started
                if given_way is None:
                    return None
                at_prices = given_way
            compiled, solution = fixed, at_prices
        return None

    def _cut(self, root: _Node, found: _Found) -> tuple[_Found, float]:
        """The best package found, and the bound; branch and bound on the ranges of prices (spatial, McCormick 1976)."""
        waiting = [root]
        for _ in range(min(_CUTS, _ENTRIES // max(1, root.relaxed.program.nonzero_count))):
            node = max(waiting, key=lambda one: one.solution.bound)
            halves = node.halves()
            if not halves or self._is_near(found, node.solution.bound):
                break
            waiting.remove(node)
            for ranges in halves:
                narrowed = self._prepared(self.standing, ranges)
                solution = self._solved(narrowed)
                if not solution.has_values or solution.bound <= found.solution.objective:
                    continue
                waiting.append(_Node(ranges=ranges, relaxed=narrowed, solution=solution))
                other = self._priced(narrowed, solution)
                if other is not None and other.solution.objective > found.solution.objective:
                    found = other
            if not waiting:
                break
        return found, max([found.solution.objective, *(node.solution.bound for node in waiting)])

    def _is_near(self, found: _Found, bound: float) -> bool:
        objective = found.solution.objective
        without = self.floors.joint if self.weights is None else 0.0
        return bound - objective <= self.gap * abs(objective - without)

    def _polished(self, compiled: Compiled, solution: Solution) -> Solution:
        """The same with integers fixed, floors exact and tolerances tight: nobody gains by what floors give way; and duals."""
        rows, least = floor_rows(compiled, self.floors)
        for floors, careful in ((least, True), (None, False)):
            solver = Solver(compiled.program)
            if solution.integers.size:
                solver.fix_integers(solution.values)
            if floors is not None:
                solver.change_row_bounds(rows, floors, np.inf)
            solver.change_objective(self._goal(compiled))
            polished = solver.solve(careful=careful)
            self.solving += polished.seconds
            if polished.status == "optimal":
                return polished
        return solution

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
        self.proven = solution.status == "optimal"
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
