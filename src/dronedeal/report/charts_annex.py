"""Charts for analysts: deliveries, capacity, cash, needs, the range of splits, what clauses are worth."""

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
    quarter_axis,
    vega,
)
from dronedeal.report.dossier import Dossier
from dronedeal.report.wording import money, share, units

__all__ = ["capacity", "cash", "clauses", "deliveries", "needs", "splits"]

_MOST_CLAUSES = 24


def _heat(dossier: Dossier, name: str, title: str, rows: list[Row], field: str, color: str) -> Figure:
    """Rows shaded quarter by quarter, with a figure at the end of each."""
    alt = vega()
    shade = alt.Color(
        "shade:Q", scale=alt.Scale(domain=[0, 1], range=["#eef2f6", color], interpolate="rgb"), legend=None
    )
    ends = [row for row in rows if row["quarter"] == dossier.quarters[-1]]
    wide = 17 * len(dossier.quarters)
    cells = (
        alt.Chart(data("rows"))
        .mark_rect(stroke="white", strokeWidth=1.5)
        .encode(x=quarter_axis(dossier.quarters), y=named_rows(field, rows), color=shade)
        .properties(width=wide, height=alt.Step(20))
    )
    said = (
        alt.Chart(data("ends"))
        .mark_text(align="left", dx=12, color=INK)
        .encode(x=alt.X("quarter:O"), y=named_rows(field, rows), text="said:N")
    )
    told = "; ".join(f"{row[field]}: {row['said']}" for row in ends)
    return figure(name, title, told, alt.layer(cells, said), rows=rows, ends=ends)


def deliveries(dossier: Dossier) -> Figure | None:
    """Units under proposed clauses, each row shaded against its own busiest quarter."""
    rows: list[Row] = []
    for channel in dossier.channels:
        most = max(channel.units, default=0.0)
        if channel.proposed and most > 0:
            name = f"{channel.system_name} · {channel.name}"
            for quarter, count in zip(dossier.quarters, channel.units, strict=True):
                rows.append(
                    {
                        "channel": name,
                        "quarter": quarter,
                        "shade": count / most,
                        "said": f"{units(channel.total)} units",
                    }
                )
    if not rows:
        return None
    title = "Deliveries under proposed clauses: darker is nearer to the row’s busiest quarter"
    return _heat(dossier, "deliveries", title, rows, "channel", NAVY)


def capacity(dossier: Dossier) -> Figure | None:
    """How full every site is, quarter by quarter, with its busiest quarter told."""
    rows: list[Row] = []
    for line in dossier.lines:
        if line.peak > 0:
            for quarter, used, most in zip(dossier.quarters, line.used, line.capacity, strict=True):
                full = used / most if most > 0 else 0.0
                rows.append(
                    {
                        "site": line.name,
                        "quarter": quarter,
                        "shade": min(1.0, full),
                        "said": f"at most {share(line.peak)} full",
                    }
                )
    if not rows:
        return None
    return _heat(dossier, "capacity", "Capacity used: white is idle, dark is full", rows, "site", OCHRE)


def cash(dossier: Dossier) -> Figure | None:
    """Money in and out of each principal under proposed terms, by quarter, and what it adds up to."""
    alt = vega()
    rows: list[Row] = []
    for party in dossier.cash:
        if not party.principal:
            continue
        total = 0.0
        for quarter, net in zip(dossier.quarters, party.net_proposed, strict=False):
            total += net
            rows.append({"party": party.name, "quarter": quarter, "net": net, "total": total})
    if not rows:
        return None
    said = "slice(datum.label, -1) == '1' ? slice(datum.label, 0, 4) : ''"
    axis = alt.Axis(
        title=None,
        labelExpr=said,
        labelAngle=0,
        ticks=False,
        domain=False,
        labelAlign="left",
        labelOffset=-6,
        orient="bottom",
    )
    x = alt.X("quarter:O", sort=list(dossier.quarters), axis=axis)
    names = list(dict.fromkeys(row["party"] for row in rows))
    base = alt.Chart().encode(x=x)
    chart = (
        alt.layer(
            base.mark_bar(width=9).encode(
                y=alt.Y("net:Q", axis=money_axis()),
                color=alt.condition("datum.net < 0", alt.value(OCHRE), alt.value(NAVY)),
            ),
            base.mark_line(color=MUTED, strokeWidth=1.5).encode(y=alt.Y("total:Q")),
            data=data("rows"),
        )
        .properties(width=WIDTH - 90, height=130)
        .facet(row=alt.Row("party:N", sort=names, header=alt.Header(labelAngle=0, labelOrient="top", labelPadding=2)))
        .resolve_scale(y="independent")
    )
    told = "; ".join(
        f"{party.name}: {money(sum(party.net_proposed[: len(dossier.quarters)]), dossier.currency)} net"
        for party in dossier.cash
        if party.principal
    )
    return figure(
        "cash",
        "Cash by quarter under proposed terms: net receipts and payments (bars), added up (line)",
        told,
        chart,
        rows=rows,
    )


