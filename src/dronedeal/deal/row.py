"""Rows: who owes whom how much of what, quarter by quarter, with the place that says so. Not amounts: readings give those.

Rows of one payable line differ only in their quarter, so they are kept together as a ``Line`` and stepped as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dronedeal.deal.calendar import Horizon, Over
from dronedeal.deal.clause import Status
from dronedeal.deal.number import Number
from dronedeal.deal.place import Place
from dronedeal.deal.quantity import Quantity
from dronedeal.deal.term import Promise, What

__all__ = ["Line", "Row", "Standing", "Unfolded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One payable line of a clause over the whole horizon.

    ``quantity`` gives the amount of each quarter; ``due`` and ``obligated`` the days, one a quarter; ``open`` tells in
    which quarters the line binds. ``lead`` is quarters from making to delivering, at the base of ``lead_time``. ``path`` is unique in the deal: ``terms.licence/royalty``.
    """

    path: str
    clause: str
    label: str
    debtor: str
    creditor: str
    what: What
    quantity: Quantity
    due: tuple[date, ...]
    obligated: tuple[date, ...]
    account: str
    condition: str
    status: Status
    lead: int
    value: Quantity | None
    open: tuple[bool, ...]
    place: Place
    lead_time: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One dated row of a line: quarter ``period`` of the horizon."""

    line: Line
    period: int
    due: date
    obligated: date
    status: Literal["claimed", "ceiling", "option", "firm", "appropriated", "paid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A standing promise after unfolding; a ``limit`` has quantities totalled over ``over``."""

    clause: str
    by: str
    to: str
    promise: Promise
    about: tuple[str, ...]
    quantity: Quantity | None
    least: Quantity | None
    most: Quantity | None
    over: Over
    open: tuple[bool, ...]
    text: str
    status: Status
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfolded:
    """All lines and standing promises of a deal, in the document's order."""

    horizon: Horizon
    currency: str
    lines: tuple[Line, ...]
    standing: tuple[Standing, ...]

    def rows(self) -> Iterator[Row]:
        """Walk the dated rows, line by line. A proposed row is claimed; one of an existing clause is firm."""
        for line in self.lines:
            status: Literal["claimed", "firm"] = "firm" if line.status == "existing" else "claimed"
            for period, due in enumerate(line.due):
                yield Row(line=line, period=period, due=due, obligated=line.obligated[period], status=status)
