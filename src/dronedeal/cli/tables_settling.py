"""What settlement found, as tables on a terminal. As ``tables`` else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
    """Lines, goods, balances and what they rest on."""
    body = found.body
    lines = [
        (
            one["quarter"], one["line"], one["from"], one["to"], one["due"], f"{one['amount']} {one['currency']}",
            one["true_up"] or "", one["formula"], one["place"],
        )
        for one in body["lines"]
    ]  # fmt: skip
    columns = ("quarter", "line", "from", "to", "due", "amount", "true-up", "formula", "place")
    table(f"{body['title']}: {body['party']} to {body['to']}", columns, lines, right=(5, 6), titled=True)
    rows = [
        (one["from"], one["to"], one["currency"], *(one[key] for key in ("owed", "due", "paid", "left", "overdue")))
        for one in body["balances"]
    ]
    over = ("from", "to", "currency", "owed", "due", "paid", "left", "overdue")
    table("Balances", over, rows, right=range(3, 8), titled=True)
    if body["goods"]:
        goods = [(one["quarter"], one["from"], one["to"], one["system"], str(one["units"])) for one in body["goods"]]
        table("Goods", ("quarter", "from", "to", "system", "units"), goods, right=(4,), titled=True)
    if body["uncounted"]:
        table("Not counted", ("event", "why"), [(one["event"], one["why"]) for one in body["uncounted"]], titled=True)
    print(f"\nhash {found.hash}")
    print(f"on {found.cutoff} entries" + ("" if found.checkpoint is None else f"\n{found.checkpoint.note}"), end="")


def show_balances(found: Sequence[tuple[str, str, int]]) -> None:
    """One row an account and unit; debits positive."""
    from dronedeal.settlement import major

    rows = [(account, unit, major(units, unit)) for account, unit, units in found]
    table("Balances, debits positive", ("account", "unit", "balance"), rows, right=(2,))
