"""Draws of what nature decides and sources dispute: the same for a seed, however many are asked for at once. Not what they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dronedeal.deal.deal import Deal, drawn_of
from dronedeal.deal.finding import Unsound
from dronedeal.deal.number import Disputed, Uncertain
from dronedeal.document import Together, correlated
from dronedeal.reading import FloatVector
from dronedeal.simulation.marginal import quantile

__all__ = ["BLOCK", "Draws"]

BLOCK = 2048
"""Scenarios that are drawn and worked out together, always: so that no result hangs on how scenarios are chunked, to the last bit."""

_EDGE = 2.0**-54
"""Half the distance between shares: none is nought or one, of which a normal number would have no end."""


@dataclass(frozen=True, kw_only=True)
class Draws:
    """What is drawn, and how.

    ``numbers`` are by path, in the document's order. ``together`` are those that hang together. With a ``choice`` there is one share
    more, the last, which says what comes about. ``sobol`` draws a scrambled Sobol
    sequence, which fills the space more evenly (Owen 1998; best with a power of two of scenarios), instead of pseudo-random numbers (Philox; Salmon and others 2011).
    """

    numbers: Mapping[str, Uncertain | Disputed]
    together: tuple[Together, ...]
    seed: int
    sobol: bool = False
    choice: bool = False

    @staticmethod
    def of(deal: Deal, *others: Deal, seed: int, sobol: bool = False) -> Draws:
        """Draws of all uncertain and disputed numbers of a deal, and of others that may come about instead.

        Raises
        ------
        Unsound
            The deal states correlations that no numbers can have.
        """
        numbers = drawn_of(deal)
        for other in others:
            numbers = {**drawn_of(other), **numbers}
        numbers = {path: numbers[path] for path in [*drawn_of(deal), *sorted(numbers.keys() - drawn_of(deal).keys())]}
        together, findings = correlated(numbers)
        if findings:
            raise Unsound(findings)
        return Draws(numbers=numbers, together=together, seed=seed, sobol=sobol, choice=bool(others))

    @property
    def names(self) -> tuple[str, ...]:
        """What each share decides: the numbers by path, and ``scenario`` where one is chosen."""
        return (*self.numbers, *(("scenario",) if self.choice else ()))

    def block(self, index: int, *, other: bool = False) -> FloatVector:
        """Independent shares of chance of the scenarios of a block, between zero and one; shape (BLOCK, names).

        Parameters
        ----------
        index
            Which ``BLOCK`` scenarios, from zero.
        other
            Of a second stream, which shares nothing with the first.
        """
        if not self.names:
            return np.zeros((BLOCK, 0))
        if self.sobol and not other:
            return self._sobol(index)
        key = (index, 1) if other else (index,)
        stream = np.random.Generator(np.random.Philox(np.random.SeedSequence(self.seed, spawn_key=key)))
        return np.maximum(stream.random((BLOCK, len(self.names))), _EDGE)

    def at(
        self, shares: FloatVector, numbers: Mapping[str, Uncertain | Disputed] | None = None
    ) -> dict[str, FloatVector]:
        """What numbers are at independent shares of chance, shape (count, names): correlated as stated, then each on its own scale.

        ``numbers`` are those of what comes about, by default all as the deal itself has them.
        """
        hanging = self.hanging(shares)
        here = self.numbers if numbers is None else numbers
        return {
            path: quantile(here[path], hanging[:, column]) for column, path in enumerate(self.numbers) if path in here
        }

    def hanging(self, shares: FloatVector) -> FloatVector:
        """The shares with those of numbers that hang together made to do so, by a normal copula."""
        if not self.together:
            return shares
        from scipy.special import ndtr, ndtri

        hanging = shares.copy()
        places = {path: column for column, path in enumerate(self.numbers)}
        for one in self.together:
            columns = [places[path] for path in one.paths]
            normal = ndtri(shares[:, columns])
            # added up one after another, so that no result hangs on how many scenarios are drawn at once
            for row, column in enumerate(columns):
                total = normal[:, 0] * one.root[row, 0]
                for at in range(1, row + 1):
                    total = total + normal[:, at] * one.root[row, at]
                hanging[:, column] = np.clip(ndtr(total), _EDGE, 1.0 - 2.0 * _EDGE)
        return hanging

    def _sobol(self, index: int) -> FloatVector:
        sequence = self._sequence
        sequence.reset()
        if index:
            sequence.fast_forward(index * BLOCK)
        return np.clip(np.asarray(sequence.random(BLOCK), dtype=np.float64), _EDGE, 1.0 - 2.0 * _EDGE)

    @cached_property
    def _sequence(self) -> Any:  # noqa: ANN401 - SciPy is untyped here
        from scipy.stats import qmc  # a second to load, so only where asked for

        return qmc.Sobol(len(self.names), scramble=True, seed=self.seed)
