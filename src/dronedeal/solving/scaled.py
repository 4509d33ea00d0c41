"""A HiGHS model that speaks the caller's units: it scales what goes in and unscales what comes out.

It owns the scales and the turn from maximising to minimising. It deliberately holds no copy of the program and does
not judge answers.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dronedeal.solving.arrays import Arrays, FloatArray, IntArray
from dronedeal.solving.scaling import objective_scale, scale

if TYPE_CHECKING:
    from dronedeal.solving.highs import Outcome

__all__ = ["ScaledModel"]


class ScaledModel:
    """One scaled model; all arguments and answers are in original units and the program's own sense.

    Parameters
    ----------
    arrays
        The program; its scales are chosen once, here, and kept through changes.
    threads, seed, mip_gap, primal
        As for ``Highs``.
    """

    def __init__(self, arrays: Arrays, *, threads: int, seed: int, mip_gap: float, primal: bool = False) -> None:
        from dronedeal.solving.highs import Highs  # loads HiGHS, which importing this must not

        scales, matrix = scale(arrays), arrays.matrix
        self._sense, self._columns, self._rows = arrays.sense, scales.columns, scales.rows
        self._objective = 1.0
        self._highs = Highs(
            costs=self._scaled(arrays.costs),
            lower=arrays.lower / self._columns,
            upper=arrays.upper / self._columns,
            integer=arrays.integer,
            row_lower=arrays.row_lower * self._rows,
            row_upper=arrays.row_upper * self._rows,
            matrix=replace(matrix, values=self.scaled_coefficients(matrix.rows, matrix.columns, matrix.values)),
            threads=threads,
            seed=seed,
            mip_gap=mip_gap,
            primal=primal,
        )

    def change_costs(self, costs: FloatArray) -> None:
        """Replace the whole objective; its scale is chosen anew."""
        self._highs.change_costs(self._scaled(costs))

    def change_bounds(self, columns: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Replace bounds of some columns, named once each."""
        units = self._columns[columns]
        self._highs.change_bounds(columns, lower / units, upper / units)

    def change_row_bounds(self, rows: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Replace bounds of some rows, named once each."""
        weights = self._rows[rows]
        self._highs.change_row_bounds(rows, lower * weights, upper * weights)

    def change_coefficients(self, rows: IntArray, columns: IntArray, values: FloatArray) -> None:
        """Replace some coefficients."""
        self._highs.change_coefficients(rows, columns, self.scaled_coefficients(rows, columns, values))

    def change_integrality(self, columns: IntArray, *, whole: bool) -> None:
        """Make some columns, which must have been integer when the model was made, integer or continuous."""
        self._highs.change_integrality(columns, whole=whole)

    def run(
        self, *, time_limit: float | None, presolve: bool, careful: bool, node_limit: int | None = None
    ) -> "Outcome":
        """Solve from where the last solve ended; options as for ``Highs.run``."""
        outcome = self._highs.run(time_limit=time_limit, presolve=presolve, careful=careful, node_limit=node_limit)
        values, duals, money = outcome.values, outcome.row_duals, self._sense / self._objective
        return replace(
            outcome,
            values=None if values is None else values * self._columns,
            row_duals=None if duals is None else duals * self._rows * money,
            bound=outcome.bound * money,
        )

    def forget(self) -> None:
        """As for ``Highs.forget``."""
        self._highs.forget()

    def basis(self) -> tuple[IntArray, IntArray] | None:
        """As for ``Highs.basis``."""
        return self._highs.basis()

    def begin_at(self, columns: IntArray, rows: IntArray) -> None:
        """As for ``Highs.begin_at``."""
        self._highs.begin_at(columns, rows)

    def prices(self, costs: FloatArray) -> FloatArray | None:
        """Duals that other costs would have at the basis of the last solve, if it left one; shape (rows,)."""
        prices = self._highs.prices(costs * self._columns)
        return None if prices is None else prices * self._rows

    def infeasibility_ray(self) -> FloatArray | None:
        """Row multipliers that prove the linear program infeasible, if known; shape (rows,)."""
        ray = self._highs.infeasibility_ray()
        return None if ray is None else ray * self._rows

    def _scaled(self, costs: FloatArray) -> FloatArray:
        scaled = self._sense * costs * self._columns
        self._objective = objective_scale(scaled)
        return np.asarray(scaled * self._objective, dtype=np.float64)

    def scaled_coefficients(self, rows: IntArray, columns: IntArray, values: FloatArray) -> FloatArray:
        """Coefficients as HiGHS is given them."""
        return np.asarray(values * self._columns[columns] * self._rows[rows], dtype=np.float64)
