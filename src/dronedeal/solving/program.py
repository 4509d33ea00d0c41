"""A sparse (mixed-integer) linear program, built block by block.

This is a mutable list of columns, rows and coefficients made for vectorised assembly: a block of columns or rows is
one call, a block of coefficients another. It deliberately has no variables with names and no algebra, it knows no
deal (tags are integers that mean something to the caller only), and it does not solve.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from dronedeal.solving.arrays import Arrays, FloatArray, IntArray, Matrix, assemble
from dronedeal.solving.checks import check_bounds, check_finite, check_ids
from dronedeal.solving.growing import Growing
from dronedeal.solving.labels import Labels
from dronedeal.solving.start import Blocks

__all__ = ["Floats", "Ints", "Program"]

Floats: TypeAlias = float | npt.NDArray[np.floating[Any]]
"""One number, or one for each column or row of a block."""

Ints: TypeAlias = int | npt.NDArray[np.integer[Any]]
"""One id or tag, or one for each column or row of a block."""

_INFINITY = float("inf")


class Program:
    """A linear program under construction.

    Neither sense is implied: ``maximise`` says which, True until set otherwise. Columns and rows are known by the
    integers that ``columns`` and ``rows`` return, counted from zero in the order of their making.

    Parameters
    ----------
    maximise
        Whether a greater objective is better.
    """

    def __init__(self, *, maximise: bool = True) -> None:
        self.maximise = maximise
        self._costs = Growing(np.float64)
        self._lower = Growing(np.float64)
        self._upper = Growing(np.float64)
        self._sizes = Growing(np.float64)
        self._integer = Growing(np.bool_)
        self._tags = Growing(np.int64)
        self._row_lower = Growing(np.float64)
        self._row_upper = Growing(np.float64)
        self._row_tags = Growing(np.int64)
        self._entry_rows = Growing(np.int64)
        self._entry_columns = Growing(np.int64)
        self._entry_values = Growing(np.float64)
        self._column_labels, self._row_labels = Labels(), Labels()
        self._matrix: Matrix | None = None
        self._is_checked = True

    def columns(
        self,
        count: int,
        *,
        lower: Floats = 0.0,
        upper: Floats = _INFINITY,
        integer: bool = False,
        cost: Floats = 0.0,
        size: Floats = 1.0,
        tag: Ints = -1,
        label: str = "",
    ) -> IntArray:
        """Add a block of columns; bounds, costs, sizes and tags are one value, or an array of length ``count``.

        Parameters
        ----------
        lower, upper
            Bounds of a column, in its own unit; infinite if none.
        integer
            Whether the columns of the block take whole values only; such columns are never scaled.
        cost
            Objective per unit of a column.
        size
            Natural magnitude of a column, positive: 1e6 for money in dollars that runs to millions.
        tag
            Group that the column's bounds belong to in a conflict; -1 for none.
        label
            Name of the block, for messages.

        Returns
        -------
        Ids of the new columns, consecutive; shape (count,).

        Notes
        -----
        What no program can mean (a bound that is NaN or infinite on the wrong side, a cost that is not finite, a size that
        is not positive, an id that does not exist) is refused when the program is asked for, in one look at all blocks.
        """
        first = self.column_count
        self._lower.extend(lower, count)
        self._upper.extend(upper, count)
        self._costs.extend(cost, count)
        self._sizes.extend(size, count)
        self._integer.extend(integer, count)
        self._tags.extend(tag, count)
        self._column_labels.open(first, label)
        self._changed()
        return np.arange(first, first + count, dtype=np.int64)

    def rows(
        self, count: int, *, lower: Floats = -_INFINITY, upper: Floats = _INFINITY, tag: Ints = -1, label: str = ""
    ) -> IntArray:
        """Add a block of rows, each bounding the sum of its coefficients times columns; parameters as for columns.

        Returns
        -------
        Ids of the new rows, consecutive; shape (count,).
        """
        first = self.row_count
        self._row_lower.extend(lower, count)
        self._row_upper.extend(upper, count)
        self._row_tags.extend(tag, count)
        self._row_labels.open(first, label)
        self._changed()
        return np.arange(first, first + count, dtype=np.int64)

    def add(self, rows: Ints, columns: Ints, coefficients: Floats) -> None:
        """Add coefficients; the three arguments are broadcast together.

        Coefficients given twice for one place are summed; zeros are dropped.

        Raises
        ------
        ValueError
            The shapes do not broadcast.
        """
        count = np.size(columns)
        if not (count == np.size(rows) == np.size(coefficients)):
            row, column, value = np.broadcast_arrays(rows, columns, coefficients)
            rows, columns, coefficients = row.ravel(), column.ravel(), value.ravel()
            count = columns.size
        self._entry_rows.extend(rows, count)
        self._entry_columns.extend(columns, count)
        self._entry_values.extend(coefficients, count)
        self._changed()

    def _changed(self) -> None:
        self._matrix, self._is_checked = None, False

    def check(self) -> None:
        """Refuse numbers that no linear program can mean.

        Raises
        ------
        ValueError
            A bound is NaN or infinite on the wrong side, a cost or a coefficient is not finite, a size is not positive.
        IndexError
            A coefficient stands in a row or a column that does not exist.
        """
        if self._is_checked:
            return
        check_bounds(self._lower.view, self._upper.view)
        check_bounds(self._row_lower.view, self._row_upper.view)
        check_finite(self._costs.view, "a cost")
        check_finite(self._sizes.view, "a size")
        if np.any(self._sizes.view <= 0.0):
            raise ValueError("a size is not positive")
        check_finite(self._entry_values.view, "a coefficient")
        check_ids(self._entry_rows.view, self.row_count)
        check_ids(self._entry_columns.view, self.column_count)
        self._is_checked = True

    def set_cost(self, columns: Ints, costs: Floats) -> None:
        """Set the objective per unit of some columns."""
        check_ids(columns, self.column_count)
        check_finite(costs, "a cost")
        self._costs.view[columns] = costs

    def add_cost(self, columns: Ints, costs: Floats) -> None:
        """Add to the objective per unit of some columns; a column named twice gets both."""
        check_ids(columns, self.column_count)
        check_finite(costs, "a cost")
        np.add.at(self._costs.view, columns, costs)

    def set_bounds(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Set both bounds of some columns."""
        check_ids(columns, self.column_count)
        check_bounds(lower, upper)
        self._lower.view[columns] = lower
        self._upper.view[columns] = upper

    def set_row_bounds(self, rows: Ints, lower: Floats, upper: Floats) -> None:
        """Set both bounds of some rows."""
        check_ids(rows, self.row_count)
        check_bounds(lower, upper)
        self._row_lower.view[rows] = lower
        self._row_upper.view[rows] = upper

    def matrix(self) -> Matrix:
        """Coefficients compressed by columns; kept until rows, columns or coefficients are added."""
        if self._matrix is None:
            self.check()
            self._matrix = assemble(
                rows=self._entry_rows.view,
                columns=self._entry_columns.view,
                values=self._entry_values.view,
                row_count=self.row_count,
                column_count=self.column_count,
            )
        return self._matrix

    @property
    def is_linear(self) -> bool:
        """Whether no column takes whole values only."""
        return not self._integer.frozen().any()

    def arrays(self) -> Arrays:
        """Return the whole program as it now stands, frozen; later changes of the program do not reach it.

        Raises
        ------
        ValueError, IndexError
            As for ``check``.
        """
        self.check()
        return Arrays(
            maximise=self.maximise,
            costs=self._costs.frozen(),
            lower=self._lower.frozen(),
            upper=self._upper.frozen(),
            integer=self._integer.frozen(),
            sizes=self._sizes.frozen(),
            row_lower=self._row_lower.frozen(),
            row_upper=self._row_upper.frozen(),
            matrix=self.matrix(),
        )

    def label_of_column(self, column: int) -> str:
        """Label of the block and place in it, such as ``makes[3]``."""
        return self._column_labels.label(column, self.column_count)

    def label_of_row(self, row: int) -> str:
        """Label of the block and place in it, such as ``budget[3]``."""
        return self._row_labels.label(row, self.row_count)

    @property
    def blocks(self) -> tuple[Blocks, Blocks]:
        """Where each block of columns, and each of rows, stands."""
        return self._column_labels.blocks(self.column_count), self._row_labels.blocks(self.row_count)

    @property
    def sizes(self) -> FloatArray:
        """Natural magnitude of each column; shape (columns,)."""
        return self._sizes.frozen()

    @property
    def column_tags(self) -> IntArray:
        """Tag of each column, -1 for none; shape (columns,)."""
        return self._tags.frozen()

    @property
    def row_tags(self) -> IntArray:
        """Tag of each row, -1 for none; shape (rows,)."""
        return self._row_tags.frozen()

    @property
    def column_count(self) -> int:
        """How many columns there are."""
        return len(self._costs)

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._row_lower)

    @property
    def integer_count(self) -> int:
        """How many columns take whole values only."""
        return int(np.count_nonzero(self._integer.view))

    @property
    def nonzero_count(self) -> int:
        """How many coefficients are not zero, after summing repeated ones."""
        return int(self.matrix().values.size)
