"""Units that go along flows, all at once: one column a flow and quarter of delivery. Units made are those delivered, earlier.

There are no columns for making: units never vanish, so what is delivered was made its lead time before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.planning.flow import Flow
from dronedeal.planning.tags import Tags
from dronedeal.reading import Affine, FloatVector, IntVector, added
from dronedeal.solving import Program

__all__ = ["GivenUp", "Units", "lay_units", "order_of", "under_way"]


class Units:
    """Columns of some flows, ids by quarter of delivery, and what can be counted of them.

    ``given_up`` are units that are made and delivered to nobody, as the branch that came has no use for them: by the position of a flow of the
    same clause, system, kit and site.
    """

    def __init__(
        self, flows: Sequence[Flow], columns: Sequence[IntVector], periods: int, given_up: GivenUp | None = None
    ) -> None:
        """Keep the columns of each flow, of shape (quarters,)."""
        self.flows, self.columns, self.given_up = tuple(flows), list(columns), given_up
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
        """Units made for some flows, weighed and added up, those given up included; weights by quarter of making."""
        made = self._counted(which, factors, self._made)
        if self.given_up is None:
            return made
        some = [at for at, index in enumerate(which) if index in self.given_up.at]
        weights = np.broadcast_to(factors, (len(which), self._most.shape[1]))[some]
        places = [self.given_up.at[which[at]] for at in some]
        return added(made, self.given_up.units.made(places, weights)) if some else made

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


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Units ordered before a branch was known and given up after: their flows, and which of these stands for which flow of a deal."""

    units: Units
    at: Mapping[int, int]


def lay_units(
    deal: Deal, flows: Sequence[Flow], program: Program, tags: Tags, nodes: Sequence[str] | None = None
) -> Units:
    """Make the columns of every flow: integer ones of a system counted in whole units, tagged by what closes them.

    ``nodes`` are the branches of the regimes known by each quarter, if it is over regimes that the deal is planned.
    """
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
    return Units(flows, columns, periods, None if nodes is None else _given_up(deal, flows, program, nodes))


def order_of(flow: Flow) -> tuple[str, str, str, str]:
    """What is ordered, whoever of its receivers it goes to: clause, system, kit and site."""
    return flow.clause, flow.system, flow.kit, flow.site


def under_way(flow: Flow, nodes: Sequence[str]) -> list[int]:
    """Quarters of delivery of what was ordered before the branch known then was."""
    return [period for period in range(flow.lead, len(nodes)) if nodes[period] != nodes[period - flow.lead]]


def _given_up(deal: Deal, flows: Sequence[Flow], program: Program, nodes: Sequence[str]) -> GivenUp | None:
    """Columns of what is under way when a branch becomes known, one block an order."""
    firsts: dict[tuple[str, str, str, str], int] = {}
    given: list[Flow] = []
    columns: list[IntVector] = []
    at: dict[int, int] = {}
    for index, flow in enumerate(flows):
        quarters = under_way(flow, nodes)
        if not quarters or firsts.setdefault(order_of(flow), index) != index:
            continue
        most = np.zeros(len(nodes))
        most[quarters] = flow.rate
        whole = deal.systems[flow.system].whole
        at[index] = len(given)
        given.append(replace(flow, most=most))
        label = f"given up/{'/'.join(order_of(flow))}"
        size = 1.0 if whole else max(flow.rate, 1.0)
        columns.append(
            program.columns(len(nodes), upper=np.where(most > 0, np.inf, 0.0), integer=whole, size=size, label=label)
        )
    return GivenUp(Units(given, columns, len(nodes)), at) if given else None
