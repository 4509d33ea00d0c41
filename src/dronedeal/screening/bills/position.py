"""Where in a JSON file something stands: pointers and references to lines and columns. Not a parser: the file is sound JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import numpy as np

from dronedeal.deal.place import Place

__all__ = ["Pointer", "References", "places_of_pointers"]

Pointer: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root on."""

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)
_REFERENCE = re.compile(rb'"bom-ref"\s*+:\s*+"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_LINE_END = 0x0A
_TOP_TWO, _CONTINUED = 0xC0, 0x80
"""The two highest bits of a byte, and what they are in every byte of a character of UTF-8 but its first (RFC 3629)."""

_Wanted: TypeAlias = "dict[str | int, _Wanted]"


def places_of_pointers(data: bytes, name: str, pointers: Iterable[Pointer]) -> dict[Pointer, Place]:
    """Places of what pointers lead to: of a member its key, of an item itself; of what is not there, what it would be in.

    Parameters
    ----------
    data
        JSON that a parser has read.
    name
        The file's name, for places.
    """
    asked = set(pointers)
    wanted: _Wanted = {}
    for pointer in asked:
        branch = wanted
        for step in pointer:
            branch = branch.setdefault(step, {})
    offsets = _offsets(data, wanted)
    reached = {pointer: pointer for pointer in asked}
    for pointer in asked:
        while reached[pointer] not in offsets:
            reached[pointer] = reached[pointer][:-1]
    places = _places(data, name, {offsets[one] for one in reached.values()})
    return {pointer: places[offsets[one]] for pointer, one in reached.items()}


class References(Mapping[str, Place]):
    """Where each ``bom-ref`` of a file stands first, and the parts that have none; looked for when first asked, as mostly nobody does.

    Parameters
    ----------
    data
        JSON that a parser has read.
    name
        The file's name, for places.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._unnamed: dict[Pointer, str] = {}
        self._found: dict[str, Place] | None = None

    def add(self, unnamed: Mapping[Pointer, str]) -> None:
        """Look for parts without a reference too: their pointers, and what they are called instead."""
        self._unnamed, self._found = {**self._unnamed, **unnamed}, None

    def of(self, reference: str) -> Place:
        """Where it stands; the file as a whole if nowhere."""
        return self._all().get(reference) or Place(self._name)

    def __getitem__(self, reference: str) -> Place:
        """Where it stands.

        Raises
        ------
        KeyError
            The file has no such reference.
        """
        return self._all()[reference]

    def __iter__(self) -> Iterator[str]:
        """References in the order of the file."""
        return iter(self._all())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all())

    def _all(self) -> dict[str, Place]:
        if self._found is None:
            self._found = _places_of_references(self._data, self._name)
            if self._unnamed:
                places = places_of_pointers(self._data, self._name, self._unnamed)
                self._found.update({self._unnamed[pointer]: place for pointer, place in places.items()})
        return self._found


def _places_of_references(data: bytes, name: str) -> dict[str, Place]:
    offsets: dict[str, int] = {}
    for found in _REFERENCE.finditer(data):
        raw = found[1]
        word = json.loads(b'"%b"' % raw) if b"\\" in raw else raw.decode("utf-8", "replace")
        offsets.setdefault(word, found.start())
    places = _places(data, name, offsets.values())
    return {word: places[offset] for word, offset in offsets.items()}


def _offsets(data: bytes, wanted: _Wanted) -> dict[Pointer, int]:
    """Offsets of what is wanted, in one pass over the tokens; what lies beside the way is passed over unread."""
    found: dict[Pointer, int] = {(): _first(data)}
    path: list[str | int] = []
    branches: list[_Wanted | None] = []
    branch: _Wanted | None = wanted
    is_key = False
    for token in _TOKEN.finditer(data):
        start = token.start()
        sign = data[start : start + 1]
        if sign in b"}]":
            branches.pop()
            path.pop()
            is_key = False
            continue
        if sign == b",":
            step = path[-1]
            if isinstance(step, int):
                path[-1] = step + 1
                branch = _item(found, branches[-1], path, _after(data, token.end()))
            else:
                is_key = True
            continue
        if sign == b":":
            continue
        if is_key:
            here = branches[-1]
            if here is None:
                branch = None
            else:
                path[-1] = json.loads(token[0])
                branch = here.get(path[-1])
                if branch is not None:
                    found.setdefault(tuple(path), start)
            is_key = False
            continue
        if sign in b"{[":
            branches.append(branch)
            is_key = sign == b"{"
            path.append("" if is_key else 0)
            if not is_key:
                branch = _item(found, branch, path, _after(data, token.end()))
    return found


def _item(found: dict[Pointer, int], here: _Wanted | None, path: list[str | int], start: int) -> _Wanted | None:
    branch = None if here is None else here.get(path[-1])
    if branch is not None:
        found[tuple(path)] = start
    return branch


def _first(data: bytes) -> int:
    return _after(data, 0)


def _after(data: bytes, offset: int) -> int:
    """The offset of the first character that is no blank."""
    while data[offset : offset + 1] in {b" ", b"\n", b"\r", b"\t"}:
        offset += 1
    return offset


def _places(data: bytes, name: str, offsets: Iterable[int]) -> dict[int, Place]:
    """Lines and columns, in characters, of offsets in bytes."""
    sorted_offsets = np.unique(np.fromiter(offsets, dtype=np.int64))
    raw = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(raw == _LINE_END)
    lines = np.searchsorted(ends, sorted_offsets)
    starts = np.concatenate(([0], ends + 1))[lines]
    columns = sorted_offsets - starts
    if not data.isascii():  # a character has one byte that continues none
        continued = np.flatnonzero((raw & _TOP_TWO) == _CONTINUED)
        columns -= np.searchsorted(continued, sorted_offsets) - np.searchsorted(continued, starts)
    return {
        offset: Place(name, line, column)
        for offset, line, column in zip(
            sorted_offsets.tolist(), (lines + 1).tolist(), (columns + 1).tolist(), strict=True
        )
    }
