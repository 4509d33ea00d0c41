"""Power cuts and failing syncs, simulated: what the real store wrote and synced is logged, and cut off at any point.

A cut keeps of each file what was last synced, and of what was written after it some, some torn at a sector, some not.
A new file's name is durable once the file or its folder was synced; a removal once the folder was. The files are then
laid down, opened by the store's own engine, and read.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pysqlite3 import dbapi2

from bench.apsw_module import Log, module
from dronedeal.settlement import Ledger, NotStored, Unconfirmed, verify
from dronedeal.settlement.chain import FIRST, link
from tests.settlement.settling import KEY, NOW, delivery, sale

SECTOR = 512
EVENTS = 30
CUTS = 250
"""Cuts of one run of the ledger."""
DAY = date(2027, 2, 1)
SALE = sale()


@dataclass
class Told:
    """What came of cuts: of acknowledged events how many cuts lost some, how many cuts left a file that is none."""

    cuts: int = 0
    lost: int = 0
    corrupt: int = 0
    unacknowledged: int = 0


@dataclass
class _File:
    synced: bytes = b""
    named: bool = False
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def after(self, acts: list[tuple[str, int, bytes]]) -> bytes:
        found = bytearray(self.synced)
        for what, at, data in acts:
            if what == "cut":
                del found[at:]
                continue
            found.extend(bytes(max(0, at - len(found))))
            found[at : at + len(data)] = data
        return bytes(found)


@dataclass
class Disk:
    """What is surely on a disk, and what may be."""

    files: dict[str, _File] = field(default_factory=dict)
    removed: dict[str, _File] = field(default_factory=dict)

    def take(self, what: str, name: str, at: int, data: bytes) -> None:
        match what:
            case "made":
                self.files[name] = _File()
            case "wrote" | "cut":
                self.files[name].pending.append((what, at, data))
            case "synced":
                one = self.files[name]
                one.synced, one.pending = one.after(one.pending), []
                if not one.named:
                    self._folder()
            case "removed":
                one = self.files.pop(name)
                if one.named:
                    self.removed[name] = one
                if at:
                    self._folder()
            case "folder":
                self._folder()
            case _:
                pass

    def _folder(self) -> None:
        self.removed.clear()
        for one in self.files.values():
            one.named = True

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """What a cut at this point leaves."""
        share = chance.choice((0.0, 0.5, 0.5, 0.9, 1.0))
        found: dict[str, bytes] = {}
        for name, one in self.files.items():
            if one.named or chance.random() < share:
                found[name] = one.after([act for act in one.pending for act in _torn(act, share, chance)])
        for name, one in self.removed.items():
            if name not in found and chance.random() < 0.5:
                found[name] = one.synced
        return found


def _torn(act: tuple[str, int, bytes], share: float, chance: random.Random) -> Iterator[tuple[str, int, bytes]]:
    """The act, nothing, or of a write some sectors."""
    what, at, data = act
    if what == "wrote" and len(data) > SECTOR and chance.random() < 0.3:
        for first in range(0, len(data), SECTOR):
            if chance.random() < share:
                yield what, at + first, data[first : first + SECTOR]
    elif chance.random() < share:
        yield act


@contextmanager
def logged(log: Log, **more: Any) -> Iterator[None]:
    """Every SQLite store opened meanwhile is logged."""
    chosen = module(log, **more)
    with (
        patch("dronedeal.settlement.store_sqlite._engine", return_value=chosen),
        patch("dronedeal.settlement.store_sqlite.sync_folder", side_effect=lambda _: log.note("folder")),
    ):
        yield


def session(path: Path, log: Log) -> int:
    """Make a ledger and record; how many events were acknowledged. Ends where the store says no, or does not say yes."""
    done = 0
    with suppress(NotStored, Unconfirmed):
        ledger = Ledger(str(path), SALE, now=NOW, chance=KEY)
        try:
            while done < EVENTS:
                many = 1 if done % 10 else 4
                ledger.record([_event(done + more) for more in range(many)], now=NOW)
                done += many
                log.note("told", "", done)
        finally:
            ledger.close_store()
    return done


def _event(number: int) -> Any:
    return delivery(f"d-{number}", DAY, 1 + number % 9)


def cuts(times: int, seed: int, **more: Any) -> Told:
    """Cut so many times, in runs of the ledger, at points drawn by a seed."""
    chance, told = random.Random(seed), Told()
    shm = Path("/dev/shm")  # noqa: S108 - a disk of memory, where there is one
    with tempfile.TemporaryDirectory(dir=shm if shm.is_dir() else None) as folder:
        place = Path(folder)
        while told.cuts < times:
            log, path = Log(), place / "run" / "ledger.sqlite"
            _empty(path.parent)
            with logged(log, **more):
                session(path, log)
            points = sorted(chance.randrange(len(log.steps)) for _ in range(min(CUTS, times - told.cuts)))
            disk, acknowledged, at = Disk(), 0, 0
            for point in points:
                for what, name, where, data in log.steps[at:point]:
                    disk.take(what, name, where, data)
                    acknowledged = where if what == "told" else acknowledged
                at = point
                _count(told, place / "cut" / path.name, disk.left(chance), acknowledged)
    return told


def _empty(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for one in folder.iterdir():
        one.unlink()


def _count(told: Told, path: Path, files: dict[str, bytes], acknowledged: int) -> None:
    _empty(path.parent)
    for name, data in files.items():
        path.with_name(name).write_bytes(data)
    told.cuts += 1
    found = _events(path)
    if found is None or (told.cuts % 50 == 0 and acknowledged and not _goes_on(path, found)):
        told.corrupt += 1
    elif found < acknowledged:
        told.lost += 1
    else:
        told.unacknowledged += found > acknowledged


def _events(path: Path) -> int | None:
    """How many events stand, whole and chained; nothing, if the file is none."""
    if not path.is_file():
        return 0
    base = dbapi2.connect(path)
    try:
        if base.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            return None
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry'").fetchone():
            return 0
        before = FIRST
        rows = base.execute("SELECT seq, body, before, hash FROM entry ORDER BY seq").fetchall()
        for number, (seq, body, back, hashed) in enumerate(rows, start=1):
            if seq != number or back != before or link(before, body) != hashed:
                return None
            before = hashed
        return max(0, len(rows) - 1)
    except dbapi2.DatabaseError:
        return None
    finally:
        base.close()


def _goes_on(path: Path, found: int) -> bool:
    """The real ledger opens it, finds it sound, knows what was recorded, and records the rest."""
    if not found:
        return True
    ledger = Ledger(str(path), SALE)
    try:
        again = ledger.record([_event(number) for number in range(found + 1)], now=NOW)
        return [word for _, word in again.outcomes] == ["exists"] * found + ["new"] and verify(ledger) == ()
    finally:
        ledger.close_store()


def failing_syncs(times: int, **more: Any) -> Told:
    """Let the k-th sync fail, for each k to so many: the process stops, and a new one looks what is there."""
    told = Told()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, times + 1):
            log, path = Log(fail_at=number), Path(folder) / f"{number}.sqlite"
            with logged(log, **more):
                acknowledged = session(path, log)
            told.cuts += 1
            found = _events(path)
            if found is None or (found and not _goes_on(path, found)):
                told.corrupt += 1
            elif found < acknowledged:
                told.lost += 1
            else:
                told.unacknowledged += found > acknowledged
    return told
