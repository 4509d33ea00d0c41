"""Series with drift: a number that wanders from year to year, read as a series of lognormal years. Not its draws."""

from __future__ import annotations

from decimal import Context, Decimal
from math import asin, pi, sqrt
from typing import Any

from dronedeal.deal.number import Agreed, Lognormal, Series, Uncertain
from dronedeal.deal.place import Place
from dronedeal.document.amount import EXAMPLES, Amount, read_amount
from dronedeal.document.node import Node, Table
from dronedeal.document.reader import MISSING, Reader, nearest

__all__ = ["DRIFT_KEYS", "read_drift"]

DRIFT_KEYS = ("from", "per_year", "volatility")
"""What a drift says; all but ``per_year`` must be said."""

_MOST = Decimal(10)
"""Most growth and volatility a year: beyond, it is a percentage without its sign."""

_DIGITS = Context(prec=12)
"""Figures that later years are held to: no more than are shown."""


def read_drift(reader: Reader, table: Table, dimension: str, path: str, yearly: str) -> Any:  # noqa: ANN401
    """``drift: {from: 4_000 USD, per_year: 3%, volatility: 20%}``: a series by calendar year over the horizon.

    Notes
    -----
    Geometric Brownian motion (Samuelson 1965; Black and Scholes 1973), seen once a year. The first year is agreed; the k-th after it
    is lognormal with median ``from (1 + per_year)^k`` and sigma ``volatility sqrt(k)``. Its logarithm is correlated with that of year
    j < k by sqrt(j / k). Only neighbours are stated: what follows from a chain of pairs and no more is just that (see ``correlation``).
    """
    key, node = table.entries["drift"].key, table.entries["drift"].node
    if yearly:
        return reader.find(
            "D307",
            f"{path} is a drift inside a series",
            key.place,
            "write the drift alone: it covers the whole horizon",
        )
    said = _said(reader, node, dimension, f"{path}.drift")
    if said is MISSING:
        return MISSING
    start, growth, volatility = said
    years = tuple(dict.fromkeys(str(quarter.year) for quarter in reader.horizon.quarters))
    first = Agreed(value=start.value, unit=start.unit, path=f"{path}.{years[0]}", place=node.place)
    later = (_later(start, growth, volatility, path, years[: after + 1], node.place) for after in range(1, len(years)))
    return Series(by="year", labels=years, values=(first, *later), unit=start.unit, path=path, place=table.place)


def _later(
    start: Amount, growth: Decimal, volatility: Decimal, path: str, years: tuple[str, ...], place: Place
) -> Uncertain:
    """The number in the last of some years, which hangs on the year before unless that is the first, which is agreed."""
    after = len(years) - 1
    median = _DIGITS.plus(start.value * (1 + growth) ** after)
    sigma = _DIGITS.plus(volatility * Decimal(after).sqrt())
    return Uncertain(
        distribution=Lognormal(median=median, sigma=sigma),
        base=median,
        correlates=((f"{path}.{years[-2]}", _rank(after - 1)),) if after > 1 else (),
        unit=start.unit,
        path=f"{path}.{years[-1]}",
        place=place,
    )


def _rank(after: int) -> Decimal:
    """Rank correlation of what is so many years after the first with the year that follows, of which logarithms have sqrt(k / (k + 1)).

    Spearman's r of normal numbers correlated by rho is 6 / pi arcsin(rho / 2) (Pearson 1907).
    """
    return Decimal(f"{6.0 / pi * asin(sqrt(after / (after + 1)) / 2.0):.12f}")


def _said(reader: Reader, node: Node, dimension: str, path: str) -> Any:  # noqa: ANN401
    """Where a drift starts, its growth and its volatility a year; MISSING after a finding."""
    if not isinstance(node, Table):
        example = f"{{from: {EXAMPLES[dimension]}, per_year: 3%, volatility: 20%}}"
        return reader.find(
            "D308", f"{path} is a table of {', '.join(DRIFT_KEYS)}", node.place, f"write drift: {example}"
        )
    for entry in node:
        if entry.key.text not in DRIFT_KEYS:
            message = f"a drift has no key {entry.key.text[:60]}{nearest(entry.key.text, DRIFT_KEYS)}"
            return reader.find("D302", message, entry.key.place, f"keys: {', '.join(DRIFT_KEYS)}")
    for key, example in {"from": EXAMPLES[dimension], "volatility": "20%"}.items():
        if key not in node.entries:
            return reader.find("D302", f"{path} lacks {key}", node.place, f"add {key}: {example}")
    start = read_amount(reader, node.node("from"), dimension, f"{path}.from", "year")
    volatility = read_amount(reader, node.node("volatility"), "share", f"{path}.volatility")
    growth = Amount(Decimal(0), "share")
    if "per_year" in node.entries:
        growth = read_amount(reader, node.node("per_year"), "share", f"{path}.per_year")
    if MISSING in (start, growth, volatility):
        return MISSING
    for key, is_sound, mend in (
        ("from", start.value > 0, "write a value above zero: what wanders by shares never leaves zero"),
        ("per_year", -1 < growth.value <= _MOST, "write a share above -100%, and of 1,000% at most"),
        ("volatility", 0 < volatility.value <= _MOST, "write a share above 0%, and of 1,000% at most"),
    ):
        if not is_sound:
            place = node.entries[key].node.place
            return reader.find("D310", f"{path}.{key} is out of range: nothing can wander by it", place, mend)
    return start, growth.value, volatility.value
