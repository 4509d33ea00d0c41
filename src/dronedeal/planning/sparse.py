"""A weighted sum of a program's columns with a constant: how much something is worth to somebody. Not an expression by quarter."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dronedeal.reading import Affine, FloatVector, IntVector

__all__ = ["Weights"]


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

    @property
    def columns(self) -> IntVector:
        """The columns collected, repeated ones too."""
        return np.concatenate(self._columns) if self._columns else np.empty(0, dtype=np.int64)

    @property
    def coefficients(self) -> FloatVector:
        """Their coefficients."""
        return np.concatenate(self._coefficients) if self._coefficients else np.empty(0)

    def at(self, values: FloatVector) -> float:
        """The sum, given the columns' values."""
        return self.constant + float(self.coefficients @ values[self.columns]) if self._columns else self.constant
