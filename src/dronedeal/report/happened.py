"""Plan against actual, as the study tells it: units, money by pair and quarter, what it does to each side. No arithmetic but sums."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dronedeal.deal.deal import Deal
from dronedeal.report.actual import Actual
from dronedeal.report.wording import named, spoken
from dronedeal.settlement import EXPONENTS

__all__ = ["ActualShown", "MissedShown", "PaidShown", "SideShown", "UnitsShown", "happened"]


_NOISE = 1e-6
"""Share of the largest change below which a change is what solvers leave behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsShown:
    """Units of one kit under one clause in one quarter, as planned when it was signed and as they came."""

    clause: str
    what: str
    to: str
    quarter: str
    planned: float
    happened: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidShown:
    """What one party was to owe another for one quarter, and what it owes, in one currency."""

    debtor: str
    creditor: str
    quarter: str
    currency: str
    planned: float
    happened: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """What the deal is worth to a party as planned, and with what has happened; present money."""

    party: str
    planned: float
    now: float
    change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedShown:
    """A count that no plan of the deal can hold."""

    quarter: str
    clause: str
    what: str
    happened: float
    held: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualShown:
    """Everything the study says of quarters that are over."""

    quarters: tuple[str, ...]
    units: tuple[UnitsShown, ...]
    paid: tuple[PaidShown, ...]
    sides: tuple[SideShown, ...]
    missed: tuple[MissedShown, ...]


def happened(deal: Deal, found: Actual | None) -> ActualShown | None:
    """What the study says of plan against actual; nothing where no ledger was named."""
    if found is None:
        return None
    noise = _NOISE * max((abs(row.change) for row in found.sides), default=0.0)
    sums: defaultdict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in found.money:
        pair = sums[row.quarter, row.debtor, row.creditor, row.currency]
        pair[0] += row.planned
        pair[1] += row.happened
    return ActualShown(
        quarters=found.quarters,
        units=tuple(
            UnitsShown(
                clause=spoken(row.clause), what=f"{named(deal, row.system)}, {spoken(row.kit)}", to=named(deal, row.to),
                quarter=row.quarter, planned=row.planned, happened=row.happened,
            )
            for row in found.units
        ),
        paid=tuple(
            PaidShown(
                debtor=named(deal, debtor), creditor=named(deal, creditor), quarter=quarter, currency=currency,
                planned=planned / 10 ** EXPONENTS[currency], happened=came / 10 ** EXPONENTS[currency],
            )
            for (quarter, debtor, creditor, currency), (planned, came) in sorted(sums.items())
        ),
        sides=tuple(
            SideShown(
                party=named(deal, row.party), planned=row.planned, now=row.now,
                change=row.change if abs(row.change) > noise else 0.0,
            )
            for row in found.sides
        ),
        missed=tuple(
            MissedShown(
                quarter=row.quarter, clause=spoken(row.subject), what=row.what or row.thing, happened=row.happened, held=row.held
            )
            for row in found.missed
        ),
    )  # fmt: skip
