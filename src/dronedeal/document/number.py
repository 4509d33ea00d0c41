"""Numbers as people write them: ``6%``, ``4_000 USD``, ``0.6B``, ``18 months``, ``90_000/quarter``, ``F069``, and the tables of kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from dronedeal.deal.claim import Claim
from dronedeal.deal.number import (
    Agreed,
    Disputed,
    Distribution,
    Lognormal,
    Normal,
    Number,
    OneOf,
    Open,
    Product,
    Series,
    SourceReading,
    Triangle,
    Uncertain,
    Uniform,
)
from dronedeal.deal.place import Place
from dronedeal.document.fields import TextOf
from dronedeal.document.node import Items, Node, Table, Word
from dronedeal.document.reader import MISSING, Mention, Reader, nearest

__all__ = ["CONFIDENCE", "claimed", "read_number"]

CONFIDENCE = {"high": Decimal(3), "medium": Decimal(2), "low": Decimal(1)}
"""Weight of a claim by its confidence, where the document gives none: an assumption, and shown as one."""

_LARGEST = Decimal("1e18")
_LONGEST = Decimal(36_525)
_SCALAR = re.compile(
    r"([+-]?(?:\d[\d_]*)?(?:\.\d+)?(?:[eE][+-]?\d{1,2})?)\s*([kMB](?![A-Za-z]))?\s*(%|[A-Za-z][A-Za-z_]*)?\s*(?:/\s*([a-z]+))?",
    re.ASCII,
)
_PER_QUARTER = {
    "quarter": Decimal(1), "year": Decimal("0.25"), "month": Decimal(3), "day": Decimal("91.3125"),
    "yr": Decimal("0.25"),
}  # fmt: skip
_THOUSANDS = {"k": Decimal(1000), "M": Decimal(1_000_000), "B": Decimal(1_000_000_000)}
_TIMES = {
    "day": ("days", 1), "days": ("days", 1), "week": ("days", 7), "weeks": ("days", 7), "month": ("months", 1),
    "months": ("months", 1), "quarter": ("months", 3), "quarters": ("months", 3), "year": ("months", 12),
    "years": ("months", 12),
}  # fmt: skip
_COUNTS = {"units", "unit", "effects", "effect", "people", "hours", "seats", "teams"}
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_CLAIM = re.compile(r"[A-Z]\d{3,4}", re.ASCII)
_KINDS = ("value", "open", "triangle", "uniform", "normal", "lognormal", "choices", "by_year", "by_quarter", "claims")
_KEYS = (*_KINDS, "base", "weights", "why", "times", "quantum", "step", "correlates", "between")
_EXAMPLES = {
    "money": "4_000 USD", "share": "6%", "count": "12", "duration": "3 months", "rate": "1_000/quarter",
    "money_rate": "5M USD/year", "": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Amount:
    """A scalar read: value, unit, and whether the unit said how often."""

    value: Decimal
    unit: str


def read_number(reader: Reader, node: Node, dimension: str, path: str, *, yearly: str = "") -> Any:  # noqa: ANN401 - Number or MISSING
    """Read a number of a dimension.

    Parameters
    ----------
    yearly
        ``year`` or ``quarter`` inside a series: there a plain amount is a total of that long, where a rate is asked for.
    """
    if isinstance(node, Word):
        return _word(reader, node, dimension, path, yearly)
    if isinstance(node, Items):
        return reader.find(
            "D301", f"{path} is a number, not a list", node.place, f"write one value, such as {_EXAMPLES[dimension]}"
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


def claimed(claim: Claim, path: str, place: Place, dimension: str) -> Number | None:
    """The number one claim gives: a point is agreed, an interval uncertain around its middle; nothing if no number fits."""
    reading = _source(claim, dimension)
    if reading is None:
        return None
    low, high, unit = reading
    if low == high:
        return Agreed(value=low, unit=unit, path=path, place=place, claims=(claim.id,))
    spread = Uniform(low=low, high=high)
    return Uncertain(distribution=spread, base=(low + high) / 2, unit=unit, path=path, place=place, claims=(claim.id,))


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
        return number
    amount = _amount(reader, word, dimension, path, yearly)
    return amount if amount is MISSING else Agreed(value=amount.value, unit=amount.unit, path=path, place=word.place)


def _amount(reader: Reader, node: Node | None, dimension: str, path: str, yearly: str = "") -> Any:  # noqa: ANN401
    """A scalar in the canonical unit of a dimension, or MISSING."""
    example = _EXAMPLES[dimension]
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
    if read.unit in {"days", "months"} and not 0 <= value <= _LONGEST:
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
    if fitted.unit[:3] not in {reader.currency, *reader.currencies} and dimension in {"money", "money_rate"}:
        return reader.find(
            "D305",
            f"{path} is in {fitted.unit[:3]}, which has no rate",
            node.place,
            f"give rates.{fitted.unit[:3]}, or write {reader.currency}",
        )
    return fitted


def _once(rate: _Amount, text: str) -> str:
    """How to write a rate of money where an amount is asked for: what falls to a quarter, or to whatever the key counts."""
    quarter = f"{rate.value.normalize():,f}".replace(",", "_")
    return f"leave out how often; where the key is money a quarter, {text[:60]} is {quarter} {rate.unit[:3]}"


def _unit(value: Decimal, unit: str, per: str) -> _Amount | None:
    """An amount in the unit as written, in canonical measure."""
    if per and per not in {*_PER_QUARTER, "unit"}:
        return None
    every = _PER_QUARTER.get(per)
    if unit == "%":
        return None if every else _Amount(value / 100, "share")
    if unit in _TIMES:
        name, factor = _TIMES[unit]
        return None if every else _Amount(value * factor, name)
    if unit in _COUNTS or not unit:
        return _Amount(value * every, "count/quarter") if every else _Amount(value, "count" if unit else "")
    if _CURRENCY.fullmatch(unit):
        return _Amount(value * every, f"{unit}/quarter") if every else _Amount(value, unit)
    return None


def _fit(reader: Reader, amount: _Amount, dimension: str, yearly: str) -> _Amount | None:
    """The amount in the canonical unit a dimension asks for, or nothing if it cannot be one."""
    unit, money = amount.unit, _CURRENCY.fullmatch(amount.unit[:3]) is not None
    bare_zero = not unit and not amount.value
    quarterly = amount.value * _PER_QUARTER[yearly] if yearly else None
    match dimension:
        case "money":
            if bare_zero:
                return _Amount(amount.value, reader.currency)
            return amount if money and "/" not in unit else None
        case "share":
            return replace(amount, unit="share") if unit in {"", "share"} else None
        case "count":
            return replace(amount, unit="count") if unit in {"", "count", "share"} else None
        case "duration":
            return replace(amount, unit="days") if bare_zero else (amount if unit in {"days", "months"} else None)
        case "rate":
            if unit in {"", "count"} and (quarterly is not None or bare_zero):
                return _Amount(quarterly or Decimal(0), "count/quarter")
            return amount if unit == "count/quarter" else None
        case "money_rate":
            if bare_zero:
                return _Amount(amount.value, f"{reader.currency}/quarter")
            if money and "/" not in unit and quarterly is not None:
                return _Amount(quarterly, f"{unit}/quarter")
            return amount if money and "/" in unit else None
        case _:
            return replace(amount, unit=unit or "count")


def _source(claim: Claim, dimension: str) -> tuple[Decimal, Decimal, str] | None:
    """What a claim gives, in the canonical unit of a dimension; a claim with a floor only is read as that point."""
    if claim.low is None:
        return None
    head, _, tail = claim.unit.partition("/")
    head, tail = head.strip(), tail.split(" ")[0]
    names = {"fraction": "share", "multiple": "count", "ratio": "count", "units": "count", "UAH": "UAH"}
    unit = names.get(head.split(" ")[0], head)
    if unit not in {"share", "count", "months", "days", "years"} and not _CURRENCY.fullmatch(unit):
        unit = "count"
    factor = _PER_QUARTER.get(tail)
    if factor is not None and dimension in {"rate", "money_rate"}:
        unit = f"{unit}/quarter"
    else:
        factor = Decimal(12) if unit == "years" else Decimal(1)
        unit = "months" if unit == "years" else unit
    wanted = {
        "money": _CURRENCY.fullmatch(unit) is not None, "share": unit in {"share", "count"}, "count": unit in {"share", "count"},
        "duration": unit in {"days", "months"}, "rate": unit == "count/quarter", "money_rate": unit.endswith("/quarter") and unit != "count/quarter",
    }  # fmt: skip
    if not wanted.get(dimension, True):
        return None
    high = claim.low if claim.high is None else claim.high
    shown = dimension if dimension in {"share", "count"} else unit
    return claim.low * factor, high * factor, shown


def _table(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    """A number written as a table: exactly one kind, with its companions."""
    kinds = [key for key in _KINDS if key in table.entries and key != "claims"]
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
    read = {
        "value": _value, "open": _open, "triangle": _spread, "uniform": _spread, "normal": _spread, "lognormal": _spread,
        "choices": _chances, "by_year": _series, "by_quarter": _series, "claims": _from_claims,
    }[kind]  # fmt: skip
    if kind == "claims" and not claims:
        return reader.find("D302", f"{path} gives no value", table.place, f"write one of: {', '.join(_KINDS)}")
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
        reader.mentions.append(Mention("numbers", times.text, path, times.place))
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
    names: list[str] = []
    for word in words:
        if isinstance(word, Word):
            reader.mentions.append(Mention("claims", word.text, path, word.place))
            names.append(word.text)
    return tuple(names)


def _value(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    amount = _amount(reader, table.node("value"), dimension, path, yearly)
    return amount if amount is MISSING else Agreed(value=amount.value, unit=amount.unit, path=path, place=table.place)


def _amounts(
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
            f"write {key}: [{', '.join([_EXAMPLES[dimension]] * (counts or (2,))[0])}]",
        )
    amounts = [_amount(reader, item, dimension, f"{path}.{key}", yearly) for item in node.items]
    if any(amount is MISSING for amount in amounts):
        return MISSING
    if len({amount.unit for amount in amounts}) > 1:
        return reader.find("D308", f"{path}.{key} mixes units", node.place, "write all values in one unit")
    return amounts


def _open(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    ends = _amounts(reader, table, "open", dimension, path, yearly, (2,))
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
    key = "quantum" if "quantum" in table.entries else "step"
    quantum = _amount(reader, table.node(key), dimension, f"{path}.{key}", yearly) if key in table.entries else None
    if quantum is MISSING:
        return MISSING
    if quantum is not None and quantum.value <= 0:
        return reader.find(
            "D309", f"{path}.{key} must be above zero", table.place, "give the smallest step of the number"
        )
    return Open(
        low=low.value, high=high.value, quantum=None if quantum is None else quantum.value, unit=low.unit, path=path,
        place=table.place,
    )  # fmt: skip


def _spread(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    kind = next(key for key in ("triangle", "uniform", "normal", "lognormal") if key in table.entries)
    counts = {"triangle": 3, "uniform": 2, "normal": 2, "lognormal": 2}[kind]
    if kind == "lognormal":
        made = _lognormal(reader, table, dimension, path, yearly)
    else:
        amounts = _amounts(reader, table, kind, dimension, path, yearly, (counts,))
        if amounts is MISSING:
            return MISSING
        between = None
        if "between" in table.entries:
            between = _amounts(reader, table, "between", dimension, path, yearly, (2,))
            if between is MISSING:
                return MISSING
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
            f"write lognormal: [{_EXAMPLES[dimension]}, 0.3]",
        )
    median = _amount(reader, node.items[0], dimension, path, yearly)
    sigma = _amount(reader, node.items[1], "count", path)
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


def _chances(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    amounts = _amounts(reader, table, "choices", dimension, path, yearly, ())
    if amounts is MISSING:
        return MISSING
    if "weights" in table.entries:
        weights = _amounts(reader, table, "weights", "count", path, "", (len(amounts),))
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
    base = _base(distribution)
    if "base" in table.entries:
        stated = _amount(reader, table.node("base"), dimension, f"{path}.base", yearly)
        if stated is MISSING:
            return MISSING
        base = stated.value
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
        amount = _amount(reader, entry.node, "count", f"{path}.correlates")
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
            f"write {key}: {{{'2027' if by == 'year' else '2027-Q1'}: {_EXAMPLES[dimension]}}}",
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
    by_name: Literal["year", "quarter"] = "year" if by == "year" else "quarter"
    return Series(by=by_name, labels=labels, values=tuple(values), unit=values[0].unit, path=path, place=table.place)


def _from_claims(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    """A number that rests on claims alone: one gives it, several dispute it and then the base must be stated."""
    words = table.node("claims")
    place = table.place if words is None else words.place
    names = [word.text for word in (words.items if isinstance(words, Items) else (words,)) if isinstance(word, Word)]
    claims = [reader.claims[name] for name in names if name in reader.claims]
    if len(claims) != len(names):
        return MISSING
    readings: list[SourceReading] = []
    unit = ""
    weights = (
        _amounts(reader, table, "weights", "count", path, "", (len(claims),)) if "weights" in table.entries else None
    )
    if weights is MISSING:
        return MISSING
    for index, claim in enumerate(claims):
        source = _source(claim, dimension)
        if source is None or (unit and source[2] != unit):
            return reader.find(
                "D306",
                f"claim {claim.id} ({claim.quantity}, {claim.unit}) gives no {dimension or 'number'} here",
                place,
                "cite claims of one unit that fits",
            )
        weight = weights[index].value if weights else CONFIDENCE.get(claim.confidence, Decimal(1))
        readings.append(SourceReading(claim=claim.id, low=source[0], high=source[1], weight=weight))
        unit = source[2]
    base = None
    if "base" in table.entries:
        stated = _amount(reader, table.node("base"), dimension, f"{path}.base", yearly)
        if stated is MISSING:
            return MISSING
        base = stated.value
    if len(readings) == 1:
        number = claimed(claims[0], path, table.place, dimension)
        return number if base is None or not isinstance(number, Uncertain) else replace(number, base=base)
    if base is None:
        return reader.find(
            "D311",
            f"{path}: sources disagree ({', '.join(names)}), so its base must be stated",
            table.place,
            "add base: the value planning should use",
        )
    return Disputed(readings=tuple(readings), base=base, unit=unit, path=path, place=table.place, claims=tuple(names))
