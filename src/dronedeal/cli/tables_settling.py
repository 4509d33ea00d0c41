"""What settlement found, as tables on a terminal. As ``tables`` else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dronedeal.cli.output import table

if TYPE_CHECKING:
    from dronedeal.settlement import Recorded, Statement

__all__ = ["show_balances", "show_recorded", "show_statement"]


def show_recorded(done: Recorded, *, is_kept: bool) -> None:
    """Each event, and whether it is new or was there."""
    title = "Recorded" if is_kept else "Preview: nothing is recorded"
    rows = [
        (f"{event.source}/{event.id}", event.kind, event.effective_on.isoformat(), outcome)
        for event, outcome in done.outcomes
    ]
    table(title, ("event", "kind", "effective on", "outcome"), rows)
    if done.changes:
        from dronedeal.settlement import major

        changes = [
            (one.quarter, one.line, one.currency, major(one.before, one.currency), major(one.after, one.currency))
            for one in done.changes
        ]
        columns = ("quarter", "line", "currency", "before", "after")
        table("What would be owed otherwise", columns, changes, right=(3, 4), titled=True)


def show_statement(found: Statement) -> None:
    """Lines, goods, balances, a forecast, and what they rest on."""
    body = found.body
    changed = "own" if "from" in body else "true_up"
    lines = [
        (
            one["quarter"], one["line"], one["from"], one["to"], one["due"], f"{one['amount']} {one['currency']}",
            one[changed] or "", one["formula"], one["place"],
        )
        for one in body["lines"]
    ]  # fmt: skip
    span = f"{body['from']} to {body['to']}" if "from" in body else f"to {body['to']}"
    last = "of it in this period" if "from" in body else "true-up"
    columns = ("quarter", "line", "from", "to", "due", "amount", last, "formula", "place")
    table(f"{body['title']}: {body['party']} {span}", columns, lines, right=(5, 6), titled=True)
    if "movements" in body:
        moved = [
            (one["from"], one["to"], one["currency"], *(one[key] for key in ("opening", "own", "paid", "left")))
            for one in body["movements"]
        ]
        names = ("from", "to", "currency", "left before", "added", "paid", "left")
        table("How balances moved", names, moved, right=range(3, 7), titled=True)
    rows = [
        (one["from"], one["to"], one["currency"], *(one[key] for key in ("owed", "due", "paid", "left", "overdue")))
        for one in body["balances"]
    ]
    over = ("from", "to", "currency", "owed", "due", "paid", "left", "overdue")
    table("Balances", over, rows, right=range(3, 8), titled=True)
    _show_reconciled(body["reconciliation"])
    if body["goods"]:
        goods = [(one["quarter"], one["from"], one["to"], one["system"], str(one["units"])) for one in body["goods"]]
        table("Goods", ("quarter", "from", "to", "system", "units"), goods, right=(4,), titled=True)
    if "forecast" in body:
        _show_forecast(body["forecast"])
    if body["uncounted"]:
        table("Not counted", ("event", "why"), [(one["event"], one["why"]) for one in body["uncounted"]], titled=True)
    print(f"\nhash {found.hash}")
    print(f"on {found.cutoff} entries" + ("" if found.checkpoint is None else f"\n{found.checkpoint.note}"), end="")


def _show_reconciled(told: Mapping[str, Any]) -> None:
    if told["lines"]:
        rows = [
            (one["quarter"], one["line"], one["due"], one["currency"], *(one[key] for key in ("owed", "paid", "left")))
            for one in told["lines"]
        ]
        columns = ("quarter", "line", "due", "currency", "owed", "paid", "left")
        table("Paid against owed, where a payment names its clause", columns, rows, right=range(4, 7), titled=True)
    if told["unallocated"]:
        loose = [
            (one["event"], one["on"], f"{one['amount']} {one['currency']}", one["why"]) for one in told["unallocated"]
        ]
        table("Payments that settle no line by name", ("event", "on", "amount", "why"), loose, right=(2,), titled=True)


def _show_forecast(told: Mapping[str, Any]) -> None:
    figures = ("owed", "signed", "planned", "amount")
    rows = [
        (one["falls_due"], one["from"], one["to"], one["currency"], *(one[key] for key in figures))
        for one in told["totals"]
    ]
    columns = ("falls due", "from", "to", "currency", "owed already", "by the text alone", "by the plan", "forecast")
    title = f"Forecast to {told['until']}; nothing of it is owed, save what is owed already"
    table(title, columns, rows, right=range(4, 8), titled=True)


def show_balances(found: Sequence[tuple[str, str, int]]) -> None:
    """One row an account and unit; debits positive."""
    from dronedeal.settlement import major

    rows = [(account, unit, major(units, unit)) for account, unit, units in found]
    table("Balances, debits positive", ("account", "unit", "balance"), rows, right=(2,))
