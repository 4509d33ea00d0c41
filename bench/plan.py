"""``python -m bench plan``: assembling, planning end to end, and building the same program in linopy, Pyomo and PuLP.

Measured on the reference case and on one ten times its size (``bench.deals``), in one process, steps in turn within
each run, medians of processor seconds:

- *assembling*: ``planning.prepared``, from the unfolded deal to a program with walk-aways and own forces in its rows;
  the no-deal plan is there already, and unfolding is counted with reading.
- *cold solve*: a new ``Solver`` on that program, loading and scaling included, committed options, one thread, no
  start. Once as its LP relaxation, where the linear algebra is what is timed, and once with its integers, where the
  branching is: both rows are given.
- *document to results*: reading and checking the folder, unfolding, assembling, the cold solve, and reading
  deliveries, cash, needs served, capacity built, what binds and the break-up of gains from its answer.
- *rivals*: each is handed the same blocks of columns and rows, numbers worked out and scaled (``bench.blocks``), and
  builds a model; solving and exporting are not timed. All models reach the same optimum to 1e-6, which is checked.
  Beside ours from the same blocks they are compared like for like; beside our whole assembly they are favoured, for
  that works every number out of the deal.

Walk-aways are counted apart. Those of the larger deal are those of the reference case, once a copy, as its copies
share nothing.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from bench import rivals_linopy, rivals_pulp, rivals_pyomo
from bench.blocks import Blocks, blocks_of, build, marking
from bench.deals import REFERENCE, SMALL, times
from bench.row import Row
from dronedeal.deal import Deal, strike
from dronedeal.document import read_folder
from dronedeal.planning import (
    Compiled,
    NoDealPlan,
    binding,
    breakups,
    built,
    cash,
    compile_deal,
    deliveries,
    kinds_of,
    money_worth,
    prepared,
    served,
    walk_away,
)
from dronedeal.solving import Solution, Solver
from dronedeal.unfolding import unfold

RIVALS: dict[str, tuple[Any, float]] = {
    "linopy": (rivals_linopy, 20.0),
    "Pyomo": (rivals_pyomo, 20.0),
    "PuLP": (rivals_pulp, 10.0),
}
"""Rivals with their bars."""

_RELAXED, _WHOLE = "cold solve, LP relaxation", "cold solve, with integers"

SAME = 1e-6
"""How near, relatively, all optima must be."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, kw_only=True)
class Effort:
    """Runs of what is ours and of rivals, seconds allowed to the integer program, and the bar of the whole."""

    runs: int
    rival_runs: int
    limit: float
    whole_bar: float


