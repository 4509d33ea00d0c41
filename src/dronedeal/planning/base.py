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
        self._discounts: dict[str, FloatVector] = {}
        quarters = deal.horizon.quarters
        self._middle = np.array([self._years(quarter.delivery_day) for quarter in quarters])
        self._start = np.array([self._years(quarter.first_day) for quarter in quarters])

    def vector(self, number: Number | None, otherwise: float = 0.0) -> FloatVector:
        """A number in each quarter, in the deal's currency; ``otherwise`` where nothing is said."""
        if number is None:
            return np.full(self.periods, otherwise)
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
        noun = self.deal.systems[system]
        values = self.known(unit_cost(noun)) * self.known(kit_cost(noun, kit))
        currency = noun.unit_cost.unit[:3]
        if currency != self.deal.currency and currency in self.deal.rates:
            values = values * self.vector(self.deal.rates[currency])
        return values

    def quarters(self, duration: Number | None) -> int:
        """A duration in whole quarters, rounded up."""
        if duration is None:
            return 0
        days = Decimal(repr(self.scalar(duration)))
        return math.ceil((days * DAYS_A_MONTH if duration.unit == "months" else days) / DAYS_A_QUARTER)

    def _years(self, day: date) -> float:
        return (day - self.deal.horizon.start.first_day).days / float(DAYS_A_YEAR)

    def _rate(self, party: str) -> float:
        return self.scalar(self.deal.parties[party].discount_rate)

    def discount(self, party: str) -> FloatVector:
        """What one unit of money on each quarter's delivery day is worth at the start, at the party's own rate.

        Notes
        -----
        (1 + r)^-(days / 365.25), days counted from the first day of the horizon; nominal rates on nominal money.
        """
        if party not in self._discounts:
            self._discounts[party] = (1.0 + self._rate(party)) ** -self._middle
        return self._discounts[party]

    def discount_at_start(self, party: str) -> FloatVector:
        """The same on each quarter's first day, when capital is spent."""
        return np.asarray((1.0 + self._rate(party)) ** -self._start)

    def discount_on(self, party: str, days: tuple[date, ...]) -> FloatVector:
        """The same on given days; before the horizon a payment weighs more than one."""
        years = np.array([self._years(day) for day in days])
        return np.asarray((1.0 + self._rate(party)) ** -years)
