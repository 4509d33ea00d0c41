"""What stands on each sheet of the workbook: columns, rows, which columns are added up. Not how a cell looks."""

from __future__ import annotations

from dronedeal.report.annex import ClauseShown
from dronedeal.report.dossier import Dossier
from dronedeal.report.front import Step
from dronedeal.report.sheet import Sheet, Value
from dronedeal.report.sheets_annex import (
    assumptions,
    binding,
    dates,
    findings,
    gates,
    inputs,
    leaving,
    numbers,
    package,
    sources,
)
from dronedeal.report.sheets_happened import happened_sheets
from dronedeal.report.sheets_screening import screening_sheets
from dronedeal.report.sheets_table import table_sheets

__all__ = ["sheets"]


def sheets(d: Dossier) -> tuple[Sheet, ...]:
    """Every sheet, in order; a sheet without rows keeps its heading."""
    return (
        _summary(d), _parties(d), _scenarios(d), _deliveries(d), _capacity(d), _cash(d), _cash_by_quarter(d), _needs(d), _clauses(d), *_futures(d), *_branches(d), *table_sheets(d), *happened_sheets(d), *screening_sheets(d),
        package(d), binding(d), gates(d), dates(d), leaving(d), numbers(d), assumptions(d), sources(d), findings(d),
        inputs(d),
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
        *(row for step in d.funnel for row in _step(step)),
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


def _step(step: Step) -> list[tuple[Value, ...]]:
    """A step of the funnel: one amount, or the least and the most of a range."""
    if step.low == step.high:
        return [(step.name, step.what, step.high)]
    return [(f"{step.name}, least", step.what, step.low), (f"{step.name}, most", step.what, step.high)]


def _parties(d: Dossier) -> Sheet:
    parts = ("savings", "forces", "industry", "declared", "timing")
    return Sheet(
        name="parties",
        says="Gain over walking away at each party's own discount rate; least and most over scenarios, the package kept",
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
    )  # fmt: skip


def _scenarios(d: Dossier) -> Sheet:
    base = {one.name: one.base for one in d.gains}
    return Sheet(
        name="scenarios",
        says="The gain of each principal in the base case and in every scenario",
        columns=(("scenario", "text"), ("status", "text"), *((d.names[party], "money") for party in d.principals), ("together", "money"), ("because", "text")),
        rows=(
            ("base case", d.proof.status, *(base.get(d.names[party]) for party in d.principals), d.joint_gain, ""),
            *(
                (one.title, one.status, *(one.gains.get(party) for party in d.principals), one.joint_gain, one.because)
                for one in d.scenarios
            ),
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
        says="Worth of each proposed clause: the value with it less the value without it, within the plan’s own gap",
        columns=(
            ("clause", "text"), ("form", "text"), ("says", "text"), ("worth together", "money"),
            *((f"to {d.names[party]}", "money") for party in d.principals), ("without it", "text"), ("place", "text"),
        ),
        rows=tuple(
            (
                one.term, one.form, " ".join((one.text, *one.sentences)).strip(), one.worth,
                *(one.by_party.get(party) for party in d.principals), _without(one), one.place,
            )
            for one in d.clauses
        ),
    )  # fmt: skip


def _futures(d: Dossier) -> tuple[Sheet, ...]:
    if d.futures is None:
        return ()
    count = f"{d.futures.count:,} futures"
    spreads = Sheet(
        name="futures",
        says=f"Gain over walking away in {count}, seed {d.futures.seed}; the plan is carried out as it stands",
        columns=(
            ("party", "text"), ("signs", "text"), ("plan", "money"), ("mean", "money"), ("5 %", "money"), ("50 %", "money"), ("95 %", "money"),
            ("worst twentieth, mean", "money"), ("rather walked away", "share"),
        ),
        rows=tuple(
            (one.name, one.principal, one.base, one.mean, one.p05, one.p50, one.p95, one.worst, one.regret) for one in d.futures.spreads
        ),
    )  # fmt: skip
    hangs = Sheet(
        name="swings",
        says="A gain with one number at a twentieth of its chance from either end, all others at their base",
        columns=(
            ("gain of", "text"),
            ("number", "text"),
            ("low", "text"),
            ("gain at low", "money"),
            ("high", "text"),
            ("gain at high", "money"),
        ),
        rows=tuple((one.name, one.path, one.low, one.at_low, one.high, one.at_high) for one in d.futures.hangs),
    )
    fans = Sheet(
        name="cash in futures",
        says=f"Money received less money spent, not discounted, by contract year, in {count}",
        columns=(
            ("party", "text"), ("year", "text"), ("plan", "money"), ("5 %", "money"), ("25 %", "money"), ("50 %", "money"), ("75 %", "money"),
            ("95 %", "money"),
        ),
        rows=tuple(
            (one.name, *row)
            for one in d.futures.fans
            for row in zip(one.years, one.plan, one.p05, one.p25, one.p50, one.p75, one.p95, strict=True)
        ),
    )  # fmt: skip
    services = Sheet(
        name="needs in futures",
        says=f"Share served of what each need would use over the horizon, in {count}; effect missing of what was planned, at the mean",
        columns=(("need", "text"), ("planned", "share"), ("mean", "share"), ("5 %", "share"), ("95 %", "share"), ("missing", "count")),
        rows=tuple((one.name, one.planned, one.mean, one.p05, one.p95, one.missing) for one in d.futures.services),
    )  # fmt: skip
    return (spreads, hangs, fans, services)


def _branches(d: Dossier) -> tuple[Sheet, ...]:
    over = d.branches
    if over is None or over.because:
        return ()
    names = tuple(over.ends[0].gains)
    ends = Sheet(
        name="branches",
        says="What comes of the plan over all branches in each future, present value",
        columns=(
            ("future", "text"), ("chance", "share"), *((f"{name} thinks", "share") for name in names), *((name, "money") for name in names),
            ("together", "money"),
        ),
        rows=tuple((one.name, one.chance, *one.thinks.values(), *one.gains.values(), one.joint_gain) for one in over.ends),
    )  # fmt: skip
    rights = Sheet(
        name="rights",
        says=f"What rights are worth, expected, present value; less than {over.within:,.0f} is not told from nothing",
        columns=(("right", "text"), ("clause", "text"), ("together", "money"), *((name, "money") for name in names), ("without it", "text")),
        rows=tuple(
            (one.what, one.clause, one.worth, *(one.by_party.get(name) for name in names), "no zone at this package" if one.needed else "")
            for one in over.rights
        ),
    )  # fmt: skip
    return (ends, rights)


def _without(clause: ClauseShown) -> str:
    """What is left without a clause, where that is no zone: then its worth is the whole deal's, and not its own."""
    if not clause.needed:
        return ""
    short = (f"{amount:,.0f} too little for {party}" for party, amount in clause.short.items())
    return "; ".join(("no zone at this package", *short))
