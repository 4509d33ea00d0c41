"""Files of events: CSV, XLSX or JSON lines. Every row gives an event or findings by row and column; nothing is recorded here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

from dronedeal.deal import Finding, Place, sorted_findings
from dronedeal.document import Sheets, bytes_of, cells_of_csv, cells_of_xlsx, nearest
from dronedeal.document.cells import LARGEST_CSV
from dronedeal.document.inside import hidden
from dronedeal.settlement.event import COLUMNS, Event
from dronedeal.settlement.forecast import PLAN, not_happened
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.sound import Checker

__all__ = ["MOST_ALIKE", "MOST_EVENTS", "read_events", "said_events"]

MOST_EVENTS = 250_000
"""Events of one file."""
MOST_ALIKE = 50
"""Findings of one code in one file that are told one by one."""

_EVENTS = Sheets(
    what="a file of events", unread="L103", large="L103", split="split it: files are recorded one after the other"
)

_Row = tuple[dict[str, str], Callable[[str], Place]]


def read_events(path: Path, signed: Signed, *, planned: bool = False) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    """The events of a file, in its order, and the findings, sorted: those of one row never hide another row's.

    A file whose name ends in ``.csv`` is CSV, in ``.xlsx`` a workbook's first sheet, each with a header in its first row
    that says anything; any other has one JSON object a line.

    Parameters
    ----------
    planned
        Whether the file holds planned events: then all of them are of source ``plan``, and else none.
    """
    checker = Checker(signed)
    suffix = path.suffix.lower()
    if suffix in {".csv", ".xlsx"}:
        cells = cells_of_csv(path, path.name, _EVENTS) if suffix == ".csv" else cells_of_xlsx(path, path.name, _EVENTS)
        if isinstance(cells, Finding):
            return (), (cells,)
        rows = _sheet_rows(cells, path.name, checker)
    else:
        text = _text(path)
        if isinstance(text, Finding):
            return (), (text,)
        rows = _json_rows(text, path.name, checker)
    return _read(rows, checker, planned=planned)


def said_events(
    said: Iterable[Mapping[str, object]], signed: Signed, *, name: str = "<events>"
) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    """Events said by a program, as tables by column; otherwise as of a file."""
    checker = Checker(signed)
    rows = (_object_row(one, Place(name, number), checker) for number, one in enumerate(said, start=1))
    return _read((row for row in rows if row is not None), checker)


def _text(path: Path) -> str | Finding:
    data = bytes_of(path, path.name, LARGEST_CSV, _EVENTS)
    if isinstance(data, Finding):
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path.name} is not UTF-8 text (byte {error.start})"
        return Finding(code="L103", severity="error", message=message, place=Place(path.name), mend="save it as UTF-8")
    return hidden(text, Place(path.name), is_file=True) or text


def _read(
    rows: Iterable[_Row], checker: Checker, *, planned: bool = False
) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    found: list[Event] = []
    for number, (words, place) in enumerate(rows, start=1):
        if number > MOST_EVENTS:
            message = f"more than {MOST_EVENTS:,} events"
            checker.find("L103", message, place("source"), _EVENTS.split)
            break
        event = checker.read(words, place)
        if event is None:
            continue
        if planned and event.source != PLAN:
            mend = "planned events, and only they, are of source plan: dronedeal forecast writes them"
            checker.find("L104", f"{event.source}/{event.id} is no planned event", place("source"), mend)
        elif event.source == PLAN and not planned:
            checker.findings.append(not_happened(event, place("source")))
        else:
            found.append(event)
    return tuple(found), _few(sorted_findings(checker.findings))


def _few(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The first findings of each code, and how many more there are."""
    count: Counter[str] = Counter()
    told: list[Finding] = []
    for finding in findings:
        count[finding.code] += 1
        if count[finding.code] <= MOST_ALIKE:
            told.append(finding)
    more = [
        Finding(
            code=code, severity="error", message=f"{number - MOST_ALIKE:,} more findings {code} that are not told one by one",
            place=findings[0].place, mend="mend those that are told, and read again",
        )
        for code, number in sorted(count.items())
        if number > MOST_ALIKE
    ]  # fmt: skip
    return (*told, *more)


def _sheet_rows(rows: Sequence[Sequence[str]], name: str, checker: Checker) -> Iterator[_Row]:
    top = next((number for number, row in enumerate(rows) if any(row)), None)
    if top is None:
        checker.find("L103", f"{name} has no header", Place(name), f"columns: {', '.join(COLUMNS)}")
        return
    header = list(rows[top])
    while not header[-1]:  # a workbook's rows are as wide as its widest
        header.pop()
    for at, column in enumerate(header, start=1):
        if column not in COLUMNS or header.index(column) != at - 1:
            wrong = "stands twice" if column in COLUMNS else f"is none{nearest(column, COLUMNS)}"
            checker.find(
                "L103", f"column {column[:40]!r} {wrong}", Place(name, top + 1, at), f"columns: {', '.join(COLUMNS)}"
            )
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        if not any(row):
            continue
        if len(row) < len(header) or any(row[len(header) :]):
            message = f"the row has {len(row)} cells under {len(header)} columns"
            checker.find("L103", message, Place(name, number), "give every row as many cells as the header has")
            continue
        words = {column: cell for column, cell in zip(header, row, strict=False) if column in COLUMNS}
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
        elif isinstance(value, bool) or not (value is None or isinstance(value, (str, int, Decimal, date))):
            checker.find("L104", f"{column} is neither text nor a figure", place, "write text, or a figure")
        else:
            words[str(column)] = "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
    return words, lambda _: place
