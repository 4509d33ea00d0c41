"""The other policy: each year the rest is planned anew from what has happened, in one future. Not a planner that knows what will come.

What is known at the start of a contract year: numbers whose quarters have begun, and events that have happened. Lead times are not learnt: what
comes late has been seen to. Orders under way stay. A new plan takes the old one's place only with everybody's leave: nobody is worse off than
if the old one were carried on. Both sides are planned anew alike: the deal, and what would be done without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.deal import Deal, drawn_of
from dronedeal.deal.number import Number, Series
from dronedeal.deal.row import Unfolded
from dronedeal.planning import PREFERRED, ROOM, Compiled, Futures, avoiding, compile_deal
from dronedeal.reading import FloatVector, IntVector
from dronedeal.simulation.execution import executed
from dronedeal.simulation.happening import open_ways
from dronedeal.simulation.held import FlowKey, Held, Quantities, quantities_of
from dronedeal.simulation.prepared import Outcome, Prepared
from dronedeal.simulation.worth import items
from dronedeal.solving import Solver

__all__ = ["replanned"]

_OVERSPENT = 100.0
"""What a unit of money counts against a plan that is spent beyond a budget: the past may have been dearer than was appropriated."""

_GAP = 1e-4
"""Distance to the bound, relative to the joint value, at which the rest of a plan is taken for the best."""

_LEAST = 1e-4
"""Share of the joint value by which a new plan has to be better than the old one carried on: what is less is the solver's, or a tie."""

_SECONDS = 30.0
"""Longest the rest may take; a plan not found by then stays as it was."""


def replanned(held: Held, drawn: Mapping[str, float]) -> Outcome:
    """Carry a plan out in one future, planning the rest anew at the start of each contract year but the first.

    Parameters
    ----------
    held
        The plan, with the deal and without it.
    drawn
        Numbers and quarters of events by path.
    """
    stood = 0
    horizon = held.deal.horizon
    years = horizon.groups("year")
    starts = [period for period in range(1, horizon.periods) if years[period] != years[period - 1]]
    for start in starts:
        known = {**held.package, **_known(held.deal, drawn, start)}
        without = _Side(held.struck, held.struck_unfolded, held.without_deal, held).anew(drawn, known, start, None)
        with_deal = _Side(held.deal, held.unfolded, held.with_deal, held).anew(drawn, known, start, without.plan)
        stood += without.stood + with_deal.stood
        held = replace(held, with_deal=with_deal.plan, without_deal=without.plan, package=known, expected=None)
    outcome = Prepared(held=held).run({path: np.array([value]) for path, value in drawn.items()}, 1)
    return replace(outcome, stood=np.array([float(stood)]))


def _known(deal: Deal, drawn: Mapping[str, float], start: int) -> dict[str, float]:
    """What was drawn and has been seen before a quarter."""
    begins: dict[str, int] = {}
    for number in deal.numbers:
        if isinstance(number, Series):
            for label, part in zip(number.labels, number.values, strict=True):
                year, _, quarter = label.partition("-Q")
                begins[part.path] = deal.horizon.index(Quarter(int(year), int(quarter or 1)))
    known: dict[str, float] = {}
    for path, number in drawn_of(deal).items():
        if path not in drawn or _is_time(number):
            continue
        seen = drawn[path] if path.startswith("events.") and path.count(".") == 1 else begins.get(path, 0)
        if seen < start:
            known[path] = drawn[path]
    return known


def _is_time(number: Number) -> bool:
    """Whether a number is a length of time, which a new plan does not learn."""
    return number.unit in {"days", "months"}


