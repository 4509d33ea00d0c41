"""Nodes: the words of a document with their places, before anybody has asked what they mean. Not values: ``NO`` is the text NO."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dronedeal.deal.place import Place

__all__ = ["Entry", "Items", "Node", "Table", "Word"]


@dataclass(frozen=True, slots=True)
class Word:
    """A scalar: its text as written, and whether it was quoted."""

    text: str
    place: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a table and what stands under it."""

    key: Word
    node: Node


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping in the document's order, each key once."""

    entries: dict[str, Entry] = field(default_factory=dict[str, Entry])
    place: Place = field(default=Place(""))

    def __iter__(self) -> Iterator[Entry]:
        """Walk the entries."""
        return iter(self.entries.values())

    def node(self, key: str) -> Node | None:
        """What stands under a key, or nothing."""
        entry = self.entries.get(key)
        return None if entry is None else entry.node

    def without(self, *keys: str) -> Table:
        """The table without some keys."""
        return Table({key: entry for key, entry in self.entries.items() if key not in keys}, self.place)


Node = Word | Items | Table
