"""A period's own part of a statement: what came to be owed, passed and was paid in it, and what was left before. Not another reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dronedeal.settlement.accrual import Accrued, accrue
from dronedeal.settlement.event import Event
from dronedeal.settlement.falling_due import Pair, between
from dronedeal.settlement.money import major
from dronedeal.settlement.owing import paid, paid_by_pair, payment_row
from dronedeal.settlement.payable import LineKey, Payable
from dronedeal.settlement.signed import Signed

__all__ = ["Period", "moved", "only", "opened"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The period of a statement.

    Attributes
    ----------
    first
        Its first day; its last is the statement's.
    earlier
        The events that the day before was closed on: what came late then belongs to this period. If not said, those of
        the statement.
    """

    first: date
    earlier: tuple[Event, ...] | None = None


def opened(signed: Signed, accrued: Accrued, period: Period) -> Accrued:
    """What was owed, had passed and was paid when the period began."""
    earlier = accrued.events if period.earlier is None else period.earlier
    return accrue(signed, earlier, period.first - timedelta(days=1))


def only(lines: Iterable[dict[str, Any]], before: Mapping[LineKey, Payable]) -> list[dict[str, Any]]:
    """Of a statement's lines those that the period changed: ``own`` by how much, from what they were ``before``."""
    found: list[dict[str, Any]] = []
    for line in lines:
        one = before.get((line["line"], line["quarter"], line["currency"]))
        was = major(0 if one is None else one.minor, line["currency"])
        own = major(_units(line["amount"]) - (0 if one is None else one.minor), line["currency"])
        if _units(own):
            found.append(line | {"before": was, "own": own})
    return found


def _units(amount: str) -> int:
    return int(amount.replace(".", ""))


def moved(now: Iterable[Payable], before: Accrued, accrued: Accrued, party: str) -> dict[str, Any]:
    """How balances moved in the period, goods that passed in it, and payments made or taken back in it.

    Opening and own less paid is what is left: the payments told are those that were not there when the period began,
    whenever they took effect; one that was there and is no more, corrected or withdrawn, is told below zero.
    """
    was = between(one for one in before.payables if party in {one.line.debtor, one.line.creditor})
    owed, had, have = between(now), paid_by_pair(before.events, party), paid_by_pair(accrued.events, party)
    keys = sorted(was.keys() | owed.keys() | had.keys() | have.keys())
    return {
        "balances": [_movement(key, (was, owed), (had, have)) for key in keys],
        "payments": _payments(before.events, accrued.events, party),
    }


def _movement(
    key: Pair, owed: tuple[Mapping[Pair, list[Payable]], Mapping[Pair, list[Payable]]],
    have: tuple[Mapping[Pair, int], Mapping[Pair, int]],
) -> dict[str, str]:  # fmt: skip
    was, total = (sum(one.minor for one in table.get(key, [])) for table in owed)
    had, got = (table.get(key, 0) for table in have)
    figures = {"opening": was - had, "own": total - was, "paid": got - had, "left": total - got}
    told = {name: major(units, key[2]) for name, units in figures.items()}
    return {"from": key[0], "to": key[1], "currency": key[2], **told}


def _payments(before: Iterable[Event], now: Iterable[Event], party: str) -> list[dict[str, str]]:
    was, have = (
        {one.key: one for one in events if one.kind == "paid" and party in {one.by, one.to}} for events in (before, now)
    )
    gone = [(one, -paid(one)) for key, one in was.items() if key not in have]
    new = [(one, paid(one)) for key, one in have.items() if key not in was]
    return [payment_row(one, units) for one, units in (*gone, *new)]
