"""The value of a package as arithmetic on its open numbers, units as planned: what a spreadsheet can work out again. Not a plan: nothing is re-planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dronedeal.bargaining.ground import open_numbers
from dronedeal.bargaining.trade import Settled, values_at
from dronedeal.deal import Deal
from dronedeal.planning import Worked

__all__ = ["Live", "Pair", "live"]

_NOTHING = 1e-3
"""Money that two numbers moved together are worth beside each alone, below which they do not multiply."""

_TRIALS = 3
"""Packages at which the arithmetic is checked against the payments themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two numbers that multiply, a rate on a price, and what their product is worth beside the two alone, by side."""

    first: str
    second: str
    worth: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """Gains by side as base + sum of slope x (number - chosen) + sum over pairs of worth x (first - chosen) x (second - chosen).

    With units settled every payment is a multiple of its numbers, so this is exact but where a clause has a minimum, a cap or tiers; ``error`` is the greatest
    difference from the payments themselves at a few packages, in money.
    """

    sides: tuple[str, ...]
    chosen: Mapping[str, float]
    ends: Mapping[str, tuple[float, float]]
    base: Mapping[str, float]
    slopes: Mapping[str, Mapping[str, float]]
    pairs: tuple[Pair, ...]
    error: float


def live(deal: Deal, worked: Worked, sides: Sequence[str], walk_aways: Mapping[str, float]) -> Live | None:
    """The arithmetic of a plan's package; nothing without a plan, or with nothing open."""
    if worked.chosen is None or not worked.plan.package:
        return None
    settled = Settled(compiled=worked.chosen.compiled, plan=worked.chosen.solution.values)
    chosen, numbers = dict(worked.plan.package), open_numbers(deal)
    ends = {path: (float(number.low), float(number.high)) for path, number in numbers.items()}
    base = values_at(settled, chosen)
    far = {path: high if chosen[path] <= 0.5 * (low + high) else low for path, (low, high) in ends.items()}
    slopes: dict[str, dict[str, float]] = {}
    for path in ends:
        moved = values_at(settled, {**chosen, path: far[path]})
        reach = far[path] - chosen[path]
        slopes[path] = {side: (moved[side] - base[side]) / reach if reach else 0.0 for side in sides}
    pairs: list[Pair] = []
    for first, second in combinations(ends, 2):
        one, other = far[first] - chosen[first], far[second] - chosen[second]
        both = values_at(settled, {**chosen, first: far[first], second: far[second]})
        if one and other:
            worth = {
                side: (both[side] - base[side] - slopes[first][side] * one - slopes[second][side] * other)
                / (one * other)
                for side in sides
            }
            if any(abs(one_side * one * other) > _NOTHING for one_side in worth.values()):
                pairs.append(Pair(first=first, second=second, worth=worth))
    found = Live(
        sides=tuple(sides), chosen=chosen, ends=ends, base={side: base[side] - walk_aways[side] for side in sides}, slopes=slopes,
        pairs=tuple(pairs), error=0.0,
    )  # fmt: skip
    return _checked(found, settled, walk_aways)


def _checked(found: Live, settled: Settled, walk_aways: Mapping[str, float]) -> Live:
    rng, worst = np.random.default_rng(0), 0.0
    for _ in range(_TRIALS):
        package = {path: low + float(rng.random()) * (high - low) for path, (low, high) in found.ends.items()}
        values = values_at(settled, package)
        worst = max(worst, *(abs(values[side] - walk_aways[side] - at(found, side, package)) for side in found.sides))
    return Live(
        sides=found.sides,
        chosen=found.chosen,
        ends=found.ends,
        base=found.base,
        slopes=found.slopes,
        pairs=found.pairs,
        error=worst,
    )


def at(found: Live, side: str, package: Mapping[str, float]) -> float:
    """A side's gain at a package, by the arithmetic."""
    moved = {path: package[path] - found.chosen[path] for path in found.chosen}
    gain = found.base[side] + sum(found.slopes[path][side] * by for path, by in moved.items())
    return gain + sum(pair.worth[side] * moved[pair.first] * moved[pair.second] for pair in found.pairs)
