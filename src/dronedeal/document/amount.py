"""Amounts as people write them: a value with its unit, read into the canonical unit of what is asked for. Not yet a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from dronedeal.deal.place import Place
from dronedeal.document.node import Items, Node, Table, Word
from dronedeal.document.reader import MISSING, Reader

__all__ = [
    "CURRENCY_CODE",
    "EXAMPLES",
    "PER_QUARTER",
    "Amount",
    "common_unit",
    "is_rated",
    "read_amount",
    "read_amounts",
    "read_beside",
]

_LARGEST = Decimal("1e18")
_LONGEST = {"days": Decimal(36_525), "months": Decimal(1_200)}
_SCALAR = re.compile(
    r"([+-]?(?:\d+(?:_\d+)*)?(?:\.\d+)?(?:[eE][+-]?\d{1,2})?)\s*([kMB](?![A-Za-z]))?\s*(%|[A-Za-z][A-Za-z_]*)?\s*(?:/\s*([a-z]+))?",
    re.ASCII,
)
PER_QUARTER = {
    "quarter": Decimal(1), "year": Decimal("0.25"), "month": Decimal(3), "day": Decimal("91.3125"),
    "yr": Decimal("0.25"),
}  # fmt: skip
"""How much of a quarter's amount one of each length is."""

_THOUSANDS = {"k": Decimal(1000), "M": Decimal(1_000_000), "B": Decimal(1_000_000_000)}
_TIMES = {
    "day": ("days", 1), "days": ("days", 1), "week": ("days", 7), "weeks": ("days", 7), "month": ("months", 1),
    "months": ("months", 1), "quarter": ("months", 3), "quarters": ("months", 3), "year": ("months", 12),
    "years": ("months", 12),
}  # fmt: skip
_COUNTS = {"units", "unit", "effects", "effect", "people", "hours", "seats", "teams"}
CURRENCY_CODE = re.compile(r"[A-Z]{3}", re.ASCII)

EXAMPLES = {
    "money": "4_000 USD", "share": "6%", "count": "12", "duration": "3 months", "rate": "1_000/quarter",
    "money_rate": "5M USD/year", "": "1",
}  # fmt: skip
"""How a number of each dimension is written, for the mend of a finding."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A scalar read: value, unit, and whether the unit said how often."""

    value: Decimal
    unit: str


def read_amount(reader: Reader, node: Node | None, dimension: str, path: str, yearly: str = "") -> Any:  # noqa: ANN401
    """A scalar in the canonical unit of a dimension, or MISSING."""
    example = EXAMPLES[dimension]
    if not isinstance(node, Word):
        place = Place("") if node is None else node.place
        return reader.find("D301", f"{path} must be a single value here", place, f"write it as {example}")
    found = _SCALAR.fullmatch(node.text.strip())
    if found is None or not re.match(r"[+-]?\.?\d", found[1]):
        return reader.find("D301", f"{path} is a number, not {node.text[:60]!r}", node.place, f"write it as {example}")
    value = Decimal(found[1].replace("_", "")) * _THOUSANDS.get(found[2] or "", Decimal(1))
    if abs(value) > _LARGEST:
        return reader.find("D301", f"{path} is out of all proportion", node.place, "write a number below 1e18")
    read = _unit(value, found[3] or "", found[4] or "")
    if read is None:
        return reader.find(
            "D304", f"{path} has a unit nobody knows: {node.text[:60]!r}", node.place, f"write it as {example}"
        )
    if read.unit in _LONGEST and not 0 <= read.value <= _LONGEST[read.unit]:
        return reader.find(
            "D301",
            f"{path} is no length of time: {node.text[:60]!r}",
            node.place,
            "write a length of time up to a hundred years",
        )
    fitted = _fit(reader, read, dimension, yearly)
    if fitted is None:
        return reader.find(
            "D304",
            f"{path} asks for {dimension.replace('_', ' ')}, not {node.text[:60]!r}",
            node.place,
            _once(read, node.text) if dimension == "money" and "/" in read.unit else f"write it as {example}",
        )
    _mind_the_point(reader, found, fitted, path, node.place)
    return fitted if is_rated(reader, fitted.unit, path, node.place) else MISSING


def _mind_the_point(reader: Reader, found: re.Match[str], read: Amount, path: str, place: Place) -> None:
    """Warn of an amount of money that others would read as a thousand times as much."""
    whole, point, after = found[1].lstrip("+-").partition(".")
    is_money = re.match(r"[A-Z]{3}(/|$)", read.unit) is not None
    if is_money and point and re.fullmatch(r"[1-9]\d{0,2}", whole) and re.fullmatch(r"\d{3}", after) and not found[2]:
        said = f"{found[1]} {found[3]}"
        mend = f"write {whole}_{after} {found[3]} for thousands, or {Decimal(found[1]).normalize():f} {found[3]}"
        reader.find(
            "D314",
            f"{path}: {said} is {Decimal(found[1]).normalize():f} {found[3]} here",
            place,
            mend,
            severity="warning",
        )


