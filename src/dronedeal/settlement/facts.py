"""Facts: events in force, counted by quarter, as the readings want them. Not amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dronedeal.deal import Counted, Horizon, Quarter, Thing
from dronedeal.settlement.event import Event, in_force
from dronedeal.settlement.signed import Signed

__all__ = ["Facts", "counted_by", "counts", "facts_of"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was counted, one value a quarter; and which events made it, by the same names."""

    counted: Mapping[Counted, tuple[Decimal, ...]]
    events: Mapping[Counted, tuple[tuple[Event, ...], ...]]
    excess: tuple[Event, ...]
    """Returns of more than was delivered: what is beyond counts for nothing."""

    def behind(self, counted: Iterable[Counted], first: int, last: int) -> Iterator[Event]:
        """The events behind some counted things, from one quarter to another, both included."""
        for one in counted:
            for period in self.events.get(one, ())[max(first, 0) : last + 1]:
                yield from period


def counted_by(event: Event) -> Counted | None:
    """The counted thing that an event feeds, if any."""
    match event.kind:
        case "delivered" | "returned":
            system, to = f"{event.system}/{event.kit}", event.to
            return Counted(thing=Thing.UNITS_DELIVERED, subject=event.of, systems=(system,), to=to)
        case "produced":
            return Counted(thing=Thing.UNITS_PRODUCED, subject=event.of, systems=(f"{event.system}/{event.kit}",))
        case "invested":
            return Counted(thing=Thing.CAPITAL_SPENT, subject=event.of)
        case "late":
            return Counted(thing=Thing.DAYS_LATE, subject=event.of)
        case _:
            return None


def counts(signed: Signed, events: Iterable[Event]) -> Mapping[Counted, tuple[Decimal, ...]]:
    """What events count, one value a quarter, in whatever order they come: corrected ones once, as corrected."""
    return facts_of(signed, in_force(events)).counted


def facts_of(signed: Signed, events: Sequence[Event]) -> Facts:
    """Count events that are in force.

    Parameters
    ----------
    events
        In force and in order of their days, as ``in_force`` gives them.
    """
    horizon = signed.deal.horizon
    sums: dict[Counted, list[Decimal]] = defaultdict(lambda: [_ZERO] * horizon.periods)
    made: dict[Counted, list[list[Event]]] = defaultdict(lambda: [[] for _ in range(horizon.periods)])
    excess: list[Event] = []
    for event in events:
        counted = counted_by(event)
        period = _period(horizon, event)
        if counted is None or period is None:
            continue
        row, value = sums[counted], event.amount if event.kind == "invested" else event.quantity
        if value is None:
            continue
        if event.kind == "returned":
            touched, over = _undone(row, period, value)
            if over:
                excess.append(event)
        else:
            row[period] = max(row[period], value) if event.kind == "late" else row[period] + value
            touched = [period]
        for one in touched:
            made[counted][one].append(event)
    return Facts(
        counted={one: tuple(row) for one, row in sums.items()},
        events={one: tuple(tuple(some) for some in quarters) for one, quarters in made.items()},
        excess=tuple(excess),
    )


def _period(horizon: Horizon, event: Event) -> int | None:
    at = horizon.index(Quarter.of(event.effective_on))
    return at if 0 <= at < horizon.periods else None


def _undone(row: list[Decimal], period: int, value: Decimal) -> tuple[list[int], bool]:
    """Take units out of the latest quarters that hold some; which quarters, and whether there were too few."""
    touched: list[int] = []
    for at in range(period, -1, -1):
        taken = min(row[at], value)
        if taken > 0:
            row[at] -= taken
            value -= taken
            touched.append(at)
        if not value:
            break
    return touched, value > 0
