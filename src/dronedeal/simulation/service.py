"""What needs get out of what arrives, in many futures at once: what was planned, as far as it is there, and what was missed later."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import numpy as np

from dronedeal.deal.need import Need
from dronedeal.deal.row import Unfolded
from dronedeal.planning import Futures, ageing
from dronedeal.reading import FloatVector, combined, narrow, steady
from dronedeal.simulation.held import FlowKey, Quantities

__all__ = ["served"]

_NEARLY = 1e-6
"""Share by which a step may be passed: what a plan's solver allowed itself."""


def served(
    futures: Futures, base: Futures, unfolded: Unfolded, planned: Quantities,
    delivered: Mapping[FlowKey, FloatVector], alternatives: Mapping[tuple[str, str], FloatVector],
) -> tuple[dict[str, FloatVector], dict[str, FloatVector | float]]:  # fmt: skip
    """Effect served by need and step of worth, and effect in store at the end.

    A need is served what was planned for it to date and is still missing, no more than it wants and a stock has room for, out of
    what is there: alternatives first, which do not keep, then what ages fastest. What is missing is missed by the least worthy step.
    """
    steps: dict[str, FloatVector] = dict(planned.steps)
    stored: dict[str, FloatVector | float] = dict(planned.stored)
    for name, wished in planned.steps.items():
        if not wished.any() and not planned.stored[name]:
            continue
        supply = _supply(futures, base, unfolded, planned, futures.deal.needs[name], delivered, alternatives)
        if supply is not None:
            steps[name], stored[name] = supply.run(wished)
    return steps, stored


class _Supply:
    """What reaches one need, in pools that age, the fastest first: all of shape (futures, quarters).

    What arrives ``at_once`` does not keep, and is no store. Quarters are gone through with arrays of shape (quarters, futures).
    """

    def __init__(self, futures: Futures, base: Futures, need: Need) -> None:
        self.wanted = futures.values(need.quantity)
        self.at_once = steady(0.0, futures.periods)
        self.pools: list[tuple[FloatVector, FloatVector]] = []
        self.room: FloatVector | None = None
        self.life = futures.periods
        if need.kind == "stock" and need.stock is not None:
            # a stock is filled by life of its effects at the base, as the plan had it
            self.life = max(1, int(base.whole_quarters(need.shelf_life)[0]))
            there = np.where(np.arange(futures.periods) < self.life, futures.values(need.opening), 0.0)
            self.room = np.maximum(0.0, futures.values(need.stock) - there)
        self.years = futures.deal.horizon.groups("year")
        tops = [base.values(step.up_to)[0] for step in need.worth.then]
        widths = [np.maximum(0.0, top - below) for below, top in zip([0.0, *tops], tops, strict=False)]
        avoided = [] if need.worth.avoids is None else [np.full(futures.periods, np.inf)]
        self.widths = np.array([*avoided, *widths])

    def run(self, planned: FloatVector) -> tuple[FloatVector, FloatVector]:
        """Effect served by step, shape (steps, futures, quarters), and left in the pools, shape (futures,)."""
        periods = self.wanted.shape[1]
        pools = [(arrives, np.broadcast_to(1.0 - narrow(loss), loss.shape)) for arrives, loss in self.pools]
        if not pools or self.at_once.any():
            pools = [(self.at_once, steady(0.0, periods)), *pools]
        room = [] if self.room is None else [self.room]
        count, _ = np.broadcast_shapes(*(one.shape for one in [self.wanted, *room, *chain(*pools)]))
        asked = planned.sum(axis=0)
        got, missing = np.zeros((periods, count)), np.zeros(count)
        held = np.zeros((len(pools), count))
        for quarter, takes in enumerate(got):
            missing += asked[quarter]
            np.minimum(missing, self.wanted[:, quarter], out=takes)
            if self.room is not None:
                before = got[max(0, quarter - self.life + 1) : quarter].sum(axis=0)
                np.minimum(takes, np.maximum(0.0, self.room[:, quarter] - before), out=takes)
            for left, (arrives, keeps) in zip(held, pools, strict=True):
                np.multiply(left, keeps[:, quarter], out=left)
                np.add(left, arrives[:, quarter], out=left)
            np.minimum(takes, sum(held[1:], held[0]), out=takes)
            missing -= takes
            due = takes
            for left in held:
                drawn = np.minimum(due, left)
                np.subtract(left, drawn, out=left)
                due = due - drawn
        return self._by_step(got, planned), held[len(pools) - len(self.pools) :].sum(axis=0)

    def _by_step(self, got: FloatVector, planned: FloatVector) -> FloatVector:
        """What is served each quarter, by step of worth; what no step takes is worth nothing.

        Each step takes what was planned for it to date, the worthiest first, and no more in a contract year than it holds.
        """
        if planned.shape[0] == 1 and self.widths[0].min() >= planned.sum():
            return got.T[None]  # the only step holds more in a year than is planned for all of them
        steps = np.zeros((planned.shape[0], *got.shape))
        missing = np.zeros((planned.shape[0], got.shape[1]))
        in_year = np.zeros_like(missing)
        for quarter, served in enumerate(got):
            if quarter and self.years[quarter] != self.years[quarter - 1]:
                in_year[:] = 0.0
            missing += planned[:, [quarter]]
            left = served.copy()
            for step, takes in enumerate(steps[:, quarter]):
                wide = self.widths[step, quarter] * (1.0 + _NEARLY) + _NEARLY - in_year[step]
                np.minimum(np.minimum(left, missing[step]), np.maximum(0.0, wide), out=takes)
                missing[step] -= takes
                in_year[step] += takes
                left -= takes
        return steps.transpose(0, 2, 1)


