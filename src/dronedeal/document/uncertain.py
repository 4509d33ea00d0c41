"""Uncertain numbers: triangles, uniform, normal and lognormal densities, choices of nature; and what correlates. Not their draws."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dronedeal.deal.number import Distribution, Lognormal, Normal, OneOf, Triangle, Uncertain, Uniform
from dronedeal.document.amount import EXAMPLES, common_unit, read_amount, read_amounts, read_beside
from dronedeal.document.node import Items, Table
from dronedeal.document.reader import MISSING, Mention, Reader

__all__ = ["read_chances", "read_spread"]


def read_spread(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    """A number under a density: a triangle, or uniform, normal or lognormal."""
    kind = next(key for key in ("triangle", "uniform", "normal", "lognormal") if key in table.entries)
    counts = {"triangle": 3, "uniform": 2, "normal": 2, "lognormal": 2}[kind]
    if kind == "lognormal":
        made = _lognormal(reader, table, dimension, path, yearly)
    else:
        amounts = read_amounts(reader, table, kind, dimension, path, yearly, (counts,))
        if amounts is MISSING:
            return MISSING
        between = None
        if "between" in table.entries:
            between = read_amounts(reader, table, "between", dimension, path, yearly, (2,))
            if between is MISSING:
                return MISSING
            if common_unit((*amounts, *between)) is None:
                place = table.entries["between"].node.place
                return reader.find("D308", f"{path}.between is in another unit", place, f"write {amounts[0].unit}")
        made = (_distribution(kind, [one.value for one in amounts], between), amounts[0].unit)
    if made is MISSING:
        return MISSING
    distribution, unit = made
    if distribution is None:
        return reader.find(
            "D310",
            f"{path} is no distribution: its values are out of order or have no spread",
            table.place,
            "write low <= mode <= high with low < high; a deviation above zero",
        )
    return _uncertain(reader, table, dimension, path, yearly, distribution, unit)


def _lognormal(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    """``lognormal: [median, sigma]``: the first in the number's unit, the second a plain number."""
    node = table.node("lognormal")
    if not isinstance(node, Items) or len(node.items) != 2:  # noqa: PLR2004
        return reader.find(
            "D308",
            f"{path}.lognormal is a list of 2 values",
            table.place,
            f"write lognormal: [{EXAMPLES[dimension]}, 0.3]",
        )
    median = read_amount(reader, node.items[0], dimension, path, yearly)
    sigma = read_amount(reader, node.items[1], "count", path)
    if median is MISSING or sigma is MISSING:
        return MISSING
    sound = median.value > 0 and sigma.value > 0
    return (Lognormal(median=median.value, sigma=sigma.value) if sound else None), median.unit


def _distribution(kind: str, values: list[Decimal], between: list[Any] | None) -> Distribution | None:
    match kind:
        case "triangle":
            low, mode, high = values
            return Triangle(low=low, mode=mode, high=high) if low <= mode <= high and low < high else None
        case "uniform":
            low, high = values
            return Uniform(low=low, high=high) if low < high else None
        case _:
            mean, deviation = values
            ends = (None, None) if between is None else (between[0].value, between[1].value)
            sound = deviation > 0 and (between is None or between[0].value <= mean <= between[1].value)
            return Normal(mean=mean, deviation=deviation, low=ends[0], high=ends[1]) if sound else None


def read_chances(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    """One of several values, by their weights; evenly, if none are given."""
    amounts = read_amounts(reader, table, "choices", dimension, path, yearly, ())
    if amounts is MISSING:
        return MISSING
    if "weights" in table.entries:
        weights = read_amounts(reader, table, "weights", "count", path, "", (len(amounts),))
        if weights is MISSING:
            return MISSING
        chances = tuple(weight.value for weight in weights)
    else:
        chances = (Decimal(1),) * len(amounts)
    if not amounts or min(chances) < 0 or not any(chances):
        return reader.find(
            "D310",
            f"{path}: weights must not be negative, and not all zero",
            table.place,
            "give each choice its weight",
        )
    spread = OneOf(values=tuple(one.value for one in amounts), weights=chances)
    return _uncertain(reader, table, dimension, path, yearly, spread, amounts[0].unit)


def _uncertain(
    reader: Reader, table: Table, dimension: str, path: str, yearly: str, distribution: Distribution, unit: str
) -> Any:  # noqa: ANN401
    stated = read_beside(reader, table, "base", unit, dimension, path, yearly)
    if stated is MISSING:
        return MISSING
    base = _base(distribution) if stated is None else stated
    correlates = _correlates(reader, table, path)
    if correlates is MISSING:
        return MISSING
    return Uncertain(
        distribution=distribution, base=base, correlates=correlates, unit=unit, path=path, place=table.place
    )


def _correlates(reader: Reader, table: Table, path: str) -> Any:  # noqa: ANN401
    node = table.node("correlates")
    if node is None:
        return ()
    if not isinstance(node, Table):
        return reader.find("D203", f"{path}.correlates is a table", node.place, "write 'path of a number: correlation'")
    pairs: list[tuple[str, Decimal]] = []
    for entry in node:
        amount = read_amount(reader, entry.node, "count", f"{path}.correlates")
        if amount is MISSING or abs(amount.value) > 1:
            return (
                MISSING
                if amount is MISSING
                else reader.find(
                    "D310", "a correlation lies between -1 and 1", entry.node.place, "write a value between -1 and 1"
                )
            )
        reader.mentions.append(Mention("numbers", entry.key.text, path, entry.key.place))
        pairs.append((entry.key.text, amount.value))
    return tuple(pairs)


def _base(distribution: Distribution) -> Decimal:
    """The documented rule for the base of an uncertain number that states none."""
    match distribution:
        case Triangle(mode=mode):
            return mode
        case Uniform(low=low, high=high):
            return (low + high) / 2
        case Normal(mean=mean):
            return mean
        case Lognormal(median=median):
            return median
        case OneOf(values=values, weights=weights):
            return values[weights.index(max(weights))]
