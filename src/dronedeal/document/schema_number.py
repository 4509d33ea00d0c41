"""The schema of a number: what may follow its digits, and the tables of its kinds. Not the reader of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from dronedeal.document.number import ALWAYS, BESIDE

__all__ = ["ANY_TEXT", "CURRENCY", "Schema", "items_of", "number_name", "numbers", "ref"]

Schema: TypeAlias = dict[str, object]
"""A JSON Schema, or a part of one, as plain values."""

ANY_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""A scalar read as text, whatever YAML takes it for."""

CURRENCY = "[A-Z]{3}"
"""The pattern of a currency code."""

_AMOUNT = r"^[+-]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,2})?\s*(?:[kMB](?![A-Za-z]))?\s*"
_COUNTED = "(?:units?|effects?|people|hours|seats|teams)"
_TIME = "(?:day|week|month|quarter|year)s?"
_EVERY = r"\s*/\s*(?:quarter|year|yr|month|day)"
_EACH = r"(?:\s*/\s*unit)?$"
_WRITTEN: Mapping[str, tuple[str, ...]] = {
    "money": (f"{CURRENCY}{_EACH}",),
    "share": (f"%?{_EACH}",),
    "count": (f"(?:%|{_COUNTED})?{_EACH}",),
    "duration": (f"{_TIME}{_EACH}",),
    "rate": (f"{_COUNTED}?{_EVERY}$",),
    "money_rate": (f"{CURRENCY}{_EVERY}$",),
    "": (f"(?:%|{CURRENCY}|{_COUNTED}|{_TIME})?{_EACH}", f"(?:{CURRENCY}|{_COUNTED})?{_EVERY}$"),
}
"""What may follow the digits of a number of each dimension."""

_IN_SERIES: Mapping[str, tuple[str, ...]] = {"rate": (f"{_COUNTED}?$",), "money_rate": (f"{CURRENCY}$",)}
"""What else may follow them inside a series, where an amount is the total of a year or a quarter."""

_BARE = frozenset({"share", "count", ""})


def numbers() -> Schema:
    """The definitions of numbers of every dimension: ``number_money``, ``scalar_money`` and so on."""
    return {name: one for dimension in _WRITTEN for name, one in _number(dimension)}


def items_of(item: Schema, alone: Schema) -> Schema:
    """A list; one entry alone may stand without its brackets."""
    return {"anyOf": [alone, {"type": "array", "items": item}]}


def ref(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def number_name(dimension: str, *, series: bool = False) -> str:
    """The definition of a number of one dimension."""
    return f"number_{dimension or 'any'}{'_in_series' if series and dimension in _IN_SERIES else ''}"


def _number(dimension: str) -> Iterator[tuple[str, Schema]]:
    """The definitions of a number of one dimension: as a scalar, of any kind, and inside a series if that differs."""
    for series in (False, True) if dimension in _IN_SERIES else (False,):
        name = number_name(dimension, series=series)
        scalar = name.replace("number", "scalar")
        tails = (*_WRITTEN[dimension], *(_IN_SERIES[dimension] if series else ()))
        bare: Schema = {"type": "number"} if dimension in _BARE or series else {"const": 0}
        yield scalar, {"anyOf": [bare, *({"type": "string", "pattern": _AMOUNT + tail} for tail in tails)]}
        table = _number_table(dimension, ref(scalar))
        if dimension:
            table = {"if": {"required": ["times"]}, "then": ref("table_any"), "else": table}
        else:
            yield "table_any", table
            table = ref("table_any")
        yield (
            name,
            {
                "description": f"A number{_of(dimension)}: a value, a claim, or a table of one kind.",
                "anyOf": [ref(scalar), {"type": "string", "pattern": r"^[A-Z]\d{3,4}$"}, {"type": "object", **table}],
            },
        )


def _of(dimension: str) -> str:
    words = {"": " of any unit", "rate": " of units a quarter or a year", "money_rate": " of money a quarter or a year"}
    return words.get(dimension, f" of {dimension}")


def _number_table(dimension: str, scalar: Schema) -> Schema:
    """A number written as a table: one kind, with its companions."""

    def several(count: int) -> Schema:
        return {"type": "array", "items": scalar, "minItems": count, "maxItems": count}

    inside = ref(number_name(dimension, series=True))
    count = ref("scalar_count")
    kinds: dict[str, Schema] = {
        "value": {"description": "An agreed value.", **scalar},
        "open": {"description": "On the table: low and high end.", **several(2)},
        "triangle": {"description": "Uncertain: low, mode, high.", **several(3)},
        "uniform": {"description": "Uncertain: low, high.", **several(2)},
        "normal": {"description": "Uncertain: mean, standard deviation.", **several(2)},
        "lognormal": {
            "description": "Uncertain: median, standard deviation of the logarithm.",
            "type": "array",
            "prefixItems": [scalar, count],
            "minItems": 2,
            "maxItems": 2,
        },
        "choices": {
            "description": "Uncertain: one of these; beside open, the values on the table.",
            "type": "array",
            "items": scalar,
            "minItems": 1,
        },
        "by_year": _series("year", r"^\d{4}$", inside),
        "by_quarter": _series("quarter", r"^\d{4}-Q[1-4]$", inside),
        "drift": {
            "description": "Wanders from year to year: the first year, growth of the median a year, deviation of the yearly change of "
            "its logarithm.",
            "type": "object",
            "required": ["from", "volatility"],
            "additionalProperties": False,
            "properties": {
                "from": ref(number_name(dimension, series=True).replace("number", "scalar")),
                "per_year": ref("scalar_share"),
                "volatility": ref("scalar_share"),
            },
        },
    }
    companions: dict[str, Schema] = {
        "claims": {"description": "Claims it rests on.", **items_of(ANY_TEXT, ANY_TEXT)},
        "base": {"description": "What planning uses, where the rule of its kind will not do.", **scalar},
        "weights": {"description": "Weights of choices or of claims.", "type": "array", "items": count},
        "why": {"description": "How it was arrived at.", **ANY_TEXT},
        "times": {
            "description": "The number it multiplies: unit_cost, or a path.", "type": "string",
        },
        "quantum": {"description": "Smallest step of an open number.", **scalar},
        "step": {"description": "The same as quantum.", **scalar},
        "correlates": {
            "description": "Rank correlation with other numbers, by path.",
            "type": "object",
            "additionalProperties": count,
        },
        "between": {"description": "Where a normal density is cut off.", **several(2)},
    }  # fmt: skip
    return {
        "additionalProperties": False,
        "properties": {**kinds, **companions},
        "oneOf": [
            {"required": [kind], "propertyNames": {"enum": [kind, *beside, *(one for one in ALWAYS if one != kind)]}}
            for kind, beside in BESIDE.items()
        ],
    }


def _series(by: str, label: str, inside: Schema) -> Schema:
    return {
        "description": f"A number for each {by} named; each holds until the next.",
        "type": "object",
        "propertyNames": {"pattern": label},
        "additionalProperties": inside,
        "minProperties": 1,
    }
