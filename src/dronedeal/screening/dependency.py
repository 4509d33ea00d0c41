"""Strategic dependency: what of a product's parts comes from whom, whether or not any rule minds. No verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dronedeal.screening.bill import Bill, Part
from dronedeal.screening.vocabulary import STAGES, Stage

__all__ = ["CONCERN", "Dependency", "dependency"]

CONCERN = ("CN", "HK", "MO", "RU", "BY", "IR", "KP")
"""Countries whose share is told: those that any rule here names as of concern, and Belarus (EU-SAFE)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """How much of a stage of production lies in countries of concern.

    Parameters
    ----------
    stage
        Of production.
    parts
        Ids of the parts of which some of the stage lies there, in the order of the bill.
    countries
        Which of those countries.
    unknown
        Ids of the parts of which the bill does not say where the stage lies; only where it says so of some part.
    low, high
        Share of the cost of what is built in directly, between which the share lies; None where costs are not known.
    """

    stage: Stage
    parts: tuple[str, ...]
    countries: tuple[str, ...]
    unknown: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None


def dependency(bill: Bill) -> tuple[Dependency, ...]:
    """Dependency by stage, for each stage that the bill names for any part."""
    named = {stage for part in bill.parts[1:] for stage in part.origin}
    return tuple(_at(bill, stage) for stage in STAGES if stage in named)


def _at(bill: Bill, stage: Stage) -> Dependency:
    there = [part for part in bill.parts[1:] if _share(part, stage, CONCERN) > 0]
    unknown = [part for part in bill.parts[1:] if _known(part, stage) < 1]
    direct = [part for part in bill.parts[1:] if part.inside == bill.product.id]
    low, high = _shares(direct, stage)
    return Dependency(
        stage=stage,
        parts=tuple(part.id for part in there),
        countries=tuple(
            sorted({one.country for part in there for one in part.origin[stage] if one.country in CONCERN})
        ),
        unknown=tuple(part.id for part in unknown),
        low=low,
        high=high,
    )


def _shares(parts: Iterable[Part], stage: Stage) -> tuple[Decimal | None, Decimal | None]:
    total = low = high = Decimal(0)
    for part in parts:
        if part.cost is None or part.quantity is None:
            return None, None
        cost = part.cost * part.quantity
        total += cost
        low += cost * _share(part, stage, CONCERN)
        high += cost * (_share(part, stage, CONCERN) + max(1 - _known(part, stage), Decimal(0)))
    return (low / total, high / total) if total else (None, None)


def _share(part: Part, stage: Stage, countries: tuple[str, ...]) -> Decimal:
    return sum((one.share for one in part.origin.get(stage, ()) if one.country in countries), Decimal(0))


def _known(part: Part, stage: Stage) -> Decimal:
    return sum((one.share for one in part.origin.get(stage, ()) if one.country), Decimal(0))
