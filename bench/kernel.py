"""One deal simulated twice: by dronedeal, which reads it from its document, and by straight NumPy, written for it by hand.

The deal has what makes a simulation more than a product of draws: a line that may be too small, demand that may fall, a unit cost that
learns nothing but is drawn, a price that is fixed, a royalty with a yearly minimum and its true-up, three discount rates, payment dates.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from dronedeal.deal.calendar import Horizon

__all__ = ["DEAL", "by_hand", "shares_by_hand"]

DEAL = """
dronedeal: 1
title: A deal simple enough to be simulated by hand
horizon: {start: 2027-Q1, years: 5, step: quarter}
currency: USD
parties:
  maker: {kind: company, in: UA, role: principal, discount_rate: 12%}
  designer: {kind: company, in: UA, discount_rate: 9%}
  buyer: {kind: state, role: principal, discount_rate: 4%}
systems:
  drone: {domain: air, effects: {strike: 1}, unit_cost: {triangle: [700 USD, 1_000 USD, 1_600 USD]}, ageing: 100%}
sites:
  line: {in: UA, of: maker, makes: [drone], capacity: {triangle: [2_000/quarter, 6_000/quarter, 8_000/quarter]}}
needs:
  army: {of: buyer, service: Army, role: strike, kind: flow, quantity: {triangle: [1_000/quarter, 5_000/quarter, 7_000/quarter]},
         worth: {then: [[100_000, 3_000 USD]]}}
terms:
  sale: {kind: purchase, seller: maker, buyer: buyer, systems: [drone], price: 2_000 USD, pay_after: 45 days}
  royalty: {kind: licence, licensor: designer, licensee: maker, systems: [drone], royalty: 5%, minimum: {per_year: 1_500_000 USD, carry: none}, pay_after: 30 days}
"""

Array = NDArray[np.float64]
_COST, _CAPACITY, _DEMAND = (700.0, 1000.0, 1600.0), (2000.0, 6000.0, 8000.0), (1000.0, 5000.0, 7000.0)


def shares_by_hand(seed: int, index: int, count: int) -> Array:
    """The same stream of random numbers."""
    stream = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(index,))))
    return stream.random((count, 3))


def _triangle(ends: tuple[float, float, float], share: Array) -> Array:
    low, mode, high = ends
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(share * (high - low) * (mode - low))
    return np.where(share < turn, rising, high - np.sqrt((1.0 - share) * (high - low) * (high - mode)))


def _weights(rate: float, days: tuple[date, ...], start: date) -> Array:
    return np.asarray((1.0 + rate) ** -(np.array([(day - start).days for day in days]) / 365.25))


def _years(days: tuple[date, ...], start: date) -> list[int]:
    return [((day.year - start.year) * 12 + day.month - start.month) // 12 for day in days]


def by_hand(shares: Array, planned: Array, horizon: Horizon, due: dict[str, tuple[date, ...]]) -> tuple[Array, ...]:
    """Gains, cash by year, effect served and wanted, as dronedeal has them, of a plan of units delivered each quarter.

    Shapes (futures, 3), (futures, 3, years + 1), (futures, 1), (futures, 1); parties are maker, designer and buyer. Without the deal there
    is nothing, so that values are gains.
    """
    cost, capacity, demand = (_triangle(ends, shares[:, at]) for at, ends in enumerate((_COST, _CAPACITY, _DEMAND)))
    start, days = horizon.start.first_day, horizon.delivery_days
    asked = planned[None, :] * np.minimum(1.0, demand / _DEMAND[1])[:, None]
    made = np.empty_like(asked)
    waiting = np.zeros(len(shares))
    for quarter in range(asked.shape[1]):
        wanted = waiting + asked[:, quarter]
        made[:, quarter] = np.minimum(wanted, capacity)
        waiting = wanted - made[:, quarter]
    used = np.empty_like(made)
    so_far, to_date = np.zeros(len(shares)), np.cumsum(planned)
    for quarter in range(made.shape[1]):
        used[:, quarter] = np.minimum(np.minimum(made[:, quarter], demand), to_date[quarter] - so_far)
        so_far += used[:, quarter]
    sold = made * 2000.0
    royalty = 0.05 * sold
    topped = np.zeros_like(royalty)
    topped[:, 3::4] = np.maximum(0.0, 1_500_000.0 - royalty.reshape(len(shares), -1, 4).sum(axis=2))
    gains = np.empty((len(shares), 3))
    paid = (sold, due["price"]), (royalty, due["royalty"]), (topped, due["minimum"])
    (price, price_due), (share, share_due), (top, top_due) = paid
    out = share @ _weights(0.12, share_due, start) + top @ _weights(0.12, top_due, start)
    gains[:, 0] = price @ _weights(0.12, price_due, start) - (made @ _weights(0.12, days, start)) * cost - out
    gains[:, 1] = share @ _weights(0.09, share_due, start) + top @ _weights(0.09, top_due, start)
    gains[:, 2] = 3000.0 * (used @ _weights(0.04, days, start)) - price @ _weights(0.04, price_due, start)
    cash = np.zeros((len(shares), 3, horizon.years + 1))
    making = made * cost[:, None]
    for amounts, when, payer, payee in (
        (sold, price_due, 2, 0),
        (royalty, share_due, 0, 1),
        (topped, top_due, 0, 1),
        (making, days, 0, None),
    ):
        for quarter, year in enumerate(_years(when, start)):
            cash[:, payer, min(year, horizon.years)] -= amounts[:, quarter]
            if payee is not None:
                cash[:, payee, min(year, horizon.years)] += amounts[:, quarter]
    return gains, cash, used.sum(axis=1)[:, None], (demand * made.shape[1])[:, None]
