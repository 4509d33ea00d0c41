"""A bill with some of its alternatives taken: parts replaced, costs of what they are inside moved with them. Not which to take."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from decimal import Decimal

from dronedeal.screening.bill import Alternative, Bill, Part

__all__ = ["above", "count_of", "replaced", "saving"]


def above(bill: Bill, part: str) -> Iterator[str]:
    """What a part is inside, from the nearest outwards."""
    inside = {one.id: one.inside for one in bill.parts}
    seen: set[str] = set()
    while (part := inside.get(part, "")) and part not in seen:
        seen.add(part)
        yield part


def count_of(bill: Bill, part: str) -> Decimal | None:
    """How many of a part are in one product; None where a quantity on the way is not known."""
    quantities = {one.id: one.quantity for one in bill.parts}
    count = Decimal(1)
    for one in (part, *above(bill, part)):
        if one == bill.product.id:
            break
        quantity = quantities[one]
        if quantity is None:
            return None
        count *= quantity
    return count


def saving(bill: Bill, alternative: Alternative) -> Decimal | None:
    """By how much one product becomes cheaper with an alternative; None where a cost or a quantity is not known."""
    old = next((part for part in bill.parts if part.id == alternative.replaces), None)
    count = None if old is None else count_of(bill, old.id)
    if old is None or old.cost is None or alternative.part.cost is None or count is None:
        return None
    return (old.cost - alternative.part.cost) * count


def replaced(bill: Bill, chosen: Iterable[Alternative]) -> Bill:
    """The bill with some alternatives taken, of which none lies inside another.

    A part replaced goes with all that is inside it. An alternative of the product itself changes only what is said of the
    product as a whole. The cost of what a part is inside changes by the difference.
    """
    parts = {part.id: part for part in bill.parts}
    for alternative in chosen:
        old = parts[alternative.replaces]
        new = dataclasses.replace(alternative.part, id=old.id, inside=old.inside, quantity=old.quantity)
        if old.id == bill.product.id:
            parts[old.id] = dataclasses.replace(new, quantity=old.quantity)
            continue
        gone = {one.id for one in parts.values() if old.id in _above(parts, one)}
        parts = {name: one for name, one in parts.items() if name not in gone}
        parts[old.id] = new
        called = {one.id: _free(one.id, alternative.id, parts) for one in alternative.within}
        for one in alternative.within:
            inside = called.get(one.inside, one.inside) or old.id
            parts[called[one.id]] = dataclasses.replace(one, id=called[one.id], inside=inside)
        if old.cost is not None and new.cost is not None:
            _carried(parts, bill.product.id, old, new.cost - old.cost)
    return dataclasses.replace(bill, parts=tuple(parts.values()))


def _free(name: str, alternative: str, parts: dict[str, Part]) -> str:
    """An id for a part that comes with an alternative: its own, unless another part has it."""
    while name in parts:
        name = f"{alternative}:{name}"
    return name


def _above(parts: dict[str, Part], part: Part) -> set[str]:
    found: set[str] = set()
    at = part.inside
    while at and at not in found:
        found.add(at)
        at = parts[at].inside if at in parts else ""
    return found


def _carried(parts: dict[str, Part], product: str, old: Part, more: Decimal) -> None:
    """Add a difference of cost to what a part is inside, as often as it is in there."""
    quantity, at = old.quantity, old.inside
    while at and at != product and quantity is not None:
        outer = parts[at]
        more *= quantity
        if outer.cost is not None:
            parts[at] = dataclasses.replace(outer, cost=max(outer.cost + more, Decimal(0)))
        quantity, at = outer.quantity, outer.inside
