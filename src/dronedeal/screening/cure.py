"""The cheapest set of alternatives that turns chosen rules green, proven so; what it newly breaks, and by when. Not advice to take it.

An integer program: one yes or no an alternative; each part that fails or leaves a question needs one of the alternatives that
settle it, two that settle it together, or three at least that touch it; shares of cost are rows of the program. What no row says,
such as a condition on the product as a whole or three alternatives that only together settle a part, is asked of the rules again,
and a choice that does not pass is cut off, until one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dronedeal.screening.asking import Asked, Asking
from dronedeal.screening.bill import Alternative, Bill, Part
from dronedeal.screening.bills import sums
from dronedeal.screening.judge import screen
from dronedeal.screening.least import least
from dronedeal.screening.meeting import Register
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.replacing import above, replaced, saving
from dronedeal.screening.rule import CostShare, Rule
from dronedeal.screening.verdict import WORD_RANK, Cell, Screened
from dronedeal.solving import IntArray, Program

__all__ = ["Broken", "Cured", "cure"]

_MOST_CUTS = 200
"""Choices that are tried before the search says that it gives up."""

_MOST_PAIRS = 500
"""Pairs of alternatives that are asked of the rules before the program is made; beyond them cuts do the same, later."""

_NEARLY = "no set is cheaper by more than a millionth; too many lie nearer to say that none is"

_EXACT = 80
"""Digits that costs are added up in."""

_TROUBLE = frozenset({"fail", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A product's verdict that a cure changes.

    Parameters
    ----------
    rule
        The rule's id.
    before, after
        The verdict without and with the cure.
    """

    rule: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Cured:
    """What was found.

    Parameters
    ----------
    status
        ``optimal``: no cheaper set of the alternatives given passes. ``nothing to cure``, ``no cure``: none of them passes.
        ``gave up``: too many choices were tried.
    because
        Why there is none, or what to know of the one that there is.
    chosen
        The alternatives taken, in the order of the bill.
    each
        What one product costs more, in the bill's currency; below zero if less.
    once
        What is spent once.
    total
        ``units`` times the one, and the other.
    ready
        The first day of delivery, if ordered on the day of signature.
    turned
        Verdicts on the product that get better, of all rules.
    broken
        Verdicts on the product that get worse, of all rules.
    tried
        Choices asked of the rules.
    screened
        The cured bill, screened by all rules.
    """

    status: str
    because: str = ""
    chosen: tuple[Alternative, ...] = ()
    each: Decimal = Decimal(0)
    once: Decimal = Decimal(0)
    total: Decimal = Decimal(0)
    ready: date | None = None
    turned: tuple[Broken, ...] = ()
    broken: tuple[Broken, ...] = ()
    tried: int = 0
    screened: Screened | None = None


def cure(
    bill: Bill,
    purchase: Purchase,
    rules: Mapping[str, Rule],
    register: Register,
    *,
    green: Iterable[str],
    units: int = 1,
    accept: Iterable[str] = (),
) -> Cured:
    """The cheapest alternatives under which chosen rules neither fail nor leave a question.

    Parameters
    ----------
    rules
        All rules to look at, by id.
    green
        Ids of those that must pass.
    units
        Products over which what is spent once is weighed.
    accept
        Ids of rules that may not get worse either, beside the chosen.

    Notes
    -----
    Only alternatives whose lead time fits between signature and delivery are taken. The optimum is over the alternatives
    given; the program's rows are necessary conditions, and the choice is asked of the rules again.
    """
    wanted = {name: rules[name] for name in green}
    search = _Search(bill, purchase, wanted, register, {name: rules[name] for name in accept if name not in wanted})
    if not search.trouble(search.base):
        return Cured(status="nothing to cure", screened=search.screen(bill, rules))
    if not bill.alternatives:
        return Cured(status="no cure", because="the bill gives no alternatives")
    options = search.options()
    found = _cheapest(search, options, units)
    if isinstance(found, Cured):
        return found
    chosen, tried, doubt = found
    unbound = "" if purchase.signed else "lead times bind nothing, as no day of signature is given"
    after = search.screen(replaced(bill, chosen), rules)
    before = search.screen(bill, rules)
    with localcontext(Context(prec=_EXACT)):
        each = -sum((saving(bill, one) or Decimal(0) for one in chosen), Decimal(0))
        once = sum((one.once for one in chosen), Decimal(0))
        total = units * each + once
    changed = [
        Broken(rule=name, before=before.judged[name].product, after=one.product)
        for name, one in after.judged.items()
        if before.judged[name].product.word != one.product.word
    ]
    return Cured(
        status="optimal",
        chosen=chosen,
        each=each,
        once=once,
        total=total,
        ready=_day_after(purchase, max(one.lead for one in chosen)),
        because="; ".join(one for one in (unbound, doubt) if one),
        turned=tuple(one for one in changed if _rank(one.after) < _rank(one.before)),
        broken=tuple(one for one in changed if _rank(one.after) > _rank(one.before)),
        tried=tried,
        screened=after,
    )


