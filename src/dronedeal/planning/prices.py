"""Prices at settled units: which open numbers hold every floor, what splits they allow, and the balanced one. Not which units.

With units settled, payments are linear in their prices. A rate on a price, both open, is not: their ranges are drawn in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import combinations

import numpy as np

from dronedeal.deal.number import Open
from dronedeal.planning.branched import compile_payments
from dronedeal.planning.compile import Compiled
from dronedeal.planning.floors import ROOM, Floors, hold_parties
from dronedeal.reading import FloatVector, Ranges
from dronedeal.solving import Solution, Solver

__all__ = ["Prices", "prices_at", "splits_at"]

_QUANTA = {"share": Decimal("0.0001"), "count": Decimal("0.0001")}
_CENT = Decimal("0.01")

_TURNS = 12
"""Times the ranges of rates and prices that multiply are drawn in: to one part in 4,096 of what they were."""

_SECONDS = 5.0
"""Longest a search for numbers on their quanta may take."""

_LOOKS, _SMALL, _FINEST = 240, 10_000, 1e-3
"""Most packages looked at in a search for balance, most coefficients of a program it is made for, least step as a share of a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Values of open numbers at given units, on their quanta.

    ``missing`` is the money in all by which parties fall below walking away, or budgets are overspent, at the best there is;
    above nothing, the package is the one that misses least. There are several where none on the quanta holds at these very
    units, though one does between them: then units have to follow, and whichever lets them do so best is the one.
    """

    packages: tuple[dict[str, float], ...]
    missing: float


def prices_at(
    compiled: Compiled,
    values: FloatVector,
    floors: Floors,
    *,
    weights: Mapping[str, float] | None = None,
    standing: Mapping[str, float] | None = None,
) -> Prices | None:
    """Choose open numbers at the units of a solution; nothing where a promise about money cannot be kept with these units.

    Parameters
    ----------
    compiled, values
        A program of the deal and the values of its columns; what is decided by yes or no stays as it is there.
    weights
        Weights on the parties' own values to make the most of, instead of a balance of gains.
    standing
        Values of open numbers that are not to be chosen.
    """
    decided = {
        path: round(float(values[column])) for path, (number, column) in compiled.opened.items() if number.is_yes_no
    }
    at = _At(compiled, values, floors, weights, {**(standing or {}), **decided})
    left = at.program({})
    missing, solver, solution = _least_missing(left)
    if not solution.has_values:
        return None
    if missing > 0.0:
        package = {**decided, **_values(left, solution)}
        return Prices(packages=(on_quanta(left, package),), missing=missing)
    highs = _ends(left, solver, solution, floors, (-1.0,))[0] if weights is None else {}
    package = {**decided, **at.chosen(left, solver, solution, highs)}
    packages = at.on_quanta(left, package, highs)
    if weights is None and len(packages) == 1 and (left.products or packages[0] != on_quanta(left, package)):
        packages = (at.searched(left, packages[0], highs),)
    return Prices(packages=packages, missing=0.0)


def splits_at(
    compiled: Compiled, values: FloatVector, floors: Floors, standing: Mapping[str, float]
) -> dict[str, tuple[float, float]] | None:
    """Range of each party's gain over all values of open numbers that hold at given units; nothing where none do."""
    left = _At(compiled, values, floors, None, standing).program({})
    missing, solver, solution = _least_missing(left)
    if missing > 0.0:
        return None
    low, high = _ends(left, solver, solution, floors, (1.0, -1.0))
    return {party: (max(low[party], 0.0), max(high[party], 0.0)) for party in left.value}  # floors hold


