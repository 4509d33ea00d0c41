"""Royalties restated for the rival program: rate or tiers, cap, recouped advance, minimum with what it carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.rivals.amounts import MILLION, Amount, year_sums
from tests.rivals.clauses import Said
from tests.rivals.counting import Counting, Payment


class Royalties(Counting):
    """What licences pay."""

    def _licence(self, one: Said) -> Iterator[Payment]:
        """Fees, then royalties: earned, capped, recouped from an advance, topped up to the year's minimum."""
        owner, user, account = one["licensor"], one["licensee"], one.get("account", "")
        opening, closing = self.figures.openings, self._closings(one)
        begins = self._only(one.first)
        if one.get("upfront") is not None:
            yield Payment(user, owner, self._known(one["upfront"], begins), opening, account)
        if one.get("per_unit") is not None:
            made = self._made_under(one).times(self.figures.value(one["per_unit"]) / MILLION * one.holds)
            yield Payment(user, owner, made, closing, account)
        earned = self._earned(one)
        if one.get("cap") is not None:
            earned = self.drawn_once(self.figures.one(one["cap"].total) / MILLION, earned, one.first)
        royalty = earned
        if one.get("advance") is not None:
            share = self.figures.value(one["advance"].recoup, 1.0)
            fund = self.figures.one(one["advance"].amount) / MILLION
            royalty = earned - self.drawn_once(fund, earned.times(share), one.first)
            yield Payment(user, owner, self._known(one["advance"].amount, begins), opening, account)
        if one.get("minimum") is not None:
            off, top_up = self._minimum(one, earned)
            royalty = royalty - off
            yield Payment(user, owner, top_up.times(one.holds), closing, account)
        kept = self.figures.value(one.get("withholding"))
        yield Payment(user, owner, royalty.times((1.0 - kept) * one.holds), closing, account)
        if one.get("withheld_by") is not None:
            yield Payment(user, one["withheld_by"], royalty.times(kept * one.holds), closing, account)

    def _made_under(self, one: Said) -> Amount:
        return self.sheet.sum(
            *(self.goods.made(site, system) for site in one.get("sites", ()) for system in one["systems"])
        )

    def _earned(self, one: Said) -> Amount:
        match one.get("base", "net_sales"):
            case "net_sales":
                base = self.sales(one["licensee"], tuple(one["systems"]))
            case "cost":
                sites = [self.deal.sites[site] for site in one.get("sites", ())]
                base = self.sheet.sum(*(self.goods.cost(site, one["systems"]) for site in sites))
            case _:
                base = self._made_under(one)
        base = base.times(one.holds)
        if one.get("tiers") is not None:
            return self._tiered(base, one["tiers"], 1.0 if one.get("base") == "units" else MILLION)
        return base.times(self.figures.value(one.get("royalty")))

    def _tiered(self, base: Amount, table: Any, unit: float) -> Amount:
        """Marginal tiers: what lies above each threshold to date, at its step in rate, less the quarter before."""
        assert table.mode == "marginal"
        groups = np.array(self.deal.horizon.groups(table.over))
        same = groups[:, None] == groups[None, :]
        reached = base.through(np.tri(self.count) * same)
        before = np.eye(self.count, k=-1) * same
        owed, last = self.sheet.known(0.0), np.zeros(self.count)
        for tier in table.tiers:
            rate, above = self.figures.value(tier.rate), self.figures.one(tier.above) / unit
            over = self.sheet.above(reached - self.sheet.known(above)) if above else reached
            owed = owed + over.times((rate - last) * unit / MILLION)
            last = rate
        return owed - owed.through(before)

    def drawn_once(self, amount: float, wanted: Amount, first: int) -> Amount:
        """A sum drawn as wanted from one quarter on until it is gone: the growth of min(sum, wanted to date)."""
        from_then = wanted.times((np.arange(self.count) >= first).astype(float))
        gone = self.sheet.lesser(self.sheet.known(amount), from_then.to_date())
        return gone - gone.later(1)

    def _minimum(self, one: Said, earned: Amount) -> tuple[Amount, Amount]:
        """The year's top-up to the guarantee, and what is taken off later royalties where a shortfall is carried."""
        minimum = one["minimum"]
        years = np.arange(self.count) // 4
        guaranteed = self._year_ends * (years + 1 >= minimum.first_year)
        gap = self._known(minimum.per_year, guaranteed) - earned.through(year_sums(self.count)).times(guaranteed)
        short, over = self.sheet.above(gap), self.sheet.above(gap.times(-1.0))
        if minimum.carry == "none":
            return self.sheet.known(0.0), short
        credit, wanted = (short, over) if minimum.carry == "shortfall" else (over, short)
        drawn: list[Amount] = []
        left = self.sheet.known(0.0)
        for end in range(3, self.count, 4):
            at = self._only(end)
            take = self.sheet.lesser(left.through(np.tri(self.count)).times(at), wanted.times(at))
            drawn.append(take)
            left = left + credit.times(at) - take
        total = self.sheet.sum(*drawn)
        return (total, short) if minimum.carry == "shortfall" else (self.sheet.known(0.0), short - total)
