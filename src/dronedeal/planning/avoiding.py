"""The preference to buy what a deal would avoid: it breaks ties, and is worth nothing to anybody."""

from __future__ import annotations

import numpy as np

from dronedeal.planning.compile import Compiled
from dronedeal.reading import FloatVector

__all__ = ["PREFERRED", "avoiding"]

PREFERRED = 0.01
"""Share of its cost by which avoiding is preferred beside what is worth something: little enough to begin where that was best."""

_ORDER = 0.5
"""How much more the first need of the document weighs than one after the last, in that preference."""

_LATER = 0.1
"""Share of its cost by which a unit from somebody else is put back in that preference, more so on a later way."""

_QUARTER = 0.3
"""How much more the last quarter puts back than the first, beside the last way beside the first."""


def avoiding(compiled: Compiled) -> FloatVector:
    """Worth of what is avoided, as an objective; needs named earlier in the document weigh a little more.

    Where a budget does not reach for all, every need would be as good a buy as any other: each is worth what it costs. Where two
    makers cost the same, it is all one to everybody together whose units are bought, and not to them: clauses named earlier
    come first, and earlier quarters.
    """
    costs = np.zeros(compiled.program.column_count)
    avoiding = {name: columns for name, columns in compiled.goods.needs.items() if columns.avoided}
    for rank, (name, columns) in enumerate(avoiding.items()):
        first = 1.0 + _ORDER * (1.0 - rank / len(avoiding))
        costs[columns.steps[0]] += first * columns.worth[0] * compiled.bases.discount(compiled.deal.needs[name].of)
    flows = compiled.goods.flows
    for rank, (flow, units) in enumerate(zip(flows, compiled.goods.columns, strict=True)):
        if flow.clause and flow.seller != flow.buyer:
            later = 1.0 + rank / len(flows) + _QUARTER * np.arange(units.size) / units.size
            costs[units] -= _LATER * later * compiled.bases.vector(compiled.deal.systems[flow.system].unit_cost)
    return costs
