"""Sheets of what can be agreed: points, offers, and the plan's package as live formulas. Not how a cell looks."""

from __future__ import annotations

from dronedeal.report.dossier import Dossier
from dronedeal.report.front import AtTable
from dronedeal.report.sheet import Formula, Sheet, Value

__all__ = ["table_sheets"]

_FIRST = 4
"""Row of a sheet on which its first line stands, counted from one."""


def table_sheets(d: Dossier) -> tuple[Sheet, ...]:
    """Points and offers, and what the package's values come to as they are changed; nothing where bargaining was not asked for."""
    table = d.at_table
    if table is None or not table.zone:
        return ()
    sides = table.sides
    points = Sheet(
        name="points",
        says=f"The package each rule picks, balanced given these walk-aways: gains in {d.currency}, present value; money under proposed clauses as it falls due",
        columns=(
            ("rule", "text"), *((f"{side}, planned", "money") for side in sides), *((f"{side}, bound", "money") for side in sides), ("left for all", "share"),
            ("left", "money"), *((f"{side} pays", "money") for side in sides), *((f"{side} is paid", "money") for side in sides),
            *((f"{side} gets, units", "count") for side in sides), ("definition", "text"),
        ),
        rows=tuple(
            (
                one.rule, *(one.gains.get(side) for side in sides), *(one.bounds.get(side) for side in sides), one.left, one.left_money,
                *(one.paid.get(side) for side in sides), *(one.received.get(side) for side in sides), *(one.units.get(side) for side in sides), one.definition,
            )
            for one in table.points
        ),
    )  # fmt: skip
    offers = Sheet(
        name="offers",
        says=f"Offers logged, gains in {d.currency}, present value, as this view has them",
        columns=(
            ("round", "count"), ("date", "text"), ("by", "text"), *((side, "money") for side in sides), *((f"{side}, moved", "money") for side in sides),
            ("left for all", "share"), ("stands", "text"), ("note", "text"),
        ),
        rows=tuple(
            (one.round, one.date, one.by, *(one.gains.get(side) for side in sides), *(one.moved.get(side) for side in sides), one.left, one.stands, one.note)
            for one in table.offers
        ),
    )  # fmt: skip
    return (points, *((offers,) if table.offers else ()), *((_live(d, table),) if table.live else ()))


def _live(d: Dossier, table: AtTable) -> Sheet:
    """A line a number, whose value may be changed; the gains below follow."""
    sides = table.sides
    last = _FIRST + len(table.live) - 1
    at = {one.path: _FIRST + index for index, one in enumerate(table.live)}
    rows: list[tuple[Value, ...]] = [
        (one.path, one.chosen, one.chosen, one.low, one.high, *(one.slopes[side] for side in sides))
        for one in table.live
    ]
    for index, side in enumerate(sides):
        column = chr(ord("F") + index)
        formula = (
            f"={table.base[side]!r}+SUMPRODUCT(B{_FIRST}:B{last}-C{_FIRST}:C{last},{column}{_FIRST}:{column}{last})"
        )
        formula += "".join(
            f"+({pair.worth[side]!r})*(B{at[pair.first]}-C{at[pair.first]})*(B{at[pair.second]}-C{at[pair.second]})"
            for pair in table.pairs
            if pair.worth[side]
        )
        rows.append((f"gain of {side}", Formula(text=formula, value=table.base[side])))
    return Sheet(
        name="package, live",
        says=f"Change a value in column B, within its ends: the gains below follow, in {d.currency}, present value, units as planned. "
        f"It misses the payments themselves by no more than {table.error:,.0f} at the packages tried; nothing is planned again, and nobody’s walk-away is checked.",
        columns=(
            ("number", "text"), ("value", "figure"), ("in the plan", "figure"), ("from", "figure"), ("to", "figure"),
            *((f"{side}, for one more", "money") for side in sides),
        ),
        rows=tuple((*row, *(None for _ in range(5 + len(sides) - len(row)))) for row in rows),
        filtered=False,
    )  # fmt: skip