def _day_after(purchase: Purchase, days: int) -> date | None:
    """The day so many days after signature; None beyond the end of the calendar."""
    try:
        return purchase.day_signed + timedelta(days=days)
    except OverflowError:
        return None


def _rank(cell: Cell) -> int:
    return WORD_RANK[cell.word]


@dataclass
class _Search:
    """Rules asked of a bill with alternatives taken."""

    bill: Bill
    purchase: Purchase
    wanted: Mapping[str, Rule]
    register: Register
    kept: Mapping[str, Rule]

    def __post_init__(self) -> None:
        self.base_lists = self.register.met_by(self.bill.parties)
        self.base = screen(self.bill, self.purchase, {**self.wanted, **self.kept}.values(), self.base_lists)

    def screen(self, bill: Bill, rules: Mapping[str, Rule]) -> Screened:
        return screen(bill, self.purchase, rules.values(), self.base_lists)

    def trouble(self, screened: Screened) -> set[tuple[str, str]]:
        """Rule and part of each verdict that must not stay; the product's own id for the product as a whole."""
        found = {
            (name, part)
            for name in self.wanted
            for part, cell in screened.judged[name].cells.items()
            if cell.word in _TROUBLE
        }
        for name in self.wanted:
            if screened.judged[name].product.word in _TROUBLE and not any(rule == name for rule, _ in found):
                found.add((name, self.bill.product.id))
        for name in self.kept:
            after, before = screened.judged[name].product, self.base.judged[name].product
            if _rank(after) > _rank(before):
                found.add((name, self.bill.product.id))
        return found

    def options(self) -> list[Alternative]:
        """The alternatives that can be had in time, and whose cost is known."""
        days = (self.purchase.delivered - self.purchase.day_signed).days
        in_time = self.purchase.signed is None
        known = {part.id for part in self.bill.parts}
        return [
            one
            for one in self.bill.alternatives
            if one.replaces in known and (in_time or one.lead <= days) and saving(self.bill, one) is not None
        ]

    def touches(self, alternative: Alternative, part: str) -> bool:
        """Whether an alternative can change the verdict on a part."""
        return (
            alternative.replaces == part
            or part in {one.id for one in alternative.within}
            or alternative.replaces in set(above(self.bill, part))
            or part in set(above(self.bill, alternative.replaces))
        )

    def compatible(self, one: Alternative, two: Alternative) -> bool:
        """Whether both can be taken: neither is for what the other takes away. One for the product goes with all of others."""
        if one.replaces == two.replaces:
            return False
        if self.bill.product.id in {one.replaces, two.replaces}:
            return True
        return one.replaces not in above(self.bill, two.replaces) and two.replaces not in above(self.bill, one.replaces)

    def left(self, chosen: Iterable[Alternative]) -> set[tuple[str, str]]:
        """The trouble that is left with some alternatives taken."""
        return self.trouble(self.screen(replaced(self.bill, chosen), {**self.wanted, **self.kept}))

    def told(self, chosen: Iterable[Alternative], rule: str) -> str:
        """What a rule says of the product with some alternatives taken."""
        cell = self.screen(replaced(self.bill, chosen), {rule: {**self.wanted, **self.kept}[rule]}).judged[rule].product
        return f"{rule} {cell.word}: {cell.reason}"


