"""What keys a noun or a form has, read off its own signature: names, types, defaults, descriptions. Not the values."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.field import Dimension, Reference, With, Written
from dronedeal.deal.number import Agreed, Disputed, Open, Product, Series, Uncertain

__all__ = ["Choice", "Field", "ItemsOf", "Noun", "NumberOf", "Shape", "TableOf", "TextOf", "fields_of", "summary_of"]

_NUMBER = frozenset({Agreed, Open, Uncertain, Disputed, Series, Product})


@dataclass(frozen=True, slots=True)
class NumberOf:
    """A number of one dimension, empty meaning any; only a ``signed`` one may lie below zero."""

    dimension: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class TextOf:
    """Text, or a scalar written as text: ``kind`` is text, flag, whole, quarter, date, decimal; ``table`` names what it refers to."""

    kind: str = "text"
    table: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemsOf:
    """A list."""

    item: Shape


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table whose keys are free, names of a table of the deal, or some of a few ``words``."""

    item: Shape
    table: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """A small noun with keys of its own."""

    type: type


Shape = NumberOf | TextOf | Choice | ItemsOf | TableOf | Noun


@dataclass(frozen=True, slots=True)
class Field:
    """One key: the parameter it fills, how it is written, its shape, whether it must be said, its description.

    ``beside`` names keys of which one must be said too, or this one means nothing.
    """

    name: str
    key: str
    shape: Shape
    required: bool
    text: str
    beside: tuple[str, ...] = ()


@cache
def fields_of(owner: type | Callable[..., Any]) -> dict[str, Field]:
    """The keys of a dataclass noun or of a form, by the key a document writes.

    Parameters of a form before the keyword-only ones, and a noun's ``id`` and ``place``, are not keys.
    """
    hints = get_type_hints(owner, include_extras=True)
    texts = _descriptions(inspect.getdoc(owner) or "")
    found: dict[str, Field] = {}
    for name, required in _names(owner):
        shape, written = _shape(hints[name])
        found[written or name] = Field(
            name, written or name, shape, required, texts.get(name, ""), _beside(hints[name])
        )
    return found


def summary_of(owner: type | Callable[..., Any]) -> str:
    """The first line of a noun's or form's docstring."""
    return (inspect.getdoc(owner) or "").split("\n", 1)[0]


def _names(owner: type | Callable[..., Any]) -> list[tuple[str, bool]]:
    if dataclasses.is_dataclass(owner):
        missing = dataclasses.MISSING
        return [
            (one.name, one.default is missing and one.default_factory is missing)
            for one in dataclasses.fields(owner)
            if one.name not in {"id", "place"}
        ]
    parameters = inspect.signature(owner).parameters.values()
    return [(one.name, one.default is one.empty) for one in parameters if one.kind is one.KEYWORD_ONLY]


def _shape(hint: Any) -> tuple[Shape, str]:  # noqa: ANN401 - a type of any kind, one return a kind
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        written = next((mark.key for mark in marks if isinstance(mark, Written)), "")
        for mark in marks:
            if isinstance(mark, Dimension):
                return NumberOf(mark.name, mark.signed), written
            if isinstance(mark, Reference):
                return TextOf("text", mark.table), written
        return _shape(inner)[0], written
    written = ""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        if _NUMBER.issubset(arguments):
            return NumberOf(), written
        return _shape(next(one for one in arguments if one is not type(None)))
    if origin is Literal:
        return Choice(cast("tuple[str, ...]", arguments)), written
    if origin is tuple:
        return ItemsOf(_shape(arguments[0])[0]), written
    if origin is not None and issubclass(origin, Mapping):
        names = _shape(arguments[0])[0]
        table = names.table if isinstance(names, TextOf) else ""
        return TableOf(_shape(arguments[1])[0], table, names.words if isinstance(names, Choice) else ()), written
    kinds = {str: "text", bool: "flag", int: "whole", Quarter: "quarter", date: "date", Decimal: "decimal"}
    return (TextOf(kinds[hint]) if hint in kinds else Noun(hint)), written


def _beside(hint: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type of any kind
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return tuple(key for mark in marks if isinstance(mark, With) for key in mark.keys)


def _descriptions(docstring: str) -> dict[str, str]:
    """Parameter descriptions of a numpy-form docstring."""
    _, _, section = docstring.partition("Parameters\n----------\n")
    section = re.split(r"\n\S[^\n]*\n-{3,}\n", section)[0]
    found: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        if line and not line.startswith(" "):
            name = line.strip()
            found[name] = ""
        elif name:
            found[name] = f"{found[name]} {line.strip()}".strip()
    return found
