"""Affine expressions over a program's columns, one a quarter, with the interval each can take. Not a program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dronedeal.reading.steps import Step

__all__ = ["Affine", "FloatVector", "IntVector", "added", "known", "of_columns"]

FloatVector: TypeAlias = NDArray[np.float64]
IntVector: TypeAlias = NDArray[np.int64]

_NONE_INT = np.empty(0, dtype=np.int64)
_NONE_FLOAT = np.empty(0, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Affine:
    """A constant and coefficients of columns in each quarter.

    ``constant``, ``low`` and ``high`` have one entry a quarter; ``periods``, ``columns`` and ``coefficients`` are parallel,
    one entry a term. ``low`` and ``high`` bound the whole expression.
    """

    constant: FloatVector
    periods: IntVector
    columns: IntVector
    coefficients: FloatVector
    low: FloatVector
    high: FloatVector

    @property
    def is_known(self) -> bool:
        """Whether no column takes part."""
        return not self.columns.size

    def times(self, factor: FloatVector | float) -> Affine:
        """The expression times a known factor, one for all or one a quarter."""
        one, other = self.low * factor, self.high * factor
        weights = factor[self.periods] if isinstance(factor, np.ndarray) else factor
        return Affine(
            constant=self.constant * factor,
            periods=self.periods,
            columns=self.columns,
            coefficients=self.coefficients * weights,
            low=np.minimum(one, other),
            high=np.maximum(one, other),
        )

    def weighed(self, factors: FloatVector) -> Affine:
        """The expression with each of its terms times a factor of its own; its constant has to be nothing."""
        coefficients, periods = self.coefficients * factors, len(self.constant)
        least, most = np.minimum(factors, 0.0).min(initial=0.0), np.maximum(factors, 0.0).max(initial=0.0)
        return Affine(
            constant=np.zeros(periods), periods=self.periods, columns=self.columns, coefficients=coefficients,
            low=np.minimum(self.high * least, self.low * most), high=np.maximum(self.high * most, self.low * least),
        )  # fmt: skip

    def within(self, low: FloatVector | float, high: FloatVector | float) -> Affine:
        """The same expression with a tighter interval that is known to hold."""
        return Affine(
            constant=self.constant, periods=self.periods, columns=self.columns, coefficients=self.coefficients,
            low=np.maximum(self.low, low), high=np.minimum(self.high, high),
        )  # fmt: skip

    def mapped(self, step: Step) -> Affine:
        """The expression after a step: each quarter collects the quarters that go to it."""
        repeat = step.counts[self.periods]
        index = np.repeat(step.starts[self.periods], repeat) + _within(repeat)
        return Affine(
            constant=_collected(step, self.constant),
            periods=step.flat[index],
            columns=np.repeat(self.columns, repeat),
            coefficients=np.repeat(self.coefficients, repeat),
            low=_collected(step, self.low),
            high=_collected(step, self.high),
        )

    def at(self, values: FloatVector) -> FloatVector:
        """The expression's value in each quarter, given the columns' values."""
        total = self.constant.copy()
        np.add.at(total, self.periods, self.coefficients * values[self.columns])
        return total


def known(values: FloatVector) -> Affine:
    """An expression without columns."""
    return Affine(
        constant=values, periods=_NONE_INT, columns=_NONE_INT, coefficients=_NONE_FLOAT, low=values, high=values
    )


def of_columns(columns: IntVector, low: FloatVector, high: FloatVector) -> Affine:
    """One column a quarter, each between its bounds."""
    count = len(columns)
    return Affine(
        constant=np.zeros(count),
        periods=np.arange(count),
        columns=columns,
        coefficients=np.ones(count),
        low=low,
        high=high,
    )


def added(*parts: Affine) -> Affine:
    """The sum of expressions."""
    if len(parts) == 1:
        return parts[0]
    return Affine(
        constant=reduce(np.add, (part.constant for part in parts)),
        periods=np.concatenate([part.periods for part in parts]),
        columns=np.concatenate([part.columns for part in parts]),
        coefficients=np.concatenate([part.coefficients for part in parts]),
        low=reduce(np.add, (part.low for part in parts)),
        high=reduce(np.add, (part.high for part in parts)),
    )


def _collected(step: Step, bound: FloatVector) -> FloatVector:
    total = np.zeros(len(bound))
    np.add.at(total, step.flat, bound[step.source])
    return total


def _within(repeat: IntVector) -> IntVector:
    """0, 1, ... within each run of the given lengths."""
    total = int(repeat.sum())
    return np.arange(total) - np.repeat(np.cumsum(repeat) - repeat, repeat)
