"""The chart of what can be agreed: the frontier with every point and offer on it."""

from __future__ import annotations

from dronedeal.report.chart import (
    INK,
    MUTED,
    NAVY,
    OCHRE,
    PALE,
    PLUM,
    WIDTH,
    Figure,
    Row,
    data,
    figure,
    money_axis,
    vega,
)
from dronedeal.report.dossier import Dossier
from dronedeal.report.wording import money

__all__ = ["frontier"]

_LETTERS = {"utilitarian": "U", "nash": "N", "kalai smorodinsky": "K", "egalitarian": "E"}
"""What stands beside each rule's point."""


def frontier(dossier: Dossier) -> Figure | None:
    """Gains of two sides: what nothing is beyond, what packages reach, the point of each rule, the plan, the offers."""
    table = dossier.at_table
    if table is None or not table.frontier:
        return None
    alt = vega()
    first, second = table.sides
    lines: list[Row] = [
        {"line": name, "at": at, "x": x, "y": y}
        for name, corners in (
            ("bound", table.outer),
            ("frontier", table.frontier),
        )
        for at, (x, y) in enumerate(corners)
    ]
    marks: list[Row] = [
        {
            "what": point.rule,
            "label": _LETTERS.get(point.rule, point.rule),
            "kind": "rule",
            "x": point.gains[first],
            "y": point.gains[second],
        }
        for point in table.points
        if point.gains
    ]
    if table.planned:
        marks.append(
            {"what": "the plan", "label": "P", "kind": "plan", "x": table.planned[first], "y": table.planned[second]}
        )
    marks += [
        {
            "what": f"round {offer.round}, {offer.by}",
            "label": str(offer.round),
            "kind": "offer",
            "x": offer.gains[first],
            "y": offer.gains[second],
        }
        for offer in table.offers
    ]
    x = alt.X("x:Q", axis=money_axis(f"{first}, gain"), scale=alt.Scale(zero=False))
    y = alt.Y("y:Q", axis=money_axis(f"{second}, gain"), scale=alt.Scale(zero=False))
    names = ["bound", "frontier"]
    drawn = alt.Chart(data("lines")).mark_line(strokeWidth=2).encode(
        x=x, y=y, order="at:Q", color=alt.Color("line:N", scale=alt.Scale(domain=names, range=[PALE, NAVY])),
    )  # fmt: skip
    dots = alt.Chart(data("marks")).mark_point(filled=True, size=70, opacity=1).encode(
        x=x, y=y, shape=alt.Shape("kind:N", scale=alt.Scale(domain=["rule", "plan", "offer"], range=["circle", "diamond", "triangle-up"]), legend=None),
        fill=alt.Fill("kind:N", scale=alt.Scale(domain=["rule", "plan", "offer"], range=[INK, OCHRE, PLUM]), legend=None),
    )  # fmt: skip
    text = alt.Chart(data("marks")).mark_text(align="right", dx=-8, dy=10, color=MUTED).encode(x=x, y=y, text="label:N")
    chart = alt.layer(drawn, dots, text).properties(width=WIDTH - 90, height=340)
    told = "; ".join(
        f"{row['what']}: {first} {money(row['x'], dossier.currency)}, {second} {money(row['y'], dossier.currency)}"
        for row in marks
    )
    return figure(
        "frontier",
        "What both can gain. Points by rule: U utilitarian, N Nash, K Kalai–Smorodinsky, E egalitarian; P the plan; triangles offers, by round",
        told,
        chart,
        lines=lines,
        marks=marks,
    )