@dataclass(frozen=True, slots=True)
class _Anew:
    """The plan from now on, and whether it is the old one only because no other was found."""

    plan: Quantities
    stood: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    """One plan, with the deal or without it, part of which has been carried out."""

    deal: Deal
    unfolded: Unfolded
    planned: Quantities
    held: Held

    def anew(
        self, drawn: Mapping[str, float], known: Mapping[str, float], start: int, without: Quantities | None
    ) -> _Anew:
        """The plan from a quarter on as it is best then, and before it as it was carried out.

        The old one, as it would be carried on with what is known, where that is worth as much or no other is found. ``without`` is what would
        be done without the deal: what counts as avoided and what own forces get.
        """
        held = self.held
        expected = Futures(self.deal if held.expected is None else held.expected, held.package)
        happened = executed(self._futures({**held.package, **drawn}), expected, self.unfolded, self.planned, held.timed)
        lasting = {
            path: drawn[path] for path, number in drawn_of(self.deal).items() if path in drawn and _is_time(number)
        }
        compiled = compile_deal(self.deal, self.unfolded, known)
        past = _Past(compiled, happened, start)
        past.hold(self._futures(known))
        seen = self._futures({**lasting, **known})
        rest = executed(seen, expected, self.unfolded, self.planned, held.timed)
        values, joint = self._worth(seen, rest)
        past.keep(values)
        if without is not None:
            past.bound_by(without)
        best = past.rest()
        if best is None or best.joint - joint <= _LEAST * abs(joint):
            return _Anew(past.carried(rest), stood=best is None)
        return _Anew(best.plan)

    def _futures(self, numbers: Mapping[str, float]) -> Futures:
        return Futures(self.deal, {path: np.array([value]) for path, value in numbers.items()})

    def _worth(self, seen: Futures, rest: Quantities) -> tuple[dict[str, float], float]:
        """What quantities are worth to each party, and to all together, payments apart: if everybody pays, which is all that a plan knows."""
        values, joint = dict.fromkeys(self.deal.parties, 0.0), 0.0
        events = {name: replace(event, unpaid=()) for name, event in self.deal.events.items()}
        paying = Futures(replace(self.deal, events=events), seen.settled)
        for item in items(paying, self.unfolded, rest, seen.settled, self.deal.parties):
            amount = float(item.amount[0])
            values[item.party] += amount
            joint += 0.0 if item.kind == "payment" else amount
        return values, joint


@dataclass(frozen=True, slots=True)
class _Best:
    """The best rest of a plan, and what it is worth to all together."""

    plan: Quantities
    joint: float


