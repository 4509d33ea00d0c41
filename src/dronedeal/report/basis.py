"""What every figure of a dossier is made from: the deal, its plan, its scenarios' plans and the plan's quantities held still."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from dronedeal.deal.deal import Deal, numbers_of, principals_of
from dronedeal.deal.finding import Finding, Unsound, errors, sorted_findings
from dronedeal.deal.number import Open, parts_of
from dronedeal.deal.plan import ClauseCost, Plan
from dronedeal.deal.row import Unfolded
from dronedeal.document import nodes_of, read_folder, scenarios_of, text_of
from dronedeal.document.node import Table, Word
from dronedeal.lanes import Lanes, lane_count
from dronedeal.planning import (
    NoDealImpossible,
    NoDealPlan,
    OverRegimes,
    Struck,
    StruckOut,
    Worked,
    clause_costs,
    over_regimes,
    refusal,
    struck_out,
    walk_away,
    worked_out,
)
from dronedeal.reading import Boundless, Unchainable
from dronedeal.report.break_even import break_evens
from dronedeal.report.case import Case, Planned, StruckCase, WithoutCase
from dronedeal.report.front import BreakEven
from dronedeal.report.wording import spoken
from dronedeal.screening import Cleared, clear
from dronedeal.simulation import BLOCK, Draws, Held, Prepared, Simulated, Worlds, asked_for, held, valued
from dronedeal.unfolding import unfold

__all__ = ["Basis", "Variant", "basis"]

_NOISE = 1e-6
"""Share of the largest value in play below which a figure is what solvers leave behind, not a gain or a loss."""

_AT_ONCE = 4
"""Clauses struck in one case: the deal is handed over once for them all."""

_CLOSE = 1e-3
"""Share of the joint gain within which held quantities must be worth what the plan says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A scenario: its name, the title it gives itself, and its plan."""

    id: str
    title: str
    planned: Planned


_FUTURES = 2 * BLOCK
"""Futures the plan is carried out in: enough for means to a few hundredths of a gain's spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A read and planned deal.

    ``principals`` are the parties that sign: those the document calls so, or else its states. ``held`` is None without a plan,
    and then there are no ``breaks``; without numbers to draw nothing is ``simulated``; ``over`` is the plan over regimes, where that was asked for. ``settled`` gives every open number a value; figures of at most ``noise`` are next to nothing.
    """

    deal: Deal
    plan: Plan
    findings: tuple[Finding, ...]
    variants: tuple[Variant, ...]
    unfolded: Unfolded
    principals: tuple[str, ...]
    held: Held | None
    breaks: tuple[BreakEven, ...]
    simulated: Simulated | None
    over: OverRegimes | None
    settled: Mapping[str, float]
    side: str | None
    noise: float
    cleared: Cleared | None = None
    folder: Path | None = None

    @property
    def has_plan(self) -> bool:
        """Whether there is a package above every walk-away."""
        return self.plan.status in {"optimal", "unproven"}

    @property
    def proposed_lines(self) -> frozenset[str]:
        """Paths of the lines that exist only with the deal."""
        return frozenset(line.path for line in self.unfolded.lines if line.status == "proposed")

    @property
    def package(self) -> Mapping[str, float]:
        """The value of every open number in the plan; without one, the low end of each."""
        return self.plan.package

    def snapped(self, value: float) -> float:
        """A figure without the noise of solving: nothing, where it is next to nothing."""
        return 0.0 if abs(value) <= self.noise else value

    def title(self, term: str) -> str:
        """What a channel is called."""
        return spoken(term) if term else "own production"


def basis(folder: Path, *, side: str | None, regimes: bool, progress: Callable[[str], None]) -> Basis:
    """Read a folder and plan it, base and scenarios side by side, and over its regimes where that is asked for.

    Raises
    ------
    Unsound
        The base document has errors, or cannot be written as a program.
    """
    read = read_folder(folder, side=side)
    if read.deal is None or errors(read.findings):
        raise Unsound(read.findings)
    cleared = clear(folder, read.deal)
    findings = sorted_findings([*read.findings, *cleared.findings])
    if errors(findings):
        raise Unsound(findings)
    deal, names = cleared.deal, scenarios_of(folder)
    count = lane_count(1 + len(names))
    with Lanes(count, progress, loading=Case.__module__, resting=min(1, count)) as lanes:
        progress("walk-aways")
        no_deal = _no_deal(deal, findings)
        known = None if no_deal is None else no_deal.known
        read_anew = lanes.ask([WithoutCase(folder=folder, side=side, scenario=name, base=known) for name in names])
        worked = _worked(deal, no_deal, findings, progress)
        lanes.wake()
        plan, chosen = worked.plan, worked.chosen
        progress("what the plan rests on")
        unfolded, principals = unfold(deal), principals_of(deal)
        size = max((abs(one.value) for one in plan.parties.values()), default=0.0)
        noise = max(1.0, _NOISE * max(abs(plan.joint_value), size))
        still = _held(worked, noise)
        breaks = () if still is None else break_evens(still, principals, noise)
        start = None if chosen is None else chosen.start
        asked = [
            lanes.ask([Case(scenario=name, without=without.result(), package=plan.package, start=start)])[0]
            for name, without in zip(names, read_anew, strict=True)
        ]
        out, struck = _struck(deal, worked, lanes)
        risk = _risk(deal, still, plan, lanes if count else None)
        plan = replace(plan, clauses=_clauses(out, plan, struck))
        variants = tuple(
            Variant(id=name, title=_title(folder, name), planned=future.result())
            for name, future in zip(names, asked, strict=True)
        )
        simulated = None if risk is None else risk()
    over = over_regimes(deal, progress=progress) if regimes and deal.regimes else None
    return Basis(
        deal=deal, plan=plan, findings=findings, variants=variants, unfolded=unfolded, principals=principals,
        held=still, breaks=breaks, simulated=simulated, over=over, settled=_settled(deal, unfolded, plan), side=side, noise=noise, cleared=cleared,
        folder=folder,
    )  # fmt: skip


def _no_deal(deal: Deal, findings: tuple[Finding, ...]) -> NoDealPlan | None:
    """What everyone has without the deal; nothing where not even the existing terms hold."""
    try:
        return walk_away(deal)
    except NoDealImpossible:
        return None
    except (Unchainable, Boundless) as refused:
        raise Unsound((refusal(refused), *findings)) from refused


def _worked(
    deal: Deal, no_deal: NoDealPlan | None, findings: tuple[Finding, ...], progress: Callable[[str], None]
) -> Worked:
    try:
        return worked_out(deal, no_deal=no_deal, progress=progress)
    except (Unchainable, Boundless) as refused:
        raise Unsound((refusal(refused), *findings)) from refused


def _risk(deal: Deal, still: Held | None, plan: Plan, lanes: Lanes | None) -> Callable[[], Simulated] | None:
    """The plan carried out in many futures, beside the other cases; nothing where no number is drawn."""
    draws = Draws.of(deal, seed=0)
    if still is None or not draws.numbers:
        return None
    worlds = Worlds(draws=draws, base=Prepared(held=still))
    return asked_for(worlds, _FUTURES, plan=plan, lanes=lanes, at_once=1)


def _struck(deal: Deal, worked: Worked, lanes: Lanes) -> tuple[StruckOut | None, list[Future[list[Struck]]]]:
    """What the deal is worth without each clause, a few to a case."""
    if worked.chosen is None or worked.no_deal is None:
        return None, []
    out = struck_out(worked.plan, deal, worked.no_deal.floors, worked.chosen)
    names = out.names
    chunks = -(-len(names) // _AT_ONCE)  # those that take long are often neighbours in the document, and so kept apart
    return out, lanes.ask([StruckCase(deal=out, names=names[first::chunks]) for first in range(chunks)])


def _clauses(out: StruckOut | None, plan: Plan, struck: list[Future[list[Struck]]]) -> tuple[ClauseCost, ...]:
    if out is None:
        return ()
    return clause_costs(out, plan, (one for some in struck for one in some.result()))


def _settled(deal: Deal, unfolded: Unfolded, plan: Plan) -> dict[str, float]:
    """The value of every open number, those that options add included: the plan's, or its low end where there is no plan."""
    said = [*numbers_of(deal), *(number for line in unfolded.lines for number in numbers_of(line.quantity))]
    low = {part.path: float(part.low) for number in said for part in parts_of(number) if isinstance(part, Open)}
    return {**low, **plan.package}


def _held(worked: Worked, noise: float) -> Held | None:
    """The plan's quantities, if pricing them anew gives every gain the plan tells; else nothing is built on them."""
    still, plan = held(worked), worked.plan
    if still is None:
        return None
    room = max(noise, _CLOSE * abs(plan.joint_gain))
    alike = (abs(gain - plan.parties[party].gain) <= room for party, gain in valued(still).items())
    return still if all(alike) else None


def _title(folder: Path, name: str) -> str:
    """What a scenario calls itself, or its file's name put into words."""
    file = f"scenarios/{name}.yaml"
    text = text_of(folder / file, file)
    table = nodes_of(text, file) if isinstance(text, str) else None
    node = table.node("scenario") if isinstance(table, Table) else None
    return node.text if isinstance(node, Word) and node.text else spoken(name)
