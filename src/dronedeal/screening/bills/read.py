"""A bill from a file, by its suffix: CycloneDX JSON, CSV or XLSX. Not the formats themselves."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from dronedeal.deal.finding import Finding
from dronedeal.document.cells import Sheets, bytes_of, cells_of_csv, cells_of_xlsx
from dronedeal.screening.bill import Bill
from dronedeal.screening.bills.cyclonedx import read_cyclonedx
from dronedeal.screening.bills.json_bytes import LARGEST_JSON
from dronedeal.screening.bills.notebook import Notebook
from dronedeal.screening.bills.sheet import read_sheet

__all__ = ["read_bill"]

_BILLS = Sheets(what="a bill", unread="B101", large="B105", split="split it by assembly, or take out what is no part")


def read_bill(path: Path, name: str) -> tuple[Bill | None, tuple[Finding, ...]]:
    """Read a bill of materials: CycloneDX JSON 1.4 to 1.7, or a sheet in the column names of the CISA HBOM Framework.

    Parameters
    ----------
    path
        A ``.json``, ``.csv`` or ``.xlsx`` file.
    name
        The same from its folder on, for places.

    Returns
    -------
    The bill, or nothing where a finding is an error; and every finding, sorted. Parts come each after the one it is inside of.
    """
    book = Notebook(name)
    with _uncollected():
        bill = _read(path, name, book)
    return bill if book.sound else None, book.all()


def _read(path: Path, name: str, book: Notebook) -> Bill | None:
    suffix = path.suffix.lower()
    if suffix == ".json":
        found = bytes_of(path, name, LARGEST_JSON, _BILLS)
        if not isinstance(found, Finding):
            return read_cyclonedx(found, name, book)
    elif suffix in {".csv", ".xlsx"}:
        rows = cells_of_csv(path, name, _BILLS) if suffix == ".csv" else cells_of_xlsx(path, name, _BILLS)
        if not isinstance(rows, Finding):
            return read_sheet(rows, name, book)
        found = rows
    else:
        message = f"a bill is a .json, .csv or .xlsx file, not {suffix[:20] or 'one without a suffix'}"
        book.note("B101", message, "save it as CycloneDX JSON, CSV or XLSX")
        return None
    book.take(found)
    return None


@contextmanager
def _uncollected() -> Generator[None, None, None]:
    """Without looking for circles among values meanwhile: there are millions, all of them trees, and looking takes longer than reading."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
