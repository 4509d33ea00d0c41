"""The page: a dossier as one self-contained HTML file that opens offline and prints. Everything is escaped; nothing is computed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from dronedeal.report.annex import NumberShown
from dronedeal.report.chart import Figure
from dronedeal.report.dossier import Dossier
from dronedeal.report.wording import money, share, units

__all__ = ["page"]

_NBSP = "\u00a0"
_MINUS = "−"

_SCRIPT = (
    "addEventListener('beforeprint',function(){document.querySelectorAll('details:not(.long):not([open])')"
    ".forEach(function(one){one.open=true;one.dataset.printed='1'})});"
    "addEventListener('afterprint',function(){document.querySelectorAll('details[data-printed]')"
    ".forEach(function(one){one.open=false;delete one.dataset.printed})});"
)
"""Opens what is folded before printing, long lists excepted; the page needs no script to be read."""

_CONTENTS = (
    ("money", "The money"),
    ("gain", "What each side gains"),
    ("forces", "Own forces"),
    ("lasting", "What cannot be undone"),
    ("law", "The legal gate"),
    ("screening", "May it be bought?"),
    ("breaks", "Three break-evens"),
    ("futures", "What if"),
    ("branches", "Which way it goes"),
    ("table", "At the table"),
    ("happened", "Plan against actual"),
    ("leaving", "The cost of leaving"),
    ("dates", "Next dates"),
    ("caveats", "Read this with it"),
    ("deliveries", "Deliveries"),
    ("capacity", "Capacity"),
    ("cash", "Cash by party"),
    ("needs", "Needs served"),
    ("splits", "Range of splits"),
    ("clauses", "What clauses are worth"),
    ("binds", "What binds"),
    ("open", "What is on the table"),
    ("numbers", "Numbers"),
    ("sources", "Sources"),
    ("proof", "Proof and provenance"),
)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A figure on the page; its SVG is our own and already escaped."""

    title: str
    svg: Markup


def page(dossier: Dossier, drawn: Mapping[str, tuple[Figure, str]]) -> str:
    """The dossier as HTML.

    Parameters
    ----------
    drawn
        Figures and their SVG, by name.
    """
    templates = files("dronedeal.report").joinpath("templates")
    environment = Environment(
        loader=DictLoader({"study.html": templates.joinpath("study.html.jinja").read_text(encoding="utf-8")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    return environment.get_template("study.html").render(
        d=dossier,
        planned=dossier.status in {"optimal", "unproven"},
        figures={name: _Drawn(figure.title, Markup(svg)) for name, (figure, svg) in drawn.items()},  # noqa: S704
        contents=_CONTENTS,
        number_groups=_groups(dossier.numbers),
        css=Markup(templates.joinpath("study.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        script=Markup(_SCRIPT),  # noqa: S704 - our own
        is_link=_is_link,
        script_hash=f"sha256-{digest}",
        money=_kept(lambda value: money(value, dossier.currency)),
        million=_kept(_million),
        share=_kept(share),
        units=_kept(units),
    )


def _kept(say: Callable[[float], str]) -> Callable[[float], str]:
    """A wording whose parts stay on one line."""
    return lambda value: say(value).replace(" ", _NBSP)


def _million(value: float) -> str:
    """Millions with one decimal, nothing where there is nothing."""
    return "" if not value else f"{value / 1e6:,.1f}".replace("-", _MINUS)


def _is_link(url: str) -> bool:
    """Whether an address is one a browser may open: http or https, with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _groups(numbers: tuple[NumberShown, ...]) -> list[tuple[str, list[NumberShown]]]:
    """Numbers as analysts ask for them: on the table, disputed, uncertain, agreed with claims, assumptions."""
    groups = (
        ("On the table", [one for one in numbers if one.kind == "open"]),
        ("Disputed: sources differ", [one for one in numbers if one.kind == "disputed"]),
        ("Uncertain, with a claim", [one for one in numbers if one.kind == "uncertain" and not one.assumed]),
        ("Stated, with a claim", [one for one in numbers if one.kind == "agreed" and not one.assumed]),
        ("Assumptions: no claim stands behind them", [one for one in numbers if one.assumed]),
    )
    return [(title, rows) for title, rows in groups if rows]