def needs(dossier: Dossier) -> Figure | None:
    """Needs that are not own forces': what is wanted, served without the deal, and with it."""
    alt = vega()
    rows: list[Row] = []
    for need in dossier.needs:
        if not need.own and need.wanted > 0:
            without, served = need.without_deal / need.wanted, need.served / need.wanted
            if without or served:
                rows.append(
                    {"need": need.name if need.service.lower() in need.name.lower() else f"{need.service}: {need.name}", "without": without, "with": served, "most": max(without, served),
                     "said": share(served) if share(served) == share(without) else f"{share(without)} → {share(served)}"}
                )  # fmt: skip
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
    ).properties(width=WIDTH - 260, height=alt.Step(22))
    told = "; ".join(f"{row['need']}: {row['said']}" for row in rows)
    return figure("needs", "Other needs, without the deal (ring) and with it (dot)", told, chart, rows=rows)


def splits(dossier: Dossier) -> Figure | None:
    """How far payments could move each gain without changing what is gained together, and where the plan puts it."""
    alt = vega()
    rows: list[Row] = []
    for gain in dossier.gains:
        if gain.principal or gain.split_high > gain.split_low:
            ends = [money(end, dossier.currency) for end in (gain.split_low, gain.split_high)]
            said = ends[0] if ends[0] == ends[1] else " to ".join(ends)
            high = max(gain.split_high, gain.split_low)
            rows.append({"party": gain.name, "low": gain.split_low, "high": high, "chosen": gain.base, "said": said})
    if not any(row["high"] for row in rows):
        return None
    least, most = min(0.0, *(row["low"] for row in rows)), max(row["high"] for row in rows)
    scale = alt.Scale(domain=[least, most + 0.45 * (most - least)], nice=False)
    base = alt.Chart(data("rows")).encode(y=named_rows("party", rows))
    chart = alt.layer(
        alt.Chart(data("nothing")).mark_rule(color=INK).encode(x=alt.X("zero:Q", scale=scale)),
        base.mark_bar(height=8, color=PALE, cornerRadius=4).encode(
            x=alt.X("low:Q", scale=scale, axis=money_axis()), x2="high:Q"
        ),
        base.mark_point(filled=True, size=55, color=NAVY, opacity=1).encode(x=alt.X("chosen:Q")),
        base.mark_text(align="left", dx=9, color=MUTED).encode(x=alt.X("high:Q"), text="said:N"),
    ).properties(width=WIDTH - 200, height=alt.Step(24))
    told = "; ".join(f"{row['party']}: {row['said']}" for row in rows)
    return figure("splits", "Range of splits (bar) and the plan’s own (dot)", told, chart, rows=rows)


def clauses(dossier: Dossier) -> Figure | None:
    """What each proposed clause adds to the joint value; what takes from it stands left of nothing."""
    alt = vega()
    told_of = [clause for clause in dossier.clauses if clause.worth and not clause.needed]
    ranked = sorted(told_of, key=lambda clause: -abs(clause.worth or 0.0))[:_MOST_CLAUSES]
    rows: list[Row] = [
        {"clause": clause.name, "worth": clause.worth, "said": money(clause.worth or 0.0, dossier.currency)}
        for clause in sorted(ranked, key=lambda clause: -(clause.worth or 0.0))
    ]
    if not rows:
        return None
    least, most = min(0.0, *(row["worth"] for row in rows)), max(0.0, *(row["worth"] for row in rows))
    reach = most - least
    scale = alt.Scale(domain=[least - (0.32 * reach if least < 0 else 0.0), most + 0.22 * reach], nice=False)
    base = alt.Chart(data("rows")).encode(y=named_rows("clause", rows))
    x = alt.X("worth:Q", axis=money_axis(), scale=scale)
    chart = alt.layer(
        base.mark_bar(height=13).encode(x=x, color=alt.condition("datum.worth < 0", alt.value(OCHRE), alt.value(NAVY))),
        base.transform_filter("datum.worth >= 0")
        .mark_text(align="left", dx=5)
        .encode(x=alt.X("worth:Q"), text="said:N"),
        base.transform_filter("datum.worth < 0")
        .mark_text(align="right", dx=-5)
        .encode(x=alt.X("worth:Q"), text="said:N"),
        alt.Chart(data("nothing")).mark_rule(color=INK).encode(x="zero:Q"),
    ).properties(width=WIDTH - 180, height=alt.Step(22))
    told = "; ".join(f"{row['clause']}: {row['said']}" for row in rows)
    return figure("clauses", "What each clause adds to the joint value", told, chart, rows=rows)
