"""A bill to rows in the column names of the CISA HBOM Framework, as CSV and XLSX. Not all of a bill: ``lost_in_sheet`` says what has no column."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timezone
from typing import Any

from dronedeal.document.cells import shielded
from dronedeal.screening.bill import Bill, Part, Share
from dronedeal.screening.bills.parties import party_words
from dronedeal.screening.bills.said import shares_of
from dronedeal.screening.bills.words import joined, plain, written_fact, written_share
from dronedeal.screening.vocabulary import STAGES, Stage

__all__ = ["LONGEST_CELL", "SHEETS", "TooLong", "lost_in_sheet", "written_csv", "written_xlsx"]

SHEETS = frozenset({".csv", ".tsv", ".xlsx"})
"""How the names of sheets end."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook takes."""

_CREATED = datetime(2000, 1, 1, tzinfo=timezone.utc).replace(tzinfo=None)  # noqa: UP017 - no clock: any fixed day will do
_NAMES = {("manufactured", "by"): "COMP_MANUFACTURER", ("manufactured", "country"): "COMP_MFG_LOC_CODE"}
_FIRST = ("id", "inside", "COMP_DESCRIPTION", "COMP_MANUFACTURER_PN", "COMP_SUPPLIER", "QUANTITY", "category", "cost", "currency")  # fmt: skip
_INSTEAD = ("alternative", "replaces", "lead", "once")
_LAST = ("evidence", "document")
_WHOLE = ("goods", "seller", "complete", "synthetic")
_FLAG = {True: "yes", False: "no", None: ""}


class TooLong(ValueError):
    """A text is longer than a cell of a workbook takes."""


