"""Where a solve of a like program may begin: the basis and whole numbers another one ended with, by label of their blocks.

A hint only: it changes how long a solve takes and which of equally good answers it finds, never what is best.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

from dronedeal.solving.arrays import FloatArray, IntArray

__all__ = ["Blocks", "Start"]

Blocks: TypeAlias = Mapping[tuple[str, int], slice]
"""Where each block of a program stands, by its name and how many of that name came before it."""

_NONBASIC, _BASIC = 0, 1
"""Standings, as HiGHS numbers them: at the lower bound, in the basis; it knows more of them, which are kept as they are."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Start:
    """Where a program's last solve ended.

    ``columns`` and ``rows`` are standings in the basis, shapes (columns,) and (rows,); ``values`` are of all columns.
    """

    column_blocks: Blocks
    row_blocks: Blocks
    columns: IntArray
    rows: IntArray
    values: FloatArray

    def fitted(self, column_blocks: Blocks, row_blocks: Blocks, shape: tuple[int, int]) -> "Start":
        """The same for another program of ``shape`` (rows, columns): what it has in common is kept, what is new rests at nothing."""
        row_count, column_count = shape
        return Start(
            column_blocks=column_blocks,
            row_blocks=row_blocks,
            columns=_carried(self.columns, self.column_blocks, column_blocks, np.full(column_count, _NONBASIC)),
            rows=_carried(self.rows, self.row_blocks, row_blocks, np.full(row_count, _BASIC)),
            values=_carried(self.values, self.column_blocks, column_blocks, np.zeros(column_count)),
        )


_Array = TypeVar("_Array", IntArray, FloatArray)


def _carried(old: _Array, blocks: Blocks, others: Blocks, new: _Array) -> _Array:
    for name, there in others.items():
        here = blocks.get(name)
        if here is not None and here.stop - here.start == there.stop - there.start:
            new[there] = old[here]
    return new
