"""The money half of the rival program: what every clause pays, on which day, as millions a quarter of counting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dronedeal.deal import Clause, Number, Product, Series
from tests.rivals.amounts import MILLION, Amount, year_sums
from tests.rivals.clauses import Said
from tests.rivals.figures import Figures, Vector
from tests.rivals.goods import Goods


@dataclass(frozen=True)
class Payment:
    """Money from a debtor to a creditor, by quarter of counting, with the day each quarter's money moves."""

    debtor: str
    creditor: str
    amount: Amount
    days: list[date]
    account: str = ""


class Payments:
    """Reads clauses as payments, and binds what clauses promise."""

    def __init__(self, goods: Goods, said: list[Said]) -> None:
        self.goods, self.said = goods, {one.name: one for one in said}
        self.figures: Figures = goods.figures
        self.sheet, self.deal, self.count = goods.sheet, goods.deal, goods.figures.count
        self.picks: dict[str, Amount] = {}
        self._kept: dict[str, list[Payment]] = {}

    def all(self) -> list[Payment]:
        """Every payment of every clause, and the tax of companies on their profit."""
        payments = [payment for one in self.said.values() for payment in self.of(one)]
        for party in self.deal.parties.values():
            if party.tax is not None and party.taxed_by is not None:
                due = self.profit(party.id).times(self.figures.value(party.tax))
                payments.append(Payment(party.id, party.taxed_by, due, self.figures.closings))
        for one in self.said.values():
            self._promised(one)
        return payments

    def of(self, one: Said) -> list[Payment]:
        """What one clause pays; stated once, for kinks make columns."""
        if one.name not in self._kept:
            self._kept[one.name] = list(getattr(self, f"_{one.clause.form}")(one))
        return self._kept[one.name]

    # --- counted things ---------------------------------------------------------------------------------------------

    def invoiced(self, clause: str, system: str = "") -> Amount:
        """Value of goods delivered under a clause; of one without goods, all the money it states."""
        one = self.said.get(clause)
        if one is None:
            return self.sheet.known(0.0)
        if one.clause.form not in {"purchase", "joint_production", "swap"}:
            return self.sheet.sum(*(payment.amount for payment in self.of(one)))
        parts = [
            move.units.times(self.price(one.clause, move.channel.system, move.kit) / MILLION)
            for move in self.goods.moves
            if move.channel.clause == clause and system in {"", move.channel.system}
        ]
        return self.sheet.sum(*parts)

    def price(self, clause: Clause, system: str, kit: str) -> Vector:
        """Price of one unit of a kit under a clause."""
        said = clause.said
        if clause.form == "swap":
            number: Any = {**said["one_gives"], **said["other_gives"]}[system]  # type: ignore[dict-item]
        else:
            prices: Any = said.get("prices") or {}
            number = prices.get(system, said.get("price"))
        if isinstance(number, Product) and number.times == "unit_cost":
            return self.figures.value(number.factor) * self.figures.cost(system, kit)
        return self.figures.value(number)

    def sales(self, company: str, systems: tuple[str, ...] = ()) -> Amount:
        """All a company invoices for goods, under every clause."""
        parts = [
            move.units.times(self.price(self.said[move.channel.clause].clause, move.channel.system, move.kit) / MILLION)
            for move in self.goods.moves
            if move.channel.clause and move.channel.seller == company and (not systems or move.channel.system in systems)
        ]
        return self.sheet.sum(*parts)

    def profit(self, company: str) -> Amount:
        """What a company invoices less what its sites' production costs."""
        sites = [site for site in self.deal.sites.values() if site.of == company]
        return self.sales(company) - self.sheet.sum(*(self.goods.cost(site) for site in sites))

    def spent(self, site: str) -> Amount:
        """Capital spent on a site."""
        return self.goods.capital.get(site, self.sheet.known(0.0))

    def _known(self, number: Number, mask: Vector | float = 1.0) -> Amount:
        return self.sheet.known(self.figures.value(number) / MILLION * mask)

    def _only(self, index: int) -> Vector:
        return (np.arange(self.count) == index).astype(float)

    def _closings(self, one: Said) -> list[date]:
        return [self.figures.later(day, one.get("pay_after")) for day in self.figures.closings]

    @property
    def _year_ends(self) -> Vector:
        return (np.arange(self.count) % 4 == 3).astype(float)

    # --- forms ------------------------------------------------------------------------------------------------------

    def _purchase(self, one: Said) -> Iterator[Payment]:
        """The price after delivery, less an advance paid a lead before it and a retention released a year later."""
        value, account = self.invoiced(one.name).times(one.holds), one.get("account", "")
        advance, retention = self.figures.value(one.get("advance")), self.figures.value(one.get("retention"))
        lead = self.figures.span(one.get("lead"))
        held = 4 if one.get("released") is None else self.figures.span(one.get("released"))

        def pays(share: Vector, shift: int, after: Any) -> Payment:
            days = [self.figures.later(self.figures.delivery(index + shift), after) for index in range(self.count)]
            return Payment(one["buyer"], one["seller"], value.times(share), days, account)

        yield pays(1.0 - advance - retention, 0, one.get("pay_after"))
        yield pays(advance, -max(1, lead), None)
        yield pays(retention, held, one.get("pay_after"))

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
            earned = self._drawn_once(self.figures.one(one["cap"].total) / MILLION, earned, one.first)
        royalty = earned
        if one.get("advance") is not None:
            share = self.figures.value(one["advance"].recoup, 1.0)
            fund = self.figures.one(one["advance"].amount) / MILLION
            royalty = earned - self._drawn_once(fund, earned.times(share), one.first)
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
        """Marginal tiers: what is accumulated above each threshold, at the step in rate there, less the quarter before."""
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

    def _drawn_once(self, amount: float, wanted: Amount, first: int) -> Amount:
        """A sum there from one quarter on and drawn as wanted until it is gone: the growth of min(sum, wanted to date)."""
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

    def _export_levy(self, one: Said) -> Iterator[Payment]:
        value = self.sheet.sum(*(self.invoiced(term) for term in one["terms"]))
        units = self.sheet.sum(*(self.goods.delivered(term) for term in one["terms"]))
        owed = value.times(self.figures.value(one.get("share")))
        owed = owed + units.times(self.figures.value(one.get("per_unit")) / MILLION)
        yield Payment(one["payer"], one["state"], owed.times(one.holds), self._closings(one))

    def _third_country(self, one: Said) -> Iterator[Payment]:
        value = self.sheet.sum(*(self.invoiced(term) for term in one["terms"]))
        owed = value.times(self.figures.value(one["share"]) * one.holds)
        yield Payment(one["exporter"], one["owner"], owed, self._closings(one))

    def _compensation(self, one: Said) -> Iterator[Payment]:
        amount, account = one["amount"], one.get("account", "")
        if isinstance(amount, Series):
            ends = {label if amount.by == "quarter" else f"{label}-Q4" for label in amount.labels}
            mask = np.array([f"{year}-Q{quarter + 1}" in ends for year, quarter in self.figures.quarters], dtype=float)
            yield Payment(one["payer"], one["payee"], self._known(amount, mask), self._closings(one), account)
            return
        index = 0 if one.get("on") is None else self.figures.index(one["on"])
        days = [self.figures.later(day, one.get("pay_after")) for day in self.figures.openings]
        yield Payment(one["payer"], one["payee"], self._known(amount, self._only(index)), days, account)

    def _joint_production(self, one: Said) -> Iterator[Payment]:
        company, account = one["company"], one.get("account", "")
        spent = self.sheet.sum(*(self.spent(site) for site in one["sites"]))
        for partner, share in one.get("capital", {}).items():
            brings = spent.times(self.figures.value(share) * one.holds)
            yield Payment(partner, company, brings, self.figures.openings, account)
        for partner, share in one.get("profit", {}).items():
            gains = self.profit(company).times(self.figures.value(share) * one.holds)
            yield Payment(company, partner, gains, self._closings(one))
        if one.get("price") is not None:
            days = [self.figures.later(day, one.get("pay_after")) for day in self.figures.deliveries]
            for partner in dict.fromkeys((*one.get("output", {}), *one.get("output_after", {}))):
                parts = [
                    move.units.times(self.price(one.clause, move.channel.system, move.kit) / MILLION)
                    for move in self.goods.moves
                    if move.channel.clause == one.name and move.channel.buyer == partner
                ]
                yield Payment(partner, company, self.sheet.sum(*parts).times(one.holds), days, account)

    def _subsidiary(self, one: Said) -> Iterator[Payment]:
        parent, company = one["parent"], one["company"]
        if one.get("equity") is not None:
            yield Payment(parent, company, self._known(one["equity"], self._only(one.first)), self.figures.openings)
        spent = self.sheet.sum(*(self.spent(site) for site in one["sites"]))
        brings = spent.times(self.figures.value(one.get("capital")) * one.holds)
        yield Payment(parent, company, brings, self.figures.openings)
        gains = self.profit(company).times(self.figures.value(one.get("dividends")) * one.holds)
        yield Payment(company, parent, gains, self._closings(one))
        fee = self.sales(company, tuple(one["systems"])).times(self.figures.value(one.get("service_fee")) * one.holds)
        yield Payment(company, parent, fee, self._closings(one))

    def _fund(self, one: Said) -> Iterator[Payment]:
        """Calls are shared among the committed until each commitment is used up; profits come back as calls went out."""
        manager, account = one["manager"], one.get("account", "")
        calls = []
        for site, share in one["finances"].items():
            call = self.spent(site).times(self.figures.value(share))
            calls.append(call)
            yield Payment(manager, self.deal.sites[site].of, call.times(one.holds), self.figures.openings)
        for party, share in one["shares"].items():
            wanted = self.sheet.sum(*calls).times(self.figures.value(share))
            drawn = self._drawn_once(self.figures.one(one["commitments"][party]) / MILLION, wanted, one.first)
            yield Payment(party, manager, drawn.times(one.holds), self.figures.openings, account)
        for company, part in one.get("returns", {}).items():
            back = self.profit(company).times(self.figures.value(part) * one.holds)
            yield Payment(company, manager, back, self._closings(one))
            for party, share in one["shares"].items():
                yield Payment(manager, party, back.times(self.figures.value(share)), self._closings(one))

    def _technology(self, one: Said) -> Iterator[Payment]:
        """A fee when the right begins, yearly fees at each year's end; the right is worth what its user declares."""
        owner, user, account = one["owner"], one["user"], one.get("account", "")
        taken = self.sheet.known(1.0)
        if one.get("optional"):
            taken = self.sheet.once()
            settled = self.figures.package.get(f"terms.{one.name}.optional")
            if settled is not None:
                self.sheet.same(taken, self.sheet.known(settled))
        for name in one["technologies"]:
            worth = self.deal.technologies[name].worth.get(user)
            if worth is not None:
                self.goods.worth[user].append(taken.times(self.figures.value(worth) / 4.0 / MILLION * one.holds))
        begins, ends = self._only(one.first), self._year_ends
        if one.get("fee") is not None:
            owed = taken.times(self.figures.value(one["fee"]) / MILLION * begins)
            yield Payment(user, owner, owed, self.figures.openings, account)
        for key in ("yearly", "updates"):
            if one.get(key) is not None:
                owed = taken.times(self.figures.value(one[key]) / MILLION * ends * one.holds)
                yield Payment(user, owner, owed, self._closings(one), account)

    def _data_access(self, one: Said) -> Iterator[Payment]:
        fee = self.figures.value(one.get("fee"))
        seats = self.figures.value(one.get("seats")) * self.figures.value(one.get("per_seat"))
        owed = self.sheet.known((fee + seats) / MILLION * one.holds)
        yield Payment(one["user"], one["provider"], owed, self._closings(one), one.get("account", ""))

    def _security(self, one: Said) -> Iterator[Payment]:
        assert one["by"] == "letter_of_credit"
        if one.get("fee") is not None:
            yearly = self.figures.value(one["fee"]) * self.figures.value(one["amount"])
            owed = self.sheet.known(yearly / 4.0 / MILLION * one.holds)
            yield Payment(one["debtor"], one["holder"], owed, self.figures.closings, one.get("account", ""))

    def _callback(self, one: Said) -> Iterator[Payment]:
        if one.get("compensation") is not None:
            owed = self._known(one["compensation"], one.happened())
            yield Payment(one["state"], one["partner"], owed, self.figures.closings)

    def _termination(self, one: Said) -> Iterator[Payment]:
        if one.get("wind_down") is not None:
            owed = self._known(one["wind_down"], one.breaks_out())
            yield Payment(one["by"], one["to"], owed, self.figures.closings, one.get("account", ""))

    def _guarantee(self, one: Said) -> Iterator[Payment]:
        called = self._known(one["amount"], one.breaks_out() * one.holds)
        yield Payment(one["guarantor"], one["beneficiary"], called, self.figures.closings)
        if one.get("fee") is not None:
            waits = (1.0 - one.happened()) * one.holds / 4.0
            owed = self._known(one["amount"], self.figures.value(one["fee"]) * waits)
            yield Payment(one["debtor"], one["guarantor"], owed, self.figures.closings)

    def _relief(self, one: Said) -> Iterator[Payment]:
        if one.get("cost") is not None:
            owed = self._known(one["cost"], self._only(one.first))
            yield Payment(one["to"], one["by"], owed, self.figures.openings)

    def _favoured_partner(self, one: Said) -> Iterator[Payment]:
        """It pays nothing, and binds prices only, which a package has fixed."""
        del one
        return iter(())

    def _swap(self, one: Said) -> Iterator[Payment]:
        """Goods pay for each other; money for what leans beyond the swing, and at the end for what is left."""
        account = one.get("account", "")
        gives = self.sheet.sum(*(self.invoiced(one.name, system) for system in one["one_gives"])).times(one.holds)
        takes = self.sheet.sum(*(self.invoiced(one.name, system) for system in one["other_gives"])).times(one.holds)
        if one.get("payer") is not None:
            paid = takes.times(self.figures.value(one["payer_share"]))
            yield Payment(one["payer"], one["other"], paid, self._closings(one), account)
            takes = takes - paid
        leans = (gives - takes).to_date()
        paid_to_date = self.sheet.known(0.0)
        if one.get("swing") is not None:
            reach = self.figures.value(one["swing"]) / MILLION
            above = self.sheet.above(leans - self.sheet.known(reach))
            below = self.sheet.above(leans.times(-1.0) - self.sheet.known(reach))
            paid_to_date = above - below
        last = self.count if one.get("until") is None else min(self.count, self.figures.index(one["until"]))
        excess = paid_to_date - paid_to_date.later(1)
        closing = (leans - paid_to_date).times(self._only(last - 1))
        for part in (excess, closing):
            yield Payment(one["other"], one["one"], part.times(one.holds), self._closings(one), account)

    # --- promises ---------------------------------------------------------------------------------------------------

    def _promised(self, one: Said) -> None:
        """Yearly limits on units sold, and shares of a venture's output."""
        totals = year_sums(self.count)
        open_years = totals @ one.holds > 0
        if one.clause.form == "purchase":
            units = self.goods.delivered(one.name).times(one.holds).through(totals)
            for key, bind, nothing in (("least", self.sheet.at_least, -np.inf), ("most", self.sheet.at_most, np.inf)):
                if one.get(key) is not None:
                    bound = totals @ (self.figures.value(one[key]) * one.holds)
                    bind(units, np.where(open_years, bound, nothing))
        if one.clause.form == "joint_production":
            after = one.happened() if one.get("event") is not None else np.zeros(self.count)
            for shares, when in ((one.get("output", {}), one.holds * (1.0 - after)), (one.get("output_after", {}), one.holds * after)):
                for partner, share in shares.items():
                    due = self.goods.delivered(one.name).times(self.figures.value(share))
                    gap = (self.goods.delivered(one.name, to=partner) - due).times(when).through(totals)
                    self.sheet.same(gap, self.sheet.known(0.0))
