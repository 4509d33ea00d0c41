"""What the rival program is written in.

Amounts a quarter over linopy's labelled columns, with the interval each may take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import linopy
import numpy as np
import pandas as pd
import xarray as xr

from tests.rivals.figures import Vector

MILLION = 1e6
"""Money stands in millions, so that HiGHS sees rows of like size without scaling of ours."""


@dataclass(frozen=True)
class Amount:
    """One number a quarter: coefficients of column blocks (a matrix from its quarters to ours each) and a known part.

    ``low`` and ``top`` are what it can reach. It becomes a labelled linopy expression where a row is written of it.
    """

    parts: Mapping[str, Vector]
    known: Vector
    low: Vector
    top: Vector

    def __add__(self, other: Amount) -> Amount:
        parts = dict(self.parts)
        for block, matrix in other.parts.items():
            parts[block] = parts[block] + matrix if block in parts else matrix
        return Amount(parts, self.known + other.known, self.low + other.low, self.top + other.top)

    def __sub__(self, other: Amount) -> Amount:
        return self + other.times(-1.0)

    def times(self, factor: Vector | float) -> Amount:
        """Times a known factor, one for all quarters or one a quarter."""
        factors = np.broadcast_to(np.asarray(factor, dtype=float), self.low.shape)
        parts = {block: factors[:, None] * matrix for block, matrix in self.parts.items()}
        ends = np.stack([_product(factors, self.low), _product(factors, self.top)])
        return Amount(parts, factors * self.known, ends.min(axis=0), ends.max(axis=0))

    def through(self, matrix: Vector) -> Amount:
        """Quarter ``s`` becomes the sum over ``t`` of ``matrix[s, t]`` times this; the matrix is not negative."""
        parts = {block: matrix @ inner for block, inner in self.parts.items()}
        low, top = (_product(matrix, end[None, :]).sum(axis=1) for end in (self.low, self.top))
        return Amount(parts, matrix @ self.known, low, top)

    def later(self, quarters: int) -> Amount:
        """The same so many quarters later, or earlier if negative; what leaves the horizon is lost."""
        return self.through(np.eye(len(self.low), k=-quarters)) if quarters else self

    def to_date(self) -> Amount:
        """Everything up to each quarter, that quarter included."""
        return self.through(np.tri(len(self.low)))


def _product(factor: Vector, end: Vector) -> Vector:
    """A product in which nothing times infinity is nothing."""
    return np.where(factor == 0.0, 0.0, factor * np.where(factor == 0.0, 0.0, end))


def year_sums(count: int) -> Vector:
    """The matrix that totals each contract year in its last quarter."""
    quarters = np.arange(count)
    ends = quarters % 4 == 3
    return ((quarters[:, None] // 4 == quarters[None, :] // 4) & ends[:, None]).astype(float)


class Sheet:
    """One linopy model: columns and rows by name."""

    def __init__(self, count: int) -> None:
        self.count, self.model = count, linopy.Model()
        self._quarters = pd.RangeIndex(count, name="t")
        self._names = 0

    def known(self, values: Vector | float) -> Amount:
        """An amount that nothing decides."""
        worth = np.broadcast_to(np.asarray(values, dtype=float), (self.count,)).copy()
        return Amount({}, worth, worth, worth)

    def free(self, low: Vector | float = 0.0, top: Vector | float = np.inf, *, whole: bool = False) -> Amount:
        """An amount the plan decides, each quarter between bounds; in whole units if asked."""
        lows, tops = (np.broadcast_to(np.asarray(end, dtype=float), (self.count,)).copy() for end in (low, top))
        name = self._name()
        self.model.add_variables(lower=self._labelled(lows), upper=self._labelled(tops), integer=whole, name=name)
        return Amount({name: np.eye(self.count)}, np.zeros(self.count), lows, tops)

    def choice(self) -> Amount:
        """Yes or no each quarter."""
        return self.free(0.0, 1.0, whole=True)

    def once(self) -> Amount:
        """One yes or no for the whole term."""
        every = self.choice()
        self.same(every.times(_after_first(self.count)), every.later(1))
        return every

    def sum(self, *amounts: Amount) -> Amount:
        """All of them together; nothing is zero."""
        total = self.known(0.0)
        for amount in amounts:
            total = total + amount
        return total

    def at_most(self, amount: Amount, top: Vector | float) -> None:
        """The amount is no more than a bound, in the quarters where the bound is finite."""
        tops = np.broadcast_to(np.asarray(top, dtype=float), (self.count,)) - amount.known
        finite = np.isfinite(tops)
        if amount.parts and finite.any():
            bound = self._labelled(np.where(finite, tops, 0.0))
            self.model.add_constraints(self._labels(amount) <= bound, name=self._name(), mask=self._labelled(finite))
        elif not amount.parts and (tops < -1e-9).any():
            raise Impossible("a known amount passes its bound")

    def at_least(self, amount: Amount, low: Vector | float) -> None:
        """The amount is no less than a bound."""
        self.at_most(amount.times(-1.0), -np.asarray(low, dtype=float))

    def same(self, one: Amount, other: Amount) -> None:
        """Two amounts are equal."""
        difference = one - other
        self.at_most(difference, 0.0)
        self.at_least(difference, 0.0)

    def lesser(self, one: Amount, other: Amount) -> Amount:
        """The smaller of two bounded amounts, exactly: below both, and equal to the one a binary picks."""
        least = self.free(np.minimum(one.low, other.low), np.minimum(one.top, other.top))
        picks_one = self.choice()
        self.at_most(least - one, 0.0)
        self.at_most(least - other, 0.0)
        room_one = np.maximum(0.0, one.top - least.low)
        room_other = np.maximum(0.0, other.top - least.low)
        self.at_most(one - least + picks_one.times(room_one), room_one)
        self.at_most(other - least - picks_one.times(room_other), 0.0)
        return least

    def above(self, one: Amount) -> Amount:
        """What an amount has above zero."""
        return self.lesser(one.times(-1.0), self.known(0.0)).times(-1.0)

    def total(self, amount: Amount) -> Any:
        """An amount over all quarters, as one linopy expression."""
        expression = sum(
            (self.model.variables[block] * self._labelled(_clean(matrix.sum(axis=0)))).sum()
            for block, matrix in amount.parts.items()
        )
        return expression + float(amount.known.sum())

    def maximise(self, amount: Amount) -> float:
        """Solve for the most of an amount over all quarters.

        Raises
        ------
        Impossible
            Nothing satisfies the rows.
        """
        if not amount.parts:
            return float(amount.known.sum())
        self.model.add_objective(self.total(replace(amount, known=0.0 * amount.known)), overwrite=True, sense="max")
        self.model.solve(
            "highs", io_api="direct", sanitize_zeros=False, sanitize_infinities=False, output_flag=False,
            mip_rel_gap=1e-10, mip_abs_gap=1e-9,
            primal_feasibility_tolerance=1e-9, dual_feasibility_tolerance=1e-9, mip_feasibility_tolerance=1e-9,
        )  # fmt: skip
        if self.model.termination_condition != "optimal":
            raise Impossible(str(self.model.termination_condition))
        return float(self.read(amount).sum())

    def read(self, amount: Amount) -> Vector:
        """An amount in the last solution."""
        values = amount.known.copy()
        for block, matrix in amount.parts.items():
            values = values + matrix @ np.asarray(self.model.variables[block].solution.values, dtype=float)
        return values

    def _labels(self, amount: Amount) -> Any:
        """The linopy expression of an amount."""
        parts: list[Any] = []
        for block, exact in amount.parts.items():
            columns, matrix = self.model.variables[block], _clean(exact)
            diagonal = np.diag(matrix)
            if np.array_equal(matrix, np.diag(diagonal)):
                parts.append(columns * self._labelled(diagonal))
                continue
            weights = xr.DataArray(matrix, dims=("s", "t"), coords={"s": self._quarters.values, "t": self._quarters})
            parts.append((columns * weights).sum("t").rename({"s": "t"}))
        return linopy.merge(parts) if len(parts) > 1 else parts[0]

    def _labelled(self, values: Any) -> xr.DataArray:
        return xr.DataArray(values, dims="t", coords={"t": self._quarters})

    def _name(self) -> str:
        self._names += 1
        return f"n{self._names}"


class Impossible(Exception):
    """The rival program has no solution."""


def _clean(coefficients: Vector) -> Vector:
    """Coefficients without what is left of numbers that cancelled."""
    return np.where(np.abs(coefficients) < 1e-13, 0.0, coefficients)


def _after_first(count: int) -> Vector:
    return (np.arange(count) > 0).astype(float)
