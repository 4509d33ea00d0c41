"""A smallest set of document lines that cannot hold together, found by deletion. Not a repair: which to give up is the user's choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.plan import ConflictLine
from dronedeal.planning.compile import Compiled
from dronedeal.reading import FloatVector
from dronedeal.solving import Feasible, Undecided, smallest_conflict

__all__ = ["closing_events", "conflict_lines"]


def conflict_lines(compiled: Compiled, *, seconds: float = 60.0) -> tuple[ConflictLine, ...]:
    """Lines of the document that together are infeasible while any one fewer is not.

    Where the time runs out, the lines still suspected are returned: a conflict, though perhaps not a smallest one. Rows by
    which clauses work out amounts know how much can be made, so lines that bind by themselves are tried without them first.
    """
    floors = np.array(list(compiled.floor.values()))
    compiled.program.set_row_bounds(floors, -np.inf, np.inf)  # falling below a walk-away is no contradiction
    try:
        tags = _smallest(compiled, without=compiled.arithmetic, seconds=seconds)
    except Feasible:
        tags = _smallest(compiled, without=set(), seconds=seconds)
    origins = [compiled.tags.origins[tag] for tag in tags if tag >= 0]
    return tuple(
        ConflictLine(path=origin.path, place=origin.place, text=origin.text)
        for origin in sorted(origins, key=lambda one: one.place)
    )


def closing_events(
    deal: Deal, lines: tuple[ConflictLine, ...], holds: Callable[[Deal], bool]
) -> tuple[ConflictLine, ...]:
    """Events that close a clause of a conflict, without which the deal holds together: they belong to it.

    What an event closes is no row of the program, so the search among rows cannot find it.
    """
    named = {one.path.split(".")[1] for one in lines if one.path.startswith("terms.")}
    found: list[ConflictLine] = []
    for event in deal.events.values():
        if event.on is not None and named & set(event.closes):
            other = replace(deal, events={**deal.events, event.id: replace(event, closes=())})
            if holds(other):
                text = f"{event.id} closes {', '.join(event.closes)}".replace("_", " ")
                found.append(ConflictLine(path=f"events.{event.id}", place=event.place, text=text))
    return tuple(found)


def _smallest(compiled: Compiled, *, without: set[int], seconds: float) -> tuple[int, ...]:
    """Tags of a smallest conflict, the rows and bounds of some tags left out."""
    program = compiled.program
    arrays = program.arrays()
    free = np.where(arrays.lower < 0, -np.inf, 0.0)
    rows = np.flatnonzero(np.isin(program.row_tags, list(without - {-1})))
    columns = np.flatnonzero(np.isin(program.column_tags, list(without - {-1})))
    program.set_row_bounds(rows, -np.inf, np.inf)
    program.set_bounds(columns, free[columns], np.inf)
    try:
        return smallest_conflict(program, relaxed_lower=free, relaxed_upper=_rates(compiled), seconds=seconds)
    except Undecided as undecided:
        return undecided.groups
    finally:
        program.set_row_bounds(rows, arrays.row_lower[rows], arrays.row_upper[rows])
        program.set_bounds(columns, arrays.lower[columns], arrays.upper[columns])


def _rates(compiled: Compiled) -> FloatVector:
    """What columns can be without the lines that close them: units come no faster than they can be made, others freely."""
    rates = np.full(compiled.program.column_count, np.inf)
    for flow, columns in zip(compiled.goods.flows, compiled.goods.columns, strict=True):
        rates[columns] = flow.rate
    return rates
