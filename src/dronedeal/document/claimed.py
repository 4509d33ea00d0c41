"""Numbers that rest on claims alone: one gives it, several dispute it. Not what is cited beside a value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from dronedeal.deal.claim import Claim
from dronedeal.deal.number import Agreed, Disputed, Number, SourceReading, Uncertain, Uniform
from dronedeal.deal.place import Place
from dronedeal.document.amount import CURRENCY_CODE, PER_QUARTER, is_rated, read_amounts, read_beside
from dronedeal.document.node import Items, Table, Word
from dronedeal.document.reader import MISSING, Reader

__all__ = ["CONFIDENCE", "claimed", "read_claimed", "source_of"]

CONFIDENCE = {"high": Decimal(3), "medium": Decimal(2), "low": Decimal(1)}
"""Weight of a claim by its confidence, where the document gives none: an assumption, and shown as one."""


def claimed(claim: Claim, path: str, place: Place, dimension: str) -> Number | None:
    """The number one claim gives: a point is agreed, an interval uncertain around its middle; nothing if no number fits."""
    reading = source_of(claim, dimension)
    if reading is None:
        return None
    low, high, unit = reading
    if low == high:
        return Agreed(value=low, unit=unit, path=path, place=place, claims=(claim.id,))
    spread = Uniform(low=low, high=high)
    return Uncertain(distribution=spread, base=(low + high) / 2, unit=unit, path=path, place=place, claims=(claim.id,))


def source_of(claim: Claim, dimension: str) -> tuple[Decimal, Decimal, str] | None:
    """What a claim gives, in the canonical unit of a dimension; a claim with a floor only is read as that point."""
    if claim.low is None:
        return None
    head, _, tail = claim.unit.partition("/")
    head, tail = head.strip(), tail.split(" ")[0]
    names = {"fraction": "share", "multiple": "count", "ratio": "count", "units": "count", "UAH": "UAH"}
    unit = names.get(head.split(" ")[0], head)
    if unit not in {"share", "count", "months", "days", "years"} and not CURRENCY_CODE.fullmatch(unit):
        unit = "count"
    factor = PER_QUARTER.get(tail)
    if factor is not None and dimension in {"rate", "money_rate"}:
        unit = f"{unit}/quarter"
    else:
        factor = Decimal(12) if unit == "years" else Decimal(1)
        unit = "months" if unit == "years" else unit
    wanted = {
        "money": CURRENCY_CODE.fullmatch(unit) is not None, "share": unit in {"share", "count"}, "count": unit in {"share", "count"},
        "duration": unit in {"days", "months"}, "rate": unit == "count/quarter", "money_rate": unit.endswith("/quarter") and unit != "count/quarter",
    }  # fmt: skip
    if not wanted.get(dimension, True):
        return None
    high = claim.low if claim.high is None else claim.high
    shown = dimension if dimension in {"share", "count"} else unit
    return claim.low * factor, high * factor, shown


def read_claimed(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
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
        read_amounts(reader, table, "weights", "count", path, "", (len(claims),))
        if "weights" in table.entries
        else None
    )
    if weights is MISSING:
        return MISSING
    for index, claim in enumerate(claims):
        source = source_of(claim, dimension)
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
    base = read_beside(reader, table, "base", unit, dimension, path, yearly)
    if base is MISSING or not is_rated(reader, unit, path, place):
        return MISSING
    if len(readings) == 1:
        number = claimed(claims[0], path, table.place, dimension)
        if isinstance(number, Agreed) and base not in {None, number.value}:
            return reader.find(
                "D312",
                f"{path}.base differs from {names[0]}, which says one value",
                table.entries["base"].node.place,
                "drop the base, or write the value and cite the claim beside it",
            )
        return replace(number, base=base) if base is not None and isinstance(number, Uncertain) else number
    if base is None:
        return reader.find(
            "D311",
            f"{path}: sources disagree ({', '.join(names)}), so its base must be stated",
            table.place,
            "add base: the value planning should use",
        )
    return Disputed(readings=tuple(readings), base=base, unit=unit, path=path, place=table.place, claims=tuple(names))
