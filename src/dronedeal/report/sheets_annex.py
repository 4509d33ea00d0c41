"""Sheets of the workbook for analysts: package, what binds, gates, dates, numbers, sources, findings."""

from __future__ import annotations

from dronedeal.report.dossier import Dossier
from dronedeal.report.sheet import Sheet
from dronedeal.report.wording import spoken

__all__ = [
    "assumptions",
    "binding",
    "dates",
    "findings",
    "gates",
    "inputs",
    "leaving",
    "numbers",
    "package",
    "sources",
]


def package(d: Dossier) -> Sheet:
    """What the plan gives every open number."""
    return Sheet(
        name="package",
        says="What the plan gives every open number",
        columns=(
            ("path", "text"),
            ("chosen", "count"),
            ("says", "text"),
            ("on the table", "text"),
            ("unit", "text"),
            ("place", "text"),
        ),
        rows=tuple((one.path, one.chosen, one.said, one.range, one.unit, one.place) for one in d.package),
    )


def binding(d: Dossier) -> Sheet:
    """Lines that bind."""
    return Sheet(
        name="binding",
        says=f"Lines that bind, and the joint value of one unit more in the quarters they do, {d.currency}",
        columns=(("line", "text"), ("worth of one more", "count"), ("path", "text"), ("place", "text")),
        rows=tuple((one.text, one.rate, one.path, one.place) for one in d.limits),
    )


def gates(d: Dossier) -> Sheet:
    """Bars and reliefs, kit by kit."""
    return Sheet(
        name="gates",
        says="Bars and reliefs as the document states them by hand; no legal advice",
        columns=(
            ("channel", "text"), ("to", "text"), ("system", "text"), ("kit", "text"), ("gate", "text"), ("first", "text"), ("last", "text"),
            ("bars", "text"), ("lifted by", "text"),
        ),
        rows=tuple(
            (gate.name, gate.buyer, one.system, spoken(one.kit), one.state, one.first, one.last, "; ".join(one.bars), "; ".join(one.reliefs))
            for gate in d.gates
            for one in gate.passages
        ),
    )  # fmt: skip


def dates(d: Dossier) -> Sheet:
    """Dates of the document and of the plan."""
    return Sheet(
        name="dates",
        says="Dates of the document and of the plan",
        columns=(
            ("day", "text"),
            ("said as", "text"),
            ("what", "text"),
            ("kind", "text"),
            ("assumed", "text"),
            ("place", "text"),
        ),
        rows=tuple((one.day, one.when, one.what, one.kind, one.assumed, one.place) for one in d.coming),
    )


def leaving(d: Dossier) -> Sheet:
    """What leaving costs, year by year."""
    return Sheet(
        name="leaving",
        says=f"What it costs all parties together to leave at the end of a year, {d.currency}",
        columns=(
            ("end of", "text"),
            ("capital not recovered", "money"),
            ("winding down", "money"),
            ("still owed", "money"),
            ("together", "money"),
        ),
        rows=tuple((one.after, one.capital, one.wind_down, one.firm, None) for one in d.leaving),
        row_total=(1, 3, 4),
    )


def numbers(d: Dossier) -> Sheet:
    """Every number of the document."""
    return Sheet(
        name="numbers",
        says="Every number of the document, its kind and what it rests on",
        columns=(
            ("path", "text"), ("kind", "text"), ("says", "text"), ("low", "count"), ("base", "count"), ("high", "count"), ("unit", "text"),
            ("claims", "text"), ("assumed", "text"), ("why", "text"), ("place", "text"),
        ),
        rows=tuple(
            (one.path, one.kind, one.said, one.low, one.base, one.high, one.unit, " ".join(one.claims), one.assumed, one.why, one.place)
            for one in d.numbers
        ),
    )  # fmt: skip


def assumptions(d: Dossier) -> Sheet:
    """Numbers no claim stands behind."""
    return Sheet(
        name="assumptions",
        says="Numbers no claim stands behind",
        columns=(("path", "text"), ("kind", "text"), ("says", "text"), ("why", "text"), ("place", "text")),
        rows=tuple((one.path, one.kind, one.said, one.why, one.place) for one in d.numbers if one.assumed),
    )


def sources(d: Dossier) -> Sheet:
    """Claims something rests on."""
    return Sheet(
        name="sources",
        says="Claims something rests on",
        columns=(
            ("claim", "text"), ("quantity", "text"), ("says", "text"), ("as of", "text"), ("publisher", "text"), ("published", "text"),
            ("title", "text"), ("address", "text"), ("confidence", "text"), ("note", "text"), ("used by", "text"),
        ),
        rows=tuple(
            (one.id, one.quantity, one.said, one.as_of, one.publisher, one.published, one.title, one.url, one.confidence, one.note, " ".join(one.used_by))
            for one in d.sources
        ),
    )  # fmt: skip


def findings(d: Dossier) -> Sheet:
    """Findings, and lines that cannot hold together."""
    conflict = tuple(("", "conflict", one.text or one.path, one.place, "") for one in d.conflict)
    return Sheet(
        name="findings",
        says="What was found about the document, and lines that cannot hold together",
        columns=(("code", "text"), ("severity", "text"), ("message", "text"), ("place", "text"), ("mend", "text")),
        rows=(*conflict, *((one.code, one.severity, one.message, one.place, one.mend) for one in d.findings)),
    )


def inputs(d: Dossier) -> Sheet:
    """Files the study was made from."""
    return Sheet(
        name="inputs",
        says="Files the study was made from",
        columns=(("file", "text"), ("bytes", "count"), ("sha256", "text")),
        rows=tuple((one.name, one.size, one.sha256) for one in d.inputs),
    )
