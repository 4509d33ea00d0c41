"""Powers of two that bring a program's numbers near one.

Columns keep the natural sizes they are given, and rows are measured by their greatest entry, so that entries, bounds and
values are about one at most. Where no column has one, rows are equilibrated by the geometric mean of their least and
greatest entries, and columns follow. Powers of two change exponents
only, so that scaling and unscaling are exact. Integer columns are never scaled. This does not bound what the
program's structure forbids: a row over a binary and a large bound keeps its range.
"""

from dataclasses import dataclass

import numpy as np

from dronedeal.solving.arrays import Arrays, FloatArray, IntArray

__all__ = ["Scales", "objective_scale", "scale"]

_WIDEST = 10.0
"""Binary exponent of the widest entry aimed at: 2^10 is about 1e3."""

_PASSES = 6
"""Most passes over columns and rows."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scales:
    """What one unit of the scaled program is in the caller's program."""

    columns: FloatArray
    """Original units in one scaled unit of each column; powers of two, one for integers; shape (columns,)."""
    rows: FloatArray
    """Scaled activity per original activity of each row; powers of two; shape (rows,)."""


def scale(arrays: Arrays) -> Scales:
    """Choose the scales of columns and rows; costs are scaled apart, as they change between solves."""
    matrix = arrays.matrix
    column_exponents = np.where(arrays.integer, 0.0, np.round(np.log2(arrays.sizes)))
    logarithms = np.log2(np.abs(matrix.values))
    row_exponents = np.zeros(matrix.row_count)
    trusted = bool((arrays.sizes != 1.0).any())
    for _ in range(_PASSES):
        within = logarithms + column_exponents[matrix.columns]
        row_exponents = -np.round(_rows(within, matrix.rows, matrix.row_count, trusted=trusted))
        within += row_exponents[matrix.rows]
        if trusted or within.size == 0 or np.abs(within).max() <= _WIDEST:
            break
        shift = np.round(_middles(within, matrix.columns, matrix.column_count))
        shift[arrays.integer] = 0.0
        if not shift.any():
            break
        column_exponents = column_exponents - shift
    return Scales(columns=np.exp2(column_exponents), rows=np.exp2(row_exponents))


def _rows(logarithms: FloatArray, places: IntArray, count: int, *, trusted: bool) -> FloatArray:
    """What each row is measured by: its greatest entry where columns have natural sizes, else the middle of its entries."""
    if not trusted:
        return _middles(logarithms, places, count)
    greatest: FloatArray = np.full(count, -np.inf)
    np.maximum.at(greatest, places, logarithms)
    return np.where(np.isfinite(greatest), greatest, 0.0)


def objective_scale(costs: FloatArray) -> float:
    """Power of two that brings scaled costs near one, and none above about 1e3; one if all costs are zero."""
    used = costs[costs != 0.0]
    if used.size == 0:
        return 1.0
    logarithms = np.log2(np.abs(used))
    least, greatest = float(np.min(logarithms)), float(np.max(logarithms))
    return 2.0 ** -round(max((least + greatest) / 2.0, greatest - _WIDEST))


def _middles(logarithms: FloatArray, places: IntArray, count: int) -> FloatArray:
    """Middle between the least and greatest logarithm at each place, zero where there is none."""
    least: FloatArray = np.full(count, np.inf)
    greatest: FloatArray = np.full(count, -np.inf)
    np.minimum.at(least, places, logarithms)
    np.maximum.at(greatest, places, logarithms)
    filled = least <= greatest
    middles = np.zeros(count)
    middles[filled] = (least[filled] + greatest[filled]) / 2.0
    return middles
