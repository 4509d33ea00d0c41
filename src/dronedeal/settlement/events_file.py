"""Files of events: CSV or JSON lines. Every row gives an event or findings by row and column; nothing is recorded here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import cast

from dronedeal.deal import Finding, Place, sorted_findings
from dronedeal.document import nearest, text_of
from dronedeal.settlement.event import COLUMNS, Event
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.sound import Checker

__all__ = ["read_events", "said_events"]

_Row = tuple[dict[str, str], Callable[[str], Place]]


def read_events(path: Path, signed: Signed) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    """The events of a file, in its order, and every finding, sorted: those of one row never hide another row's.

    A file whose name ends in ``.csv`` is CSV with a header; any other has one JSON object a line.
    """
    text = text_of(path, path.name)
    if isinstance(text, Finding):
        return (), (text,)
    checker = Checker(signed)
    rows = (
        _csv_rows(text, path.name, checker) if path.suffix.lower() == ".csv" else _json_rows(text, path.name, checker)
    )
    return _read(rows, checker)


def said_events(
    said: Iterable[Mapping[str, object]], signed: Signed, *, name: str = "<events>"
) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    """Events said by a program, as tables by column; otherwise as of a file."""
    checker = Checker(signed)
    rows = (_object_row(one, Place(name, number), checker) for number, one in enumerate(said, start=1))
    return _read((row for row in rows if row is not None), checker)


def _read(rows: Iterable[_Row], checker: Checker) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    found = [checker.read(words, place) for words, place in rows]
    return tuple(event for event in found if event is not None), sorted_findings(checker.findings)


def _csv_rows(text: str, name: str, checker: Checker) -> Iterator[_Row]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        checker.find("L103", f"{name} is no CSV: {error}", Place(name), "write rows of cells with commas between them")
        return
    if not rows or not any(cell.strip() for cell in rows[0]):
        checker.find("L103", f"{name} has no header", Place(name), f"columns: {', '.join(COLUMNS)}")
        return
    header = [cell.strip() for cell in rows[0]]
    for at, column in enumerate(header, start=1):
        if column not in COLUMNS or header.index(column) != at - 1:
            wrong = "stands twice" if column in COLUMNS else f"is none{nearest(column, COLUMNS)}"
            checker.find(
                "L103", f"column {column[:40]!r} {wrong}", Place(name, 1, at), f"columns: {', '.join(COLUMNS)}"
            )
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            message = f"the row has {len(row)} cells under {len(header)} columns"
            checker.find("L103", message, Place(name, number), "give every row as many cells as the header has")
            continue
        words = {column: cell for column, cell in zip(header, row, strict=True) if column in COLUMNS}
        yield words, _cells(name, number, header)


def _cells(name: str, number: int, header: Sequence[str]) -> Callable[[str], Place]:
    return lambda column: Place(name, number, header.index(column) + 1 if column in header else 0)


def _json_rows(text: str, name: str, checker: Checker) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = Place(name, number, 1)
        try:
            said = json.loads(line, parse_float=Decimal, parse_int=str, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            checker.find(
                "L103", f"the line is no JSON object: {error}", place, 'write {"source": "works", ...} on one line'
            )
            continue
        row = _object_row(said, place, checker)
        if row is not None:
            yield row


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return table


def _object_row(said: object, place: Place, checker: Checker) -> _Row | None:
    if not isinstance(said, Mapping):
        checker.find("L103", "an event is a table by column", place, 'write {"source": "works", ...}')
        return None
    words: dict[str, str] = {}
    for column, value in cast("Mapping[object, object]", said).items():
        if column not in COLUMNS:
            message = f"key {str(column)[:40]!r} is none{nearest(str(column), COLUMNS)}"
            checker.find("L103", message, place, f"keys: {', '.join(COLUMNS)}")
        elif isinstance(value, bool) or not (value is None or isinstance(value, (str, int, Decimal))):
            checker.find("L104", f"{column} is neither text nor a figure", place, "write text, or a figure")
        else:
            words[str(column)] = "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
    return words, lambda _: place
