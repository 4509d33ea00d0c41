"""Choosing a package: the joint best above every walk-away, then payments that make the smallest normalised gain largest.

Open prices are solved as McCormick columns, rounded to their quantum, fixed, and the whole program solved again: that is what
is reported, with its distance to the bound.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

import numpy as np

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Open, parts_of
from dronedeal.deal.row import Unfolded
from dronedeal.planning.compile import Compiled, compile_deal
from dronedeal.planning.walk_away import NoDeal
from dronedeal.reading import FloatVector, IntVector
from dronedeal.solving import Solution, Solver
from dronedeal.unfolding import unfold

__all__ = ["Chosen", "Shortfall", "choose_package", "prepared", "shortfall"]

_ROOM = 1e-6
"""Share of a walk-away, or of the largest item in a party's value, by which floors give way: the solver's own tolerance."""

_LIFT_PRICES = (1000.0, 100.0)
"""What a unit of money below a floor costs while prices are sought; a second price where the solver fails at the first."""

_ROUNDS = 4
"""Most times prices and units are chosen in turn before giving up."""

_QUANTA = {"share": Decimal("0.0001"), "count": Decimal("0.0001")}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """No zone: the least money in all by which parties fall below walking away and which do, or that nothing holds even so."""

    missing: float
    parties: dict[str, float]
    compiled: Compiled
    possible: bool


def prepared(
    deal: Deal,
    unfolded: Unfolded,
    no_deal: NoDeal,
    settled: Mapping[str, float] | None = None,
    units: Sequence[FloatVector] | None = None,
) -> Compiled:
    """The program of a deal with walk-aways as floors, avoided cost bounded and own forces first."""
    compiled = compile_deal(deal, unfolded, settled, units)
    program = compiled.program
    for need, to_date in no_deal.avoided.items():
        program.set_row_bounds(compiled.goods.needs[need].avoided_rows, -np.inf, to_date * (1.0 + 1e-9) + 1e-9)
    for need, columns in compiled.goods.needs.items():
        if deal.needs[need].own:
            least = no_deal.served[need]
            room = 1e-7 if units is None else 2e-6  # settled units have room of their own
            program.set_row_bounds(columns.own_rows, least * (1.0 - room) - room, np.inf)
    for party, row in compiled.floor.items():
        floor = no_deal.values[party]
        program.set_row_bounds(np.array([row]), floor - _ROOM * max(abs(floor), compiled.sizes[party]), np.inf)
    return compiled


def choose_package(
    deal: Deal, no_deal: NoDeal, *, weights: Mapping[str, float] | None = None, package: Mapping[str, float] | None = None,
    gap: float = 1e-3, seconds: float = 20.0,
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
    started = time.perf_counter()
    unfolded = unfold(deal)
    relaxed = prepared(deal, unfolded, no_deal, package)
    assembled = time.perf_counter() - started
    goal = _goal(relaxed, weights)
    mip_gap = _relative(relaxed, goal, no_deal, gap)
    solver = Solver(relaxed.program, mip_gap=mip_gap, time_limit=seconds)
    solver.change_objective(goal)
    first = solver.solve()
    solving = first.seconds
    if not first.has_values:
        return shortfall(relaxed, no_deal)
    if not relaxed.reader.opened:
        gains = {party: float(first.values[column]) - no_deal.values[party] for party, column in relaxed.value.items()}
        return Chosen(
            compiled=relaxed, solution=first, package=dict(package or {}), bound=first.bound,
            splits={party: (gain, gain) for party, gain in gains.items()}, proven=first.status == "optimal",
            solve_seconds=solving, assemble_seconds=assembled,
        )  # fmt: skip
    splits, candidates = _priced(deal, unfolded, no_deal, relaxed, solver, first, weights, seconds)
    for rounded in _rounded_packages(deal, candidates):
        chosen = {**rounded, **(package or {})}
        started = time.perf_counter()
        fixed = prepared(deal, unfolded, no_deal, chosen)
        assembled = time.perf_counter() - started
        solver = Solver(fixed.program, mip_gap=mip_gap, time_limit=seconds)
        goal = _goal(fixed, weights)
        solver.change_objective(goal)
        solution = solver.solve()
        if solution.has_values:
            final = _balanced(
                fixed, solver, solution, goal, no_deal, {party: high for party, (_, high) in splits.items()}
            )
            return Chosen(
                compiled=fixed, solution=final, package=chosen, bound=first.bound, splits=splits,
                proven=first.status == "optimal" and solution.status == "optimal", solve_seconds=solving + solution.seconds,
                assemble_seconds=assembled,
            )  # fmt: skip
    return shortfall(relaxed, no_deal)


def _rounded_packages(deal: Deal, candidates: tuple[dict[str, float], ...]) -> Iterator[dict[str, float]]:
    """Packages to try, best first: each candidate rounded to its quanta to the nearest, up, down, and at last not at all."""
    opened = {part.path: part for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open)}
    tried: list[dict[str, float]] = []
    for candidate in candidates:
        whole = {path: float(number.low) for path, number in opened.items()} | candidate
        for rounding in (ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, None):
            package = {path: _rounded(opened.get(path), value, rounding) for path, value in whole.items()}
            if package not in tried:
                tried.append(package)
                yield package


def _priced(
    deal: Deal, unfolded: Unfolded, no_deal: NoDeal, relaxed: Compiled, solver: Solver, first: Solution,
    weights: Mapping[str, float] | None, seconds: float,
) -> tuple[dict[str, tuple[float, float]], tuple[dict[str, float], ...]]:  # fmt: skip
    """Range of splits and balanced open numbers, payments exact at the units of the joint best.

    Between the corners of price and quantity a McCormick payment hangs loosely on its price, so units are settled first. Where
    no price fits them, because a payment had come apart from its price, prices and units are chosen in turn until they fit.
    """
    fallback: list[dict[str, float]] = []
    if relaxed.reader.opened:
        exact = _settled(deal, unfolded, no_deal, relaxed, first, weights)
        if exact is None:
            found = _reconciled(deal, unfolded, no_deal, relaxed, first, seconds)
            if found is not None:
                fitting, package, fitted = found
                fallback.append(package)
                exact = _settled(deal, unfolded, no_deal, fitting, fitted, weights)
        if exact is not None:
            relaxed, solver, first = exact
    splits, values = _split(relaxed, solver, first, _goal(relaxed, weights), no_deal)
    balanced = {path: float(values[column]) for path, (_, column) in relaxed.reader.opened.items()}
    return splits, (balanced, *fallback)


def _reconciled(
    deal: Deal, unfolded: Unfolded, no_deal: NoDeal, compiled: Compiled, solution: Solution, seconds: float
) -> tuple[Compiled, dict[str, float], Solution] | None:
    """Units and prices that fit each other: prices by the least shortfall at given units, units anew at those prices, in turn."""
    for _ in range(_ROUNDS):
        priced = prepared(deal, unfolded, no_deal, units=_units(compiled, solution))
        at_units = _lifted(priced, seconds)
        if at_units is None:
            return None
        package = {path: float(at_units.values[column]) for path, (_, column) in priced.reader.opened.items()}
        compiled = prepared(deal, unfolded, no_deal, package)
        at_prices = _lifted(compiled, seconds)
        if at_prices is None:
            return None
        solution = at_prices
        if float(solution.values[_lifts(compiled)].sum()) <= 1e-9 * max(
            1.0, abs(float(solution.values[compiled.joint]))
        ):
            return compiled, package, solution
    return None


def _lifted(compiled: Compiled, seconds: float) -> Solution | None:
    """The joint best where falling below a walk-away, or overspending, is allowed but costs a multiple of what it is."""
    columns = _lifts(compiled)
    for price in _LIFT_PRICES:
        solver = Solver(compiled.program, mip_gap=1e-5, time_limit=seconds)
        solver.change_bounds(columns, 0.0, np.inf)
        costs = np.zeros(compiled.program.column_count)
        costs[compiled.joint] = 1.0
        costs[columns] = -price
        solver.change_objective(costs)
        solution = solver.solve()
        if solution.has_values:
            return solution
    return None


def _lifts(compiled: Compiled) -> IntVector:
    """Columns by which floors and budgets give way."""
    return np.concatenate([np.array(list(compiled.short.values())), *compiled.money.overspent])


def _units(compiled: Compiled, solution: Solution) -> list[FloatVector]:
    return [
        np.clip(solution.values[columns], 0.0, flow.most)
        for flow, columns in zip(compiled.goods.flows, compiled.goods.columns, strict=True)
    ]


def _settled(
    deal: Deal, unfolded: Unfolded, no_deal: NoDeal, compiled: Compiled, solution: Solution,
    weights: Mapping[str, float] | None,
) -> tuple[Compiled, Solver, Solution] | None:  # fmt: skip
    """The program with every flow at its solved units, solved for open numbers; nothing if none fit."""
    exact = prepared(deal, unfolded, no_deal, units=_units(compiled, solution))
    solver = Solver(exact.program)
    solver.change_objective(_goal(exact, weights))
    best = solver.solve()
    return (exact, solver, best) if best.has_values else None


def _relative(compiled: Compiled, goal: FloatVector, no_deal: NoDeal, gap: float) -> float:
    """The solver's own relative gap that keeps within a share of the joint gain, judged by the linear relaxation."""
    if not compiled.program.integer_count:
        return 1e-6
    solver = Solver(compiled.program, relaxed=True)
    solver.change_objective(goal)
    relaxation = solver.solve()
    if not relaxation.has_values or not relaxation.objective:
        return 1e-6
    gain = abs(relaxation.objective - (no_deal.joint if goal[compiled.joint] else 0.0))
    return max(1e-9, 0.5 * gap * gain / abs(relaxation.objective))


