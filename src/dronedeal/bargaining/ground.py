"""The ground of a deal's bargaining: who bargains, from which walk-aways, within which mandates; and packages planned on it. Not which to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.reach import Reach, Sides, Unreachable, sides_of
from dronedeal.bargaining.rules import Settle, Settled
from dronedeal.deal import Deal, Open, Unfolded, narrow, numbers_of, parts_of
from dronedeal.planning import (
    Chosen,
    Compiled,
    Floors,
    NoDeal,
    choose_package,
    compile_payments,
    floor_rows,
    hold_parties,
    on_quanta,
    prepared,
)
from dronedeal.reading import FloatVector
from dronedeal.solving import Start
from dronedeal.unfolding import unfold

__all__ = ["Ground", "Made", "OnesidedDeal", "ground_of", "open_numbers"]

_WIDTHS = (0.5, 0.15)
"""Shares of their ranges within which prices are let move, one after the other, around a package that is to be bettered."""

_TURNS = 2
"""Most times integers are chosen anew at a package."""

_EXACT = 1e-9
"""Share of a walk-away by which floors give way in a plan that is shown."""


class OnesidedDeal(ValueError):
    """Fewer than two parties bargain: there is nobody to agree with."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """A package and the plan with it fixed.

    ``gains`` are those of the sides, shape (sides,), in a plan that keeps everybody at its walk-away; ``settled.proof`` is that of the rule within one
    choice of the integers at this package.
    """

    package: dict[str, float]
    compiled: Compiled
    settled: Settled

    @property
    def gains(self) -> FloatVector:
        """What each side gains; shape (sides,)."""
        return self.settled.gains


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """A deal at the table.

    Attributes
    ----------
    deal
        With open numbers narrowed to what mandates leave of them.
    floors
        What no plan may fall below: walk-aways, raised for the sides by the least gain their mandates ask for.
    names
        The sides that bargain, in the document's order; everybody else keeps its walk-away.
    walk_aways
        Of the sides, never moved; shape (sides,).
    least
        The least gain for which each may sign, by its mandate; shape (sides,).
    agreed
        Open numbers of which mandates leave one value.
    """

    deal: Deal
    unfolded: Unfolded
    floors: Floors
    names: tuple[str, ...]
    walk_aways: FloatVector
    least: FloatVector
    agreed: Mapping[str, float]

    def asking(self, least: FloatVector) -> Ground:
        """The same where sides sign for no less than some gains; shape (sides,)."""
        raised = {name: float(one) for name, one in zip(self.names, self.walk_aways + least, strict=True)}
        return replace(self, least=least, floors=replace(self.floors, values={**self.floors.values, **raised}))

    def program(self, package: Mapping[str, float] | None = None) -> Compiled:
        """The program with open numbers as columns, save those of a package; payments are bounded by prices, by their four rows."""
        return prepared(self.deal, self.unfolded, self.floors, package)

    def sides(self, compiled: Compiled) -> Sides:
        """The sides of one of its programs."""
        return sides_of(compiled, self.names, self.walk_aways, self.least)

    def planned(self, package: Mapping[str, float], settle: Settle, like: Compiled, plan: FloatVector) -> Made | None:
        """A package planned again by a rule, integers as in a like plan; nothing where that cannot be, every floor kept exactly."""
        compiled = prepared(self.deal, self.unfolded, self.floors, package)
        rows, least = floor_rows(compiled, self.floors)
        sizes = np.array([compiled.sizes[party] for party in compiled.floor])
        compiled.program.set_row_bounds(rows, least - _EXACT * np.maximum(np.abs(least), sizes), np.inf)
        try:
            settled = settle(Reach(self.sides(compiled), integers=_carried(like, plan, compiled)))
        except Unreachable:
            return None
        return Made(package={**self.agreed, **package}, compiled=compiled, settled=settled)

    def made(
        self,
        settle: Settle,
        compiled: Compiled,
        wanted: Settled,
        *,
        seeds: Sequence[Mapping[str, float]] = (),
        thorough: bool = False,
    ) -> Made | None:
        """A package for what a rule wants, where payments are only bounded by prices.

        Prices by the rule at the units wanted, or else the best package by the weights that prove what is wanted; then units and prices by turns
        near it, and integers anew.

        Parameters
        ----------
        seeds
            Packages that are known to hold: nothing worse comes out.
        thorough
            Whether ranges of prices are cut in two in search of the best package by weights, which takes some seconds more.
        """
        decided: dict[str, float] = {}
        for path, (number, column) in compiled.opened.items():
            if number.choices:
                value = float(wanted.plan[column])
                decided[path] = min((abs(float(one) - value), float(one)) for one in number.choices)[1]
        weights = wanted.proof.weights
        tried = [
            self._priced(settle, compiled, wanted.plan, decided),
            self._weighed(settle, weights, {}, thorough=thorough),
        ]
        tried += [self._weighed(settle, weights, seed, thorough=False) for seed in seeds]
        best = _best([one for one in tried if one is not None])
        if best is None:
            return None
        choices = {path for path, number in open_numbers(self.deal).items() if number.choices}
        decided = {path: value for path, value in best.package.items() if path in choices}
        for width in _WIDTHS:
            best = _best([best, *self._near(settle, best, decided, width)]) or best
        return self._bettered(settle, best)

    def _priced(
        self, settle: Settle, compiled: Compiled, plan: FloatVector, decided: Mapping[str, float]
    ) -> Made | None:
        """The package whose prices a rule chooses at the units of a plan."""
        left = compile_payments(compiled, plan, decided)
        hold_parties(left, self.floors)
        try:
            priced = settle(Reach(self.sides(left)))
        except Unreachable:
            return None
        values = {path: float(priced.plan[column]) for path, (_, column) in left.opened.items()}
        return self.planned({**on_quanta(left, values), **decided}, settle, compiled, plan)

    def _weighed(
        self, settle: Settle, weights: FloatVector, package: Mapping[str, float], *, thorough: bool
    ) -> Made | None:
        """The best package by weights, some numbers given, planned by the rule."""
        shares = np.maximum(weights / max(float(weights.max()), 1e-300), 1e-3).tolist()
        chosen = choose_package(
            self.deal, self.floors, weights=dict(zip(self.names, shares, strict=True)), package=package, polish=thorough
        )
        if not isinstance(chosen, Chosen):
            return None
        return self.planned({**package, **chosen.package}, settle, chosen.compiled, chosen.solution.values)

    def _near(self, settle: Settle, best: Made, decided: Mapping[str, float], width: float) -> list[Made]:
        """Packages with prices near those of one, where what bounds payments is close to what prices make them."""
        numbers = open_numbers(self.deal)
        ranges: dict[str, tuple[float, float]] = {}
        for path in numbers.keys() - decided.keys():
            low, high = float(numbers[path].low), float(numbers[path].high)
            room = 0.5 * width * (high - low)
            ranges[path] = (max(low, best.package[path] - room), min(high, best.package[path] + room))
        compiled = prepared(self.deal, self.unfolded, self.floors, decided, ranges)
        try:
            near = settle(Reach(self.sides(compiled), integers=_carried(best.compiled, best.settled.plan, compiled)))
        except Unreachable:
            return []
        found = self._priced(settle, compiled, near.plan, decided)
        return [] if found is None else [found]

    def _bettered(self, settle: Settle, best: Made) -> Made:
        """The same package with integers chosen anew, by the weights that make the plan the best of its own choice."""
        choices = Choices(self.sides(best.compiled))
        for _ in range(_TURNS):
            try:
                found = choices.most(best.settled.proof.weights)
                choice = choices.at(found.plan)
                settled = None if choice is None else settle(choice.reach)
            except Unreachable:
                break
            if settled is None or settled.score <= best.settled.score * (1.0 + 1e-6):
                break
            best = replace(best, settled=settled)
        return best


def _best(found: Sequence[Made]) -> Made | None:
    return max(found, key=lambda one: one.settled.score, default=None)


def open_numbers(deal: Deal) -> dict[str, Open]:
    """What is on the table, by path."""
    parts = (part for number in numbers_of(deal) for part in parts_of(number))
    return {part.path: part for part in parts if isinstance(part, Open)}


def ground_of(deal: Deal, no_deal: NoDeal, *, between: Sequence[str] = (), mandates: bool = True) -> Ground:
    """The ground of a deal's bargaining.

    Parameters
    ----------
    between
        The sides; the deal's principals if none are named.
    mandates
        Whether the mandates that can be read hold.

    Raises
    ------
    KeyError
        A side is no party of the deal.
    OnesidedDeal
        Fewer than two sides.
    ValueError
        Mandates leave a number no value that all may agree to.
    """
    unknown = sorted(set(between) - deal.parties.keys())
    if unknown:
        raise KeyError(", ".join(unknown))
    asked = set(between) or {party.id for party in deal.parties.values() if party.role == "principal"}
    names = tuple(name for name in deal.parties if name in asked)
    if len(names) < 2:  # noqa: PLR2004 - a side and another
        who = f"{names[0]} alone" if names else "nobody"
        raise OnesidedDeal(f"{who} bargains: name two sides or more, or make them principals of the document")
    least = np.zeros(len(names))
    ranges: dict[str, tuple[Decimal, Decimal]] = {}
    for side, name in enumerate(names):
        mandate = deal.parties[name].mandate if mandates else None
        if mandate is None:
            continue
        least[side] = float(mandate.least_gain)
        for limit in mandate.limits.values():
            low, high = ranges.get(limit.number, limit.ends)
            ranges[limit.number] = (max(low, limit.ends[0]), min(high, limit.ends[1]))
    narrowed = narrow(deal, ranges)
    left = open_numbers(narrowed)
    agreed = {
        path: float(max(number.low, ranges[path][0])) for path, number in open_numbers(deal).items() if path not in left
    }
    ground = Ground(
        deal=narrowed, unfolded=unfold(narrowed), floors=no_deal.floors, names=names,
        walk_aways=np.array([no_deal.values[name] for name in names]), least=np.zeros(len(names)), agreed=agreed,
    )  # fmt: skip
    return ground.asking(least)


def _carried(like: Compiled, plan: FloatVector, compiled: Compiled) -> FloatVector:
    """Values of one program's columns on those of another, by the names of blocks."""
    columns, rows = like.program.blocks
    start = Start(
        column_blocks=columns, row_blocks=rows, columns=np.zeros(plan.size, dtype=np.int64),
        rows=np.zeros(like.program.row_count, dtype=np.int64), values=plan,
    )  # fmt: skip
    program = compiled.program
    return start.fitted(*program.blocks, (program.row_count, program.column_count)).values
