"""What if: the plan in many futures, as the study tells it. Not a forecast, and no re-planning."""

from __future__ import annotations

from dronedeal.deal.deal import Deal, drawn_of
from dronedeal.report.basis import Basis
from dronedeal.report.front import Fan, Futures, Hangs, Service, Spread
from dronedeal.report.mark import is_assumed
from dronedeal.report.wording import amount, named, spoken
from dronedeal.simulation import Simulated

__all__ = ["DEFINITION", "risk", "said_at"]

DEFINITION = (
    "The plan is carried out as it stands in every future drawn: orders are kept, or fall with what a need turns out to want; what is short "
    "is shared and comes later; agreed prices stay. Nobody re-plans, and nobody turns to an alternative that was not planned, so that what "
    "goes wrong is shown at its highest. The same is done without the deal, and a gain is the difference: where an alternative turns out worse, nobody "
    "makes up for that without the deal either, so that a gain may be overstated. Budgets are not held against prices that turn out dearer, so that cash may "
    "pass what is appropriated. Plans use the likeliest value of a number, and many ranges reach further to one side: a plan may lie outside nine in "
    "ten futures. Uncertain numbers are drawn from what the document says of them, disputed ones from their claims by confidence, events by their "
    "chance. Neither named scenarios nor regimes are among these futures. Not paying what is owed counts as a gain of who does not; what else it costs is not counted."
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
        fans=tuple(_fan(one, found, party) for party in one.principals), services=_services(one, found),
    )  # fmt: skip


def _spread(one: Basis, found: Simulated, party: str) -> Spread:
    said = found.of(party)
    return Spread(
        name=named(one.deal, party), principal=party in one.principals, base=one.snapped(said.base), mean=one.snapped(said.mean),
        p05=one.snapped(said.p05), p50=one.snapped(said.p50), p95=one.snapped(said.p95), worst=one.snapped(said.expected_shortfall),
        regret=said.walk_away_probability,
    )  # fmt: skip


def _hangs(one: Basis, found: Simulated) -> tuple[Hangs, ...]:
    numbers = drawn_of(one.deal)
    return tuple(
        Hangs(
            name=named(one.deal, party), path=swing.number, low=said_at(one.deal, swing.number, swing.low),
            high=said_at(one.deal, swing.number, swing.high), at_low=one.snapped(swing.at_low), at_high=one.snapped(swing.at_high),
            base=one.snapped(found.of(party).base), assumed=is_assumed(numbers[swing.number]),
        )
        for party in one.principals
        for swing in found.swings[party][:_SHOWN]
        if one.snapped(swing.at_high - swing.at_low)
    )  # fmt: skip


def said_at(deal: Deal, path: str, value: float) -> str:
    """What a simulation drew, in the unit of its number; the quarter in which an event happens."""
    table, _, name = path.partition(".")
    if table == "events" and "." not in name:
        return "never" if value >= deal.horizon.periods else str(deal.horizon.quarters[int(value)])
    number = drawn_of(deal).get(path)  # a scenario may have numbers of its own
    return f"{value:.4g}" if number is None else amount(value, number.unit)


def _fan(one: Basis, found: Simulated, party: str) -> Fan:
    p05, p25, p50, p75, p95 = (
        tuple(one.snapped(amount) for amount in row) for row in found.cash_quantiles(party).tolist()
    )
    planned = found.at_base.cash[0, found.parties.index(party)].tolist()
    return Fan(
        name=named(one.deal, party), years=found.years, p05=p05, p25=p25, p50=p50, p75=p75, p95=p95,
        plan=tuple(one.snapped(amount) for amount in planned),
    )  # fmt: skip


_VISIBLE = 0.005
"""Change of a share of a need that a table in whole percent can show."""


def _services(one: Basis, found: Simulated) -> tuple[Service, ...]:
    """Needs that fare otherwise in some futures than planned, those that miss most first."""
    services: list[Service] = []
    for need in found.needs:
        said = found.service(need)
        if abs(said.planned - said.mean) + said.p95 - said.p05 > _VISIBLE:
            name = f"{named(one.deal, one.deal.needs[need].of)}, {spoken(need)}"
            services.append(
                Service(
                    name=name, planned=said.planned, mean=said.mean, p05=said.p05, p95=said.p95, missing=said.missing
                )
            )
    return tuple(sorted(services, key=lambda each: (each.mean - each.planned, each.name)))