@dataclass(frozen=True, slots=True)
class _At:
    """Programs of payments at the same units, with some open numbers settled."""

    compiled: Compiled
    values: FloatVector
    floors: Floors
    weights: Mapping[str, float] | None
    standing: Mapping[str, float]

    def program(self, settled: Mapping[str, float], ranges: Ranges | None = None) -> Compiled:
        left = compile_payments(self.compiled, self.values, {**self.standing, **settled}, ranges)
        hold_parties(left, self.floors)
        return left

    def chosen(
        self, left: Compiled, solver: Solver, solution: Solution, highs: Mapping[str, float]
    ) -> dict[str, float]:
        """The balanced values, or the best by weights.

        Where a rate multiplies a price, both open, what they multiply to is relaxed between the ends of their ranges. These are
        drawn in around the values found, by half each time, until nothing is left between them; then rates are settled.
        """
        package = _values(left, self._best(left, solver, solution, highs))
        multiplied = {path for product in left.products for path in product.paths}
        if not multiplied:
            return package
        numbers = {path: number for path, (number, _) in left.opened.items()}
        for turn in range(1, _TURNS):
            near = {
                path: _around(package[path], (float(number.high) - float(number.low)) * 0.5**turn, number)
                for path, number in numbers.items()
            }
            closer = self._package(self.program({}, near), highs)
            if closer is None:
                break
            package = closer
        rates = {path: package[path] for path in multiplied}
        return {**package, **(self._package(self.program(rates), highs) or {})}

    def _package(self, part: Compiled, highs: Mapping[str, float]) -> dict[str, float] | None:
        missing, solver, solution = _least_missing(part)
        return None if missing > 0.0 else _values(part, self._best(part, solver, solution, highs))

    def _best(self, left: Compiled, solver: Solver, solution: Solution, highs: Mapping[str, float]) -> Solution:
        if self.weights is None:
            return _balanced(left, solver, solution, highs)
        solver.change_objective(left.weighed(self.weights))
        best = solver.solve()
        return best if best.has_values else solution

    def on_quanta(
        self, left: Compiled, package: Mapping[str, float], highs: Mapping[str, float]
    ) -> tuple[dict[str, float], ...]:
        """The package on its quanta: to the nearest if every floor holds there, else the best near it at which they do."""
        nearest = on_quanta(left, package)
        if _least_missing(self.program(nearest))[0] <= 0.0:
            return (nearest,)
        up, down = (on_quanta(left, package, rounding) for rounding in (ROUND_CEILING, ROUND_FLOOR))
        if left.products:
            return (nearest, up, down)
        program = left.program
        for path, (number, column) in left.opened.items():
            quantum = float(quantum_of(number))
            steps = program.columns(1, lower=-np.inf, integer=True, label=f"steps/{path}")
            row = program.rows(1, lower=0.0, upper=0.0, label=f"steps/{path}")
            program.add(row, np.array([column]), np.ones(1))
            program.add(row, steps, np.array([-quantum]))
        missing, solver, solution = _least_missing(left, seconds=_SECONDS)
        if missing > 0.0:
            return (nearest, up, down)
        return (on_quanta(left, {**package, **_values(left, self._best(left, solver, solution, highs))}),)

    def searched(self, left: Compiled, package: dict[str, float], highs: Mapping[str, float]) -> dict[str, float]:
        """A package near this one, on its quanta, whose smallest gain is greater, if a search by steps that shrink finds one.

        Where rates multiply prices, or quanta are coarse, the balanced values are no linear program's; each step moves one number,
        or two together. Large deals, of which every look takes long, are left as they are.
        """
        left_to_try = _LOOKS if self.compiled.program.nonzero_count <= _SMALL else 0
        numbers = {path: number for path, (number, _) in left.opened.items() if not number.choices}
        best, best_score = package, self._smallest(package, highs) if left_to_try else 0.0
        share = 0.25
        while left_to_try > 0 and share >= _FINEST:
            moves = _moves(numbers, share)
            better = False
            for move in moves:
                other = {**best, **{path: _moved(numbers[path], best[path], by) for path, by in move.items()}}
                if other == best or left_to_try <= 0:
                    continue
                left_to_try -= 1
                score = self._smallest(other, highs)
                if score > best_score + 1e-9:
                    best, best_score, better = other, score, True
            share = share if better else share / 2.0
        return best

    def _smallest(self, package: Mapping[str, float], highs: Mapping[str, float]) -> float:
        """The smallest gain at a package, each relative to the most that party could get; less than none where it does not hold."""
        part = self.program(package)
        missing, _, solution = _least_missing(part)
        if missing > 0.0:
            return -np.inf
        gains = {party: worth.at(solution.values) - self.floors.values[party] for party, worth in part.value.items()}
        sharing = _sharing(part, highs)
        return min((gains[party] / high for party, high in sharing.items()), default=0.0)


def _moves(numbers: Mapping[str, Open], share: float) -> list[dict[str, float]]:
    """Steps of a share of the range: of each number by itself, and of each two, both ways."""
    steps = {path: share * (float(number.high) - float(number.low)) for path, number in numbers.items()}
    single = [{path: sign * step} for path, step in steps.items() for sign in (1.0, -1.0)]
    double = [
        {one: first * steps[one], other: second * steps[other]}
        for one, other in combinations(steps, 2)
        for first in (1.0, -1.0)
        for second in (1.0, -1.0)
    ]
    return single + double


