"""Lists in the formats that others publish, read into entries: Consolidated Screening List, FollowTheMoney, plain CSV. Persons are left out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dronedeal.deal.calendar import day_written
from dronedeal.deal.finding import Finding
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.document.cells import separator_of
from dronedeal.document.inside import hidden
from dronedeal.screening.listed import Entry
from dronedeal.screening.tables import too_wide

__all__ = ["Imported", "imported"]

_LARGEST = 500_000_000
_MOST = 300_000
"""Organisations of one list: more than any list of this kind has."""

_LONGEST = 2_000
"""Characters of a name."""

_DAY = len("2027-01-31")
"""Characters of a day; a time of day may follow in lists that others publish."""

_PERSONS = frozenset({"person", "individual"})
_ORGANISATIONS = frozenset({"company", "organization", "legalentity", "publicbody"})
_NAMES = ("alias", "weakAlias", "previousName", "abbreviation")
_IDENTIFIERS = {
    "leiCode": "lei", "cageCode": "cage", "uscCode": "uscc", "dunsCode": "duns", "registrationNumber": "registration",
    "idNumber": "id",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file of a list holds.

    Parameters
    ----------
    entries
        Organisations.
    kind
        The format it was read as.
    persons
        How many persons were left out: this program keeps no personal data.
    findings
        What could not be read.
    """

    entries: tuple[Entry, ...] = ()
    kind: str = ""
    persons: int = 0
    findings: tuple[Finding, ...] = ()


def imported(path: Path, name: str, sources: Iterable[str] = ()) -> Imported:
    """Read a list, whichever of the formats it is in.

    Parameters
    ----------
    path
        The file: JSON of the Consolidated Screening List, its CSV, FollowTheMoney entities as JSON lines, or a CSV with a
        column ``name`` and any of ``names`` (parted by ``|``), ``country``, ``valid_from``, ``valid_to``, ``known_from``,
        ``known_to``, ``basis``, ``link``, ``lei``, ``cage``, ``uscc``, ``duns``.
    name
        Of the list.
    sources
        Of the Consolidated Screening List, only sources whose name holds one of these.
    """
    try:
        if not path.is_file():
            return _wrong(path.name, 0, "it is no file", "name the file of the list")
        if path.stat().st_size > _LARGEST:
            return _wrong(path.name, 0, f"it is larger than {_LARGEST:,} bytes", "split it")
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return _wrong(path.name, 0, str(error), "save it as UTF-8 text")
    found = _read(path, text, name, tuple(sources))
    odd = next((entry for entry in found.entries if not _is_sound(entry)), None)
    if odd is not None:
        message = (
            f"{odd.name[:40]!r} has a name that is no text of at most {_LONGEST} characters, each of which is seen"
        )
        return _wrong(path.name, 0, message, "mend that row")
    if len(found.entries) > _MOST:
        return _wrong(path.name, 0, f"it names more than {_MOST:,} organisations", "take part of it")
    if not found.entries and not found.findings:
        return _wrong(path.name, 0, "it names no organisation", "see dronedeal lists --help for the formats read")
    return found


def _is_sound(entry: Entry) -> bool:
    """Whether its names are texts that can be kept: not endless, no half a character, and none that nobody sees, with which no list is read."""
    said = (entry.id, entry.name, *entry.names, *entry.identifiers.values(), entry.country, entry.basis, entry.link)
    return bool(entry.name.strip()) and all(
        len(one) <= _LONGEST and not any("\ud800" <= sign <= "\udfff" for sign in one) and hidden(one, NOWHERE) is None
        for one in said
    )


def _read(path: Path, text: str, name: str, sources: tuple[str, ...]) -> Imported:
    start = text.lstrip()[:1]
    if start not in "{[" or not start:
        return _csv(path.name, text, name, sources)
    first, _, rest = text.lstrip().partition("\n")
    if rest.strip() and _is_whole(first):
        return _lines(path.name, text, name)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _wrong(
            path.name,
            getattr(error, "lineno", 0),
            f"it is not JSON: {getattr(error, 'msg', 'nested too deep')}",
            "mend the syntax",
        )
    if isinstance(whole, dict) and "schema" in whole:
        return _lines(path.name, text, name)
    rows = whole.get("results") if isinstance(whole, dict) else whole
    if not isinstance(rows, list):
        return _wrong(path.name, 1, "it holds neither results nor entities", "give the list as it is published")
    return _gathered("Consolidated Screening List", (_of_csl(row, name) for row in _chosen(rows, sources)))


def _is_whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(file: str, text: str, name: str) -> Imported:
    entries: list[Entry] = []
    persons = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return _wrong(file, number, "this line is not JSON", "give one entity a line")
        if not isinstance(row, dict) or not isinstance(row.get("properties"), dict):
            return _wrong(
                file, number, "this is no FollowTheMoney entity", "give one entity a line, with its properties"
            )
        schema = str(row.get("schema", "")).casefold()
        if schema in _PERSONS:
            persons += 1
        elif schema in _ORGANISATIONS and (entry := _of_ftm(row, name)) is not None:
            entries.append(entry)
    return Imported(entries=tuple(entries), kind="FollowTheMoney", persons=persons)


