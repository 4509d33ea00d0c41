"""Rows of a table of names, each with what it is like: two names beside each other, or one against a list. Reads and prints no files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dronedeal.screening.names.index import Index
from dronedeal.screening.names.match import Band, Likeness, compare

__all__ = ["Compared", "NoColumn", "likenesses"]


class NoColumn(ValueError):
    """A table of names lacks the columns to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One name and what it is like.

    Attributes
    ----------
    row
        Which row of the table it is of, the first 1, headings not counted.
    name
        The name asked.
    other
        The name it was compared with, or the id of the listed entity it may be; empty where it is like nobody listed.
    likeness
        Of both; none where it is like nobody listed.
    answer
        ``same`` or ``different``, where a person has looked at it; empty else.
    said
        By whom and when.
    """

    row: int
    name: str
    other: str
    likeness: Likeness | None
    answer: str = ""
    said: str = ""

    @property
    def band(self) -> Band:
        """The person's answer, if there is one: ``hit`` for the same, ``none`` for another; else that of the likeness."""
        if self.answer:
            return "hit" if self.answer == "same" else "none"
        return "none" if self.likeness is None else self.likeness.band


def likenesses(rows: Iterable[Mapping[str, str]], listed: Index | None = None) -> tuple[Compared, ...]:
    """What every row's name is like, in the order of the rows.

    Parameters
    ----------
    rows
        By column: ``name1`` and ``name2`` to compare with each other; or, against a list, ``name``, with ``identifiers`` parted by
        semicolons where known.
    listed
        The list, if rows are held against one. A row gives as many answers as it has hits, the best first, or one of nobody.

    Raises
    ------
    NoColumn
        A row lacks a column; the message says which row and column, and what to write.
    """
    table = list(rows)
    if listed is None:
        return tuple(
            Compared(row=at, name=one, other=other, likeness=compare(one, other))
            for at, row in enumerate(table, 1)
            for one, other in [(_column(row, "name1", at), _column(row, "name2", at))]
        )
    names = [_column(row, "name", at) for at, row in enumerate(table, 1)]
    identifiers = [(row.get("identifiers") or "").split(";") for row in table]
    found = listed.search(names, identifiers)
    answers: list[Compared] = []
    for at, (name, hits) in enumerate(zip(names, found, strict=True), 1):
        answers.extend(Compared(row=at, name=name, other=hit.id, likeness=hit.likeness) for hit in hits)
        if not hits:
            answers.append(Compared(row=at, name=name, other="", likeness=None))
    return tuple(answers)


def _column(row: Mapping[str, str], column: str, at: int) -> str:
    value = row.get(column)
    if value is None:
        wanted = (
            "a column name, or leave the list out and give name1 and name2"
            if column == "name"
            else "columns name1 and name2, or name and a list"
        )
        raise NoColumn(f"row {at} has no column {column}; it has {', '.join(map(str, row)) or 'none'}: give {wanted}")
    return value
