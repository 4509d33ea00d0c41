"""How what is owed is paid: in which currency and on which day, from which amount on, and with which interest when it is late."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.conformance.oracle.days import Quarter
from tests.conformance.oracle.figures import figure, half_even, minor
from tests.conformance.oracle.happened import Event, day
from tests.conformance.oracle.world import World

ONE = timedelta(days=1)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Payable:
    """One line of one quarter, in minor units; late once it is unpaid on ``late_from``."""

    line: str
    clause: str
    quarter: Quarter
    debtor: str
    creditor: str
    currency: str
    units: int
    due: date
    late_from: date

    @property
    def key(self) -> tuple[str, str, str]:
        return self.line, str(self.quarter), self.currency

    @property
    def pair(self) -> tuple[str, str, str]:
        return self.debtor, self.creditor, self.currency


def payables(world: World, to: date) -> list[Payable]:
    """Everything that is stated to a day."""
    paying = world.deal.get("paying", {})
    lines = [one for one in _stated(world, paying) if one.quarter.last <= to or one.due <= to]
    if "least" in paying:
        lines = _carried(lines, paying, world.quarters[-1].last)
    return [*lines, *(_interest(lines, paying["late"], world, to) if "late" in paying else ())]


def _stated(world: World, paying: dict[str, Any]) -> Iterator[Payable]:
    abroad = {term: code for code, one in paying.get("exchange", {}).items() for term in one["terms"]}
    for clause in world.clauses.values():
        for row in world.rows(clause):
            for quarter, amount, unmoved in zip(world.quarters, row.amounts, row.due, strict=True):
                due = shifted(unmoved, paying.get("days"))
                worth, currency = amount, world.deal["currency"]
                if clause.name in abroad:
                    code = abroad[clause.name]
                    rate = _rate(paying["exchange"][code], code, world.events, quarter, due)
                    if rate is not None:
                        worth, currency = amount * rate, code
                units = minor(worth, currency)
                late_from = unmoved if paying.get("days", {}).get("interest_from") == "unshifted" else due
                if units:
                    yield Payable(
                        f"terms.{clause.name}/{row.label}", clause.name, quarter, row.debtor, row.creditor, currency,
                        units, due, late_from,
                    )  # fmt: skip


def shifted(when: date, days: dict[str, Any] | None) -> date:
    """The business day on which what would fall due on a day does."""
    if days is None:
        return when

    def nearest(step: timedelta) -> date:
        found = when
        while WEEK[found.weekday()] in days.get("weekend", WEEK[5:]) or str(found) in days.get("closed", []):
            found += step
        return found

    following = nearest(ONE)
    if days["shift"] == "following" or (days["shift"] == "modified_following" and following.month == when.month):
        return following
    return nearest(-ONE)


def _rate(said: dict[str, Any], code: str, events: list[Event], quarter: Quarter, due: date) -> Fraction | None:
    """What a unit of the deal's currency is worth in the other, or nothing while no rate that counts is fixed."""
    fixed = {
        day(one): Fraction(one["value"])
        for one in events
        if one["kind"] == "fixed" and one["of"] == f"paying.exchange.{code}"
    }
    if said["rate"] in {"due", "quarter_end"}:
        known = [rate for when, rate in sorted(fixed.items()) if when <= (due if said["rate"] == "due" else quarter.last)][-1:]  # fmt: skip
    else:
        known = [rate for when, rate in fixed.items() if quarter.first <= when <= quarter.last]
    if not known:
        return None
    if said["rate"] == "mean_of_inverses":
        inverse = sum(1 / rate for rate in known) / len(known)
        return Fraction(inverse if said["quoted"] == "one_is" else 1 / inverse)
    mean = sum(known) / len(known)
    return Fraction(1 / mean if said["quoted"] == "one_is" else mean)


def _carried(lines: list[Payable], paying: dict[str, Any], end: date) -> list[Payable]:
    """Lines wait, by day, line and quarter, until they come to the least together; what never does waits for the end."""
    least, currency = figure(paying["least"])
    end = shifted(end, paying.get("days"))
    moved: list[Payable] = []
    waiting: defaultdict[tuple[str, str, str], list[Payable]] = defaultdict(list)
    for line in sorted(lines, key=lambda one: (one.due, one.key)):
        if line.currency != currency:
            moved.append(line)
            continue
        carried = waiting[line.pair]
        carried.append(line)
        if sum(one.units for one in carried) >= minor(least, currency):
            moved += [_put_off(one, line.due) for one in carried]
            carried.clear()
    return [*moved, *(_put_off(one, max(end, one.due)) for some in waiting.values() for one in some)]


