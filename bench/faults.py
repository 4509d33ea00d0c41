"""Faults of processes: killed while they record, a server killed while they do, and four that record the same deliveries at once. Run in a process of its own: it forks.

python -m bench.faults kills sqlite 100
python -m bench.faults restarts postgres 20
python -m bench.faults writers postgres 200
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import psycopg

from dronedeal.settlement import Ledger, NotStored, Unconfirmed, statement_of, verify
from tests.settlement import postgres
from tests.settlement.settling import KEY, NOW, delivery, payment, sale

DAY = date(2027, 2, 1)
SALE = sale()
WRITERS = 4


def event(number: int) -> object:
    return delivery(f"d-{number}", DAY, 1 + number % 9)


def forked(act: Callable[[int], None]) -> tuple[int, int]:
    """A child that acts and writes what is acknowledged, eight bytes a number, and ends; its id, and where to read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    code = 1
    try:
        act(writing)
        code = 0
    finally:
        os._exit(code)


def kills(url: str, key: Path, times: int) -> dict[str, int]:
    """Kill a recording process so often, and look after each what stands: nothing acknowledged lost, nothing twice."""
    return _struck(url, key, times, lambda child: os.kill(child, signal.SIGKILL), 0.02)


def restarts(url: str, key: Path, times: int) -> dict[str, int]:
    """Likewise, but it is the server that is killed, and started again; whoever records is told and ends by itself."""
    return _struck(url, key, times, lambda _: postgres.killed_and_started(), 0.2)


def _struck(
    url: str, key: Path, times: int, strike: Callable[[int], None], moment: float, seed: int = 20270331
) -> dict[str, int]:
    chance, start, unacknowledged, lost, doubled, unknown = random.Random(seed), 0, 0, 0, 0, 0

    def act(told: int) -> None:
        ledger, number = Ledger(url, SALE, key=key), start
        with suppress(NotStored, Unconfirmed):
            while True:
                ledger.record([event(number)], now=NOW)
                os.write(told, number.to_bytes(8, "big"))
                number += 1

    Ledger(url, SALE, now=NOW, key=key, chance=KEY).close_store()
    for _ in range(times):
        child, reading = forked(act)
        first = os.read(reading, 8)
        time.sleep(chance.uniform(0, moment))
        strike(child)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as pipe:
            said = first + pipe.read()
        last = int.from_bytes(said[-8:], "big")
        ledger = Ledger(url, SALE, key=key)
        ids = [entry.event.id for entry in ledger.entries() if entry.event is not None]
        again = ledger.record([event(last)], now=NOW)
        ledger.close_store()
        lost += ids[: last + 1] != [f"d-{number}" for number in range(last + 1)]
        doubled += len(set(ids)) != len(ids)
        unknown += [word for _, word in again.outcomes] != ["exists"]
        unacknowledged += len(ids) - last - 1
        start = len(ids)
    ledger = Ledger(url, SALE, key=key)
    wrong = len(verify(ledger))
    ledger.close_store()
    return {
        "kills": times, "recorded": start, "unacknowledged": unacknowledged, "lost": lost, "doubled": doubled,
        "unknown": unknown, "wrong": wrong,
    }  # fmt: skip


def writers(url: str, key: Path, events: int, seed: int = 5) -> dict[str, int | bool]:
    """Four processes record the same events three times over, each in orders of its own; beside one that recorded them once."""
    some = [event(n) if n % 3 else payment(f"p-{n}", DAY, f"{n}.25") for n in range(1, events + 1)]
    Ledger(url, SALE, now=NOW, key=key, chance=KEY).close_store()

    def of(number: int) -> Callable[[int], None]:
        def act(told: int) -> None:
            chance = random.Random(seed + number)
            ledger = Ledger(url, SALE, key=key)
            for _ in range(3):
                chance.shuffle(some)
                at = 0
                while at < len(some):
                    many = chance.choice((1, 1, 5))
                    ledger.record(some[at : at + many], now=NOW)
                    at += many
            ledger.close_store()
            os.write(told, b"done")

        return act

    started = time.perf_counter()
    children = [forked(of(number)) for number in range(WRITERS)]
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children]
    took = time.perf_counter() - started
    for _, reading in children:
        os.close(reading)
    with tempfile.TemporaryDirectory() as folder:
        alone = Ledger(f"{folder}/alone.sqlite", SALE, now=NOW, chance=KEY)
        alone.record(some, now=NOW)
        together = Ledger(url, SALE, key=key)
        to = date(2027, 3, 31)
        same = alone.balances() == together.balances() and all(
            statement_of(alone, party=one, to=to).bytes == statement_of(together, party=one, to=to).bytes
            for one in SALE.deal.parties
        )
        entries, wrong = len(together.entries()), len(verify(together))
        alone.close_store()
        together.close_store()
    return {
        "writers": WRITERS, "events": events, "same": same, "entries": entries, "wrong": wrong, "refused": sum(map(bool, ended)),
        "deadlocks": _deadlocks(url), "deliveries_a_second": round(3 * WRITERS * events / took),
    }  # fmt: skip


def _deadlocks(url: str) -> int:
    """How many the server has seen; in a file, a lock that was not waited for is an error, and counted as refused."""
    if "://" not in url:
        return 0
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def place(kind: str) -> Iterator[tuple[str, Path]]:
    """A place for one ledger, and its key."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"{folder}/ledger.sqlite" if kind == "sqlite" else postgres.place()
        yield url, Path(folder) / "key"


def told(what: str, kind: str, times: int) -> dict[str, int]:
    """What a run of this module in a process of its own says."""
    command = [sys.executable, "-m", "bench.faults", what, kind, str(times)]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    with place(sys.argv[2]) as (where, held):
        print(
            json.dumps(
                {"kills": kills, "restarts": restarts, "writers": writers}[sys.argv[1]](where, held, int(sys.argv[3]))
            )
        )
