"""Rows of ``python -m bench frontier`` on points in conflict, as when money can move: our filter of listed utilities beside moocore's.

moocore (LGPL, https://multi-objective.github.io/moocore) is no dependency: it is run where the interpreter that MOOCORE_PYTHON names, or this
one, has it; else rows say that it is not installed. Both filter the same whole numbers, of which doubles round none, and must keep as many.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.row import Row
from dronedeal.bargaining.domains import efficient

_UNIT, _RUNS = 10**9, 5
_BAR = 100.0
"""Milliseconds for 1e5 points of three parties."""


def run(*, quick: bool) -> Iterator[Row]:
    """Measure, in processor seconds; ``quick`` takes few points, once."""
    sizes, runs = ((1_000,), 1) if quick else ((10_000, 100_000, 1_000_000), _RUNS)
    for parties in (2, 3):
        for count in sizes:
            yield from _rows(count, parties, runs)


def _conflicting(count: int, parties: int) -> np.ndarray:
    """Distinct utilities near a simplex: who gets more leaves less to others; the same each time."""
    drawn = np.random.default_rng(20260 + parties)
    shares = drawn.dirichlet(np.ones(parties), count) * (1.0 + 0.005 * drawn.standard_normal((count, 1)))
    points = np.unique(np.round(shares * _UNIT).astype(np.int64), axis=0)
    return points[drawn.permutation(len(points))]


def _rows(count: int, parties: int, runs: int) -> list[Row]:
    points = _conflicting(count, parties)
    seconds: list[float] = []
    for _ in range(runs):
        started = time.process_time()
        kept = efficient(points)
        seconds.append(time.process_time() - started)
    ours = statistics.median(seconds)
    size = f"{count:,} points in conflict, {parties} parties, {kept.size:,} efficient"
    rival = _moocore(points, runs)
    is_aimed_at = (count, parties) == (100_000, 3)
    rows = [
        Row(
            name="filtering listed utilities",
            value=1e3 * ours,
            unit="ms",
            bar=_BAR if is_aimed_at else None,
            size=size if rival else f"{size}; moocore not installed",
        )
    ]
    if rival is not None:
        taken, found = rival
        if found != kept.size:
            message = f"of {size} by our filter, moocore keeps {found}"
            raise ValueError(message)
        rows.append(Row(name="moocore ÷ filtering", value=taken / ours, size=size))
    return rows


def _moocore(points: np.ndarray, runs: int) -> tuple[float, int] | None:
    """Processor seconds moocore takes, and how many it keeps; nothing where it is not installed."""
    python, script = os.environ.get("MOOCORE_PYTHON") or sys.executable, Path(__file__).with_name("rivals_moocore.py")
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "points.npy"
        np.save(file, points.astype(np.float64))
        ran = subprocess.run([python, str(script), str(file), str(runs)], capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    return (float(found["seconds"]), int(found["kept"])) if found else None
