"""What stands on each sheet of the workbook: columns, rows, which columns are added up. Not how a cell looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dronedeal.report.dossier import Dossier

__all__ = ["Cell", "Sheet", "sheets"]

Cell = Literal["text", "money", "count", "share"]
Value = str | float | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    ``totals`` are columns added up below the rows; ``row_total`` says from which column to which each row is added up, and into
    which column. ``fixed`` columns stay in sight.
    """

    name: str
    says: str
    columns: tuple[tuple[str, Cell], ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[int, ...] = ()
    row_total: tuple[int, int, int] | None = None
    fixed: int = 1


def sheets(d: Dossier) -> tuple[Sheet, ...]:
    """Every sheet, in order; a sheet without rows keeps its heading."""
    return (
        _summary(d), _parties(d), _scenarios(d), _deliveries(d), _capacity(d), _cash(d), _cash_by_quarter(d), _needs(d), _clauses(d),
        _package(d), _binding(d), _gates(d), _dates(d), _leaving(d), _numbers(d), _assumptions(d), _sources(d), _findings(d),
        _inputs(d),
    )  # fmt: skip


def _summary(d: Dossier) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        ("title", d.title, None),
        ("seen by", d.view, None),
        ("verdict", d.verdict.answer, None),
        ("", d.verdict.headline, None),
        *(("condition", one, None) for one in d.verdict.conditions),
        *(("because", one, None) for one in d.verdict.reasons),
        *((f"walk-away of {one.name}", one.rests_on, one.value) for one in d.verdict.walk_aways),
        ("gained together", "over walking away", d.joint_gain),
        *((step.name, step.what, step.high) for step in d.funnel),
        *(("break-even", one.sentence, None) for one in d.break_evens),
        *(("caveat", one, None) for one in d.caveats),
        ("status", d.proof.status, None),
        ("distance to the proven bound", "share of the joint gain", d.proof.gap),
        ("made with", f"dronedeal {d.version}", None),
    ]
    return Sheet(
        name="summary", says=f"{d.title}: amounts in {d.currency}", rows=tuple(rows),
        columns=(("what", "text"), ("says", "text"), (d.currency, "money")),
    )  # fmt: skip


def _parties(d: Dossier) -> Sheet:
    parts = ("savings", "forces", "industry", "declared", "timing")
    return Sheet(
        name="parties",
        says="Gain over walking away at each party's own discount rate; least and most over scenarios that have a plan",
        columns=(
            ("party", "text"), ("signs", "text"), ("walk-away", "money"), ("value", "money"), ("gain", "money"), ("least", "money"),
            ("most", "money"), *((part, "money") for part in parts), ("on assumptions", "share"), ("split from", "money"), ("split to", "money"),
        ),
        rows=tuple(
            (
                one.name, one.principal, one.walk_away, one.value, one.base, one.low, one.high,
                *(getattr(one.breakup, part) for part in parts), one.assumed, one.split_low, one.split_high,
            )
            for one in d.gains
        ),
        totals=(4, *range(7, 12)),
    )  # fmt: skip


def _scenarios(d: Dossier) -> Sheet:
    return Sheet(
        name="scenarios",
        says="The gain of each principal in every scenario",
        columns=(("scenario", "text"), ("status", "text"), *((d.names[party], "money") for party in d.principals), ("together", "money"), ("because", "text")),
        rows=tuple(
            (one.title, one.status, *(one.gains.get(party) for party in d.principals), one.joint_gain, one.because)
            for one in d.scenarios
        ),
    )  # fmt: skip


def _deliveries(d: Dossier) -> Sheet:
    first = 6
    return Sheet(
        name="deliveries",
        says="Units delivered by channel and quarter",
        columns=(
            ("channel", "text"), ("proposed", "text"), ("system", "text"), ("kits", "text"), ("from", "text"), ("to", "text"),
            *((quarter, "count") for quarter in d.quarters), ("total", "count"),
        ),
        rows=tuple(
            (one.name, one.proposed, one.system_name, one.kits, one.seller, one.buyer, *one.units, None) for one in d.channels
        ),
        row_total=(first, first + len(d.quarters) - 1, first + len(d.quarters)),
        fixed=3,
    )  # fmt: skip


def _capacity(d: Dossier) -> Sheet:
    return Sheet(
        name="capacity",
        says="Units a quarter each site can make, and how full the plan makes it",
        columns=(
            ("site", "text"), ("country", "text"), ("owner", "text"), ("makes", "text"), ("at the start", "count"), ("assumed", "text"),
            ("bought", "count"), ("fullest", "share"), *((f"used {quarter}", "count") for quarter in d.quarters),
        ),
        rows=tuple(
            (one.name, one.country, one.owner, one.systems, one.start, one.start_assumed, sum(one.built), one.peak, *one.used)
            for one in d.lines
        ),
    )  # fmt: skip


