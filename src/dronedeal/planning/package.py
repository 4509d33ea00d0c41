"""Choosing a package: the joint best above every walk-away, then payments that make the smallest normalised gain largest.

The relaxed program, payments tied to open prices by McCormick rows, gives the bound. Prices are chosen exactly at its units, put
on their quanta and fixed, and the whole program is solved again: that is what is reported, with its distance to the bound. While
that is too far, ranges of prices are cut in two and each half looked at by itself.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.row import Unfolded
from dronedeal.planning.avoiding import PREFERRED, avoiding
from dronedeal.planning.compile import Compiled
from dronedeal.planning.floors import GAP, NOISE, ROOM, Floors, floor_rows, prepared
from dronedeal.planning.prices import prices_at, splits_at
from dronedeal.planning.shortfall import Shortfall, lifted, shortfall
from dronedeal.reading import FloatVector, Ranges
from dronedeal.solving import Solution, Solver, Start
from dronedeal.unfolding import unfold

__all__ = ["SECONDS", "Chosen", "choose_package", "halves"]

SECONDS = 10.0
"""Longest an integer program may take, unless said otherwise."""

_UNITS = 0.5
"""Share of the asked gap to which an integer program is solved; the rest is for what prices on their quanta lose."""

_TURNS = 4
"""Most times units and prices are chosen in turn before giving up."""

_CUTS, _NEAR, _FAR = 16, 40_000, 80_000
"""Most times a range of prices is cut in two; most coefficients of all programs cut once the distance is no longer far, and while
it is, or there is no package yet. By size, not by the clock, so that equal deals give equal plans on any machine."""

_FAR_GAP = 0.01
"""Distance to the bound, relative to the joint gain, that is far."""

_MIDDLE = 0.2
"""A range is cut where the relaxed price stands, but no nearer to an end than this share of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A package and its plan: the program with the package fixed, its solution, the bound, the range of splits.

    ``rates`` is a solution of the same worth that has duals, where the plan was polished, and ``start`` where a program like this
    one may then begin.
    """

    compiled: Compiled
    solution: Solution
    rates: Solution
    package: dict[str, float]
    bound: float
    splits: dict[str, tuple[float, float]]
    proven: bool
    start: Start | None
    solve_seconds: float
    assemble_seconds: float


def choose_package(
    deal: Deal, floors: Floors, *, weights: Mapping[str, float] | None = None, package: Mapping[str, float] | None = None,
    gap: float = GAP, seconds: float = SECONDS, polish: bool = True, start: Start | None = None,
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
    polish
        Whether ranges are cut, and the plan is solved once more at exact floors, which also gives its duals.
    start
        Where to begin: where the plan of a like deal at a like package ended.
    """
    search = _Search(
        deal=deal, unfolded=unfold(deal), floors=floors, weights=weights, standing=dict(package or {}), gap=gap,
        seconds=seconds, polish=polish, start=start,
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


def halves(relaxed: Compiled, values: FloatVector, ranges: Ranges) -> tuple[Ranges, ...]:
    """Ranges of open numbers with one cut in two: that of the number on which payments hang loosest; nothing if none does.

    Parameters
    ----------
    relaxed, values
        The program within these ranges, and values of its columns.
    """
    loose: dict[str, float] = {}
    for product in relaxed.products:
        for path in product.paths:
            loose[path] = loose.get(path, 0.0) + product.distance(values)
    path = max(loose, key=lambda one: loose[one], default="")
    if not path or loose[path] <= 1e-9 * max(relaxed.sizes.values()):
        return ()
    number, column = relaxed.opened[path]
    low, high = ranges.get(path, (float(number.low), float(number.high)))
    room = _MIDDLE * (high - low)
    at = min(max(float(values[column]), low + room), high - room)
    return ({**ranges, path: (low, at)}, {**ranges, path: (at, high)})


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
    polish: bool
    start: Start | None
    end: Start | None = None
    nearest: float = np.inf
    solving: float = 0.0
    assembling: float = 0.0

    def best(self) -> Chosen | Shortfall:
        relaxed = self._prepared(self.standing)
        first = self._solved(relaxed)
        if not first.has_values:
            return shortfall(relaxed, self.floors, proven=first.status == "infeasible")
        is_proven = first.status == "optimal"
        if not relaxed.opened:
            found, bound = _Found(compiled=relaxed, solution=first, package=self.standing), first.bound
        else:
            root = _Node(ranges={}, relaxed=relaxed, solution=first)
            priced, bound = self._priced(relaxed, first) or self._tried(relaxed, bound=first.bound), first.bound
            if self.polish:
                priced, bound = self._cut(root, priced)
            if priced is None:
                return replace(shortfall(relaxed, self.floors, proven=bound == -np.inf), nearest=self.nearest)
            found, is_proven = priced, is_proven and priced.solution.status == "optimal"
        is_proven = is_proven or self._is_near(found, bound, self.gap)
        solution = rates = found.solution
        if self.polish:
            rates = self._polished(found.compiled, found.solution)
            solution = self._settled_ties(found.compiled, rates)
        numbers = {path: number for path, (number, _) in relaxed.opened.items()}
        decided = {path: found.package[path] for path, number in numbers.items() if number.is_yes_no}
        splits = None
        if len(decided) < len(numbers):
            splits = splits_at(found.compiled, solution.values, self.floors, {**self.standing, **decided})
        return Chosen(
            compiled=found.compiled, solution=solution, rates=rates, package=found.package, bound=bound + self._without,
            splits=splits or self._gains(found.compiled, solution), proven=is_proven, start=self.end, solve_seconds=self.solving,
            assemble_seconds=self.assembling,
        )  # fmt: skip

    def _priced(self, relaxed: Compiled, first: Solution) -> _Found | None:
        """A package that holds: prices by the units of the joint best; where none fit these, units and prices in turn."""
        compiled, solution = relaxed, first
        for _ in range(_TURNS):
            prices = prices_at(compiled, solution.values, self.floors, weights=self.weights, standing=self.standing)
            if prices is None:
                return None
            found = self._best_of([{**package, **self.standing} for package in prices.packages], first.bound)
            if found.solution.has_values and not prices.missing:
                return found
            self.nearest = min(self.nearest, prices.missing or self.nearest)
            compiled, solution = found.compiled, found.solution
            if not solution.has_values:
                started = time.perf_counter()
                given_way = lifted(compiled, seconds=self.seconds)
                self.solving += time.perf_counter() - started
                if given_way is None:
                    return None
                solution = given_way
        return None

    def _best_of(self, packages: list[dict[str, float]], bound: float) -> _Found:
        """The best of some packages, each solved for its units; the first that is near enough to a bound will do."""
        best: _Found | None = None
        for package in packages:
            fixed = self._prepared(package)
            found = _Found(compiled=fixed, solution=self._solved(fixed), package=package)
            if best is None or not best.solution.has_values or found.solution.objective > best.solution.objective:
                best = found
            if found.solution.has_values and self._is_near(found, bound, self.gap):
                break
        if best is None:
            message = "no package to choose from"
            raise ValueError(message)
        return best

    def _tried(self, relaxed: Compiled, bound: float) -> _Found | None:
        """Packages at the ends of all ranges, where prices and units in turn came to none."""
        numbers = {path: number for path, (number, _) in relaxed.opened.items()}
        low = {path: float(number.low) for path, number in numbers.items()}
        high = {path: float(number.high) for path, number in numbers.items()}
        found = self._best_of([{**low, **self.standing}, {**high, **self.standing}], bound)
        return found if found.solution.has_values else None

    def _cut(self, root: _Node, found: _Found | None) -> tuple[_Found | None, float]:
        """The best package found, if any, and the bound; branch and bound on the ranges of prices (spatial, McCormick 1976).

        A bound of minus infinity says that no package holds.
        """
        waiting = [root]
        entries = max(1, root.relaxed.program.nonzero_count)
        for turn in range(min(_CUTS if found is not None else 2 * _CUTS, _FAR // entries)):
            node = max(waiting, key=lambda one: one.solution.bound)
            near = self.gap if turn < _NEAR // entries else _FAR_GAP
            is_near = found is not None and self._is_near(found, node.solution.bound, near)
            cut = () if is_near else halves(node.relaxed, node.solution.values, node.ranges)
            if not cut:
                break
            waiting.remove(node)
            for ranges in cut:
                narrowed = self._prepared(self.standing, ranges)
                solution = self._solved(narrowed)
                if solution.status == "infeasible" or (
                    found is not None and solution.bound <= found.solution.objective
                ):
                    continue
                if not solution.has_values:  # time ran out: nothing is known of this half but its parent's bound
                    waiting.append(_Node(ranges=ranges, relaxed=narrowed, solution=node.solution))
                    continue
                waiting.append(_Node(ranges=ranges, relaxed=narrowed, solution=solution))
                other = self._priced(narrowed, solution)
                if other is not None and (found is None or other.solution.objective > found.solution.objective):
                    found = other
            if not waiting:
                break
        best = -np.inf if found is None else found.solution.objective
        return found, max([best, *(node.solution.bound for node in waiting)])

    def _is_near(self, found: _Found, bound: float, gap: float) -> bool:
        objective = found.solution.objective
        noise = NOISE * max(1.0, *found.compiled.sizes.values())
        return bound - objective <= max(gap * abs(objective), noise)

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
                self.end = solver.start(polished)
                return polished
        return solution

    def _settled_ties(self, compiled: Compiled, solution: Solution) -> Solution:
        """Among plans worth as much to everybody, the one that buys its alternatives, as the no-deal plan does.

        What is avoided is worth what it costs, so that a program is indifferent whether a need is filled at that price.
        """
        preferred = avoiding(compiled)
        if not preferred.any() or solution.status != "optimal":
            return solution
        solver = Solver(compiled.program)
        if solution.integers.size:
            solver.fix_integers(solution.values)
        rows = np.array([compiled.joint_floor, *compiled.floor.values()])
        worths = np.array([worth.at(solution.values) for worth in (compiled.joint, *compiled.value.values())])
        sizes = np.array([max(compiled.sizes.values()), *compiled.sizes.values()])
        solver.change_row_bounds(rows, worths - 1e-9 * np.maximum(np.abs(worths), sizes), np.inf)
        solver.change_objective(self._goal(compiled) + PREFERRED * preferred)
        solver.start_from(self.end)
        settled = solver.solve()
        self.solving += settled.seconds
        return settled if settled.status == "optimal" else solution

    def _gains(self, compiled: Compiled, solution: Solution) -> dict[str, tuple[float, float]]:
        """Splits where nothing but units was left to choose."""
        gains = {
            party: worth.at(solution.values) - self.floors.values[party] for party, worth in compiled.value.items()
        }
        return {party: (gain, gain) for party, gain in gains.items()}

    def _prepared(self, settled: Mapping[str, float], ranges: Ranges | None = None) -> Compiled:
        started = time.perf_counter()
        compiled = prepared(self.deal, self.unfolded, self.floors, settled, ranges)
        self.assembling = time.perf_counter() - started
        return compiled

    def _solved(self, compiled: Compiled) -> Solution:
        """Solve to a share of the asked gap: the objective is a gain, and so is what the gap is relative to."""
        solver = Solver(compiled.program, mip_gap=_UNITS * self.gap, time_limit=self.seconds)
        solver.change_objective(self._goal(compiled))
        solver.start_from(self.start)
        solution = solver.solve()
        self.solving += solution.seconds
        if not solution.has_values and solution.status != "infeasible":
            return self._rescued(compiled, solution)
        return solution

    def _rescued(self, compiled: Compiled, solution: Solution) -> Solution:
        """Where time ran out before any plan was found: one found with floors and budgets soft, if it keeps them after all."""
        found = lifted(compiled, seconds=self.seconds)
        if found is None or (found.values[compiled.lifts] > ROOM * compiled.program.sizes[compiled.lifts]).any():
            return solution
        solver = Solver(compiled.program, relaxed=True)
        solver.change_objective(self._goal(compiled))
        bound = solver.solve()
        self.solving += found.seconds + bound.seconds
        objective = float(self._goal(compiled) @ found.values)
        return replace(found, status="time_limit", objective=objective, bound=bound.objective)

    @property
    def _without(self) -> float:
        """What is maximised, without the deal."""
        if self.weights is None:
            return self.floors.joint
        return sum(weight * self.floors.values[party] for party, weight in self.weights.items())

    def _goal(self, compiled: Compiled) -> FloatVector:
        """The joint gain, or the weighed one."""
        costs = compiled.goal(compiled.joint) if self.weights is None else compiled.weighed(self.weights)
        costs[compiled.always] -= self._without
        return costs