def _goal(compiled: Compiled, weights: Mapping[str, float] | None) -> FloatVector:
    costs = np.zeros(compiled.program.column_count)
    if weights is None:
        costs[compiled.joint] = 1.0
    else:
        for party, weight in weights.items():
            costs[compiled.value[party]] = weight
    return costs


def _rounded(number: Open | None, value: float, rounding: str | None) -> float:
    """A chosen value on its quantum, within its range."""
    if number is None:
        return value
    if number.choices:
        return min((float(choice) for choice in number.choices), key=lambda choice: abs(choice - value))
    if rounding is None:
        return min(max(value, float(number.low)), float(number.high))
    quantum = number.quantum or _QUANTA.get(number.unit, Decimal("0.01"))
    steps = (Decimal(repr(value)) / quantum).quantize(Decimal(1), rounding=rounding)
    return float(min(max(steps * quantum, number.low), number.high))


def _hold(compiled: Compiled, solver: Solver, solution: Solution, goal: FloatVector) -> None:
    """Fix the integers and, for the joint goal, every column of goods: only payments are left to choose."""
    solver.fix_integers(solution.values)
    if goal[compiled.joint]:
        goods = np.arange(compiled.goods_columns)
        arrays = compiled.program.arrays()
        values = np.clip(solution.values[goods], arrays.lower[goods], arrays.upper[goods])
        room = 1e-7 * np.maximum(arrays.sizes[goods], np.abs(values))
        solver.change_bounds(
            goods, np.maximum(values - room, arrays.lower[goods]), np.minimum(values + room, arrays.upper[goods])
        )


