"""Rows of text from CSV and XLSX, with size, unpacked size and width bounded before memory is spent. Formulas are never evaluated.

Bills of materials and events come this way; what their cells mean is theirs.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place
from dronedeal.document.inside import hidden, refused

__all__ = [
    "LARGEST_CSV",
    "LARGEST_UNPACKED",
    "LARGEST_XLSX",
    "MOST_CELLS",
    "Sheets",
    "bytes_of",
    "cells_of_csv",
    "cells_of_xlsx",
    "first_row",
    "separator_of",
    "shielded",
    "shown_cells",
]

LARGEST_CSV = 64_000_000
"""Bytes of a CSV file."""
LARGEST_XLSX = 20_000_000
"""Bytes of an XLSX file, packed."""
LARGEST_UNPACKED = 200_000_000
"""Bytes of all its members, unpacked."""
MOST_CELLS = 4_000_000
"""Cells of the smallest rectangle that holds a sheet: a reader keeps all of them, empty ones too."""

_MOST_MEMBERS = 1_000
_WIDEST = 1_000
_CHUNK = 1 << 20
_LONGEST_CELL = 1_000_000
_STORED, _DEFLATED = 0, 8
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,9})["']""")
_TAIL = 64
_QUOTED = re.compile(r"'(?=[=+\-@'\t\r])")


_SHIELDED = ("=", "+", "-", "@", "\t", "\r", "'")


class _Refused(Exception):
    """Why a file is not opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What files are read for, and what is said of those that cannot be.

    Attributes
    ----------
    what
        What a file holds, as ``a bill``.
    unread, large
        Codes of a file that cannot be read, and of one that is larger, wider or more than is taken.
    split
        How to mend a file that is too large.
    """

    what: str
    unread: str
    large: str
    split: str


def shielded(cell: str) -> str:
    """A text for a cell of CSV: one that a spreadsheet program would take for a formula begins with a quote."""
    return f"'{cell}" if cell.startswith(_SHIELDED) else cell


def bytes_of(path: Path, name: str, largest: int, of: Sheets) -> bytes | Finding:
    """What a file holds, or why it is not read: it lies elsewhere, is no file, or is too large."""
    refusal = refused(path, name)
    if refusal is not None:
        return refusal
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror}"
        return _finding("D103", message, Place(name), "check that the file exists and may be read")
    if len(data) > largest:
        message = f"{name} holds {path.stat().st_size:,} bytes; {of.what} of this format holds at most {largest:,}"
        return _finding(of.large, message, Place(name), of.split)
    return data.removeprefix(b"\xef\xbb\xbf")


def cells_of_csv(path: Path, name: str, of: Sheets) -> list[list[str]] | Finding:
    """The rows of a CSV file in UTF-8, separated by commas, semicolons or tabs; a quote that shields a formula is taken off."""
    data = bytes_of(path, name, LARGEST_CSV, of)
    if isinstance(data, Finding):
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _finding(of.unread, f"{name} is not UTF-8 text (byte {error.start})", Place(name), "save it as UTF-8")
    unseen = hidden(text, Place(name), is_file=True)
    if unseen is not None:
        return unseen
    try:
        rows = list(_bounded(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator_of(text))))
    except csv.Error as error:
        return _finding(of.unread, f"{name} is not CSV: {error}", Place(name), "save it as comma-separated UTF-8")
    except _Refused as why:
        return _finding(of.large, f"{name} has {why}", Place(name), of.split)
    return [
        [_QUOTED.sub("", cell.strip(), count=1) if cell[:1] == "'" else cell.strip() for cell in row] for row in rows
    ]


def separator_of(text: str) -> str:
    """What parts the columns of a CSV text: a comma, or a semicolon or a tab where more of them stand in its first line."""
    first = text[: text.find("\n") + 1 or len(text)]
    return max(",;\t", key=first.count)


