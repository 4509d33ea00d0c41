"""Steps: how quarters of an expression move to other quarters (later ones, year ends, shifts). Worked out once, used often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["Step", "ahead", "lasts", "later", "only", "onward", "previous", "step_of", "window"]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """For each quarter, the quarters it goes to: ``flat`` holds them in a row, ``starts`` and ``counts`` where each begins."""

    flat: NDArray[np.int64]
    source: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]


def step_of(targets: Sequence[Sequence[int]]) -> Step:
    """A step from a list, for each quarter, of the quarters it goes to."""
    counts = np.array([len(target) for target in targets], dtype=np.int64)
    flat = np.array([period for target in targets for period in target], dtype=np.int64)
    return Step(
        flat=flat, source=np.repeat(np.arange(len(targets)), counts), starts=np.cumsum(counts) - counts, counts=counts
    )


@lru_cache(maxsize=64)
def later(groups: tuple[int, ...]) -> Step:
    """Each quarter to itself and the later ones of its group: running totals."""
    return step_of(
        [
            [other for other in range(period, len(groups)) if groups[other] == group]
            for period, group in enumerate(groups)
        ]
    )


@lru_cache(maxsize=64)
def lasts(groups: tuple[int, ...]) -> Step:
    """Each quarter to the last one of its group: totals."""
    ends = {group: period for period, group in enumerate(groups)}
    return step_of([[ends[group]] for group in groups])


@lru_cache(maxsize=64)
def previous(groups: tuple[int, ...]) -> Step:
    """Each quarter to the next one of its group, so that every quarter receives the one before."""
    last = len(groups) - 1
    return step_of(
        [[period + 1] if period < last and groups[period + 1] == group else [] for period, group in enumerate(groups)]
    )


@lru_cache(maxsize=64)
def ahead(periods: int, quarters: int) -> Step:
    """Each quarter so many quarters later; what falls out of the horizon is lost."""
    return step_of([[period + quarters] if 0 <= period + quarters < periods else [] for period in range(periods)])


@lru_cache(maxsize=64)
def onward(periods: int, quarters: int = 0) -> Step:
    """Each quarter to all from so many quarters later to the end."""
    return step_of([list(range(period + quarters, periods)) for period in range(periods)])


@lru_cache(maxsize=64)
def window(periods: int, length: int) -> Step:
    """Each quarter to itself and the next ones, so many in all: what still counts then."""
    return step_of([list(range(period, min(periods, period + length))) for period in range(periods)])


@lru_cache(maxsize=256)
def only(mask: tuple[bool, ...]) -> Step:
    """Each quarter to itself where the mask is open, nowhere else."""
    return step_of([[period] if here else [] for period, here in enumerate(mask)])
