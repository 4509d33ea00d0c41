"""The same program in Pyomo: one indexed variable a block, one constraint a row by a rule that sums its entries."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyomo.environ as pyo

from bench.blocks import Blocks, RowBlock


def build(blocks: Blocks, *, relaxed: bool) -> Any:
    """Build the model; nothing is exported or solved."""
    model = pyo.ConcreteModel()
    columns: list[Any] = []
    for index, block in enumerate(blocks.columns):
        lower, upper = _ends(block.lower), _ends(block.upper)
        domain = pyo.Integers if block.integer and not relaxed else pyo.Reals
        variable = pyo.Var(
            range(len(lower)), domain=domain, bounds=lambda _, at, lower=lower, upper=upper: (lower[at], upper[at])
        )
        model.add_component(f"x{index}", variable)
        columns.extend(variable.values())
    for index, block in enumerate(blocks.rows):
        entries, lower, upper = _entries(block), _ends(block.lower), _ends(block.upper)

        def rule(_: Any, at: int, entries: Any = entries, lower: Any = lower, upper: Any = upper) -> Any:
            if not entries[at] or (lower[at] is None and upper[at] is None):
                return pyo.Constraint.Skip
            total = pyo.quicksum(value * columns[column] for column, value in entries[at])
            return total == lower[at] if lower[at] == upper[at] else (lower[at], total, upper[at])

        model.add_component(f"rows{index}", pyo.Constraint(range(len(lower)), rule=rule))
    costs = pyo.quicksum(blocks.costs[column] * columns[column] for column in np.flatnonzero(blocks.costs).tolist())
    model.goal = pyo.Objective(expr=costs, sense=pyo.maximize)
    return model


def solve(model: Any) -> float:
    """Solve with HiGHS; returns the objective."""
    solver = pyo.SolverFactory("appsi_highs")
    solver.options = {"threads": 1, "mip_rel_gap": 1e-6}
    solver.solve(model)
    return float(pyo.value(model.goal))


def _ends(values: Any) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values.tolist()]


def _entries(block: RowBlock) -> list[list[tuple[int, float]]]:
    rows: list[list[tuple[int, float]]] = [[] for _ in block.lower]
    for row, column, value in zip(block.rows.tolist(), block.columns.tolist(), block.values.tolist(), strict=True):
        rows[row].append((column, value))
    return rows