def _cheapest(
    search: _Search, options: list[Alternative], units: int
) -> Cured | tuple[tuple[Alternative, ...], int, str]:
    bill, product = search.bill, search.bill.product.id
    needed = search.trouble(search.base)
    alone = {one.id: search.left([one]) for one in options}
    with localcontext(Context(prec=_EXACT)):
        costs = {one.id: -units * (saving(bill, one) or Decimal(0)) + one.once for one in options}
    options = _undominated(options, alone, costs)
    program = Program(maximise=False)
    taken = program.columns(len(options), upper=1.0, integer=True)
    because = _parts_settled(search, options, alone, needed, program, taken)
    if because:
        return Cured(status="no cure", because=because)
    for index, one in enumerate(options):
        for _, part in sorted(alone[one.id] - needed):
            if part == product:
                continue
            mend = [other for other, two in enumerate(options) if other != index and search.touches(two, part)]
            row = program.rows(1, lower=0.0)
            program.add(np.repeat(row, len(mend) + 1), taken[[index, *mend]], np.array([-1.0, *[1.0] * len(mend)]))
        for other in range(index):
            if not search.compatible(one, options[other]):
                row = program.rows(1, upper=1.0)
                program.add(np.repeat(row, 2), taken[[other, index]], 1.0)
    _shares(search, options, program, taken)
    doubt = last = ""
    for tried in range(1, _MOST_CUTS + 1):
        found = least(program, taken, [costs[one.id] for one in options])
        if found.status == "infeasible":
            because = f"no set of the alternatives given passes the chosen rules{last}"
            return Cured(status="no cure", because=because, tried=tried)
        if found.status == "gave up":
            return Cured(status="gave up", because="which choice is the cheapest could not be proven", tried=tried)
        doubt = _NEARLY if found.status == "nearly" else doubt
        chosen = tuple(one for one, is_taken in zip(options, found.taken, strict=True) if is_taken)
        left = search.left(chosen)
        if not left:
            return chosen, tried, doubt
        last = f"; the last that was tried leaves {search.told(chosen, min(left)[0])}"
        _cut(search, options, program, taken, found.taken, left)
    return Cured(status="gave up", because=f"{_MOST_CUTS} choices were tried", tried=_MOST_CUTS)


def _parts_settled(
    search: _Search,
    options: list[Alternative],
    alone: Mapping[str, set[tuple[str, str]]],
    needed: set[tuple[str, str]],
    program: Program,
    taken: IntArray,
) -> str:
    """Rows that each part in trouble must be settled, or why none of the alternatives can.

    What is said of a part hangs on the alternatives that touch it only. A set of those that settles it has one that does so alone,
    or two others that do so together, or three others at least: with weights three, three and one, a row of three.
    """
    bill = search.bill
    troubles = sorted((rule, part) for rule, part in needed if part != bill.product.id)
    touching = {part: [index for index, one in enumerate(options) if search.touches(one, part)] for _, part in troubles}
    others = {
        trouble: [index for index in touching[trouble[1]] if trouble in alone[options[index].id]]
        for trouble in troubles
    }
    pairs = {
        (one, two)
        for indices in others.values()
        for one, two in combinations(indices, 2)
        if search.compatible(options[one], options[two])
    }
    few = len(pairs) <= _MOST_PAIRS
    left = {pair: search.left([options[pair[0]], options[pair[1]]]) for pair in sorted(pairs)} if few else {}
    both: dict[tuple[int, int], int] = {}
    weight = 3.0 if few else 2.0
    for trouble in troubles:
        settle = [index for index in touching[trouble[1]] if index not in others[trouble]]
        mine = [
            pair
            for pair in left
            if trouble not in left[pair] and pair[0] in others[trouble] and pair[1] in others[trouble]
        ]
        if not settle and not mine and len({options[index].replaces for index in others[trouble]}) < weight:
            called = next((one.name or one.id for one in bill.parts if one.id == trouble[1]), trouble[1])
            return f"no alternative in time settles {called} under {trouble[0]}"
        for pair in mine:
            if pair not in both:
                both[pair] = int(program.columns(1, upper=1.0)[0])
                for index in pair:
                    row = program.rows(1, lower=0.0)
                    program.add(np.repeat(row, 2), np.array([taken[index], both[pair]]), np.array([1.0, -1.0]))
        columns = [*taken[settle], *(both[pair] for pair in mine), *taken[others[trouble]]]
        weights = [weight] * (len(settle) + len(mine)) + [1.0] * len(others[trouble])
        row = program.rows(1, lower=weight)
        program.add(np.repeat(row, len(columns)), np.array(columns, dtype=np.int64), np.array(weights))
    return ""


