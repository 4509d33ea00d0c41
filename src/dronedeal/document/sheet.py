"""Spreadsheets to nodes: parties and needs kept as rows of a table. Not a workbook reader: one sheet, one header row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place
from dronedeal.document.inside import hidden, refused
from dronedeal.document.node import Entry, Node, Table, Word
from dronedeal.document.text import LARGEST_FILE, MOST_ENTRIES, nodes_of, text_of

__all__ = ["table_of_sheet"]


def table_of_sheet(path: Path, name: str) -> Table | Finding:
    """Read the first sheet of a CSV or XLSX file as a table of nouns.

    The header row names keys; a dot goes deeper (``worth.avoids``); the column ``id`` names the noun. A cell may hold what
    a document may: ``3 years``, ``[a, b]``, ``{by_year: {2027: 5}}``. An empty cell says nothing. Places give the row as line and
    the column's number as column.
    """
    rows = _rows(path, name)
    if isinstance(rows, Finding):
        return rows
    if not rows or "id" not in rows[0]:
        return _finding(
            "D121", f"{name} has no column id", Place(name, 1, 1), "name the columns in the first row, id among them"
        )
    if len(rows) > MOST_ENTRIES + 1:
        message = f"{name} has more than {MOST_ENTRIES:,} rows"
        return _finding("D113", message, Place(name, 1, 1), "a deal is smaller than this; sum up what is alike")
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            unseen = hidden(cell, Place(name, line, column))
            if unseen is not None:
                return unseen
    header = rows[0]
    table = Table({}, Place(name, 1, 1))
    for line, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        noun = Table({}, Place(name, line, 1))
        identity = Word("", Place(name, line, 1))
        for column, (key, cell) in enumerate(zip(header, row, strict=False), start=1):
            place = Place(name, line, column)
            if not cell or not key:
                continue
            if key == "id":
                identity = Word(cell, place)
                continue
            node = _cell(cell, place)
            if isinstance(node, Finding):
                return node
            _put(noun, key.split("."), node, place)
        if identity.text in table.entries or not identity.text:
            return _finding(
                "D122",
                f"row {line} of {name} has {'no id' if not identity.text else 'an id that stands above it'}",
                identity.place,
                "give each row an id of its own",
            )
        table.entries[identity.text] = Entry(identity, noun)
    return table


def _rows(path: Path, name: str) -> list[list[str]] | Finding:
    if path.suffix == ".csv":
        text = text_of(path, name)
        if isinstance(text, Finding):
            return text
        try:
            return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
        except csv.Error as error:
            return _finding("D120", f"{name} is not CSV: {error}", Place(name), "save it as comma-separated UTF-8")
    refusal = refused(path, name)
    if refusal is not None:
        return refusal
    if path.stat().st_size > LARGEST_FILE:
        return _finding("D101", f"{name} is larger than {LARGEST_FILE:,} bytes", Place(name), "split it")
    from python_calamine import CalamineWorkbook

    try:
        cells: Iterable[Iterable[object]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        return [[_text(cell) for cell in row] for row in cells]
    except Exception as error:  # noqa: BLE001 - the reader raises many kinds of its own for a broken workbook
        return _finding(
            "D120", f"{name} is no workbook that can be read: {error}", Place(name), "save it again as XLSX or CSV"
        )


def _text(cell: object) -> str:
    """A cell as a document would write it: 3.0 as 3."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _cell(cell: str, place: Place) -> Node | Finding:
    if cell[0] not in "[{":
        return Word(cell, place)
    read = nodes_of(f"cell: {cell}", place.file)
    if isinstance(read, Finding):
        return Finding(
            code=read.code, severity="error", message=f"the cell is {read.message}", place=place, mend=read.mend
        )
    return _moved(read.entries["cell"].node, place)


def _moved(node: Node, place: Place) -> Node:
    """The node with every place set to its cell."""
    match node:
        case Word(text=text, quoted=quoted):
            return Word(text, place, quoted)
        case Table():
            moved = {entry.key.text: Entry(Word(entry.key.text, place), _moved(entry.node, place)) for entry in node}
            return Table(moved, place)
        case _:
            return type(node)(tuple(_moved(item, place) for item in node.items), place)


def _put(noun: Table, keys: list[str], node: Node, place: Place) -> None:
    """Place a cell under its dotted key, making the tables on the way."""
    here = noun
    for key in keys[:-1]:
        inner = here.node(key)
        if not isinstance(inner, Table):
            inner = Table({}, place)
            here.entries[key] = Entry(Word(key, place), inner)
        here = inner
    here.entries[keys[-1]] = Entry(Word(keys[-1], place), node)


def _finding(code: str, message: str, place: Place, mend: str) -> Finding:
    return Finding(code=code, severity="error", message=message, place=place, mend=mend)
