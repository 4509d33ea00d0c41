"""Carrying a plan out: its orders against what sites really can make, and by when it really comes, in many futures at once.

The policy is a fixed plan. Buyers order what was planned, or the share of it that the need they buy for turns out to want; what cannot be made
or used yet comes later; capital and alternatives are bought as planned. What would arrive after the horizon counts on neither side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from dronedeal.deal.calendar import DAYS_A_QUARTER
from dronedeal.deal.row import Unfolded
from dronedeal.deal.site import Site
from dronedeal.deal.term import Goods
from dronedeal.planning import Flow, Futures
from dronedeal.reading import FloatVector, IntVector, combined, narrow
from dronedeal.simulation.happening import open_ways
from dronedeal.simulation.held import FlowKey, Quantities, made_before
from dronedeal.simulation.rationing import Limit, is_met, through
from dronedeal.simulation.service import served

__all__ = ["executed"]

Units = dict[FlowKey, FloatVector]


def executed(
    futures: Futures, base: Futures, unfolded: Unfolded, planned: Quantities, timed: Collection[str] = ()
) -> Quantities:
    """What comes about of planned quantities in many futures.

    Parameters
    ----------
    futures, base
        The deal's numbers in the futures drawn, and at their base, for which the plan was made.
    unfolded
        The deal's rows.
    planned
        What was planned.
    timed
        Clauses of which somebody asks how late they are.

    Returns
    -------
    Quantities of shape (futures, quarters), or (quarters,) where all futures keep to the plan.
    """
    ways = {key: way for key, way in planned.ways.items() if planned.flows[key].any()}
    wanted = _wanted(futures, base, {way.need for way in ways.values()} | {need for need, _ in planned.alternatives})
    orders = {key: _share_of(planned.flows[key], wanted.get(way.need)) for key, way in ways.items()}
    slips = _slips(futures, unfolded, ways)
    always = {key: _open(futures, way) for key, way in ways.items()}
    opened = {key: _leading(always[key], way.lead, slips.get(key)) for key, way in ways.items()}
    ordered = {key: made_before(units, ways[key].lead) for key, units in orders.items()}
    made = _rationed(ordered, opened, _making_limits(futures, base, planned, ways))
    arriving = {key: _arrived(units, ways[key].lead, slips.get(key)) for key, units in made.items()}
    delivered = _rationed(arriving, always, _scarce(futures, base, ways, at="use"))
    bought = {(need, name): _share_of(units, wanted.get(need)) for (need, name), units in planned.alternatives.items()}
    alternatives = _to_be_had(futures, bought)
    steps, stored = served(futures, base, unfolded, planned, delivered, alternatives)
    return Quantities(
        flows={**planned.flows, **delivered},
        ways=planned.ways,
        steps=steps,
        alternatives=alternatives,
        stored=stored,
        bought=planned.bought,
        opened=planned.opened,
        late=_later(planned.late, _late({key: units for key, units in orders.items() if key[0] in timed}, delivered)),
        making={key: units for key, units in made.items() if ways[key].lead or delivered[key] is not units},
    )


def _share_of(units: FloatVector, share: FloatVector | None) -> FloatVector:
    return units if share is None else combined(np.multiply, units, share)


def _wanted(futures: Futures, base: Futures, needs: Collection[str]) -> dict[str, FloatVector]:
    """Share of a plan's quantities that some needs turn out to want: of those that want less than expected in any future."""
    shares: dict[str, FloatVector] = {}
    for name in sorted(needs):
        real = narrow(futures.values(futures.deal.needs[name].quantity))
        expected = narrow(base.values(base.deal.needs[name].quantity))
        if (real < expected).any():
            share = np.where(expected > 0.0, np.minimum(1.0, real / np.maximum(expected, 1e-300)), 1.0)
            shares[name] = np.broadcast_to(share, (share.shape[0], futures.periods))
    return shares


def _slips(futures: Futures, unfolded: Unfolded, ways: Mapping[FlowKey, Flow]) -> dict[FlowKey, IntVector]:
    """By how many quarters more than planned a delivery takes, by future: of the flows of clauses whose lead time is longer in any.

    A shorter lead time brings nothing earlier: orders have their dates.
    """
    leads = {
        (line.clause, line.what.system, line.debtor, line.creditor): futures.whole_quarters(line.lead_time)
        for line in unfolded.lines
        if isinstance(line.what, Goods) and line.lead_time is not None
    }
    slips: dict[FlowKey, IntVector] = {}
    for key, way in ways.items():
        lead = leads.get((way.clause, way.system, way.seller, way.buyer))
        if lead is not None and (lead > way.lead).any():
            slips[key] = np.maximum(0, lead - way.lead)
    return slips


