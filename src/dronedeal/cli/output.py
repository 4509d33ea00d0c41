"""Where results go: tables for people on a terminal, JSON to a file or a pipe, findings and progress on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from dronedeal.cli.file import put
from dronedeal.deal import Finding

__all__ = ["counted", "fail", "progress", "show_findings", "table", "write_json"]

_CELL = 110
"""Most characters of a cell that are shown."""


def counted(number: int, one: str, more: str) -> str:
    """A number with what it counts, in the singular or the plural."""
    return f"{number:,} {one if number == 1 else more}"


def fail(message: str, mend: str = "") -> NoReturn:
    """Say what was misused and how to mend it, and exit with 2."""
    print(f"dronedeal: {message}", file=sys.stderr)
    if mend:
        print(f"  mend: {mend}", file=sys.stderr)
    raise SystemExit(2)


def write_json(record: dict[str, Any], target: str) -> None:
    """Write a record to a file, or to stdout for ``-``; what can be written to and is no file, as a pipe, is written to."""
    text = json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False, default=str) + "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        put(Path(target), text)
    except OSError as error:
        fail(f"{target} cannot be written: {error.strerror}", "name a file in a folder that exists and may be written")


def show_findings(findings: Sequence[Finding], folder: Path) -> None:
    """Print findings as STYLE wants them: place, code, message, the line with a caret, the mend."""
    from dronedeal.document.inside import visible

    for finding in findings:
        print(visible(f"{finding.place}  {finding.code}  {finding.message}"), file=sys.stderr)
        _show_line(finding, folder)
        for place in finding.related:
            print(f"   also {place}", file=sys.stderr)
        print(f"   mend: {visible(finding.mend)}", file=sys.stderr)
    codes = sorted({finding.code for finding in findings})
    if codes:
        print(
            f"   more: dronedeal explain {codes[0]}" + (f"  (also {', '.join(codes[1:])})" if codes[1:] else ""),
            file=sys.stderr,
        )


def _show_line(finding: Finding, folder: Path) -> None:
    """The line with a caret; of a sheet the cell, since there a column is no character."""
    from dronedeal.document.inside import visible

    place = finding.place
    path = folder / place.file
    if not place.line:
        return
    if path.suffix.lower() in {".csv", ".xlsx"}:
        _show_cell(path, finding)
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    lines = text.splitlines()
    if place.line > len(lines):
        return
    line = lines[place.line - 1]
    start = max(0, place.column - 60)
    shown = visible(line[start : start + 110].replace("\t", " "))
    print(f"   {place.line:>4} |   {shown}", file=sys.stderr)
    if place.column:
        print(f"        |   {' ' * (place.column - 1 - start)}^", file=sys.stderr)


def _show_cell(path: Path, finding: Finding) -> None:
    """The cell of a sheet a finding speaks of, as that sheet calls it, under the name of its column."""
    from dronedeal.document.cells import shown_cells
    from dronedeal.document.inside import visible

    line, number = finding.place.line, finding.place.column
    sheet, rows = shown_cells(path)
    if line > len(rows) or not 0 < number <= len(rows[line - 1]):
        return
    heads = next(filter(any, rows))
    column = heads[number - 1].strip() if number <= len(heads) else ""
    called = f"row {line}, cell {number}"
    if path.suffix.lower() == ".xlsx":
        from xlsxwriter.utility import xl_rowcol_to_cell

        called = visible(f"{sheet}!{xl_rowcol_to_cell(line - 1, number - 1)}")
    cell = visible(rows[line - 1][number - 1][:_CELL])
    print(f"   {called}{f' ({visible(column)})' if column else ''} |   {cell}", file=sys.stderr)


def tell(line: str) -> None:
    """Print a line of what others wrote, with nothing in it that acts on the terminal."""
    print(_seen(line))


def _seen(text: str) -> str:
    """A text as one line, in which what is not seen is shown, so that nobody's name draws over a verdict or begins another row."""
    from dronedeal.document.inside import visible

    return visible(" ".join(text.splitlines()).replace("\t", " "))


def table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    titled: bool = False,
) -> None:
    """Print a table; columns named in ``right`` are set flush right. A pipe gets tab-separated lines.

    Parameters
    ----------
    titled
        Whether a pipe gets the title too, on a line of its own: where a verb prints more than one table.
    """
    title, columns, rows = _seen(title), [*map(_seen, columns)], [[*map(_seen, row)] for row in rows]
    if not sys.stdout.isatty() and os.environ.get("DRONEDEAL_TABLES") != "1":
        if titled:
            print(f"\n{title}")
        for row in (columns, *rows):
            print("\t".join(row))
        return
    from dronedeal.cli.grid import show_grid

    show_grid(title, columns, rows, right)


@contextmanager
def progress() -> Generator[Callable[[str], None], None, None]:
    """A line on stderr that says what is being done; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True, highlight=False).status("working") as status:
        yield status.update
