"""The reader: one pass that turns nodes into values of the shapes nouns ask for, collecting findings on the way."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, assert_never

from dronedeal.deal.calendar import Horizon, Quarter, day_written
from dronedeal.deal.claim import Claim
from dronedeal.deal.finding import Finding, Severity
from dronedeal.deal.number import Product, Series, ends_of, lowest_of, parts_of
from dronedeal.deal.place import Place
from dronedeal.document.fields import Choice, Field, ItemsOf, Noun, NumberOf, Shape, TableOf, TextOf, fields_of
from dronedeal.document.node import Entry, Items, Node, Table, Word

__all__ = ["MISSING", "Mention", "Reader", "nearest"]

MISSING: Any = object()
"""What reading yields where a finding was made instead of a value."""

_QUARTER = re.compile(r"(\d{4})-?Q([1-4])", re.ASCII)
_DECIMAL = re.compile(r"(-?[0-9][0-9_]{0,17}(?:\.[0-9]{1,12})?)(%?)", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_A_YEAR = Horizon(start=Quarter(2027, 1), years=1)
_FLAGS = {"true": True, "false": False, "yes": True, "no": False}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name said somewhere that must stand in a table of the deal."""

    table: str
    name: str
    path: str
    place: Place


def nearest(word: str, words: Iterable[str]) -> str:
    """The known word nearest to one that is not, as the tail of a message; empty if none is near."""
    close = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


