"""Facts: events in force, counted by quarter, as the readings want them. Not amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dronedeal.deal import Counted, Horizon, Quarter, Thing
from dronedeal.settlement.event import Event, in_force
from dronedeal.settlement.event_kind import KINDS
from dronedeal.settlement.favoured import all_in
from dronedeal.settlement.signed import Signed

__all__ = ["Facts", "counts", "counts_of", "facts_of"]

_ZERO = Decimal(0)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was counted, one value a quarter; and which events made it, by the same names."""

    counted: Mapping[Counted, tuple[Decimal, ...]]
    events: Mapping[Counted, tuple[tuple[Event, ...], ...]]
    excess: tuple[Event, ...]
    """Returns and acceptances of more than was delivered: what is beyond counts for nothing."""

    def behind(self, counted: Iterable[Counted], first: int, last: int) -> Iterator[Event]:
        """The events behind some counted things, from one quarter to another, both included."""
        for one in counted:
            for period in self.events.get(one, ())[max(first, 0) : last + 1]:
                yield from period


def counts_of(event: Event) -> tuple[tuple[Counted, Decimal], ...]:
    """What an event counts as: counted things with what it says of each."""
    if event.kind == "reached":
        return ((Counted(thing=Thing.MILESTONE, subject=event.of, systems=(event.what,)), _ONE),)
    system = f"{event.system}/{event.kit}" if event.kit else event.system
    systems = tuple(name for name in (system, event.what) if name)
    found: list[tuple[Counted, Decimal]] = []
    for column, thing in KINDS[event.kind].feeds.items():
        value: Decimal | None = getattr(event, column)
        if value is None:
            continue
        if column == "rate":
            value = max(_ZERO, _ONE - all_in(value, event.amount, event.sales))
        found.append((Counted(thing=thing, subject=event.of, systems=systems, to=event.to or event.by), value))
    return tuple(found)


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
        period = _period(horizon, event)
        if period is None:
            continue
        for counted, value in counts_of(event):
            row = sums[counted]
            touched = [period]
            if event.kind == "returned":
                touched, over = _undone(row, period, value)
                if over:
                    excess.append(event)
            else:
                row[period] = row[period] + value if KINDS[event.kind].adds else max(row[period], value)
            for one in touched:
                made[counted][one].append(event)
    excess.extend(_accepted(sums, made))
    return Facts(
        counted={one: tuple(row) for one, row in sums.items()},
        events={one: tuple(tuple(some) for some in quarters) for one, quarters in made.items()},
        excess=tuple(excess),
    )


def _accepted(sums: dict[Counted, list[Decimal]], made: Mapping[Counted, list[list[Event]]]) -> Iterator[Event]:
    """Count as accepted to date no more than was delivered to date; the events of quarters in which more was said."""
    for accepted, row in sums.items():
        if accepted.thing is not Thing.ACCEPTED:
            continue
        handed = sums.get(replace(accepted, thing=Thing.UNITS_DELIVERED), [_ZERO] * len(row))
        said = counts = _ZERO
        for period, units in enumerate(row):
            said += units
            before, counts = counts, max(counts, min(said, sum(handed[: period + 1], _ZERO)))
            row[period] = counts - before
            if said > counts:
                yield from made[accepted][period]


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
