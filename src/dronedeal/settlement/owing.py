"""Owed against paid: balances by debtor, creditor and currency, their ages, totals for one party, and the net of two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from dronedeal.settlement.allocation import Debt, Settled
from dronedeal.settlement.event import Event
from dronedeal.settlement.falling_due import Pair, between, settlements
from dronedeal.settlement.money import major, minor
from dronedeal.settlement.payable import LineKey, Payable

__all__ = [
    "AGES",
    "AGE_NAMES",
    "FIGURES",
    "balances",
    "netted",
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


def paid(event: Event) -> int:
    """What a payment comes to, in minor units."""
    return 0 if event.amount is None else minor(event.amount, event.currency)


def paid_by_pair(events: Iterable[Event], party: str, kind: str = "paid") -> dict[Pair, int]:
    """What a party paid, and was paid, in minor units; or what events of another kind of money come to."""
    found: dict[Pair, int] = defaultdict(int)
    for event in events:
        if event.kind == kind and party in {event.by, event.to}:
            found[event.by, event.to, event.currency] += paid(event)
    return dict(found)


def payment_row(one: Event, units: int) -> dict[str, str]:
    """A payment as a statement tells it, at so many minor units."""
    return {
        "event": f"{one.source}/{one.id}", "on": one.effective_on.isoformat(), "from": one.by, "to": one.to, "of": one.of,
        "currency": one.currency, "amount": major(units, one.currency),
    }  # fmt: skip


def balances(lines: Sequence[Payable], events: Sequence[Event], party: str, to: date) -> list[dict[str, Any]]:
    """Owed against paid at the end of a day, by debtor, creditor and currency.

    Parameters
    ----------
    lines
        What the party owes and is owed.
    events
        In force, to the day.
    """
    owed, have, disputed = between(lines), paid_by_pair(events, party), paid_by_pair(events, party, "disputed")
    found: list[dict[str, Any]] = []
    for key in sorted(owed.keys() | have.keys() | disputed.keys()):
        currency, some = key[2], owed.get(key, [])
        figures = {name: major(units, currency) for name, units in _figures(some, have.get(key, 0), to).items()}
        debts, settled, _ = settlements(key, some, events, to)
        ages = {name: major(part, currency) for name, part in _ages(debts, settled, to).items()}
        found.append(
            {
                "from": key[0], "to": key[1], "currency": currency, **figures,
                "disputed": major(disputed.get(key, 0), currency), "ages": ages,
            }
        )  # fmt: skip
    return found


def netted(lines: Sequence[Payable], have: Mapping[Pair, int], to: date) -> list[dict[str, Any]]:
    """What one of two parties has to pay the other when all that is due between them is netted, each currency by itself (settle.md G13)."""
    owed, sums = between(lines), defaultdict[Pair, int](int)
    for debtor, creditor, currency in owed.keys() | have.keys():
        key = (debtor, creditor, currency)
        first, second = sorted((debtor, creditor))
        left = sum(one.minor for one in owed.get(key, []) if one.due <= to) - have.get(key, 0)
        sums[first, second, currency] += left if debtor == first else -left
    return [
        {
            "from": first if units > 0 else second, "to": second if units > 0 else first, "currency": currency,
            "amount": major(abs(units), currency),
        }
        for (first, second, currency), units in sorted(sums.items())
        if units
    ]  # fmt: skip


def totals(lines: Sequence[Payable], have: Mapping[Pair, int], party: str, to: date) -> list[dict[str, Any]]:
    """The balances of a party added up, by currency: what it owes to all others, and what it is owed by them."""
    owed = between(lines)
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


def _figures(lines: list[Payable], have: int, to: date) -> dict[str, int]:
    total = sum(one.minor for one in lines)
    due = sum(one.minor for one in lines if one.due <= to)
    return {"owed": total, "due": due, "paid": have, "left": total - have, "overdue": max(0, due - have)}


def _ages(debts: Iterable[Debt], settled: Mapping[LineKey, Sequence[Settled]], to: date) -> dict[str, int]:
    """What is overdue, by how long."""
    found = dict.fromkeys(AGE_NAMES, 0)
    for debt in debts:
        left = debt.minor - sum(part.minor for part in settled.get(debt.key, ()))
        found[AGE_NAMES[sum((to - debt.due).days > age for age in AGES)]] += left
    return {name: part for name, part in found.items() if part}