def _moved(number: Open, value: float, by: float) -> float:
    """A value moved, by at least a quantum, within its range."""
    least = float(quantum_of(number))
    step = by if abs(by) >= least else float(np.copysign(least, by))
    return on_quantum(number, value + step, ROUND_HALF_EVEN)


def _values(left: Compiled, solution: Solution) -> dict[str, float]:
    return {path: float(solution.values[column]) for path, (_, column) in left.opened.items()}


def _least_missing(left: Compiled, *, seconds: float | None = None) -> tuple[float, Solver, Solution]:
    """Money missing at the best, nothing within tolerance; and the solver, floors and budgets held at what was found."""
    solver = Solver(left.program, mip_gap=1e-4, time_limit=seconds)
    lifts = left.lifts
    solver.change_bounds(lifts, 0.0, np.inf)
    costs = np.zeros(left.program.column_count)
    costs[lifts] = -1.0
    solver.change_objective(costs)
    solution = solver.solve()
    if not solution.has_values:
        return np.inf, solver, solution
    found = np.maximum(solution.values[lifts], 0.0)
    sizes = left.program.sizes[lifts]
    solver.change_bounds(lifts, 0.0, found * (1.0 + 1e-9))
    over = found > ROOM * sizes
    return float(found[over].sum()), solver, solution


def _ends(
    left: Compiled, solver: Solver, solution: Solution, floors: Floors, senses: tuple[float, ...]
) -> list[dict[str, float]]:
    """Gains of each party at the least (sense one) or the most (minus one) it can have over all values that hold."""
    found: list[dict[str, float]] = []
    for sense in senses:
        gains: dict[str, float] = {}
        for party, worth in left.value.items():
            solver.change_objective(-sense * left.goal(worth))
            end = solver.solve()
            gains[party] = worth.at((end if end.has_values else solution).values) - floors.values[party]
        found.append(gains)
    return found


def _balanced(left: Compiled, solver: Solver, solution: Solution, highs: Mapping[str, float]) -> Solution:
    """The smallest gain, each relative to the most that party could get, made as large as it can be."""
    sharing = _sharing(left, highs)
    if not sharing:
        return solution
    rows = np.array([left.floor[party] for party in left.floor])
    normal = np.array([-sharing.get(party, 1e-6) for party in left.floor])
    solver.change_coefficients(rows, np.full(len(rows), left.worst), normal)
    solver.change_bounds(np.array([left.worst]), 0.0, np.inf)
    costs = left.weighed({party: 1e-6 / high for party, high in sharing.items()})
    costs[left.worst] = 1.0
    solver.change_objective(costs)
    balanced = solver.solve()
    return balanced if balanced.has_values else solution


def _sharing(left: Compiled, highs: Mapping[str, float]) -> dict[str, float]:
    """The most each party could get, of those that could get anything."""
    scale = max(1.0, *left.sizes.values())
    return {party: high for party, high in highs.items() if high > 1e-7 * scale}


def on_quanta(left: Compiled, package: Mapping[str, float], rounding: str = ROUND_HALF_EVEN) -> dict[str, float]:
    """Every value on its quantum or among its choices, within its range."""
    numbers = {path: number for path, (number, _) in left.opened.items()}
    return {
        path: on_quantum(numbers[path], value, rounding) if path in numbers else value
        for path, value in package.items()
    }


def on_quantum(number: Open, value: float, rounding: str) -> float:
    if number.choices:
        return min((float(choice) for choice in number.choices), key=lambda choice: abs(choice - value))
    quantum = quantum_of(number)
    steps = (Decimal(repr(value)) / quantum).quantize(Decimal(1), rounding=rounding)
    return float(min(max(steps * quantum, number.low), number.high))


def _around(value: float, width: float, number: Open) -> tuple[float, float]:
    """A range of a width around a value, within what the document gives."""
    low = min(max(value - width / 2.0, float(number.low)), float(number.high) - width)
    return max(low, float(number.low)), min(low + width, float(number.high))


def quantum_of(number: Open) -> Decimal:
    return number.quantum or _QUANTA.get(number.unit, _CENT)
