"""Cases that can be worked out side by side: a scenario at the base plan's package, a few clauses struck. Not where they are run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.finding import errors
from dronedeal.deal.number import Open, parts_of
from dronedeal.deal.plan import Plan
from dronedeal.document import read_folder
from dronedeal.planning import Starts, Struck, StruckOut, refusal, worked_out
from dronedeal.reading import Boundless, Unchainable

__all__ = ["Case", "Planned", "StruckCase"]

_GAP = 1e-2
"""Distance to the bound, relative to the joint gain, at which a scenario is taken for solved: it shows what turns, not cents."""

_SECONDS = 4.0
"""Longest one integer program of a scenario may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The plan of a scenario, or in words why it could not be planned at all."""

    plan: Plan | None
    unsound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A scenario to read and plan: a folder, for whose eyes, which overlay, and the package signed before it came about.

    ``starts`` are where the programs of the base case ended.
    """

    folder: Path
    side: str | None
    scenario: str
    package: Mapping[str, float]
    starts: Starts

    def __str__(self) -> str:
        """What is being worked out, in words."""
        return f"scenario {self.scenario}"

    def run(self) -> Planned:
        """Read and plan; a scenario that does not read is told, not raised."""
        read = read_folder(self.folder, side=self.side, scenario=self.scenario)
        wrong = errors(read.findings)
        if read.deal is not None and not wrong:
            try:
                standing = _standing(read.deal, self.package)
                worked = worked_out(
                    read.deal, package=standing, gap=_GAP, seconds=_SECONDS, polish=False, starts=self.starts
                )
                return Planned(plan=worked.plan)
            except (Unchainable, Boundless) as refused:
                wrong = (refusal(refused),)
        first = wrong[0] if wrong else None
        said = "it cannot be read" if first is None else f"{first.place} {first.code} {first.message}"
        return Planned(plan=None, unsound=said)


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
