"""Whether mandates can be kept, and are kept to those they are of. Not whether an offer keeps to one: that is bargaining's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dronedeal.deal.deal import Deal, inside, numbers_of
from dronedeal.deal.finding import Finding
from dronedeal.deal.mandate import Limit
from dronedeal.deal.number import Number, Open, is_fixed, parts_of

__all__ = ["mandates_can_be_kept"]


def mandates_can_be_kept(deal: Deal) -> Iterator[Finding]:
    """Find instructions that others can read, that are about nothing open, or that leave no value to agree on."""
    parts = {part.path: part for table in (deal.terms,) for number in numbers_of(table) for part in parts_of(number)}
    for party in deal.parties.values():
        if party.mandate is None:
            continue
        own = f"private/{party.id}.yaml"
        if party.mandate.place.file != own:
            yield Finding(
                code="D134", severity="warning", message=f"the mandate of {party.id} stands where others read it",
                place=party.mandate.place, mend=f"move it to {own}",
            )  # fmt: skip
        ends: dict[str, tuple[Decimal, Decimal]] = {}
        for name, limit in party.mandate.limits.items():
            path = f"parties.{party.id}.mandate.limits.{name}"
            part = parts.get(limit.number)
            wrong = _unheld(path, limit, part)
            if wrong is not None:
                yield wrong
            elif isinstance(part, Open):
                ends[part.path] = _narrowed(ends.get(part.path, (part.low, part.high)), limit)
                if not _leaves_something(part, *ends[part.path]):
                    yield Finding(
                        code="D530", severity="error",
                        message=f"{path} leaves nothing of {part.path}, open from {part.low:f} to {part.high:f} {part.unit}",
                        place=limit.place, mend="move the limit into what is open, or open more in the document", related=(part.place,),
                    )  # fmt: skip


def _unheld(path: str, limit: Limit, part: Number | None) -> Finding | None:
    """Why nothing could be held against a limit, if nothing could."""
    said = [one for one in (limit.at_least, limit.at_most) if one is not None]
    if not isinstance(part, Open):
        message, mend = f"{path} is about {limit.number}, which is not open", "name an open number of terms"
    elif not said:
        message, mend = f"{path} gives no limit", "write at_least or at_most"
    elif any(one.unit != part.unit or not is_fixed(one) for one in said):
        message, mend = f"{path} is not in {part.unit}, as {part.path} is", "write one value in that unit"
    else:
        return None
    return Finding(code="D529", severity="error", message=message, place=limit.place, mend=mend)


def _narrowed(ends: tuple[Decimal, Decimal], limit: Limit) -> tuple[Decimal, Decimal]:
    return max(ends[0], limit.ends[0]), min(ends[1], limit.ends[1])


def _leaves_something(part: Open, least: Decimal, most: Decimal) -> bool:
    low, high = inside(part, least, most)
    return low <= high
