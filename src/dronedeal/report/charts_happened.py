"""The chart of plan against actual: money by quarter, as planned when the deal was signed and as it is owed."""

from __future__ import annotations

from collections import defaultdict

from dronedeal.report.chart import NAVY, OCHRE, WIDTH, Figure, Row, data, figure, money_axis, vega
from dronedeal.report.dossier import Dossier
from dronedeal.report.wording import money

__all__ = ["against_plan"]

_KINDS = {"as planned": NAVY, "as it came": OCHRE}


def against_plan(dossier: Dossier) -> Figure | None:
    """What all parties owe each other for each quarter that is over, in the deal's currency, planned beside what came."""
    shown = dossier.happened
    if shown is None or not shown.paid:
        return None
    alt = vega()
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in shown.paid:
        if one.currency == dossier.currency:
            sums[one.quarter][0] += one.planned
            sums[one.quarter][1] += one.happened
    rows: list[Row] = [
        {"quarter": quarter, "kind": kind, "amount": amount}
        for quarter, amounts in sorted(sums.items())
        for kind, amount in zip(_KINDS, amounts, strict=True)
    ]
    chart = (
        alt.Chart(data("rows"))
        .mark_bar()
        .encode(
            x=alt.X("quarter:O", axis=alt.Axis(title=None, labelAngle=0)),
            xOffset=alt.XOffset("kind:N", sort=list(_KINDS)),
            y=alt.Y("amount:Q", axis=money_axis()),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=list(_KINDS), range=list(_KINDS.values())),
                legend=alt.Legend(title=None, orient="bottom"),
            ),
        )
        .properties(width=WIDTH - 90, height=220)
    )
    told = "; ".join(
        f"{quarter}: planned {money(planned, dossier.currency)}, came {money(came, dossier.currency)}"
        for quarter, (planned, came) in sorted(sums.items())
    )
    return figure("against_plan", "What is owed for each quarter, as planned and as it came", told, chart, rows=rows)