@dataclass
class Clock:
    """Processor seconds of each step, run by run: all is one thread, and what else the machine does must not count."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def time(self, step: str, work: Callable[[], _Result]) -> _Result:
        """Do something and note how long it took; waste is collected before, not during."""
        gc.collect()
        started = time.process_time()
        result = work()
        self.seconds[step].append(time.process_time() - started)
        return result

    def __getitem__(self, step: str) -> float:
        return statistics.median(self.seconds[step])


def run(*, quick: bool = False) -> list[Row]:
    """Measure the reference case and its tenfold; ``quick`` takes a small deal and its double, once each."""
    folder, copies = (SMALL, 2) if quick else (REFERENCE, 10)
    runs = 1 if quick else 5
    deal = read_deal(folder)
    started = time.process_time()
    no_deal = walk_away(deal)
    apart = time.process_time() - started
    no_deal, note = _reachable(deal, no_deal)
    effort = Effort(runs=runs, rival_runs=runs, limit=20.0 if quick else 120.0, whole_bar=2.0)
    rows = _measured("reference", folder, no_deal, effort)
    rows.append(Row(name="reference: walk-aways, apart", value=apart, unit="s", size=f"one run{note}"))
    with tempfile.TemporaryDirectory() as scratch:
        larger = times(folder, copies, Path(scratch) / "larger")
        many = copied(no_deal, read_deal(larger), copies)
        rows += _measured(f"{copies} times", larger, many, replace(effort, rival_runs=1, whole_bar=1.2))
    return rows


def read_deal(folder: Path) -> Deal:
    read = read_folder(folder, side="neutral")
    if read.deal is None or any(finding.severity == "error" for finding in read.findings):
        raise ValueError(f"{folder}: {read.findings[:3]}")
    return read.deal


def _reachable(deal: Deal, no_deal: NoDealPlan) -> tuple[NoDealPlan, str]:
    """The no-deal plan; where no package reaches all walk-aways, with walk-aways out of the way."""
    solver = Solver(_aimed(prepared(deal, unfold(deal), no_deal), no_deal), relaxed=True)
    if solver.solve().status == "optimal":
        return no_deal, ""
    return replace(
        no_deal, values={who: value - 1e12 for who, value in no_deal.values.items()}
    ), ", no zone: floors lowered"


def copied(no_deal: NoDealPlan, deal: Deal, copies: int) -> NoDealPlan:
    """The no-deal plan of a deal of copies; its program, which breaks gains up, is solved as its LP relaxation."""

    def each(table: dict[str, Any]) -> dict[str, Any]:
        return {f"{name}_c{copy}": value for copy in range(copies) for name, value in table.items()}

    struck = strike(deal, *(name for name, clause in deal.terms.items() if clause.status == "proposed"))
    compiled = compile_deal(struck, unfold(struck))
    solver = Solver(compiled.program, relaxed=True)
    solver.change_objective(compiled.goal(compiled.joint))
    solution = solver.solve()
    return replace(
        no_deal, values=each(no_deal.values), planned=each(no_deal.planned), joint=copies * no_deal.joint,
        avoided=each(no_deal.avoided), served=each(no_deal.served), compiled=compiled, solution=solution,
        kinds=kinds_of(compiled, solution.values),
    )  # fmt: skip


def _measured(name: str, folder: Path, no_deal: NoDealPlan, effort: Effort) -> list[Row]:
    """All rows of one deal."""
    clock = Clock()
    compiled, solution = _ours(folder, no_deal, effort, clock)
    program = compiled.program
    with marking() as made:
        again = prepared(compiled.deal, compiled.unfolded, no_deal)
    blocks = blocks_of(_aimed(again, no_deal), made)
    if (blocks.row_count, blocks.column_count, blocks.nonzero_count) != (
        program.row_count, program.column_count, program.nonzero_count,
    ):  # fmt: skip
        raise ValueError("the blocks are not the program")
    _rivals(blocks, effort, clock, solution.objective)
    found = clock.time(_WHOLE, lambda: Solver(program, time_limit=effort.limit).solve()).status
    size = (
        f"{program.row_count:,} rows, {program.column_count:,} columns, {program.integer_count:,} integers, "
        f"{program.nonzero_count:,} nonzeros; {len(compiled.deal.terms)} terms; median of {effort.runs}"
    )
    return _rows(name, clock, size, found, effort)


def _ours(folder: Path, no_deal: NoDealPlan, effort: Effort, clock: Clock) -> tuple[Compiled, Solution]:
    for _ in range(effort.runs):
        deal = clock.time("reading and checking", lambda: read_deal(folder))
        unfolded = clock.time("unfolding", lambda deal=deal: unfold(deal))
        compiled = clock.time("assembling", lambda deal=deal, unfolded=unfolded: prepared(deal, unfolded, no_deal))
        program = _aimed(compiled, no_deal)
        solution = clock.time(_RELAXED, lambda program=program: Solver(program, relaxed=True).solve())
        if solution.status != "optimal":
            raise ValueError(f"the relaxation ends {solution.status}")
        clock.time("results", lambda compiled=compiled, solution=solution: _results(compiled, solution, no_deal))
    return compiled, solution


def _aimed(compiled: Compiled, no_deal: NoDealPlan) -> Any:
    """The program with the joint value as its goal; ready for a solver of any make."""
    program = compiled.program
    program.set_cost(np.arange(program.column_count), compiled.goal(compiled.joint))
    if not no_deal.values:
        raise ValueError("no walk-aways")
    return program


def _results(compiled: Compiled, solution: Solution, no_deal: NoDealPlan) -> list[Any]:
    return [
        deliveries(compiled, solution), cash(compiled, solution), served(compiled, solution, no_deal),
        built(compiled, solution),
        binding(compiled, solution), money_worth(compiled, solution), breakups(compiled, solution, no_deal),
    ]  # fmt: skip


def _rivals(blocks: Blocks, effort: Effort, clock: Clock, objective: float) -> None:
    """Time each rival's building in turn with ours from the same blocks; see that all reach the same optimum."""
    optima: dict[str, float] = {}
    for turn in range(effort.runs):
        program = clock.time("ours, from blocks", lambda: build(blocks))
        if not turn:
            optima["ours"] = Solver(program, relaxed=True).solve().objective
        for rival, (module, _) in RIVALS.items() if turn < effort.rival_runs else ():
            model = clock.time(rival, lambda module=module: module.build(blocks, relaxed=True))
            if not turn:
                optima[rival] = module.solve(model)
    optima = {who: value * blocks.unit for who, value in optima.items()}
    far = {who: value for who, value in optima.items() if abs(value - objective) > SAME * max(1.0, abs(objective))}
    if far:
        raise ValueError(f"other optima than {objective}: {far}")


def _ended(found: str, seconds: float) -> str:
    """How the integer program's one solve ended, and so what its ratio is worth."""
    if found == "optimal":
        return "one solve"
    if found == "time_limit":
        return f"one solve, stopped after {seconds:.0f} s: the ratio is an upper bound"
    return f"not measured: HiGHS ends {found} after {seconds:.1f} s though the relaxation has an optimum"


def _rows(name: str, clock: Clock, size: str, found: str, effort: Effort) -> list[Row]:
    """Ratios beside their bars, then the seconds they were made of."""
    ours = sum(clock[step] for step in ("reading and checking", "unfolding", "assembling", "results"))
    rows: list[Row] = []
    for step, said in ((_RELAXED, size), (_WHOLE, _ended(found, clock[_WHOLE]))):
        solve = clock[step]
        judged = step == _RELAXED or found in {"optimal", "time_limit"}
        for what, value, bar in (
            ("assembling", clock["assembling"] / solve, 0.10),
            ("document to results", (ours + solve) / solve, effort.whole_bar),
        ):
            rows.append(Row(name=f"{name}: {what} / {step}", value=value, bar=bar if judged else None, size=said))
    how = f"rival's median of {effort.rival_runs}, same optimum"
    for rival, (_, bar) in RIVALS.items():
        like = clock[rival] / clock["ours, from blocks"]
        rows.append(Row(name=f"{name}: {rival} / ours, same blocks", value=like, bar=bar, sign=">=", size=how))
        favoured = clock[rival] / clock["assembling"]
        rows.append(
            Row(name=f"{name}: {rival} from blocks / our whole assembly", value=favoured, bar=bar, sign=">=", size=how)
        )
    rows += [
        Row(name=f"{name}: {step}", value=clock[step], unit="s", size=f"median of {len(seconds)}")
        for step, seconds in clock.seconds.items()
    ]
    return rows
