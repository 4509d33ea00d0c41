"""Rows of the CSV files that a user keeps in a folder of lists, each with its line. Not what they say."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place

__all__ = ["rows_of", "too_wide"]

_LARGEST = 200_000_000


def rows_of(
    path: Path, name: str, columns: tuple[str, ...], findings: list[Finding]
) -> Iterable[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with these columns, each with its line; what cannot be read is added to the findings."""
    from dronedeal.document.cells import separator_of
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
            separator = separator_of(file.readline())
            file.seek(0)
            reader = csv.reader(file, strict=True, delimiter=separator)
            head = [cell.strip() for cell in next(reader, [])]
            odd = next((column for column in columns if head.count(column) != 1), None)
            if odd is not None:
                message = f"{name} has {'two columns' if odd in head else 'no column'} {odd}"
                findings.append(_finding(message, Place(name, 1, 1), f"columns: {', '.join(columns)}"))
                return
            at = {column: head.index(column) for column in columns}
            line = reader.line_num + 1
            for row in reader:
                if len(row) > len(head) and any(row[len(head) :]):
                    message, mend = too_wide(len(row), len(head), separator)
                    findings.append(_finding(message, Place(name, line, 1), mend))
                elif row:
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


def too_wide(cells: int, columns: int, separator: str = ",") -> tuple[str, str]:
    """What is wrong with a row that has more cells than there are columns, and how to mend it."""
    called = {",": "comma", ";": "semicolon", "\t": "tab"}[separator]
    message = f"the row has {cells} cells under {columns} columns: is a {called} inside a name?"
    return message, f'put what holds a {called} in double quotes: "Example Works{separator} Inc."'


def _finding(message: str, place: Place, mend: str) -> Finding:
    return Finding(code="S102", severity="error", message=message, place=place, mend=mend)
