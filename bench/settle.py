"""Settling: how fast events are recorded and read, beside bare inserts of the same rows; with ``--faults`` what faults cost.

Bare inserts take the rows that the ledger wrote, into tables of the same columns without triggers, in the same batches,
with the same durability, through the same driver.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import psycopg
from pysqlite3 import dbapi2

from bench.row import Row
from dronedeal.settlement import Ledger, verify
from dronedeal.settlement.chain import FIRST, link
from tests.settlement import postgres
from tests.settlement.settling import KEY, NOW, delivery, payment, sale

DAY = date(2027, 2, 1)
SALE = sale()
COLUMNS = {
    "event": "source text, id text, seq integer, effective_on text, digest {blob}",
    "posting": "seq integer, line integer, account text, unit text, minor bigint",
    "entry": "seq integer, kind text, body {blob}, before {blob}, hash {blob}",
}


def run(*, quick: bool, faults: bool = False) -> Iterator[Row]:
    """Measure; ``quick`` shows that it runs, ``faults`` runs the faults long instead."""
    if faults:
        yield from _faults(quick=quick)
        return
    sizes = {1: 50, 100: 200, 10_000: 300} if quick else {1: 1_500, 100: 20_000, 10_000: 100_000}
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("sqlite", "postgres"):
            for batch, count in sizes.items():
                yield from _recording(kind, batch, count, Path(folder), quick=quick)
        yield from _reading(Path(folder), quick=quick)


def events(count: int) -> list[Any]:
    return [
        delivery(f"d-{n}", DAY, 1 + n % 9) if n % 2 else payment(f"p-{n}", DAY, f"{n}.25") for n in range(1, count + 1)
    ]


def _made(kind: str, folder: Path, name: str) -> tuple[Ledger, str]:
    url = str(folder / f"{name}.sqlite") if kind == "sqlite" else postgres.place()
    return Ledger(url, SALE, now=NOW, key=folder / "key", chance=KEY), url


def _recording(kind: str, batch: int, count: int, folder: Path, *, quick: bool) -> Iterator[Row]:
    """A batch of the ledger and a batch of bare inserts in turn, so that both meet the same disk."""
    some, best, bare, cpu = events(count), float("inf"), float("inf"), float("inf")
    pages, postings = _pages(some, batch, folder / f"rows-{kind}-{batch}")
    runs = 1 if quick else 2
    flat = 0.0
    for number in range(runs):
        ledger, _ = _made(kind, folder, f"{kind}-{batch}-{number}")
        ours = theirs = spent = 0.0
        first = _memory()
        with _bare(kind, folder / f"bare-{kind}-{batch}-{number}", next(iter(pages))) as insert:
            for at, page in enumerate(pages):
                handed = some[at * batch : (at + 1) * batch]
                began, busy = time.perf_counter(), time.process_time()
                ledger.record(handed, now=NOW)
                ours += time.perf_counter() - began
                spent += time.process_time() - busy
                first = first if at else _memory()
                began = time.perf_counter()
                insert(page)
                theirs += time.perf_counter() - began
        flat = max(flat, _memory() - first)
        ledger.close_store()
        if ours < best:
            best, bare, cpu = ours, theirs, spent
    size = f"{count:,} events by {batch:,}, {postings:,} postings; {_name(kind)}; least of {runs}, in turn with bare inserts"
    floor = {("sqlite", 1): 2_000, ("sqlite", 10_000): 15_000, ("postgres", 10_000): 10_000}.get((kind, batch))
    yield Row(
        name=f"{kind}: events a second, by {batch:,}", value=count / best, unit="/s", bar=floor, sign=">=", size=size
    )
    bar = {("sqlite", 1): 1.5, ("sqlite", 10_000): 6.0}.get((kind, batch))
    yield Row(name=f"{kind}: recording ÷ bare inserts, by {batch:,}", value=best / bare, bar=bar, size=size)
    yield Row(name=f"{kind}: our processor an event, by {batch:,}", value=cpu / count * 1e6, unit="µs", size=size)
    if batch > 1_000:
        yield Row(name=f"{kind}: memory after the last batch − the first", value=flat, unit="MB", bar=50, size=size)


def _memory() -> float:
    return psutil.Process().memory_info().rss / 2**20


def _pages(some: list[Any], batch: int, path: Path) -> tuple[list[dict[str, list[Any]]], int]:
    """The rows of each batch, by table; of singles the entry alone, which is what a durable commit costs."""
    ledger = Ledger(str(path), SALE, now=NOW, chance=KEY)
    for first in range(0, len(some), 10_000):
        ledger.record(some[first : first + 10_000], now=NOW)
    rows: dict[str, list[Any]] = {
        table.name: found for table, found in ledger.everything()[1].tables if table.name in COLUMNS
    }
    rows["entry"] = [(one.seq, one.kind, one.body, one.before, one.hash) for one in ledger.entries()[1:]]
    ledger.close_store()
    pages: list[dict[str, list[Any]]] = [{} for _ in range(0, len(some), batch)]
    for name in ("entry",) if batch == 1 else ("event", "posting", "entry"):
        for row in rows[name]:
            seq = row[2] if name == "event" else row[0]
            pages[(seq - 2) // batch].setdefault(name, []).append(row)
    return pages, len(rows["posting"])


def _name(kind: str) -> str:
    return f"SQLite {dbapi2.sqlite_version}, WAL, FULL" if kind == "sqlite" else "PostgreSQL, as it comes"


@contextmanager
def _bare(kind: str, path: Path, sample: dict[str, list[Any]]) -> Iterator[Callable[[dict[str, list[Any]]], None]]:
    """Tables of the same columns, and nothing else; what inserts a batch into them, durably."""
    if kind == "sqlite":
        base = dbapi2.connect(path, isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=FULL"):
            base.execute(f"PRAGMA {setting}")
        for name in sample:
            base.execute(f"CREATE TABLE {name} ({COLUMNS[name].format(blob='blob')})")

        def insert(page: dict[str, list[Any]]) -> None:
            base.execute("BEGIN IMMEDIATE")
            for name, some in page.items():
                base.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?)", some)  # noqa: S608 - one of three names
            base.execute("COMMIT")

        yield insert
        base.close()
        return
    with psycopg.connect(postgres.place()) as server:
        for name in sample:
            server.execute(f"CREATE TABLE {name} ({COLUMNS[name].format(blob='bytea')})")
        server.commit()

        def copied(page: dict[str, list[Any]]) -> None:
            for name, some in page.items():
                if len(some) == 1:
                    server.execute(f"INSERT INTO {name} VALUES (%s, %s, %s, %s, %s)", some[0])  # noqa: S608 - likewise
                    continue
                with server.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                    for row in some:
                        copy.write_row(row)
            server.commit()

        yield copied


def _reading(folder: Path, *, quick: bool) -> Iterator[Row]:
    closed, large = (200, 500) if quick else (10_000, 250_000)
    ledger, _ = _made("sqlite", folder, "closed")
    ledger.record(events(closed), now=NOW)
    took = _seconds(lambda: ledger.close(date(2027, 3, 31), now=NOW))
    ledger.close_store()
    yield Row(name="closing a quarter", value=took, unit="s", bar=1.0, size=f"{closed:,} events; once")
    ledger, _ = _made("sqlite", folder, "large")
    some = [payment(f"p-{n}", DAY, f"{n}.25") for n in range(1, large + 1)]
    for first in range(0, large, 10_000):
        ledger.record(some[first : first + 10_000], now=NOW)
    size = f"{large:,} entries, {4 * large:,} postings; SQLite; once"
    yield Row(name="balances from all postings", value=_seconds(ledger.balances), unit="s", size=size)
    entries = ledger.entries()
    yield Row(
        name="the chain alone, entries in memory",
        value=_seconds(lambda: _chained(entries)),
        unit="s",
        bar=0.5,
        size=size,
    )
    yield Row(name="verifying all of it", value=_seconds(lambda: verify(ledger)), unit="s", size=size)
    ledger.close_store()


def _seconds(act: Any) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _chained(entries: Any) -> None:
    before = FIRST
    for entry in entries:
        before = link(before, entry.body)
    assert before == entries[-1].hash


def _faults(*, quick: bool) -> Iterator[Row]:
    from bench.faults import told
    from bench.power import cuts, failing_syncs

    many = (
        {"cuts": 200, "kills": 3, "restarts": 1, "events": 12, "syncs": 5}
        if quick
        else {"cuts": 200_000, "kills": 2_500, "restarts": 50, "events": 834, "syncs": 50}
    )
    for name, more in (
        ("WAL, FULL", {}),
        ("DELETE, EXTRA", {"version": (3, 40, 1)}),
        ("WAL, NORMAL", {"synchronous": "NORMAL"}),
    ):
        times = many["cuts"] // (1 if not more else 20)
        started = time.perf_counter()
        found = cuts(times, 1, **more)
        size = f"{times:,} cuts, {times / (time.perf_counter() - started):,.0f} a second; {found.corrupt} corrupt, {found.unacknowledged} kept what was not acknowledged"
        yield Row(
            name=f"power cuts that lose, {name}",
            value=found.lost,
            unit="",
            bar=None if "NORMAL" in name else 0.0,
            size=size,
        )
    for version in ((), (3, 40, 1)):
        synced = failing_syncs(many["syncs"], version=version)
        size = f"{synced.cuts} failing syncs, {synced.corrupt} corrupt, {synced.unacknowledged} there all the same"
        yield Row(
            name=f"failing syncs that lose, {'DELETE' if version else 'WAL'}",
            value=synced.lost,
            unit="",
            bar=0.0,
            size=size,
        )
    for kind, what, name in (
        ("sqlite", "kills", "kill -9 that loses, sqlite"),
        ("postgres", "kills", "kill -9 that loses, postgres"),
        ("postgres", "restarts", "kill -9 of the server that loses, postgres"),
    ):
        kill = told(what, kind, many[what])
        size = f"{kill['kills']:,} kills, {kill['recorded']:,} recorded, {kill['unacknowledged']} not acknowledged, {kill['doubled']} doubled"
        yield Row(name=name, value=kill["lost"] + kill["wrong"], unit="", bar=0.0, size=size)
    for kind in ("sqlite", "postgres"):
        many_at_once = told("writers", kind, many["events"])
        size = f"{many_at_once['writers']} writers, {3 * many_at_once['writers'] * many_at_once['events']:,} deliveries, {many_at_once['deliveries_a_second']:,} a second; same: {many_at_once['same']}"
        yield Row(
            name=f"writers refused or deadlocked, {kind}",
            value=many_at_once["refused"] + many_at_once["deadlocks"],
            unit="",
            bar=0.0,
            size=size,
        )