class _Past:
    """A program of which what happened before a quarter is held, so that the rest is left to choose."""

    def __init__(self, compiled: Compiled, happened: Quantities, start: int) -> None:
        self.compiled, self.happened, self.start = compiled, happened, start
        self.orders: dict[FlowKey, FloatVector] = {}
        self.fixed = np.zeros(compiled.program.column_count, dtype=np.bool_)
        self.integer = compiled.program.arrays().integer

    def hold(self, known: Futures) -> None:
        """Hold what was ordered, bought, built and used; close what is known to be closed."""
        goods, start = self.compiled.goods, self.start
        for flow, columns in zip(goods.flows, goods.columns, strict=True):
            key = (flow.clause, flow.system, flow.kit, flow.site, flow.need)
            opened = open_ways(known, flow)
            if opened is not None:
                self._fix(columns[opened[0] <= 0.0], np.zeros(columns.size)[opened[0] <= 0.0])
            if key not in self.orders:
                made = _row(self.happened.made(key)) if key in self.happened.flows else np.zeros(columns.size)
                self.orders[key] = _delivered(made, flow.lead)
                under_way = min(start + flow.lead, columns.size)
                self._fix(columns[:under_way], self.orders[key][:under_way])
        for site, columns in goods.built.items():
            self._fix(columns[:start], self.happened.bought[site][:start])
        for site, columns in goods.opens.items():
            self._fix(columns[:start], self.happened.opened[site][:start])
        for name, need in goods.needs.items():
            for step, columns in zip(self.happened.steps[name], need.steps, strict=True):
                self._fix(columns[:start], _row(step)[:start])
            for other, columns in need.alternatives.items():
                self._fix(columns[:start], _row(self.happened.alternatives[name, other])[:start])

    def bound_by(self, without: Quantities) -> None:
        """Let no more count as avoided than would be bought without the deal, and own forces be served no worse from now on."""
        program, needs = self.compiled.program, self.compiled.goods.needs
        for name, need in needs.items():
            if need.avoided:
                so_far = np.cumsum(_row(self.happened.steps[name][0])[: self.start])
                most = np.maximum(np.cumsum(_row(without.steps[name][0])), so_far[-1])
                program.set_row_bounds(need.avoided_rows, -np.inf, most * (1.0 + 1e-9) + 1e-9)
            if need.own_rows.size:
                least = np.sum([_row(step) for step in without.steps[name]], axis=0)
                program.set_row_bounds(need.own_rows[self.start :], least[self.start :] * (1.0 - 1e-6) - 1e-6, np.inf)

    def keep(self, values: Mapping[str, float]) -> None:
        """Let nobody fall below what it would have if the old plan were carried on."""
        compiled = self.compiled
        rows = np.array(list(compiled.floor.values()))
        least = np.array([values[party] for party in compiled.floor])
        sizes = np.array([compiled.sizes[party] for party in compiled.floor])
        compiled.program.set_row_bounds(rows, least - ROOM * np.maximum(np.abs(least), sizes), np.inf)

    def rest(self) -> _Best | None:
        """Plan what is left, the joint best; among plans worth as much the one that buys its alternatives, as every plan does."""
        compiled, program = self.compiled, self.compiled.program
        matrix = program.matrix()
        settled = np.ones(program.row_count, dtype=np.bool_)
        settled[matrix.rows[~self.fixed[matrix.columns]]] = False
        program.set_row_bounds(np.flatnonzero(settled), -np.inf, np.inf)  # what has happened can no longer be kept to
        over = np.concatenate([np.empty(0, dtype=np.int64), *compiled.money.overspent])
        program.set_bounds(over, 0.0, np.inf)
        costs = compiled.goal(compiled.joint)
        costs[over] = -_OVERSPENT
        solver = Solver(program, mip_gap=_GAP, time_limit=_SECONDS)
        solver.change_objective(costs + PREFERRED * avoiding(compiled))
        solution = solver.solve()
        if not solution.has_values:
            return None
        planned = quantities_of(compiled, solution.values)
        whole = replace(planned, flows=self._ordered(planned), late=self._late())
        return _Best(whole, compiled.joint.at(solution.values))

    def carried(self, rest: Quantities) -> Quantities:
        """The old plan as it would be carried on: its orders, those of the past as they were carried out."""
        ways = rest.ways
        return replace(
            rest,
            flows={key: _delivered(_row(rest.made(key)), ways[key].lead) for key in rest.flows},
            steps={name: np.array([_row(step) for step in steps]) for name, steps in rest.steps.items()},
            alternatives={key: _row(units) for key, units in rest.alternatives.items()},
            stored={name: float(np.ravel(left)[0]) for name, left in rest.stored.items()},
            making={}, late={clause: _row(days) for clause, days in rest.late.items()},
        )  # fmt: skip

    def _ordered(self, planned: Quantities) -> dict[FlowKey, FloatVector]:
        """Orders: those of the past as they were carried out, to the last digit, and the new ones."""
        flows = dict(planned.flows)
        for key, units in flows.items():
            under_way = min(self.start + planned.ways[key].lead, units.size)
            flows[key] = np.concatenate([self.orders[key][:under_way], units[under_way:]])
        return flows

    def _late(self) -> dict[str, FloatVector]:
        """How late the past was, which new orders do not mend."""
        before = np.arange(self.compiled.deal.horizon.periods) < self.start
        return {clause: _row(days) * before for clause, days in self.happened.late.items()}

    def _fix(self, columns: IntVector, values: FloatVector) -> None:
        held = np.where(self.integer[columns], np.rint(values), np.maximum(values, 0.0))
        self.compiled.program.set_bounds(columns, held, held)
        self.fixed[columns] = True


def _row(values: FloatVector) -> FloatVector:
    """The one future's values by quarter."""
    return np.array(np.atleast_2d(values)[0])


def _delivered(made: FloatVector, lead: int) -> FloatVector:
    """Units by the quarter they were ordered for, of those made so many quarters before."""
    return np.concatenate([np.zeros(lead), made[: made.size - lead]]) if lead else made
