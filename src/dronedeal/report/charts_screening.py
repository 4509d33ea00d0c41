"""The chart of what may be bought when: kits by quarters for each buyer."""

from __future__ import annotations

from dronedeal.report.chart import INK, Figure, Row, data, figure, quarter_axis, vega
from dronedeal.report.dossier import Dossier

__all__ = ["screening"]

_STATES = {
    "may be bought": "#dbe7e4",
    "its bars lifted by relief": "#8fb0d4",
    "a question is open": "#e3c48f",
    "its bars lifted, a question is open": "#a58bb8",
    "barred": "#9d3c3c",
}
"""What a quarter is for a kit, and its shade; a bar that nothing lifts goes before all else."""


def screening(dossier: Dossier) -> Figure | None:
    """Each kit with a bill, quarter by quarter, for each buyer that is screened."""
    shown = dossier.screening
    if shown is None:
        return None
    alt = vega()
    rows: list[Row] = [
        {
            "kit": f"{kit.system}, {kit.kit}",
            "buyer": buyer.name,
            "quarter": quarter,
            "state": _state(barred=barred, lifted=lifted, unknown=unknown),
        }
        for buyer in shown.buyers
        for kit in buyer.kits
        for quarter, barred, lifted, unknown in zip(dossier.quarters, kit.barred, kit.lifted, kit.unknown, strict=True)
    ]
    there = {row["state"] for row in rows}
    states = [state for state in _STATES if "lifted" not in state or state in there]
    wide = max(6, 330 // (len(dossier.quarters) * max(1, len(shown.buyers))))
    chart = (
        alt.Chart(data("rows"))
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=quarter_axis(dossier.quarters),
            y=alt.Y("kit:N", sort=None, axis=alt.Axis(title=None, ticks=False, domain=False, labelColor=INK)),
            color=alt.Color(
                "state:N",
                scale=alt.Scale(domain=states, range=[_STATES[state] for state in states]),
                legend=alt.Legend(title=None, orient="bottom"),
            ),
            column=alt.Column("buyer:N", sort=None, header=alt.Header(title=None, labelColor=INK)),
        )
        .properties(width=alt.Step(wide), height=alt.Step(17))
    )
    told = "; ".join(
        f"{kit.system}, {kit.kit}, for {buyer.name}: barred in {sum(kit.barred)} of {len(kit.barred)} quarters, its bars lifted by relief in {sum(kit.lifted)}, a question open in {sum(kit.unknown)}"
        for buyer in shown.buyers
        for kit in buyer.kits
    )
    return figure("screening", "What may be bought when, by its bill of materials", told, chart, rows=rows)


def _state(*, barred: bool, lifted: bool, unknown: bool) -> str:
    """What a quarter is for a kit."""
    plain, relieved, question, both, bar = _STATES
    if barred:
        return bar
    if unknown:
        return both if lifted else question
    return relieved if lifted else plain
