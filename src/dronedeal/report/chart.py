"""What every chart shares: its look, its axes, its shape as a figure. Altair loads when the first chart is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "GREY",
    "INK",
    "MUTED",
    "NAVY",
    "OCHRE",
    "PALE",
    "PLUM",
    "TEAL",
    "WIDTH",
    "Figure",
    "Row",
    "data",
    "figure",
    "money_axis",
    "named_rows",
    "quarter_axis",
    "vega",
]

Row = dict[str, Any]
"""One record of a chart's data."""

INK, MUTED, RULE, PALE = "#1c2430", "#56606d", "#d5dae1", "#b9c6d6"
NAVY, TEAL, OCHRE, PLUM, GREY = "#1f3a5f", "#2f7f86", "#a8742a", "#7c5480", "#8d97a3"
WIDTH = 610
"""Pixels across, labels included."""

_FONT = "Helvetica Neue, Helvetica, Arial, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart: its file's name, its title, what it shows in words, and its Vega-Lite specification."""

    name: str
    title: str
    alt: str
    spec: dict[str, Any]


def figure(name: str, title: str, told: str, chart: Any, **tables: list[Row]) -> Figure:  # noqa: ANN401 - any of Altair's charts
    """A chart in the dossier's look, as a figure; ``tables`` are the records its layers name.

    Records join the finished specification, because Altair copies whatever a chart holds each time the chart is changed. It is
    checked against Altair's schema by the tests, not here, where that would take longer than drawing.
    """
    configured = (
        chart.configure(font=_FONT, background="transparent", padding=4, aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=MUTED, titleColor=MUTED, labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
            domainColor=RULE, tickColor=RULE, gridColor="#e9edf1", labelLimit=300,
        )
        .configure_text(color=INK, fontSize=12)
        .configure_header(labelColor=INK, labelFontSize=13, labelFontWeight="bold", labelAnchor="start", title=None)
        .configure_legend(title=None, labelColor=INK, labelFontSize=12, labelLimit=300, orient="top", symbolType="square", offset=6)
    )  # fmt: skip
    spec: dict[str, Any] = configured.to_dict(validate=False)
    return Figure(name=name, title=title, alt=told, spec={**spec, "datasets": {**tables, "nothing": [{"zero": 0}]}})


def data(name: str) -> Any:  # noqa: ANN401 - Altair's own type
    """The records that ``figure`` is given under a name; ``nothing`` is a single zero."""
    alt = vega()
    return alt.NamedData(name=name)


def vega() -> Any:  # noqa: ANN401 - Altair's stubs leave much unknown
    """Altair, loaded when the first chart is made."""
    import altair as alt

    return alt


def named_rows(field: str, rows: list[Row], **more: Any) -> Any:  # noqa: ANN401
    """A band for each name, labelled at its left; in the order given, unless ``sort`` says another."""
    alt = vega()
    axis = alt.Axis(title=None, ticks=False, domain=False, labelColor=INK, labelPadding=8, grid=False)
    more.setdefault("sort", list(dict.fromkeys(row[field] for row in rows)))
    return alt.Y(f"{field}:N", axis=axis, **more)


def money_axis(title: str = "") -> Any:  # noqa: ANN401
    """An axis of money, written as the text writes it."""
    alt = vega()
    said = "replace(replace(replace(format(datum.value, '~s'), 'G', ' bn'), 'M', ' m'), '-', '−')"
    return alt.Axis(title=title or None, labelExpr=said, tickCount=5, domain=False, ticks=False)


def quarter_axis(quarters: Sequence[str]) -> Any:  # noqa: ANN401 - Altair's own type
    """Quarters across the top, of which the first of each year is named."""
    alt = vega()
    said = "slice(datum.label, -1) == '1' ? slice(datum.label, 0, 4) : ''"
    axis = alt.Axis(
        title=None,
        labelExpr=said,
        labelAngle=0,
        ticks=False,
        domain=False,
        orient="top",
        labelAlign="left",
        labelOffset=-6,
    )
    return alt.X("quarter:O", sort=list(quarters), axis=axis, scale=alt.Scale(domain=list(quarters)))
