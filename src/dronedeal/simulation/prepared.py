"""A plan ready to be carried out in many futures, and what comes of it in some of them. Not how many, nor what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.row import Unfolded
from dronedeal.planning import Futures
from dronedeal.reading import FloatVector
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
    """

    gains: FloatVector
    values: FloatVector
    cash: FloatVector
    served: FloatVector
    wanted: FloatVector

    def arrays(self) -> Iterator[tuple[str, FloatVector]]:
        """Every array with its name."""
        for name in ("gains", "values", "cash", "served", "wanted"):
            yield name, getattr(self, name)

    @staticmethod
    def joined(parts: list[Outcome]) -> Outcome:
        """Several one after another."""
        return Outcome(**{name: np.concatenate([getattr(one, name) for one in parts]) for name, _ in parts[0].arrays()})

    def first(self, count: int) -> Outcome:
        """The first so many futures."""
        return Outcome(**{name: array[:count] for name, array in self.arrays()})


@dataclass(frozen=True, slots=True, kw_only=True)
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
        held, settled = self.held, {**self.held.package, **drawn}
        years = np.array(held.deal.horizon.groups("year"))
        values, gains = np.zeros((count, len(self.parties))), np.zeros((count, len(self.parties)))
        cash = np.zeros((count, len(self.parties), int(years[-1]) + 2))
        gains -= np.array([held.unseen[party] for party in self.parties])
        places = {party: index for index, party in enumerate(self.parties)}
        happened, found = _side(held, held.deal, held.unfolded, held.with_deal, settled)
        for item in found:
            column = places[item.party]
            values[:, column] += item.amount
            if item.kind in CASH_KINDS:
                _by_year(item, held.deal, cash[:, column])
        gains += values
        _, found = _side(held, held.struck, held.struck_unfolded, held.without_deal, settled)
        for item in found:
            gains[:, places[item.party]] -= item.amount
        wanted = Futures(held.deal, settled)
        return Outcome(
            gains=gains, values=values, cash=cash,
            served=_columns([steps.sum(axis=0).sum(axis=-1) for steps in happened.steps.values()], count),
            wanted=_columns([wanted.values(held.deal.needs[name].quantity).sum(axis=-1) for name in happened.steps], count),
        )  # fmt: skip


def _side(
    held: Held, deal: Deal, unfolded: Unfolded, planned: Quantities, settled: Mapping[str, FloatVector | float]
) -> tuple[Quantities, Iterator[Item]]:
    """What comes about of one plan, and what it is worth."""
    futures = Futures(deal, settled)
    expected = Futures(deal if held.expected is None else held.expected, held.package)
    happened = executed(futures, expected, unfolded, planned, held.timed)
    return happened, items(futures, unfolded, happened, settled, deal.parties)


def _by_year(item: Item, deal: Deal, cash: FloatVector) -> None:
    """Add an item's money to the contract years it falls due in, the last column beyond them; cash has shape (futures, years + 1)."""
    horizon = deal.horizon
    first = horizon.start.first_day
    years = [max(0, (day.year - first.year) * 12 + day.month - first.month) // 12 for day in item.days]
    columns = np.minimum(years, horizon.years)
    starts = np.flatnonzero(np.diff(columns, prepend=-1))  # days ascend, so that a year's quarters stand together
    cash[:, columns[starts]] += np.add.reduceat(item.quarterly, starts, axis=-1)


def _columns(columns: list[FloatVector], count: int) -> FloatVector:
    return np.stack([np.broadcast_to(one, (count,)) for one in columns], axis=1) if columns else np.zeros((count, 0))
