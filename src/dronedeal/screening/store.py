"""Lists that a user holds, kept in a folder with two clocks: one CSV file a list, and the editions it was taken from. Not their foreign formats.

A row is never altered but for the day on which it ceased to be what was known: so any day's knowledge can be had again.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dronedeal.deal.calendar import day_written
from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place
from dronedeal.screening.listed import Entry, Listing
from dronedeal.screening.tables import rows_of

__all__ = [
    "EDITIONS",
    "LIST_NAME",
    "Kept",
    "OutOfOrder",
    "edition_taken",
    "read_lists",
    "written_editions",
    "written_list",
]

EDITIONS = "editions.csv"
"""The file that says which editions were taken, from where."""

LIST_NAME = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}", re.ASCII)
"""What a list may be called: US-1260H."""

_COLUMNS = (
    "id", "name", "names", "identifiers", "country", "valid_from", "valid_to", "known_from", "known_to", "basis", "link",
)  # fmt: skip
_EDITION_COLUMNS = ("list", "valid_from", "known_from", "source")


class OutOfOrder(ValueError):
    """An edition was known before one that is held already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a folder of lists holds.

    Parameters
    ----------
    held
        Editions, by list.
    entries
        Every row, also those that are no longer what is known.
    findings
        What could not be read.
    """

    held: Mapping[str, tuple[Listing, ...]] = field(default_factory=dict[str, tuple[Listing, ...]])
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_lists(folder: Path) -> Kept:
    """Read every list of a folder; nothing where there is none."""
    if not (folder / EDITIONS).is_file():
        return Kept()
    findings: list[Finding] = []
    held: dict[str, list[Listing]] = {}
    for line, row in rows_of(folder / EDITIONS, EDITIONS, _EDITION_COLUMNS, findings):
        place = Place(EDITIONS, line, 1)
        if not LIST_NAME.fullmatch(row["list"]):
            findings.append(
                _finding(f"{row['list'][:40]!r} cannot name a list", place, "write capitals and digits, as US-1260H")
            )
            continue
        edition = Listing(
            list=row["list"],
            valid_from=_day(row["valid_from"], place, findings),
            known_from=_day(row["known_from"], place, findings),
            source=row["source"],
        )
        held.setdefault(edition.list, []).append(edition)
    entries: list[Entry] = []
    for name in held:
        file = f"{name}.csv"
        for line, row in rows_of(folder / file, file, _COLUMNS, findings):
            place = Place(file, line, 1)
            entries.append(
                Entry(
                    id=row["id"] or row["name"],
                    list=name,
                    name=row["name"],
                    names=tuple(one.strip() for one in row["names"].split("|") if one.strip()),
                    identifiers=_identifiers(row["identifiers"]),
                    country=row["country"],
                    valid_from=_day(row["valid_from"], place, findings),
                    valid_to=_day(row["valid_to"], place, findings),
                    known_from=_day(row["known_from"], place, findings),
                    known_to=_day(row["known_to"], place, findings),
                    basis=row["basis"],
                    link=row["link"],
                )
            )
    broken = {finding.place.file for finding in findings}
    return Kept(
        held={name: tuple(ones) for name, ones in held.items() if f"{name}.csv" not in broken},
        entries=tuple(entries),
        findings=tuple(findings),
    )


def edition_taken(kept: Kept, edition: Listing, entries: Iterable[Entry], *, whole: bool = True) -> Kept:
    """What is held, with one edition more.

    Parameters
    ----------
    edition
        From when it is in force, and from when it was known.
    entries
        Who stands in it; days of their own prevail over those of the edition.
    whole
        Whether it is the whole list, so that who is missing has been taken off; else it only adds.

    Raises
    ------
    OutOfOrder
        An edition known later is held already.
    """
    known, valid = edition.known_from, edition.valid_from or edition.known_from
    for one in kept.held.get(edition.list, ()):
        if one.known_from is not None and known is not None and one.known_from > known:
            raise OutOfOrder(f"an edition of {edition.list} known on {one.known_from} is held already")
    new: dict[str, Entry] = {}
    for entry in entries:
        known_before = new.get(_key(entry))
        new[_key(entry)] = entry if known_before is None else _merged(known_before, entry)
    rows: list[Entry] = []
    standing: set[str] = set()
    for old in kept.entries:
        ended = old.valid_to is not None and valid is not None and old.valid_to <= valid
        if old.list != edition.list or old.known_to is not None or ended:
            rows.append(old)
            continue
        now = new.get(_key(old))
        if now is not None and _same(old, now):
            standing.add(_key(old))
            rows.append(old)
        elif now is not None or whole:
            rows.append(dataclasses.replace(old, known_to=known))
            if now is None:
                rows.append(dataclasses.replace(old, valid_to=valid, known_from=known))
            else:
                standing.add(_key(old))
                rows.append(dataclasses.replace(now, list=edition.list, valid_from=old.valid_from, known_from=known))
        else:
            rows.append(old)
    for key, entry in new.items():
        if key not in standing:
            rows.append(
                dataclasses.replace(
                    entry,
                    list=edition.list,
                    valid_from=entry.valid_from or valid,
                    known_from=entry.known_from or known,
                )
            )
    before = kept.held.get(edition.list, ())
    held = {**kept.held, edition.list: before if edition in before else (*before, edition)}
    return dataclasses.replace(kept, held=held, entries=tuple(rows))


def written_list(kept: Kept, name: str) -> str:
    """The CSV text of one list."""
    return _text(
        _COLUMNS,
        (
            (
                entry.id, entry.name, "|".join(entry.names),
                "|".join(f"{scheme}={value}" for scheme, value in sorted(entry.identifiers.items())), entry.country,
                *(str(day or "") for day in (entry.valid_from, entry.valid_to, entry.known_from, entry.known_to)),
                entry.basis, entry.link,
            )
            for entry in kept.entries
            if entry.list == name
        ),
    )  # fmt: skip


def written_editions(kept: Kept) -> str:
    """The CSV text of the editions."""
    return _text(
        _EDITION_COLUMNS,
        (
            (one.list, str(one.valid_from or ""), str(one.known_from or ""), one.source)
            for ones in kept.held.values()
            for one in ones
        ),
    )


def _text(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _key(entry: Entry) -> str:
    return " ".join(entry.name.casefold().split())


def _same(old: Entry, new: Entry) -> bool:
    return (old.names, old.identifiers, old.country, old.basis, old.valid_to) == (
        new.names, new.identifiers, new.country, new.basis, new.valid_to,
    )  # fmt: skip


def _merged(one: Entry, other: Entry) -> Entry:
    """Two rows of one organisation, as where a list repeats it for each of its sources."""
    names = dict.fromkeys((*one.names, other.name, *other.names))
    basis = dict.fromkeys(said for said in (one.basis, other.basis) if said)
    return dataclasses.replace(
        one,
        names=tuple(name for name in names if name != one.name),
        identifiers={**other.identifiers, **one.identifiers},
        basis="; ".join(basis),
    )


def _identifiers(text: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in text.split("|") if "=" in one)
    return {scheme.strip(): value.strip() for scheme, _, value in pairs}


def _day(text: str, place: Place, findings: list[Finding]) -> date | None:
    if not text:
        return None
    day = day_written(text)
    if day is None:
        findings.append(_finding(f"{text[:40]!r} is no day", place, "write it as 2026-06-08"))
    return day


def _finding(message: str, place: Place, mend: str) -> Finding:
    return Finding(code="S102", severity="error", message=message, place=place, mend=mend)
