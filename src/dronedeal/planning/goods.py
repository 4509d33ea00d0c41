"""The goods half of the program: what sites can make, what is scarce, what needs take and what that is worth.

Units made equal units delivered, moved by their lead time: there are no columns for making. Units never vanish; effect held
for a flow of need ages, effect added to a stock counts for its shelf life.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.need import Need
from dronedeal.deal.quantity import Counted, Thing
from dronedeal.deal.row import Unfolded
from dronedeal.deal.site import Site
from dronedeal.planning.base import Bases
from dronedeal.planning.flow import Flow, flows_of
from dronedeal.planning.tags import Tags
from dronedeal.reading import (
    Affine,
    FloatVector,
    IntVector,
    added,
    ahead,
    known,
    lasts,
    of_columns,
    onward,
    step_of,
    window,
)
from dronedeal.solving import Program

__all__ = ["Goods", "NeedColumns", "compile_goods"]


@dataclass(slots=True, kw_only=True)
class NeedColumns:
    """Columns of one need: effect served in each step of worth (steps, quarters), and units of its alternatives.

    ``avoided_rows`` bound, to date, what may count as avoided; ``own_rows`` the least that must be served each quarter.
    """

    steps: IntVector
    worth: FloatVector
    avoided: bool
    alternatives: dict[str, IntVector] = field(default_factory=dict[str, IntVector])
    avoided_rows: IntVector = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    own_rows: IntVector = field(default_factory=lambda: np.empty(0, dtype=np.int64))


@dataclass(slots=True, kw_only=True)
class Goods:
    """What was built: flows with their columns, capital, needs; and real money by party, by what it is."""

    flows: tuple[Flow, ...]
    columns: list[IntVector]
    built: dict[str, IntVector] = field(default_factory=dict[str, IntVector])
    needs: dict[str, NeedColumns] = field(default_factory=dict[str, NeedColumns])
    capital: dict[str, Affine] = field(default_factory=dict[str, Affine])
    real: dict[str, dict[str, list[Affine]]] = field(
        default_factory=lambda: defaultdict[str, dict[str, list[Affine]]](lambda: defaultdict[str, list[Affine]](list))
    )
    spending: dict[tuple[str, str], list[Affine]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], list[Affine]](list)
    )
    facts: dict[Counted, Affine] = field(default_factory=dict[Counted, Affine])

    def settled(self, values: FloatVector) -> Goods:
        """The same goods at given values of columns: nothing of them is left to choose, and they have no columns."""
        still = Goods(flows=self.flows, columns=[])
        still.facts.update({counted: known(one.at(values)) for counted, one in self.facts.items()})
        for party, kinds in self.real.items():
            still.real[party].update({kind: [known(one.at(values)) for one in parts] for kind, parts in kinds.items()})
        still.spending.update({key: [known(one.at(values)) for one in parts] for key, parts in self.spending.items()})
        return still


def compile_goods(deal: Deal, unfolded: Unfolded, bases: Bases, program: Program, tags: Tags) -> Goods:
    """Build columns and rows for goods; ``real`` money is receipts positive, by party and kind."""
    flows = flows_of(deal, unfolded, bases)
    goods = Goods(flows=flows, columns=[])
    for flow in flows:
        whole = deal.systems[flow.system].whole
        size = max(float(flow.most.max(initial=0.0)), 1.0)
        closed = [-1 if one is None else tags.of(one.place, one.path, one.text) for one in flow.closings]
        goods.columns.append(
            program.columns(
                bases.periods,
                upper=np.where(flow.most > 0, np.inf, 0.0),  # capacity has its own row
                integer=whole,
                size=1.0 if whole else size,
                tag=np.array(closed),
                label=f"{flow.clause or 'own'}/{flow.system}/{flow.need}",
            )
        )
    _counts(goods, bases)
    for site in deal.sites.values():
        _site(deal, site, goods, bases, program, tags)
    _bottlenecks(deal, goods, bases, program, tags)
    for need in deal.needs.values():
        _need(deal, unfolded, need, goods, bases, program, tags)
    _costs(deal, goods, bases)
    return goods


def _delivered(goods: Goods, index: int) -> Affine:
    flow = goods.flows[index]
    return of_columns(goods.columns[index], np.zeros(len(flow.most)), flow.most)


def _made(goods: Goods, index: int) -> Affine:
    """Units made for a flow, in the quarter they are made."""
    flow = goods.flows[index]
    delivered = _delivered(goods, index)
    if not flow.lead:
        return delivered
    periods = len(flow.most)
    return delivered.mapped(ahead(periods, -flow.lead))


def _counts(goods: Goods, bases: Bases) -> None:
    """Counted things as expressions: units delivered under clauses and made at sites, bounded by what the site can make."""
    delivered: dict[Counted, list[int]] = defaultdict(list)
    produced: dict[Counted, list[int]] = defaultdict(list)
    for index, flow in enumerate(goods.flows):
        name = (f"{flow.system}/{flow.kit}",)
        if flow.clause:
            delivered[Counted(thing=Thing.UNITS_DELIVERED, subject=flow.clause, systems=name, to=flow.buyer)].append(
                index
            )
        produced[Counted(thing=Thing.UNITS_PRODUCED, subject=flow.site, systems=name)].append(index)
    for table, expression in ((delivered, _delivered), (produced, _made)):
        for counted, members in table.items():
            total = added(*(expression(goods, index) for index in members))
            by_site: dict[str, FloatVector] = {}
            for index in members:
                flow, one = goods.flows[index], expression(goods, index)
                by_site[flow.site] = np.maximum(by_site.get(flow.site, np.zeros(bases.periods)), one.high)
            most = np.sum(list(by_site.values()), axis=0)
            goods.facts[counted] = Affine(
                constant=total.constant, periods=total.periods, columns=total.columns, coefficients=total.coefficients,
                low=total.low, high=np.minimum(total.high, most),
            )  # fmt: skip


def _rows(
    program: Program, expression: Affine, low: FloatVector | float, high: FloatVector | float, tag: int, label: str = ""
) -> IntVector:
    rows = program.rows(
        len(expression.constant),
        lower=low - expression.constant,
        upper=high - expression.constant,
        tag=tag,
        label=label,
    )
    program.add(rows[expression.periods], expression.columns, expression.coefficients)
    return rows


def _site(deal: Deal, site: Site, goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    """Capacity, the reserve, and capacity that can be bought."""
    members = [index for index, flow in enumerate(goods.flows) if flow.site == site.id]
    capacity = known(_since(bases.vector(site.capacity), site, deal))
    if site.build is not None:
        capacity = added(capacity, _build(deal, site, goods, bases, program, tags))
    if not members:
        return
    minus = np.full(bases.periods, -1.0)
    place = site.place if site.capacity is None else site.capacity.place
    tag = tags.of(place, f"sites.{site.id}.capacity", f"capacity of {site.id}")
    used = added(
        *(
            _made(goods, index).times(
                np.full(bases.periods, bases.scalar(site.takes.get(goods.flows[index].system), 1.0))
            )
            for index in members
        )
    )
    _rows(program, added(used, capacity.times(minus)), -np.inf, 0.0, tag, f"capacity/{site.id}")
    others = [index for index in members if goods.flows[index].buyer != site.reserved_for]
    if site.reserve is None or not others:
        return
    free = capacity.times(-(1.0 - bases.vector(site.reserve)))
    exported = added(
        *(
            _made(goods, index).times(
                np.full(bases.periods, bases.scalar(site.takes.get(goods.flows[index].system), 1.0))
            )
            for index in others
        )
    )
    tag = tags.of(site.reserve.place, f"sites.{site.id}.reserve", f"reserve of {site.id}")
    _rows(program, added(exported, free), -np.inf, 0.0, tag, f"reserve/{site.id}")


def _since(values: FloatVector, site: Site, deal: Deal) -> FloatVector:
    first = 0 if site.since is None else deal.horizon.index(site.since)
    return np.where(np.arange(len(values)) >= first, values, 0.0)


def _build(deal: Deal, site: Site, goods: Goods, bases: Bases, program: Program, tags: Tags) -> Affine:
    """Columns for capacity bought each quarter (units a quarter); returns the capacity they give, lead and ramp counted."""
    build = site.build
    if build is None:
        return known(np.zeros(bases.periods))
    periods = bases.periods
    most = bases.vector(build.most)
    tag = tags.of(build.most.place, f"sites.{site.id}.build.most", f"most that {site.id} can build")
    bought = program.columns(periods, upper=most, size=np.maximum(most, 1.0), tag=tag, label=f"build/{site.id}")
    goods.built[site.id] = bought
    buys = of_columns(bought, np.zeros(periods), most)
    spent = buys.times(bases.vector(build.capital) * 4.0)
    all_bought = added(buys.mapped(lasts((0,) * periods)), known(np.zeros(periods)))
    _rows(program, all_bought, -np.inf, np.where(np.arange(periods) == periods - 1, most.max(), np.inf), tag)
    if build.fixed is not None:
        opens = program.columns(periods, upper=1.0, integer=True, tag=-1, label=f"open/{site.id}")
        opening = of_columns(opens, np.zeros(periods), np.ones(periods))
        once = program.rows(1, upper=1.0, label=f"open once/{site.id}")
        program.add(once, opens, np.ones(periods))
        spent = added(spent, opening.times(bases.vector(build.fixed)))
        _rows(program, added(buys, opening.mapped(onward(periods)).times(-most)), -np.inf, 0.0, -1)
    lead, ramp = bases.quarters(build.lead), bases.quarters(build.ramp)
    first = 0 if site.since is None else deal.horizon.index(site.since)
    parts: list[Affine] = []
    for step in range(max(1, ramp)):
        start = step_of(
            [[later for later in range(period + lead + step, periods) if later >= first] for period in range(periods)]
        )
        parts.append(buys.mapped(start).times(np.full(periods, 1.0 / max(1, ramp))))
    goods.capital[site.id] = spent
    goods.facts[Counted(thing=Thing.CAPITAL_SPENT, subject=site.id)] = spent
    payers = {party: bases.vector(share) for party, share in build.paid_by.items()} or {site.of: np.ones(periods)}
    for party, share in payers.items():
        goods.real[party]["capital"].append(spent.times(-share))
        goods.spending[party, ""].append(spent.times(share))
    return added(*parts)


def _bottlenecks(deal: Deal, goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    for scarce in deal.bottlenecks.values():
        parts: list[Affine] = []
        for index, flow in enumerate(goods.flows):
            takes = scarce.takes.get(flow.system)
            at_use = scarce.at == "use"
            if takes is None or (at_use and scarce.of not in {None, flow.buyer}):
                continue
            if not at_use and scarce.country and deal.sites[flow.site].country != scarce.country:
                continue
            units = _delivered(goods, index) if at_use else _made(goods, index)
            parts.append(units.times(bases.vector(takes)))
        if parts:
            tag = tags.of(scarce.supply.place, f"bottlenecks.{scarce.id}.supply", f"supply of {scarce.id}")
            _rows(program, added(*parts), -np.inf, bases.vector(scarce.supply), tag, f"bottleneck/{scarce.id}")


def _need(deal: Deal, unfolded: Unfolded, need: Need, goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    """Columns of effect served by step of worth, tied to what arrives; the alternatives a party can buy for it."""
    periods = bases.periods
    wanted = bases.vector(need.quantity)
    worths = _worths(deal, need, bases)
    total = max(float(wanted.max(initial=0.0)), 1.0)
    steps = program.columns(len(worths) * periods, size=total, label=f"served/{need.id}").reshape(len(worths), periods)
    columns = NeedColumns(
        steps=steps, worth=np.array(worths).reshape(len(worths), periods), avoided=need.worth.avoids is not None
    )
    goods.needs[need.id] = columns
    minus = np.full(periods, -1.0)
    served = added(*(of_columns(step, np.zeros(periods), wanted) for step in steps))
    tag = tags.of(need.quantity.place, f"needs.{need.id}.quantity", f"what {need.id} can use")
    _rows(program, served, -np.inf, wanted, tag, f"wanted/{need.id}")
    _limit_steps(deal, need, columns, bases, program, tags)
    arrives = [known(np.zeros(periods))]
    pools: dict[tuple[float, ...], list[Affine]] = defaultdict(list)
    for index, flow in enumerate(goods.flows):
        if flow.need != need.id:
            continue
        effect = _delivered(goods, index).times(bases.vector(deal.systems[flow.system].effects[need.role]))
        if need.kind == "flow":
            pools[tuple(_ageing(deal, unfolded, flow, bases))].append(effect)
        else:
            arrives.append(effect)
    arrives.extend(_held(need, parts, np.array(ageing), program) for ageing, parts in pools.items())
    for alternative in deal.alternatives.values():
        if alternative.party == need.of and alternative.role == need.role:
            most = bases.vector(alternative.capacity)
            if alternative.since is not None:
                most = np.where(np.arange(periods) >= deal.horizon.index(alternative.since), most, 0.0)
            bought = program.columns(
                periods, upper=most, size=np.maximum(most, 1.0), label=f"{alternative.id}/{need.id}"
            )
            columns.alternatives[alternative.id] = bought
            units = of_columns(bought, np.zeros(periods), most)
            arrives.append(units.times(bases.vector(alternative.effect, 1.0)))
            price = bases.vector(alternative.unit_cost) + bases.vector(alternative.support)
            goods.real[need.of]["alternatives"].append(units.times(-price))
            goods.spending[need.of, need.account].append(units.times(price))
    arrived = added(*arrives)
    _rows(program, added(served, arrived.times(minus)), -np.inf, 0.0, -1, f"served/{need.id}")
    tag = tags.of(need.place, f"needs.{need.id}.own", f"{need.id} served no worse than without the deal")
    columns.own_rows = _rows(program, served, -np.inf, np.inf, tag, f"own/{need.id}")
    if columns.avoided:
        first = of_columns(steps[0], np.zeros(periods), wanted)
        to_date = first.mapped(onward(periods))
        columns.avoided_rows = _rows(program, to_date, -np.inf, np.inf, -1, f"avoided/{need.id}")
    if need.kind == "stock" and need.stock is not None:
        life = max(1, bases.quarters(need.shelf_life))
        held = served.mapped(window(periods, life))
        tag = tags.of(need.stock.place, f"needs.{need.id}.stock", f"stock of {need.id}")
        _rows(program, held, -np.inf, bases.vector(need.stock), tag, f"stock/{need.id}")
    for step, worth in zip(steps, columns.worth, strict=True):
        kind = "avoided" if columns.avoided and step is steps[0] else "forces"
        goods.real[need.of][kind].append(of_columns(step, np.zeros(periods), wanted).times(worth))


def _worths(deal: Deal, need: Need, bases: Bases) -> list[FloatVector]:
    """Worth of one effect by step: what is avoided first, at the least all-in cost so far, then the declared steps."""
    worths: list[FloatVector] = []
    if need.worth.avoids is not None:
        alternative = deal.alternatives[need.worth.avoids]
        cost = bases.vector(alternative.unit_cost) + bases.vector(alternative.support)
        worths.append(np.minimum.accumulate(cost / bases.vector(alternative.effect, 1.0)))
    worths.extend(bases.vector(tranche.worth) for tranche in need.worth.then)
    return worths


def _limit_steps(deal: Deal, need: Need, columns: NeedColumns, bases: Bases, program: Program, tags: Tags) -> None:
    """Each declared step holds up to its width each contract year."""
    first = 1 if columns.avoided else 0
    below = np.zeros(bases.periods)
    groups = deal.horizon.groups("year")
    ends = [max(index for index, other in enumerate(groups) if other == group) for group in groups]
    for index, tranche in enumerate(need.worth.then):
        top = bases.vector(tranche.up_to)
        width = np.maximum(0.0, top - below)
        below = top
        expression = of_columns(columns.steps[first + index], np.zeros(bases.periods), width)
        yearly = expression.mapped(lasts(groups))
        last = np.array([period == ends[period] for period in range(bases.periods)])
        tag = tags.of(tranche.place, f"needs.{need.id}.worth.then.{index}", f"worth of {need.id}")
        _rows(program, yearly, -np.inf, np.where(last, width, np.inf), tag)


def _ageing(deal: Deal, unfolded: Unfolded, flow: Flow, bases: Bases) -> FloatVector:
    """Share of stored effect lost each quarter; an update feed for the user slows it."""
    loss = bases.vector(deal.systems[flow.system].ageing)
    for one in unfolded.standing:
        if one.promise != "feeds" or one.to != flow.buyer:
            continue
        for name in one.about:
            technology = deal.technologies[name]
            if flow.system in technology.systems and technology.slows_ageing is not None:
                loss = loss * np.where(np.array(one.open), 1.0 - bases.vector(technology.slows_ageing), 1.0)
    return loss


def _held(need: Need, parts: list[Affine], ageing: FloatVector, program: Program) -> Affine:
    """Effect used each quarter out of a pool: held = kept x held before + arrived - used. Returns what is used."""
    arrived = added(*parts)
    periods = len(arrived.constant)
    size = max(float(arrived.high.max(initial=0.0)), 1.0)
    held = of_columns(
        program.columns(periods, size=size, label=f"held/{need.id}"), np.zeros(periods), np.cumsum(arrived.high)
    )
    carried = held.mapped(ahead(periods, 1)).times(1.0 - ageing)
    used = added(arrived, carried, held.times(np.full(periods, -1.0)))
    nothing = np.zeros(periods)
    _rows(program, used, 0.0, np.inf, -1, f"used/{need.id}")
    return Affine(
        constant=used.constant,
        periods=used.periods,
        columns=used.columns,
        coefficients=used.coefficients,
        low=nothing,
        high=used.high,
    )


def _costs(deal: Deal, goods: Goods, bases: Bases) -> None:
    """What making and supporting units costs those who make and use them."""
    for index, flow in enumerate(goods.flows):
        site = deal.sites[flow.site]
        cost = bases.unit_cost(flow.system, flow.kit) * bases.vector(site.cost, 1.0)
        goods.real[site.of]["production"].append(_made(goods, index).times(-cost))
        goods.spending[site.of, ""].append(_made(goods, index).times(cost))
        support = deal.systems[flow.system].support
        if support is not None:
            price = bases.vector(support)
            account = deal.needs[flow.need].account
            goods.real[flow.buyer]["support"].append(_delivered(goods, index).times(-price))
            goods.spending[flow.buyer, account].append(_delivered(goods, index).times(price))
