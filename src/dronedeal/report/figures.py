"""The dossier's figures, computed once from a read and planned deal. Faces show them and add nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dronedeal.bargaining import OnesidedDeal, Unbounded, Unreachable, bargain, live, talk
from dronedeal.citing import evidence
from dronedeal.deal.deal import Deal
from dronedeal.document import read_talks, scenarios_of
from dronedeal.planning import worked_out
from dronedeal.report import at_table, branches, break_even, lasting, resting, risk, screened
from dronedeal.report.actual import Actual
from dronedeal.report.annex import Conflicting, NumberShown, Proof
from dronedeal.report.at_table import Table
from dronedeal.report.basis import Basis, basis
from dronedeal.report.cash import cash, cash_lines, clauses, limits, years
from dronedeal.report.coming import coming
from dronedeal.report.dossier import Dossier, Input
from dronedeal.report.front import Gain
from dronedeal.report.funnel import funnel
from dronedeal.report.gains import forces, gains
from dronedeal.report.gates import gates
from dronedeal.report.goods import channels, lines, needs
from dronedeal.report.happened import happened
from dronedeal.report.lasting import leaving
from dronedeal.report.rests import disagreements, findings, numbers, package, sources
from dronedeal.report.verdict import RULE, scenarios, verdict
from dronedeal.report.wording import a_list, named, share, spoken

__all__ = ["assembled", "dossier"]


def dossier(
    folder: Path,
    *,
    side: str | None = None,
    regimes: bool = False,
    table: bool = False,
    gap: float | None = None,
    actual: Actual | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Dossier:
    """Read and plan a deal's folder and compute everything a study shows.

    Parameters
    ----------
    folder
        The deal's folder, its public scenarios included.
    side
        Whose private overlay is laid over it: a party, ``neutral`` for all, or nobody's.
    regimes
        Also plan over the document's regimes, where it writes any.
    table
        Also find the frontier, the points of rules, and what the logged offers leave.
    gap
        How near to its bound that frontier is brought, as for ``bargain``.
    actual
        Plan against actual of the signed deal, where its ledger was read.
    progress
        Told in words what is being done.

    Raises
    ------
    Unsound
        The document has errors.
    """
    read = basis(folder, side=side, regimes=regimes, progress=progress)
    agreed = _table(folder, read, gap, progress) if table else None
    progress("figures")
    return assembled(read, _inputs(folder, side), agreed, actual)


def _table(folder: Path, one: Basis, gap: float | None, progress: Callable[[str], None]) -> Table | None:
    """What can be agreed and what was offered; nothing where fewer than two sides bargain, or the log cannot be read."""
    try:
        found = bargain(one.deal, gap=gap, progress=progress)
    except (OnesidedDeal, Unbounded, Unreachable):
        return None
    log, wrong = read_talks(folder, one.deal)
    talked = talk(one.deal, log, better=False, progress=progress) if log.offers and not wrong else None
    arithmetic = None
    if one.has_plan and found.zone.exists:
        worked = worked_out(one.deal, package=one.plan.package, polish=False)
        arithmetic = live(one.deal, worked, found.sides, found.walk_aways)
    return Table(bargained=found, talked=talked, live=arithmetic)


def assembled(
    one: Basis, inputs: tuple[Input, ...] = (), table: Table | None = None, actual: Actual | None = None
) -> Dossier:
    """The dossier of a read and planned deal."""
    deal, plan = one.deal, one.plan
    taken = evidence(deal)
    told, found, passed = scenarios(one), gains(one), gates(one)
    return Dossier(
        title=deal.title,
        text=deal.text,
        currency=deal.currency,
        version=_version(),
        side=one.side or "",
        view=_view(deal, one.side),
        inputs=inputs,
        quarters=tuple(str(quarter) for quarter in deal.horizon.quarters),
        years=years(one),
        principals=one.principals,
        names={party: named(deal, party) for party in deal.parties},
        status=plan.status,
        because=plan.because,
        joint_gain=one.snapped(plan.joint_gain),
        joint_walk_away=one.snapped(plan.joint_walk_away),
        verdict=verdict(one, told, found, passed),
        funnel=funnel(one),
        gains=found,
        scenarios=told,
        forces=forces(one),
        lasting=lasting.lasting(one),
        gates=passed,
        break_evens=one.breaks,
        futures=risk.risk(one),
        branches=branches.branches(one),
        at_table=at_table.at_table(one, table),
        happened=happened(deal, actual),
        screening=screened.screening(one),
        leaving=leaving(one),
        coming=coming(one),
        channels=channels(one),
        lines=lines(one),
        cash=cash(one),
        cash_lines=cash_lines(one),
        needs=needs(one),
        clauses=clauses(one),
        limits=limits(one),
        money_worth={_account(deal, name): worth for name, worth in plan.money_worth.items() if worth > 1e-9},  # noqa: PLR2004
        package=package(one),
        numbers=numbers(one),
        disagreements=disagreements(taken),
        sources=sources(one, taken),
        unused_claims=len(taken.unused),
        findings=findings(one),
        conflict=tuple(Conflicting(path=line.path, text=line.text, place=str(line.place)) for line in plan.conflict),
        proof=Proof(
            status=plan.status, gap=plan.gap, max_residual=plan.solver.max_residual, rows=plan.solver.rows,
            columns=plan.solver.columns, integers=plan.solver.integers, nonzeros=plan.solver.nonzeros, rule=plan.rule,
        ),
        notes=plan.notes,
        caveats=_caveats(one, numbers(one), found),
        definitions={
            "verdict": RULE,
            "assumed": resting.DEFINITION,
            "break_even": break_even.DEFINITION,
            "leaving": lasting.LEAVING,
            "futures": risk.DEFINITION,
            "branches": branches.DEFINITION,
            "table": at_table.DEFINITION,
        },
    )  # fmt: skip


def _account(deal: Deal, name: str) -> str:
    party, _, account = name.partition("/")
    return f"{named(deal, party)}: {spoken(account)}"


def _version() -> str:
    try:
        return version("dronedeal")
    except PackageNotFoundError:
        return "not installed"


def _view(deal: Deal, side: str | None) -> str:
    if side is None:
        return "the common document, without anybody’s private overlay"
    if side == "neutral":
        return "neutral: every side’s private overlay is laid over; not to be handed to any side"
    return f"{named(deal, side)}: its own private overlay is laid over, nobody else’s; not to be handed to another side"


def _bars(one: Basis) -> str:
    """Where bars come from: what is said beside everything that rests on them."""
    if one.cleared is None or not one.cleared.clearances:
        return "Bars and reliefs are what the document says by hand; nothing has been screened against the rules themselves."
    kits = sum(len(system.kits) for system in one.deal.systems.values())
    return (
        f"Bars of {len(one.cleared.bills)} of {kits} kits come from screening their bills against {a_list(one.deal.rules)}; the rest, and "
        "reliefs, are what the document says by hand. An unknown bars only where the buyer says so."
    )


def _caveats(one: Basis, shown: tuple[NumberShown, ...], found: tuple[Gain, ...]) -> tuple[str, ...]:
    assumed = sum(number.assumed for number in shown)
    shares = [f"{gain.name} {share(gain.assumed)}" for gain in found if gain.principal and gain.assumed is not None]
    said = [
        f"{assumed} of the document’s {len(shown)} numbers, each value of a series counted, rest on no claim and are marked as assumptions."
        + (f" Of what moves each side’s gain, assumptions carry: {a_list(shares)}." if shares else ""),
        f"This is no legal advice. {_bars(one)}",
        "Not accredited for classified overlays.",
        "Gains are present values at each party’s own discount rate, in nominal money. A package is balanced given these walk-aways; who walks away under fire does not walk away freely.",
        "Planning uses each number’s base; scenarios show other values, and are not weighed by how likely they are. What is said of many futures weighs values as the document does.",
    ]  # fmt: skip
    if one.deal.regimes:
        said.append(
            f"The document writes {len(one.deal.regimes)} branches of what may come. The plan is for the document as it stands: none of them comes about in it."
            + ("" if one.over is not None else " Ask for a plan over them with --regimes.")
        )
    if not one.has_plan:
        said.insert(
            0,
            "There is no plan, so everything that would follow from one is left out; what the document itself says is shown.",
        )
    return tuple(said)


def _inputs(folder: Path, side: str | None) -> tuple[Input, ...]:
    """Files the study was made from: the document, its evidence and sheets, scenarios, and the overlays it was allowed to see."""
    names = ["deal.yaml", "claims.csv", *(f"{key}{end}" for key in ("parties", "needs") for end in (".csv", ".xlsx"))]
    names.extend(f"scenarios/{name}.yaml" for name in scenarios_of(folder))
    if side == "neutral":
        names.extend(f"private/{path.name}" for path in sorted((folder / "private").glob("*.yaml")))
    elif side is not None:
        names.append(f"private/{side}.yaml")
    found: list[Input] = []
    for name in names:
        path = folder / name
        if path.is_file():
            data = path.read_bytes()
            found.append(Input(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data)))
    return tuple(found)
