"""Generated domains, and bidders who make offers in them: known preferences to hold estimates against.

Nothing of ``dronedeal`` is used, and value shapes are not the ones it draws: steps, saturation, two humps and no order at all occur.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np

BIDDERS = ("boulware", "linear", "mistaken", "best first", "one issue at a time")
_POOL, _MOST = 4000, 2000


@dataclass(frozen=True, kw_only=True, eq=False)
class Generated:
    """Issues with positions, what both sides give for each value (best package 1, worst 0), and packages to compare on."""

    positions: list[np.ndarray]
    ordered: list[bool]
    theirs: list[np.ndarray]
    ours: list[np.ndarray]
    packages: np.ndarray
    pool: np.ndarray

    @property
    def sizes(self) -> list[int]:
        return [at.size for at in self.positions]


def worth(worths: list[np.ndarray], packages: np.ndarray) -> np.ndarray:
    """Utilities of packages."""
    return sum(one[packages[:, issue]] for issue, one in enumerate(worths))


def generated(seed: int) -> Generated:
    """One domain of 3 to 8 issues with 2 to 10 values each; one issue in seven has no order, and says so."""
    rng = np.random.default_rng([8, seed])
    sizes = rng.integers(2, 11, size=rng.integers(3, 9))
    positions = [
        np.linspace(0, 1, size) if rng.random() < 0.5 else np.sort(rng.permutation(101)[:size]) / 100 for size in sizes
    ]
    ordered = [bool(one) for one in rng.random(sizes.size) > 1 / 7]
    theirs, ours = (_side(positions, ordered, rng) for _ in range(2))
    return Generated(
        positions=positions, ordered=ordered, theirs=theirs, ours=ours,
        packages=_packages(sizes, rng, _MOST), pool=_packages(sizes, rng, _POOL),
    )  # fmt: skip


def _packages(sizes: np.ndarray, rng: np.random.Generator, most: int) -> np.ndarray:
    count = prod(int(size) for size in sizes)
    if count <= most:
        return np.column_stack(np.unravel_index(np.arange(count), sizes))
    return rng.integers(0, sizes, size=(most, sizes.size))


def _side(positions: list[np.ndarray], ordered: list[bool], rng: np.random.Generator) -> list[np.ndarray]:
    weights = rng.dirichlet(np.ones(len(positions)))
    return [
        weight * _shape(at, in_order=one, rng=rng) for weight, at, one in zip(weights, positions, ordered, strict=True)
    ]


def _shape(at: np.ndarray, *, in_order: bool, rng: np.random.Generator) -> np.ndarray:
    kind = rng.choice(["any steps", "saturating", "threshold", "peaked", "two humps", "no order"]) if in_order else ""
    if kind == "any steps":
        values = np.cumsum(rng.exponential(size=at.size))
    elif kind == "saturating":
        values = -np.exp(-at * rng.uniform(0.5, 5))
    elif kind == "threshold":
        values = 1 / (1 + np.exp(-(at - rng.random()) * rng.uniform(5, 30)))
    elif kind == "peaked":
        values = np.exp(-(((at - rng.random()) / rng.uniform(0.1, 0.6)) ** 2))
    elif kind == "two humps":
        values = np.cos(at * rng.uniform(4, 9) + rng.uniform(0, 6))
    else:
        values = rng.random(at.size)
    if kind in {"any steps", "saturating", "threshold"} and rng.random() < 0.5:
        values = -values
    return (values - values.min()) / (np.ptp(values) or 1.0)


def offers_of(one: Generated, bidder: str, count: int, seed: int) -> np.ndarray:
    """The first offers of a bidder who plans for as many rounds again at most, oldest first; shape (offers, issues)."""
    rng = np.random.default_rng([9, seed, count, BIDDERS.index(bidder)])
    best = np.array([values.argmax() for values in one.theirs])
    if bidder == "one issue at a time":
        return _stepwise(one.theirs, best, count)
    pool = np.unique(np.vstack([one.pool, best]), axis=0)
    utilities = worth(one.theirs, pool)
    if bidder == "best first":
        return pool[np.argsort(-utilities, kind="stable")[:count]]
    rounds = rng.integers(count, 2 * count + 1)
    bend = {"boulware": rng.uniform(3, 6), "linear": 1.0, "mistaken": rng.uniform(1, 3)}[bidder]
    levels = 1 - rng.uniform(0.1, 0.7) * (np.arange(count) / (rounds - 1)) ** bend
    offers = []
    for level in levels:
        above = np.flatnonzero((utilities >= level) & (utilities <= level + 0.05))
        if bidder == "mistaken" and rng.random() < 0.2:
            above = np.arange(len(pool))
        offers.append(pool[rng.choice(above) if above.size else np.abs(utilities - level).argmin()])
    return np.array(offers)


def _stepwise(worths: list[np.ndarray], best: np.ndarray, count: int) -> np.ndarray:
    """From the best package down, the least important issue first, one value at a time; then the next issue."""
    offer, offers = best.copy(), [best.copy()]
    for issue in np.argsort([np.ptp(values) for values in worths]):
        for _, lower in pairwise(np.argsort(-worths[issue], kind="stable")):
            offer[issue] = lower
            offers.append(offer.copy())
    return np.array((offers + [offer] * count)[:count])
