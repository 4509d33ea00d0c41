"""Names that a person has looked at: whether a name is a listed entity, or another, said by whom on which day. Not the likeness of names."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from dronedeal.deal.calendar import day_written
from dronedeal.deal.finding import Finding
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.document import nearest
from dronedeal.screening.names import Compared
from dronedeal.screening.tables import rows_of

__all__ = ["REVIEWED", "Review", "folded", "latest", "of_nobody", "read_reviews", "with_reviews"]

REVIEWED = "reviewed.csv"
"""The file, in a folder of lists."""

_COLUMNS = ("name", "entry", "answer", "by", "date", "note")
_ANSWERS = ("same", "different")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person found of a name.

    Parameters
    ----------
    name
        As bills write it; case and spaces do not count.
    entry
        The id of the listed entity.
    answer
        ``same``: the name is that entity's; ``different``: it is another's.
    by
        Who said so.
    on
        The day from which it was known.
    note
        What it rests on, such as a register's number.
    """

    name: str
    entry: str
    answer: Literal["same", "different"]
    by: str
    on: date
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def said(self) -> str:
        """Who said so when, and on what it rests."""
        return f"said by {self.by} on {self.on}{f' ({self.note})' if self.note else ''}"


def folded(name: str) -> str:
    """A name as reviews compare it: case, spaces and how an accented letter is put together do not count."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def latest(reviews: Iterable[Review], as_of: date | None = None) -> Review | None:
    """The last of some reviews of one name and one entity that was known on a day; of all, if no day is said."""
    known = [one for one in reviews if as_of is None or one.on <= as_of]
    return max(known, key=lambda one: one.on, default=None)


def read_reviews(folder: Path) -> tuple[tuple[Review, ...], tuple[Finding, ...]]:
    """The reviews of a folder of lists, in the order of the file; none where there is no file. Bad rows are findings."""
    if not (folder / REVIEWED).is_file():
        return (), ()
    findings: list[Finding] = []
    reviews: dict[tuple[str, str, date], Review] = {}
    for line, row in rows_of(folder / REVIEWED, REVIEWED, _COLUMNS, findings):
        review = _review(row, Place(REVIEWED, line, 1))
        if isinstance(review, Finding):
            findings.append(review)
            continue
        before = reviews.setdefault((folded(review.name), review.entry, review.on), review)
        if before.answer != review.answer:
            message = f"{review.name[:60]!r} is {before.answer} in line {before.place.line} and {review.answer} here, on one day"
            findings.append(
                _finding(message, review.place, "leave the one that holds; a later day takes an answer back")
            )
    return tuple(reviews.values()), tuple(findings)


def of_nobody(reviews: Iterable[Review], entries: Collection[str]) -> tuple[Finding, ...]:
    """Reviews of an entity that no list holds: findings, since a name that is said to be listed would pass."""
    return tuple(
        _finding(
            f"no list that is held has an entry {one.entry[:60]!r}{nearest(one.entry, entries)}",
            one.place,
            "write the entry as dronedeal names FILE --list all --json - gives it",
        )
        for one in reviews
        if one.entry not in entries
    )


def with_reviews(
    found: Iterable[Compared], reviews: Iterable[Review], entries: Collection[str]
) -> tuple[Compared, ...]:
    """Names and what they are like, with what persons said of them: the band is then the person's answer.

    A name that a person found to be a listed entity has a row of its own, if it is not alike by itself.

    Parameters
    ----------
    entries
        The ids of the entities that names were held against.
    """
    said: dict[str, dict[str, Review]] = {}
    for review in sorted(reviews, key=lambda one: one.on):
        if review.entry in entries:
            said.setdefault(folded(review.name), {})[review.entry] = review
    rows: dict[int, list[Compared]] = {}
    for one in found:
        rows.setdefault(one.row, []).append(one)
    told: list[Compared] = []
    for ones in rows.values():
        mine = said.get(folded(ones[0].name), {})
        told += [
            replace(one, answer=mine[one.other].answer, said=mine[one.other].said) if one.other in mine else one
            for one in ones
            if one.other or not mine
        ]
        there = {one.other for one in ones}
        told += [
            replace(ones[0], other=entry, likeness=None, answer=review.answer, said=review.said)
            for entry, review in mine.items()
            if entry not in there
        ]
    return tuple(told)


def _review(row: dict[str, str], place: Place) -> Review | Finding:
    for column in ("name", "entry", "by"):
        if not row[column]:
            return _finding(f"this row says no {column}", place, "fill name, entry, answer, by and date")
    if row["answer"] not in _ANSWERS:
        return _finding(f"{row['answer'][:40]!r} is no answer", place, "write same or different")
    on = day_written(row["date"])
    if on is None:
        return _finding(f"{row['date'][:40]!r} is no day", place, "write it as 2026-06-08")
    answer: Literal["same", "different"] = "same" if row["answer"] == "same" else "different"
    return Review(
        name=row["name"], entry=row["entry"], answer=answer, by=row["by"], on=on, note=row["note"], place=place
    )  # fmt: skip


def _finding(message: str, place: Place, mend: str) -> Finding:
    return Finding(code="S103", severity="error", message=message, place=place, mend=mend)
