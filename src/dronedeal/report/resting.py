"""How much of a gain rests on assumptions: amounts split evenly over the numbers they are made of. Not how likely a number is."""

from __future__ import annotations

from collections import defaultdict

from dronedeal.deal.number import Number
from dronedeal.report.mark import assumed_part
from dronedeal.simulation import Held, Item, changes

__all__ = ["DEFINITION", "assumed_shares"]

DEFINITION = (
    "Every amount by which the deal changes a party's value (a cost avoided, a worth, a payment, capital) is split evenly over the "
    "numbers that set its unit value: prices, unit costs, rates, worths. The share is that of the numbers no claim stands behind, "
    "each weighed with what it moves. Numbers on the table count on neither side; quantities, capacities and discount rates are not weighed."
)


def assumed_shares(held: Held) -> dict[str, float]:
    """By party, the share of what moves its gain that rests on assumptions."""
    by_item: dict[tuple[str, str, str], float] = defaultdict(float)
    behind: dict[tuple[str, str, str], tuple[Number, ...]] = {}
    used = _used(held)
    for sign, item in changes(held):
        key = (item.party, item.kind, item.about)
        by_item[key] += sign * float(item.amount[0])
        behind[key] = _of_used(item, used)
    moved: dict[str, float] = defaultdict(float)
    assumed: dict[str, float] = defaultdict(float)
    for key, change in by_item.items():
        parts = [part for number in behind[key] if (part := assumed_part(number)) is not None]
        if parts:
            moved[key[0]] += abs(change)
            assumed[key[0]] += abs(change) * sum(parts) / len(parts)
    return {party: assumed[party] / weight for party, weight in moved.items() if weight > 0.0}


def _used(held: Held) -> set[str]:
    """Systems and kits of which any unit moves, as the start of their numbers' paths."""
    used: set[str] = set()
    for flows in (held.with_deal.flows, held.without_deal.flows):
        for (_, system, kit, _, _), units in flows.items():
            if units.any():
                used |= {f"systems.{system}", f"systems.{system}.kits.{kit}"}
    return used


def _of_used(item: Item, used: set[str]) -> tuple[Number, ...]:
    """The numbers behind an item, each once, without those of systems and kits nobody makes and without reference paths."""
    kept: dict[str, Number] = {}
    for number in item.numbers:
        words = number.path.split(".")
        if words[0] == "systems" and len(words) > 2:  # noqa: PLR2004 - the table, the system, the field
            kit = ".".join(words[:4]) if words[2] == "kits" else ""
            reference = words[2] == "learning" and words[-1] in {"produced_to_date", "output"}
            if f"systems.{words[1]}" not in used or (kit and kit not in used) or reference:
                continue
        kept[number.path or str(id(number))] = number
    return tuple(kept.values())
