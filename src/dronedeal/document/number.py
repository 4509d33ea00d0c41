"""Numbers as people write them: ``6%``, ``4_000 USD``, ``0.6B``, ``18 months``, ``90_000/quarter``, ``F069``, and the tables of kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from dronedeal.deal.number import Agreed, Number, Open, Product, Series, option
from dronedeal.document.amount import EXAMPLES, Amount, common_unit, is_rated, read_amount, read_amounts, read_beside
from dronedeal.document.claimed import claimed, read_claimed
from dronedeal.document.drift import read_drift
from dronedeal.document.fields import TextOf
from dronedeal.document.node import Items, Node, Table, Word
from dronedeal.document.reader import MISSING, Mention, Reader, nearest
from dronedeal.document.uncertain import read_chances, read_spread

__all__ = ["ALWAYS", "BESIDE", "OPTIONS", "read_number"]

_CLAIM = re.compile(r"[A-Z]\d{3,4}", re.ASCII)
_KINDS = (
    "value", "open", "triangle", "uniform", "normal", "lognormal", "choices", "by_year", "by_quarter", "drift", "claims",
)  # fmt: skip
_KEYS = (*_KINDS, "base", "weights", "why", "times", "quantum", "step", "correlates", "between")

_MOST_STEPS = 10**9
"""Most steps of a quantum from zero to an end of its range."""

BESIDE: Mapping[str, tuple[str, ...]] = {
    "value": (), "open": ("quantum", "step", "choices"), "triangle": ("base", "correlates"),
    "uniform": ("base", "correlates"), "normal": ("base", "correlates", "between"), "lognormal": ("base", "correlates"),
    "choices": ("weights", "base", "correlates"), "by_year": (), "by_quarter": (), "drift": (), "claims": ("weights", "base"),
}  # fmt: skip
"""What may stand beside each kind of number, and means something there."""

OPTIONS = ("yes", "no", "taken", "left")
"""How a yes or no is said: still optional, not optional, or optional once and now decided."""

ALWAYS = ("claims", "why", "times")
"""What may stand beside a number of any kind."""


def read_number(reader: Reader, node: Node, dimension: str, path: str, *, yearly: str = "") -> Any:  # noqa: ANN401 - Number or MISSING
    """Read a number of a dimension.

    Parameters
    ----------
    yearly
        ``year`` or ``quarter`` inside a series: there a plain amount is a total of that long, where a rate is asked for.
    """
    if dimension == "option":
        return _option(reader, node, path)
    if isinstance(node, Word):
        return _word(reader, node, dimension, path, yearly)
    if isinstance(node, Items):
        return reader.find(
            "D301", f"{path} is a number, not a list", node.place, f"write one value, such as {EXAMPLES[dimension]}"
        )
    for entry in node:
        if entry.key.text not in _KEYS:
            return reader.find(
                "D302",
                f"a number has no key {entry.key.text}{nearest(entry.key.text, _KEYS)}",
                entry.key.place,
                f"keys: {', '.join(_KEYS)}",
            )
    return _table(reader, node, dimension, path, yearly)


def _option(reader: Reader, node: Node, path: str) -> Any:  # noqa: ANN401
    """A yes or no: still open where it is said to be optional, else agreed."""
    said = node.text if isinstance(node, Word) else ""
    match said:
        case "yes" | "true":
            return option(path=path, place=node.place)
        case "no" | "false" | "taken":
            return Agreed(value=Decimal(1), unit="count", path=path, place=node.place)
        case "left":
            return Agreed(value=Decimal(0), unit="count", path=path, place=node.place)
        case _:
            return reader.find("D204", f"{path} cannot be {said[:60]!r}", node.place, f"one of: {', '.join(OPTIONS)}")


def _word(reader: Reader, word: Word, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    if _CLAIM.fullmatch(word.text):
        reader.mentions.append(Mention("claims", word.text, path, word.place))
        claim = reader.claims.get(word.text)
        if claim is None:
            return MISSING
        number = claimed(claim, path, word.place, dimension)
        if number is None:
            return reader.find(
                "D306",
                f"claim {word.text} ({claim.quantity}, {claim.unit}) gives no {dimension or 'number'}",
                word.place,
                "cite a claim of the right unit, or write the value with 'claims:'",
            )
        return number if is_rated(reader, number.unit, path, word.place) else MISSING
    amount = read_amount(reader, word, dimension, path, yearly)
    return amount if amount is MISSING else Agreed(value=amount.value, unit=amount.unit, path=path, place=word.place)


def _table(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    """A number written as a table: exactly one kind, with its companions."""
    kinds = [key for key in _KINDS if key in table.entries and key != "claims"]
    if "open" in kinds and "choices" in kinds:
        kinds.remove("choices")
    if len(kinds) > 1:
        return reader.find(
            "D307",
            f"{path} is both {' and '.join(kinds)}",
            table.entries[kinds[1]].key.place,
            "keep one kind of number",
        )
    claims = _claims(reader, table, path)
    if claims is MISSING:
        return MISSING
    times = table.node("times")
    inner = "" if times is not None else dimension
    kind = kinds[0] if kinds else "claims"
    if kind == "claims" and not claims:
        return reader.find("D302", f"{path} gives no value", table.place, f"write one of: {', '.join(_KINDS)}")
    for entry in table:
        if entry.key.text not in {kind, *BESIDE[kind], *ALWAYS}:
            return reader.find(
                "D312",
                f"{path}.{entry.key.text} means nothing beside {kind}",
                entry.key.place,
                f"beside {kind}: {', '.join((*BESIDE[kind], *ALWAYS))}",
            )
    read = {
        "value": _value, "open": _open, "triangle": read_spread, "uniform": read_spread, "normal": read_spread, "lognormal": read_spread,
        "choices": read_chances, "by_year": _series, "by_quarter": _series, "drift": read_drift,
        "claims": read_claimed,
    }[kind]  # fmt: skip
    number = read(reader, table, inner, path, yearly)
    if number is MISSING:
        return MISSING
    why = table.node("why")
    if why is not None:
        number = replace(number, why=reader.value(why, TextOf(), f"{path}.why"))
    if claims and kind != "claims":
        number = replace(number, claims=claims)
    if times is None:
        return number
    if not isinstance(times, Word):
        return reader.find(
            "D301", f"{path}.times names a number", times.place, "write times: unit_cost, or the path of a number"
        )
    if times.text != "unit_cost":
        reader.mentions.append(Mention("times", times.text, path, times.place))
    product_unit = (
        reader.currency if dimension == "money" else {"share": "share", "rate": "count/quarter"}.get(dimension, "count")
    )
    return Product(
        factor=replace(number, unit="count"),
        times=times.text,
        unit=product_unit,
        path=path,
        place=table.place,
        claims=number.claims,
        why=number.why,
    )


def _claims(reader: Reader, table: Table, path: str) -> Any:  # noqa: ANN401
    node = table.node("claims")
    if node is None:
        return ()
    words = (node,) if isinstance(node, Word) else node.items if isinstance(node, Items) else ()
    if not words or not all(isinstance(word, Word) for word in words):
        return reader.find("D203", f"{path}.claims is a list of claims", node.place, "write claims: [F069]")
    if not reader.different(words, f"{path}.claims"):
        return MISSING
    names: list[str] = []
    for word in words:
        if isinstance(word, Word):
            reader.mentions.append(Mention("claims", word.text, path, word.place))
            names.append(word.text)
    return tuple(names)


def _value(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    amount = read_amount(reader, table.node("value"), dimension, path, yearly)
    return amount if amount is MISSING else Agreed(value=amount.value, unit=amount.unit, path=path, place=table.place)


def _open(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    ends = read_amounts(reader, table, "open", dimension, path, yearly, (2,))
    if ends is MISSING:
        return MISSING
    low, high = ends
    if low.value > high.value:
        return reader.find(
            "D309",
            f"{path} is open between {low.value} and {high.value}, the wrong way round",
            table.place,
            "write the low end first",
        )
    steps = [key for key in BESIDE["open"] if key in table.entries]
    if len(steps) > 1:
        return reader.find(
            "D312",
            f"{path}: {' and '.join(steps)} say the same thing twice",
            table.entries[steps[1]].key.place,
            "keep one of quantum, step and choices",
        )
    if steps == ["choices"]:
        return _closed_by_choice(reader, table, low, high, dimension, path, yearly)
    quantum = read_beside(reader, table, steps[0], low.unit, dimension, path, yearly) if steps else None
    if quantum is MISSING:
        return MISSING
    if quantum is not None and quantum <= 0:
        return reader.find(
            "D309", f"{path}.{steps[0]} must be above zero", table.place, "give the smallest step of the number"
        )
    if quantum is not None and not _fits(quantum, low.value, high.value):
        return reader.find(
            "D309",
            f"{path}.{steps[0]} does not fit a range from {low.value} to {high.value}",
            table.entries[steps[0]].node.place,
            "write a step no larger than the range, and no smaller than a thousand-millionth of its ends",
        )
    return Open(low=low.value, high=high.value, quantum=quantum, unit=low.unit, path=path, place=table.place)


def _fits(quantum: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether a range holds a step of a quantum, and not so many that nobody could count them."""
    return (low == high or quantum <= high - low) and quantum * _MOST_STEPS >= max(abs(low), abs(high))


