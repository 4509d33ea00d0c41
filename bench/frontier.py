"""``python -m bench frontier``: frontiers of deals, of drawn linear programs, of listed points, and of finite additive domains.

The first three are measured in ``bench.frontier_choice``, ``bench.frontier_programs`` and ``bench.frontier_points``; here, efficient packages of
finite additive domains:

- *folded*: ``dronedeal domain``'s own way, issue by issue, points of all rules included.
- *listed*: every package's utilities in NumPy as whole numbers, and the same filter over all of them; checked to find the same frontier.
- *NegMAS*: where the environment variable NEGMAS_PYTHON names an interpreter that has it; else its rows are left out.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np

from bench import frontier_choice, frontier_points, frontier_programs
from bench.row import Row
from dronedeal.bargaining.domains import Domain, Issue, Profile, efficient, frontier_of, points_of

_VALUES, _UNIT, _RUNS = 10, 1_000_000, 5


def run(*, quick: bool) -> Iterator[Row]:
    """Measure, a row after another; ``quick`` shows that it runs."""
    sizes, runs = ((2,), 1) if quick else ((4, 5, 6), _RUNS)
    for issues in sizes:
        for parties in (2, 3):
            yield from _rows(_domain(issues, parties), runs)
    for part in (frontier_choice, frontier_programs, frontier_points):
        yield from part.run(quick=quick)


def _domain(issues: int, parties: int) -> Domain:
    """Random worths, the same each time."""
    drawn = random.Random(20260 + parties)
    return Domain(
        name="drawn",
        issues=tuple(Issue(name=f"i{at}", values=tuple(map(str, range(_VALUES)))) for at in range(issues)),
        profiles=tuple(
            Profile(
                name=f"p{party}", reservation=Fraction(-1),
                worths=tuple(tuple(Fraction(drawn.randrange(_UNIT), _UNIT) for _ in range(_VALUES)) for _ in range(issues)),
            )
            for party in range(parties)
        ),
    )  # fmt: skip


def _rows(domain: Domain, runs: int) -> list[Row]:
    size = f"{domain.outcomes:,} packages, {len(domain.profiles)} parties"
    frontier = frontier_of(domain)
    listed = _listed(domain)
    if len(listed) != len(frontier.points):
        message = f"listing finds {len(listed)} efficient packages and folding {len(frontier.points)}"
        raise ValueError(message)
    fold = statistics.median(_seconds(lambda: points_of(frontier_of(domain))) for _ in range(runs))
    everything = statistics.median(_seconds(partial(_listed, domain)) for _ in range(runs))
    rows = [
        Row(name="folding, with all points", value=fold * 1e3, unit="ms", size=size),
        Row(name="listing all in NumPy ÷ folding", value=everything / fold, size=size),
    ]
    negmas = _negmas(domain)
    if negmas is not None:
        is_largest = domain.outcomes == 10**6
        rows += [
            Row(
                name="NegMAS ÷ listing",
                value=negmas / everything,
                size=size,
                bar=40.0 if is_largest else None,
                sign=">=",
            ),
            Row(
                name="NegMAS ÷ folding", value=negmas / fold, size=size, bar=1_000.0 if is_largest else None, sign=">="
            ),
        ]
    return rows


def _listed(domain: Domain) -> np.ndarray:
    """The efficient utilities, of all packages written out."""
    sums = np.zeros((1, len(domain.profiles)), dtype=np.int64)
    for issue in range(len(domain.issues)):
        worths = np.array([[int(worth * _UNIT) for worth in profile.worths[issue]] for profile in domain.profiles]).T
        sums = (sums[:, None, :] + worths[None, :, :]).reshape(-1, sums.shape[1])
    return sums[efficient(sums)]


def _negmas(domain: Domain) -> float | None:
    """Seconds NegMAS takes, if there is one."""
    python = os.environ.get("NEGMAS_PYTHON")
    if not python:
        return None
    worths = [[[float(worth) for worth in values] for values in profile.worths] for profile in domain.profiles]
    script = Path(__file__).with_name("rivals_negmas.py")
    ran = subprocess.run([python, str(script)], input=json.dumps(worths), capture_output=True, text=True, check=True)
    return float(json.loads(ran.stdout)["seconds"])


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
