"""Three readings of rows: exact, array, linear. Not solving, not storing: rows to numbers."""

from __future__ import annotations

from dronedeal.reading.affine import Affine, FloatVector, IntVector, added, known, of_columns
from dronedeal.reading.array import ArrayReader, FloatArray, array, in_cents
from dronedeal.reading.exact import Decimals, ExactReader, Unsettled, exact, rounded
from dronedeal.reading.linear import (
    Boundless,
    Columns,
    Indivisible,
    LinearReader,
    PriceTimesQuantity,
    Ranges,
    Unchainable,
)
from dronedeal.reading.parting import parted, parted_many
from dronedeal.reading.quarterly import combined, narrow, steady, to_date
from dronedeal.reading.spread import held_from, spread_labels
from dronedeal.reading.steps import Step, ahead, lasts, later, only, onward, previous, step_of, window

__all__ = [
    "Affine",
    "ArrayReader",
    "Boundless",
    "Columns",
    "Decimals",
    "ExactReader",
    "FloatArray",
    "FloatVector",
    "Indivisible",
    "IntVector",
    "LinearReader",
    "PriceTimesQuantity",
    "Ranges",
    "Step",
    "Unchainable",
    "Unsettled",
    "added",
    "ahead",
    "array",
    "combined",
    "exact",
    "held_from",
    "in_cents",
    "known",
    "lasts",
    "later",
    "narrow",
    "of_columns",
    "only",
    "onward",
    "parted",
    "parted_many",
    "previous",
    "rounded",
    "spread_labels",
    "steady",
    "step_of",
    "to_date",
    "window",
]
