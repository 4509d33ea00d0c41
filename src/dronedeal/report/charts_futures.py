"""Charts of many futures: how far gains spread, and which number moves them. No figure is made here."""

from __future__ import annotations

from dronedeal.report.chart import (
    INK,
    MUTED,
    NAVY,
    OCHRE,
    PALE,
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
from dronedeal.report.wording import money, spoken

__all__ = ["branches", "fans", "futures", "swings"]


def futures(dossier: Dossier) -> Figure | None:
    """How far the principals' gains spread over all futures, with the plan's own."""
    alt = vega()
    if dossier.futures is None:
        return None
    rows: list[Row] = []
    for one in dossier.futures.spreads:
        if one.principal:
            ends = [money(end, dossier.currency) for end in (one.p05, one.p95)]
            rows.append(
                {
                    "party": one.name,
                    "low": one.p05,
                    "high": one.p95,
                    "middle": one.p50,
                    "plan": one.base,
                    "said": " to ".join(ends),
                }
            )
    if not rows:
        return None
    least = min(0.0, *(min(row["low"], row["plan"]) for row in rows))
    most = max(0.0, *(max(row["high"], row["plan"]) for row in rows))
    scale = alt.Scale(domain=[least, most + 0.45 * (most - least)], nice=False)
    base = alt.Chart(data("rows")).encode(y=named_rows("party", rows))
    chart = alt.layer(
        alt.Chart(data("nothing")).mark_rule(color=INK).encode(x=alt.X("zero:Q", scale=scale)),
        base.mark_bar(height=10, color=PALE, cornerRadius=4).encode(
            x=alt.X("low:Q", scale=scale, axis=money_axis()), x2="high:Q"
        ),
        base.mark_tick(color=TEAL, thickness=3, height=14).encode(x="middle:Q"),
        base.mark_point(filled=True, size=55, color=NAVY, opacity=1).encode(x="plan:Q"),
        base.mark_text(align="left", dx=9, color=MUTED).encode(x="high:Q", text="said:N"),
    ).properties(width=WIDTH - 200, height=alt.Step(26))
    told = "; ".join(f"{row['party']}: nine in ten futures from {row['said']}" for row in rows)
    return figure(
        "futures", "Nine in ten futures (bar), their middle (tick) and the plan (dot)", told, chart, rows=rows
    )


def swings(dossier: Dossier) -> Figure | None:
    """How far each principal's gain moves with one number low or high: a tornado."""
    alt = vega()
    if dossier.futures is None or not dossier.futures.hangs:
        return None
    rows: list[Row] = []
    for one in dossier.futures.hangs:
        words = one.path.split(".")
        rows.append(
            {
                "party": one.name, "number": spoken(" ".join(words[1:])), "base": one.base,
                "width": abs(one.at_high - one.at_low), "low": one.at_low, "high": one.at_high,
            }
        )  # fmt: skip
    widest = alt.EncodingSortField(field="width", op="max", order="descending")
    base = alt.Chart().encode(y=named_rows("number", rows, sort=widest))
    scale = alt.Scale(zero=False)
    layers = alt.layer(
        base.mark_bar(height=11, color=OCHRE).encode(x=alt.X("base:Q", axis=money_axis(), scale=scale), x2="low:Q"),
        base.mark_bar(height=11, color=NAVY).encode(x=alt.X("base:Q", scale=scale), x2="high:Q"),
        base.mark_tick(color=INK, height=15).encode(x=alt.X("base:Q", scale=scale)),
        data=data("rows"),
    ).properties(width=WIDTH - 230, height=alt.Step(19))
    order = list(dict.fromkeys(row["party"] for row in rows))
    header = alt.Header(labelOrient="top", labelAngle=0)
    chart = layers.facet(row=alt.Row("party:N", sort=order, header=header), spacing=16)
    chart = chart.resolve_scale(x="independent", y="independent")
    told = "; ".join(
        f"{row['party']}, {row['number']}: {money(row['low'], dossier.currency)} when low, {money(row['high'], dossier.currency)} when high"
        for row in rows
    )
    return figure(
        "swings", "A gain with one number low (ochre) or high (blue), the rest at their base", told, chart, rows=rows
    )


def fans(dossier: Dossier) -> Figure | None:
    """How far each principal's cash spreads, year by year: a fan."""
    alt = vega()
    if dossier.futures is None or not dossier.futures.fans:
        return None
    rows: list[Row] = []
    for one in dossier.futures.fans:
        for at, year in enumerate(one.years):
            ends = {"p05": one.p05[at], "p25": one.p25[at], "p50": one.p50[at], "p75": one.p75[at], "p95": one.p95[at]}
            rows.append({"party": one.name, "year": year, "plan": one.plan[at], **ends})
    years = list(dossier.futures.fans[0].years)
    axis = alt.Axis(title=None, ticks=False, labelAngle=0, labelColor=INK, grid=False)
    base = alt.Chart().encode(x=alt.X("year:O", sort=years, axis=axis))
    layers = alt.layer(
        alt.Chart(data("nothing")).mark_rule(color=INK).encode(y="zero:Q"),
        base.mark_area(color=PALE).encode(y=alt.Y("p05:Q", axis=money_axis()), y2="p95:Q"),
        base.mark_area(color=TEAL, opacity=0.35).encode(y="p25:Q", y2="p75:Q"),
        base.mark_line(color=TEAL, strokeWidth=2).encode(y="p50:Q"),
        base.mark_point(filled=True, size=45, color=NAVY, opacity=1).encode(y="plan:Q"),
        data=data("rows"),
    ).properties(width=WIDTH - 120, height=150)
    order = list(dict.fromkeys(row["party"] for row in rows))
    header = alt.Header(labelOrient="top", labelAngle=0)
    chart = layers.facet(row=alt.Row("party:N", sort=order, header=header), spacing=18).resolve_scale(y="independent")
    told = "; ".join(
        f"{row['party']}, {row['year']}: nine in ten futures from {money(row['p05'], dossier.currency)} to {money(row['p95'], dossier.currency)}"
        for row in rows
    )
    title = "Cash of each year: nine in ten futures (pale), half of them (darker), the middle (line), the plan (dots)"
    return figure("fans", title, told, chart, rows=rows)


def branches(dossier: Dossier) -> Figure | None:
    """What each principal gains in each future at the end of the branches, and what it expects."""
    alt = vega()
    over = dossier.branches
    if over is None or not over.ends:
        return None
    expected = {one.name: one.gain for one in over.expected}
    rows: list[Row] = [
        {"party": name, "future": f"{end.name} ({end.chance:.0%})", "gain": gain, "expected": expected.get(name, 0.0), "end": max(gain, expected.get(name, 0.0)), "said": money(gain, dossier.currency)}
        for end in over.ends
        for name, gain in end.gains.items()
    ]  # fmt: skip
    most = max(0.0, *(row["gain"] for row in rows))
    least = min(0.0, *(row["gain"] for row in rows))
    scale = alt.Scale(domain=[least, most + 0.25 * (most - least)], nice=False)
    base = alt.Chart().encode(y=named_rows("future", rows))
    layers = alt.layer(
        base.mark_bar(height=12, color=TEAL).encode(x=alt.X("gain:Q", axis=money_axis(), scale=scale)),
        base.mark_tick(color=NAVY, thickness=2, height=18).encode(x=alt.X("expected:Q", scale=scale)),
        base.mark_text(align="left", dx=8, color=MUTED).encode(x=alt.X("end:Q", scale=scale), text="said:N"),
        data=data("rows"),
    ).properties(width=WIDTH - 290, height=alt.Step(24))
    order = list(dict.fromkeys(row["party"] for row in rows))
    header = alt.Header(labelOrient="top", labelAngle=0)
    chart = layers.facet(row=alt.Row("party:N", sort=order, header=header), spacing=16)
    told = "; ".join(f"{row['party']}, {row['future']}: {row['said']}" for row in rows)
    return figure("branches", "Gain in each future (bar), and expected over all (tick)", told, chart, rows=rows)
