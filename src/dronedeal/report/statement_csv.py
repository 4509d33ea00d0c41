"""A statement's lines as CSV, safe to open in a spreadsheet program. Not all of a statement: the workbook and the JSON are."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from dronedeal.document import shielded

if TYPE_CHECKING:
    from dronedeal.settlement import Statement

__all__ = ["statement_csv"]

_FIGURES = ("amount", "stated", "true_up", "before", "own")
_COLUMNS = ("clause", "line", "place", "quarter", "from", "to", "due", "currency", *_FIGURES, "formula", "events")


def statement_csv(statement: Statement) -> bytes:
    """Lines under a header, in UTF-8; ``before`` and ``own`` are a period's. Figures stay figures, and no text is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for line in statement.body["lines"]:
        said = {name: line.get(name) or "" for name in _COLUMNS} | {"events": " ".join(line["events"])}
        writer.writerow(str(said[name]) if name in _FIGURES else shielded(str(said[name])) for name in _COLUMNS)
    return text.getvalue().encode("utf-8")
