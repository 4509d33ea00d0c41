"""A statement as sheets of a workbook: every line, with totals that are worked out again from the lines. Not how a cell looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from dronedeal.report.book import book_of
from dronedeal.report.sheet import Cell, Formula, Sheet, Value

if TYPE_CHECKING:
    from dronedeal.settlement import Statement

__all__ = ["statement_sheets", "statement_xlsx"]

_TOP = 4
"""The first row of a sheet that holds data: a note, an empty row and the heading stand above."""
_FIGURES = ("owed", "due", "paid", "left", "overdue")
_MOST_EVENTS = 1_000


def statement_xlsx(statement: Statement) -> bytes:
    """A statement as an Excel file; the same statement gives the same bytes."""
    body = statement.body
    return book_of(
        statement_sheets(statement),
        title=f"{body['title']}: statement of {body['party']} to {body['to']}",
        comments=f"dronedeal {version('dronedeal')}. Statement {statement.hash} on {statement.cutoff} entries",
    )


def statement_sheets(statement: Statement) -> tuple[Sheet, ...]:
    """Every sheet, in order; those of a period and of a forecast only where the statement has them."""
    body = statement.body
    found = [
        _summary(statement),
        _lines(body),
        _balances(body),
        _payments(body),
        _reconciliation(body),
        _goods(body),
        _changes(body),
    ]
    if body["net"]:
        columns: tuple[tuple[str, Cell], ...] = (
            ("from", "text"),
            ("to", "text"),
            ("currency", "text"),
            ("amount", "cents"),
        )
        found.append(
            _table("net", "Of what is due, netted as the deal says, each currency by itself", columns, body["net"])
        )
    if body["disputed"]:
        columns = (
            ("on", "day"), ("event", "text"), ("of", "text"), ("from", "text"), ("to", "text"), ("amount", "cents"), ("currency", "text"),
            ("note", "text"),
        )  # fmt: skip
        found.append(
            _table("disputed", "Amounts that their debtor contests: they stay owed", columns, body["disputed"])
        )
    if "movements" in body:
        found.insert(3, _movements(body))
    if "forecast" in body:
        found.append(_forecast(body))
    found += [_table(name, says, columns, body[name]) for name, says, columns in _EXTRA if body[name]]
    if body["twice"]:
        found.append(_twice(body))
    uncounted = tuple((one["event"], one["why"]) for one in body["uncounted"])
    found.append(
        Sheet(name="not counted", says="Events that count for nothing", columns=(("event", "text"), ("why", "text")), rows=uncounted)
    )  # fmt: skip
    return tuple(found)


def _amount(text: str | None) -> float | None:
    """An amount as a spreadsheet keeps it; a double holds any of fifteen digits exactly as they are shown."""
    return None if text is None else float(text)


def _summary(statement: Statement) -> Sheet:
    body = statement.body
    note = "" if statement.checkpoint is None else statement.checkpoint.note
    rows: list[tuple[Value, ...]] = [
        ("agreement", body["title"]),
        ("signed text", body["deal"]),
        ("party", body["party"]),
        ("from", body.get("from", "the beginning")),
        ("to", body["to"]),
        ("statement", statement.hash),
        ("entries", statement.cutoff),
        ("checkpoint", note.rstrip("\n")),
    ]
    if "forecast" in body:
        rows.append(("planned events", body["forecast"]["planned"] or "none"))
    return Sheet(
        name="statement", says=f"{body['title']}: {body['party']} to {body['to']}", rows=tuple(rows),
        columns=(("what", "text"), ("says", "text")), filtered=False,
    )  # fmt: skip


def _table(name: str, says: str, columns: Sequence[tuple[str, Cell]], rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """A sheet of records: figures and days by the kind of their columns, keys named as the columns."""
    return Sheet(
        name=name, says=says, columns=tuple((column.replace("_", " "), kind) for column, kind in columns),
        rows=tuple(tuple(_value(one.get(column), kind) for column, kind in columns) for one in rows),
    )  # fmt: skip


def _value(said: object, kind: Cell) -> Value:
    if said is None or said == "":
        return None
    if kind == "cents":
        return _amount(str(said))
    if kind == "day":
        return date.fromisoformat(str(said))
    if isinstance(said, list):
        words = [str(one) for one in said]  # pyright: ignore[reportUnknownVariableType] - texts of a statement
        return " ".join(words[:_MOST_EVENTS]) + (" …" if len(words) > _MOST_EVENTS else "")
    return int(str(said)) if kind == "count" else str(said)


_LINES: tuple[tuple[str, Cell], ...] = (
    ("quarter", "text"), ("line", "text"), ("from", "text"), ("to", "text"), ("due", "day"), ("currency", "text"), ("amount", "cents"),
    ("stated", "cents"), ("true_up", "cents"), ("before", "cents"), ("own", "cents"), ("formula", "text"), ("place", "text"), ("events", "text"),
)  # fmt: skip


def _lines(body: Mapping[str, Any]) -> Sheet:
    columns = [one for one in _LINES if one[0] not in {"before", "own"} or "from" in body]
    return _table(
        "lines", "One row a clause's line and quarter; the formula has its figures put in", columns, body["lines"]
    )


def _span(name: str, body: Mapping[str, Any]) -> str:
    """The cells of a column of the lines."""
    names = [one[0] for one in _LINES]
    letter = chr(ord("A") + names.index(name))
    return f"lines!${letter}${_TOP}:${letter}${max(_TOP, _TOP + len(body['lines']) - 1)}"


def _balances(body: Mapping[str, Any]) -> Sheet:
    """Balances; of a whole statement what is owed and due is worked out from the lines, and what is paid from the payments."""
    if "from" in body:
        columns: tuple[tuple[str, Cell], ...] = (
            ("from", "text"),
            ("to", "text"),
            ("currency", "text"),
            *((name, "cents") for name in _FIGURES),
        )
        return _table("balances", "Nothing is netted", columns, body["balances"])
    rows: list[tuple[Value, ...]] = []
    for number, one in enumerate(body["balances"], start=_TOP):
        who = "".join(
            f",{_span(name, body)},${letter}{number}"
            for name, letter in (("from", "A"), ("to", "B"), ("currency", "C"))
        )
        owed = f"ROUND(SUMIFS({_span('amount', body)}{who}),3)"
        day = f'"<="&DATE({int(body["to"][:4])},{int(body["to"][5:7])},{int(body["to"][8:])})'
        due = f"ROUND(SUMIFS({_span('amount', body)}{who},{_span('due', body)},{day}),3)"
        made = f"payments!$F${_TOP}:$F${max(_TOP, _TOP + len(body['payments']) - 1)}"
        whom = "".join(
            f",{made.replace('$F', f'${column}')},${letter}{number}"
            for column, letter in (("C", "A"), ("D", "B"), ("G", "C"))
        )
        formulas = (
            f"={owed}", f"={due}", f"=ROUND(SUMIFS({made}{whom}),3)", f"=ROUND(D{number}-F{number},3)",
            f"=ROUND(MAX(0,E{number}-F{number}),3)",
        )  # fmt: skip
        told = [Formula(text=text, value=float(one[name])) for text, name in zip(formulas, _FIGURES, strict=True)]
        ages = (_amount(one["ages"].get(name)) for name in _ages(body))
        rows.append((one["from"], one["to"], one["currency"], *told, *ages))
    return Sheet(
        name="balances", says="Worked out from the lines and the payments, not netted", rows=tuple(rows),
        columns=(
            ("from", "text"), ("to", "text"), ("currency", "text"), *((name, "cents") for name in _FIGURES),
            *((name if name == "today" else f"{name} days", "cents") for name in _ages(body)),
        ),
    )  # fmt: skip


def _ages(body: Mapping[str, Any]) -> tuple[str, ...]:
    from dronedeal.settlement import AGE_NAMES

    told = {name for one in body["balances"] for name in one["ages"]}
    return tuple(name for name in AGE_NAMES if name in told)


def _movements(body: Mapping[str, Any]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for number, one in enumerate(body["movements"], start=_TOP):
        who = "".join(
            f",{_span(name, body)},${letter}{number}"
            for name, letter in (("from", "A"), ("to", "B"), ("currency", "C"))
        )
        own = Formula(text=f"=ROUND(SUMIFS({_span('own', body)}{who}),3)", value=float(one["own"]))
        left = Formula(text=f"=ROUND(D{number}+E{number}-F{number},3)", value=float(one["left"]))
        rows.append((one["from"], one["to"], one["currency"], float(one["opening"]), own, float(one["paid"]), left))
    return Sheet(
        name="movements", says="Left before and added, less paid, is what is left", rows=tuple(rows),
        columns=(
            ("from", "text"), ("to", "text"), ("currency", "text"), ("left before", "cents"), ("added", "cents"), ("paid", "cents"), ("left", "cents"),
        ),
    )  # fmt: skip


def _payments(body: Mapping[str, Any]) -> Sheet:
    columns: tuple[tuple[str, Cell], ...] = (
        ("on", "day"), ("event", "text"), ("from", "text"), ("to", "text"), ("of", "text"), ("amount", "cents"), ("currency", "text"),
    )  # fmt: skip
    return _table("payments", "Payments told; of is the clause that a payment names", columns, body["payments"])


def _reconciliation(body: Mapping[str, Any]) -> Sheet:
    columns: tuple[tuple[str, Cell], ...] = (
        ("quarter", "text"), ("line", "text"), ("from", "text"), ("to", "text"), ("due", "day"), ("event", "text"), ("currency", "text"),
        ("owed", "cents"), ("paid", "cents"), ("left", "cents"), ("unallocated", "cents"), ("why", "text"),
    )  # fmt: skip
    told = body["reconciliation"]
    loose = [one | {"due": one["on"], "unallocated": one["amount"]} for one in told["unallocated"]]
    says = "Paid against owed where a payment names its clause; below, what settles no line by name, by the day it was paid"
    return _table("reconciliation", says, columns, [*told["lines"], *loose])


def _goods(body: Mapping[str, Any]) -> Sheet:
    columns: tuple[tuple[str, Cell], ...] = (
        ("quarter", "text"), ("clause", "text"), ("system", "text"), ("from", "text"), ("to", "text"), ("units", "count"),
    )  # fmt: skip
    return _table("goods", "Goods that passed, in units", columns, body["goods"])


def _changes(body: Mapping[str, Any]) -> Sheet:
    columns: tuple[tuple[str, Cell], ...] = (
        ("quarter", "text"), ("line", "text"), ("from", "text"), ("to", "text"), ("currency", "text"), ("stated", "cents"), ("amount", "cents"),
        ("true_up", "cents"), ("events", "text"),
    )  # fmt: skip
    changed = [one for one in body["lines"] if one["true_up"] is not None]
    return _table("changes", "Lines that were stated before, and are otherwise now", columns, changed)


_EXTRA: tuple[tuple[str, str, tuple[tuple[str, Cell], ...]], ...] = (
    (
        "stock", "Stock on hand as recorded; missing is what was recorded to the day of the last count, less what was counted",
        (
            ("system", "text"), ("kit", "text"), ("units", "count"), ("lots", "text"), ("counted", "count"), ("on", "day"), ("event", "text"),
            ("recorded", "count"), ("missing", "count"),
        ),
    ),
    (
        "inspections", "What was inspected and accepted; something is owed only where a clause pays on acceptance",
        (
            ("on", "day"), ("event", "text"), ("of", "text"), ("system", "text"), ("kit", "text"), ("to", "text"), ("units", "count"),
            ("result", "text"), ("lots", "text"),
        ),
    ),
    (
        "security", "Security given, drawn, released and held; over is beyond what the clause says, beyond was used of what nobody gave",
        (
            ("clause", "text"), ("from", "text"), ("to", "text"), ("holder", "text"), ("currency", "text"), ("amount", "cents"),
            ("secured", "cents"), ("drawn", "cents"), ("released", "cents"), ("held", "cents"), ("over", "cents"), ("beyond", "cents"),
        ),
    ),
    (
        "limits", "Quarters in which more was invoiced than an exposure limit lets be owed",
        (
            ("clause", "text"), ("quarter", "text"), ("from", "text"), ("to", "text"), ("currency", "text"), ("limit", "cents"),
            ("invoiced", "cents"), ("over", "cents"),
        ),
    ),
)  # fmt: skip
"""Sheets that only some statements have: key and name, what it says, columns."""


def _twice(body: Mapping[str, Any]) -> Sheet:
    columns: tuple[tuple[str, Cell], ...] = (
        ("lots", "text"), ("kind", "text"), ("first", "text"), ("on", "day"), ("second", "text"), ("second_on", "day"), ("owners", "text"),
    )  # fmt: skip
    rows = [
        {
            "lots": one["lots"], "kind": one["second"]["kind"], "first": one["first"]["event"], "on": one["first"]["on"],
            "second": one["second"]["event"], "second_on": one["second"]["on"], "owners": "; ".join(one["owners"]),
        }
        for one in body["twice"]
    ]  # fmt: skip
    return _table("twice", "Lots that went twice, and the owners whom those who gave have in common", columns, rows)


def _forecast(body: Mapping[str, Any]) -> Sheet:
    columns: tuple[tuple[str, Cell], ...] = (
        ("due", "day"), ("quarter", "text"), ("line", "text"), ("from", "text"), ("to", "text"), ("currency", "text"), ("owed", "cents"),
        ("signed", "cents"), ("planned", "cents"), ("amount", "cents"), ("formula", "text"),
    )  # fmt: skip
    says = "A forecast: owed already, what the signed text adds if nothing more happens, what the plan would add, and all of it"
    return _table("forecast", says, columns, body["forecast"]["lines"])
