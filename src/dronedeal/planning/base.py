"""Values of a deal's numbers as arrays over quarters, in the deal's currency, in one future or in many. Not rows: those are read from terms."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import numpy as np

from dronedeal.deal.calendar import DAYS_A_MONTH, DAYS_A_QUARTER, DAYS_A_YEAR
from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Number, Product
from dronedeal.deal.quantity import Quantity
from dronedeal.forms import kit_cost, unit_cost
from dronedeal.reading import ArrayReader, FloatVector, IntVector, combined, steady

__all__ = ["Bases", "Futures"]


class Futures:
    """Reads the numbers of nouns in many futures at once: at their base, or at values given by path, one a future.

    Arrays have shape (futures, quarters), or (1, quarters) where all futures agree. They are not to be written to.
    """

    def __init__(self, deal: Deal, settled: Mapping[str, FloatVector | float] | None = None) -> None:
        """Keep the deal; nothing is read yet."""
        self.deal, self.settled = deal, settled or {}
        self.periods = deal.horizon.periods
        self._reader = ArrayReader(deal.horizon, {}, settled=settled)
        self._paths: dict[str, Number] | None = None
        self._values: dict[int, tuple[Number, FloatVector]] = {}
        self._costs: dict[tuple[str, ...], FloatVector] = {}
        self._discounts: dict[tuple[str, tuple[date, ...]], FloatVector] = {}

    def values(self, number: Number | None, otherwise: float = 0.0) -> FloatVector:
        """A number in each quarter, in the deal's currency; ``otherwise`` where nothing is said."""
        if number is None:
            return steady(otherwise, self.periods)
        known = self._values.get(id(number))
        if known is None:
            known = (number, self._in_currency(number))
            self._values[id(number)] = known
        return known[1]

    def _in_currency(self, number: Number) -> FloatVector:
        if isinstance(number, Product):
            if self._paths is None:
                self._paths = {one.path: one for one in numbers_of(self.deal)}
            return combined(np.multiply, self.values(number.factor), self.values(self._paths[number.times]))
        return self._exchanged(self._reader.number(number), number.unit)

    def _exchanged(self, values: FloatVector, unit: str) -> FloatVector:
        currency = unit[:3]
        if currency != self.deal.currency and currency in self.deal.rates:
            return combined(np.multiply, values, self.values(self.deal.rates[currency]))
        return values

    def quantity(self, quantity: Quantity) -> FloatVector:
        """A quantity that rests on numbers only."""
        return np.asarray(self._reader.read(quantity))

    def unit_costs(self, system: str, kit: str) -> FloatVector:
        """What it costs to make one, quarter by quarter, in the deal's currency."""
        if (system, kit) not in self._costs:
            noun = self.deal.systems[system]
            cost = combined(np.multiply, self.quantity(unit_cost(noun)), self.quantity(kit_cost(noun, kit)))
            self._costs[system, kit] = self._exchanged(cost, noun.unit_cost.unit)
        return self._costs[system, kit]

    def whole_quarters(self, duration: Number | None) -> IntVector:
        """A duration in whole quarters, rounded up, by future; shape (futures,) or (1,)."""
        if duration is None:
            return np.zeros(1, dtype=np.int64)
        days = self.values(duration)[:, 0] * (float(DAYS_A_MONTH) if duration.unit == "months" else 1.0)
        # what floating point alone puts past a whole quarter is none
        return np.ceil(days / float(DAYS_A_QUARTER) - 1e-9).astype(np.int64)

    def discounts(self, party: str, days: tuple[date, ...]) -> FloatVector:
        """What one unit of money on given days is worth at the start, at a party's own rate; before the start more than one.

        Notes
        -----
        (1 + r)^-(days / 365.25), days counted from the first day of the horizon; nominal rates on nominal money.
        """
        if (party, days) not in self._discounts:
            years = _years(days, self.deal.horizon.start.first_day)
            rate = self.values(self.deal.parties[party].discount_rate)[:, :1]
            self._discounts[party, days] = combined(np.power, 1.0 + rate, -years)
        return self._discounts[party, days]


@lru_cache(maxsize=1024)
def _years(days: tuple[date, ...], start: date) -> FloatVector:
    """Years that have passed on some days."""
    return np.array([(day - start).days for day in days]) / float(DAYS_A_YEAR)


class Bases:
    """Reads the numbers of nouns in the one future in which each is at its base, or at a value given by path: ``futures``."""

    def __init__(self, deal: Deal, settled: Mapping[str, float] | None = None) -> None:
        """Keep the deal; nothing is read yet."""
        self.deal = deal
        self.periods = deal.horizon.periods
        self.futures = Futures(deal, settled)
        self._costs: dict[tuple[str, str, str], FloatVector] = {}

    def vector(self, number: Number | None, otherwise: float = 0.0) -> FloatVector:
        """A number in each quarter, in the deal's currency; ``otherwise`` where nothing is said."""
        return np.array(self.futures.values(number, otherwise)[0])

    def scalar(self, number: Number | None, otherwise: float = 0.0) -> float:
        """A number in the first quarter."""
        return otherwise if number is None else float(self.vector(number)[0])

    def known(self, quantity: Quantity) -> FloatVector:
        """A quantity that rests on numbers only."""
        return np.asarray(self.futures.quantity(quantity)[0])

    def unit_cost(self, system: str, kit: str) -> FloatVector:
        """What it costs to make one, quarter by quarter, in the deal's currency."""
        return np.asarray(self.futures.unit_costs(system, kit)[0])

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

    def discount(self, party: str) -> FloatVector:
        """What one unit of money on each quarter's delivery day is worth at the start, at the party's own rate."""
        return self.discount_on(party, self.deal.horizon.delivery_days)

    def discount_at_start(self, party: str) -> FloatVector:
        """The same on each quarter's first day, when capital is spent."""
        return self.discount_on(party, self.deal.horizon.first_days)

    def discount_on(self, party: str, days: tuple[date, ...]) -> FloatVector:
        """The same on given days; before the horizon a payment weighs more than one."""
        return np.asarray(self.futures.discounts(party, days)[0])
