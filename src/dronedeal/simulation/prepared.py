"""A plan ready to be carried out in many futures, and what comes of it in some of them. Not how many, nor what they say together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from dronedeal.deal.calendar import Horizon
from dronedeal.deal.deal import Deal
from dronedeal.deal.row import Unfolded
from dronedeal.planning import Futures
from dronedeal.reading import FloatVector, narrow
from dronedeal.simulation.execution import executed
from dronedeal.simulation.held import Held, Quantities
from dronedeal.simulation.worth import Item, items

__all__ = ["CASH_KINDS", "Outcome", "Prepared"]

CASH_KINDS = frozenset({"production", "support", "capital", "alternatives", "payment"})
"""Items of value that are money spent or received; the others are what something is worth."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What comes of a deal in some futures, one a row, in the order they were drawn.

    Attributes
    ----------
    gains, values
        Present money of each party at its own rate: with the deal less without it, and with it; shape (futures, parties).
    cash
        Money received less money spent with the deal, not discounted, by contract year and what falls due after the last; shape
        (futures, parties, years + 1).
    served, wanted
        Effect each need gets with the deal, and what it would use, over the horizon; shape (futures, needs).
    stood
        Where plans are made anew each year: how many of them, of both sides, were not found, so that the old ones stood; shape (futures,).
    """

    gains: FloatVector
    values: FloatVector
    cash: FloatVector
    served: FloatVector
    wanted: FloatVector
    stood: FloatVector

    def arrays(self) -> Iterator[tuple[str, FloatVector]]:
        """Every array with its name."""
        for name in ("gains", "values", "cash", "served", "wanted", "stood"):
            yield name, getattr(self, name)

    @staticmethod
    def joined(parts: list[Outcome]) -> Outcome:
        """Several one after another."""
        return Outcome(**{name: np.concatenate([getattr(one, name) for one in parts]) for name, _ in parts[0].arrays()})

    def first(self, count: int) -> Outcome:
        """The first so many futures."""
        return Outcome(**{name: array[:count] for name, array in self.arrays()})


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A plan held still, with the deal and without it."""

    held: Held

    @property
    def parties(self) -> tuple[str, ...]:
        """Whose values are worked out, in the document's order."""
        return tuple(self.held.deal.parties)

    def run(self, drawn: Mapping[str, FloatVector | float], count: int) -> Outcome:
        """What comes of the plan in so many futures.

        Parameters
        ----------
        drawn
            Numbers by path, each in its own unit, shape (count,); all others are at their base. An open number keeps what the package
            has for it, unless it is given here.
        """
        deal, settled = self.held.deal, {**self.held.package, **drawn}
        places = {party: index for index, party in enumerate(deal.parties)}
        values, without = np.zeros((len(places), count)), np.zeros((len(places), count))
        cash = np.zeros((len(places), deal.horizon.years + 1, count))
        with_deal, without_deal = self._sides
        futures = Futures(deal, settled)
        happened = with_deal.happened(futures, self.held.timed)
        last, by_year = None, np.zeros((deal.horizon.years + 1, 1))
        for item in with_deal.items(futures, happened, settled):
            values[places[item.party]] += item.amount
            if item.kind in CASH_KINDS:
                if last is None or item.quarterly is not last.quarterly or item.days is not last.days:
                    by_year = _by_year(item.quarterly, item.days, deal.horizon)
                last = item  # what one party pays, another receives
                cash[places[item.party]] += item.sign * by_year
        other = Futures(without_deal.deal, settled)
        for item in without_deal.items(other, without_deal.happened(other, self.held.timed), settled):
            without[places[item.party]] += item.amount
        unseen = np.array([self.held.unseen[party] for party in places])
        wanted = (narrow(futures.values(deal.needs[name].quantity)) for name in happened.steps)
        return Outcome(
            gains=(values - without).T - unseen, values=values.T, cash=cash.transpose(2, 0, 1),
            served=_columns([steps.sum(axis=0).sum(axis=-1) for steps in happened.steps.values()], count),
            wanted=_columns([one.sum(axis=1) * (deal.horizon.periods / one.shape[1]) for one in wanted], count), stood=np.zeros(count),
        )  # fmt: skip

    @cached_property
    def _sides(self) -> tuple[_Side, _Side]:
        held = self.held
        return (
            _Side.of(held, held.deal, held.unfolded, held.with_deal),
            _Side.of(held, held.struck, held.struck_unfolded, held.without_deal),
        )

    def __getstate__(self) -> dict[str, Held]:
        """Only what it was made of: what is worked out of it is, again, where it goes."""
        return {"held": self.held}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One plan to be carried out, and the numbers it was made for."""

    deal: Deal
    unfolded: Unfolded
    planned: Quantities
    expected: Futures

    @staticmethod
    def of(held: Held, deal: Deal, unfolded: Unfolded, planned: Quantities) -> _Side:
        expected = Futures(deal if held.expected is None else held.expected, held.package)
        return _Side(deal=deal, unfolded=unfolded, planned=planned, expected=expected)

    def happened(self, futures: Futures, timed: Collection[str]) -> Quantities:
        """What comes about of it."""
        return executed(futures, self.expected, self.unfolded, self.planned, timed)

    def items(
        self, futures: Futures, happened: Quantities, settled: Mapping[str, FloatVector | float]
    ) -> Iterator[Item]:
        """What that is worth."""
        return items(futures, self.unfolded, happened, settled, self.deal.parties)


def _by_year(quarterly: FloatVector, days: tuple[date, ...], horizon: Horizon) -> FloatVector:
    """Money by the contract year it falls due in, the last beyond them; shape (years + 1, futures)."""
    found = np.zeros((horizon.years + 1, quarterly.shape[0]))
    for year, start, end in _years(days, horizon):
        found[year] += quarterly[:, start:end].sum(axis=1)
    return found


@lru_cache(maxsize=1024)
def _years(days: tuple[date, ...], horizon: Horizon) -> tuple[tuple[int, int, int], ...]:
    """Runs of days within one contract year: the year, and where the run begins and ends."""
    first = horizon.start.first_day
    years = [max(0, (day.year - first.year) * 12 + day.month - first.month) // 12 for day in days]
    columns = [min(year, horizon.years) for year in years]
    starts = [at for at, year in enumerate(columns) if at == 0 or year != columns[at - 1]]
    return tuple((columns[start], start, end) for start, end in pairwise([*starts, len(columns)]))


def _columns(columns: list[FloatVector], count: int) -> FloatVector:
    return np.stack([np.broadcast_to(one, (count,)) for one in columns], axis=1) if columns else np.zeros((count, 0))
