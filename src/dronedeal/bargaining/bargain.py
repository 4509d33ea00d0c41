"""The verb bargain: from a deal with open numbers to the packages all sides prefer to no deal, the efficient and the balanced ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

from dronedeal.bargaining.choices import Choice, Choices
from dronedeal.bargaining.efficient import Efficient, efficient
from dronedeal.bargaining.envelope import Piece
from dronedeal.bargaining.facets import facets
from dronedeal.bargaining.ground import Aim, Ground, Made, ground_of, open_numbers
from dronedeal.bargaining.reach import Unreachable
from dronedeal.bargaining.rules import RULES, Settle, Settled, score, settle
from dronedeal.bargaining.table import (
    Bargained,
    Certificate,
    Corner,
    Exchanged,
    FrontierFound,
    Left,
    PointFound,
    RangeFound,
    ZoneFound,
)
from dronedeal.deal import Deal, Open, principals_of
from dronedeal.planning import (
    Chosen,
    Compiled,
    NoDeal,
    NoDealImpossible,
    Shortfall,
    choose_package,
    conflict_lines,
    short_words,
    walk_away,
    worked_out,
)
from dronedeal.reading import FloatVector
from dronedeal.solving import Start

__all__ = ["GAP", "bargain"]

GAP = 1e-3
"""How far the frontier may be from its bound, as a share of each range, before no more is looked for."""

_SEARCHES = 32
"""Most integer programs that look for other choices of the integers, two at once."""

_LONG = 400
"""The same where a gap is asked for."""

_TWO = 2

_ALIKE = 1e-4
"""Share of an ideal below which a gain over what is signed is none: such a package is not shown."""

_NOUGHT = 1e-9
"""A multiplier that rounding leaves, where they sum to one."""


def bargain(
    deal: Deal,
    *,
    between: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
    rules: Sequence[str] = tuple(RULES),
    mandates: bool = True,
    signed: Mapping[str, float] | None = None,
    signed_in: Deal | None = None,
    no_deal: NoDeal | None = None,
    gap: float | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Bargained:
    """Find the zone, the range of each open number, the frontier and the points of rules.

    Parameters
    ----------
    between
        The sides; the deal's principals if none are named. Everybody else keeps its walk-away.
    weights
        Of the sides, for the rules that have any; equal if not said.
    rules
        Which rules, by the names of ``RULES``.
    mandates
        Whether the mandates that can be read hold.
    signed
        A package that is signed already: then nobody is to have less than under it, and gains are counted from there (post-settlement, Raiffa 1985).
    signed_in
        The deal in which it was signed, where this one amends it.
    no_deal
        What everyone has without the deal, where that is known.
    gap
        How far the frontier of two sides may be from its bound over all choices of the integers, as a share of each range: the search goes on until then, or for
        ``_LONG`` integer programs. If not said, it is ``GAP``, and the search ends after ``_SEARCHES``.
    progress
        Told in words what is being done.

    Raises
    ------
    KeyError
        A side is no party of the deal.
    OnesidedDeal
        Fewer than two sides.
    Unbounded
        Nothing bounds what sides can gain.
    """
    progress("walk-aways")
    try:
        no_deal = no_deal or walk_away(deal)
    except NoDealImpossible as impossible:
        return _none(deal, between, f"the existing terms cannot hold together: {_lines(impossible.compiled)}")
    known: Chosen | None = None
    if signed is not None:
        progress("what is signed")
        before = signed_in or deal
        worked = worked_out(before, package=signed, polish=False, no_deal=None if signed_in is not None else no_deal)
        if worked.chosen is None:
            return _none(deal, between, f"what is signed cannot stand: {worked.plan.because}")
        as_signed = {name: one.value for name, one in worked.plan.parties.items() if name in no_deal.values}
        no_deal = replace(no_deal, values={**no_deal.values, **as_signed})
        known = worked.chosen if signed_in is None else None
    try:
        ground = ground_of(deal, no_deal, between=between, mandates=mandates)
    except ValueError as error:
        if "value from" not in str(error):
            raise
        return _none(deal, between, f"the mandates contradict each other: {error}")
    progress("the zone")
    if signed is not None:  # gains count from there, and mandates asked for theirs when it was signed
        ground = ground.asking(np.zeros(len(ground.names)))
    allowed = (
        None if signed is None else {path: value for path, value in signed.items() if path in open_numbers(ground.deal)}
    )
    chosen = (
        known
        if known is not None and ground.deal is deal
        else choose_package(ground.deal, ground.floors, package=allowed, polish=False)
    )
    if isinstance(chosen, Shortfall) and signed is not None:
        chosen = choose_package(ground.deal, ground.floors, polish=False)
    if isinstance(chosen, Shortfall):
        return _without(ground, chosen)
    found = _Table(
        deal=deal,
        ground=ground,
        weights=_weights(ground, weights),
        enough=gap,
        start=chosen.start,
        progress=progress,
        signed=signed,
    )
    return found.bargained(rules, chosen)


def _weights(ground: Ground, weights: Mapping[str, float] | None) -> FloatVector:
    """Weights of the sides; one where nothing is said."""
    return np.array([1.0 if weights is None else float(weights.get(name, 1.0)) for name in ground.names])


def _lines(compiled: Compiled) -> str:
    return "; ".join(f"{line.path} ({line.place})" for line in conflict_lines(compiled)) or "no line could be named"


def _none(deal: Deal, between: Sequence[str], because: str) -> Bargained:
    return Bargained(
        sides=tuple(name for name in deal.parties if name in (between or principals_of(deal))), currency=deal.currency, walk_aways={}, least={}, ranges=(), frontier=None, points={},
        zone=ZoneFound(exists=False, gap=float("inf"), because=because),
    )  # fmt: skip


def _without(ground: Ground, short: Shortfall) -> Bargained:
    """No zone: what is missing, and whose walk-away, or least gain, would close it most cheaply."""
    free = ground.asking(np.zeros(len(ground.names)))
    compiled = free.program()
    sides = free.sides(compiled)
    unit = float(max(sides.sizes.max(), 1.0))
    gap, cheapest = float("inf"), dict[str, float]()
    because = short_words(short)
    try:
        ahead = Choices(sides).relaxed.along(np.full(len(ground.names), unit), ground.least)
    except Unreachable:
        if not short.possible:
            because = f"lines of the deal cannot hold together: {_lines(compiled)}"
    else:
        gap = max(0.0, -ahead.share * unit)
        falls = {
            name: gap / (float(one) * unit)
            for name, one in zip(ground.names, ahead.multipliers, strict=False)
            if one * unit > _NOUGHT
        }
        cheapest = dict(sorted(falls.items(), key=lambda item: item[1]))
    return Bargained(
        sides=ground.names, currency=ground.deal.currency, walk_aways=_by(ground, ground.walk_aways), least=_by(ground, ground.least),
        zone=ZoneFound(exists=False, gap=gap, because=because, cheapest=cheapest), ranges=(), frontier=None, points={},
    )  # fmt: skip


def _by(ground: Ground, values: FloatVector) -> dict[str, float]:
    return dict(zip(ground.names, map(float, values), strict=True))


@dataclass(slots=True, kw_only=True, eq=False)
class _Table:
    """One deal at the table, and what was found of it so far."""

    deal: Deal
    ground: Ground
    weights: FloatVector
    enough: float | None
    start: Start | None
    progress: Callable[[str], None]
    signed: Mapping[str, float] | None = None
    made: list[Made] = field(default_factory=list[Made])
    notes: list[str] = field(default_factory=list[str])

    def bargained(self, rules: Sequence[str], chosen: Chosen) -> Bargained:
        ground = self.ground
        compiled = ground.program()
        choices = Choices(ground.sides(compiled), self.start)
        reached = None
        if len(ground.names) == _TWO:
            most = _SEARCHES if self.enough is None else _LONG
            reached = efficient(choices, gap=self.enough or GAP, most=most, progress=self.progress)
            ideal = np.array([reached.pieces[-1].end[0], reached.pieces[0].start[1]])
        else:
            ideal = self._opened(choices)
        if choices.is_nothing(ideal):
            return self._idle()
        wanted: dict[str, Settled] = {}
        base = ground.planned(chosen.package, self._aim("nash", ideal))
        self.made = [] if base is None else [base]
        for rule in rules:
            self.progress(f"the {rule.replace('_', ' ')} point")
            aim = self._aim(rule, ideal)
            wanted[rule] = self._wanted(rule, aim.settle, choices, ideal)
            seeds = () if self.signed is None else (self.signed,)
            found = ground.made(aim, compiled, wanted[rule], seeds=seeds, like=self.made[:1])
            self.made += [] if found is None else [found]
        points = {rule: self._point(rule, choices, wanted[rule], self._best(rule, ideal), ideal) for rule in rules}
        self.progress("the range of each open number")
        frontier = self._frontier(choices, reached)
        return Bargained(
            sides=ground.names, currency=ground.deal.currency, walk_aways=_by(ground, ground.walk_aways), least=_by(ground, ground.least),
            zone=ZoneFound(exists=True, gap=0.0, because=self._because(chosen)), ranges=self._ranges(choices, compiled),
            frontier=frontier, points=points, notes=tuple(self.notes),
        )  # fmt: skip

    def _idle(self) -> Bargained:
        """Nobody gains anything by any package."""
        ground = self.ground
        over = "what is signed" if self.signed is not None else "walking away"
        because = f"nobody gains: no package gives any of {', '.join(ground.names)} more than {over}"
        return Bargained(
            sides=ground.names, currency=ground.deal.currency, walk_aways=_by(ground, ground.walk_aways), least=_by(ground, ground.least),
            zone=ZoneFound(exists=False, gap=0.0, because=because), ranges=(), frontier=None, points={},
        )  # fmt: skip

    def _because(self, chosen: Chosen) -> str:
        gains = self.ground.sides(chosen.compiled).gains(chosen.solution.values)
        said = ", ".join(f"{name} {gain:,.0f}" for name, gain in zip(self.ground.names, gains.tolist(), strict=True))
        return (
            f"a package was planned that leaves nobody below its walk-away: over it, {said} {self.ground.deal.currency}"
        )

    def _opened(self, choices: Choices) -> FloatVector:
        """Ideals of three sides and more, and the choices that reach them or what is between."""
        count = len(self.ground.names)
        bests = [choices.most(np.eye(count)[side] + 1e-3) for side in range(count)]
        ideal = np.array([max(0.0, float(best.gains[side])) for side, best in enumerate(bests)])
        scales = 1.0 / np.maximum(ideal, max(1e-9 * float(ideal.max()), 1.0))
        for plan in (*(best.plan for best in bests), choices.most(scales).plan, choices.most(np.ones(count)).plan):
            choices.at(plan)
        if ideal.max() > 0.0:
            choices.at(choices.along(np.maximum(ideal, 1e-6 * ideal.max())).plan)
        return ideal

    def _aim(self, rule: str, ideal: FloatVector) -> Aim:
        return Aim(
            settle=lambda reach: settle(rule, reach, ideal, self.weights),
            score=lambda gains: score(rule, gains, ideal, self.weights),
        )

    def _best(self, rule: str, ideal: FloatVector) -> Made | None:
        """The package that does best by a rule, of those made for any."""
        best = max(self.made, key=lambda one: score(rule, one.gains, ideal, self.weights), default=None)
        if best is None or self.signed is None or (best.gains > _ALIKE * np.maximum(ideal, 1.0)).all():
            return best
        return None  # somebody would gain nothing over what is signed: all or nothing

    def _point(self, rule: str, choices: Choices, wanted: Settled, made: Made | None, ideal: FloatVector) -> PointFound:
        ground = self.ground
        shown = wanted.gains if made is None else made.gains
        left = self._left(choices, shown, ideal)
        bound = choices.relaxed.most(wanted.proof.weights).bound
        here = float(wanted.proof.weights @ wanted.gains)
        if made is None:
            self.notes.append(
                f"no package was {'found that is better for all by' if self.signed is not None else 'recovered for'} the {rule.replace('_', ' ')} point: its gains are bounds"
            )
        return PointFound(
            name=rule, definition=RULES[rule], reservations=_by(ground, ground.walk_aways), ideals=_by(ground, ideal),
            values=_by(ground, ground.walk_aways + wanted.gains), gains=_by(ground, wanted.gains),
            package={} if made is None else dict(made.package),
            verified={} if made is None else _by(ground, ground.walk_aways + made.gains),
            verified_gains={} if made is None else _by(ground, made.gains),
            bound_distance=left,
            exchanged={} if made is None else self._exchanged(made),
            certificate=Certificate(
                weights=_by(ground, wanted.proof.weights), here=here, bound=max(bound, here),
                distance=max(0.0, bound - here) / max(abs(here), 1e-300),
            ),
        )  # fmt: skip

    def _exchanged(self, made: Made) -> dict[str, Exchanged]:
        """What each side gives and gets under clauses proposed: money at its due date as it is, and units."""
        compiled, plan = made.compiled, made.plan
        paid, received = (dict.fromkeys(self.ground.names, 0.0) for _ in range(2))
        given, got = (dict.fromkeys(self.ground.names, 0.0) for _ in range(2))
        for payment in compiled.money.payments:
            if payment.line.status == "proposed":
                amount = float(payment.amount.at(plan).sum())
                _add(paid, payment.line.debtor, amount)
                _add(received, payment.line.creditor, amount)
        for flow, columns in zip(compiled.goods.flows, compiled.goods.columns, strict=True):
            clause = self.ground.deal.terms.get(flow.clause)
            if clause is not None and clause.status == "proposed":
                units = float(plan[columns].sum())
                _add(given, flow.seller, units)
                _add(got, flow.buyer, units)
        return {
            name: Exchanged(paid=paid[name], received=received[name], units_given=given[name], units_got=got[name])
            for name in self.ground.names
        }

    def _wanted(self, rule: str, by_rule: Settle, choices: Choices, ideal: FloatVector) -> Settled:
        """A rule's point over the choices found, and over those that its own direction and its own weights lead to."""
        if rule in {"kalai_smorodinsky", "egalitarian"}:
            unit = float(ideal.max(initial=1.0))
            with suppress(Unreachable):
                choices.at(
                    choices.along(
                        ideal if rule == "kalai_smorodinsky" else np.where(ideal > 1e-9 * unit, unit, 0.0)
                    ).plan
                )
        ranked = sorted(choices.found, key=lambda choice: -_promise(rule, choice, ideal, self.weights))
        settled = [by_rule(choice.reach) for choice in (ranked[:_TWO] if len(ideal) == _TWO else ranked)]
        best = max(settled, key=lambda one: one.score)
        other = choices.at(choices.most(best.proof.weights).plan)
        if other is not None:
            best = max(best, by_rule(other.reach), key=lambda one: one.score)
        return best

    def _left(self, choices: Choices, gains: FloatVector, ideal: FloatVector) -> Left:
        """What could still be had beyond some gains, at most: bounds of the program without integers."""
        room = choices.relaxed.room
        try:
            ahead = choices.relaxed.along(np.maximum(ideal, room), gains - room)
            money = choices.relaxed.most(np.ones(gains.size), gains - room).bound - float(gains.sum())
        except Unreachable:
            return Left(share=0.0, money=0.0)
        return Left(share=max(0.0, ahead.bound), money=max(0.0, money))

    def _ranges(self, choices: Choices, compiled: Compiled) -> tuple[RangeFound, ...]:
        numbers = open_numbers(self.deal)
        found = {
            path: RangeFound(path=path, unit=numbers[path].unit, low=value, high=value, least=value, most=value)
            for path, value in self.ground.agreed.items()
        }
        for path, (number, column) in compiled.opened.items():
            low, high = float(number.low), float(number.high)
            least, most = choices.relaxed.ends(column)
            least, most = _allowed(number, max(least, low), min(most, high))
            found[path] = RangeFound(
                path=path, unit=number.unit, low=low, high=high, least=least + 0.0, most=most + 0.0
            )
        return tuple(found[path] for path in numbers if path in found)

    def _frontier(self, choices: Choices, reached: Efficient | None) -> FrontierFound:
        if reached is None:
            return self._many(choices)
        ground = self.ground
        planned = sorted((one.gains for one in self.made), key=lambda gains: float(gains[0]))
        return FrontierFound(
            points=self._corners(reached.pieces), outer=tuple(Corner(gains=_by(ground, one)) for one in reached.outer),
            verified=tuple(Corner(gains=_by(ground, one)) for one in planned), gap=reached.gap, within=reached.within,
            ranges=_by(ground, reached.ranges), programs=choices.programs,
        )  # fmt: skip

    def _corners(self, pieces: Sequence[Piece]) -> tuple[Corner, ...]:
        found: list[Corner] = []
        for piece in pieces:
            start = Corner(gains=_by(self.ground, np.array(piece.start)), reached=not piece.is_gap)
            if not found or found[-1].gains != start.gains:
                found.append(start)
            found.append(Corner(gains=_by(self.ground, np.array(piece.end))))
        return tuple(found)

    def _many(self, choices: Choices) -> FrontierFound:
        """Three sides and more: facets of the most promising choice, and how far the program without integers is beyond them."""
        ones = 1.0 / np.maximum(choices.relaxed.room, 1.0)
        best = max(choices.found, key=lambda choice: float(choice.reach.most(ones).bound))
        found = facets(best.reach, gap=GAP, most=400)
        beyond = [
            max(0.0, choices.relaxed.most(facet.weights).bound - facet.here)
            / float(facet.weights @ np.maximum(found.ideal, 1.0))
            for facet in found.facets
        ]
        order = sorted(found.corners, key=lambda corner: float(corner.gains[0]))
        return FrontierFound(
            points=tuple(Corner(gains=_by(self.ground, one.gains)) for one in order), outer=(), gap=max(beyond, default=found.gap),
            verified=tuple(Corner(gains=_by(self.ground, one.gains)) for one in self.made), within=found.gap,
            ranges=_by(self.ground, found.ideal), programs=choices.programs + found.solves,
        )  # fmt: skip


