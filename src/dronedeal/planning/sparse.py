"""Weighted sums of a program's columns: how much something is worth to somebody. Not expressions by quarter."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dronedeal.reading import Affine, FloatVector, IntVector

__all__ = ["Weights", "Worth"]


@dataclass(slots=True)
class Weights:
    """Collects columns with coefficients; the same column may come many times and then adds up."""

    constant: float = 0.0
    _columns: list[IntVector] = field(default_factory=list[IntVector])
    _coefficients: list[FloatVector] = field(default_factory=list[FloatVector])

    def add(self, columns: IntVector, coefficients: FloatVector) -> None:
        """Add columns with coefficients, parallel."""
        self._columns.append(columns)
        self._coefficients.append(coefficients)

    def add_affine(self, expression: Affine, factor: FloatVector) -> None:
        """Add an expression, each quarter times a factor."""
        self.constant += float(expression.constant @ factor)
        self.add(expression.columns, expression.coefficients * factor[expression.periods])

    def add_all(self, other: Weights) -> None:
        """Add everything another has collected."""
        self.constant += other.constant
        self._columns.extend(other._columns)
        self._coefficients.extend(other._coefficients)

    def summed(self, count: int, always: int) -> Worth:
        """What was collected, over a program of ``count`` columns; the constant on the column that is always one."""
        columns = np.concatenate([*self._columns, [always]])
        coefficients = np.concatenate([*self._coefficients, [self.constant]])
        dense: FloatVector = np.asarray(np.bincount(columns, coefficients, count), dtype=np.float64)
        used = np.flatnonzero(dense)
        return Worth(used, dense[used])


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What a program's columns are worth to somebody: no column twice."""

    columns: IntVector
    coefficients: FloatVector

    def at(self, values: FloatVector) -> float:
        """The worth of all, given the columns' values."""
        return float(self.coefficients @ values[self.columns])
