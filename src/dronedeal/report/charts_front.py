"""Charts of the first pages: the money, the gains, what they are made of, own forces."""

from __future__ import annotations

from dronedeal.report.chart import (
    GREY,
    INK,
    MUTED,
    NAVY,
    OCHRE,
    PALE,
    PLUM,
    TEAL,
    WIDTH,
    Figure,
    Row,
    data,
    figure,
    money_axis,
    named_rows,
    vega,
)
from dronedeal.report.dossier import Dossier
from dronedeal.report.wording import money, share

__all__ = ["breakup", "forces", "funnel", "gains"]

_PARTS = {"savings": NAVY, "forces": TEAL, "industry": OCHRE, "declared": PLUM, "timing": GREY}
_LEAST_LABELLED = 0.09
"""Parts smaller than this share of the chart's width carry no label of their own."""


def funnel(dossier: Dossier) -> Figure | None:
    """The money from claimed to owed in any case."""
    alt = vega()
    rows: list[Row] = []
    for step in dossier.funnel:
        if step.low is not None and step.high is not None:
            said = money(step.low, dossier.currency)
            if step.high > step.low:
                said = f"{said} to {money(step.high, dossier.currency)}"
            rows.append(
                {
                    "step": step.name,
                    "zero": 0.0,
                    "low": step.low,
                    "high": step.high,
                    "said": said,
                    "claim": step.id == "claimed",
                }
            )
    if len(rows) < 2:  # noqa: PLR2004 - one bar is no funnel
        return None
    most = max(row["high"] for row in rows) * 1.3 or 1.0
    color = alt.condition("datum.claim", alt.value(GREY), alt.value(NAVY))
    base = alt.Chart(data("rows")).encode(y=named_rows("step", rows))
    scale = alt.Scale(domain=[0, most])
    chart = alt.layer(
        base.mark_bar(height=18).encode(x=alt.X("zero:Q", axis=None, scale=scale), x2="low:Q", color=color),
        base.mark_bar(height=18, opacity=0.4).encode(x=alt.X("low:Q"), x2="high:Q", color=color),
        base.mark_text(align="left", dx=6).encode(x=alt.X("high:Q"), text="said:N"),
    ).properties(width=WIDTH - 120, height=alt.Step(30))
    told = "; ".join(f"{row['step']}: {row['said']}" for row in rows)
    return figure("funnel", "The money, from claimed to owed in any case", told, chart, rows=rows)


def gains(dossier: Dossier) -> Figure | None:
    """Each principal's gain: the base case as a dot, every scenario as a tick, the range as a bar."""
    alt = vega()
    shown = [gain for gain in dossier.gains if gain.principal]
    if not any(gain.low or gain.high for gain in shown):
        return None
    rows: list[Row] = [
        {"party": gain.name, "low": gain.low, "base": gain.base, "high": gain.high, "said": money(gain.base, dossier.currency),
         "low_said": money(gain.low, dossier.currency), "high_said": money(gain.high, dossier.currency), "wide": gain.high > gain.low}
        for gain in shown
    ]  # fmt: skip
    dots: list[Row] = [
        {"party": gain.name, "gain": scenario.gains[gain.party]}
        for gain in shown
        for scenario in dossier.scenarios
        if gain.party in scenario.gains
    ]
    least, most = min(0.0, *(row["low"] for row in rows)), max(row["high"] for row in rows)
    scale = alt.Scale(domain=[least - 0.1 * (most - least), most + 0.1 * (most - least)], nice=False)
    base = alt.Chart(data("rows")).encode(y=named_rows("party", rows))
    ends = base.transform_filter("datum.wide")
    chart = alt.layer(
        alt.Chart(data("nothing")).mark_rule(color=INK).encode(x=alt.X("zero:Q", scale=scale)),
        base.mark_bar(height=6, color=PALE, cornerRadius=3).encode(
            x=alt.X("low:Q", scale=scale, axis=money_axis()), x2="high:Q"
        ),
        alt.Chart(data("dots"))
        .mark_tick(color=MUTED, thickness=1.5, height=14)
        .encode(x=alt.X("gain:Q"), y=named_rows("party", rows)),
        base.mark_point(filled=True, size=90, color=NAVY, opacity=1).encode(x=alt.X("base:Q")),
        base.mark_text(dy=-16, fontWeight="bold").encode(x=alt.X("base:Q"), text="said:N"),
        ends.mark_text(dy=18, dx=4, color=MUTED, align="right").encode(x=alt.X("low:Q"), text="low_said:N"),
        ends.mark_text(dy=18, dx=-4, color=MUTED, align="left").encode(x=alt.X("high:Q"), text="high_said:N"),
    ).properties(width=WIDTH - 130, height=alt.Step(64))
    told = "; ".join(f"{row['party']}: {row['said']}, from {row['low_said']} to {row['high_said']}" for row in rows)
    return figure("gains", "Gain over walking away", told, chart, rows=rows, dots=dots)


