"""The goods of a program: what its columns of units, capacity and needs are, and what they cost and are worth in real money."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from dronedeal.deal.quantity import Counted
from dronedeal.planning.flow import Flow
from dronedeal.planning.units import Units
from dronedeal.reading import Affine, FloatVector, IntVector, known
from dronedeal.solving import Program

__all__ = ["Goods", "NeedColumns", "bounded_rows"]


@dataclass(slots=True, kw_only=True)
class NeedColumns:
    """Columns of one need: effect served in each step of worth (steps, quarters), units of its alternatives, effect in store.

    ``avoided_rows`` bound, to date, what may count as avoided; ``own_rows`` the least that must be served each quarter.
    """

    steps: IntVector
    worth: FloatVector
    avoided: bool
    alternatives: dict[str, IntVector] = field(default_factory=dict[str, IntVector])
    held: list[IntVector] = field(default_factory=list[IntVector])
    avoided_rows: IntVector = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    own_rows: IntVector = field(default_factory=lambda: np.empty(0, dtype=np.int64))


@dataclass(slots=True, kw_only=True)
class Goods:
    """What was built: units by flow, capital, needs; real money by party and kind; spending by party and account.

    ``built`` is capacity bought by site, ``opens`` whether its fixed capital is spent, both by quarter; ``real`` money is receipts positive, ``spending`` what is spent, both as expressions a quarter. ``shares`` are the parts of
    ``facts`` that go to needs of one account of a party, where its needs have several.
    """

    units: Units
    built: dict[str, IntVector] = field(default_factory=dict[str, IntVector])
    opens: dict[str, IntVector] = field(default_factory=dict[str, IntVector])
    needs: dict[str, NeedColumns] = field(default_factory=dict[str, NeedColumns])
    capital: dict[str, Affine] = field(default_factory=dict[str, Affine])
    real: dict[str, dict[str, list[Affine]]] = field(
        default_factory=lambda: defaultdict[str, dict[str, list[Affine]]](lambda: defaultdict[str, list[Affine]](list))
    )
    spending: dict[tuple[str, str], list[Affine]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], list[Affine]](list)
    )
    facts: dict[Counted, Affine] = field(default_factory=dict[Counted, Affine])
    shares: dict[tuple[str, str], dict[Counted, Affine]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], dict[Counted, Affine]](dict)
    )

    @property
    def flows(self) -> tuple[Flow, ...]:
        """Every way units can go."""
        return self.units.flows

    @property
    def columns(self) -> list[IntVector]:
        """The columns of each flow, one a quarter of delivery."""
        return self.units.columns

    def spend(self, party: str, account: str, kind: str, amount: Affine) -> None:
        """Count money spent on real resources, from an account of a party; no account is its first."""
        self.real[party][kind].append(amount.times(-1.0))
        self.spending[party, account].append(amount)

    def settled(self, values: FloatVector) -> Goods:
        """The same goods at given values of columns: nothing of them is left to choose."""
        still = Goods(units=self.units.none)
        still.facts.update({counted: known(one.at(values)) for counted, one in self.facts.items()})
        for key, facts in self.shares.items():
            still.shares[key] = {counted: known(one.at(values)) for counted, one in facts.items()}
        for party, kinds in self.real.items():
            still.real[party].update({kind: [known(one.at(values)) for one in parts] for kind, parts in kinds.items()})
        still.spending.update({key: [known(one.at(values)) for one in parts] for key, parts in self.spending.items()})
        return still


def bounded_rows(
    program: Program, expression: Affine, low: FloatVector | float, high: FloatVector | float, tag: int, label: str = ""
) -> IntVector:
    """Rows ``low <= expression <= high``, one a quarter."""
    constant = expression.constant
    rows = program.rows(len(constant), lower=low - constant, upper=high - constant, tag=tag, label=label)
    program.add(rows[expression.periods], expression.columns, expression.coefficients)
    return rows
