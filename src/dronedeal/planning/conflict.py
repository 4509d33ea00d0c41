"""A smallest set of document lines that cannot hold together, found by deletion. Not a repair: which to give up is the user's choice."""

from __future__ import annotations

from dronedeal.deal.plan import ConflictLine
from dronedeal.planning.compile import Compiled
from dronedeal.solving import Undecided, smallest_conflict

__all__ = ["conflict_lines"]


def conflict_lines(compiled: Compiled, *, seconds: float = 60.0) -> tuple[ConflictLine, ...]:
    """Lines of the document that together are infeasible while any one fewer is not.

    Where the time runs out, the lines still suspected are returned: a conflict, though perhaps not a smallest one.
    """
    try:
        tags = smallest_conflict(compiled.program, seconds=seconds)
    except Undecided as undecided:
        tags = undecided.groups
    origins = [compiled.tags.origins[tag] for tag in tags if tag >= 0]
    return tuple(
        ConflictLine(path=origin.path, place=origin.place, text=origin.text)
        for origin in sorted(origins, key=lambda one: one.place)
    )
