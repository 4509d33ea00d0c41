"""Units that go along flows, all at once: one column a flow and quarter of delivery. Units made are those delivered, earlier.

There are no columns for making: units never vanish, so what is delivered was made its lead time before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.planning.flow import Flow
from dronedeal.planning.tags import Tags
from dronedeal.reading import Affine, FloatVector, IntVector
from dronedeal.solving import Program

__all__ = ["Units", "lay_units"]


class Units:
    """Columns of some flows, ids by quarter of delivery, and what can be counted of them."""

    def __init__(self, flows: Sequence[Flow], columns: Sequence[IntVector], periods: int) -> None:
        """Keep the columns of each flow, of shape (quarters,)."""
        self.flows, self.columns = tuple(flows), list(columns)
        shape = (len(self.flows), periods)
        self._columns = np.array(self.columns, dtype=np.int64).reshape(shape)
        self._most = np.array([flow.most for flow in self.flows]).reshape(shape)
        leads = np.array([flow.lead for flow in self.flows], dtype=np.int64)
        self._delivered = np.broadcast_to(np.arange(periods), shape)
        self._made = self._delivered - leads[:, None]
        self._most_made = np.zeros(shape)
        which, when = np.nonzero(self._made >= 0)
        self._most_made[which, self._made[which, when]] = self._most[which, when]

    @property
    def none(self) -> Units:
        """No flows, over as many quarters."""
        return Units((), (), self._most.shape[1])

    def most(self, *, made: bool) -> FloatVector:
        """Most units of each flow by quarter of delivery or of making; shape (flows, quarters)."""
        return self._most_made if made else self._most

    def delivered(self, which: Sequence[int], factors: FloatVector | float = 1.0) -> Affine:
        """Units delivered along some flows, weighed and added up.

        Parameters
        ----------
        which
            Positions of flows.
        factors
            Weights, shape (flows named, quarters) or what broadcasts to it; by quarter of delivery.
        """
        return self._counted(which, factors, self._delivered)

    def made(self, which: Sequence[int], factors: FloatVector | float = 1.0) -> Affine:
        """Units made for some flows, weighed and added up; weights by quarter of making."""
        return self._counted(which, factors, self._made)

    def _counted(self, which: Sequence[int], factors: FloatVector | float, when: IntVector) -> Affine:
        picked = np.array(which, dtype=np.int64)
        periods = self._most.shape[1]
        at, most = when[picked], self._most[picked]
        weights = np.broadcast_to(factors, at.shape)
        if when is self._made:
            weights = np.take_along_axis(weights, np.maximum(at, 0), axis=1)
            kept = at >= 0
            at, columns, weights, most = at[kept], self._columns[picked][kept], weights[kept], most[kept]
        else:
            at, columns, weights, most = at.ravel(), self._columns[picked].ravel(), weights.ravel(), most.ravel()
        reach = weights * most
        return Affine(
            constant=np.zeros(periods),
            periods=at,
            columns=columns,
            coefficients=weights,
            low=np.asarray(np.bincount(at, np.minimum(reach, 0.0), periods), dtype=np.float64),
            high=np.asarray(np.bincount(at, np.maximum(reach, 0.0), periods), dtype=np.float64),
        )


def lay_units(deal: Deal, flows: Sequence[Flow], program: Program, tags: Tags) -> Units:
    """Make the columns of every flow: integer ones of a system counted in whole units, tagged by what closes them."""
    periods = deal.horizon.periods
    columns: list[IntVector] = []
    for flow in flows:
        whole = deal.systems[flow.system].whole
        closed = [-1 if one is None else tags.of(one.place, one.path, one.text) for one in flow.closings]
        columns.append(
            program.columns(
                periods,
                upper=np.where(flow.most > 0, np.inf, 0.0),  # capacity has its own row
                integer=whole,
                size=1.0 if whole else max(float(flow.most.max(initial=0.0)), 1.0),
                tag=np.array(closed),
                label=f"{flow.clause or 'own'}/{flow.system}/{flow.need}",
            )
        )
    return Units(flows, columns, periods)
