"""Differences between two deals, number by number and clause by clause, by path. Not a text diff: order and comments do not count."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from dronedeal.deal.deal import Deal
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Series, Uncertain
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.document.write import written_number

__all__ = ["Difference", "difference"]

_NUMBER = (Agreed, Open, Uncertain, Disputed, Series, Product)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One path at which two deals differ: what each says there, empty where it says nothing."""

    path: str
    change: Literal["added", "removed", "changed"]
    before: str
    after: str
    place: Place


def difference(one: Deal, other: Deal) -> tuple[Difference, ...]:
    """Everything the second deal says otherwise than the first, sorted by path."""
    before, after = dict(_sayings(one, "")), dict(_sayings(other, ""))
    found: list[Difference] = []
    for path in sorted({*before, *after}):
        said, says = before.get(path), after.get(path)
        if said is not None and says is not None and said[0] == says[0]:
            continue
        place = (says or said or ("", NOWHERE))[1]
        change: Literal["added", "removed", "changed"] = (
            "added" if said is None else "removed" if says is None else "changed"
        )
        found.append(
            Difference(
                path=path, change=change, before="" if said is None else said[0], after="" if says is None else says[0],
                place=place,
            )
        )  # fmt: skip
    return tuple(found)


def _sayings(noun: object, path: str, place: Place = NOWHERE) -> Iterator[tuple[str, tuple[str, Place]]]:
    """Every leaf of a noun with its path, as text."""
    if isinstance(noun, _NUMBER):
        yield path, (_shown(noun), noun.place)
    elif dataclasses.is_dataclass(noun):
        here = getattr(noun, "place", place)
        for one in dataclasses.fields(noun):
            if one.compare and one.name not in {"id", "claims", "places"}:
                value = getattr(noun, one.name)
                inner = path if one.name == "said" else f"{path}.{one.name}".lstrip(".")
                yield from _sayings(value, inner, here if isinstance(here, Place) else place)
    elif isinstance(noun, Mapping):
        for key, value in cast("Mapping[str, object]", noun).items():
            yield from _sayings(value, f"{path}.{key}", place)
    elif isinstance(noun, tuple) and any(dataclasses.is_dataclass(value) for value in cast("tuple[object, ...]", noun)):
        for index, value in enumerate(cast("tuple[object, ...]", noun)):
            yield from _sayings(value, f"{path}.{index}", place)
    elif isinstance(noun, tuple):
        row = cast("tuple[object, ...]", noun)
        if row:
            yield path, (", ".join(str(value) for value in row), place)
    elif noun is not None and noun != "":
        yield path, (str(noun), place)


def _shown(number: Number) -> str:
    """A number on one line, as a document would write it."""
    value = written_number(number)
    if not isinstance(value, dict):
        return str(value)
    table = cast("dict[str, object]", value)
    return "{" + ", ".join(f"{key}: {_flat(one)}" for key, one in table.items()) + "}"


def _flat(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_flat(one) for one in cast("list[object]", value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flat(one)}" for key, one in cast("dict[str, object]", value).items()) + "}"
    return str(value)