def read_amounts(
    reader: Reader, table: Table, key: str, dimension: str, path: str, yearly: str, counts: tuple[int, ...]
) -> Any:  # noqa: ANN401
    """A list of scalars under a key, of one of the lengths asked for, all in one unit."""
    node = table.node(key)
    if not isinstance(node, Items) or (counts and len(node.items) not in counts):
        shown = " or ".join(str(count) for count in counts) or "several"
        place = table.place if node is None else node.place
        return reader.find(
            "D308",
            f"{path}.{key} is a list of {shown} values",
            place,
            f"write {key}: [{', '.join([EXAMPLES[dimension]] * (counts or (2,))[0])}]",
        )
    amounts = [read_amount(reader, item, dimension, f"{path}.{key}", yearly) for item in node.items]
    if any(amount is MISSING for amount in amounts):
        return MISSING
    unit = common_unit(amounts) if amounts else ""
    if unit is None:
        return reader.find("D308", f"{path}.{key} mixes units", node.place, "write all values in one unit")
    return [replace(amount, unit=unit) for amount in amounts]


def read_beside(reader: Reader, table: Table, key: str, unit: str, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    """The value of a companion in the unit of its number, None if it is not said."""
    node = table.node(key)
    if node is None:
        return None
    amount = read_amount(reader, node, dimension, f"{path}.{key}", yearly)
    if amount is MISSING:
        return MISSING
    if common_unit((Amount(Decimal(1), unit), amount)) is None:
        return reader.find(
            "D308", f"{path}.{key} is in {amount.unit}, the number itself in {unit}", node.place, f"write it in {unit}"
        )
    return amount.value


def common_unit(amounts: Iterable[Amount]) -> str | None:
    """The one unit of some amounts, or nothing if they differ.

    Zero is zero in every unit. A percentage and a plain number are of one measure, so either will do for both.
    """
    said = tuple(amounts)
    units = [amount.unit for amount in said if amount.value] or [said[0].unit]
    return units[0] if len({"count" if unit == "share" else unit for unit in units}) == 1 else None


def is_rated(reader: Reader, unit: str, path: str, place: Place) -> bool:
    """Whether a unit is no currency, the deal's own, or one that ``rates`` names; else a finding is made."""
    currency = unit[:3]
    if not CURRENCY_CODE.fullmatch(currency) or currency in {reader.currency, *reader.currencies}:
        return True
    reader.find(
        "D305",
        f"{path} is in {currency}, which has no rate",
        place,
        f"give rates.{currency}, or write {reader.currency}",
    )
    return False


def _once(rate: Amount, text: str) -> str:
    """How to write a rate of money where an amount is asked for: what falls to a quarter, or to whatever the key counts."""
    quarter = f"{rate.value.normalize():,f}".replace(",", "_")
    return f"leave out how often; where the key is money a quarter, {text[:60]} is {quarter} {rate.unit[:3]}"


def _unit(value: Decimal, unit: str, per: str) -> Amount | None:
    """An amount in the unit as written, in canonical measure."""
    if per and per not in {*PER_QUARTER, "unit"}:
        return None
    every = PER_QUARTER.get(per)
    if unit == "%":
        return None if every else Amount(value / 100, "share")
    if unit in _TIMES:
        name, factor = _TIMES[unit]
        return None if every else Amount(value * factor, name)
    if unit in _COUNTS or not unit:
        return Amount(value * every, "count/quarter") if every else Amount(value, "count" if unit else "")
    if CURRENCY_CODE.fullmatch(unit):
        return Amount(value * every, f"{unit}/quarter") if every else Amount(value, unit)
    return None


def _fit(reader: Reader, amount: Amount, dimension: str, yearly: str) -> Amount | None:
    """The amount in the canonical unit a dimension asks for, or nothing if it cannot be one."""
    unit, money = amount.unit, CURRENCY_CODE.fullmatch(amount.unit[:3]) is not None
    bare_zero = not unit and not amount.value
    quarterly = amount.value * PER_QUARTER[yearly] if yearly else None
    match dimension:
        case "money":
            if bare_zero:
                return Amount(amount.value, reader.currency)
            return amount if money and "/" not in unit else None
        case "share":
            return replace(amount, unit="share") if unit in {"", "share"} else None
        case "count":
            return replace(amount, unit="count") if unit in {"", "count", "share"} else None
        case "duration":
            return replace(amount, unit="days") if bare_zero else (amount if unit in {"days", "months"} else None)
        case "rate":
            if unit in {"", "count"} and (quarterly is not None or bare_zero):
                return Amount(quarterly or Decimal(0), "count/quarter")
            return amount if unit == "count/quarter" else None
        case "money_rate":
            if bare_zero:
                return Amount(amount.value, f"{reader.currency}/quarter")
            if money and "/" not in unit and quarterly is not None:
                return Amount(quarterly, f"{unit}/quarter")
            return amount if money and "/" in unit else None
        case _:
            return replace(amount, unit=unit or "count")
