"""A sheet of the workbook as plain rows. Not how a cell looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["Cell", "Formula", "Sheet", "Value"]

Cell = Literal["text", "money", "cents", "day", "count", "share", "figure"]
"""What the cells of a column hold; ``cents`` is money to its minor unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """What a cell works out again, and what it comes to as it stands."""

    text: str
    value: float


Value = str | float | int | bool | date | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    ``totals`` are columns added up below the rows; ``row_total`` says from which column to which each row is added up, and into
    which column. ``fixed`` columns stay in sight. ``filtered`` sheets have a filter over their rows.
    """

    name: str
    says: str
    columns: tuple[tuple[str, Cell], ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[int, ...] = ()
    row_total: tuple[int, int, int] | None = None
    fixed: int = 1
    filtered: bool = True
