"""Workbooks of Excel: sheets as they are given, totals as formulas. The same sheets give the same bytes. Not what stands on a sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

from dronedeal.report.sheet import Cell, Formula, Sheet

__all__ = ["book_of"]

_CREATED = datetime(2000, 1, 1, tzinfo=timezone.utc).replace(tzinfo=None)  # noqa: UP017 - no clock: any fixed day will do
_LONGEST = 32_000
"""Excel takes 32,767 characters a cell."""
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class _Looks:
    head: Any
    text: Any
    money: Any
    cents: Any
    day: Any
    count: Any
    share: Any
    figure: Any
    total: Any
    note: Any

    def of(self, cell: Cell) -> Any:  # noqa: ANN401 - XlsxWriter's own type
        """The look of a number by the kind of its column."""
        known = {
            "money": self.money, "cents": self.cents, "day": self.day, "count": self.count, "share": self.share, "figure": self.figure,
        }  # fmt: skip
        return known.get(cell, self.text)


def book_of(pages: Iterable[Sheet], *, title: str, comments: str) -> bytes:
    """Sheets as an Excel file. No text in a cell is ever taken for a formula, a link or a number."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": title[:200], "comments": comments, "created": _CREATED})
    plain = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    looks = _Looks(
        head=book.add_format({**plain, "bold": True, "bottom": 1, "bg_color": "#F4F6F8", "text_wrap": True}),
        text=book.add_format({**plain, "text_wrap": True}),
        money=book.add_format({**plain, "num_format": "#,##0;[Red]-#,##0"}),
        cents=book.add_format({**plain, "num_format": "#,##0.00###;[Red]-#,##0.00###"}),
        day=book.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "left"}),
        count=book.add_format({**plain, "num_format": "#,##0.##;-#,##0.##"}),
        share=book.add_format({**plain, "num_format": "0.0%"}),
        figure=book.add_format({**plain, "num_format": "General"}),
        total=book.add_format({**plain, "bold": True, "top": 1, "num_format": "#,##0;[Red]-#,##0"}),
        note=book.add_format({**plain, "italic": True, "font_color": "#56606D"}),
    )
    for sheet in pages:
        _write(book.add_worksheet(sheet.name), sheet, looks)
    book.close()
    return file.getvalue()


def _write(page: Any, sheet: Sheet, looks: _Looks) -> None:  # noqa: ANN401 - XlsxWriter's own type
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, sheet.says, looks.note)
    top = 2
    for column, (title, kind) in enumerate(sheet.columns):
        page.write_string(top, column, title, looks.head)
        page.set_column(column, column, _width(title, kind, [row[column] for row in sheet.rows]))
    page.freeze_panes(top + 1, min(sheet.fixed, len(sheet.columns)))
    page.repeat_rows(top)
    for index, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            _cell(page, top + 1 + index, column, value, sheet.columns[column][1], looks)
        if sheet.row_total is not None:
            _sum_row(page, top + 1 + index, sheet.row_total, row, looks)
    last = top + len(sheet.rows)
    if sheet.rows and sheet.filtered:
        page.autofilter(top, 0, last, len(sheet.columns) - 1)
    for column in sheet.totals if sheet.rows else ():
        cells = [row[column] for row in sheet.rows]
        _sum(
            page.write_formula, last + 1, column, f"{_name(top + 1, column)}:{_name(last, column)}", cells, looks.total
        )
    if sheet.totals and sheet.rows:
        page.write_string(last + 1, 0, "together", looks.total)


def _cell(page: Any, row: int, column: int, value: object, kind: Cell, looks: _Looks) -> None:  # noqa: ANN401
    if value is None or value == "":
        return
    if isinstance(value, Formula):
        page.write_formula(row, column, value.text, looks.of(kind), value.value)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, looks.day)
    elif isinstance(value, bool):
        page.write_string(row, column, "yes" if value else "no", looks.text)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value, looks.of(kind))
    else:
        page.write_string(row, column, str(value)[:_LONGEST], looks.text)


def _sum_row(page: Any, row: int, part: tuple[int, int, int], values: Sequence[object], looks: _Looks) -> None:  # noqa: ANN401
    """The total of a row's figures, in the column given last."""
    first, last, total = part
    _sum(
        page.write_formula, row, total, f"{_name(row, first)}:{_name(row, last)}", values[first : last + 1], looks.money
    )


def _sum(write: Callable[..., Any], row: int, column: int, span: str, values: Sequence[object], look: Any) -> None:  # noqa: ANN401
    """A sum as a formula that carries its value, for readers that do not calculate."""
    total = sum(float(value) for value in values if isinstance(value, (int, float)) and not isinstance(value, bool))
    write(row, column, f"=SUM({span})", look, total)


def _name(row: int, column: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return f"{letters}{row + 1}"


def _width(title: str, kind: Cell, values: list[object]) -> float:
    """Wide enough for what stands in the column, within reason."""
    if kind in {"money", "cents", "count", "share", "figure", "day"}:
        return max(11.0, min(18.0, len(title) + 1.0))
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return float(min(_WIDEST, max(len(title) + 2, 9, min(longest + 1, _WIDEST))))
