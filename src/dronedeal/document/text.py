"""Text to nodes: YAML read as words with places, nothing resolved, nothing executed. Not a validator of meaning.

libyaml tokenises; the tree is built here, so that types never come from tags (``NO``, ``12:30`` and ``010`` stay texts, as
in YAML 1.2), every key is unique, and size, depth and aliases are bounded before memory is spent (ADR 2).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place
from dronedeal.document.inside import hidden, refused
from dronedeal.document.node import Entry, Items, Node, Table, Word

__all__ = ["LARGEST_FILE", "MOST_ENTRIES", "nodes_of", "text_of"]

LARGEST_FILE = 1_000_000
"""Bytes beyond which a document is refused unread."""

_DEEPEST = 40
_MOST_NODES = 150_000
MOST_ENTRIES = 2_000
"""Entries beyond which a table, a list or a sheet is refused."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """Reading stopped at a finding."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)


def text_of(path: Path, name: str) -> str | Finding:
    """The text of a file, or the finding that says why it cannot be read."""
    refusal = refused(path, name)
    if refusal is not None:
        return refusal
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            message = f"{name} holds {size:,} bytes; a document holds at most {LARGEST_FILE:,}"
            return _finding("D101", message, Place(name), "split the deal, or move long texts out of it")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name} is not UTF-8 text (byte {error.start})"
        return _finding("D102", message, Place(name), "save it as UTF-8")
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror}"
        return _finding("D103", message, Place(name), "check that the file exists and may be read")
    return hidden(text, Place(name), is_file=True) or text


@lru_cache(maxsize=4)
def nodes_of(text: str, name: str) -> Table | Finding:
    """Read a text as one table of nodes, once: scenarios of a deal lay other tables over the same one.

    Parameters
    ----------
    text
        The document.
    name
        Its file name, for places.

    Returns
    -------
    The root table, or the first finding: not YAML, a repeated key, an alias, too deep, too large, not a table.
    """
    try:
        root = _Tree(text, name).root()
    except _Refused as refused:
        return refused.finding
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(name) if mark is None else Place(name, mark.line + 1, mark.column + 1)
        return _finding("D110", f"this is not YAML: {error.problem or error.context}", place, "mend the syntax here")
    except yaml.YAMLError as error:
        reason = getattr(error, "reason", None) or "a character that YAML does not allow"
        return _finding("D110", f"this is not YAML: {reason}", Place(name), "remove the character")
    if isinstance(root, Table):
        return root
    message = "the document is empty" if root is None else "the document is not a table of keys"
    return _finding("D111", message, Place(name, 1, 1), "start with 'dronedeal: 1' and a title")


def _finding(code: str, message: str, place: Place, mend: str) -> Finding:
    return Finding(code=code, severity="error", message=message, place=place, mend=mend)


class _Tree:
    """One pass over the parser's events."""

    def __init__(self, text: str, name: str) -> None:
        self._events = iter(cast("Any", yaml.parse(text, Loader=_LOADER)))
        self._name = name
        self._count = 0

    def root(self) -> Node | None:
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        node = self._node(next(self._events), 0)
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Refused(
                _finding("D112", "a second document begins here", self._place(event), "keep one document a file")
            )
        return node

    def _place(self, event: Any) -> Place:  # noqa: ANN401 - yaml's events are untyped
        return Place(self._name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _node(self, event: Any, depth: int) -> Node:  # noqa: ANN401
        place = self._place(event)
        self._count += 1
        if self._count > _MOST_NODES or depth > _DEEPEST:
            message = f"more than {_MOST_NODES:,} entries or {_DEEPEST} levels"
            raise _Refused(_finding("D113", message, place, "a deal is smaller and flatter than this"))
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Refused(
                _finding("D114", "anchors and aliases are not read", place, "write the value out where it is used")
            )
        if isinstance(event, yaml.ScalarEvent):
            unseen = hidden(event.value, place)
            if unseen is not None:
                raise _Refused(unseen)
            return Word(event.value, place, event.style is not None)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
                self._see_that_it_ends(len(items), place)
            return Items(tuple(items), place)
        return self._table(place, depth)

    def _table(self, place: Place, depth: int) -> Table:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Word):
                raise _Refused(_finding("D115", "a key must be a word", key.place, "write a plain key"))
            node = self._node(next(self._events), depth + 1)
            if key.text in entries:
                finding = Finding(
                    code="D116",
                    severity="error",
                    message=f"{key.text} stands here a second time",
                    place=key.place,
                    mend="keep one of the two",
                    related=(entries[key.text].key.place,),
                )
                raise _Refused(finding)
            entries[key.text] = Entry(key, node)
            self._see_that_it_ends(len(entries), place)
        return Table(entries, place)

    def _see_that_it_ends(self, count: int, place: Place) -> None:
        if count > MOST_ENTRIES:
            message = f"more than {MOST_ENTRIES:,} entries in one table or list"
            raise _Refused(_finding("D113", message, place, "a deal is smaller than this; sum up what is alike"))
