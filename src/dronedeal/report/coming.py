"""The next dates: bars, kits, reliefs, first deliveries and payments, fiscal years, events. Dates of the document and of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.term import MoneyIn
from dronedeal.report.basis import Basis
from dronedeal.report.front import Coming
from dronedeal.report.wording import a_list, named, spoken

__all__ = ["coming"]


_MOST_NAMES = 4


def coming(one: Basis) -> tuple[Coming, ...]:
    """Every date from the start of the horizon on, in order; dates that say the same of several things are told once."""
    found = [*_bars(one), *_kits(one), *_reliefs(one), *_deliveries(one), *_payments(one), *_years(one), *_events(one)]
    end = one.deal.horizon.quarters[-1].last_day.isoformat()
    return tuple(
        sorted((entry for entry in found if entry.day <= end), key=lambda entry: (entry.day, entry.kind, entry.what))
    )


def _bars(one: Basis) -> Iterator[Coming]:
    together: dict[tuple[date, str, str], tuple[list[str], str]] = {}
    unclaimed: set[tuple[date, str, str]] = set()
    for system in one.deal.systems.values():
        for bar in system.barred:
            if bar.since is not None:
                buyer = "every buyer" if bar.buyer is None else named(one.deal, bar.buyer)
                kit = f" in kit {spoken(bar.kit)}" if bar.kit else ""
                key = (bar.since.first_day, f"{bar.rule or 'a bar'} closes{kit} to {buyer}", str(bar.since))
                together.setdefault(key, ([], str(bar.place)))[0].append(named(one.deal, system.id))
                if not bar.claims:
                    unclaimed.add(key)
    for key, (systems, place) in together.items():
        day, what, when = key
        yield Coming(
            day=day.isoformat(), when=when, what=f"{what}: {_some(systems)}", kind="law", place=place, assumed=key in unclaimed
        )  # fmt: skip


def _kits(one: Basis) -> Iterator[Coming]:
    together: dict[tuple[date, str, str], tuple[list[str], str]] = {}
    for system in one.deal.systems.values():
        for name, kit in system.kits.items():
            if kit.since is not None:
                key = (kit.since.first_day, spoken(name), str(kit.since))
                together.setdefault(key, ([], str(kit.place)))[0].append(named(one.deal, system.id))
    for (day, kit_name, when), (systems, place) in together.items():
        what = f"kit {kit_name} can be built: {_some(systems)}"
        yield Coming(day=day.isoformat(), when=when, what=what, kind="kit", place=place, assumed=True)


def _reliefs(one: Basis) -> Iterator[Coming]:
    quarters = one.deal.horizon.quarters
    for standing in one.unfolded.standing:
        first = next((index for index, is_open in enumerate(standing.open) if is_open), None)
        if standing.promise == "relief" and first is not None:
            quarter = quarters[first]
            yield Coming(
                day=quarter.first_day.isoformat(), when=str(quarter), what=f"{spoken(standing.clause)} {standing.text}",
                kind="law", place=str(standing.place), assumed=True,
            )  # fmt: skip


def _deliveries(one: Basis) -> Iterator[Coming]:
    quarters = one.deal.horizon.quarters
    proposed = {name for name, clause in one.deal.terms.items() if clause.status == "proposed"}
    first: dict[str, int] = {}
    for row in one.plan.deliveries:
        if row.term in proposed:
            first[row.term] = min(first.get(row.term, row.quarter), row.quarter)
    for term, period in first.items():
        systems = dict.fromkeys(
            named(one.deal, row.system) for row in one.plan.deliveries if (row.term, row.quarter) == (term, period)
        )
        yield Coming(
            day=quarters[period].delivery_day.isoformat(), when=str(quarters[period]), kind="delivery",
            what=f"first delivery under {spoken(term)}: {a_list(systems)}", place=str(one.deal.terms[term].place),
        )  # fmt: skip


def _payments(one: Basis) -> Iterator[Coming]:
    """The first payment each principal owes another party under proposed terms."""
    lines = {
        line.path: line for line in one.unfolded.lines if line.status == "proposed" and isinstance(line.what, MoneyIn)
    }
    for party in one.principals:
        owed = [
            (lines[row.line].due[row.quarter], row)
            for row in one.plan.cash
            if row.line in lines and row.debtor == party and row.amount > one.noise
        ]
        if owed:
            day, row = min(owed, key=lambda pair: (pair[0], pair[1].line))
            what = f"first payment of {named(one.deal, party)} falls due, under {spoken(row.term)}"
            yield Coming(day=day.isoformat(), when=day.isoformat(), what=what, kind="money", place=str(row.place))


def _years(one: Basis) -> Iterator[Coming]:
    horizon = one.deal.horizon
    for party in one.principals:
        starts = sorted({budget.fiscal_year for budget in one.deal.parties[party].budgets.values()})
        for start in starts:
            month, day = int(start[:2]), int(start[3:])
            days = [date(quarter.year, month, day) for quarter in horizon.quarters]
            first = next((one_day for one_day in days if one_day >= horizon.start.first_day), None)
            if first is not None:
                place = str(one.deal.parties[party].place)
                year = first.year if month == 1 else first.year + 1
                what = f"fiscal year {year} of {named(one.deal, party)} begins"
                yield Coming(day=first.isoformat(), when=first.isoformat(), what=what, kind="money", place=place)


def _events(one: Basis) -> Iterator[Coming]:
    for event in one.deal.events.values():
        if event.on is not None:
            what = f"{spoken(event.id)}{f': {event.what}' if event.what else ''}"
            yield Coming(
                day=event.on.first_day.isoformat(), when=str(event.on), what=what, kind="event", place=str(event.place)
            )
    branches: dict[Quarter, list[str]] = {}
    for regime in one.deal.regimes.values():
        if regime.since is not None:
            branches.setdefault(regime.since, []).append(spoken(regime.id))
    for since, names in branches.items():
        what = f"it is known which comes about: {a_list(names, 'or')}"
        place = str(one.deal.place)
        yield Coming(day=since.first_day.isoformat(), when=str(since), what=what, kind="event", place=place)


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return a_list(names) if more <= 1 else a_list([*names[:_MOST_NAMES], f"{more} more"])