@dataclass(slots=True)
class Reader:
    """What one reading of a document gathers: findings, and names to be looked up once everything is read.

    ``horizon`` is a year where it has not been read, or cannot be.
    """

    currency: str
    claims: Mapping[str, Claim]
    read_number: Callable[[Reader, Node, str, str], Any]
    currencies: frozenset[str] = frozenset()
    horizon: Horizon = _A_YEAR
    findings: list[Finding] = field(default_factory=list[Finding])
    mentions: list[Mention] = field(default_factory=list[Mention])

    def find(
        self,
        code: str,
        message: str,
        place: Place,
        mend: str,
        *,
        severity: Severity = "error",
        related: tuple[Place, ...] = (),
    ) -> Any:  # noqa: ANN401 - always MISSING
        """Make a finding; returns MISSING, so that a reader can end with it."""
        self.findings.append(
            Finding(code=code, severity=severity, message=message, place=place, mend=mend, related=related)
        )
        return MISSING

    def arguments(
        self, table: Table, owner: type | Callable[..., Any], path: str, *, ignore: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Read a table as the arguments of a noun or a form, by parameter name.

        Unknown and missing keys are findings; so is every value that does not fit. Such keys are absent from the result,
        which then holds the key ``""`` so that callers can tell.
        """
        known = fields_of(owner)
        said: dict[str, Any] = {}
        for entry in table:
            key = entry.key.text
            if key in ignore:
                continue
            if key not in known:
                said[""] = MISSING
                self.find(
                    "D201",
                    f"{path or 'a deal'} has no key {key}{nearest(key, known)}",
                    entry.key.place,
                    f"keys: {', '.join(known)}",
                )
                continue
            value = self.value(entry.node, known[key].shape, f"{path}.{key}" if path else key)
            said["" if value is MISSING else known[key].name] = value
        for one in known.values():
            if one.required and one.key not in table.entries:
                said[""] = self.find("D202", f"{path} lacks {one.key}", table.place, f"add {one.key}: {_hint(one)}")
            if one.key in table.entries and one.beside and not any(key in table.entries for key in one.beside):
                others = " or ".join(one.beside)
                place = table.entries[one.key].key.place
                said[""] = self.find(
                    "D208",
                    f"{path}.{one.key} means nothing without {others}",
                    place,
                    f"add {others}, or drop {one.key}",
                )
        return said

    def noun(self, node: Node, kind: type, path: str, **more: object) -> Any:  # noqa: ANN401 - any noun
        """Read a noun; a list gives its first keys in order."""
        if isinstance(node, Items):
            keys = list(fields_of(kind))
            if len(node.items) > len(keys):
                return self.find(
                    "D203",
                    f"{path} has {len(node.items)} entries, at most {len(keys)}",
                    node.place,
                    f"write {', '.join(keys)}",
                )
            node = Table({key: _entry(key, item) for key, item in zip(keys, node.items, strict=False)}, node.place)
        if not isinstance(node, Table):
            return self.find(
                "D203", f"{path} must be a table of keys", node.place, f"keys: {', '.join(fields_of(kind))}"
            )
        said = self.arguments(node, kind, path)
        if "" in said:
            return MISSING
        return kind(**said, **more, place=node.place)

    def value(self, node: Node, shape: Shape, path: str) -> Any:  # noqa: ANN401 - of the shape's own type
        """Read a node as a value of a shape, or MISSING after a finding."""
        match shape:
            case NumberOf():
                return self._number(node, shape, path)
            case TextOf():
                return self._text(node, shape, path)
            case Choice(words=words):
                return self._choice(node, words, path)
            case ItemsOf(item=item):
                nodes = (node,) if isinstance(node, (Word, Table)) else node.items
                if isinstance(item, TextOf) and not self.different(nodes, path):
                    return MISSING
                values = tuple(
                    self.value(one, item, f"{path}.{index}" if len(nodes) > 1 or isinstance(node, Items) else path)
                    for index, one in enumerate(nodes)
                )
                return MISSING if any(value is MISSING for value in values) else values
            case TableOf():
                return self._table(node, shape, path)
            case Noun(type=kind):
                return self.noun(node, kind, path)
            case _:
                assert_never(shape)

    def _number(self, node: Node, shape: NumberOf, path: str) -> Any:  # noqa: ANN401
        number = self.read_number(self, node, shape.dimension, path)
        if number is MISSING or shape.signed:
            return number
        for part in parts_of(number):
            if not isinstance(part, (Series, Product)) and lowest_of(part) < 0:
                mend = (
                    "write it as a value of zero or more"
                    if ends_of(part)[0] < 0
                    else "say where its density ends, as between: [0, ...]"
                )
                return self.find("D313", f"{path} may not lie below zero", part.place, mend)
        return number

    def different(self, nodes: Iterable[Node], path: str) -> bool:
        """Whether the words of a list differ from each other; else a finding is made."""
        seen: dict[str, Place] = {}
        for node in nodes:
            if isinstance(node, Word) and node.text in seen:
                message = f"{path} names {node.text[:60]} twice"
                self.find("D209", message, node.place, "name it once", related=(seen[node.text],))
                return False
            if isinstance(node, Word):
                seen[node.text] = node.place
        return True

    def _table(self, node: Node, shape: TableOf, path: str) -> Any:  # noqa: ANN401
        if not isinstance(node, Table):
            return self.find("D203", f"{path} must be a table", node.place, "write 'name: value' pairs")
        for entry in node:
            if shape.table:
                self.mentions.append(Mention(shape.table, entry.key.text, path, entry.key.place))
            if shape.words and entry.key.text not in shape.words:
                message = f"{path} has no key {entry.key.text[:60]}{nearest(entry.key.text, shape.words)}"
                return self.find("D201", message, entry.key.place, f"keys: {', '.join(shape.words)}")
        values = {entry.key.text: self.value(entry.node, shape.item, f"{path}.{entry.key.text}") for entry in node}
        return MISSING if any(value is MISSING for value in values.values()) else values

    def _choice(self, node: Node, words: tuple[str, ...], path: str) -> Any:  # noqa: ANN401
        if isinstance(node, Word) and node.text in words:
            return node.text
        said = node.text if isinstance(node, Word) else "that"
        shown = [word or "''" for word in words]
        return self.find(
            "D204", f"{path} cannot be {said[:60]!r}{nearest(said, words)}", node.place, f"one of: {', '.join(shown)}"
        )

    def _text(self, node: Node, shape: TextOf, path: str) -> Any:  # noqa: ANN401
        if not isinstance(node, Word):
            return self.find("D203", f"{path} must be a single value", node.place, "write one word or sentence")
        if shape.table:
            self.mentions.append(Mention(shape.table, node.text, path, node.place))
            return node.text
        match shape.kind:
            case "flag":
                if node.text in _FLAGS:
                    return _FLAGS[node.text]
                return self.find("D204", f"{path} is yes or no, not {node.text[:60]!r}", node.place, "write yes or no")
            case "whole":
                if re.fullmatch(r"[0-9][0-9_]{0,8}", node.text):
                    return int(node.text)
                return self.find(
                    "D204", f"{path} is a whole number, not {node.text[:60]!r}", node.place, "write digits"
                )
            case "quarter":
                found = _QUARTER.fullmatch(node.text)
                if found and _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
                    return Quarter(int(found[1]), int(found[2]))
                return self.find(
                    "D205", f"{path} is a quarter, not {node.text[:60]!r}", node.place, "write it as 2027-Q1"
                )
            case "date":
                return self._date(node, path)
            case "decimal":
                found = _DECIMAL.fullmatch(node.text)
                if found:
                    value = Decimal(found[1].replace("_", ""))
                    return value / 100 if found[2] else value
                return self.find(
                    "D204", f"{path} is a number, not {node.text[:60]!r}", node.place, "write digits, or per cent: 65%"
                )
            case _:
                return node.text

    def _date(self, node: Word, path: str) -> Any:  # noqa: ANN401
        return day_written(node.text) or self.find(
            "D205", f"{path} is a day, not {node.text[:60]!r}", node.place, "write it as 2027-01-31"
        )

    def named(self, entry_key: Word, path: str) -> bool:
        """Whether a key can name a noun: a letter, then letters, digits and underscores."""
        if _NAME.fullmatch(entry_key.text):
            return True
        self.find(
            "D206",
            f"{entry_key.text[:60]!r} cannot name an entry of {path}",
            entry_key.place,
            "use letters, digits and underscores, a letter first",
        )
        return False


def _entry(key: str, node: Node) -> Entry:

    return Entry(Word(key, node.place), node)


def _hint(one: Field) -> str:
    """An example of what could stand under a key, for the mend of a missing one."""
    match one.shape:
        case NumberOf(dimension=dimension):
            return {
                "money": "4_000 USD",
                "share": "6%",
                "duration": "3 months",
                "rate": "1_000/quarter",
                "money_rate": "5M USD/year",
            }.get(dimension, "1")
        case Choice(words=words):
            return " | ".join(words)
        case ItemsOf():
            return "[...]"
        case TableOf() | Noun():
            return "{...}"
        case TextOf():
            return "..."
        case _:
            assert_never(one.shape)
