"""Overlays: tables laid over the common document, key by key. Not a patch language: lists and values are replaced whole."""

from __future__ import annotations

from dronedeal.document.node import Entry, Node, Table
from dronedeal.document.number import ALWAYS, BESIDE

__all__ = ["laid_over"]


def laid_over(under: Table, over: Table) -> Table:
    """The table under with everything the other says laid over it; what is replaced takes the overlay's place.

    A number written as a table (``{open: ...}``) replaces the one under it whole, so that no kind is left behind.
    """
    merged = dict(under.entries)
    for entry in over:
        old = merged.get(entry.key.text)
        node: Node = entry.node
        if (
            old is not None
            and isinstance(old.node, Table)
            and isinstance(node, Table)
            and not (_is_number(node) and _is_number(old.node))
        ):
            node = laid_over(old.node, node)
        merged[entry.key.text] = Entry(entry.key, node)
    return Table(merged, under.place)


_COMPANIONS = frozenset({*ALWAYS, *(key for beside in BESIDE.values() for key in beside)})


def _is_number(table: Table) -> bool:
    """Whether a table writes a number: all its keys are a number's, and one says of which kind."""
    keys = table.entries.keys()
    return bool(BESIDE.keys() & keys) and keys <= BESIDE.keys() | _COMPANIONS
