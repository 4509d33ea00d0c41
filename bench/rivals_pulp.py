"""The same program in PuLP.

One variable a column, one ``lpSum`` a row; a row with two ends that differ is stated twice.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pulp

from bench.blocks import Blocks


def build(blocks: Blocks, *, relaxed: bool) -> Any:
    """Build the problem; nothing is exported or solved."""
    problem = pulp.LpProblem("deal", pulp.LpMaximize)
    columns: list[Any] = []
    for index, block in enumerate(blocks.columns):
        kind = pulp.LpInteger if block.integer and not relaxed else pulp.LpContinuous
        columns.extend(
            pulp.LpVariable(f"x{index}_{at}", _end(lower), _end(upper), kind)
            for at, (lower, upper) in enumerate(zip(block.lower.tolist(), block.upper.tolist(), strict=True))
        )
    problem += pulp.lpSum(blocks.costs[column] * columns[column] for column in np.flatnonzero(blocks.costs).tolist())
    for block in blocks.rows:
        entries: list[list[tuple[int, float]]] = [[] for _ in block.lower]
        for row, column, value in zip(block.rows.tolist(), block.columns.tolist(), block.values.tolist(), strict=True):
            entries[row].append((column, value))
        for terms, lower, upper in zip(entries, block.lower.tolist(), block.upper.tolist(), strict=True):
            if not terms:
                continue
            total = pulp.lpSum(value * columns[column] for column, value in terms)
            if lower == upper:
                problem += total == lower
                continue
            if upper < np.inf:
                problem += total <= upper
            if lower > -np.inf:
                problem += total >= lower
    return problem


def solve(problem: Any) -> float:
    """Solve with HiGHS; returns the objective."""
    problem.solve(pulp.HiGHS(msg=False, threads=1, gapRel=1e-6))
    return float(pulp.value(problem.objective))


def _end(value: float) -> float | None:
    return value if np.isfinite(value) else None