def _cash(d: Dossier) -> Sheet:
    first = 6
    return Sheet(
        name="cash",
        says=f"Every payable line by the year it is paid, {d.currency}; what is paid before the first year counts in it",
        columns=(
            ("line", "text"), ("says", "text"), ("proposed", "text"), ("from", "text"), ("to", "text"), ("place", "text"),
            *((year, "money") for year in d.years), ("total", "money"),
        ),
        rows=tuple(
            (one.path, one.sentence, one.proposed, one.debtor, one.creditor, one.place, *one.by_year, None) for one in d.cash_lines
        ),
        row_total=(first, first + len(d.years) - 1, first + len(d.years)),
        totals=tuple(range(first, first + len(d.years))),
    )  # fmt: skip


def _cash_by_quarter(d: Dossier) -> Sheet:
    first = 2
    kinds = (("under proposed terms", "net_proposed"), ("under all terms", "net"))
    return Sheet(
        name="cash_by_quarter",
        says=f"Received less paid by the quarter it is paid, {d.currency}",
        columns=(("party", "text"), ("which", "text"), *((quarter, "money") for quarter in (*d.quarters, "later")), ("total", "money")),
        rows=tuple((one.name, says, *getattr(one, field), None) for one in d.cash for says, field in kinds),
        row_total=(first, first + len(d.quarters), first + len(d.quarters) + 1),
        fixed=2,
    )  # fmt: skip


def _needs(d: Dossier) -> Sheet:
    return Sheet(
        name="needs",
        says="Effect wanted and served over the horizon",
        columns=(
            ("party", "text"), ("service", "text"), ("need", "text"), ("role", "text"), ("own forces", "text"), ("wanted", "count"),
            ("assumed", "text"), ("served", "count"), ("by alternatives", "count"), ("without the deal", "count"),
        ),
        rows=tuple(
            (one.party_name, one.service, one.name, one.role, one.own, one.wanted, one.assumed, one.served, one.by_alternatives, one.without_deal)
            for one in d.needs
        ),
    )  # fmt: skip


def _clauses(d: Dossier) -> Sheet:
    return Sheet(
        name="clauses",
        says="Worth of each proposed clause: the value with it less the value without it",
        columns=(
            ("clause", "text"), ("form", "text"), ("says", "text"), ("worth together", "money"),
            *((f"to {d.names[party]}", "money") for party in d.principals), ("place", "text"),
        ),
        rows=tuple(
            (one.term, one.form, " ".join((one.text, *one.sentences)).strip(), one.worth, *(one.by_party.get(party) for party in d.principals), one.place)
            for one in d.clauses
        ),
    )  # fmt: skip


def _package(d: Dossier) -> Sheet:
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


def _binding(d: Dossier) -> Sheet:
    return Sheet(
        name="binding",
        says=f"Lines that bind, and the joint value of one unit more in the quarters they do, {d.currency}",
        columns=(("line", "text"), ("worth of one more", "count"), ("path", "text"), ("place", "text")),
        rows=tuple((one.text, one.rate, one.path, one.place) for one in d.limits),
    )


def _gates(d: Dossier) -> Sheet:
    return Sheet(
        name="gates",
        says="Bars and reliefs as the document states them by hand; no legal advice",
        columns=(
            ("channel", "text"), ("to", "text"), ("system", "text"), ("kit", "text"), ("gate", "text"), ("first", "text"), ("last", "text"),
            ("bars", "text"), ("lifted by", "text"),
        ),
        rows=tuple(
            (gate.name, gate.buyer, one.system, one.kit, one.state, one.first, one.last, "; ".join(one.bars), "; ".join(one.reliefs))
            for gate in d.gates
            for one in gate.passages
        ),
    )  # fmt: skip


def _dates(d: Dossier) -> Sheet:
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


def _leaving(d: Dossier) -> Sheet:
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


def _numbers(d: Dossier) -> Sheet:
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


def _assumptions(d: Dossier) -> Sheet:
    return Sheet(
        name="assumptions",
        says="Numbers no claim stands behind",
        columns=(("path", "text"), ("kind", "text"), ("says", "text"), ("why", "text"), ("place", "text")),
        rows=tuple((one.path, one.kind, one.said, one.why, one.place) for one in d.numbers if one.assumed),
    )


def _sources(d: Dossier) -> Sheet:
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


def _findings(d: Dossier) -> Sheet:
    conflict = tuple(("", "conflict", one.text or one.path, one.place, "") for one in d.conflict)
    return Sheet(
        name="findings",
        says="What was found about the document, and lines that cannot hold together",
        columns=(("code", "text"), ("severity", "text"), ("message", "text"), ("place", "text"), ("mend", "text")),
        rows=(*conflict, *((one.code, one.severity, one.message, one.place, one.mend) for one in d.findings)),
    )


def _inputs(d: Dossier) -> Sheet:
    return Sheet(
        name="inputs",
        says="Files the study was made from",
        columns=(("file", "text"), ("bytes", "count"), ("sha256", "text")),
        rows=tuple((one.name, one.size, one.sha256) for one in d.inputs),
    )
