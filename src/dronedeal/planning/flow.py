"""Flows: every way a unit can go from a site, in a kit, under a clause, to a need. Not how many go: that is the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dronedeal.deal.deal import Deal
from dronedeal.deal.need import Need
from dronedeal.deal.row import Line, Standing, Unfolded
from dronedeal.deal.site import Site
from dronedeal.deal.term import Goods, Right
from dronedeal.planning.base import Bases
from dronedeal.planning.tags import Origin
from dronedeal.reading import FloatVector

__all__ = ["Flow", "flows_of", "largest_output"]

BoolVector: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One way of serving a need.

    ``clause`` is empty where a party makes for its own need. ``most`` bounds units delivered in each quarter; zero where the
    way is closed, ``closings`` saying which line of the document closes it in that quarter, if one does. ``lead`` is quarters
    from making to delivery; ``rate`` the most a quarter at any time, whatever is closed when.
    """

    clause: str
    system: str
    kit: str
    site: str
    seller: str
    buyer: str
    need: str
    lead: int
    most: FloatVector
    rate: float
    closings: tuple[Origin | None, ...]
    existing: bool


def flows_of(deal: Deal, unfolded: Unfolded, bases: Bases, *, closed: bool = False) -> tuple[Flow, ...]:
    """Every flow of a deal that is open in some quarter, or closed only by a line of the document.

    ``closed`` asks for those too that the clause itself never lets through: in another branch of the regimes it may.
    """
    ways = _Ways(deal, unfolded, bases, closed=closed)
    restricted = {
        one.clause: set(one.about)
        for one in unfolded.standing
        if one.promise == "end_use" and set(one.about) <= deal.needs.keys()
    }
    flows: list[Flow] = []
    for line in unfolded.lines:
        if not isinstance(line.what, Goods):
            continue
        needs = ways.needs[line.creditor]
        only = restricted.get(line.clause, set()) & {need.id for need in needs}
        for need in needs:
            if not only or need.id in only:
                flows.extend(ways.between(need, line.what.system, line.debtor, line))
    for need in deal.needs.values():
        for system in ways.made_by[need.of]:
            flows.extend(ways.between(need, system, need.of, None))
    return tuple(flows)


def largest_output(site: Site, bases: Bases) -> FloatVector:
    """Most units a site can make in each quarter if it is built out at once: capacity at the start and all that can be bought."""
    output = bases.vector(site.capacity)
    if site.build is not None:
        output = output + bases.vector(site.build.most)
    if site.since is not None:
        first = bases.deal.horizon.index(site.since)
        output = np.where(np.arange(bases.periods) >= first, output, 0.0)
    return output


def _rights(deal: Deal, unfolded: Unfolded) -> dict[str, FloatVector]:
    """Where each site may make anything: everywhere, or where the clause it stands under grants it."""
    periods = deal.horizon.periods
    rights: dict[str, FloatVector] = {}
    for site in deal.sites.values():
        if site.under is None:
            rights[site.id] = np.ones(periods)
            continue
        held = np.zeros(periods)
        for line in unfolded.lines:
            names = isinstance(line.what, Right) and (not line.what.sites or site.id in line.what.sites)
            if line.clause == site.under and names:
                held = np.maximum(held, np.array(line.open, dtype=np.float64))
        rights[site.id] = held
    return rights


def _serves(deal: Deal, need: Need, system: str) -> bool:
    noun = deal.systems[system]
    if need.only and system not in need.only:
        return False
    return need.role in noun.effects and (not need.domain or noun.domain == need.domain)


