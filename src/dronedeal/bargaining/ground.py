"""The ground of a deal's bargaining: who bargains, from which walk-aways, within which mandates; and packages planned on it. Not which to choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

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
    hold_parties,
    on_quanta,
    prepared,
    worked_out,
)
from dronedeal.reading import FloatVector
from dronedeal.unfolding import unfold

__all__ = ["Aim", "Ground", "Made", "OnesidedDeal", "ground_of", "open_numbers"]

_ROOM = 1e-7
"""Share of a walk-away by which a planned gain may miss what a side asks for: the solver's own tolerance."""

_TURNS = 2
"""Most times prices are chosen anew at the units of the best package so far."""


class OnesidedDeal(ValueError):
    """Fewer than two parties bargain: there is nobody to agree with."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aim:
    """What a package is chosen for: a rule on a reach, for prices at given units, and how well planned gains do by it, more being better."""

    settle: Settle
    score: Callable[[FloatVector], float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """A package and what it comes to when it is planned, as ``plan`` plans it: the joint best with every number fixed.

    ``gains`` are the sides', shape (sides,); nobody is below its walk-away.
    """

    package: dict[str, float]
    compiled: Compiled
    plan: FloatVector
    gains: FloatVector
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """A deal at the table.

    Attributes
    ----------
    deal
        With open numbers narrowed to what mandates leave of them.
    no_deal
        What everyone has without the deal.
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
    no_deal: NoDeal
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

    def planned(self, package: Mapping[str, float], aim: Aim, *, polish: bool = False) -> Made | None:
        """A package as it would be planned if it were signed; nothing where nobody could sign it, or a mandate asks for more.

        ``polish`` plans it once more with every floor exact, as ``plan`` does.
        """
        standing = {path: value for path, value in package.items() if path not in self.agreed}
        worked = worked_out(self.deal, package=standing, polish=polish, no_deal=self.no_deal)
        if worked.chosen is None:
            return None
        gains = np.array([worked.plan.parties[name].value for name in self.names]) - self.walk_aways
        room = _ROOM * np.maximum(np.abs(self.walk_aways), np.abs(gains))
        if (gains < self.least - room).any():
            return None
        return Made(
            package={**self.agreed, **standing, **worked.plan.package}, compiled=worked.chosen.compiled,
            plan=worked.chosen.solution.values, gains=np.maximum(gains, 0.0), score=aim.score(gains),
        )  # fmt: skip

    def made(
        self, aim: Aim, compiled: Compiled, wanted: Settled, *, seeds: Sequence[Mapping[str, float]] = (),
        like: Sequence[Made] = (), thorough: bool = False,
    ) -> Made | None:  # fmt: skip
        """A package for what a rule wants, where payments are only bounded by prices; planned.

        Prices by the rule at the units wanted, and at those of packages planned before; the best package by the weights that prove what is wanted; and then
        prices by the rule at the units of the best of these, as long as that helps.

        Parameters
        ----------
        seeds
            Packages that are known to hold: nothing worse comes out.
        like
            Packages planned already, whose units prices may be chosen at.
        thorough
            Whether ranges of prices are cut in two in search of the best package by weights, which takes some seconds more.
        """
        decided: dict[str, float] = {}
        for path, (number, column) in compiled.opened.items():
            if number.choices:
                value = float(wanted.plan[column])
                decided[path] = min((abs(float(one) - value), float(one)) for one in number.choices)[1]
        packages = [
            self._priced(aim, compiled, wanted.plan, decided),
            self._weighed(wanted.proof.weights, thorough=thorough),
        ]
        packages += [self._priced(aim, one.compiled, one.plan, self._decided(one.package)) for one in like]
        best = _best([self._at(aim, one) for one in (*packages, *seeds)])
        if best is None:
            return None
        for _ in range(_TURNS):
            other = self._at(aim, self._priced(aim, best.compiled, best.plan, self._decided(best.package)))
            if other is None or other.score <= best.score:
                break
            best = other
        return self.planned(best.package, aim, polish=True) or best

    def _at(self, aim: Aim, package: Mapping[str, float] | None) -> Made | None:
        return None if package is None else self.planned(package, aim)

    def _decided(self, package: Mapping[str, float]) -> dict[str, float]:
        """What a package decides by yes or no, or by steps."""
        numbers = open_numbers(self.deal)
        return {path: value for path, value in package.items() if path in numbers and numbers[path].choices}

    def _priced(
        self, aim: Aim, compiled: Compiled, plan: FloatVector, decided: Mapping[str, float]
    ) -> dict[str, float] | None:
        """The package whose prices a rule chooses at the units of a plan; nothing where none holds there."""
        left = compile_payments(compiled, plan, decided)
        hold_parties(left, self.floors)
        try:
            priced = aim.settle(Reach(self.sides(left)))
        except Unreachable:
            return None
        values = {path: float(priced.plan[column]) for path, (_, column) in left.opened.items()}
        return {**on_quanta(left, values), **decided}

    def _weighed(self, weights: FloatVector, *, thorough: bool) -> dict[str, float] | None:
        """The best package by weights on the sides' own values."""
        shares = np.maximum(weights / max(float(weights.max()), 1e-300), 1e-3).tolist()
        chosen = choose_package(
            self.deal, self.floors, weights=dict(zip(self.names, shares, strict=True)), polish=thorough
        )
        return chosen.package if isinstance(chosen, Chosen) else None


def _best(found: Sequence[Made | None]) -> Made | None:
    return max((one for one in found if one is not None), key=lambda one: one.score, default=None)


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
        deal=narrowed, unfolded=unfold(narrowed), no_deal=no_deal, floors=no_deal.floors, names=names,
        walk_aways=np.array([no_deal.values[name] for name in names]), least=np.zeros(len(names)), agreed=agreed,
    )  # fmt: skip
    return ground.asking(least)
