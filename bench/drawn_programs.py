"""A five-year deal as a linear program, drawn: monthly making, stock and deliveries, capacity by year, budgets, payments within price corridors.

The buyer wants less of each system the more it has, and counts money later at another rate than the maker does, so that frontiers have many
corners. With three sides a supplier is paid by the maker for what goes into each unit. No document stands behind it.
"""

from __future__ import annotations

import numpy as np

from dronedeal.bargaining.reach import Sides
from dronedeal.planning import Worth
from dronedeal.reading import FloatVector
from dronedeal.solving import Program

__all__ = ["drawn_sides"]

_YEARS, _MONTHS, _QUARTERS, _TIERS = 5, 60, 20, 4
_RATES = {"buyer": 0.03, "maker": 0.12, "supplier": 0.07}


def drawn_sides(systems: int, *, three: bool = False, seed: int = 20260) -> Sides:
    """Two sides, or three, of a deal over so many systems; walk-aways are nothing."""
    drawn, program = np.random.default_rng(seed), Program()
    names = tuple(_RATES)[: 3 if three else 2]
    worths = {name: np.zeros(0) for name in names}
    columns: list[np.ndarray] = []

    def block(count: int, upper: float = np.inf, **worth: FloatVector) -> np.ndarray:
        ids = program.columns(count, upper=upper)
        columns.append(ids)
        for name in names:
            worths[name] = np.append(worths[name], worth.get(name, np.zeros(count)))
        return ids

    every, month = systems * _MONTHS, np.tile(np.arange(_MONTHS), systems)
    system = np.repeat(np.arange(systems), _MONTHS)
    late = {name: (1.0 + _RATES[name]) ** (-month / 12.0) for name in names}
    cost = drawn.uniform(0.2, 2.0, systems)
    make = block(every, maker=-cost[system] * drawn.uniform(0.9, 1.1, every) * late["maker"])
    deliver = block(every)
    stock = block(every, maker=-0.01 * cost[system])
    paid = block(every, maker=late["maker"], buyer=-late["buyer"])
    yearly = np.repeat(np.arange(systems), _YEARS)
    year = np.tile(np.arange(_YEARS), systems)
    built = block(systems * _YEARS, upper=20.0, maker=-6.0 * cost[yearly] * (1.0 + _RATES["maker"]) ** -year)
    tier = np.tile(np.arange(_TIERS), systems * _YEARS)
    of = np.repeat(np.arange(systems * _YEARS), _TIERS)
    wanted = (
        3.0 * cost[yearly[of]] * drawn.uniform(0.8, 1.2, of.size) * 0.7**tier * (1.0 + _RATES["buyer"]) ** -year[of]
    )
    served = block(of.size, upper=40.0, buyer=wanted)

    balance = program.rows(every, lower=0.0, upper=0.0)  # stock before + made = delivered + stock
    program.add(balance, make, 1.0)
    program.add(balance, deliver, -1.0)
    program.add(balance, stock, -1.0)
    program.add(balance[month > 0], stock[np.flatnonzero(month > 0) - 1], 1.0)
    able = program.rows(every, upper=drawn.uniform(0.0, 4.0, systems)[system])  # made, less what was built until then
    program.add(able, make, 1.0)
    for before in range(_YEARS):
        since = np.flatnonzero(month // 12 > before)
        program.add(able[since], built[system[since] * _YEARS + before], -1.0)
    steady = program.rows(int((month > 0).sum()), upper=3.0)  # deliveries rise so fast and no faster
    program.add(steady, deliver[month > 0], 1.0)
    program.add(steady, deliver[np.flatnonzero(month > 0) - 1], -1.0)
    enough = program.rows(systems * _YEARS, upper=0.0)  # what serves was delivered
    program.add(enough[of], served, 1.0)
    program.add(enough[system * _YEARS + month // 12], deliver, -1.0)
    budget = program.rows(_YEARS, upper=drawn.uniform(8.0, 12.0, _YEARS) * systems * cost.mean())
    program.add(budget[month // 12], paid, 1.0)
    shared = program.rows(_MONTHS, upper=1.5 * systems)  # one bottleneck a month
    program.add(shared[month], make, drawn.uniform(0.2, 1.0, every))
    quarter = system * _QUARTERS + month // 3
    _corridor(program, quarter, deliver, paid, (0.8 * cost, 2.6 * cost))
    if three:
        to_supplier = block(every, maker=-late["maker"], supplier=late["supplier"])
        ids, effort = np.arange(every), 0.3 * cost[system] * late["supplier"]
        worths["supplier"][ids] -= effort * drawn.uniform(0.8, 1.2, every)  # beside each unit made
        _corridor(program, quarter, make, to_supplier, (0.2 * cost, 0.8 * cost))
    return _sides(program, np.concatenate(columns), worths)


def _corridor(
    program: Program, place: np.ndarray, units: np.ndarray, paid: np.ndarray, prices: tuple[FloatVector, FloatVector]
) -> None:
    """Payments of a quarter between two prices for its units."""
    count = int(place.max()) + 1
    for price, sign in zip(prices, (-1.0, 1.0), strict=True):
        rows = program.rows(count, upper=0.0)
        program.add(rows[place], paid, sign)
        program.add(rows[place], units, -sign * price[place // _QUARTERS])


def _sides(program: Program, columns: np.ndarray, worths: dict[str, FloatVector]) -> Sides:
    always = int(program.columns(1, lower=1.0, upper=1.0)[0])
    ahead = program.columns(1, upper=0.0)
    rows = program.rows(len(worths))
    for row, worth in zip(rows, worths.values(), strict=True):
        program.add(row, columns, worth)
        program.add(row, ahead, -1.0)
    return Sides(
        names=tuple(worths), program=program, worths=tuple(Worth(columns, worth) for worth in worths.values()),
        walk_aways=np.zeros(rows.size), rows=rows, others=np.zeros(0, dtype=np.int64), ahead=int(ahead[0]), always=always,
        sizes=np.array([float(np.abs(worth).max()) for worth in worths.values()]),
    )  # fmt: skip
