"""Sheets of plan against actual: units, money, what it is worth to each side. Not how a cell looks."""

from __future__ import annotations

from dronedeal.report.dossier import Dossier
from dronedeal.report.sheet import Sheet

__all__ = ["happened_sheets"]


def happened_sheets(d: Dossier) -> tuple[Sheet, ...]:
    """Nothing where no ledger was read."""
    shown = d.happened
    if shown is None:
        return ()
    units = Sheet(
        name="units, actual",
        says="Units of quarters that are over, as planned when the deal was signed and as its ledger has them",
        columns=(
            ("quarter", "text"), ("clause", "text"), ("what", "text"), ("to", "text"), ("planned", "count"),
            ("came", "count"),
        ),
        rows=tuple((one.quarter, one.clause, one.what, one.to, one.planned, one.happened) for one in shown.units),
    )  # fmt: skip
    money = Sheet(
        name="money, actual",
        says="What is owed for quarters that are over, as planned and as the ledger has it, in the currency named",
        columns=(
            ("quarter", "text"), ("from", "text"), ("to", "text"), ("currency", "text"), ("planned", "money"),
            ("owed", "money"),
        ),
        rows=tuple(
            (one.quarter, one.debtor, one.creditor, one.currency, one.planned, one.happened) for one in shown.paid
        ),
    )  # fmt: skip
    sides = Sheet(
        name="sides, actual",
        says=f"What the deal is worth to each side, {d.currency}, present value: as planned, and with what has happened",
        columns=(("party", "text"), ("as planned", "money"), ("now", "money"), ("change", "money")),
        rows=tuple((one.party, one.planned, one.now, one.change) for one in shown.sides),
    )
    return tuple(sheet for sheet in (units, money, sides) if sheet.rows)
