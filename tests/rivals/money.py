"""What every form pays, on which day, and what it promises, restated for the rival program."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dronedeal.deal import Series
from tests.rivals.amounts import MILLION, year_sums
from tests.rivals.clauses import Said
from tests.rivals.counting import Payment
from tests.rivals.royalty import Royalties


class Payments(Royalties):
    """Reads clauses as payments, and binds what clauses promise."""

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

    def _purchase(self, one: Said) -> Iterator[Payment]:
        """The price after delivery, less an advance paid a lead before it and a retention released a year later.

        From the account named; where none is, from that of the need each unit goes to.
        """
        advance, retention = self.figures.value(one.get("advance")), self.figures.value(one.get("retention"))
        lead = self.figures.span(one.get("lead"))
        held = 4 if one.get("released") is None else self.figures.span(one.get("released"))
        needs = {move.need for move in self.goods.moves if move.channel.clause == one.name}
        accounts = (
            {"": one["account"]}
            if one.get("account")
            else {need: self.deal.needs[need].account for need in sorted(needs)}
        )
        for need, account in accounts.items():
            value = self.invoiced(one.name, need=need).times(one.holds)
            for share, shift, after in (
                (1.0 - advance - retention, 0, one.get("pay_after")),
                (advance, -max(1, lead), None),
                (retention, held, one.get("pay_after")),
            ):
                if share.any():
                    days = [
                        self.figures.later(self.figures.delivery(index + shift), after) for index in range(self.count)
                    ]
                    yield Payment(one["buyer"], one["seller"], value.times(share), days, account)

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
                yield Payment(partner, company, self.invoiced(one.name, to=partner).times(one.holds), days, account)

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
        """Calls are shared until each commitment is used up; profits come back as calls went out."""
        manager, account = one["manager"], one.get("account", "")
        calls = []
        for site, share in one["finances"].items():
            call = self.spent(site).times(self.figures.value(share))
            calls.append(call)
            yield Payment(manager, self.deal.sites[site].of, call.times(one.holds), self.figures.openings)
        for party, share in one["shares"].items():
            wanted = self.sheet.sum(*calls).times(self.figures.value(share))
            drawn = self.drawn_once(self.figures.one(one["commitments"][party]) / MILLION, wanted, one.first)
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
            owed = self._known(one["compensation"], one.happened(lasting=True))
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
        gives = self.sheet.sum(*(self.invoiced(one.name, system=system) for system in one["one_gives"])).times(
            one.holds
        )
        takes = self.sheet.sum(*(self.invoiced(one.name, system=system) for system in one["other_gives"])).times(
            one.holds
        )
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
            for shares, when in (
                (one.get("output", {}), one.holds * (1.0 - after)),
                (one.get("output_after", {}), one.holds * after),
            ):
                for partner, share in shares.items():
                    due = self.goods.delivered(one.name).times(self.figures.value(share))
                    gap = (self.goods.delivered(one.name, to=partner) - due).times(when).through(totals)
                    self.sheet.same(gap, self.sheet.known(0.0))
