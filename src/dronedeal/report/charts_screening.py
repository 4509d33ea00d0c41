"""The chart of what may be bought when: kits by quarters for each buyer."""

from __future__ import annotations

from dronedeal.report.chart import INK, Figure, Row, data, figure, quarter_axis, vega
from dronedeal.report.dossier import Dossier

__all__ = ["screening"]

_STATES = {"may be bought": "#dbe7e4", "a question is open": "#e3c48f", "barred": "#9d3c3c"}
"""What a quarter is for a kit, and its shade; a bar goes before a question."""


def screening(dossier: Dossier) -> Figure | None:
    """Each kit with a bill, quarter by quarter, for each buyer that is screened."""
    shown = dossier.screening
    if shown is None:
        return None
    alt = vega()
    states = list(_STATES)
    rows: list[Row] = [
        {
            "kit": f"{kit.system}, {kit.kit}",
            "buyer": buyer.name,
            "quarter": quarter,
            "state": states[2] if barred else states[1] if unknown else states[0],
        }
        for buyer in shown.buyers
        for kit in buyer.kits
        for quarter, barred, unknown in zip(dossier.quarters, kit.barred, kit.unknown, strict=True)
    ]
    wide = max(6, 330 // (len(dossier.quarters) * max(1, len(shown.buyers))))
    chart = (
        alt.Chart(data("rows"))
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=quarter_axis(dossier.quarters),
            y=alt.Y("kit:N", sort=None, axis=alt.Axis(title=None, ticks=False, domain=False, labelColor=INK)),
            color=alt.Color(
                "state:N",
                scale=alt.Scale(domain=states, range=list(_STATES.values())),
                legend=alt.Legend(title=None, orient="bottom"),
            ),
            column=alt.Column("buyer:N", sort=None, header=alt.Header(title=None, labelColor=INK)),
        )
        .properties(width=alt.Step(wide), height=alt.Step(17))
    )
    told = "; ".join(
        f"{kit.system}, {kit.kit}, for {buyer.name}: barred in {sum(kit.barred)} of {len(kit.barred)} quarters, a question open in {sum(kit.unknown)}"
        for buyer in shown.buyers
        for kit in buyer.kits
    )
    return figure("screening", "What may be bought when, by its bill of materials", told, chart, rows=rows)
