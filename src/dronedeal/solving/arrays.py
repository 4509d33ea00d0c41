"""The arrays of one linear program, frozen: costs, bounds and a sparse matrix by columns.

This is the form in which builder, scaling, adapter and certificates hand a program to each other. It is not a
modelling layer: it has no names and no expressions, and it does not solve anything.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Arrays", "BoolArray", "FloatArray", "IntArray", "Matrix", "assemble"]

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]

_KEY_BITS = 63
"""Usable bits of a signed 64-bit sort key."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matrix:
    """A sparse matrix, compressed by columns; row numbers ascend within a column and none is repeated."""

    row_count: int
    column_count: int
    starts: IntArray
    """First entry of each column, and the end; shape (columns + 1,)."""
    rows: IntArray
    """Row of each entry; shape (entries,)."""
    columns: IntArray
    """Column of each entry; shape (entries,)."""
    values: FloatArray
    """Coefficient of each entry; shape (entries,)."""

    def times(self, vector: FloatArray) -> FloatArray:
        """Matrix times a vector over columns; shape (rows,)."""
        return _sums(self.rows, self.values * vector[self.columns], self.row_count)

    def magnitude_times(self, vector: FloatArray) -> FloatArray:
        """Absolute matrix times absolute vector over columns; shape (rows,)."""
        weights = np.abs(self.values * vector[self.columns])
        return _sums(self.rows, weights, self.row_count)

    def transposed_times(self, vector: FloatArray) -> FloatArray:
        """Transposed matrix times a vector over rows; shape (columns,)."""
        return _sums(self.columns, self.values * vector[self.rows], self.column_count)

    def transposed_magnitude_times(self, vector: FloatArray) -> FloatArray:
        """Absolute transposed matrix times absolute vector over rows; shape (columns,)."""
        weights = np.abs(self.values * vector[self.rows])
        return _sums(self.columns, weights, self.column_count)

    def positions(self, rows: IntArray, columns: IntArray) -> IntArray:
        """Where the entries (row, column) stand among the values; shape of the arguments.

        Raises
        ------
        KeyError
            An entry is not stored: only coefficients present when the program was assembled can be found.
        """
        stored = self.columns * self.row_count + self.rows
        wanted = columns * self.row_count + rows
        found = np.searchsorted(stored, wanted).astype(np.int64)
        inside = found < stored.size
        if not np.all(inside) or not np.array_equal(stored[found], wanted):
            raise KeyError("a coefficient to change is not stored in the matrix")
        return found


def _sums(places: IntArray, terms: FloatArray, count: int) -> FloatArray:
    return np.asarray(np.bincount(places, weights=terms, minlength=count), dtype=np.float64)


def assemble(*, rows: IntArray, columns: IntArray, values: FloatArray, row_count: int, column_count: int) -> Matrix:
    """Compress a list of entries by columns; repeated entries are summed, in the order they were given.

    Notes
    -----
    Entries are ordered by one sort of packed integers (column, row, position), which NumPy does with vector
    instructions: some twice as fast as SciPy's ``tocsc`` and without importing SciPy. The position in the key makes
    the order, and so the rounding of sums, the same on every machine.
    """
    row_bits, entry_bits = row_count.bit_length(), values.size.bit_length()
    if column_count.bit_length() + row_bits + entry_bits <= _KEY_BITS:
        packed = columns << row_bits
        packed |= rows
        packed <<= entry_bits
        packed |= np.arange(values.size, dtype=np.int64)
        packed.sort()
        values = values[packed & ((1 << entry_bits) - 1)]
        packed >>= entry_bits
        rows, columns = packed & ((1 << row_bits) - 1), packed >> row_bits
    else:
        order = np.lexsort((rows, columns))
        rows, columns, values = rows[order], columns[order], values[order]
    first = np.ones(values.size, dtype=np.bool_)
    first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    if not np.all(first):
        values = np.add.reduceat(values, np.flatnonzero(first))
        rows, columns = rows[first], columns[first]
    kept = values != 0.0
    if not np.all(kept):
        rows, columns, values = rows[kept], columns[kept], values[kept]
    starts = np.zeros(column_count + 1, dtype=np.int64)
    np.cumsum(np.bincount(columns, minlength=column_count), out=starts[1:])
    for array in (starts, rows, columns, values):
        array.flags.writeable = False
    return Matrix(
        row_count=row_count, column_count=column_count, starts=starts, rows=rows, columns=columns, values=values
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrays:
    """One program in the caller's own units."""

    maximise: bool
    costs: FloatArray
    """Objective per unit of each column; shape (columns,)."""
    lower: FloatArray
    """Least value of each column, minus infinity if none; shape (columns,)."""
    upper: FloatArray
    """Greatest value of each column, infinity if none; shape (columns,)."""
    integer: BoolArray
    """Whether a column takes whole values only; shape (columns,)."""
    sizes: FloatArray
    """Natural magnitude of each column, positive; shape (columns,)."""
    row_lower: FloatArray
    """Least activity of each row, minus infinity if none; shape (rows,)."""
    row_upper: FloatArray
    """Greatest activity of each row, infinity if none; shape (rows,)."""
    matrix: Matrix

    @property
    def sense(self) -> float:
        """Minus one for a maximisation, one for a minimisation."""
        return -1.0 if self.maximise else 1.0
