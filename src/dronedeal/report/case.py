"""Cases that can be worked out side by side: a scenario, without the deal and at the base plan's package; a few clauses struck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.finding import errors
from dronedeal.deal.number import Open, parts_of
from dronedeal.deal.plan import Plan
from dronedeal.planning import NoDeal, NoDealImpossible, Struck, StruckOut, like_without, refusal, worked_out
from dronedeal.reading import Boundless, Unchainable
from dronedeal.screening import read_cleared
from dronedeal.solving import Start

__all__ = ["Case", "Planned", "StruckCase", "Without", "WithoutCase"]

_GAP = 1e-2
"""Distance to the bound, relative to the joint gain, at which a scenario is taken for solved: it shows what turns, not cents."""

_SECONDS = 30.0
"""Longest one integer program of a scenario may take: several times what any takes in the reference case's common view, so that
equal deals give equal studies on machines of different speeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """A scenario as read, and what everyone has in it without the deal; or in words why it cannot be read.

    ``no_deal`` is None where not even the existing terms hold.
    """

    deal: Deal | None = None
    no_deal: NoDeal | None = None
    unsound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The plan of a scenario, or in words why it could not be planned at all."""

    plan: Plan | None
    unsound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutCase:
    """A scenario to read, and to plan without the deal: a folder, for whose eyes, which overlay.

    ``base`` is what everyone has without the deal in the base case.
    """

    folder: Path
    side: str | None
    scenario: str
    base: NoDeal | None = None

    def __str__(self) -> str:
        """What is being worked out, in words."""
        return f"scenario {self.scenario} without the deal"

    def run(self) -> Without:
        """Read and plan; a scenario that does not read is told, not raised."""
        read = read_cleared(self.folder, side=self.side, scenario=self.scenario)
        wrong = errors(read.findings)
        if read.deal is not None and not wrong:
            try:
                return Without(deal=read.deal, no_deal=like_without(read.deal, self.base))
            except NoDealImpossible:
                return Without(deal=read.deal)
            except (Unchainable, Boundless) as refused:
                wrong = (refusal(refused),)
        first = wrong[0] if wrong else None
        said = "it cannot be read" if first is None else f"{first.place} {first.code} {first.message}"
        return Without(unsound=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A scenario to plan, at the package signed before it came about.

    ``start`` is where the base case's program ended.
    """

    scenario: str
    without: Without
    package: Mapping[str, float]
    start: Start | None = None

    def __str__(self) -> str:
        """What is being worked out, in words."""
        return f"scenario {self.scenario}"

    def run(self) -> Planned:
        """Plan what could be read."""
        deal = self.without.deal
        if deal is None:
            return Planned(plan=None, unsound=self.without.unsound)
        try:
            worked = worked_out(
                deal, package=_standing(deal, self.package), gap=_GAP, seconds=_SECONDS, polish=False,
                no_deal=self.without.no_deal, start=self.start,
            )  # fmt: skip
        except (Unchainable, Boundless) as refused:
            wrong = refusal(refused)
            return Planned(plan=None, unsound=f"{wrong.place} {wrong.code} {wrong.message}")
        return Planned(plan=worked.plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckCase:
    """Some clauses to strike from a deal, one at a time."""

    deal: StruckOut
    names: tuple[str, ...]

    def __str__(self) -> str:
        """What is being worked out, in words."""
        return f"what clauses cost: {', '.join(self.names)}"

    def run(self) -> list[Struck]:
        """Strike each in turn."""
        return [self.deal.without(name) for name in self.names]


def _standing(deal: Deal, package: Mapping[str, float]) -> dict[str, float]:
    """What of a package the scenario leaves open, in ranges that still hold it."""
    opened = {part.path: part for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open)}
    return {
        path: value
        for path, value in package.items()
        if path in opened and opened[path].low <= Decimal(repr(value)) <= opened[path].high
    }