def _cut(
    search: _Search,
    options: list[Alternative],
    program: Program,
    taken: IntArray,
    yes: NDArray[np.bool_],
    left: set[tuple[str, str]],
) -> None:
    """Cut off a choice that leaves trouble: with all that are like it in the alternatives that touch the part, else alone."""
    known = {part.id for part in search.bill.parts[1:]}
    for part in sorted({part for _, part in left}):
        touching = np.array([part not in known or search.touches(one, part) for one in options])
        if touching.any():
            row = program.rows(1, lower=1.0 - float((yes & touching).sum()))
            program.add(np.repeat(row, int(touching.sum())), taken[touching], np.where(yes[touching], -1.0, 1.0))


def _undominated(
    options: list[Alternative], alone: Mapping[str, set[tuple[str, str]]], costs: Mapping[str, Decimal]
) -> list[Alternative]:
    """The alternatives without those that do no more than another for the same part that costs no more.

    What they do is what trouble is left with each alone, and what they say of category, origin, cost and facts, by which two may
    do together what neither does alone; so the program need not weigh
    a cost against another a billion times its size.
    """
    kept: list[Alternative] = []
    for one in sorted(options, key=lambda each: (costs[each.id], each.id)):
        same = (
            other
            for other in kept
            if other.replaces == one.replaces
            and alone[other.id] == alone[one.id]
            and other.within == one.within
            and _said(other.part) == _said(one.part)
        )
        if next(same, None) is None:
            kept.append(one)
    order = {one.id: index for index, one in enumerate(options)}
    return sorted(kept, key=lambda each: order[each.id])


def _said(part: Part) -> tuple[object, ...]:
    """What rules may ask of a part, with its cost."""
    return part.categories, part.origin, part.cost, part.facts


def _shares(search: _Search, options: list[Alternative], program: Program, taken: IntArray) -> None:
    """Rows for the shares of cost that chosen rules ask for: sums over parts, so that alternatives add up.

    They do not where what is inside of an assembly costs more than the whole: then choices are asked of the rules alone.
    """
    if sums(search.bill).findings:
        return
    bills = [search.bill, *(replaced(search.bill, [one]) for one in options)]
    for rule in search.wanted.values():
        for limb in rule.limbs.values():
            for test in (condition.share for condition in limb.fails_if if condition.share is not None):
                over = [_over(Asking(rule, Asked(bill, search.purchase, search.base_lists)), test) for bill in bills]
                if any(one is None for one in over):
                    continue
                for base, *after in zip(*(one for one in over if one is not None), strict=True):
                    size = max(map(abs, (base, *after))) or 1.0
                    row = program.rows(1, lower=-base / size - 1e-9)
                    program.add(np.repeat(row, len(after)), taken, (np.array(after) - base) / size)


def _over(asking: Asking, test: CostShare) -> tuple[float, ...] | None:
    """By how much cost the bounds of a share are kept, each; nothing where costs are not known."""
    costs = asking.costs(test)
    if costs.missing:
        return None
    kept: list[Decimal] = []
    for steps, counted, sign in (
        (test.below, costs.low, 1),
        (test.at_most, costs.low, 1),
        (test.above, costs.high, -1),
    ):
        bound = asking.step(steps)
        if bound is not None:
            kept.append(sign * (counted - bound * costs.total))
    return tuple(map(float, kept))
