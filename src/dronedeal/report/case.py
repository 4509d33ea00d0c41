"""One case to plan: the base deal or a scenario of it, read and planned. What a planning process is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dronedeal.deal.finding import errors
from dronedeal.deal.plan import Plan

__all__ = ["Case", "Planned", "planned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What to read and plan: a folder, for whose eyes, under which scenario; ``costs`` also strikes each clause in turn."""

    folder: Path
    side: str | None
    scenario: str | None
    costs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The plan of a case, or in words why the case could not be planned at all."""

    case: Case
    plan: Plan | None
    unsound: str = ""


def planned(case: Case) -> Planned:
    """Read and plan one case; a scenario that does not read is told, not raised."""
    from dronedeal.document import read_folder
    from dronedeal.planning import plan, unplannable

    read = read_folder(case.folder, side=case.side, scenario=case.scenario)
    wrong = errors(read.findings)
    if read.deal is not None and not wrong:
        wrong = unplannable(read.deal) if case.scenario is not None else ()
        if not wrong:
            return Planned(case=case, plan=plan(read.deal, costs=case.costs))
    first = wrong[0] if wrong else None
    said = "it cannot be read" if first is None else f"{first.place} {first.code} {first.message}"
    return Planned(case=case, plan=None, unsound=said)
