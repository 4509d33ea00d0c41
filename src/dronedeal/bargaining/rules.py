"""Which reachable gains to agree on, by each rule under its stated definition, with a proof. No rule is called fair.

Every rule is worked out on a reach whose set of gains is convex: one choice of the integers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dronedeal.bargaining.mixing import mixed
from dronedeal.bargaining.reach import Reach, Reached
from dronedeal.reading import FloatVector

__all__ = [
    "RULES",
    "Proof",
    "Settle",
    "Settled",
    "efficient_from",
    "egalitarian",
    "ideals",
    "kalai_smorodinsky",
    "nash",
    "score",
    "settle",
    "utilitarian",
]

RULES: Mapping[str, str] = {
    "utilitarian": "the greatest sum of the sides' gains over their walk-aways, weighed as stated, nobody below its own; it compares the sides' money one to one",
    "nash": "the greatest product of gains over walk-aways, each to the power of its side's weight (Nash 1950; with weights Kalai 1977)",
    "kalai_smorodinsky": "the greatest common share of ideals, a side's ideal being its greatest gain that leaves nobody below its walk-away and keeps the mandates in view; then the next smallest share, and so on "
    "(Kalai and Smorodinsky 1975; lexicographically, Imai 1983)",
    "egalitarian": "the greatest smallest gain over walk-aways; then the next smallest, and so on (Kalai 1977, lexicographically)",
}
"""What each point is: always balanced given these walk-aways, and by this rule alone."""

_TOLERANCE = 1e-7
"""Share of a side's ideal gain within which two gains are one: what the solver can tell."""

_TIES = 1e-6
"""Weight of all shares together beside what a rule makes the most of."""

_TURNS = 200
"""Most plans that are asked for in search of Nash's point."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proof:
    """Why no reachable gains do better by the rule.

    By ``weights`` (shape (sides,), not negative) the gains shown have ``here``; no reachable ones have more than ``bound``. For Nash's
    point the weights are its side's weight over its gain, which proves it the best (first order conditions of a concave function
    on a convex set); for a share, or a smallest gain, they are the multipliers of the linear program that made it the greatest.
    """

    weights: FloatVector
    here: float
    bound: float

    @property
    def distance(self) -> float:
        """By how much the bound is above what is shown, as a share of it."""
        return max(0.0, self.bound - self.here) / max(abs(self.here), 1e-300)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settled:
    """A rule's answer: gains, shape (sides,), the plan, what the rule made the most of, and the proof."""

    rule: str
    gains: FloatVector
    plan: FloatVector
    score: float
    proof: Proof


Settle = Callable[[Reach], Settled]
"""A rule with its ideals and weights: what it answers on a reach."""


def settle(rule: str, reach: Reach, ideal: FloatVector, weights: FloatVector) -> Settled:
    """The answer of a rule by its name.

    Parameters
    ----------
    ideal
        Each side's greatest gain that leaves nobody below its walk-away; shape (sides,).
    weights
        Of the sides, for the rules that have any; shape (sides,), above nothing.
    """
    match rule:
        case "utilitarian":
            return utilitarian(reach, weights)
        case "nash":
            return nash(reach, ideal, weights)
        case "kalai_smorodinsky":
            return kalai_smorodinsky(reach, ideal)
        case "egalitarian":
            return egalitarian(reach, ideal)
        case _:
            message = f"no rule is called {rule}"
            raise ValueError(message)


def score(rule: str, gains: FloatVector, ideal: FloatVector, weights: FloatVector) -> float:
    """How well gains do by a rule: what it makes the most of, and a little of all shares of ideals to break ties; less than none where somebody loses."""
    able = ideal > 0.0
    shares = gains[able] / ideal[able]
    more = _TIES * float(shares.sum())
    if (gains < 0.0).any() and float((gains / np.maximum(ideal, 1.0)).min()) < -_TIES:
        return -np.inf
    match rule:
        case "utilitarian":
            return float(weights @ gains) + more * float(ideal.max(initial=1.0))
        case "nash":
            powers = weights[able] / max(float(weights[able].sum()), 1e-300)
            return float(np.exp(powers @ np.log(np.maximum(shares, 1e-12)))) + more
        case "kalai_smorodinsky":
            return float(shares.min(initial=1.0)) + more
        case _:
            return float((gains[able] / float(ideal.max(initial=1.0))).min(initial=1.0)) + more


def ideals(reach: Reach) -> FloatVector:
    """Each side's greatest gain that leaves nobody below its walk-away; shape (sides,)."""
    count = len(reach.sides.names)
    return np.array([max(0.0, float(reach.most(np.eye(count)[side]).gains[side])) for side in range(count)])


def utilitarian(reach: Reach, weights: FloatVector) -> Settled:
    """The most of weights x gains."""
    found = reach.most(weights)
    here = float(weights @ found.gains)
    return Settled(
        rule="utilitarian",
        gains=found.gains,
        plan=found.plan,
        score=here,
        proof=Proof(weights=weights, here=here, bound=found.bound),
    )


