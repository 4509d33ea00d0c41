"""``python -m bench simulate``: 100,000 futures beside straight NumPy, beside plain Python, and on two workers.

- *beside NumPy*: one deal (``bench.kernel``) drawn and carried out by dronedeal, as it reads it from the document, and by a kernel written
  for it by hand: the same draws, the same blocks, the same results, which is checked to a millionth. One process each, in turn.
- *beside plain Python*: the rows of the reference case in one future read by the exact reader, in Decimal, beside dronedeal's whole
  arithmetic of a future (draws, execution, both sides, values): favours the reader, which only reads rows of one side.
- *two workers*: the same futures on a local Dask scheduler with two worker processes and with one, and the checksum of both.
- *memory*: most resident memory of this process after 100,000 futures of the reference case.
"""

from __future__ import annotations

import ctypes
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np

from bench.deals import REFERENCE, SMALL
from bench.kernel import DEAL, by_hand, shares_by_hand
from bench.row import Row
from dronedeal.deal import Deal, Plan
from dronedeal.document import read_folder
from dronedeal.lanes import Cluster
from dronedeal.planning import Futures, worked_out
from dronedeal.reading import exact
from dronedeal.simulation import BLOCK, Draws, Held, Prepared, Worlds, asked_for, counted, held, simulate

_SCENARIOS, _RUNS = 100_000, 5


def run(*, quick: bool) -> list[Row]:
    """Measure; ``quick`` shows that it runs."""
    _keep_memory()
    scenarios, runs = (2 * BLOCK, 1) if quick else (_SCENARIOS, _RUNS)
    folder = SMALL if quick else REFERENCE
    deal = _read(folder)
    still = _held(deal)
    return [
        *_beside_numpy(scenarios, runs),
        *_beside_python(deal, still, runs),
        *_workers(deal, scenarios, 1 if quick else 3),
    ]


def _keep_memory() -> None:
    """Keep freed memory for the next array, as dronedeal's own processes do: theirs and ours alike."""
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(-3, 1 << 26)  # M_MMAP_THRESHOLD
        library.mallopt(-1, 1 << 28)  # M_TRIM_THRESHOLD


def _read(folder: Path) -> Deal:
    found = read_folder(folder).deal
    if found is None:
        message = f"{folder} does not read"
        raise ValueError(message)
    return found


def _held(deal: Deal) -> Held:
    return _planned(deal)[0]


def _planned(deal: Deal) -> tuple[Held, Plan]:
    worked = worked_out(deal)
    found = held(worked)
    if found is None:
        message = "no plan to carry out"
        raise ValueError(message)
    return found, worked.plan


def _beside_numpy(scenarios: int, runs: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "deal.yaml").write_text(DEAL, encoding="utf-8")
        deal = _read(Path(folder))
    still = _held(deal)
    prepared, draws = Prepared(held=still), Draws.of(deal, seed=1)
    (planned,) = (units for units in still.with_deal.flows.values() if units.any())
    due = {line.path.partition("/")[2]: line.due for line in still.unfolded.lines}
    blocks = range(-(-scenarios // BLOCK))

    def ours() -> None:
        for index in blocks:
            prepared.run(draws.at(draws.block(index)), BLOCK)

    def theirs() -> None:
        for index in blocks:
            by_hand(shares_by_hand(1, index, BLOCK), planned, deal.horizon, due)

    one = prepared.run(draws.at(draws.block(0)), BLOCK)
    other = by_hand(shares_by_hand(1, 0, BLOCK), planned, deal.horizon, due)
    for mine, hand in zip((one.gains, one.cash, one.served, one.wanted), other, strict=True):
        np.testing.assert_allclose(mine, hand, rtol=1e-6, atol=1e-3)
    took = [(_seconds(ours), _seconds(theirs)) for _ in range(runs)]
    size = f"{scenarios:,} scenarios, {len(draws.numbers)} numbers, blocks of {BLOCK:,}"
    ratio = statistics.median(mine / hand for mine, hand in took)
    return [
        Row(name="dronedeal ÷ NumPy by hand", value=ratio, size=size, bar=2.0),
        Row(
            name="by hand, scenarios a second",
            value=scenarios / statistics.median(hand for _, hand in took),
            size=size,
            unit="",
        ),
    ]


def _beside_python(deal: Deal, still: Held, runs: int) -> list[Row]:
    prepared, draws = Prepared(held=still), Draws.of(deal, seed=1)
    shares = draws.block(0)
    facts = {
        key: tuple(
            Decimal(repr(float(one))) for one in np.broadcast_to(np.atleast_2d(units)[0], (deal.horizon.periods,))
        )
        for key, units in counted(Futures(still.deal, still.package), still.with_deal).items()
    }
    drawn = {path: Decimal(repr(float(values[0]))) for path, values in draws.at(shares).items()}
    settled = {**drawn, **{path: Decimal(repr(value)) for path, value in still.package.items()}}
    took = [
        (
            _seconds(lambda: exact(still.unfolded, facts, settled=settled)),
            _seconds(lambda: prepared.run(draws.at(draws.block(0)), BLOCK)) / BLOCK,
        )
        for _ in range(runs)
    ]
    size = f"{len(still.unfolded.lines)} lines, {len(draws.numbers)} numbers"
    ratio = statistics.median(plain / mine for plain, mine in took)
    rate = 1.0 / statistics.median(mine for _, mine in took)
    return [
        Row(name="reading in Python ÷ a scenario", value=ratio, size=size, bar=300.0, sign=">="),
        Row(name="scenarios a second, one core", value=rate, size=size, unit=""),
    ]


def _workers(deal: Deal, scenarios: int, runs: int) -> list[Row]:
    from distributed import LocalCluster

    still, plan = _planned(deal)
    worlds = Worlds(draws=Draws.of(deal, seed=1), base=Prepared(held=still))
    took: dict[int, list[float]] = {1: [], 2: []}
    sums: set[str] = set()
    for _ in range(runs):
        for count in (1, 2):
            with LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=count, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50,
                host="127.0.0.1",
            ) as cluster:  # fmt: skip
                address = str(cluster.scheduler_address)
                with Cluster(address) as lanes:
                    asked_for(
                        worlds, count * BLOCK, plan=plan, lanes=lanes, at_once=1
                    )()  # imports are not what is measured
                    started = time.perf_counter()
                    sums.add(asked_for(worlds, scenarios, plan=plan, lanes=lanes)().checksum)
                    took[count].append(time.perf_counter() - started)
    here = simulate(deal, scenarios=scenarios, seed=1, drivers=False)
    sums.add(here.checksum)
    if len(sums) > 1:
        message = "results differ by where they were worked out"
        raise ValueError(message)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = f"{scenarios:,} scenarios, without planning"
    return [
        Row(
            name="two workers: times as fast as one",
            value=statistics.median(took[1]) / statistics.median(took[2]),
            size=size,
        ),
        Row(name="most memory of the parent", value=memory, size=f"{scenarios:,} scenarios", unit="MB", bar=1024.0),
    ]


def _seconds(verb: Callable[[], object]) -> float:
    started = time.perf_counter()
    verb()
    return time.perf_counter() - started