def _put_off(line: Payable, due: date) -> Payable:
    return replace(line, due=due, late_from=max(due, line.late_from)) if due != line.due else line


# --- what settles what, and interest ---

Parts = list[tuple[date, int]]
"""Parts of a debt with the days on which they were settled."""


def settled(
    lines: list[Payable], events: list[Event], to: date
) -> tuple[list[Payable], dict[tuple[str, str, str], Parts]]:
    """What of some lines of one pair is due to a day, and what settled each of them.

    Payments, and lines owed the other way, go by day, clause and amount. What names a clause settles its lines first;
    after that all that is left settles the oldest first, by day, line and quarter.
    """
    debts = sorted((one for one in lines if one.due <= to and one.units > 0), key=lambda one: (one.late_from, one.key))
    credit = [(one.due, "", -one.units) for one in lines if one.due <= to and one.units < 0]
    credit += [
        (day(one), one.get("of", ""), minor(Fraction(one["amount"]), one["currency"]))
        for one in events
        if lines and one["kind"] == "paid" and (one["by"], one["to"], one["currency"]) == lines[0].pair
    ]
    left = {one.key: one.units for one in debts}
    parts: dict[tuple[str, str, str], Parts] = {one.key: [] for one in debts}

    def spend(when: date, units: int, some: list[Payable]) -> int:
        for debt in some:
            used = min(units, left[debt.key])
            if used:
                parts[debt.key].append((max(when, debt.late_from), used))
                left[debt.key] -= used
                units -= used
        return units

    over = [
        (when, spend(when, units, [one for one in debts if of and one.clause == of]))
        for when, of, units in sorted(credit)
    ]
    for when, units in over:
        spend(when, units, debts)
    return debts, parts


def _interest(lines: list[Payable], late: dict[str, Any], world: World, to: date) -> Iterator[Payable]:
    """Simple interest by pair and quarter: what has come to its end, rounded, less what had come before, rounded."""
    pairs = sorted({one.pair for one in lines})
    for pair in pairs:
        debts, parts = settled([one for one in lines if one.pair == pair], world.events, to)
        before, charged = 0, 0
        for quarter in world.quarters:
            if quarter.first > to:
                break
            end = min(quarter.last, to)
            owed = [_late(one, parts[one.key], late, end) for one in debts]
            come = half_even(sum((interest for interest in owed if interest is not None), Fraction(0)))
            if come != before:
                yield _charge("late_interest", pair, quarter, end, pair[2], come - before)
            new = sum(interest is not None for interest in owed) - charged
            before, charged = come, charged + new
            if new and "fixed" in late:
                fixed, currency = figure(late["fixed"])
                yield _charge("late_fixed", pair, quarter, end, currency, new * minor(fixed, currency))


def _late(debt: Payable, parts: Parts, late: dict[str, Any], to: date) -> Fraction | None:
    """Interest on a debt to a day, in minor units; nothing if no part of it was owed beyond the grace."""
    paid = [(when, units) for when, units in parts if when <= to]
    owed = [*paid, (to, debt.units - sum(units for _, units in paid))]
    grace = debt.late_from + timedelta(days=int(late.get("grace", 0)))
    beyond = [(when, units) for when, units in owed if units and when > grace]
    if not beyond:
        return None
    year = int(late["day_count"].removeprefix("actual/"))
    return sum((units * _rates(late, debt.late_from, when) / year for when, units in beyond), Fraction(0))


def _rates(late: dict[str, Any], first: date, last: date) -> Fraction:
    """The sum of the yearly rates of the days after one day, to another: each day bears the rate in force on it."""
    steps = [(date.fromisoformat(one["from"]), figure(one["rate"])[0]) for one in late["rates"]]
    sum_of = Fraction(0)
    when = first + ONE
    while when <= last:
        sum_of += next((rate for since, rate in reversed(steps) if since <= when), Fraction(0))
        when += ONE
    return sum_of


def _charge(label: str, pair: tuple[str, str, str], quarter: Quarter, due: date, currency: str, units: int) -> Payable:
    line = f"paying.{label}/{'/'.join(pair)}"
    return Payable(line, "", quarter, pair[0], pair[1], currency, units, due, due)
