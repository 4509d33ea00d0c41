"""Floors: what no plan may fall below, and the program of a deal that keeps to them. Not how they are found: walking away is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.row import Unfolded
from dronedeal.planning.branched import compile_deal
from dronedeal.planning.compile import Compiled
from dronedeal.reading import FloatVector, IntVector, Ranges

__all__ = ["GAP", "NOISE", "ROOM", "Floors", "floor_rows", "hold_parties", "prepared"]

GAP = 1e-3
"""Distance to the bound, relative to the joint gain, at which a plan is taken for the best, unless said otherwise."""

NOISE = 1e-6
"""Share of the largest item in anybody's value below which a distance from the bound is the solver's tolerance, and no gap."""

ROOM = 1e-6
"""Share of a walk-away, or of the largest item in a party's value, by which floors give way: the solver's own tolerance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """What everyone has without the deal.

    ``values`` are walk-aways, present money at each party's own rate, what a party states beyond the plan included; ``joint`` is
    the joint value. ``avoided`` is the effect each need would have had at its alternative's cost, to date; ``served`` all effect,
    by quarter.
    """

    values: dict[str, float]
    joint: float
    avoided: dict[str, FloatVector]
    served: dict[str, FloatVector]


def prepared(
    deal: Deal,
    unfolded: Unfolded,
    floors: Floors,
    settled: Mapping[str, float] | None = None,
    ranges: Ranges | None = None,
) -> Compiled:
    """The program of a deal with walk-aways as floors, avoided cost bounded and own forces first; as ``compile_deal`` else."""
    compiled = compile_deal(deal, unfolded, settled, ranges)
    program = compiled.program
    for need, to_date in floors.avoided.items():
        program.set_row_bounds(compiled.goods.needs[need].avoided_rows, -np.inf, to_date * (1.0 + 1e-9) + 1e-9)
    for need, columns in compiled.goods.needs.items():
        if compiled.deal.needs[need].own:
            program.set_row_bounds(columns.own_rows, floors.served[need] * (1.0 - 1e-7) - 1e-7, np.inf)
    hold_parties(compiled, floors)
    return compiled


def hold_parties(compiled: Compiled, floors: Floors) -> None:
    """Bind the rows that keep every party at its walk-away or above, as near as a solver can tell."""
    rows, least = floor_rows(compiled, floors)
    sizes = np.array([compiled.sizes[party] for party in compiled.floor])
    compiled.program.set_row_bounds(rows, least - ROOM * np.maximum(np.abs(least), sizes), np.inf)


def floor_rows(compiled: Compiled, floors: Floors) -> tuple[IntVector, FloatVector]:
    """The rows that keep parties at their walk-aways, and these."""
    rows = np.array(list(compiled.floor.values()), dtype=np.int64)
    return rows, np.array([floors.values[party] for party in compiled.floor])
