"""Stock: what each party has of each system, by what was recorded. A party below zero handed over what nobody recorded as made or bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

__all__ = ["on_hand"]

_HELD = frozenset({"made", "goods"})
"""Kinds of accounts whose goods a party has."""


def on_hand(balances: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    """Units by party and system, in that order, those at zero left out.

    Parameters
    ----------
    balances
        Accounts, units and what each comes to, or single legs, debits positive.
    """
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for account, unit, units in balances:
        party, kind, _ = account.split(":")
        if kind in _HELD and unit.startswith("UNIT-"):
            sums[party, unit.removeprefix("UNIT-")] += units
    return {key: units for key, units in sorted(sums.items()) if units}