def _bounded(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > MOST_CELLS or len(row) > _WIDEST:
            message = f"more than {MOST_CELLS:,} cells, or {_WIDEST:,} in a row"
            raise _Refused(message)
        yield row


def cells_of_xlsx(path: Path, name: str, of: Sheets) -> list[list[str]] | Finding:
    """The rows of a workbook's first sheet; of a formula the value that was saved with it."""
    data = bytes_of(path, name, LARGEST_XLSX, of)
    if isinstance(data, Finding):
        return data
    try:
        _see_that_it_is_small(io.BytesIO(data))
    except _Refused as why:
        return _finding(of.large, f"{name} {why}", Place(name), f"save the sheet of {of.what} alone, or: {of.split}")
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError) as error:
        return _finding(
            of.unread, f"{name} is no workbook: {str(error)[:100]}", Place(name), "save it again as XLSX or CSV"
        )
    try:
        _, rows = _first_sheet(data)
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        message = f"{name} is no workbook that can be read: {str(error)[:100]}"
        return _finding(of.unread, message, Place(name), "save it again as XLSX or CSV")
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            unseen = hidden(cell, Place(name, line, column)) if cell and not cell.isalnum() else None
            if unseen is not None:
                return unseen
    return rows


def _first_sheet(data: bytes) -> tuple[str, list[list[str]]]:
    """The name of a workbook's first sheet, and its rows."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return book.sheet_names[0], [[_text(cell) for cell in row] for row in cells]


def shown_cells(path: Path) -> tuple[str, list[list[str]]]:
    """The cells of a file that was read, to show one that a finding speaks of, and the name of their sheet in a workbook.

    Nothing where it cannot be read, or not any more: what bears the name of a workbook may have been read as text.
    """
    from python_calamine import CalamineError

    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".xlsx":
            return _first_sheet(data)
        text = data.decode("utf-8-sig")
        return "", list(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)))
    except (OSError, ValueError, csv.Error, CalamineError):
        return "", []


def first_row(path: Path) -> list[str]:
    """The first row of a CSV file that is not empty, by which a reader is chosen; empty where its first megabyte holds none."""
    try:
        with path.open("rb") as file:
            text = file.read(_CHUNK).decode("utf-8-sig", "ignore")
        return next(filter(any, csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))), [])
    except (OSError, csv.Error):
        return []


def _text(cell: object) -> str:
    """A cell as text: 3.0 as 3, a day as 2026-01-31."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else f"{cell:.12f}".rstrip("0").rstrip(".")  # noqa: PLR2004 - the digits of a number in a bill
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _see_that_it_is_small(file: BinaryIO) -> None:
    """Unpack every member in small pieces, believing no size that is written, and look how far its cells reach.

    Raises
    ------
    _Refused
        It has too many members, unpacks to too much, or its cells span too wide a rectangle.
    """
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise _Refused(f"has {len(members):,} members; a workbook has at most {_MOST_MEMBERS:,}")
    names = {one.filename for one in members}
    if "[Content_Types].xml" not in names or not any(one.startswith("xl/") for one in names):
        raise zipfile.BadZipFile("it has no sheets")
    left = LARGEST_UNPACKED
    for member in members:
        rows, columns, tail = 1, 1, b""
        for piece in _pieces(file, member):
            left -= len(piece)
            if left < 0:
                raise _Refused(f"unpacks to more than {LARGEST_UNPACKED:,} bytes")
            if not member.filename.lower().endswith((".xml", ".rels")) and not member.filename.startswith("xl/"):
                continue
            for found in _CELL.finditer(tail + piece):
                rows, columns = max(rows, int(found[2])), max(columns, _column(found[1]))
            tail = piece[-_TAIL:]
        if rows * columns > MOST_CELLS:
            raise _Refused(f"spans {rows:,} rows and {columns:,} columns, more than {MOST_CELLS:,} cells")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _pieces(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes, unpacked in pieces; its written size is not believed."""
    if member.flag_bits & 1:
        raise zipfile.BadZipFile("it is locked with a password")
    if member.compress_type not in {_STORED, _DEFLATED}:
        raise zipfile.BadZipFile("it is packed in a way that workbooks are not")
    file.seek(member.header_offset + 26)
    name, extra = struct.unpack("<HH", file.read(4))
    file.seek(name + extra, io.SEEK_CUR)
    left = member.compress_size
    inflater = zlib.decompressobj(-15)
    while left > 0:
        packed = file.read(min(left, _CHUNK))
        if not packed:
            return
        left -= len(packed)
        if member.compress_type == _STORED:
            yield packed
            continue
        while packed and not inflater.eof:
            yield inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
        if inflater.eof:
            return


def _finding(code: str, message: str, place: Place, mend: str) -> Finding:
    return Finding(code=code, severity="error", message=message, place=place, mend=mend)
