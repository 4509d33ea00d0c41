"""Allocation: which payment settles which line. Not what was owed, nor what is late for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dronedeal.settlement.payable import LineKey

__all__ = ["Credit", "Debt", "Settled", "allocated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One line of one quarter that is owed: ``minor`` units above zero, due on a day, under a clause."""

    key: LineKey
    clause: str
    due: date
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Money that settles debts from a day on: a payment, of one ``clause`` if it names one, or a line that is owed the other way."""

    day: date
    minor: int
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A part of a debt, and the day on which it was settled: never before it was due."""

    day: date
    minor: int


def allocated(
    debts: Iterable[Debt], payments: Iterable[Credit]
) -> tuple[Mapping[LineKey, tuple[Settled, ...]], tuple[Credit, ...]]:
    """Settle debts of one debtor to one creditor in one currency.

    What names a clause settles that clause's debts first; all else settles the oldest first, by due day and then by line. Earlier
    credits go first.

    Returns
    -------
    What settled each debt, in order of days, by key; and what of the credits is left, on account.
    """
    queue = sorted(debts, key=lambda debt: (debt.due, debt.key))
    left = {debt.key: debt.minor for debt in queue}
    found: defaultdict[LineKey, list[Settled]] = defaultdict(list)
    ordered = sorted(payments, key=lambda credit: (credit.day, credit.clause, credit.minor))
    rest: list[Credit] = []
    for credit in ordered:
        own = [debt for debt in queue if debt.clause == credit.clause] if credit.clause else []
        over = _spend(credit.day, credit.minor, own, left, found)
        if over:
            rest.append(Credit(day=credit.day, minor=over))
    on_account: list[Credit] = []
    for credit in rest:
        over = _spend(credit.day, credit.minor, queue, left, found)
        if over:
            on_account.append(Credit(day=credit.day, minor=over))
    settled = {key: tuple(sorted(parts, key=lambda part: part.day)) for key, parts in found.items()}
    return settled, tuple(on_account)


def _spend(
    day: date,
    minor: int,
    debts: Sequence[Debt],
    left: dict[LineKey, int],
    found: defaultdict[LineKey, list[Settled]],
) -> int:
    """Settle debts in order; what is over."""
    for debt in debts:
        if not minor:
            break
        taken = min(minor, left[debt.key])
        if taken:
            left[debt.key] -= taken
            found[debt.key].append(Settled(day=max(day, debt.due), minor=taken))
            minor -= taken
    return minor