def _allowed(number: Open, least: float, most: float) -> tuple[float, float]:
    """The first and the last value between two ends that a number may take: an end of its own, a choice, or a multiple of its quantum."""
    low, high = float(number.low), float(number.high)
    room = _ALIKE * (high - low)
    if number.choices:
        inside = [float(one) for one in number.choices if least - room <= float(one) <= most + room]
        return (inside[0], inside[-1]) if inside else (least, most)
    quantum = float(number.quantum or 0)
    if not quantum:
        return least, most
    first = low if least <= low + room else math.ceil(least / quantum - _ALIKE) * quantum
    last = high if most >= high - room else math.floor(most / quantum + _ALIKE) * quantum
    return (round(first, 12), round(last, 12)) if first <= last else (least, most)


def _add(sums: dict[str, float], name: str, amount: float) -> None:
    if name in sums:
        sums[name] += amount


def _promise(rule: str, choice: Choice, ideal: FloatVector, weights: FloatVector) -> float:
    """About how well a choice does by a rule, as far as its frontier tells."""
    corners = choice.corners
    if not len(corners):
        return np.inf  # found by the rule's own direction, and not laid into the frontier
    shares = np.linspace(0.0, 1.0, 21)[:, None, None]
    points = np.concatenate(
        [(corners[None, :-1] + shares * (corners[None, 1:] - corners[None, :-1])).reshape(-1, 2), corners]
    )
    scales = np.maximum(ideal, 1e-300)
    match rule:
        case "utilitarian":
            return float((points @ weights).max())
        case "nash":
            return float((np.log(np.maximum(points, 1e-12 * scales)) @ weights).max())
        case "kalai_smorodinsky":
            return float((points / scales).min(axis=1).max())
        case _:
            return float(points.min(axis=1).max())