def written_csv(bill: Bill) -> bytes:
    """A bill as CSV in UTF-8. A cell that a spreadsheet program would take for a formula begins with a quote."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([shielded(cell) for cell in row] for row in _rows(bill))
    return text.getvalue().encode("utf-8")


def written_xlsx(bill: Bill) -> bytes:
    """A bill as a workbook of one sheet, every cell a text. The same bill gives the same bytes.

    Raises
    ------
    TooLong
        A text is longer than a cell takes.
    """
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = xlsxwriter.Workbook(file, options)
    book.set_properties({"created": _CREATED})
    page = book.add_worksheet("bill")
    page.freeze_panes(1, 1)
    for number, row in enumerate(_rows(bill)):
        for column, cell in enumerate(row):
            if len(cell) > LONGEST_CELL:
                message = f"{row[0][:60]} holds a text of {len(cell):,} characters; a cell takes {LONGEST_CELL:,}"
                raise TooLong(message)
            if cell:
                page.write_string(number, column, cell)
    book.close()
    return file.getvalue()


def lost_in_sheet(bill: Bill) -> tuple[str, ...]:
    """What of a bill no column holds, in words; empty if a sheet holds all of it."""
    lost = {
        "a party without a name": any(not one.name for one in bill.parties.values()),
        "the bill's name beside the product's": bill.name != bill.product.name,
    }
    return tuple(name for name, is_lost in lost.items() if is_lost)


def _rows(bill: Bill) -> list[list[str]]:
    parts = _all_parts(bill)
    stages: list[Stage] = [stage for stage in STAGES if any(stage in part.origin for part in parts)]
    facts = sorted({name for part in parts for name in part.facts})
    headings = [
        *_FIRST,
        *(_INSTEAD if bill.alternatives else ()),
        *(_NAMES.get((stage, what), f"{stage} {what}") for stage in stages for what in ("by", "country", "share")),
        *_LAST,
        *(f"fact:{name}" for name in facts),
        *_WHOLE,
    ]
    parties = _party_rows(bill)
    headings += [one for one in dict.fromkeys(heading for row in parties for heading in row) if one not in headings]
    rows = [row for part in bill.parts for row in _part_rows(bill, part, {"id": part.id})]
    for one in bill.alternatives:
        said = {"replaces": one.replaces, "lead": str(one.lead) if one.lead else ""}
        if one.once:
            said |= {"once": plain(one.once), "currency": bill.currency}
        first, *more = _part_rows(bill, one.part, {"alternative": one.id})
        rows += [first | {"id": "", "inside": ""} | said, *more]
        for part in one.within:
            rows += _part_rows(bill, part, {"alternative": one.id, "id": part.id})
    return [headings, *([cells.get(heading, "") for heading in headings] for cells in (*rows, *parties))]


def _all_parts(bill: Bill) -> list[Part]:
    """The parts of a bill, and those that come with its alternatives."""
    return [*bill.parts, *(part for one in bill.alternatives for part in (one.part, *one.within))]


def _part_rows(bill: Bill, part: Part, known_by: dict[str, str]) -> list[dict[str, str]]:
    """The rows of a part, each with the cells that it is known by: one, or one for each share of a stage."""
    rows: list[dict[str, str]] = []
    for shares in _lines(part):
        cells = dict(known_by) if rows else _cells(bill, part) | known_by
        for stage, share in shares:
            cells[_NAMES.get((stage, "by"), f"{stage} by")] = _named(bill, share.performer)
            cells[_NAMES.get((stage, "country"), f"{stage} country")] = share.country
            cells[f"{stage} share"] = f"{written_share(share.share)}%"
            cells["evidence"], cells["document"] = share.grade, share.document
        rows.append(cells)
    return rows


def _party_rows(bill: Bill) -> list[dict[str, str]]:
    """A row of each party that is more than a name of whom parts speak; more rows where it has several owners or other names."""
    parts = _all_parts(bill)
    spoken = {share.performer for part in parts for shares in part.origin.values() for share in shares}
    spoken |= {part.supplier for part in parts} | {bill.seller}
    rows: list[dict[str, str]] = []
    for party in bill.parties.values():
        said = [
            (word, fields)
            for word, fields in party_words(party)
            if (word, fields) != ("name", (party.id,)) and any(fields)
        ]
        if party.id in spoken and not said:
            continue
        mine: list[dict[str, str]] = [{"party": party.id}]
        for word, fields in said:
            heading = f"party:{word}"
            if heading in mine[-1]:
                mine.append({"party": party.id})
            mine[-1][heading] = joined(*fields)
        rows += mine
    return rows


def _named(bill: Bill, party: str) -> str:
    """A party by its legal name, for a sheet is read by people; by its id where two might be meant."""
    known = bill.parties.get(party)
    if known is None or not known.name or known.name in bill.parties:
        return party
    alone = sum(1 for one in bill.parties.values() if one.name == known.name) == 1
    return known.name if alone else party


def _cells(bill: Bill, part: Part) -> dict[str, str]:
    cells = {
        "id": part.id,
        "inside": part.inside,
        "COMP_DESCRIPTION": part.name,
        "COMP_MANUFACTURER_PN": part.number,
        "COMP_SUPPLIER": _named(bill, part.supplier),
        "QUANTITY": "" if part.quantity is None else plain(part.quantity),
        "category": "; ".join(part.categories),
        "cost": "" if part.cost is None else plain(part.cost),
        "currency": "" if part.cost is None else bill.currency,
    }
    cells.update({f"fact:{name}": written_fact(fact) for name, fact in part.facts.items()})
    if part is bill.product:
        seller = _named(bill, bill.seller)
        cells |= {"goods": bill.goods or "", "seller": seller, "complete": _FLAG[bill.complete], "synthetic": bill.synthetic}  # fmt: skip
    return cells


def _lines(part: Part) -> list[list[tuple[Stage, Share]]]:
    """The shares of a part in as few rows as hold them: one of a stage in a row, all of a row shown alike, stages in their order."""
    lines: list[list[tuple[Stage, Share]]] = []
    last: dict[Stage, int] = {}
    for stage, share in shares_of(part.origin):
        begin = last.get(stage, -1) + 1
        for number in range(begin, len(lines)):
            shown = lines[number][0][1]
            if (shown.grade, shown.document) == (share.grade, share.document):
                break
        else:
            number = len(lines)
            lines.append([])
        lines[number].append((stage, share))
        last[stage] = number
    return lines or [[]]