def breakup(dossier: Dossier) -> Figure | None:
    """What each principal's gain is made of; what takes from it stands left of nothing."""
    alt = vega()
    rows: list[Row] = []
    for gain in dossier.gains:
        ends = {True: 0.0, False: 0.0}
        for part in _PARTS if gain.principal else ():
            value = float(getattr(gain.breakup, part))
            if value:
                start = ends[value > 0]
                ends[value > 0] = start + value
                said = money(value, dossier.currency)
                rows.append(
                    {"party": gain.name, "part": part, "from": start, "to": start + value, "value": value, "said": said}
                )
    if not rows:
        return None
    reach = max(0.0, *(row["to"] for row in rows)) - min(0.0, *(row["to"] for row in rows))
    for row in rows:
        row["middle"] = (row["from"] + row["to"]) / 2
        row["short"] = row["said"].removesuffix(f" {dossier.currency}")
        row["fits"] = abs(row["value"]) > _LEAST_LABELLED * reach
    parts = [part for part in _PARTS if any(row["part"] == part for row in rows)]
    base = alt.Chart(data("rows")).encode(y=named_rows("party", rows))
    color = alt.Color("part:N", scale=alt.Scale(domain=parts, range=[_PARTS[part] for part in parts]))
    chart = alt.layer(
        base.mark_bar(height=26, stroke="white", strokeWidth=1).encode(
            x=alt.X("from:Q", axis=money_axis()), x2="to:Q", color=color
        ),
        base.transform_filter("datum.fits").mark_text(color="white").encode(x=alt.X("middle:Q"), text="short:N"),
        alt.Chart(data("nothing")).mark_rule(color=INK).encode(x="zero:Q"),
    ).properties(width=WIDTH - 130, height=alt.Step(44))
    told = "; ".join(f"{row['party']}, {row['part']}: {row['said']}" for row in rows)
    return figure("breakup", "What each gain is made of", told, chart, rows=rows)


def forces(dossier: Dossier) -> Figure | None:
    """Own forces' needs: share of what they want that is served, without the deal and with it."""
    alt = vega()
    rows: list[Row] = []
    for need in dossier.forces:
        if need.wanted > 0:
            without, served = need.without_deal / need.wanted, need.with_deal / need.wanted
            said = share(served) if share(served) == share(without) else f"{share(without)} → {share(served)}"
            rows.append(
                {"need": need.name, "without": without, "with": served, "said": said, "most": max(without, served)}
            )
    if not rows:
        return None
    base = alt.Chart(data("rows")).encode(y=named_rows("need", rows))
    axis = alt.Axis(title="share of what is wanted that is served", format="%", tickCount=5, domain=False, ticks=False)
    scale = alt.Scale(domain=[0, max(1.0, *(row["most"] for row in rows)) * 1.14], nice=False)
    chart = alt.layer(
        base.mark_rule(color=PALE, strokeWidth=4).encode(x=alt.X("without:Q", scale=scale, axis=axis), x2="with:Q"),
        base.mark_point(filled=False, size=55, color=MUTED, opacity=1, strokeWidth=1.5).encode(x=alt.X("without:Q")),
        base.mark_point(filled=True, size=60, color=TEAL, opacity=1).encode(x=alt.X("with:Q")),
        base.mark_text(align="left", dx=9, color=MUTED).encode(x=alt.X("most:Q"), text="said:N"),
    ).properties(width=WIDTH - 170, height=alt.Step(24))
    told = "; ".join(f"{row['need']}: {row['said']}" for row in rows)
    return figure("forces", "Own forces, without the deal (ring) and with it (dot)", told, chart, rows=rows)
