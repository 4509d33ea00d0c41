"""The whole planning program, stated a second time from the deal's nouns: DESIGN section 4 in linopy, for tests only.

It shares with the planner the nouns and nothing else: no forms, no rows, no readings, no matrices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from dronedeal.deal import Budget, Deal, strike
from tests.rivals.amounts import MILLION, Amount, Sheet
from tests.rivals.clauses import all_said, channels, feeds, reliefs, rights
from tests.rivals.figures import Figures, Vector
from tests.rivals.goods import Goods
from tests.rivals.money import Payment, Payments

PREFERENCE = 0.01
"""Share of its cost by which avoiding is preferred when it is asked what the walk-away plan would really buy (ADR 4)."""

ROOM = 1e-9
"""Share by which floors give way, so that what is met exactly is met within the solver's tolerance."""


@dataclass(frozen=True)
class WithoutDeal:
    """What everyone has without the deal; money in millions."""

    joint: float
    values: dict[str, float]
    avoided: dict[str, Vector]
    served: dict[str, Vector]


class Statement:
    """One deal as one linopy model: open numbers as a package says, struck clauses gone."""

    def __init__(self, deal: Deal, package: Mapping[str, float] | None = None) -> None:
        self.deal, self.figures = deal, Figures(deal, package or {})
        self.sheet = Sheet(self.figures.count)
        said = all_said(deal, self.figures)
        self.goods = Goods(
            deal=deal, figures=self.figures, sheet=self.sheet, channels=channels(deal, said),
            rights=rights(deal, said), reliefs=reliefs(said), feeds=feeds(said),
        )  # fmt: skip
        self.goods.build()
        self.payments = Payments(self.goods, said).all()
        for party in deal.parties.values():
            for name, budget in party.budgets.items():
                self._budget(party.id, name, budget)
        self.real = {party: self._real(party) for party in deal.parties}
        self.value = {party: self._value(party) for party in deal.parties}
        self.joint = sum(self.real.values())

    def _real(self, party: str) -> object:
        """Worths and costs a party bears, at its own rate; capital counts when a quarter opens."""
        on_delivery = self.figures.discount(party, self.figures.deliveries)
        at_opening = self.figures.discount(party, self.figures.openings)
        total = self.sheet.sum(
            *(amount.times(on_delivery) for amount in self.goods.worth[party]),
            *(amount.times(at_opening) for amount in self.goods.invested[party]),
        )
        return total.expression.sum()

    def _value(self, party: str) -> object:
        """The same with what it receives, less what it pays, each at the day it moves."""
        moves = [
            payment.amount.times(self.figures.discount(party, payment.days) * sign)
            for payment in self.payments
            for who, sign in ((payment.debtor, -1.0), (payment.creditor, 1.0))
            if who == party
        ]
        return self.real[party] + self.sheet.sum(*moves).expression.sum()

    # --- budgets ----------------------------------------------------------------------------------------------------

    def _budget(self, party: str, name: str, budget: Budget) -> None:
        """What is spent in a fiscal year stays within its appropriation, receipts and what was left of the year before."""
        first = next(iter(self.deal.parties[party].budgets))
        years = sorted({fiscal_year(budget, day) for day in self.figures.openings})
        spent: dict[int, list[object]] = defaultdict(list)

        def book(amount: Amount, days: list[date], sign: float) -> None:
            for year in years:
                here = np.array([min(max(fiscal_year(budget, day), years[0]), years[-1]) == year for day in days])
                if here.any():
                    spent[year].append(amount.times(sign * here).expression.sum())

        for payer, account, amount in self.goods.spending:
            if payer == party and (account or first) == name:
                book(amount, self.figures.deliveries, 1.0)
        for payment in self.payments:
            if payment.debtor == party and (payment.account or first) == name:
                book(payment.amount, payment.days, 1.0)
            if payment.creditor == party and budget.earns and name == first:
                book(payment.amount, payment.days, -1.0)
        carried = None
        for index, year in enumerate(years):
            left_here: object = 0.0
            total = sum(spent[year]) if spent[year] else self.sheet.known(0.0).expression.sum()
            if carried is not None:
                total = total - self.figures.one(budget.carry) * carried
            if budget.carry is not None and index + 1 < len(years):
                carried = self.sheet.model.add_variables(lower=0, name=f"left/{party}/{name}/{year}")
                left_here = 1 * carried
                total = total + left_here
            self.sheet.model.add_constraints(total <= self._appropriated(budget, year), name=f"{party}/{name}/{year}")

    def _appropriated(self, budget: Budget, year: int) -> float:
        """A year's money; of a year only partly within the horizon, as many quarters of it as are."""
        named = {int(label): number for label, number in budget.by_year.items()}
        last = max((label for label in named if label <= year), default=min(named))
        quarters = sum(fiscal_year(budget, day) == year for day in self.figures.openings)
        return self.figures.one(named[last]) / MILLION * quarters / 4

    # --- solving ----------------------------------------------------------------------------------------------------

    def bind(self, before: WithoutDeal) -> None:
        """Walk-aways are floors, no more is avoided than without the deal, own forces get no less."""
        for need, to_date in before.avoided.items():
            self.sheet.at_most(self.goods.avoided[need], to_date * (1 + ROOM) + ROOM)
        for need, noun in self.deal.needs.items():
            if noun.own:
                least = before.served[need]
                self.sheet.at_least(self.goods.served[need], least - 1e-7 * np.maximum(1.0, least))
        for party, floor in before.values.items():
            self.sheet.model.add_constraints(self.value[party] >= floor - ROOM * max(1.0, abs(floor)), name=f"floor/{party}")

    def best(self) -> float:
        """The most of joint value, in millions."""
        return self.sheet.maximise(self.joint)


def without_deal(deal: Deal) -> WithoutDeal:
    """The no-deal plan, and each party's own best within it: what existing terms move between parties stays as planned."""
    bare = Statement(strike(deal, *(name for name, clause in deal.terms.items() if clause.status == "proposed")))
    sheet = bare.sheet
    preferred = [
        amount.times(PREFERENCE * bare.figures.discount(party, bare.figures.deliveries)).expression.sum()
        for party, amounts in bare.goods.preference.items()
        for amount in amounts
    ]
    sheet.maximise(bare.joint + sum(preferred))
    avoided = {need: np.maximum.accumulate(sheet.read(amount)) for need, amount in bare.goods.avoided.items()}
    for need, to_date in avoided.items():
        sheet.at_most(bare.goods.avoided[need], to_date * (1 + ROOM) + ROOM)
    joint = bare.best()
    served = {need: np.maximum(0.0, sheet.read(amount)) for need, amount in bare.goods.served.items()}
    planned = {party: float(value.solution) for party, value in bare.value.items()}  # type: ignore[attr-defined]
    for move in bare.goods.moves:
        if move.channel.clause and move.channel.seller != move.channel.buyer:
            units = sheet.read(move.units)
            sheet.at_most(move.units, units)
            sheet.at_least(move.units, units - 1e-9 * np.maximum(1.0, units))
    values = {party: max(planned[party], sheet.maximise(bare.value[party])) for party in deal.parties}
    for party in deal.parties.values():
        if party.walk_away is not None:
            values[party.id] += bare.figures.one(party.walk_away.adds) / MILLION
    return WithoutDeal(joint, values, avoided, served)


def fiscal_year(budget: Budget, day: date) -> int:
    """The fiscal year a day falls in, named by the year in which it ends."""
    starts = int(budget.fiscal_year[:2])
    return day.year + (1 if starts > 1 and day.month >= starts else 0)
