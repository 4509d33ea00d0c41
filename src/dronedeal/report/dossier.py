"""The dossier: everything a study shows, computed once. Not how it is shown: page, workbook and record read it alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dronedeal.report.annex import (
    CashLine,
    CashOf,
    Channel,
    ClauseShown,
    Conflicting,
    Disagreement,
    FindingShown,
    Limit,
    Line,
    NeedServed,
    NumberShown,
    PackageItem,
    Proof,
    Source,
)
from dronedeal.report.front import (
    AtTable,
    Branches,
    BreakEven,
    Coming,
    Forces,
    Futures,
    Gain,
    Gate,
    Lasting,
    Leaving,
    Scenario,
    Step,
    Verdict,
)
from dronedeal.report.happened import ActualShown
from dronedeal.report.screened import ScreeningShown

__all__ = ["Dossier", "Input"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file the study was made from."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything a study shows of one deal, for one side.

    ``side`` is whose private overlay was read (a party, ``neutral`` for all, empty for nobody's); ``view`` says it in words.
    ``years`` are the calendar years of payments, the last one holding whatever falls due after the horizon. ``definitions``
    say how figures that need it are made.
    """

    title: str
    text: str
    currency: str
    version: str
    side: str
    view: str
    inputs: tuple[Input, ...]
    quarters: tuple[str, ...]
    years: tuple[str, ...]
    principals: tuple[str, ...]
    names: Mapping[str, str]
    status: str
    because: str
    joint_gain: float
    joint_walk_away: float
    verdict: Verdict
    funnel: tuple[Step, ...]
    gains: tuple[Gain, ...]
    scenarios: tuple[Scenario, ...]
    forces: tuple[Forces, ...]
    lasting: Lasting
    gates: tuple[Gate, ...]
    break_evens: tuple[BreakEven, ...]
    futures: Futures | None
    branches: Branches | None
    at_table: AtTable | None
    happened: ActualShown | None
    screening: ScreeningShown | None
    leaving: tuple[Leaving, ...]
    coming: tuple[Coming, ...]
    channels: tuple[Channel, ...]
    lines: tuple[Line, ...]
    cash: tuple[CashOf, ...]
    cash_lines: tuple[CashLine, ...]
    needs: tuple[NeedServed, ...]
    clauses: tuple[ClauseShown, ...]
    limits: tuple[Limit, ...]
    money_worth: Mapping[str, float]
    package: tuple[PackageItem, ...]
    numbers: tuple[NumberShown, ...]
    disagreements: tuple[Disagreement, ...]
    sources: tuple[Source, ...]
    unused_claims: int
    findings: tuple[FindingShown, ...]
    conflict: tuple[Conflicting, ...]
    proof: Proof
    notes: tuple[str, ...]
    caveats: tuple[str, ...]
    definitions: Mapping[str, str]
