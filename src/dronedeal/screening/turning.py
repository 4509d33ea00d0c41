"""The days on which verdicts may change, and how they do. Not forecasts: only days that rules and lists already name."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dronedeal.screening.bill import Bill
from dronedeal.screening.judge import judge
from dronedeal.screening.listed import Lists
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.rule import Condition, Rule
from dronedeal.screening.verdict import Cell

__all__ = ["Turn", "listing_days", "timeline", "turning_days", "words_by_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A verdict that holds from a day on.

    Parameters
    ----------
    rule
        The rule's id.
    part
        The part's id; empty for the product.
    since
        The first day of delivery on which it holds.
    before, after
        The verdict until then, and from then on.
    """

    rule: str
    part: str
    since: date
    before: Cell | None
    after: Cell


def turning_days(rule: Rule) -> tuple[date, ...]:
    """The days that a rule itself names, sorted."""
    days = {rule.since, rule.until}
    for limb in (*rule.limbs.values(), *rule.advisories.values()):
        days |= {limb.since, limb.until}
        days.update(day for condition in limb.fails_if for day in _steps(condition))
    for exemption in rule.exemptions.values():
        days |= {exemption.since, exemption.until}
    for group in rule.countries.values():
        days.update(group.since.values())
    return tuple(sorted(day for day in days if day is not None))


def listing_days(lists: Lists) -> tuple[date, ...]:
    """The days on which who meets a bill's parties comes on a list, or off it, sorted."""
    entries = (match.entry for matches in lists.matches.values() for match in matches)
    days = {day for entry in entries for day in (entry.valid_from, entry.valid_to)}
    return tuple(sorted(day for day in days if day is not None))


def timeline(
    bill: Bill, purchase: Purchase, rules: Iterable[Rule], lists: Lists, *, start: date, end: date
) -> tuple[Turn, ...]:
    """How verdicts change with the day of delivery, from one day to another.

    The day of signature moves with it, unless the purchase says one.

    Returns
    -------
    Every change of the word of a verdict, by day, rule and part; the first verdicts have nothing before.
    """
    turns: list[Turn] = []
    for rule in sorted(rules, key=lambda one: one.id):
        turning = (*turning_days(rule), *listing_days(lists))
        days = sorted({start, *(day for day in turning if start < day <= end)})
        before: dict[str, Cell] = {}
        for day in days:
            judged = judge(rule, bill, dataclasses.replace(purchase, delivered=day), lists)
            now = {part.id: judged.of(part.id) for part in bill.parts[1:]}
            now[""] = judged.product
            for part, cell in now.items():
                was = before.get(part)
                if was is None or was.word != cell.word:
                    turns.append(Turn(rule=rule.id, part=part, since=day, before=was, after=cell))
            before = now
    return tuple(sorted(turns, key=lambda turn: (turn.since, turn.rule, turn.part)))


def words_by_day(
    rule: Rule, bill: Bill, purchase: Purchase, lists: Lists, days: Iterable[date]
) -> Iterator[tuple[date, Cell]]:
    """The product's verdict if delivered on each of some days, in their order; asked again only where it may turn.

    Its effect is the most that is known to be owed, also where the verdict itself is not known.
    """
    turning = sorted({*turning_days(rule), *listing_days(lists)})
    last: tuple[int, Cell] | None = None
    for day in days:
        passed = sum(1 for one in turning if one <= day)
        if last is None or last[0] != passed:
            judged = judge(rule, bill, dataclasses.replace(purchase, delivered=day), lists)
            last = (passed, dataclasses.replace(judged.product, effect=judged.product.effect or judged.effect))
        yield day, last[1]


def _steps(condition: Condition) -> Iterator[date]:
    """The days from which bounds of shares of cost hold."""
    if condition.share is not None:
        for steps in (condition.share.below, condition.share.at_most, condition.share.above):
            yield from map(date.fromisoformat, steps)
    for inner in (*condition.all, *condition.any, *condition.none):
        yield from _steps(inner)
