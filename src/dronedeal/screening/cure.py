"""The cheapest set of alternatives that turns chosen rules green, proven so; what it newly breaks, and by when. Not advice to take it.

An integer program: one yes or no an alternative; each part that fails or leaves a question needs one of the alternatives that
settle it; shares of cost are rows of the program. What no row says, such as a condition on the product as a whole, is asked of the
rules again, and a choice that does not pass is cut off, until one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from dronedeal.screening.asking import Asked, Asking
from dronedeal.screening.bill import Alternative, Bill
from dronedeal.screening.judge import screen
from dronedeal.screening.meeting import Register
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.replacing import above, replaced, saving
from dronedeal.screening.rule import CostShare, Rule
from dronedeal.screening.verdict import WORD_RANK, Cell, Screened
from dronedeal.solving import IntArray, Program, solve

__all__ = ["Broken", "Cured", "cure"]

_MOST_CUTS = 200
"""Choices that are tried before the search says that it gives up."""

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
        Why there is none.
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
    chosen, tried = found
    after = search.screen(replaced(bill, chosen), rules)
    before = search.screen(bill, rules)
    each = -sum((saving(bill, one) or Decimal(0) for one in chosen), Decimal(0))
    once = sum((one.once for one in chosen), Decimal(0))
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
        total=units * each + once,
        ready=_day_after(purchase, max(one.lead for one in chosen)),
        because="" if purchase.signed else "lead times bind nothing, as no day of signature is given",
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


def _cheapest(search: _Search, options: list[Alternative], units: int) -> Cured | tuple[tuple[Alternative, ...], int]:
    bill, product = search.bill, search.bill.product.id
    needed = search.trouble(search.base)
    alone = {
        one.id: search.trouble(search.screen(replaced(bill, [one]), {**search.wanted, **search.kept}))
        for one in options
    }
    options = _undominated(
        options, alone, {one.id: -units * (saving(bill, one) or Decimal(0)) + one.once for one in options}
    )
    program = Program(maximise=False)
    costs = np.array([float(-units * (saving(bill, one) or 0) + one.once) for one in options])
    size = float(np.abs(costs).max(initial=1.0)) or 1.0
    taken = program.columns(len(options), upper=1.0, integer=True, cost=costs / size + 1e-9)
    for rule, part in sorted(needed):
        if part == product:
            continue
        settle = [
            index
            for index, one in enumerate(options)
            if search.touches(one, part) and (rule, part) not in alone[one.id]
        ]
        if not settle:
            called = next((one.name or one.id for one in bill.parts if one.id == part), part)
            return Cured(status="no cure", because=f"no alternative in time settles {called} under {rule}")
        row = program.rows(1, lower=1.0)
        program.add(np.repeat(row, len(settle)), taken[settle], 1.0)
    for index, one in enumerate(options):
        for _, part in sorted(alone[one.id] - needed):
            if part == product:
                continue
            mend = [other for other, two in enumerate(options) if other != index and search.touches(two, part)]
            row = program.rows(1, lower=0.0)
            program.add(np.repeat(row, len(mend) + 1), taken[[index, *mend]], np.array([-1.0, *[1.0] * len(mend)]))
        for other in range(index):
            two = options[other]
            if one.replaces == two.replaces or (
                product not in {one.replaces, two.replaces}
                and (one.replaces in above(bill, two.replaces) or two.replaces in above(bill, one.replaces))
            ):
                row = program.rows(1, upper=1.0)
                program.add(np.repeat(row, 2), taken[[other, index]], 1.0)
    _shares(search, options, program, taken)
    for tried in range(1, _MOST_CUTS + 1):
        solution = solve(program, mip_gap=0.0)
        if solution.status != "optimal":
            return Cured(
                status="no cure", because="no set of the alternatives given passes the chosen rules", tried=tried
            )
        yes = solution.values[taken] > 0.5  # noqa: PLR2004 - a yes or no
        chosen = tuple(one for one, is_taken in zip(options, yes, strict=True) if is_taken)
        left = search.trouble(search.screen(replaced(bill, chosen), {**search.wanted, **search.kept}))
        if not left:
            return chosen, tried
        row = program.rows(1, lower=1.0 - float(yes.sum()))
        program.add(np.repeat(row, len(options)), taken, np.where(yes, -1.0, 1.0))
    return Cured(status="gave up", because=f"{_MOST_CUTS} choices were tried", tried=_MOST_CUTS)


def _undominated(
    options: list[Alternative], alone: Mapping[str, set[tuple[str, str]]], costs: Mapping[str, Decimal]
) -> list[Alternative]:
    """The alternatives without those that do no more than another for the same part that costs no more.

    What they do is what trouble is left with each alone, and what they say of origin and cost; so the program need not weigh
    a cost against another a billion times its size.
    """
    kept: list[Alternative] = []
    for one in sorted(options, key=lambda each: (costs[each.id], each.id)):
        same = (
            other
            for other in kept
            if other.replaces == one.replaces
            and alone[other.id] == alone[one.id]
            and (other.part.origin, other.part.cost) == (one.part.origin, one.part.cost)
        )
        if next(same, None) is None:
            kept.append(one)
    order = {one.id: index for index, one in enumerate(options)}
    return sorted(kept, key=lambda each: order[each.id])


def _shares(search: _Search, options: list[Alternative], program: Program, taken: IntArray) -> None:
    """Rows for the shares of cost that chosen rules ask for: sums over parts, so that alternatives add up."""
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
