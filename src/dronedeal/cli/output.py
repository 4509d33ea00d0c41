"""Where results go: tables for people on a terminal, JSON to a file or a pipe, findings and progress on stderr."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dronedeal.deal import Finding

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["console", "fail", "progress", "show_findings", "table", "write_json"]


def console(*, stderr: bool = False) -> Console:
    """A console that respects NO_COLOR, pipes and the terminal's width."""
    from rich.console import Console

    width = None if (sys.stderr if stderr else sys.stdout).isatty() else int(os.environ.get("COLUMNS", "120"))
    return Console(stderr=stderr, highlight=False, soft_wrap=False, width=width)


def fail(message: str, mend: str = "") -> None:
    """Say what was misused and how to mend it, and exit with 2."""
    print(f"dronedeal: {message}", file=sys.stderr)
    if mend:
        print(f"  mend: {mend}", file=sys.stderr)
    raise SystemExit(2)


def write_json(record: dict[str, Any], target: str) -> None:
    """Write a record to a file, aside and then renamed, or to stdout for ``-``."""
    text = json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False, default=str) + "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    path = Path(target)
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, delete=False, encoding="utf-8", prefix=".dronedeal-"
        ) as aside:
            aside.write(text)
        Path(aside.name).replace(path)
    except OSError as error:
        fail(f"{target} cannot be written: {error.strerror}", "name a file in a folder that exists and may be written")


def show_findings(findings: Sequence[Finding], folder: Path) -> None:
    """Print findings as STYLE wants them: place, code, message, the line with a caret, the mend."""
    for finding in findings:
        print(f"{finding.place}  {finding.code}  {finding.message}", file=sys.stderr)
        _show_line(finding, folder)
        for place in finding.related:
            print(f"   also {place}", file=sys.stderr)
        print(f"   mend: {finding.mend}", file=sys.stderr)
    codes = sorted({finding.code for finding in findings})
    if codes:
        print(
            f"   more: dronedeal explain {codes[0]}" + (f"  (also {', '.join(codes[1:])})" if codes[1:] else ""),
            file=sys.stderr,
        )


def _show_line(finding: Finding, folder: Path) -> None:
    place = finding.place
    path = folder / place.file
    if not place.line or path.suffix == ".xlsx":
        return
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    if place.line > len(lines):
        return
    line = lines[place.line - 1]
    start = max(0, place.column - 60)
    shown = line[start : start + 110].replace("\t", " ")
    print(f"   {place.line:>4} |   {shown}", file=sys.stderr)
    if place.column:
        print(f"        |   {' ' * (place.column - 1 - start)}^", file=sys.stderr)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Print a table; columns named in ``right`` are set flush right. A pipe gets tab-separated lines."""
    if not sys.stdout.isatty() and os.environ.get("DRONEDEAL_TABLES") != "1":
        print("\t".join(columns))
        for row in rows:
            print("\t".join(row))
        return
    from rich.table import Table

    grid = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for index, column in enumerate(columns):
        grid.add_column(column, justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*row)
    console().print(grid)


@contextmanager
def progress() -> Generator[Callable[[str], None], None, None]:
    """A line on stderr that says what is being done; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with console(stderr=True).status("working") as status:
        yield status.update