def _open(futures: Futures, way: Flow) -> FloatVector:
    """One in each quarter in which a way lets units through; shape (futures, quarters) or (1, quarters)."""
    opened = (way.most > 0.0).astype(np.float64)[None, :]
    left = open_ways(futures, way)
    return opened if left is None else opened * left


def _leading(opened: FloatVector, lead: int, slip: IntVector | None) -> FloatVector:
    """One in each quarter in which making still leads to a delivery; shape (futures, quarters) or (1, quarters)."""
    periods = opened.shape[1]
    late = np.zeros(1, dtype=np.int64) if slip is None else slip
    arrives = np.minimum(np.arange(periods)[None, :] + lead + late[:, None], periods)
    ends = np.concatenate([opened, np.zeros((opened.shape[0], 1))], axis=1)
    count = max(ends.shape[0], arrives.shape[0])
    return np.take_along_axis(
        np.broadcast_to(ends, (count, periods + 1)), np.broadcast_to(arrives, (count, periods)), axis=1
    )


def _arrived(made: FloatVector, lead: int, slip: IntVector | None) -> FloatVector:
    """Units by quarter of delivery."""
    if slip is None:
        return (
            np.concatenate([np.zeros_like(made[..., :lead]), made[..., : made.shape[-1] - lead]], axis=-1)
            if lead
            else made
        )
    arrived = np.zeros((slip.size, made.shape[-1]), order="F")
    every = np.broadcast_to(np.atleast_2d(made), arrived.shape)
    for late in np.flatnonzero(np.bincount(slip)).tolist():
        some, after = slip == late, min(lead + late, arrived.shape[1])
        arrived[some, after:] = every[some, : arrived.shape[1] - after]
    return arrived


def _rationed(ordered: Units, opened: Units, limits: Sequence[Limit[FlowKey]]) -> Units:
    """What gets through: all where limits are met, else with the flows that share a limit with one that is not."""
    units = {
        key: one if (opened[key] > 0.0).all() else combined(np.multiply, one, opened[key])
        for key, one in ordered.items()
    }
    tight = [limit for limit in limits if not is_met(limit, ordered)]
    touched = {key for limit in tight for key in limit.members}
    touched |= {key for key, one in ordered.items() if _waits(one, opened[key])}
    if not touched:
        return units
    while more := [one for one in limits if one not in tight and touched & set(one.members)]:
        tight.extend(more)
        touched |= {key for limit in more for key in limit.members}
    kept = [limit for limit in limits if limit in tight]
    return units | through({key: ordered[key] for key in ordered if key in touched}, opened, kept)


def _waits(ordered: FloatVector, opened: FloatVector) -> bool:
    """Whether anything is ordered before its way opens."""
    before = np.maximum.accumulate(opened[:, ::-1], axis=1)[:, ::-1] > opened
    return bool(before.any() and (before & (ordered > _NOTHING)).any())


def _making_limits(
    futures: Futures, base: Futures, planned: Quantities, ways: Mapping[FlowKey, Flow]
) -> list[Limit[FlowKey]]:
    """What is scarce where units are made, then what is kept of sites' capacity, and all of it."""
    deal = futures.deal
    limits = _scarce(futures, base, ways, at="production")
    at_site: dict[str, list[FlowKey]] = defaultdict(list)
    for key, way in ways.items():
        at_site[way.site].append(key)
    for name, members in at_site.items():
        site = deal.sites[name]
        room = _capacity(futures, site, planned.bought.get(name))
        takes = np.array([float(base.values(site.takes.get(ways[key].system), 1.0)[0, 0]) for key in members])
        own = tuple(ways[key].buyer == site.reserved_for for key in members)
        if site.reserve is not None and not all(own):
            others = [index for index, one in enumerate(own) if not one]
            free = room * np.maximum(0.0, 1.0 - futures.values(site.reserve))
            limits.append(
                Limit(members=tuple(members[index] for index in others), takes=takes[others][:, None], room=free)
            )
        limits.append(Limit(members=tuple(members), takes=takes[:, None], room=room, first=own))
    return limits


