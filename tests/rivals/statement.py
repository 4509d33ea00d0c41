"""The whole planning program, stated a second time from the deal's nouns: DESIGN section 4 in linopy, for tests only.

It shares with the planner the nouns and nothing else: no forms, no rows, no readings, no matrices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from dronedeal.deal import Budget, Deal
from tests.rivals.amounts import MILLION, Amount, Sheet
from tests.rivals.clauses import all_said, channels, feeds, reliefs, rights
from tests.rivals.figures import Figures, Vector
from tests.rivals.goods import Goods
from tests.rivals.money import Payments

PREFERENCE = 0.01
"""Share of its cost by which avoiding is preferred when asking what the walk-away plan would really buy (ADR 4)."""

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
        self.joint = self.sheet.sum(*self.real.values())

    def _real(self, party: str) -> Amount:
        """Worths and costs a party bears, at its own rate; capital counts when a quarter opens."""
        on_delivery = self.figures.discount(party, self.figures.deliveries)
        at_opening = self.figures.discount(party, self.figures.openings)
        return self.sheet.sum(
            *(amount.times(on_delivery) for amount in self.goods.worth[party]),
            *(amount.times(at_opening) for amount in self.goods.invested[party]),
        )

    def _value(self, party: str) -> Amount:
        """The same with what it receives, less what it pays, each at the day it moves."""
        moves = [
            payment.amount.times(self.figures.discount(party, payment.days) * sign)
            for payment in self.payments
            for who, sign in ((payment.debtor, -1.0), (payment.creditor, 1.0))
            if who == party
        ]
        return self.sheet.sum(self.real[party], *moves)

    # --- budgets ----------------------------------------------------------------------------------------------------

    def _budget(self, party: str, name: str, budget: Budget) -> None:
        """A fiscal year spends no more than its appropriation, its receipts and what was left of the year before."""
        first = next(iter(self.deal.parties[party].budgets))
        years = sorted({fiscal_year(budget, day) for day in self.figures.openings})

        def booked(amount: Amount, days: list[date]) -> Amount:
            """By fiscal year: the first year's in quarter 0, the second's in quarter 1, ..."""
            ends = [min(max(fiscal_year(budget, day), years[0]), years[-1]) for day in days]
            here = [[float(year == end) for end in ends] for year in years]
            return amount.through(np.array(here + [[0.0] * len(ends)] * (len(ends) - len(years))))

        booking = [
            booked(amount, self.figures.deliveries)
            for payer, account, amount in self.goods.spending
            if payer == party and (account or first) == name
        ]
        for payment in self.payments:
            if payment.debtor == party and (payment.account or first) == name:
                booking.append(booked(payment.amount, payment.days))
            if payment.creditor == party and budget.earns and name == first:
                booking.append(booked(payment.amount, payment.days).times(-1.0))
        within = np.arange(self.figures.count) < len(years)
        if budget.carry is not None:
            left = self.sheet.free(0.0, np.where(np.arange(self.figures.count) < len(years) - 1, np.inf, 0.0))
            booking.extend([left, left.later(1).times(-self.figures.one(budget.carry))])
        money = np.full(self.figures.count, np.inf)
        money[within] = [self._appropriated(budget, year) for year in years]
        self.sheet.at_most(self.sheet.sum(*booking), money)

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
            value = self.value[party].through(np.ones((self.figures.count, self.figures.count)))
            room = np.full(self.figures.count, np.inf)
            room[0] = ROOM * max(1.0, abs(floor)) - floor
            self.sheet.at_most(value.times(-1.0), room)

    def best(self) -> float:
        """The most of joint value, in millions."""
        return self.sheet.maximise(self.joint)


def without_proposed(deal: Deal) -> Deal:
    """The deal as if nobody had proposed anything."""
    return replace(deal, terms={name: clause for name, clause in deal.terms.items() if clause.status == "existing"})


def without_deal(deal: Deal) -> WithoutDeal:
    """The no-deal plan, and each party's own best within it, what existing terms move between parties kept."""
    bare = Statement(without_proposed(deal))
    sheet = bare.sheet
    preferred = [
        amount.times(PREFERENCE * bare.figures.discount(party, bare.figures.deliveries))
        for party, amounts in bare.goods.preference.items()
        for amount in amounts
    ]
    sheet.maximise(sheet.sum(bare.joint, *preferred))
    avoided = {need: np.maximum.accumulate(sheet.read(amount)) for need, amount in bare.goods.avoided.items()}
    for need, to_date in avoided.items():
        sheet.at_most(bare.goods.avoided[need], to_date * (1 + ROOM) + ROOM)
    joint = bare.best()
    served = {need: np.maximum(0.0, sheet.read(amount)) for need, amount in bare.goods.served.items()}
    planned = {party: float(sheet.read(value).sum()) for party, value in bare.value.items()}
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