def _split(
    compiled: Compiled,
    solver: Solver,
    solution: Solution,
    goal: FloatVector,
    no_deal: NoDeal,
) -> tuple[dict[str, tuple[float, float]], FloatVector]:
    """Range of every party's gain at the joint best, and the values of columns at the balanced split."""
    _hold(compiled, solver, solution, goal)
    splits: dict[str, tuple[float, float]] = {}
    if not goal[compiled.joint]:
        gains = {
            party: float(solution.values[column]) - no_deal.values[party] for party, column in compiled.value.items()
        }
        return {party: (gain, gain) for party, gain in gains.items()}, solution.values
    free = [payment.line for payment in compiled.money.payments if (payment.amount.high > payment.amount.low).any()]
    moved = {line.debtor for line in free} | {line.creditor for line in free}
    for party, column in compiled.value.items():
        ends: list[float] = []
        if party not in moved:
            value = float(solution.values[column]) - no_deal.values[party]
            splits[party] = (value, value)
            continue
        for sign in (-1.0, 1.0):
            costs = np.zeros(len(goal))
            costs[column] = sign
            solver.change_objective(costs)
            end = solver.solve()
            ends.append(float((end if end.has_values else solution).values[column]) - no_deal.values[party])
        splits[party] = (ends[0], ends[1])
    final = _balance(compiled, solver, solution, {party: high for party, (_, high) in splits.items()}, no_deal)
    return splits, final.values


def _balanced(
    compiled: Compiled, solver: Solver, solution: Solution, goal: FloatVector, no_deal: NoDeal,
    highs: Mapping[str, float],
) -> Solution:  # fmt: skip
    _hold(compiled, solver, solution, goal)
    if not goal[compiled.joint]:
        fixed = solver.solve()
        return fixed if fixed.has_values else solution
    return _balance(compiled, solver, solution, highs, no_deal)


def _balance(
    compiled: Compiled, solver: Solver, solution: Solution, highs: Mapping[str, float], no_deal: NoDeal
) -> Solution:
    """Among joint optima, make the smallest gain, each relative to the most that party could get, as large as it can be."""
    scale = max(1.0, *(abs(value) for value in no_deal.values.values()))
    sharing = {party: high for party, high in highs.items() if high > 1e-7 * scale}
    if not sharing:
        return solution
    rows = np.array([compiled.floor[party] for party in compiled.floor])
    normal = np.array([-sharing.get(party, 1e-6) for party in compiled.floor])
    solver.change_coefficients(rows, np.full(len(rows), compiled.worst), normal)
    solver.change_bounds(np.array([compiled.worst]), 0.0, np.inf)
    costs = np.zeros(compiled.program.column_count)
    costs[compiled.worst] = 1.0
    for party, high in sharing.items():
        costs[compiled.value[party]] = 1e-6 / high
    solver.change_objective(costs)
    balanced = solver.solve()
    return balanced if balanced.has_values else solution


def shortfall(compiled: Compiled, no_deal: NoDeal) -> Shortfall:
    """How far a deal without a zone is from one: the least money in all by which parties fall below walking away, and who."""
    solver = Solver(compiled.program)
    parties = list(compiled.short)
    columns = np.array([compiled.short[party] for party in parties])
    solver.change_bounds(columns, 0.0, np.inf)
    costs = np.zeros(compiled.program.column_count)
    costs[columns] = -1.0
    solver.change_objective(costs)
    solution = solver.solve()
    if not solution.has_values:
        return Shortfall(missing=float("inf"), parties={}, compiled=compiled, possible=False)
    below = {party: float(solution.values[column]) for party, column in zip(parties, columns, strict=True)}
    least = 1e-9 * max(1.0, *(abs(value) for value in no_deal.values.values()))
    short = {party: amount for party, amount in sorted(below.items(), key=lambda item: -item[1]) if amount > least}
    return Shortfall(missing=sum(short.values()), parties=short, compiled=compiled, possible=True)
