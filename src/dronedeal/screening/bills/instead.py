"""Alternatives of a sheet while it is read: rows of their own, beside those of the bill. Not which of them to take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dronedeal.deal.place import NOWHERE, Place
from dronedeal.document.reader import nearest
from dronedeal.screening.bill import Alternative, Part
from dronedeal.screening.bills.rows import Row, in_order
from dronedeal.screening.bills.said import Reading
from dronedeal.screening.bills.words import Wrong, days_of

__all__ = ["Instead", "finished"]


@dataclass(slots=True)
class Instead:
    """One alternative.

    Parameters
    ----------
    id
        Unique in the bill.
    place
        Where it is first named.
    lines
        What comes instead, under no id, and by id what is inside of that.
    replaces, at
        The part that it takes the place of, and the cell that says so.
    lead, once
        As of an ``Alternative``.
    """

    id: str
    place: Place
    replaces: str = ""
    at: Place = NOWHERE
    lead: int = 0
    once: Decimal = Decimal(0)
    lines: dict[str, Row] = field(default_factory=dict[str, Row])

    def say(self, words: Mapping[str, str], at: Mapping[str, Place], reading: Reading) -> None:
        """Take in what its first row says beside what comes instead; findings for what cannot be read."""
        self.replaces, self.at = words.get("replaces", ""), at["replaces"]
        try:
            if "lead" in words:
                self.lead = days_of(words["lead"], f"the lead of {self.id[:60]}")
        except Wrong as wrong:
            reading.book.note("B102", str(wrong), wrong.mend, place=at["lead"])
        try:
            if "once" in words:
                self.once = reading.cost(words["once"], at["once"], words.get("currency", ""))
        except Wrong as wrong:
            reading.book.note("B102", str(wrong), wrong.mend, place=at["once"])


def finished(alternatives: Iterable[Instead], parts: Sequence[Part], reading: Reading) -> tuple[Alternative, ...]:
    """The alternatives of a bill's parts, in the order of the sheet; findings for those that replace nothing."""
    known = {part.id: part for part in parts}
    found = (_finished(one, known, reading) for one in alternatives)
    return tuple(one for one in found if one is not None)


def _finished(one: Instead, known: dict[str, Part], reading: Reading) -> Alternative | None:
    book, first = reading.book, one.lines.pop("", None)
    if first is None or not one.replaces:
        message = f"the alternative {one.id[:60]} does not say which part it replaces"
        book.note("B103", message, "write the part's id under replaces, in its first row, which has no id", place=one.place)  # fmt: skip
        return None
    replaced = known.get(one.replaces)
    if replaced is None:
        message = f"{one.replaces[:60]}, which {one.id[:60]} replaces, is no part of the bill"
        book.note("B103", message + nearest(one.replaces[:60], list(known)[:500]), "write a part's id", place=one.at)
        return None
    if replaced.id in one.lines:
        message = f"what is inside of the alternative {one.id[:60]} has the id of the part that it replaces"
        book.note("B103", message, "give it an id of its own", place=one.lines[replaced.id].place)
        return None
    first.id = replaced.id
    within = in_order({replaced.id: first, **one.lines}, first, book)[1:]
    return Alternative(
        id=one.id,
        replaces=replaced.id,
        part=first.said.part(id=replaced.id, inside=replaced.inside, name=first.name),
        within=tuple(line.said.part(id=line.id, inside=line.inside or replaced.id, name=line.name) for line in within),
        lead=one.lead,
        once=one.once,
    )