def _supply(
    futures: Futures, base: Futures, unfolded: Unfolded, planned: Quantities, need: Need,
    delivered: Mapping[FlowKey, FloatVector], alternatives: Mapping[tuple[str, str], FloatVector],
) -> _Supply | None:  # fmt: skip
    """What reaches a need; nothing where that is in every future what was planned."""
    deal = futures.deal
    supply = _Supply(futures, base, need)
    changed = base.deal is not deal or supply.wanted.shape[0] > 1
    arriving: dict[str, FloatVector] = {}
    for key, units in delivered.items():
        way = planned.ways[key]
        if way.need == need.id:
            effect = futures.values(deal.systems[way.system].effects[need.role])
            arrives = combined(np.multiply, units, effect)
            arriving[way.system] = arriving[way.system] + arrives if way.system in arriving else arrives
            changed |= units is not planned.flows[key] or effect.shape[0] > 1
    for (name, alternative), units in alternatives.items():
        if name == need.id:
            effect = futures.values(deal.alternatives[alternative].effect, 1.0)
            supply.at_once = combined(np.add, supply.at_once, combined(np.multiply, units, effect))
            changed |= units is not planned.alternatives[name, alternative] or effect.shape[0] > 1
    changed |= supply.room is not None and supply.room.shape[0] > 1
    if need.kind == "stock":
        for effect in arriving.values():
            supply.at_once = combined(np.add, supply.at_once, effect)
        return supply if changed else None
    losses = {system: ageing(futures, unfolded, system, need.of) for system in arriving}
    at_base = {system: float(ageing(base, unfolded, system, need.of).mean()) for system in arriving}
    if need.opening is not None:
        there = np.zeros((1, futures.periods))
        there[:, 0] = 1.0
        arriving[""], losses[""] = futures.values(need.opening)[:, :1] * there, futures.values(need.ageing)
        at_base[""] = float(base.values(base.deal.needs[need.id].ageing).mean())
    supply.pools = [(arriving[one], losses[one]) for one in sorted(arriving, key=lambda one: (-at_base[one], one))]
    changed |= any(one.shape[0] > 1 for pool in supply.pools for one in pool)
    return supply if changed else None
