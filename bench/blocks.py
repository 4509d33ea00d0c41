"""The program of a deal as the blocks it was assembled from.

What ours and every rival are given to build the same program.

A block of columns has bounds, a block of rows has bounds and entries. Numbers are the scaled ones that HiGHS is
handed, so that all solve the same numbers; their scaling is not timed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dronedeal.planning import compile as compiling
from dronedeal.solving import Program
from dronedeal.solving.scaling import objective_scale, scale

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class ColumnBlock:
    """Columns made together: consecutive ids from ``first`` on."""

    first: int
    lower: Floats
    upper: Floats
    integer: bool


@dataclass(frozen=True, kw_only=True)
class RowBlock:
    """Rows made together, with their entries: row within the block, column, coefficient, sorted by row."""

    lower: Floats
    upper: Floats
    rows: Ints
    columns: Ints
    values: Floats


@dataclass(frozen=True, kw_only=True)
class Blocks:
    """One program in blocks, maximising ``costs``."""

    columns: list[ColumnBlock]
    rows: list[RowBlock]
    costs: Floats
    unit: float
    """What one of the objective is in the deal's currency: costs stand near one, as HiGHS is handed them."""

    @property
    def column_count(self) -> int:
        """How many columns."""
        return len(self.costs)

    @property
    def row_count(self) -> int:
        """How many rows."""
        return sum(len(block.lower) for block in self.rows)

    @property
    def nonzero_count(self) -> int:
        """How many entries, none given twice."""
        return sum(len(block.values) for block in self.rows)


@contextmanager
def marking() -> Iterator[list[tuple[str, int, int]]]:
    """While it lasts, note every block of columns and rows that a compilation makes: kind, first id, count."""
    made: list[tuple[str, int, int]] = []

    class Noting(Program):
        """A program that remembers its blocks."""

        def columns(self, count: int, **said: Any) -> Ints:
            made.append(("columns", self.column_count, count))
            return super().columns(count, **said)

        def rows(self, count: int, **said: Any) -> Ints:
            made.append(("rows", self.row_count, count))
            return super().rows(count, **said)

    plain, compiling.Program = compiling.Program, Noting  # type: ignore[misc,assignment]
    try:
        yield made
    finally:
        compiling.Program = plain  # type: ignore[misc]


def blocks_of(program: Program, made: list[tuple[str, int, int]]) -> Blocks:
    """The scaled arrays of an assembled program, cut into the blocks it was made of."""
    arrays = program.arrays()
    scales, matrix = scale(arrays), arrays.matrix
    lower, upper = arrays.lower / scales.columns, arrays.upper / scales.columns
    row_lower, row_upper = arrays.row_lower * scales.rows, arrays.row_upper * scales.rows
    by_row = np.lexsort((matrix.columns, matrix.rows))
    rows, columns = matrix.rows[by_row], matrix.columns[by_row]
    values = matrix.values[by_row] * scales.columns[columns] * scales.rows[rows]
    starts = np.searchsorted(rows, np.arange(matrix.row_count + 1))
    column_blocks, row_blocks = [], []
    for kind, first, count in made:
        if not count:
            continue
        span = slice(first, first + count)
        if kind == "columns":
            column_blocks.append(
                ColumnBlock(first=first, lower=lower[span], upper=upper[span], integer=bool(arrays.integer[first]))
            )
            continue
        entries = slice(starts[first], starts[first + count])
        row_blocks.append(
            RowBlock(
                lower=row_lower[span],
                upper=row_upper[span],
                rows=rows[entries] - first,
                columns=columns[entries],
                values=values[entries],
            )
        )
    costs = arrays.costs * scales.columns
    near_one = objective_scale(costs)
    return Blocks(columns=column_blocks, rows=row_blocks, costs=costs * near_one, unit=1.0 / near_one)


def build(blocks: Blocks) -> Program:
    """Ours from ready blocks: a program up to its compressed arrays."""
    program = Program(maximise=True)
    for block in blocks.columns:
        program.columns(len(block.lower), lower=block.lower, upper=block.upper, integer=block.integer)
    for block in blocks.rows:
        ids = program.rows(len(block.lower), lower=block.lower, upper=block.upper)
        program.add(ids[block.rows], block.columns, block.values)
    program.set_cost(np.arange(blocks.column_count), blocks.costs)
    program.arrays()
    return program
