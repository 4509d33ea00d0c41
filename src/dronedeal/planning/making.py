"""The making side of goods: what sites can make, what capacity can be bought, what is scarce, what making costs."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.quantity import Counted, Thing
from dronedeal.deal.site import Build, Site
from dronedeal.planning.base import Bases
from dronedeal.planning.goods import Goods, bounded_rows
from dronedeal.planning.tags import Tags
from dronedeal.reading import Affine, FloatVector, added, known, lasts, of_columns, onward, step_of
from dronedeal.solving import Program

__all__ = ["lay_making"]


def lay_making(deal: Deal, goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    """Build columns and rows of sites and of what is scarce, and count what is made and what it costs."""
    at_site: dict[str, list[int]] = defaultdict(list)
    for index, flow in enumerate(goods.flows):
        at_site[flow.site].append(index)
    _count(deal, goods)
    for site in deal.sites.values():
        _site(deal, site, at_site[site.id], goods, bases, program, tags)
    _bottlenecks(deal, goods, bases, program, tags)
    _costs(deal, goods, bases)


def _count(deal: Deal, goods: Goods) -> None:
    """Counted things as expressions: units delivered under clauses and made at sites, bounded by what the sites can make."""
    delivered: dict[Counted, list[int]] = defaultdict(list)
    produced: dict[Counted, list[int]] = defaultdict(list)
    for index, flow in enumerate(goods.flows):
        name = (f"{flow.system}/{flow.kit}",)
        if flow.clause:
            thing = Counted(thing=Thing.UNITS_DELIVERED, subject=flow.clause, systems=name, to=flow.buyer)
            delivered[thing].append(index)
        produced[Counted(thing=Thing.UNITS_PRODUCED, subject=flow.site, systems=name)].append(index)
    for table, made in ((delivered, False), (produced, True)):
        for counted, members in table.items():
            goods.facts[counted] = _counted(goods, members, made=made)
    accounts: dict[str, set[str]] = defaultdict(set)
    for need in deal.needs.values():
        accounts[need.of].add(need.account)
    for counted, members in delivered.items():
        for account in sorted(accounts[counted.to]) if len(accounts[counted.to]) > 1 else ():
            some = [index for index in members if deal.needs[goods.flows[index].need].account == account]
            if some:
                goods.shares[counted.to, account][counted] = _counted(goods, some, made=False)


def _counted(goods: Goods, members: list[int], *, made: bool) -> Affine:
    each = goods.units.most(made=made)
    sites: dict[str, FloatVector] = {}
    for index in members:
        site = goods.flows[index].site
        sites[site] = np.maximum(sites[site], each[index]) if site in sites else each[index]
    # a site can fill one of its flows or another, so the most of all is not the sum of each one's most
    most = sum(sites.values(), np.zeros(each.shape[1]))
    if not made:
        return goods.units.delivered(members).within(0.0, most)
    units = goods.units.made(members)
    return units.within(0.0, most if goods.units.given_up is None else np.maximum(most, units.high))


def _site(deal: Deal, site: Site, members: list[int], goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    """Capacity, the reserve, and capacity that can be bought."""
    capacity = known(_since(bases.vector(site.capacity), site, deal))
    if site.build is not None:
        capacity = added(capacity, _build(deal, site, site.build, goods, bases, program, tags))
    if not members:
        return
    takes = {system: bases.scalar(number) for system, number in site.takes.items()}
    weights = np.array([[takes.get(goods.flows[index].system, 1.0)] for index in members])
    place = site.place if site.capacity is None else site.capacity.place
    tag = tags.of(place, f"sites.{site.id}.capacity", f"capacity of {site.id}")
    enough = capacity
    if site.build is None and _is_counted_whole(deal, goods, members, weights):
        enough = known(np.floor(capacity.constant + 1e-9))  # nothing is lost, and the relaxed program is nearer
    used = added(goods.units.made(members, weights), enough.times(-1.0))
    bounded_rows(program, used, -np.inf, 0.0, tag, f"capacity/{site.id}")
    others = np.array([goods.flows[index].buyer != site.reserved_for for index in members])
    if site.reserve is None or not others.any():
        return
    exported = goods.units.made(np.array(members)[others].tolist(), weights[others])
    free = capacity.times(bases.vector(site.reserve) - 1.0)
    tag = tags.of(site.reserve.place, f"sites.{site.id}.reserve", f"reserve of {site.id}")
    bounded_rows(program, added(exported, free), -np.inf, 0.0, tag, f"reserve/{site.id}")


def _is_counted_whole(deal: Deal, goods: Goods, members: list[int], weights: FloatVector) -> bool:
    """Whether a site makes whole units only, each of which takes one of its capacity."""
    return bool((weights == 1.0).all()) and all(deal.systems[goods.flows[index].system].whole for index in members)


def _since(values: FloatVector, site: Site, deal: Deal) -> FloatVector:
    first = 0 if site.since is None else deal.horizon.index(site.since)
    return np.where(np.arange(len(values)) >= first, values, 0.0)


def _build(deal: Deal, site: Site, build: Build, goods: Goods, bases: Bases, program: Program, tags: Tags) -> Affine:
    """Columns for capacity bought each quarter (units a quarter); returns the capacity they give, lead and ramp counted."""
    periods = bases.periods
    most = bases.vector(build.most)
    tag = tags.of(build.most.place, f"sites.{site.id}.build.most", f"most that {site.id} can build")
    bought = program.columns(periods, upper=most, size=np.maximum(most, 1.0), tag=tag, label=f"build/{site.id}")
    goods.built[site.id] = bought
    buys = of_columns(bought, np.zeros(periods), most)
    spent = buys.times(bases.vector(build.capital) * 4.0)
    whole = program.rows(1, upper=float(most.max()), tag=tag, label=f"built/{site.id}")
    program.add(np.repeat(whole, periods), bought, np.ones(periods))
    if build.fixed is not None:
        opens = program.columns(periods, upper=1.0, integer=True, tag=-1, label=f"open/{site.id}")
        goods.opens[site.id] = opens
        opening = of_columns(opens, np.zeros(periods), np.ones(periods))
        once = program.rows(1, upper=1.0, label=f"open once/{site.id}")
        program.add(np.repeat(once, periods), opens, np.ones(periods))
        spent = added(spent, opening.times(bases.vector(build.fixed)))
        bounded_rows(program, added(buys, opening.mapped(onward(periods)).times(-most)), -np.inf, 0.0, -1)
    lead, ramp = bases.quarters(build.lead), bases.quarters(build.ramp)
    first = 0 if site.since is None else deal.horizon.index(site.since)
    parts: list[Affine] = []
    for step in range(max(1, ramp)):
        start = step_of(
            [[later for later in range(period + lead + step, periods) if later >= first] for period in range(periods)]
        )
        parts.append(buys.mapped(start).times(1.0 / max(1, ramp)))
    goods.capital[site.id] = spent
    goods.facts[Counted(thing=Thing.CAPITAL_SPENT, subject=site.id)] = spent
    payers = {party: bases.vector(share) for party, share in build.paid_by.items()} or {site.of: np.ones(periods)}
    at_end = lasts((0,) * periods)
    for party, share in payers.items():
        goods.spend(party, "", "capital", spent.times(share))
        if build.salvage is not None:
            back = spent.times(share * bases.vector(build.salvage)).mapped(at_end)
            goods.real[party]["residual"].append(back)
    return added(*parts)


def _bottlenecks(deal: Deal, goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    for scarce in deal.bottlenecks.values():
        at_use = scarce.at == "use"
        members = [
            index
            for index, flow in enumerate(goods.flows)
            if flow.system in scarce.takes
            and (
                scarce.of in {None, flow.buyer}
                if at_use
                else not scarce.country or deal.sites[flow.site].country == scarce.country
            )
        ]
        if members:
            takes = np.array([bases.vector(scarce.takes[goods.flows[index].system]) for index in members])
            used = goods.units.delivered(members, takes) if at_use else goods.units.made(members, takes)
            tag = tags.of(scarce.supply.place, f"bottlenecks.{scarce.id}.supply", f"supply of {scarce.id}")
            bounded_rows(program, used, -np.inf, bases.vector(scarce.supply), tag, f"bottleneck/{scarce.id}")


def _costs(deal: Deal, goods: Goods, bases: Bases) -> None:
    """What making and supporting units costs those who make and use them."""
    makers: dict[str, list[int]] = defaultdict(list)
    users: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, flow in enumerate(goods.flows):
        makers[deal.sites[flow.site].of].append(index)
        if deal.systems[flow.system].support is not None:
            users[flow.buyer, deal.needs[flow.need].account].append(index)
    for party, members in makers.items():
        flows = [goods.flows[index] for index in members]
        costs = np.array([bases.cost_at(flow.site, flow.system, flow.kit) for flow in flows])
        goods.spend(party, "", "production", goods.units.made(members, costs))
    for (party, account), members in users.items():
        prices = np.array([bases.vector(deal.systems[goods.flows[index].system].support) for index in members])
        goods.spend(party, account, "support", goods.units.delivered(members, prices))
