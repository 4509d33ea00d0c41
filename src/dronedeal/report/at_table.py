"""What can be agreed, as the study tells it where it is asked for: frontier, points, offers, and the package as live arithmetic. No arithmetic of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dronedeal.bargaining import Bargained, Live, Talked
from dronedeal.deal.deal import numbers_of
from dronedeal.deal.number import Open, parts_of
from dronedeal.report.basis import Basis
from dronedeal.report.front import AtTable, LiveNumber, LivePair, OfferShown, OpenNumber, RulePoint
from dronedeal.report.rests import agreed_at
from dronedeal.report.wording import named

__all__ = ["DEFINITION", "Table", "at_table"]

DEFINITION = (
    "Gains are over walking away, present value, each side at its own rate. The frontier is what no side can better without another losing, over all choices of what is whole "
    "or yes-or-no that were found; payments on it are only bounded by their prices, so that it is a bound. A rule’s package has its numbers fixed on their steps and everything "
    "planned again: that is what it gives. What is left is what all could still gain at once at most. Every package is balanced given these walk-aways, by its own rule; none is called fair."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What bargaining and the talks gave, and the plan's package as arithmetic."""

    bargained: Bargained
    talked: Talked | None
    live: Live | None


def at_table(one: Basis, table: Table | None) -> AtTable | None:
    """What can be agreed; nothing where that was not asked for."""
    if table is None:
        return None
    deal, found, frontier = one.deal, table.bargained, table.bargained.frontier
    sides = tuple(named(deal, side) for side in found.sides)

    def told(figures: Mapping[str, float]) -> dict[str, float]:
        return {named(deal, side): one.snapped(figures[side]) for side in found.sides if side in figures}

    two = frontier is not None and len(found.sides) == 2  # noqa: PLR2004 - a plane
    opened = {
        part.path: (part, number) for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open)
    }
    planned = {side: one.plan.parties[side].gain for side in found.sides if side in one.plan.parties}
    live = table.live
    return AtTable(
        sides=sides, zone=found.zone.exists, because=found.zone.because,
        frontier=tuple(tuple(point.gains.values()) for point in frontier.points) if frontier is not None and two else (),
        outer=tuple(tuple(point.gains.values()) for point in frontier.outer) if frontier is not None and two else (),
        verified=tuple(tuple(point.gains.values()) for point in frontier.verified) if frontier is not None and two else (),
        gap=0.0 if frontier is None else frontier.gap, within=0.0 if frontier is None else frontier.within, planned=told(planned) if one.has_plan else {},
        points=tuple(
            RulePoint(
                rule=name.replace("_", " "), definition=point.definition, gains=told(point.verified_gains), bounds=told(point.gains), left=point.bound_distance.share,
                left_money=point.bound_distance.money, paid=told({side: one_side.paid for side, one_side in point.exchanged.items()}),
                received=told({side: one_side.received for side, one_side in point.exchanged.items()}),
                units={named(deal, side): one_side.units_got for side, one_side in point.exchanged.items()},
            )
            for name, point in found.points.items()
        ),
        offers=() if table.talked is None else tuple(
            OfferShown(
                round=each.offer.round, date=each.offer.date, by=named(deal, each.offer.by), gains=told(each.gains), moved=told(each.moved),
                left=each.left.share if each.left.share == each.left.share else 0.0,
                stands=each.status if not each.because else f"{each.status}: {each.because}", note=each.offer.note,
            )
            for each in table.talked.offers
        ),
        numbers=tuple(
            OpenNumber(
                path=each.path, planned=agreed_at(*opened[each.path], one.plan.package[each.path]) if each.path in one.plan.package else "",
                by_rule={name.replace("_", " "): agreed_at(*opened[each.path], point.package[each.path]) for name, point in found.points.items() if each.path in point.package},
                range=f"settled: {agreed_at(*opened[each.path], each.least)}" if each.low == each.high
                else f"{agreed_at(*opened[each.path], each.least)} to {agreed_at(*opened[each.path], each.most)}",
            )
            for each in found.ranges
        ),
        live=() if live is None else tuple(
            LiveNumber(path=path, chosen=value, low=live.ends[path][0], high=live.ends[path][1], slopes={named(deal, side): worth for side, worth in live.slopes[path].items()})
            for path, value in live.chosen.items()
        ),
        pairs=() if live is None else tuple(LivePair(first=pair.first, second=pair.second, worth={named(deal, side): worth for side, worth in pair.worth.items()}) for pair in live.pairs),
        base={} if live is None else {named(deal, side): gain for side, gain in live.base.items()}, error=0.0 if live is None else live.error, notes=found.notes,
    )  # fmt: skip
