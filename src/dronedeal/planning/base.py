"""Base values of a deal's numbers as arrays over quarters, in the deal's currency. Not rows: those are read from terms."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import numpy as np

from dronedeal.deal.calendar import DAYS_A_MONTH, DAYS_A_QUARTER, DAYS_A_YEAR
from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Number, Product
from dronedeal.deal.quantity import Quantity
from dronedeal.forms import kit_cost, unit_cost
from dronedeal.reading import ArrayReader, FloatVector

__all__ = ["Bases"]


class Bases:
    """Reads the numbers of nouns at their base, or at values given by path."""

    def __init__(self, deal: Deal, settled: Mapping[str, float] | None = None) -> None:
        """Keep the deal; nothing is read yet."""
        self.deal = deal
        self.periods = deal.horizon.periods
        self._reader = ArrayReader(deal.horizon, {}, settled=dict(settled or {}))
        self._paths: dict[str, Number] | None = None
        self._vectors: dict[int, tuple[Number, FloatVector]] = {}
        self._costs: dict[tuple[str, ...], FloatVector] = {}
        self._discounts: dict[tuple[str, tuple[date, ...]], FloatVector] = {}

    def vector(self, number: Number | None, otherwise: float = 0.0) -> FloatVector:
        """A number in each quarter, in the deal's currency; ``otherwise`` where nothing is said. Not to be written to."""
        if number is None:
            return np.full(self.periods, otherwise)
        known = self._vectors.get(id(number))
        if known is None:
            known = (number, self._vector(number))
            self._vectors[id(number)] = known
        return known[1]

    def _vector(self, number: Number) -> FloatVector:
        if isinstance(number, Product):
            if self._paths is None:
                self._paths = {one.path: one for one in numbers_of(self.deal)}
            return np.asarray(self.vector(number.factor) * self.vector(self._paths[number.times]))
        values: FloatVector = self._reader.number(number)[0]
        currency = number.unit[:3]
        if currency != self.deal.currency and currency in self.deal.rates:
            values = values * self.vector(self.deal.rates[currency])
        return values

    def scalar(self, number: Number | None, otherwise: float = 0.0) -> float:
        """A number in the first quarter."""
        return otherwise if number is None else float(self.vector(number)[0])

    def known(self, quantity: Quantity) -> FloatVector:
        """A quantity that rests on numbers only."""
        return np.asarray(self._reader.read(quantity)[0])

    def unit_cost(self, system: str, kit: str) -> FloatVector:
        """What it costs to make one, quarter by quarter, in the deal's currency."""
        if (system, kit) not in self._costs:
            noun = self.deal.systems[system]
            values = self.known(unit_cost(noun)) * self.known(kit_cost(noun, kit))
            currency = noun.unit_cost.unit[:3]
            if currency != self.deal.currency and currency in self.deal.rates:
                values = values * self.vector(self.deal.rates[currency])
            self._costs[system, kit] = values
        return self._costs[system, kit]

    def cost_at(self, site: str, system: str, kit: str) -> FloatVector:
        """The same at a site, which may make dearer or cheaper."""
        if (site, system, kit) not in self._costs:
            factor = self.vector(self.deal.sites[site].cost, 1.0)
            self._costs[site, system, kit] = self.unit_cost(system, kit) * factor
        return self._costs[site, system, kit]

    def quarters(self, duration: Number | None) -> int:
        """A duration in whole quarters, rounded up."""
        if duration is None:
            return 0
        days = Decimal(repr(self.scalar(duration)))
        return math.ceil((days * DAYS_A_MONTH if duration.unit == "months" else days) / DAYS_A_QUARTER)

    def _rate(self, party: str) -> float:
        return self.scalar(self.deal.parties[party].discount_rate)

    def discount(self, party: str) -> FloatVector:
        """What one unit of money on each quarter's delivery day is worth at the start, at the party's own rate.

        Notes
        -----
        (1 + r)^-(days / 365.25), days counted from the first day of the horizon; nominal rates on nominal money.
        """
        return self.discount_on(party, self.deal.horizon.delivery_days)

    def discount_at_start(self, party: str) -> FloatVector:
        """The same on each quarter's first day, when capital is spent."""
        return self.discount_on(party, self.deal.horizon.first_days)

    def discount_on(self, party: str, days: tuple[date, ...]) -> FloatVector:
        """The same on given days; before the horizon a payment weighs more than one."""
        if (party, days) not in self._discounts:
            start = self.deal.horizon.start.first_day.toordinal()
            years = np.array([day.toordinal() - start for day in days]) / float(DAYS_A_YEAR)
            self._discounts[party, days] = np.asarray((1.0 + self._rate(party)) ** -years)
        return self._discounts[party, days]
