"""A payable line of a quarter: who owes whom how much, from when. Not how it came to be owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dronedeal.deal import Line, Quarter

__all__ = ["LineKey", "Payable"]

LineKey: TypeAlias = tuple[str, str, str]
"""The name of a payable line of a quarter: the line's path, the quarter, the currency it is paid in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """One payable line of one quarter: ``minor`` units of ``currency``, owed by the line's debtor; below zero the other way.

    Attributes
    ----------
    due
        The day on which it is to be paid.
    counts_from
        The day from which it is late, once it is unpaid: that day, or the one before business days moved it, as the deal says.
    formula
        What it was made of, figures put in.
    events
        The events behind it, as ``source/id``.
    """

    line: Line
    period: int
    quarter: Quarter
    due: date
    counts_from: date
    currency: str
    minor: int
    formula: str
    events: tuple[str, ...]

    @property
    def key(self) -> LineKey:
        """Its name within the deal."""
        return self.line.path, str(self.quarter), self.currency
