"""Rows of the CSV files that a user keeps in a folder of lists, each with its line. Not what they say."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place

__all__ = ["rows_of"]

_LARGEST = 200_000_000


def rows_of(
    path: Path, name: str, columns: tuple[str, ...], findings: list[Finding]
) -> Iterable[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with these columns, each with its line; what cannot be read is added to the findings."""
    from dronedeal.document.inside import hidden, refused

    refusal = refused(path, name)
    if refusal is not None:
        findings.append(refusal)
        return
    try:
        if path.stat().st_size > _LARGEST:
            findings.append(_finding(f"{name} is larger than {_LARGEST:,} bytes", Place(name), "split it"))
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            head = next(reader, [])
            lacking = [column for column in columns if column not in head]
            if lacking:
                findings.append(
                    _finding(f"{name} has no column {lacking[0]}", Place(name, 1, 1), f"columns: {', '.join(columns)}")
                )
                return
            at = {column: head.index(column) for column in columns}
            line = reader.line_num + 1
            for row in reader:
                if row:
                    said = {
                        column: " ".join(row[index].split()) if index < len(row) else "" for column, index in at.items()
                    }
                    unseen = next(
                        (found for cell in said.values() if (found := hidden(cell, Place(name, line, 1)))), None
                    )
                    if unseen is None:
                        yield line, said
                    else:
                        findings.append(unseen)
                line = reader.line_num + 1  # a cell may go over several lines
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        findings.append(_finding(f"{name} cannot be read: {error}", Place(name), "save it as comma-separated UTF-8"))


def _finding(message: str, place: Place, mend: str) -> Finding:
    return Finding(code="S102", severity="error", message=message, place=place, mend=mend)
