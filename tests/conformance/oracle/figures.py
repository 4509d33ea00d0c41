"""Figures as a document writes them, as exact fractions, and the one rounding that a payable line gets."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.conformance.oracle.days import Quarter

PLACES = {"USD": 2, "EUR": 2, "UAH": 2, "GBP": 2, "JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3}
"""Places after the point, ISO 4217; what is not here is goods, counted whole. `SECURITY-USD` is as `USD`."""
Row = list[Fraction]
"""One value a quarter."""


def figure(said: object) -> tuple[Fraction, str]:
    """A value with its unit: per cents are shares, weeks days, quarters and years months."""
    digits, _, unit = str(said).strip().replace("_", "").partition(" ")
    if digits.endswith("%"):
        return Fraction(digits[:-1]) / 100, "share"
    times, unit = {"weeks": (7, "days"), "quarters": (3, "months"), "years": (12, "months")}.get(unit, (1, unit))
    return Fraction(digits) * times, unit


def worth(said: object, rates: Mapping[str, Row], periods: int) -> Row:
    """One value in every quarter; money of another currency at the deal's own rates."""
    value, unit = figure(said)
    return [value * rate for rate in rates[unit]] if unit in rates else [value] * periods


def spread(said: Any, quarters: list[Quarter], rates: Mapping[str, Row]) -> Row:
    """A number by quarter: a series holds each value until its next label, the first also before its own."""
    if not isinstance(said, Mapping):
        return worth(said, rates, len(quarters))
    if "base" in said:
        return worth(said["base"], rates, len(quarters))
    if "value" in said:
        return worth(said["value"], rates, len(quarters))
    by_year = "by_year" in said
    labels = said["by_year" if by_year else "by_quarter"]
    starts = [Quarter(int(label), 1) if by_year else Quarter.read(label) for label in labels]
    values = [worth(one, rates, len(quarters)) for one in labels.values()]
    held = [sum(start <= quarter for start in starts) for quarter in quarters]
    return [values[max(0, number - 1)][at] for at, number in enumerate(held)]


def half_even(value: Fraction) -> int:
    """The nearest whole number; of a tie the even one."""
    whole, rest = divmod(value.numerator, value.denominator)
    twice = 2 * rest - value.denominator
    return whole + (twice > 0 or (twice == 0 and whole % 2 == 1))


def minor(amount: Fraction, currency: str) -> int:
    """Whole minor units of a currency."""
    return half_even(amount * 10 ** PLACES[currency])


def written(units: int, currency: str) -> str:
    """Minor units as digits with the currency's places."""
    places = PLACES.get(currency.removeprefix("SECURITY-"), 0)
    whole, part = divmod(abs(units), 10**places)
    return f"{'-' if units < 0 else ''}{whole}" + (f".{part:0{places}d}" if places else "")
