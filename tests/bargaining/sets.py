"""Sides over hulls of given points and over small linear programs, as planning would hand them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dronedeal.bargaining.reach import Reach, Sides
from dronedeal.planning import Worth
from dronedeal.solving import Program

__all__ = ["hull", "over", "reach"]

Table = Sequence[Sequence[float]]


def over(program: Program, worths: Sequence[tuple[np.ndarray, np.ndarray]], walk_aways: Sequence[float]) -> Sides:
    """Sides of a program whose values are weighings of columns."""
    always = int(program.columns(1, lower=1.0, upper=1.0)[0])
    ahead = int(program.columns(1, lower=0.0, upper=0.0)[0])
    rows, found, sizes = [], [], []
    for columns, coefficients in worths:
        row = program.rows(1)
        program.add(np.repeat(row, len(columns)), np.asarray(columns), np.asarray(coefficients, dtype=np.float64))
        program.add(row, np.array([ahead]), np.array([-1.0]))
        rows.append(int(row[0]))
        kept = np.asarray(coefficients, dtype=np.float64)
        found.append(Worth(np.asarray(columns), kept))
        sizes.append(float(np.abs(kept).max(initial=0.0)))
    return Sides(
        names=tuple(f"side {at}" for at in range(len(worths))), program=program, worths=tuple(found),
        walk_aways=np.asarray(walk_aways, dtype=np.float64), rows=np.array(rows), others=np.zeros(0, dtype=np.int64),
        ahead=ahead, always=always, sizes=np.array(sizes),
    )  # fmt: skip


def hull(points: Table, walk_aways: Sequence[float] | None = None, *, listed: bool = False) -> Sides:
    """All mixes of points, or only the points themselves."""
    table = np.asarray(points, dtype=np.float64)
    program = Program()
    shares = program.columns(len(table), upper=1.0, integer=listed)
    row = program.rows(1, lower=1.0, upper=1.0)
    program.add(np.repeat(row, len(table)), shares, np.ones(len(table)))
    return over(
        program,
        [(shares, table[:, side]) for side in range(table.shape[1])],
        np.zeros(table.shape[1]) if walk_aways is None else walk_aways,
    )


def reach(points: Table, walk_aways: Sequence[float] | None = None) -> Reach:
    return Reach(hull(points, walk_aways))
