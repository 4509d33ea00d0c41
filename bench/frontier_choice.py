"""Rows of ``python -m bench frontier`` on real deals: the frontier of one choice of the integers beside one cold solve, and points of rules.

Integers are those of the plan with the greatest sum of gains. Measured are the reference case and one ten times its size: once its first two
principals alone, and once all copies of a principal as one side. *Cold* is loading the linear program and solving it for the sum of gains from
nothing. Processor seconds, medians of three, and once where the program is large; nothing is verified by packages planned again.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from bench.deals import REFERENCE, SMALL, times
from bench.plan import copied, read_deal
from bench.row import Row
from dronedeal.bargaining.choices import Choices
from dronedeal.bargaining.curve import curve
from dronedeal.bargaining.ground import ground_of
from dronedeal.bargaining.reach import Reach, Sides
from dronedeal.bargaining.rules import RULES, ideals, settle
from dronedeal.deal import Deal
from dronedeal.planning import NoDeal, Worth, walk_away
from dronedeal.reading import FloatVector

_GAP = 1e-3
_LARGE = 10_000
"""Columns from which on everything is measured once."""

_BAR, _POINT, _AHEAD = 5.0, 500.0, 100.0

_Result = TypeVar("_Result")


def run(*, quick: bool) -> Iterator[Row]:
    """Measure; ``quick`` takes a small deal and its double, once each."""
    for name, sides, plan in _cases(quick=quick):
        yield from _rows(name, sides, plan, 1 if quick or sides.program.column_count >= _LARGE else 3)


def _cases(*, quick: bool) -> Iterator[tuple[str, Sides, FloatVector]]:
    """Names, sides, and plans whose integers are fixed; each is done with before the next is made."""
    folder, copies = (SMALL, 2) if quick else (REFERENCE, 10)
    deal = read_deal(folder)
    no_deal = walk_away(deal)
    sides = _sides(deal, no_deal)
    yield "reference", sides, _best(sides)
    with tempfile.TemporaryDirectory() as scratch:
        larger = read_deal(times(folder, copies, Path(scratch) / "larger"))
    sides = _sides(larger, copied(no_deal, larger, copies))
    plan = _best(sides)
    yield f"{copies} times, first two", _first(sides, 2), plan
    yield f"{copies} times, copies as one", _as_one(sides, 2), plan


def _sides(deal: Deal, no_deal: NoDeal) -> Sides:
    ground = ground_of(deal, no_deal)
    return ground.sides(ground.program())


def _best(sides: Sides) -> FloatVector:
    return Choices(sides).most(np.ones(len(sides.names))).plan


def _first(sides: Sides, count: int) -> Sides:
    """The first so many sides, the rest kept at their walk-aways."""
    return replace(
        sides, names=sides.names[:count], worths=sides.worths[:count], rows=sides.rows[:count],
        others=np.concatenate((sides.rows[count:], sides.others)), walk_aways=sides.walk_aways[:count],
        sizes=sides.sizes[:count],
    )  # fmt: skip


def _as_one(sides: Sides, count: int) -> Sides:
    """So many sides where every so-many-th was one before, each still kept at its own walk-away."""
    program, ahead = sides.program, np.array([sides.ahead])
    rows, worths = program.rows(count), list[Worth]()
    for side, row in enumerate(rows):
        each = sides.worths[side::count]
        columns, place = np.unique(np.concatenate([worth.columns for worth in each]), return_inverse=True)
        worth = Worth(columns, np.bincount(place, np.concatenate([worth.coefficients for worth in each])))
        program.add(row, columns, worth.coefficients)
        program.add(row, ahead, -1.0)
        worths.append(worth)
    return replace(
        sides, names=sides.names[:count], worths=tuple(worths), rows=rows, others=np.concatenate((sides.rows, sides.others)),
        walk_aways=sides.walk_aways.reshape(-1, count).sum(axis=0), sizes=sides.sizes.reshape(-1, count).sum(axis=0),
    )  # fmt: skip


def _rows(name: str, sides: Sides, plan: FloatVector, runs: int) -> list[Row]:
    ones = np.ones(2)
    cold, whole, points, ahead = list[float](), list[float](), {rule: list[float]() for rule in RULES}, list[float]()
    for _ in range(runs):
        seconds, _ = _seconds(lambda: Reach(sides, integers=plan).most(ones))
        cold.append(seconds)
        reach = Reach(sides, integers=plan)
        seconds, found = _seconds(lambda reach=reach: curve(reach, gap=_GAP))
        if found.gap > _GAP:
            message = f"{name}: the frontier is certified to {found.gap}"
            raise ValueError(message)
        whole.append(seconds)
        ideal = ideals(reach)
        for rule, spent in points.items():
            seconds, settled = _seconds(lambda reach=reach, rule=rule, ideal=ideal: settle(rule, reach, ideal, ones))
            spent.append(seconds)
        seconds, _ = _seconds(
            lambda reach=reach, ideal=ideal, least=0.9 * settled.gains: reach.along(ideal, least=least)
        )
        ahead.append(seconds)
    program = sides.program
    size = (
        f"{program.row_count:,} rows, {program.column_count:,} columns, {program.integer_count:,} integers fixed; "
        f"median of {runs}"
    )
    is_sized = program.column_count < _LARGE  # what points have targets for
    return [
        Row(name=f"{name}: frontier of one choice ÷ cold solve", value=statistics.median(whole) / statistics.median(cold), bar=_BAR, size=size),
        Row(name=f"{name}: frontier of one choice", value=statistics.median(whole), unit="s", size=f"{len(found.corners)} corners, {found.solves} programs, gap {100.0 * found.gap:.2g} %"),
        Row(name=f"{name}: cold solve", value=statistics.median(cold), unit="s", size="sum of gains, from nothing"),
        *(
            Row(name=f"{name}: {rule.replace('_', ' ')} point", value=1e3 * statistics.median(spent), unit="ms", bar=_POINT if is_sized else None, size="warm")
            for rule, spent in points.items()
        ),
        Row(name=f"{name}: how far all get ahead", value=1e3 * statistics.median(ahead), unit="ms", bar=_AHEAD if is_sized else None, size="warm, from nine tenths of a point"),
    ]  # fmt: skip


def _seconds(work: Callable[[], _Result]) -> tuple[float, _Result]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result
