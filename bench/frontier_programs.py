"""Rows of ``python -m bench frontier`` on drawn linear programs (``bench.drawn_programs``): an exact frontier of two sides, and one of three within 0.1 %."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from bench.drawn_programs import drawn_sides
from bench.row import Row
from dronedeal.bargaining.curve import curve
from dronedeal.bargaining.facets import facets
from dronedeal.bargaining.reach import Reach, Sides

_BAR, _GAP = 5.0, 1e-3


def run(*, quick: bool) -> Iterator[Row]:
    """Measure, in processor seconds, loading and the first solve included; ``quick`` takes small programs, once."""
    two, three, runs = (1, 1, 1) if quick else (22, 21, 2)
    yield _exact(drawn_sides(two), runs)
    yield _within(drawn_sides(three, three=True), runs)


def _exact(sides: Sides, runs: int) -> Row:
    seconds: list[float] = []
    for _ in range(runs):
        started = time.process_time()
        found = curve(Reach(sides), gap=0.0)
        seconds.append(time.process_time() - started)
    size = f"{_size(sides)}; {len(found.corners)} corners, {found.solves} programs; mean of {runs}"
    return Row(
        name="exact frontier of a drawn program, 2 sides",
        value=statistics.fmean(seconds),
        unit="s",
        bar=_BAR,
        size=size,
    )


def _within(sides: Sides, runs: int) -> Row:
    seconds: list[float] = []
    for _ in range(runs):
        started = time.process_time()
        found = facets(Reach(sides), gap=_GAP)
        seconds.append(time.process_time() - started)
    if found.gap > _GAP:
        message = f"the frontier of three is certified to {found.gap}"
        raise ValueError(message)
    size = f"{_size(sides)}; {len(found.corners)} corners, {found.solves} programs, gap {100.0 * found.gap:.2g} %; mean of {runs}"
    return Row(
        name="frontier of a drawn program, 3 sides", value=statistics.fmean(seconds), unit="s", bar=_BAR, size=size
    )


def _size(sides: Sides) -> str:
    return f"{sides.program.row_count:,} rows, {sides.program.column_count:,} columns"