def _closed_by_choice(
    reader: Reader, table: Table, low: Amount, high: Amount, dimension: str, path: str, yearly: str
) -> Any:  # noqa: ANN401
    """``open: [low, high], choices: [...]``: on the table, but only at these values."""
    choices = read_amounts(reader, table, "choices", dimension, path, yearly, ())
    if choices is MISSING:
        return MISSING
    place = table.entries["choices"].node.place
    unit = common_unit((low, high, *choices))
    if unit is None:
        return reader.find("D308", f"{path}.choices are in another unit", place, f"write them in {low.unit}")
    values = tuple(choice.value for choice in choices)
    if not values or values != tuple(sorted(set(values))) or not low.value <= values[0] <= values[-1] <= high.value:
        return reader.find(
            "D309", f"{path}.choices must rise, from low to high at most", place, "order the choices within the range"
        )
    return Open(low=low.value, high=high.value, choices=values, unit=unit, path=path, place=table.place)


def _series(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    del yearly
    key = "by_year" if "by_year" in table.entries else "by_quarter"
    by = key.removeprefix("by_")
    node = table.node(key)
    if not isinstance(node, Table) or not node.entries:
        return reader.find(
            "D308",
            f"{path}.{key} is a table of one value a {by}",
            table.place,
            f"write {key}: {{{'2027' if by == 'year' else '2027-Q1'}: {EXAMPLES[dimension]}}}",
        )
    pattern = r"\d{4}" if by == "year" else r"\d{4}-Q[1-4]"
    values: list[Number] = []
    for entry in node:
        if not re.fullmatch(pattern, entry.key.text):
            return reader.find(
                "D205",
                f"{entry.key.text[:40]!r} is no {by}",
                entry.key.place,
                f"write {'2027' if by == 'year' else '2027-Q1'}",
            )
        value = read_number(reader, entry.node, dimension, f"{path}.{entry.key.text}", yearly=by)
        if value is MISSING:
            return MISSING
        values.append(value)
    labels = tuple(node.entries)
    if list(labels) != sorted(labels):
        return reader.find("D308", f"{path}.{key} is not in order of time", node.place, "put earlier ones first")
    unit = common_unit(Amount(one.value if isinstance(one, Agreed) else Decimal(1), one.unit) for one in values)
    if unit is None:
        return reader.find("D308", f"{path}.{key} mixes units", node.place, "write all values in one unit")
    by_name: Literal["year", "quarter"] = "year" if by == "year" else "quarter"
    held = tuple(replace(one, unit=unit) for one in values)
    return Series(by=by_name, labels=labels, values=held, unit=unit, path=path, place=table.place)
