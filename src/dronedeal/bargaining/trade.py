"""Trade rates at a package: what a step of each open number is worth to each side, with the plan's units as they are. Not which trade to make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.bargaining.ground import Ground, open_numbers
from dronedeal.deal import Deal
from dronedeal.planning import Bases, Compiled, compile_payments, hold_parties, quantum_of
from dronedeal.reading import FloatVector
from dronedeal.solving import Solver

__all__ = ["Rate", "Settled", "payments_at", "rates_at", "values_at", "waited"]

_STEPS = 20
"""Steps into which a range is cut where the document says none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one step of an open number is worth.

    Attributes
    ----------
    step
        In the number's own unit: what the document moves it by, or a twentieth of its range.
    worth
        By side, what its value changes by for a step up; present money at its own rate. It is linear: payments at settled units are.
    least, most
        The ends between which that holds while every other number stays, with nobody below its walk-away and no budget overspent.
    """

    path: str
    unit: str
    value: float
    step: float
    worth: Mapping[str, float]
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settled:
    """A program with its units settled: what is left of it is payments."""

    compiled: Compiled
    plan: FloatVector


def payments_at(settled: Settled, package: Mapping[str, float]) -> Compiled:
    """The program of payments at settled units and a package, which decides nothing if every number is in it."""
    return compile_payments(settled.compiled, settled.plan, package)


def values_at(settled: Settled, package: Mapping[str, float]) -> dict[str, float]:
    """Every party's value at settled units and a full package, be it within budgets or not."""
    left = payments_at(settled, package)
    solver = Solver(left.program)
    solver.change_bounds(left.lifts, 0.0, np.inf)
    costs = np.zeros(left.program.column_count)
    costs[left.lifts] = -1.0
    solver.change_objective(costs)
    solution = solver.solve()
    return {party: worth.at(solution.values) for party, worth in left.value.items()}


def rates_at(ground: Ground, settled: Settled, package: Mapping[str, float]) -> tuple[Rate, ...]:
    """Trade rates of all open numbers, in the document's order."""
    base = values_at(settled, package)
    found: list[Rate] = []
    for path, number in open_numbers(ground.deal).items():
        low, high = float(number.low), float(number.high)
        step = float(quantum_of(number)) if number.quantum else (high - low) / _STEPS
        if number.is_yes_no:
            step = 1.0
        sign = 1.0 if package[path] + step <= high else -1.0
        moved = values_at(settled, {**package, path: package[path] + sign * step}) if high > low else base
        least, most = _holds(ground, settled, package, path)
        found.append(
            Rate(
                path=path, unit=number.unit, value=package[path], step=step, least=max(low, least), most=min(high, most),
                worth={name: sign * (moved[name] - base[name]) for name in ground.names},
            )
        )  # fmt: skip
    return tuple(found)


def _holds(ground: Ground, settled: Settled, package: Mapping[str, float], path: str) -> tuple[float, float]:
    """Between which ends one number may move, the others as they are."""
    left = payments_at(settled, {name: value for name, value in package.items() if name != path})
    if path not in left.opened:
        return package[path], package[path]
    hold_parties(left, ground.floors)
    solver, column = Solver(left.program), left.opened[path][1]
    ends: list[float] = []
    for sense in (-1.0, 1.0):
        costs = np.zeros(left.program.column_count)
        costs[column] = sense
        solver.change_objective(costs)
        solution = solver.solve()
        ends.append(float(solution.values[column]) if solution.has_values else package[path])
    return ends[0], ends[1]


def waited(deal: Deal, side: str, gain: float) -> float:
    """What a quarter's wait for the whole deal costs a side: its gain, a quarter later, at its own rate."""
    rate = Bases(deal).scalar(deal.parties[side].discount_rate)
    return float(gain * (1.0 - (1.0 + rate) ** -0.25))
