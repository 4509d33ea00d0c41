"""What a statement is asked for and written to: its period, how far it looks ahead, its files. Not the commands: ``settling`` has them."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dronedeal.cli import output
from dronedeal.cli.file import put
from dronedeal.deal.calendar import day_written

if TYPE_CHECKING:
    from dronedeal.deal import Quarter
    from dronedeal.settlement import Ahead, Event, Signed, Statement

__all__ = [
    "ahead_or_fail",
    "day_or_fail",
    "one_answer_or_fail",
    "put_or_fail",
    "put_statement",
    "quarter_or_fail",
    "span_or_fail",
]

_AHEAD = 4
"""Quarters that a statement looks ahead where a plan is given and no number is said."""
_MOST_AHEAD = 200


def day_or_fail(said: str) -> dt.date:
    """A day as it is written in documents, or end with 2."""
    day = day_written(said)
    if day is None:
        output.fail(f"{said!r} is no day", "write a day as 2027-03-31")
    return day


def quarter_or_fail(said: str) -> Quarter:
    """A quarter as it is written in documents, or end with 2."""
    from dronedeal.deal import Quarter

    if not re.fullmatch("(19|20|21)[0-9]{2}-Q[1-4]", said, re.ASCII):
        output.fail(f"{said!r} is no quarter", "write a quarter as 2027-Q1")
    return Quarter(int(said[:4]), int(said[-1]))


def span_or_fail(to: str | None, since: str | None, quarter: str | None) -> tuple[dt.date | None, dt.date]:
    """The first day of a period, where one is asked for, and the day that a statement is made to; or end with 2."""
    if quarter is not None:
        if since is not None or to is not None:
            output.fail("a quarter has its own first and last day", "write --quarter, or --from and --to")
        one = quarter_or_fail(quarter)
        return one.first_day, one.last_day
    if to is None:
        output.fail("a statement is made to a day", "write --to 2027-03-31, or --quarter 2027-Q1")
    first, last = None if since is None else day_or_fail(since), day_or_fail(to)
    if first is not None and first > last:
        output.fail(f"{first} lies after {last}", "write the first day of the period after --from")
    return first, last


def ahead_or_fail(signed: Signed, planned: Path | None, quarters: int | None, to: dt.date) -> Ahead | None:
    """How far to look ahead and by which planned events; nothing where neither is asked for."""
    from dronedeal.deal import Quarter
    from dronedeal.settlement import Ahead, read_events

    if planned is None and quarters is None:
        return None
    if quarters is not None and not 0 < quarters <= _MOST_AHEAD:
        output.fail(f"{quarters} is no number of quarters", "write how many quarters to look ahead, as --ahead 4")
    if planned is None:
        events: tuple[Event, ...] = ()
    elif not planned.is_file():
        output.fail(f"{planned} is no file", "write one first: dronedeal forecast FOLDER planned.csv")
    else:
        events, findings = read_events(planned, signed, planned=True)
        if findings:
            output.show_findings(findings, planned.parent)
            raise SystemExit(1)
    return Ahead(until=Quarter.of(to).plus(quarters or _AHEAD).last_day, planned=events)


def one_answer_or_fail(*targets: str | None) -> None:
    """End with 2 where several forms go to stdout, or to one file: none of them could be read."""
    named = [str(target) for target in targets if target is not None]
    for name in named:
        if named.count(name) > 1:
            where = "stdout" if name == "-" else name
            output.fail(f"several forms would be written to {where}", "name a file of its own for each")


def put_statement(
    found: Statement, signed: Signed, *, pdf: str | None, xlsx: str | None, sheet: str | None
) -> list[str]:
    """Write a statement to the files asked for; which they are."""
    if pdf is None and xlsx is None and sheet is None:
        return []
    from dronedeal.report.statement_csv import statement_csv
    from dronedeal.report.statement_pdf import statement_pdf
    from dronedeal.report.statement_sheets import statement_xlsx

    wanted: list[tuple[str | None, Callable[[], bytes]]] = [
        (pdf, lambda: statement_pdf(found, signed.deal)),
        (xlsx, lambda: statement_xlsx(found)),
        (sheet, lambda: statement_csv(found)),
    ]
    made = [(target, make()) for target, make in wanted if target is not None]
    for target, data in made:
        put_or_fail(target, data)
    return [target for target, _ in made if target != "-"]


def put_or_fail(target: str, data: bytes) -> None:
    """Write bytes to a file, whole or not at all, or to stdout for ``-``; end with 2 where that cannot be."""
    if target == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        put(Path(target), data)
    except OSError as error:
        output.fail(
            f"{target} cannot be written: {error.strerror}", "name a file in a folder that exists and may be written"
        )