def _csv(file: str, text: str, name: str, sources: tuple[str, ...]) -> Imported:
    try:
        separator = separator_of(text)
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
        heads = tuple((head or "").strip().casefold() for head in reader.fieldnames or ())
        if len(set(heads)) < len(heads):
            return _wrong(file, 1, "two columns have the same name", "name each column once")
        rows: list[dict[str, str]] = []
        for row in reader:
            if None in row:
                return _wrong(file, reader.line_num, *too_wide(len(heads) + len(row[None]), len(heads), separator))
            said = zip(heads, row.values(), strict=False)
            rows.append({head: (value or "").strip() for head, value in said if isinstance(value, str)})
    except csv.Error as error:
        return _wrong(file, 0, f"it is not CSV: {error}", "save it as comma-separated UTF-8")
    if "name" not in heads:
        return _wrong(file, 1, "it has no column name", "name the columns in the first row, name among them")
    if "source" in heads and "alt_names" in heads:
        chosen = _chosen(rows, sources)
        return _gathered("Consolidated Screening List", (_of_csl(row, name) for row in chosen))
    wrong = [
        Finding(code="S102", severity="error", message=f"{file} line {line}: {row[key][:40]!r} is no day", place=Place(file, line, 1), mend="write it as 2026-06-08")
        for line, row in enumerate(rows, start=2)
        for key in ("valid_from", "valid_to", "known_from", "known_to")
        if row.get(key) and day_written(row[key]) is None
    ]  # fmt: skip
    wrong += [
        Finding(code="S102", severity="error", message=f"{file} line {line}: {clock}_to is before {clock}_from, so that it is never listed", place=Place(file, line, 1), mend="write the days the right way round")
        for line, row in enumerate(rows, start=2)
        for clock in ("valid", "known")
        if (since := day_written(row.get(f"{clock}_from", ""))) is not None
        and (until := day_written(row.get(f"{clock}_to", ""))) is not None
        and until < since
    ]  # fmt: skip
    if wrong:
        return Imported(findings=tuple(wrong))
    return Imported(entries=tuple(_of_plain(row, name) for row in rows if row.get("name")), kind="CSV")


def _gathered(kind: str, read: Iterable[Entry | None]) -> Imported:
    entries: list[Entry] = []
    persons = 0
    for one in read:
        if one is None:
            persons += 1
        else:
            entries.append(one)
    return Imported(entries=tuple(entries), kind=kind, persons=persons)


def _chosen(rows: Iterable[object], sources: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        if not isinstance(row, Mapping):
            continue
        one = cast("Mapping[str, Any]", row)
        if (
            isinstance(one.get("name"), str)
            and one.get("name")
            and (not sources or any(source in str(one.get("source", "")) for source in sources))
        ):
            yield one


def _of_csl(row: Mapping[str, Any], name: str) -> Entry | None:
    """An organisation of the Consolidated Screening List; nothing for a person, a vessel or an aircraft."""
    if str(row.get("type") or "entity").casefold() not in {"entity", "unknown", ""}:
        return None
    addresses = row.get("addresses")
    country = ""
    if isinstance(addresses, list) and addresses and isinstance(addresses[0], Mapping):
        country = str(cast("Mapping[str, Any]", addresses[0]).get("country") or "")
    return Entry(
        id=str(row.get("id") or row.get("_id") or row["name"]),
        list=name,
        name=str(row["name"]),
        names=_several(row.get("alt_names"), ";"),
        country=country,
        valid_from=day_written(str(row.get("start_date") or "")[:_DAY]),
        valid_to=day_written(str(row.get("end_date") or "")[:_DAY]),
        basis=str(row.get("source") or ""),
        link=str(row.get("source_list_url") or row.get("source_information_url") or ""),
    )


def _of_ftm(row: Mapping[str, Any], name: str) -> Entry | None:
    properties = cast("Mapping[str, Any]", row["properties"])
    names = _several(properties.get("name"), "|") or _several(row.get("caption"), "|")
    if not names:
        return None
    identifiers = {
        scheme: values[0] for key, scheme in _IDENTIFIERS.items() if (values := _several(properties.get(key), "|"))
    }
    countries = _several(properties.get("jurisdiction"), "|") or _several(properties.get("country"), "|")
    return Entry(
        id=str(row.get("id") or names[0]),
        list=name,
        name=names[0],
        names=(*names[1:], *(one for key in _NAMES for one in _several(properties.get(key), "|"))),
        identifiers=identifiers,
        country=countries[0].upper() if countries else "",
        basis=", ".join(_several(row.get("datasets"), "|")),
    )


def _of_plain(row: Mapping[str, str], name: str) -> Entry:
    days = {key: day_written(row.get(key, "")) for key in ("valid_from", "valid_to", "known_from", "known_to")}
    return Entry(
        id=row.get("id") or row["name"],
        list=name,
        name=row["name"],
        names=_several(
            row.get("names") or row.get("aliases") or "",
            "|" if "|" in (row.get("names") or row.get("aliases") or "") else ";",
        ),
        identifiers={scheme: row[scheme] for scheme in ("lei", "cage", "uscc", "duns") if row.get(scheme)},
        country=row.get("country", ""),
        basis=row.get("basis", ""),
        link=row.get("link", ""),
        **days,
    )


def _several(value: object, mark: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(one.strip() for one in value.split(mark) if one.strip())
    if isinstance(value, (list, tuple)):
        return tuple(one.strip() for one in cast("list[object]", value) if isinstance(one, str) and one.strip())
    return ()


def _wrong(file: str, line: int, message: str, mend: str) -> Imported:
    place = Place(file, line, 1) if line else Place(file)
    return Imported(
        findings=(Finding(code="S102", severity="error", message=f"{file}: {message}", place=place, mend=mend),)
    )
