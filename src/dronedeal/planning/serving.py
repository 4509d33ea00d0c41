"""The using side of goods: what needs take, out of what, and what that is worth; what a party can buy outside the deal.

Effect held for a flow of need ages, effect added to a stock counts for its shelf life; units are never lost by either.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.need import Alternative, Need
from dronedeal.deal.row import Unfolded
from dronedeal.planning.ageing import ageing
from dronedeal.planning.base import Bases
from dronedeal.planning.goods import Goods, NeedColumns, bounded_rows
from dronedeal.planning.tags import Tags
from dronedeal.reading import Affine, FloatVector, IntVector, added, ahead, known, of_columns, only, onward, window
from dronedeal.solving import Program

__all__ = ["lay_serving"]


def lay_serving(deal: Deal, unfolded: Unfolded, goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    """Build columns and rows of needs and alternatives."""
    for_need: dict[str, list[int]] = defaultdict(list)
    for index, flow in enumerate(goods.flows):
        for_need[flow.need].append(index)
    for need in deal.needs.values():
        columns = _steps(need, goods, bases, program, tags)
        arrives = _arrivals(deal, unfolded, need, for_need[need.id], goods, bases, program)
        arrives.extend(_opening(need, goods, bases, program))
        arrives.extend(_alternatives(deal, need, columns, goods, bases, program))
        _balance(need, columns, arrives, bases, program, tags)
    _shared(deal, goods, bases, program, tags)


def _steps(need: Need, goods: Goods, bases: Bases, program: Program, tags: Tags) -> NeedColumns:
    """Columns of effect served by step of worth, what they are worth, and how much each step holds."""
    periods = bases.periods
    wanted, worths = bases.vector(need.quantity), _worths(need, bases)
    total, count = max(float(wanted.max(initial=0.0)), 1.0), len(worths)
    ids = program.columns(count * periods, size=total, label=f"served/{need.id}").reshape(count, periods)
    avoids = need.worth.avoids is not None
    columns = NeedColumns(steps=ids, worth=np.array(worths).reshape(count, periods), avoided=avoids)
    goods.needs[need.id] = columns
    for kind, here in (("avoided", slice(0, int(avoids))), ("forces", slice(int(avoids), count))):
        if ids[here].size:
            goods.real[need.of][kind].append(_together(ids[here], wanted).weighed(columns.worth[here].ravel()))
    _limit_steps(need, ids[int(avoids) :], bases, program, tags)
    return columns


def _together(ids: IntVector, most: FloatVector) -> Affine:
    """Columns of several steps, added up quarter by quarter; ids of shape (steps, quarters)."""
    steps, periods = ids.shape
    return Affine(
        constant=np.zeros(periods), periods=np.tile(np.arange(periods), steps), columns=ids.ravel(),
        coefficients=np.ones(ids.size), low=np.zeros(periods), high=most,
    )  # fmt: skip


def _worths(need: Need, bases: Bases) -> list[FloatVector]:
    """Worth of one effect by step: what is avoided first, at the least all-in cost so far, then the declared steps."""
    worths: list[FloatVector] = []
    if need.worth.avoids is not None:
        alternative = bases.deal.alternatives[need.worth.avoids]
        cost = _price(alternative, bases) / bases.vector(alternative.effect, 1.0)
        worths.append(np.minimum.accumulate(cost))
    worths.extend(bases.vector(tranche.worth) for tranche in need.worth.then)
    return worths


def _limit_steps(need: Need, ids: IntVector, bases: Bases, program: Program, tags: Tags) -> None:
    """Each declared step holds up to its width each contract year."""
    groups = np.array(bases.deal.horizon.groups("year"))
    years = int(groups[-1]) + 1
    ends = np.searchsorted(groups, np.arange(years), side="right") - 1
    below = np.zeros(bases.periods)
    for index, tranche in enumerate(need.worth.then):
        top = bases.vector(tranche.up_to)
        width, below = np.maximum(0.0, top - below), top
        tag = tags.of(tranche.place, f"needs.{need.id}.worth.then.{index}", f"worth of {need.id}")
        rows = program.rows(years, upper=width[ends], tag=tag, label=f"worth/{need.id}")
        program.add(rows[groups], ids[index], np.ones(bases.periods))


def _arrivals(
    deal: Deal, unfolded: Unfolded, need: Need, members: list[int], goods: Goods, bases: Bases, program: Program
) -> list[Affine]:
    """Effect that systems bring: as it arrives to a stock, out of pools that age to a flow of need."""
    if not members:
        return []
    effects = np.array([bases.vector(deal.systems[goods.flows[index].system].effects[need.role]) for index in members])
    if need.kind == "stock":
        return [goods.units.delivered(members, effects)]
    pools: dict[bytes, list[int]] = defaultdict(list)
    losses = [ageing(bases.futures, unfolded, goods.flows[index].system, need.of)[0] for index in members]
    for position, loss in enumerate(losses):
        pools[loss.tobytes()].append(position)
    return [
        _held(need, goods.units.delivered([members[one] for one in pool], effects[pool]), losses[pool[0]], goods, bases, program)
        for pool in pools.values()
    ]  # fmt: skip


def _opening(need: Need, goods: Goods, bases: Bases, program: Program) -> list[Affine]:
    """What is used out of the effect that a flow of need begins with."""
    if need.opening is None or need.kind != "flow":
        return []
    there = np.zeros(bases.periods)
    there[0] = bases.scalar(need.opening)
    return [_held(need, known(there), bases.vector(need.ageing), goods, bases, program)]


def _held(need: Need, arrived: Affine, ageing: FloatVector, goods: Goods, bases: Bases, program: Program) -> Affine:
    """Effect used each quarter out of a pool: held = kept x held before + arrived - used. Returns what is used.

    What is held at the end is worth its salvage then.
    """
    periods = bases.periods
    size = max(float(arrived.high.max(initial=0.0)), 1.0)
    ids = program.columns(periods, size=size, label=f"held/{need.id}")
    goods.needs[need.id].held.append(ids)
    held = of_columns(ids, np.zeros(periods), np.cumsum(arrived.high))
    used = added(arrived, held.mapped(ahead(periods, 1)).times(1.0 - ageing), held.times(-1.0))
    bounded_rows(program, used, 0.0, np.inf, -1, f"used/{need.id}")
    if need.salvage is not None:
        at_end = only(tuple(period == periods - 1 for period in range(periods)))
        goods.real[need.of]["salvage"].append(held.mapped(at_end).times(bases.vector(need.salvage)))
    return used.within(0.0, used.high)


def _alternatives(
    deal: Deal, need: Need, columns: NeedColumns, goods: Goods, bases: Bases, program: Program
) -> list[Affine]:
    """Columns of what the party can buy for the need outside the deal; returns the effect it brings."""
    arrives: list[Affine] = []
    for alternative in deal.alternatives.values():
        if alternative.party != need.of or alternative.role != need.role:
            continue
        most = _most(alternative, bases)
        bought = program.columns(
            bases.periods, upper=most, size=np.maximum(most, 1.0), label=f"{alternative.id}/{need.id}"
        )
        columns.alternatives[alternative.id] = bought
        units = of_columns(bought, np.zeros(bases.periods), most)
        arrives.append(units.times(bases.vector(alternative.effect, 1.0)))
        goods.spend(need.of, need.account, "alternatives", units.times(_price(alternative, bases)))
    return arrives


def _price(alternative: Alternative, bases: Bases) -> FloatVector:
    """All-in cost of one unit."""
    return bases.vector(alternative.unit_cost) + bases.vector(alternative.support)


def _most(alternative: Alternative, bases: Bases) -> FloatVector:
    """Most units a quarter, nothing before the alternative can be had."""
    first = 0 if alternative.since is None else bases.deal.horizon.index(alternative.since)
    return np.where(np.arange(bases.periods) >= first, bases.vector(alternative.capacity), 0.0)


def _shared(deal: Deal, goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    """An alternative that serves several needs has its capacity once, for all of them together."""
    for alternative in deal.alternatives.values():
        bought = [
            need.alternatives[alternative.id] for need in goods.needs.values() if alternative.id in need.alternatives
        ]
        if len(bought) > 1:
            path = f"alternatives.{alternative.id}.capacity"
            tag = tags.of(alternative.capacity.place, path, f"capacity of {alternative.id}")
            most = _most(alternative, bases)
            bounded_rows(program, _together(np.array(bought), most), -np.inf, most, tag, f"capacity/{alternative.id}")


def _balance(
    need: Need, columns: NeedColumns, arrives: list[Affine], bases: Bases, program: Program, tags: Tags
) -> None:
    """What is served comes out of what arrives, no more than is wanted, and counts in a stock for its shelf life."""
    periods, wanted = bases.periods, bases.vector(need.quantity)
    served = _together(columns.steps, wanted)
    tag = tags.of(need.quantity.place, f"needs.{need.id}.quantity", f"what {need.id} can use")
    bounded_rows(program, served, -np.inf, wanted, tag, f"wanted/{need.id}")
    arrived = added(known(np.zeros(periods)), *arrives)
    bounded_rows(program, added(served, arrived.times(-1.0)), -np.inf, 0.0, -1, f"served/{need.id}")
    if need.own:
        tag = tags.of(need.place, f"needs.{need.id}.own", f"{need.id} served no worse than without the deal")
        columns.own_rows = bounded_rows(program, served, -np.inf, np.inf, tag, f"own/{need.id}")
    if columns.avoided:
        to_date = _together(columns.steps[:1], wanted).mapped(onward(periods))
        columns.avoided_rows = bounded_rows(program, to_date, -np.inf, np.inf, -1, f"avoided/{need.id}")
    if need.kind == "stock" and need.stock is not None:
        life = max(1, bases.quarters(need.shelf_life))
        held = served.mapped(window(periods, life))
        opening = np.where(np.arange(periods) < life, bases.scalar(need.opening), 0.0)
        room = np.maximum(0.0, bases.vector(need.stock) - opening)
        tag = tags.of(need.stock.place, f"needs.{need.id}.stock", f"stock of {need.id}")
        bounded_rows(program, held, -np.inf, room, tag, f"stock/{need.id}")
