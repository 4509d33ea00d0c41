"""Three readings of rows: exact, array, linear. Not solving, not storing: rows to numbers."""

from __future__ import annotations

from dronedeal.reading.affine import Affine, FloatVector, IntVector, added, known, of_columns
from dronedeal.reading.array import ArrayReader, FloatArray, array, in_cents
from dronedeal.reading.exact import Decimals, ExactReader, Unsettled, exact, rounded
from dronedeal.reading.linear import Boundless, Columns, LinearReader, Unchainable
from dronedeal.reading.spread import held_from, spread_labels

__all__ = [
    "Affine",
    "ArrayReader",
    "Boundless",
    "Columns",
    "Decimals",
    "ExactReader",
    "FloatArray",
    "FloatVector",
    "IntVector",
    "LinearReader",
    "Unchainable",
    "Unsettled",
    "added",
    "array",
    "exact",
    "held_from",
    "in_cents",
    "known",
    "of_columns",
    "rounded",
    "spread_labels",
]
