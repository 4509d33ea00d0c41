"""What the rival program is written in: amounts a quarter over linopy's labelled columns, with the interval each may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import linopy
import numpy as np
import xarray as xr

from tests.rivals.figures import Vector

MILLION = 1e6
"""Money stands in millions, so that HiGHS sees rows of like size without scaling of ours."""


@dataclass(frozen=True)
class Amount:
    """A labelled linopy expression over the quarters ``t``, and what it can reach from below and above."""

    expression: Any
    low: Vector
    top: Vector

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.expression + other.expression, self.low + other.low, self.top + other.top)

    def __sub__(self, other: Amount) -> Amount:
        return self + other.times(-1.0)

    def times(self, factor: Vector | float) -> Amount:
        """Times a known factor, one for all quarters or one a quarter."""
        factors = np.broadcast_to(np.asarray(factor, dtype=float), self.low.shape)
        ends = np.stack([_product(factors, self.low), _product(factors, self.top)])
        return Amount(self.expression * _labelled(factors), ends.min(axis=0), ends.max(axis=0))

    def through(self, matrix: Vector) -> Amount:
        """Quarter ``s`` becomes the sum over quarters ``t`` of ``matrix[s, t]`` times this; the matrix is not negative."""
        count = len(matrix)
        weights = xr.DataArray(matrix, dims=("s", "t"), coords={"s": np.arange(count), "t": np.arange(count)})
        low, top = (_product(matrix, end[None, :]).sum(axis=1) for end in (self.low, self.top))
        return Amount((self.expression * weights).sum("t").rename({"s": "t"}), low, top)

    def later(self, quarters: int) -> Amount:
        """The same so many quarters later, or earlier if negative; what leaves the horizon is lost."""
        return self.through(np.eye(len(self.low), k=-quarters)) if quarters else self

    def to_date(self) -> Amount:
        """Everything up to each quarter, that quarter included."""
        return self.through(np.tri(len(self.low)))

    def capped(self, top: Vector) -> Amount:
        """The same, known not to pass a bound."""
        return Amount(self.expression, self.low, np.minimum(self.top, top))


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
        self._names = 0
        ones = np.ones(count)
        self._one = self._columns(ones, ones)

    def known(self, values: Vector | float) -> Amount:
        """An amount that nothing decides."""
        worth = np.broadcast_to(np.asarray(values, dtype=float), (self.count,)).copy()
        return Amount(self._one * _labelled(worth), worth, worth)

    def free(self, low: Vector | float = 0.0, top: Vector | float = np.inf) -> Amount:
        """An amount the plan decides, each quarter between bounds."""
        lows, tops = (np.broadcast_to(np.asarray(end, dtype=float), (self.count,)).copy() for end in (low, top))
        return Amount(1 * self._columns(lows, tops), lows, tops)

    def whole(self, top: Vector) -> Amount:
        """The same in whole units."""
        name = self._name()
        columns = self.model.add_variables(
            lower=_labelled(np.zeros(self.count)), upper=_labelled(np.floor(top + 1e-9)), integer=True, name=name
        )
        return Amount(1 * columns, np.zeros(self.count), top)

    def choice(self) -> Amount:
        """Yes or no each quarter."""
        columns = self.model.add_variables(binary=True, coords=[_quarters(self.count)], name=self._name())
        return Amount(1 * columns, np.zeros(self.count), np.ones(self.count))

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
        tops = np.broadcast_to(np.asarray(top, dtype=float), (self.count,))
        finite = np.isfinite(tops)
        if finite.any():
            mask = xr.DataArray(finite, dims="t", coords={"t": np.arange(self.count)})
            bound = _labelled(np.where(finite, tops, 0.0))
            self.model.add_constraints(amount.expression <= bound, name=self._name(), mask=mask)

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

    def chosen(self, picks: Amount, values: Vector) -> Amount:
        """Known values where the choice is yes."""
        return picks.times(values)

    def maximise(self, amount: Any) -> float:
        """Solve for the most of a scalar expression.

        Raises
        ------
        Impossible
            Nothing satisfies the rows.
        """
        self.model.add_objective(amount, overwrite=True, sense="max")
        self.model.solve(
            "highs", io_api="direct", output_flag=False, log_to_console=False, mip_rel_gap=1e-10, mip_abs_gap=1e-9,
            primal_feasibility_tolerance=1e-9, dual_feasibility_tolerance=1e-9, mip_feasibility_tolerance=1e-9,
        )  # fmt: skip
        if self.model.termination_condition != "optimal":
            raise Impossible(str(self.model.termination_condition))
        return float(self.model.objective.value)

    def read(self, amount: Amount) -> Vector:
        """An amount in the last solution."""
        return np.asarray(amount.expression.solution.values, dtype=float)

    def _columns(self, low: Vector, top: Vector) -> Any:
        return self.model.add_variables(lower=_labelled(low), upper=_labelled(top), name=self._name())

    def _name(self) -> str:
        self._names += 1
        return f"n{self._names}"


class Impossible(Exception):  # noqa: N818 - the program is impossible
    """The rival program has no solution."""


def _quarters(count: int) -> Any:
    import pandas as pd

    return pd.RangeIndex(count, name="t")


def _labelled(values: Vector) -> xr.DataArray:
    return xr.DataArray(values, dims="t", coords={"t": np.arange(len(values))})


def _after_first(count: int) -> Vector:
    return (np.arange(count) > 0).astype(float)
