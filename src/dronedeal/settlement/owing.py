"""Owed against paid: balances by debtor, creditor and currency, their ages, and their totals for one party. Nothing is netted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from dronedeal.settlement.accrual import Payable
from dronedeal.settlement.event import Event
from dronedeal.settlement.money import major, minor

__all__ = [
    "AGES",
    "AGE_NAMES",
    "FIGURES",
    "Pair",
    "balances",
    "owed_by_pair",
    "paid",
    "paid_by_pair",
    "payment_row",
    "totals",
]

AGES = (0, 30, 60, 90)
"""Days overdue that the ages of a balance are told by: up to 30, to 60, to 90, more."""

AGE_NAMES = ("today", *(f"{low + 1}-{high}" for low, high in pairwise(AGES)), f"over {AGES[-1]}")
"""What the ages are called, youngest first."""

FIGURES = ("owed", "due", "paid", "left", "overdue")
"""The figures of a balance."""

Pair = tuple[str, str, str]
"""Debtor, creditor, currency."""


def paid(event: Event) -> int:
    """What a payment comes to, in minor units."""
    return 0 if event.amount is None else minor(event.amount, event.currency)


def paid_by_pair(events: Iterable[Event], party: str) -> dict[Pair, int]:
    """What a party paid, and was paid, in minor units."""
    found: dict[Pair, int] = defaultdict(int)
    for event in events:
        if event.kind == "paid" and party in {event.by, event.to}:
            found[event.by, event.to, event.currency] += paid(event)
    return dict(found)


def payment_row(one: Event, units: int) -> dict[str, str]:
    """A payment as a statement tells it, at so many minor units."""
    return {
        "event": f"{one.source}/{one.id}", "on": one.effective_on.isoformat(), "from": one.by, "to": one.to, "of": one.of,
        "currency": one.currency, "amount": major(units, one.currency),
    }  # fmt: skip


def owed_by_pair(lines: Iterable[Payable]) -> dict[Pair, list[Payable]]:
    """Payable lines by who owes whom, in their order."""
    found: dict[Pair, list[Payable]] = defaultdict(list)
    for one in lines:
        found[one.line.debtor, one.line.creditor, one.currency].append(one)
    return dict(found)


def balances(lines: Sequence[Payable], have: Mapping[Pair, int], to: date) -> list[dict[str, Any]]:
    """Owed against paid at the end of a day, by debtor, creditor and currency."""
    owed = owed_by_pair(lines)
    return [_balance(key, owed.get(key, []), have.get(key, 0), to) for key in sorted(owed.keys() | have.keys())]


def totals(lines: Sequence[Payable], have: Mapping[Pair, int], party: str, to: date) -> list[dict[str, Any]]:
    """The balances of a party added up, by currency: what it owes to all others, and what it is owed by them."""
    owed = owed_by_pair(lines)
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for key in sorted(owed.keys() | have.keys()):
        side = "owes" if key[0] == party else "is owed"
        row = sums.setdefault((key[2], side), dict.fromkeys(FIGURES, 0))
        for name, units in _figures(owed.get(key, []), have.get(key, 0), to).items():
            row[name] += units
    return [
        {"currency": currency, "side": side, **{name: major(units, currency) for name, units in row.items()}}
        for (currency, side), row in sorted(sums.items())
    ]


def _balance(key: Pair, lines: list[Payable], have: int, to: date) -> dict[str, Any]:
    currency = key[2]
    figures = {name: major(units, currency) for name, units in _figures(lines, have, to).items()}
    ages = {name: major(part, currency) for name, part in _ages(lines, have, to).items()}
    return {"from": key[0], "to": key[1], "currency": currency, **figures, "ages": ages}


def _figures(lines: list[Payable], have: int, to: date) -> dict[str, int]:
    total = sum(one.minor for one in lines)
    due = sum(one.minor for one in lines if one.due <= to)
    return {"owed": total, "due": due, "paid": have, "left": total - have, "overdue": max(0, due - have)}


def _ages(lines: list[Payable], have: int, to: date) -> dict[str, int]:
    """What is overdue, by how long: payments and credits settle the oldest first."""
    found = dict.fromkeys(AGE_NAMES, 0)
    left = have - sum(one.minor for one in lines if one.minor < 0 and one.due <= to)
    for one in sorted(lines, key=lambda line: (line.due, line.key)):
        if one.minor < 0 or one.due > to:
            continue
        covered = min(left, one.minor)
        left -= covered
        days = (to - one.due).days
        found[AGE_NAMES[sum(days > age for age in AGES)]] += one.minor - covered
    return {name: part for name, part in found.items() if part}
