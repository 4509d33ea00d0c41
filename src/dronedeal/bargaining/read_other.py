"""Reading the other side from its offers: which numbers it seems to care about, and what it seems to weigh later money and options by. A guess with bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dronedeal.bargaining.appraise import Appraisal, Table
from dronedeal.bargaining.estimate import estimate
from dronedeal.bargaining.ground import open_numbers
from dronedeal.bargaining.trade import Settled, values_at
from dronedeal.bargaining.unknowns import Belief, Unknown, beliefs, draws_of
from dronedeal.deal import Uncertain, bind, ends_of
from dronedeal.planning import Bases, compile_deal
from dronedeal.unfolding import unfold

__all__ = ["OtherRead", "Weight", "other_read"]

_STEPS = 11
"""Places into which a range is cut, for counting what was offered."""

_RATES = 5
"""Discount rates at which what a step of each number is worth is worked out; between them, by straight lines."""

_PACKAGES = 400
"""Packages drawn to say what is much and what is little."""

_TIMES = (0.0, 1.0, 2.5)
"""Least, likeliest and greatest multiple of what the document says an option is worth to the other side: an assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much of what the other side gains or loses across all packages seems to hang on one number; ``rising`` is the probability that it wants it higher."""

    path: str
    share: float
    low: float
    high: float
    rising: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRead:
    """What offers seem to say of who made them.

    ``enough`` is whether they say anything, and ``because`` why not. ``beliefs`` are of the model's own unknowns: its discount rate, as ``discount_rate``, and the multiple of the document's
    worth of each option, by path.
    """

    side: str
    offers: int
    enough: bool
    because: str
    weights: tuple[Weight, ...]
    beliefs: tuple[Belief, ...]


def other_read(table: Table, side: str, history: Sequence[Appraisal], *, seed: int = 0) -> OtherRead:
    """What the offers of one side say of it.

    Parameters
    ----------
    history
        Its own offers, oldest first, appraised; the units of the last one's plan are taken for all.
    seed
        Of the draws; equal seeds give equal answers.
    """
    numbers = open_numbers(table.deal)
    paths = [path for path in numbers if all(path in one.offer.package for one in history)]
    if not paths or not history:
        return OtherRead(
            side=side,
            offers=len(history),
            enough=False,
            because="no offer names an open number",
            weights=(),
            beliefs=(),
        )
    offered = np.array([[one.package[path] for path in paths] for one in history])
    positions, indices = [], []
    for at, path in enumerate(paths):
        low, high = float(numbers[path].low), float(numbers[path].high)
        places = (
            np.linspace(low, high, _STEPS)
            if not numbers[path].choices
            else np.array([float(one) for one in numbers[path].choices])
        )
        positions.append(places)
        indices.append(np.abs(offered[:, at][:, None] - places).argmin(axis=1))
    found = estimate(positions, np.column_stack(indices).astype(np.int64), seed=seed)
    weights = tuple(
        Weight(path=path, share=float(share), low=float(low), high=float(high), rising=float(rising))
        for path, share, low, high, rising in zip(
            paths, found.weights, found.low, found.high, found.rising, strict=True
        )
    )
    return OtherRead(
        side=side, offers=len(history), enough=found.enough, because=found.because, weights=weights,
        beliefs=_beliefs(table, side, history, paths, offered, seed) if found.enough else (),
    )  # fmt: skip


def _beliefs(
    table: Table, side: str, history: Sequence[Appraisal], paths: Sequence[str], offered: np.ndarray, seed: int
) -> tuple[Belief, ...]:
    """Particles on the unknowns of the other side's own value, payments being linear in every number at settled units."""
    numbers, party = open_numbers(table.deal), table.deal.parties[side]
    units = table.units(table.worked(history[-1].package))
    if units is None:
        return ()
    base = Bases(table.deal).scalar(party.discount_rate)
    low, high = (
        (float(one) for one in ends_of(party.discount_rate))
        if isinstance(party.discount_rate, Uncertain)
        else (0.3 * base, 2.0 * base)
    )
    rates = np.linspace(low, high, _RATES)
    slopes = np.array([_slopes(table, side, units, history[-1].package, paths, float(rate)) for rate in rates])
    options = [path for path in paths if numbers[path].is_yes_no]
    unknowns = (
        Unknown(name="discount_rate", low=low, base=min(max(base, low), high), high=high),
        *(Unknown(name=path, low=_TIMES[0], base=_TIMES[1], high=_TIMES[2]) for path in options),
    )
    draws = draws_of(unknowns, seed=seed)
    each = np.array([[np.interp(rate, rates, slopes[:, at]) for at in range(len(paths))] for rate in draws[:, 0]])
    for at, path in enumerate(options, start=1):
        each[:, paths.index(path)] *= draws[:, at]
    rng = np.random.default_rng(seed)
    ends = np.array([(float(numbers[path].low), float(numbers[path].high)) for path in paths])
    drawn = ends[:, 0] + rng.random((_PACKAGES, len(paths))) * (ends[:, 1] - ends[:, 0])
    for at, path in enumerate(paths):
        if numbers[path].choices:
            drawn[:, at] = rng.choice([float(one) for one in numbers[path].choices], _PACKAGES)
    return tuple(beliefs(unknowns, draws, utilities=each @ offered.T, spread=each @ drawn.T))


def _slopes(
    table: Table, side: str, units: Settled, package: Mapping[str, float], paths: Sequence[str], rate: float
) -> list[float]:
    """What a whole range's worth of each number changes the side's value by, divided by the range, at one discount rate."""
    deal = bind(table.deal, {f"parties.{side}.discount_rate": rate})
    whole = dict(package)
    settled = Settled(compiled=compile_deal(deal, unfold(deal), whole), plan=units.plan)
    numbers = open_numbers(deal)
    here = values_at(settled, whole)[side]
    found: list[float] = []
    for path in paths:
        low, high = float(numbers[path].low), float(numbers[path].high)
        other = high if whole[path] < 0.5 * (low + high) else low
        moved = values_at(settled, {**whole, path: other})[side]
        found.append((moved - here) / (other - whole[path]) if other != whole[path] else 0.0)
    return found
