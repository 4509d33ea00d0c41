"""What if: the plan in many futures, as the study tells it. Not a forecast, and no re-planning."""

from __future__ import annotations

from dronedeal.deal.number import parts_of
from dronedeal.report.basis import Basis
from dronedeal.report.front import Futures, Hangs, Spread
from dronedeal.report.mark import is_assumed
from dronedeal.report.wording import amount, named
from dronedeal.simulation import Simulated

__all__ = ["DEFINITION", "risk"]

DEFINITION = (
    "The plan is carried out as it stands in every future drawn: orders are kept, or fall with what a need turns out to want; what is short "
    "is shared and comes later; agreed prices stay. Nobody re-plans, and nobody turns to an alternative that was not planned, so that what "
    "goes wrong is shown at its highest. The same is done without the deal, and a gain is the difference. Uncertain numbers are drawn from "
    "what the document says of them, disputed ones from their claims by confidence. Named scenarios are not among these futures."
)

_SHOWN = 8
"""Numbers of each principal that are shown."""


def risk(one: Basis) -> Futures | None:
    """The plan in many futures; nothing without a plan, or without a number to draw."""
    found = one.simulated
    if found is None:
        return None
    spreads = [_spread(one, found, party) for party in found.parties]
    moving = [each for each in spreads if each.principal or one.snapped(each.p95 - each.p05)]
    return Futures(
        count=found.scenarios, drawn=len(found.drawn), seed=found.seed, checksum=found.checksum,
        spreads=tuple(sorted(moving, key=lambda each: not each.principal)), hangs=_hangs(one, found),
    )  # fmt: skip


def _spread(one: Basis, found: Simulated, party: str) -> Spread:
    said = found.of(party)
    return Spread(
        name=named(one.deal, party), principal=party in one.principals, base=one.snapped(said.base), mean=one.snapped(said.mean),
        p05=one.snapped(said.p05), p50=one.snapped(said.p50), p95=one.snapped(said.p95), worst=one.snapped(said.expected_shortfall),
        regret=said.walk_away_probability,
    )  # fmt: skip


def _hangs(one: Basis, found: Simulated) -> tuple[Hangs, ...]:
    numbers = {part.path: part for number in one.deal.numbers for part in parts_of(number)}
    hangs: list[Hangs] = []
    for party in one.principals:
        base = one.snapped(found.of(party).base)
        for swing in found.swings[party][:_SHOWN]:
            if one.snapped(swing.at_high - swing.at_low):
                number = numbers[swing.number]
                hangs.append(
                    Hangs(
                        name=named(one.deal, party), path=swing.number, low=amount(swing.low, number.unit),
                        high=amount(swing.high, number.unit), at_low=one.snapped(swing.at_low), at_high=one.snapped(swing.at_high),
                        base=base, assumed=is_assumed(number),
                    )
                )  # fmt: skip
    return tuple(hangs)
