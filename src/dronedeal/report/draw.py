"""Drawing: a chart's specification becomes SVG through vl-convert, the same bytes every time. Nothing is fetched."""

from __future__ import annotations

import re
from html import escape
from importlib import import_module

from dronedeal.report.chart import Figure

__all__ = ["svg", "warmed"]

_ID = re.compile(r'\bid="([^"]+)"')


def warmed() -> None:
    """Start what draws, which takes as long as a dossier's figures: beside other work, it is there when they are."""
    import vl_convert

    import_module("altair")
    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "point"})


def svg(figure: Figure) -> str:
    """A figure as SVG with a title and a description, its inner names its own, so that several stand on one page."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(figure.spec)
    for index, name in enumerate(dict.fromkeys(_ID.findall(drawn))):
        own = f"{figure.name}-{index}"
        drawn = drawn.replace(f'id="{name}"', f'id="{own}"').replace(f"url(#{name})", f"url(#{own})")
        drawn = drawn.replace(f'href="#{name}"', f'href="#{own}"')
    head, _, body = drawn.partition(">")
    named = f'{head} role="img" aria-labelledby="{figure.name}-title {figure.name}-desc"'
    told = (
        f'<title id="{figure.name}-title">{escape(figure.title)}</title>'
        f'<desc id="{figure.name}-desc">{escape(figure.alt)}</desc>'
    )
    return f"{named}>{told}{body}\n"
