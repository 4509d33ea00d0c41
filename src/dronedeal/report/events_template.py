"""An empty file of events to fill in: the columns, what each kind of event says, and the names of a signed deal. It holds no event."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dronedeal.settlement import Signed

__all__ = ["template_csv", "template_xlsx"]

_CREATED = datetime(2000, 1, 1, tzinfo=timezone.utc).replace(tzinfo=None)  # noqa: UP017 - no clock: any fixed day will do
_ROWS = 1_000
"""Rows whose kinds are offered as a list."""
_WIDTHS = {"note": 40, "id": 18, "of": 22, "system": 20, "effective_on": 13, "quantity": 10, "amount": 14}


def template_csv() -> bytes:
    """The columns of events, and nothing below them."""
    from dronedeal.settlement import COLUMNS

    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(COLUMNS)
    return text.getvalue().encode()


def template_xlsx(signed: Signed) -> bytes:
    """The same as a workbook, whose second sheet says what each kind of event needs, and whose third has the deal's names.

    The same deal gives the same bytes.
    """
    import xlsxwriter

    from dronedeal.settlement import COLUMNS, KINDS

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": f"Events of {signed.deal.title}"[:200], "created": _CREATED})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F6F8"})
    text, plain = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet("events")
    page.freeze_panes(1, 4)
    for at, column in enumerate(COLUMNS):
        page.write_string(0, at, column, head)
        page.set_column(at, at, _WIDTHS.get(column, 12), text)
    kind, currency = COLUMNS.index("kind"), COLUMNS.index("currency")
    page.data_validation(1, kind, _ROWS, kind, {"validate": "list", "source": list(KINDS)})
    page.data_validation(
        1,
        currency,
        _ROWS,
        currency,
        {"validate": "list", "source": [signed.deal.currency], "error_type": "information"},
    )
    kinds = ((name, one.of, ", ".join(one.must), ", ".join(one.may), one.text) for name, one in KINDS.items())
    _sheet(book, "kinds", ("kind", "of is a", "must say", "may say", "what it is"), kinds, (head, plain))
    _sheet(book, "names", ("of is a", "of", "system", "kits", "to"), _names(signed), (head, plain))
    parties = ((name, one.name or "") for name, one in signed.deal.parties.items())
    _sheet(book, "parties", ("by, to", "name"), parties, (head, plain))
    book.close()
    return file.getvalue()


def _names(signed: Signed) -> Iterator[tuple[str, ...]]:
    """What events can be about: goods of clauses, what sites make, events of the document, other clauses."""
    from dronedeal.deal import Goods

    deal, told = signed.deal, set[str]()
    for line in signed.never.lines:
        if isinstance(line.what, Goods) and line.clause:
            told.add(line.clause)
            yield (
                "clause",
                line.clause,
                line.what.system,
                ", ".join(deal.systems[line.what.system].kit_names),
                line.creditor,
            )
    for name, site in deal.sites.items():
        for system in site.makes:
            yield "site", name, system, ", ".join(deal.systems[system].kit_names), ""
    for name in deal.events:
        yield "event", name, "", "", ""
    for name in deal.terms:
        if name not in told:
            yield "clause", name, "", "", ""


def _sheet(book: Any, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]], looks: tuple[Any, Any]) -> None:  # noqa: ANN401 - XlsxWriter's own types
    page = book.add_worksheet(name)
    page.freeze_panes(1, 1)
    table = [tuple(columns), *dict.fromkeys(tuple(row) for row in rows)]
    for number, row in enumerate(table):
        for at, cell in enumerate(row):
            page.write_string(number, at, cell, looks[0] if not number else looks[1])
    for at in range(len(columns)):
        page.set_column(at, at, min(60, max(len(row[at]) for row in table) + 2))
