"""Plan against actual: what a signed deal's plan expected of quarters that are over, what happened, and what that does to each side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from dronedeal.deal import Counted, Quarter, Thing
from dronedeal.deal.plan import Plan
from dronedeal.planning import Carried, Past, carried_on

if TYPE_CHECKING:
    from dronedeal.settlement import Event, Signed

__all__ = ["Actual", "MissedRow", "MoneyRow", "SideRow", "UnitsRow", "actual", "past_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsRow:
    """Units of one kit that a clause was to deliver in one quarter, and those it did."""

    clause: str
    system: str
    kit: str
    to: str
    quarter: str
    planned: float
    happened: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """What a line was to come to for one quarter, by the plan's counts, and what it came to: minor units of a currency."""

    line: str
    debtor: str
    creditor: str
    quarter: str
    currency: str
    planned: int
    happened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """What the deal is worth to a party, present money: as planned when it was signed, and with what has happened."""

    party: str
    planned: float
    now: float

    @property
    def change(self) -> float:
        """What has happened is worth so much more."""
        return self.now - self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedRow:
    """A count that no plan of the deal can hold, and the nearest that one can."""

    quarter: str
    thing: str
    subject: str
    what: str
    to: str
    happened: float
    held: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """Plan against actual of the quarters that are over.

    ``plan`` is the plan of the rest, ``missed`` are counts that no plan of the deal can hold: there it is as near as can be.
    """

    quarters: tuple[str, ...]
    currency: str
    units: tuple[UnitsRow, ...]
    money: tuple[MoneyRow, ...]
    sides: tuple[SideRow, ...]
    missed: tuple[MissedRow, ...]
    plan: Plan


def past_of(signed: Signed, events: Iterable[Event], quarters: int) -> Past:
    """What events count in the first quarters of a deal, for planning the rest."""
    from dronedeal.settlement import counts

    counted = counts(signed, events)
    return Past(
        quarters=quarters, counted={one: np.array([float(each) for each in row]) for one, row in counted.items()}
    )


def actual(
    signed: Signed, events: Iterable[Event], quarters: int, *, progress: Callable[[str], None] = lambda _: None
) -> Actual | str:
    """Hold what happened against the plan that the signed deal had, and plan the rest.

    Parameters
    ----------
    events
        As recorded; those of later quarters are left out.
    quarters
        How many quarters of the horizon are over.

    Returns
    -------
    The comparison; or why there is no plan. The plan at signature is the joint best of the signed text; where the deal was amended,
    both plans are of the last version.

    Notes
    -----
    Money is the exact reading of the same rows on the plan's counts and on what was counted.
    """
    deal, happened = signed.versions[-1][1].deal, tuple(events)
    first = carried_on(deal, progress=progress)
    if first.plan is None:
        return first.because
    rest = carried_on(deal, past_of(signed, happened, quarters), progress=progress)
    if rest.plan is None:
        return rest.because
    over = deal.horizon.quarters[:quarters]
    return Actual(
        quarters=tuple(map(str, over)),
        currency=deal.currency,
        units=_units(signed, first, happened, over),
        money=_money(signed, first, happened, over),
        sides=tuple(
            SideRow(party=party, planned=one.value, now=rest.plan.parties[party].value)
            for party, one in first.plan.parties.items()
        ),
        missed=tuple(
            MissedRow(
                quarter=str(deal.horizon.quarters[one.quarter]),
                thing=one.counted.thing.value,
                subject=one.counted.subject,
                what=", ".join(one.counted.systems),
                to=one.counted.to,
                happened=one.happened,
                held=one.held,
            )
            for one in rest.misfits
        ),
        plan=rest.plan,
    )


def _units(signed: Signed, first: Carried, events: Iterable[Event], over: tuple[Quarter, ...]) -> tuple[UnitsRow, ...]:
    from dronedeal.settlement import counts

    held = {one: tuple(map(float, row)) for one, row in counts(signed, events).items()}
    planned = first.counted
    found: list[UnitsRow] = []
    for one in (one for one in planned.keys() | held.keys() if _is_signed(signed, one)):
        for at, quarter in enumerate(over):
            due = float(planned[one][at]) if one in planned else 0.0
            came = held.get(one, (0.0,) * len(over))[at]
            if max(due, came) < 0.5:  # noqa: PLR2004 - half a unit
                continue
            system, _, kit = one.systems[0].partition("/") if one.systems else ("", "", "")
            found.append(
                UnitsRow(
                    clause=one.subject,
                    system=system,
                    kit=kit,
                    to=one.to,
                    quarter=str(quarter),
                    planned=due,
                    happened=came,
                )
            )
    return tuple(sorted(found, key=lambda row: (row.clause, row.system, row.kit, row.to, row.quarter)))


def _is_signed(signed: Signed, one: Counted) -> bool:
    clause = signed.versions[-1][1].deal.terms.get(one.subject)
    return one.thing is Thing.UNITS_DELIVERED and clause is not None and clause.status == "proposed"


def _money(signed: Signed, first: Carried, events: Iterable[Event], over: tuple[Quarter, ...]) -> tuple[MoneyRow, ...]:
    from dronedeal.settlement import accrue, planned_events

    end = over[-1].last_day if over else date.min
    plan = planned_events(signed, {one: row.tolist() for one, row in first.counted.items()})
    names = {str(quarter) for quarter in over}
    sums: defaultdict[tuple[str, str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for at, some in enumerate((plan, tuple(events))):
        for one in accrue(signed, some, end).payables:
            clause = signed.deal.terms.get(one.line.clause)
            if str(one.quarter) in names and clause is not None and clause.status == "proposed":
                key = (one.line.path, one.line.debtor, one.line.creditor, str(one.quarter), one.currency)
                sums[key][at] += one.minor
    return tuple(
        MoneyRow(
            line=line,
            debtor=debtor,
            creditor=creditor,
            quarter=quarter,
            currency=currency,
            planned=wanted,
            happened=came,
        )
        for (line, debtor, creditor, quarter, currency), (wanted, came) in sorted(sums.items())
    )
