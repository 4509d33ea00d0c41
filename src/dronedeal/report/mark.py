"""Which numbers are assumptions: no claim stands behind them, and they are not on the table. Marked so wherever they are shown."""

from __future__ import annotations

from dronedeal.deal.number import Number, Open, Product, Series, parts_of

__all__ = ["assumed_part", "is_assumed"]


def assumed_part(number: Number) -> float | None:
    """Share of a number that no claim stands behind: one or nothing, in between for a series; None for what is on the table."""
    if number.claims:
        return 0.0
    plain = [part for part in parts_of(number) if not isinstance(part, (Series, Product, Open))]
    if not plain:
        return None
    return sum(not part.claims for part in plain) / len(plain)


def is_assumed(*numbers: Number | None) -> bool:
    """Whether any of some numbers, or any part of one, is an assumption."""
    return any(bool(assumed_part(number)) for number in numbers if number is not None)
