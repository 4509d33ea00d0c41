"""The goods half of the rival program, from the deal's nouns.

Who makes and moves what, what needs take, what all of it costs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from dronedeal.deal import Deal, Need, Site
from tests.rivals.amounts import MILLION, Amount, Sheet, year_sums
from tests.rivals.figures import Figures, Vector


@dataclass(frozen=True)
class Channel:
    """A way in which one system may pass from a seller to a buyer: under a clause, or, without one, within a party."""

    clause: str
    seller: str
    buyer: str
    system: str
    lead: int = 0
    open: Vector | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relief:
    """A rule lifted for a buyer's systems, in some quarters."""

    rule: str
    buyer: str
    systems: tuple[str, ...]
    open: Vector


@dataclass(frozen=True)
class Move:
    """Units of a kit from a site over a channel to a need, by the quarter of delivery."""

    channel: Channel
    kit: str
    site: str
    need: str
    units: Amount

    @property
    def made(self) -> Amount:
        """The same by the quarter of making."""
        return self.units.later(-self.channel.lead)


@dataclass
class Goods:
    """Builds columns and rows for goods; keeps real money by bearer, and what is spent by account."""

    deal: Deal
    figures: Figures
    sheet: Sheet
    channels: list[Channel]
    rights: dict[str, Vector]
    reliefs: list[Relief]
    feeds: list[tuple[str, tuple[str, ...], Vector]]
    moves: list[Move] = field(default_factory=list)
    capital: dict[str, Amount] = field(default_factory=dict)
    avoided: dict[str, Amount] = field(default_factory=dict)
    served: dict[str, Amount] = field(default_factory=dict)
    worth: dict[str, list[Amount]] = field(default_factory=lambda: defaultdict(list))
    invested: dict[str, list[Amount]] = field(default_factory=lambda: defaultdict(list))
    spending: list[tuple[str, str, Amount]] = field(default_factory=list)
    preference: dict[str, list[Amount]] = field(default_factory=lambda: defaultdict(list))

    def build(self) -> None:
        """State it all."""
        for site in self.deal.sites.values():
            self._site(site)
        self._scarce()
        bought = self._alternatives()
        for need in self.deal.needs.values():
            self._need(need, bought[need.id])
        for move in self.moves:
            self._cost(move)

    # --- what counts elsewhere --------------------------------------------------------------------------------------

    def delivered(self, clause: str, system: str = "", kit: str = "", to: str = "") -> Amount:
        """Units delivered under a clause."""
        return self._total(
            move.units
            for move in self.moves
            if move.channel.clause == clause
            and system in {"", move.channel.system}
            and kit in {"", move.kit}
            and to in {"", move.channel.buyer}
        )

    def made(self, site: str, system: str, kit: str = "") -> Amount:
        """Units made at a site, by the quarter of making."""
        return self._total(
            move.made
            for move in self.moves
            if move.site == site and move.channel.system == system and kit in {"", move.kit}
        )

    def cost(self, site: Site, systems: Iterable[str] = ()) -> Amount:
        """What a site's production of some systems, or of all, costs, in millions."""
        return self._total(
            move.made.times(self._unit_cost(move) / MILLION)
            for move in self.moves
            if move.site == site.id and (not systems or move.channel.system in systems)
        )

    # --- making -----------------------------------------------------------------------------------------------------

    def _total(self, amounts: Iterable[Amount]) -> Amount:
        return self.sheet.sum(*amounts)

    def _unit_cost(self, move: Move) -> Vector:
        return self.figures.cost(move.channel.system, move.kit) * self.figures.value(
            self.deal.sites[move.site].cost, 1.0
        )

    def _site(self, site: Site) -> None:
        """Capacity there is and capacity bought; what leaves keeps the reserve."""
        since = self.figures.within(site.since, None)
        room = self.sheet.known(self.figures.value(site.capacity) * since) + self._bought(site).times(since)
        for channel in self.channels:
            if channel.seller == site.of and channel.system in site.makes:
                self._moves_of(site, channel, room.top)
        mine = [move for move in self.moves if move.site == site.id]
        takes = {system: self.figures.one(site.takes.get(system), 1.0) for system in site.makes}
        load = self._total(move.made.times(takes[move.channel.system]) for move in mine)
        self.sheet.at_most(load - room, 0.0)
        if site.reserve is not None:
            leaves = self._total(
                move.made.times(takes[move.channel.system]) for move in mine if move.channel.buyer != site.reserved_for
            )
            self.sheet.at_most(leaves - room.times(1.0 - self.figures.value(site.reserve)), 0.0)

    def _bought(self, site: Site) -> Amount:
        """Capacity from capital: a share of it each quarter of the ramp, once the lead has passed."""
        build, count = site.build, self.figures.count
        if build is None:
            return self.sheet.known(0.0)
        most = self.figures.value(build.most)
        buys = self.sheet.free(0.0, most)
        self.sheet.at_most(buys.to_date(), np.where(np.arange(count) == count - 1, most.max(), np.inf))
        spent = buys.times(4.0 * self.figures.value(build.capital) / MILLION)
        if build.fixed is not None:
            opens = self.sheet.choice()
            spent = spent + opens.times(self.figures.value(build.fixed) / MILLION)
            self.sheet.at_most(buys - opens.to_date().times(most), 0.0)
        self.capital[site.id] = spent
        shares = {who: self.figures.value(share) for who, share in build.paid_by.items()} or {site.of: 1.0}
        for who, share in shares.items():
            self.invested[who].append(spent.times(share).times(-1.0))
            self.spending.append((who, "", spent.times(share)))
        lead, ramp = self.figures.span(build.lead), max(1, self.figures.span(build.ramp))
        quarters = np.arange(count)
        age = quarters[:, None] - quarters[None, :] - lead
        return buys.through(np.clip((age + 1) / ramp, 0.0, 1.0))

    def _moves_of(self, site: Site, channel: Channel, room: Vector) -> None:
        system = self.deal.systems[channel.system]
        count, lead = self.figures.count, channel.lead
        per_unit = self.figures.one(site.takes.get(channel.system), 1.0)
        may_make = self.rights[site.id]
        for need in self.deal.needs.values():
            fits = need.of == channel.buyer and need.role in system.effects
            fits = fits and need.domain in {"", system.domain} and (not need.only or system.id in need.only)
            if not fits or (channel.only and need.id not in channel.only):
                continue
            for kit in system.kit_names:
                since = system.kits[kit].since if system.kits else None
                makes = may_make * self.figures.within(since, None) * room / per_unit
                top = np.concatenate([np.zeros(lead), makes[: count - lead]])
                top = top * self._allowed(system.id, kit, channel.buyer)
                if channel.open is not None:
                    top = top * channel.open
                units = self.sheet.free(0.0, top, whole=system.whole)
                self.moves.append(Move(channel, kit, site.id, need.id, units))

    def _allowed(self, system: str, kit: str, buyer: str) -> Vector:
        """One where no bar closes a kit to a buyer, or relief opens it again."""
        allowed = np.ones(self.figures.count)
        for bar in self.deal.systems[system].barred:
            if bar.kit not in {"", kit} or bar.buyer not in {None, buyer}:
                continue
            barred = self.figures.within(bar.since, None)
            for relief in self.reliefs:
                if (
                    bar.rule
                    and relief.rule == bar.rule
                    and relief.buyer == buyer
                    and system in (relief.systems or [system])
                ):
                    barred = barred * (1.0 - relief.open)
            allowed = allowed * (1.0 - barred)
        return allowed

    def _scarce(self) -> None:
        for scarce in self.deal.bottlenecks.values():
            parts: list[Amount] = []
            for move in self.moves:
                takes = scarce.takes.get(move.channel.system)
                if takes is None:
                    continue
                if scarce.at == "use" and scarce.of in {None, move.channel.buyer}:
                    parts.append(move.units.times(self.figures.value(takes)))
                if scarce.at == "production" and scarce.country in {"", self.deal.sites[move.site].country}:
                    parts.append(move.made.times(self.figures.value(takes)))
            self.sheet.at_most(self._total(parts), self.figures.value(scarce.supply))

    # --- using ------------------------------------------------------------------------------------------------------

    def _alternatives(self) -> dict[str, list[Amount]]:
        """Effect bought outside the deal, by need: what a party can get of an alternative is shared by its needs."""
        effects: dict[str, list[Amount]] = {need: [] for need in self.deal.needs}
        for one in self.deal.alternatives.values():
            most = self.figures.value(one.capacity) * self.figures.within(one.since, None)
            price = (self.figures.value(one.unit_cost) + self.figures.value(one.support)) / MILLION
            shared: list[Amount] = []
            for need in self.deal.needs.values():
                if need.of == one.party and need.role == one.role:
                    units = self.sheet.free(0.0, most)
                    shared.append(units)
                    effects[need.id].append(units.times(self.figures.value(one.effect, 1.0)))
                    self.worth[need.of].append(units.times(-price))
                    self.spending.append((need.of, need.account, units.times(price)))
            self.sheet.at_most(self._total(shared), most)
        return effects

    def _need(self, need: Need, bought: list[Amount]) -> None:
        if need.opening is not None or need.salvage is not None:
            raise NotImplementedError
        wanted = self.figures.value(need.quantity)
        served = self._total(self._steps(need, wanted))
        self.served[need.id] = served
        self.sheet.at_most(served, wanted)
        effect = self.figures.value
        arrives = [
            (move, move.units.times(effect(self.deal.systems[move.channel.system].effects[need.role])))
            for move in self.moves
            if move.need == need.id
        ]
        if need.kind == "flow":
            got = [self._stored(amount, self._kept(move.channel.system, need.of)) for move, amount in arrives]
        else:
            got = [amount for _, amount in arrives]
        self.sheet.at_most(served - self._total([*got, *bought]), 0.0)
        if need.kind == "stock" and need.stock is not None:
            life, count = max(1, self.figures.span(need.shelf_life)), self.figures.count
            self.sheet.at_most(served.through(np.tri(count) - np.tri(count, k=-life)), effect(need.stock))

    def _steps(self, need: Need, wanted: Vector) -> list[Amount]:
        """Effect served at the avoided cost, then at each declared worth up to its width a contract year."""
        steps: list[Amount] = []
        if need.worth.avoids is not None:
            other = self.deal.alternatives[need.worth.avoids]
            dear = self.figures.value(other.unit_cost) + self.figures.value(other.support)
            worth = np.minimum.accumulate(dear / self.figures.value(other.effect, 1.0)) / MILLION
            first = self.sheet.free(0.0, wanted)
            steps.append(first)
            self.avoided[need.id] = first.to_date()
            self.worth[need.of].append(first.times(worth))
            self.preference[need.of].append(first.times(worth))
        below = np.zeros(self.figures.count)
        ends = np.arange(self.figures.count) % 4 == 3
        for tranche in need.worth.then:
            step, top = self.sheet.free(0.0, wanted), self.figures.value(tranche.up_to)
            width = np.maximum(0.0, top - below)
            self.sheet.at_most(step.through(year_sums(self.figures.count)), np.where(ends, width, np.inf))
            self.worth[need.of].append(step.times(self.figures.value(tranche.worth) / MILLION))
            steps.append(step)
            below = top
        return steps

    def _kept(self, system: str, user: str) -> Vector:
        """Share of stored effect that is left after a quarter; update feeds slow its loss."""
        loss = self.figures.value(self.deal.systems[system].ageing)
        for whom, technologies, held in self.feeds:
            for name in technologies:
                technology = self.deal.technologies[name]
                if whom == user and system in technology.systems and technology.slows_ageing is not None:
                    loss = loss * (1.0 - held * self.figures.value(technology.slows_ageing))
        return 1.0 - loss

    def _stored(self, arrives: Amount, kept: Vector) -> Amount:
        """What is used each quarter out of a store whose effect ages."""
        store, used = self.sheet.free(), self.sheet.free()
        self.sheet.same(store + used, arrives + store.later(1).times(kept))
        return used

    def _cost(self, move: Move) -> None:
        owner, need = self.deal.sites[move.site].of, self.deal.needs[move.need]
        cost = move.made.times(self._unit_cost(move) / MILLION)
        self.worth[owner].append(cost.times(-1.0))
        self.spending.append((owner, "", cost))
        support = self.deal.systems[move.channel.system].support
        if support is not None:
            beside = move.units.times(self.figures.value(support) / MILLION)
            self.worth[need.of].append(beside.times(-1.0))
            self.spending.append((need.of, need.account, beside))