class _Ways:
    """What stays the same while ways are looked for: who makes and needs what, and where making is allowed."""

    def __init__(self, deal: Deal, unfolded: Unfolded, bases: Bases, *, closed: bool) -> None:
        self.deal, self._unfolded, self._bases, self._closed = deal, unfolded, bases, closed
        self._rights = _rights(deal, unfolded)
        self._outputs = {site.id: largest_output(site, bases) for site in deal.sites.values()}
        self._bars: dict[tuple[str, str, str], tuple[BoolVector, Origin | None]] = {}
        self.needs: dict[str, list[Need]] = defaultdict(list)
        for need in deal.needs.values():
            self.needs[need.of].append(need)
        self._sites: dict[tuple[str, str], list[Site]] = defaultdict(list)
        for site in deal.sites.values():
            for system in site.makes:
                self._sites[site.of, system].append(site)
        self.made_by: dict[str, list[str]] = defaultdict(list)
        for system in deal.systems:
            for party in deal.parties:
                if (party, system) in self._sites:
                    self.made_by[party].append(system)

    def between(self, need: Need, system: str, seller: str, line: Line | None) -> Iterator[Flow]:
        """Every way a seller's units can reach a need under a line, or for itself."""
        deal = self.deal
        if (seller, system) not in self._sites or not _serves(deal, need, system):
            return
        lead = 0 if line is None else line.lead
        for site in self._sites[seller, system]:
            makes = np.where(self._rights[site.id] > 0, self._outputs[site.id], 0.0)
            takes = self._bases.scalar(site.takes.get(system), 1.0)
            for kit in deal.systems[system].kit_names:
                most = _delivered(makes / takes, _kit_since(deal, system, kit), lead)
                rate = float(most.max())
                if line is not None:
                    most = np.where(np.array(line.open), most, 0.0)
                if not most.any() and not (self._closed and rate):
                    continue
                if (system, kit, need.of) not in self._bars:
                    self._bars[system, kit, need.of] = _barred(deal, self._unfolded, system, kit, need.of)
                barred, bar = self._bars[system, kit, need.of]
                closings = tuple(
                    bar
                    if barred[period]
                    else _late(deal, system, kit, site, line, self._rights, period)
                    if here <= 0
                    else None
                    for period, here in enumerate(most.tolist())
                )
                yield Flow(
                    clause="" if line is None else line.clause, system=system, kit=kit, site=site.id, seller=seller,
                    buyer=need.of, need=need.id, lead=lead, most=np.where(barred, 0.0, most), rate=rate if self._closed else float(most.max()), closings=closings,
                    existing=line is None or line.status == "existing",
                )  # fmt: skip


def _kit_since(deal: Deal, system: str, kit: str) -> int:
    kits = deal.systems[system].kits
    since = kits[kit].since if kits else None
    return 0 if since is None else deal.horizon.index(since)


def _delivered(makes: FloatVector, first: int, lead: int) -> FloatVector:
    """Units that can arrive in each quarter: made ``lead`` quarters before, no earlier than the kit can be built."""
    delivered = np.zeros_like(makes)
    first = max(first, 0)
    made = makes[first : len(makes) - lead] if lead else makes[first:]
    delivered[first + lead : first + lead + len(made)] = made
    return delivered


def _late(
    deal: Deal, system: str, kit: str, site: Site, line: Line | None, rights: dict[str, FloatVector], period: int
) -> Origin | None:
    """The line of the document for which nothing can arrive yet: the lead time, the kit's date, the right to make."""
    made = period - (0 if line is None else line.lead)
    if made < 0 and line is not None:
        return Origin(deal.terms[line.clause].place_of("lead"), f"terms.{line.clause}.lead", "lead time")
    if made < _kit_since(deal, system, kit):
        return Origin(deal.systems[system].kits[kit].place, f"systems.{system}.kits.{kit}.from", f"first day of {kit}")
    if site.under is not None and not rights[site.id][made]:
        return Origin(deal.terms[site.under].place, f"terms.{site.under}", f"right to make at {site.id}")
    return None


def _barred(deal: Deal, unfolded: Unfolded, system: str, kit: str, buyer: str) -> tuple[BoolVector, Origin | None]:
    """Where a kit may not be taken by a buyer, and the line that says so; relief lifts its rule in its own quarters."""
    closed: BoolVector = np.zeros(deal.horizon.periods, dtype=np.bool_)
    origin: Origin | None = None
    quarters = deal.horizon.quarters
    for bar in deal.systems[system].barred:
        if (bar.kit and bar.kit != kit) or (bar.buyer and bar.buyer != buyer):
            continue
        here = np.array([bar.stands(quarter) for quarter in quarters])
        for one in unfolded.standing:
            if _relieves(one, bar.rule, system, buyer):
                here &= ~np.array(one.open)
        if here.any():
            closed |= here
            origin = Origin(bar.place, f"systems.{system}.barred", bar.why or f"{kit} barred to {buyer}")
    return closed, origin


def _relieves(one: Standing, rule: str, system: str, buyer: str) -> bool:
    if one.promise != "relief" or not rule:
        return False
    lifted, relieved, *systems = one.about
    return lifted == rule and relieved == buyer and (not systems or system in systems)
