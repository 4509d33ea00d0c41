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


def avoiding(compiled: Compiled) -> FloatVector:
    """Worth of what is avoided, as an objective; needs named earlier in the document weigh a little more.

    Where a budget does not reach for all, every need would be as good a buy as any other: each is worth what it costs.
    """
    costs = np.zeros(compiled.program.column_count)
    avoiding = {name: columns for name, columns in compiled.goods.needs.items() if columns.avoided}
    for rank, (name, columns) in enumerate(avoiding.items()):
        first = 1.0 + _ORDER * (1.0 - rank / len(avoiding))
        costs[columns.steps[0]] += first * columns.worth[0] * compiled.bases.discount(compiled.deal.needs[name].of)
    return costs