def _scarce(futures: Futures, base: Futures, ways: Mapping[FlowKey, Flow], *, at: str) -> list[Limit[FlowKey]]:
    deal = futures.deal
    limits: list[Limit[FlowKey]] = []
    for one in deal.bottlenecks.values():
        if one.at != at:
            continue
        members = tuple(
            key
            for key, way in ways.items()
            if way.system in one.takes
            and (one.of in {None, way.buyer} if at == "use" else one.country in {"", deal.sites[way.site].country})
        )
        if members:
            takes = np.array([base.values(one.takes[ways[key].system])[0] for key in members])
            limits.append(Limit(members=members, takes=takes, room=futures.values(one.supply)))
    return limits


def _capacity(futures: Futures, site: Site, bought: FloatVector | None) -> FloatVector:
    """Units a quarter a site can make: what it begins with, and what was built, once it is there."""
    periods = futures.periods
    first = 0 if site.since is None else futures.deal.horizon.index(site.since)
    running = (np.arange(periods) >= first).astype(np.float64)
    capacity = (
        combined(np.multiply, futures.values(site.capacity), running) if first > 0 else futures.values(site.capacity)
    )
    if site.build is None or bought is None or not bought.any():
        return capacity
    lead = futures.whole_quarters(site.build.lead)
    ramp = np.maximum(1, futures.whole_quarters(site.build.ramp))
    lead, ramp = np.broadcast_arrays(lead, ramp)
    kinds, which = np.unique(np.stack([lead, ramp], axis=1), axis=0, return_inverse=True)
    profiles = np.array([_grown(bought, *kind) for kind in kinds.tolist()])
    return capacity + (profiles * running)[which.ravel()]


def _grown(bought: FloatVector, lead: int, ramp: int) -> FloatVector:
    """Capacity that stands each quarter, of what was bought: after its lead, an even part more each quarter of its ramp."""
    so_far, grown = np.cumsum(bought), np.zeros_like(bought)
    for step in range(ramp):
        after = min(lead + step, bought.size)
        grown[after:] += so_far[: bought.size - after] / ramp
    return grown


def _to_be_had(futures: Futures, bought: Mapping[tuple[str, str], FloatVector]) -> dict[tuple[str, str], FloatVector]:
    """What is bought outside the deal, cut alike for all needs where an alternative can deliver less in any future."""
    had = dict(bought)
    for name, one in futures.deal.alternatives.items():
        keys = [key for key in bought if key[1] == name and bought[key].any()]
        asked = sum((bought[key] for key in keys), np.zeros(futures.periods))
        most = np.maximum(0.0, futures.values(one.capacity))
        if keys and (asked > most * (1.0 + _NOTHING) + _NOTHING).any():
            share = np.where(asked > most, most / np.maximum(asked, 1e-300), 1.0)
            had.update({key: bought[key] * share for key in keys})
    return had


def _late(orders: Units, delivered: Units) -> dict[str, FloatVector]:
    """Days by which what a clause delivers each quarter comes late, at the mean; first ordered, first delivered."""
    by_clause: dict[str, list[FlowKey]] = defaultdict(list)
    for key in orders:
        if delivered[key] is not orders[key]:
            by_clause[key[0]].append(key)
    late: dict[str, FloatVector] = {}
    for clause, keys in by_clause.items():
        asked = np.cumsum(np.atleast_2d(sum(orders[key] for key in keys)), axis=1)
        came = np.atleast_2d(sum(delivered[key] for key in keys))
        before = np.cumsum(came, axis=1) - came
        waited = np.zeros(np.broadcast_shapes(asked.shape, came.shape))
        for quarter in range(1, came.shape[1]):
            overdue = np.clip(asked[:, :quarter] - before[:, [quarter]], 0.0, came[:, [quarter]])
            waited[:, quarter] = overdue.sum(axis=1)
        days = waited / np.maximum(came, 1e-300) * float(DAYS_A_QUARTER)
        if (waited > _NOTHING * np.maximum(came, 1.0)).any():
            late[clause] = np.where(waited > _NOTHING * np.maximum(came, 1.0), days, 0.0)
    return late


def _later(before: Mapping[str, FloatVector], now: dict[str, FloatVector]) -> dict[str, FloatVector]:
    """Days late, those known of the past among them."""
    return now | {clause: np.maximum(days, now.get(clause, 0.0)) for clause, days in before.items()}


_NOTHING = 1e-6
"""Units, and share of a quarter's delivery, that a plan's solver may leave."""
