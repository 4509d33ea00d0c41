"""What falls due after a statement's day: from the signed text alone, and from what a plan would add. A forecast; nothing of it is owed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dronedeal.deal import Finding, Place, Quarter
from dronedeal.settlement.accrual import accrue
from dronedeal.settlement.canonical import canonical
from dronedeal.settlement.event import Event, body_of
from dronedeal.settlement.money import major
from dronedeal.settlement.payable import Payable
from dronedeal.settlement.signed import Signed

__all__ = ["PLAN", "Ahead", "forecast", "not_happened"]

PLAN = "plan"
"""The source of planned events. What has this source has not happened, and is recorded in no ledger."""


def not_happened(event: Event, place: Place) -> Finding:
    """The refusal of a planned event where only what happened counts."""
    return Finding(
        code="L104", severity="error", message=f"{event.source}/{event.id} is planned, and has not happened", place=place,
        mend="planned events, and only they, are of source plan: a statement takes them with --planned",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """How far a statement looks ahead, and by which plan.

    Attributes
    ----------
    until
        The last day on which what falls due is told.
    planned
        Events that a plan expects, of source ``plan``. Those on or before the statement's day are left out: by then it is
        known what happened.
    """

    until: date
    planned: tuple[Event, ...] = ()

    @property
    def hash(self) -> str | None:
        """SHA-256 of the planned events, in whatever order they stand; nothing where there are none."""
        if not self.planned:
            return None
        bodies = {event.key: canonical(body_of(event)) for event in self.planned}
        return hashlib.sha256(b"\n".join(bodies[key] for key in sorted(bodies))).hexdigest()


def forecast(
    signed: Signed, events: Sequence[Event], stated: Sequence[Payable], ahead: Ahead, *, party: str, to: date
) -> dict[str, Any]:
    """What a party will owe and be owed, by line, from the day after a statement on.

    Parameters
    ----------
    events
        What happened to the day, in force.
    stated
        What the statement says is owed for it.

    Notes
    -----
    Three parts make a line's amount. ``owed`` is what the statement has and is not due yet. ``signed`` is what the text adds if nothing more
    happens. ``planned`` is what the plan's events add to both, below zero where they take something away, such as a
    shortfall. A line is told if it falls due after the day and no later than ``until``, or if it was due before but
    comes to be owed only with what is planned, such as an advance on goods not yet delivered.
    """
    end = signed.deal.horizon.quarters[-1].last_day
    coming = [event for event in ahead.planned if to < event.effective_on]
    now = {one.key: one for one in stated}
    alone = {one.key: one for one in accrue(signed, events, end).payables}
    whole = {one.key: one for one in accrue(signed, (*events, *coming), end).payables} if coming else alone
    lines: list[dict[str, Any]] = []
    sums: dict[tuple[str, str, str, str], list[int]] = {}
    for key in sorted(now.keys() | alone.keys() | whole.keys()):
        one = whole.get(key) or alone.get(key) or now[key]
        if party not in {one.line.debtor, one.line.creditor} or one.due > ahead.until:
            continue
        falls = Quarter.of(one.due) if one.due > to else one.quarter
        parts = _parts(
            *(table[key].minor if key in table else 0 for table in (now, alone, whole)), is_due=one.due <= to
        )
        if falls.first_day > ahead.until or not any(parts):
            continue
        lines.append(_line(one, parts))
        row = sums.setdefault((str(falls), one.line.debtor, one.line.creditor, one.currency), [0, 0, 0])
        row[:] = [total + part for total, part in zip(row, parts, strict=True)]
    lines.sort(key=lambda line: (line["due"], line["line"], line["quarter"]))
    return {
        "until": ahead.until.isoformat(),
        "planned": ahead.hash,
        "lines": lines,
        "totals": [
            {"falls_due": key[0], "from": key[1], "to": key[2], "currency": key[3], **_told(row, key[3])}
            for key, row in sorted(sums.items())
        ],
    }


def _parts(now: int, alone: int, whole: int, *, is_due: bool) -> tuple[int, int, int]:
    return 0 if is_due else now, alone - now, whole - alone


def _told(parts: Iterable[int], currency: str) -> dict[str, str]:
    owed, signed, planned = parts
    told = {"owed": owed, "signed": signed, "planned": planned, "amount": owed + signed + planned}
    return {name: major(units, currency) for name, units in told.items()}


def _line(one: Payable, parts: tuple[int, int, int]) -> dict[str, Any]:
    return {
        "clause": one.line.clause, "line": one.line.path, "place": str(one.line.place), "quarter": str(one.quarter),
        "from": one.line.debtor, "to": one.line.creditor, "due": one.due.isoformat(), "currency": one.currency,
        **_told(parts, one.currency), "formula": one.formula,
    }  # fmt: skip