def kalai_smorodinsky(reach: Reach, ideal: FloatVector) -> Settled:
    """The greatest common share of ideals, lexicographically."""
    return _leximin("kalai_smorodinsky", reach, ideal, ideal)


def egalitarian(reach: Reach, ideal: FloatVector) -> Settled:
    """The greatest smallest gain, lexicographically; a side that cannot gain is left out."""
    unit = float(ideal.max(initial=1.0))  # shares near one, which a solver's tolerances are made for
    found = _leximin("egalitarian", reach, np.where(_able(reach, ideal), unit, 0.0), ideal)
    return replace(found, score=found.score * unit)


def nash(reach: Reach, ideal: FloatVector, weights: FloatVector) -> Settled:
    """The greatest product of gains, each to the power of its side's weight; a side that cannot gain is left out.

    Notes
    -----
    Plans are mixed: the best mix of those known gives weights, those give a plan that is better by them if there is one, and so on
    (simplicial decomposition, von Hohenbalken 1977). What the last plan is better by bounds how far the logarithm of the
    product is from the best.
    """
    able = _able(reach, ideal)
    if not able.any():
        found = reach.most(np.ones(ideal.size))
        return Settled(
            rule="nash",
            gains=found.gains,
            plan=found.plan,
            score=0.0,
            proof=Proof(weights=np.ones(ideal.size), here=0.0, bound=max(0.0, found.bound)),
        )
    powers = np.where(able, weights, 0.0) / weights[able].sum()
    first = reach.along(np.where(able, ideal, 0.0))
    gains, plans = [first.gains], [first.plan]
    shares, turns = np.ones(1), 0
    while True:
        here, turns = shares @ np.array(gains), turns + 1
        normal = np.where(able, powers / np.maximum(here, 1e-12 * np.maximum(ideal, 1.0)), 0.0)
        better = reach.most(normal)
        ahead = better.bound - float(normal @ here)
        if ahead <= _TOLERANCE or turns > _TURNS or any(np.array_equal(better.gains, one) for one in gains):
            break
        gains.append(better.gains)
        plans.append(better.plan)
        shares = mixed(np.array(gains)[:, able] / ideal[able], powers[able])
        kept = shares > 0.0
        gains = [one for one, keep in zip(gains, kept.tolist(), strict=True) if keep]
        plans = [one for one, keep in zip(plans, kept.tolist(), strict=True) if keep]
        shares = shares[kept]
    here = shares @ np.array(gains)
    return Settled(
        rule="nash",
        gains=here,
        plan=shares @ np.array(plans),
        score=float(np.exp(powers[able] @ np.log(np.maximum(here[able], 1e-300)))),
        proof=Proof(weights=normal, here=float(normal @ here), bound=better.bound),
    )


def _able(reach: Reach, ideal: FloatVector) -> np.ndarray:
    """Which sides can gain anything at all, by more than the solver's tolerance."""
    return np.asarray(ideal > np.maximum(10.0 * reach.room, 1e-9 * ideal.max(initial=0.0)))


def _leximin(rule: str, reach: Reach, scales: FloatVector, ideal: FloatVector) -> Settled:
    """The greatest smallest gain relative to scales; those that cannot have more are held, and the rest go on."""
    able = _able(reach, ideal) & (scales > 0.0)
    levels = np.zeros(scales.size)
    left, first = able.copy(), None
    share = 0.0
    while left.any():
        ahead = reach.along(np.where(left, scales, 0.0), np.where(left, 0.0, levels))
        first = first or ahead
        share = share if first is not ahead else ahead.share
        at = np.where(left, ahead.share * scales, levels)
        stuck = np.array([left[side] and not _exceeds(reach, side, at, ideal) for side in range(left.size)])
        if not stuck.any():  # within the solver's tolerance all could go on, and none does
            stuck = left
        levels = at
        left &= ~stuck
    found = efficient_from(reach, levels, ideal)
    if first is None or not first.multipliers.size:
        proof = Proof(weights=found.weights, here=float(found.weights @ found.gains), bound=found.bound)
    else:
        size = float(first.multipliers @ scales)
        weights = first.multipliers / size if size > 0.0 else first.multipliers
        proof = Proof(weights=weights, here=float(weights @ found.gains), bound=first.bound)
    return Settled(rule=rule, gains=found.gains, plan=found.plan, score=share, proof=proof)


def _exceeds(reach: Reach, side: int, at: FloatVector, ideal: FloatVector) -> bool:
    """Whether a side can have more with all others at no less."""
    least = np.maximum(0.0, at - _TOLERANCE * ideal)
    most = float(reach.most(np.eye(at.size)[side], least).gains[side])
    return most > float(at[side]) + 10.0 * _TOLERANCE * float(ideal[side])


def efficient_from(reach: Reach, least: FloatVector, ideal: FloatVector) -> Reached:
    """Gains no less than these that nobody can better without somebody losing: the most of the sum of shares of ideals."""
    scales = np.where(ideal > 0.0, 1.0 / np.maximum(ideal, 1e-300), 0.0)
    scales = np.where(scales > 0.0, scales, scales.max(initial=1.0))
    return reach.most(scales, np.maximum(0.0, least - _TOLERANCE * ideal))
