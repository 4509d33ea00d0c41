"""What a solver answered, in the caller's units, with our own measure of how far it may be trusted.

A value only: it deliberately cannot be re-solved or changed, and it knows neither labels nor tags.
"""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dronedeal.solving.arrays import FloatArray

__all__ = ["TRUSTED_RESIDUAL", "Claim", "Solution", "Status"]

Status: TypeAlias = Literal["optimal", "infeasible", "unbounded", "time_limit", "unproven"]

Claim: TypeAlias = Literal["optimal", "infeasible", "unbounded", "either", "time_limit", "unproven"]
"""What the solver beneath may say; ``either`` is infeasible or unbounded."""

TRUSTED_RESIDUAL = 1e-6
"""Greatest relative residual with which a claimed optimum is believed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """The answer to one program.

    Where there is no answer of some kind (no point found, no duals because integers were free) its numbers are NaN.
    """

    status: Status
    """``optimal`` is claimed by the solver and confirmed by our residuals; ``unproven`` is a point without proof."""
    objective: float
    """Objective of the values."""
    bound: float
    """No point is better than this, as far as the solver has proven; duals give it for a linear program."""
    gap: float
    """Distance between objective and bound, relative to the objective's size."""
    values: FloatArray
    """Value of each column; shape (columns,)."""
    row_activity: FloatArray
    """Sum of coefficients times values of each row; shape (rows,)."""
    row_duals: FloatArray
    """Change of the objective per unit by which a row's binding bound rises; shape (rows,).

    In a maximisation, positive at a binding upper bound and negative at a binding lower one; in a minimisation the
    other way round.
    """
    reduced_costs: FloatArray
    """Change of the objective per unit by which a column is forced up from its place; shape (columns,)."""
    seconds: float
    """Wall time of the solve; the one field that differs between equal runs."""
    max_primal_residual: float
    """Worst violation of a row, bound or integrality, relative to the magnitudes in it."""
    max_dual_residual: float
    """Worst violation of the optimality conditions, relative to the magnitudes in them; NaN without duals."""
    integers: FloatArray
    """Rounded values of the integer columns, by ascending id; shape (integer columns,)."""

    @property
    def has_values(self) -> bool:
        """Whether the values are a point rather than NaN."""
        return not math.isnan(self.objective)

    @property
    def has_duals(self) -> bool:
        """Whether duals were computed: the program had no free integers."""
        return not math.isnan(self.max_dual_residual)
