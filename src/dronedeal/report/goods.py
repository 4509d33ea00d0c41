"""Deliveries by channel and quarter, capacity and its use, needs served by service. Read off the plan; nothing is planned."""

from __future__ import annotations

import numpy as np

from dronedeal.deal.site import Site
from dronedeal.deal.term import Goods
from dronedeal.planning import Bases
from dronedeal.reading import FloatVector
from dronedeal.report.annex import Channel, Line, NeedServed
from dronedeal.report.basis import Basis
from dronedeal.report.mark import is_assumed
from dronedeal.report.wording import a_list, named, spoken

__all__ = ["channels", "lines", "needs"]


_LEAST_UNITS = 0.5
"""Fewer units than this over the whole horizon are what solving leaves behind."""


def channels(one: Basis) -> tuple[Channel, ...]:
    """Units by clause, system and buyer: proposed clauses first, then existing ones, then own production."""
    periods = one.deal.horizon.periods
    units: dict[tuple[str, str, str], FloatVector] = {}
    kits: dict[tuple[str, str, str], dict[str, None]] = {}
    sellers: dict[tuple[str, str, str], str] = {}
    for row in one.plan.deliveries:
        key = (row.term, row.system, row.to_party)
        units.setdefault(key, np.zeros(periods))[row.quarter] += row.units
        kits.setdefault(key, {})[row.kit] = None
        sellers[key] = row.from_party
    order = {name: index for index, name in enumerate(one.deal.terms)}
    systems = {name: index for index, name in enumerate(one.deal.systems)}
    found = [
        Channel(
            term=term,
            name=one.title(term),
            proposed=bool(term) and one.deal.terms[term].status == "proposed",
            system=system,
            system_name=named(one.deal, system),
            kits=a_list(spoken(kit) for kit in kits[term, system, buyer] if kit != "standard"),
            seller=named(one.deal, sellers[term, system, buyer]),
            buyer=named(one.deal, buyer),
            units=tuple(float(value) for value in values),
            total=float(values.sum()),
        )
        for (term, system, buyer), values in units.items()
        if values.sum() >= _LEAST_UNITS
    ]
    return tuple(
        sorted(
            found,
            key=lambda row: (not row.proposed, not row.term, order.get(row.term, -1), systems[row.system], row.buyer),
        )
    )


def lines(one: Basis) -> tuple[Line, ...]:
    """Capacity of every site that makes or can make something, and how full the plan makes it."""
    bases = Bases(one.deal, one.settled)
    found: list[Line] = []
    for site in one.deal.sites.values():
        start = _from(one, site, bases.vector(site.capacity))
        built = np.array(one.plan.built.get(site.id, (0.0,) * bases.periods))
        built = np.where(built < _LEAST_UNITS, 0.0, built)
        capacity = start + _opened(one, site, bases, built)
        used = _used(one, site, bases)
        if not capacity.any() and site.build is None:
            continue
        full = np.divide(used, capacity, out=np.zeros_like(used), where=capacity > 1e-9)  # noqa: PLR2004 - no capacity
        found.append(
            Line(
                site=site.id,
                name=spoken(site.id),
                owner=named(one.deal, site.of),
                country=site.country,
                systems=a_list(named(one.deal, system) for system in site.makes),
                start=float(start[0]),
                start_assumed=is_assumed(site.capacity),
                built=tuple(float(value) for value in built),
                capacity=tuple(float(value) for value in capacity),
                used=tuple(float(value) for value in used),
                peak=float(full.max(initial=0.0)),
            )
        )
    return tuple(found)


def _from(one: Basis, site: Site, values: FloatVector) -> FloatVector:
    first = 0 if site.since is None else one.deal.horizon.index(site.since)
    return np.where(np.arange(len(values)) >= first, values, 0.0)


def _opened(one: Basis, site: Site, bases: Bases, built: FloatVector) -> FloatVector:
    """Capacity that what was bought gives in each quarter, lead and even ramp counted."""
    capacity = np.zeros(bases.periods)
    if site.build is None or not built.any():
        return capacity
    lead, ramp = bases.quarters(site.build.lead), max(1, bases.quarters(site.build.ramp))
    for period in np.flatnonzero(built):
        for step in range(ramp):
            capacity[int(period) + lead + step :] += built[period] / ramp
    return _from(one, site, capacity)


def _used(one: Basis, site: Site, bases: Bases) -> FloatVector:
    """Capacity taken in the quarter units are made."""
    leads = {
        (line.clause, line.what.system, line.creditor): line.lead
        for line in one.unfolded.lines
        if isinstance(line.what, Goods)
    }
    used = np.zeros(bases.periods)
    for row in one.plan.deliveries:
        made = row.quarter - leads.get((row.term, row.system, row.to_party), 0)
        if row.site == site.id and made >= 0:
            used[made] += row.units * bases.scalar(site.takes.get(row.system), 1.0)
    return used


def needs(one: Basis) -> tuple[NeedServed, ...]:
    """Every need over the horizon, by party and service."""
    found: list[NeedServed] = []
    for need in one.deal.needs.values():
        rows = [row for row in one.plan.served if row.need == need.id]
        if rows:
            found.append(
                NeedServed(
                    need=need.id,
                    name=spoken(need.id),
                    party=need.of,
                    party_name=named(one.deal, need.of),
                    service=need.service,
                    role=spoken(need.role),
                    own=need.own,
                    wanted=sum(row.wanted for row in rows),
                    served=sum(row.served for row in rows),
                    by_alternatives=sum(row.by_alternatives for row in rows),
                    without_deal=sum(row.without_deal for row in rows),
                    assumed=is_assumed(need.quantity),
                )
            )
    order = {party: index for index, party in enumerate(one.principals)}
    return tuple(sorted(found, key=lambda row: (order.get(row.party, len(order)), row.party, row.service)))
