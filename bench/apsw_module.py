"""apsw as a module of Python's database interface, as far as a store needs it, on a file system that logs and can fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apsw
import apsw.ext


class Error(Exception):
    """As PEP 249 has it."""


class DatabaseError(Error):
    """Likewise."""


class OperationalError(DatabaseError):
    """Likewise."""


class IntegrityError(DatabaseError):
    """Likewise."""


class ProgrammingError(DatabaseError):
    """Likewise."""


@dataclass
class Log:
    """What was done to files, in order: the act, the file, where, and with what. ``fail_at`` is the sync that fails, from one."""

    steps: list[tuple[str, str, int, bytes]] = field(default_factory=list)
    fail_at: int = 0
    syncs: int = 0

    def note(self, what: str, name: str = "", at: int = 0, data: bytes = b"") -> None:
        self.steps.append((what, name, at, data))


class _File(apsw.VFSFile):
    def __init__(self, log: Log, name: Any, flags: Any) -> None:
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name)
        self._log, self._name = log, path.name
        if not path.exists():
            log.note("made", path.name)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - apsw's names
        self._log.note("wrote", self._name, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._log.note("cut", self._name, size)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: ARG002, N802
        self._log.syncs += 1
        if self._log.syncs == self._log.fail_at:
            raise apsw.IOError("the disk failed to sync")
        self._log.note("synced", self._name)


class _System(apsw.VFS):
    def __init__(self, log: Log) -> None:
        self._log = log
        super().__init__(f"logged-{id(log)}", "")

    def xOpen(self, name: Any, flags: Any) -> _File:  # noqa: N802
        return _File(self._log, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802
        self._log.note("removed", Path(filename).name, int(syncdir))
        super().xDelete(filename, syncdir)


class _Cursor:
    arraysize = 1
    lastrowid = None

    def __init__(self, base: apsw.Connection, rewritten: dict[str, str]) -> None:
        self._base, self._rewritten, self._rows = base, rewritten, iter(())
        self.description: Any = None
        self.rowcount = -1

    def execute(self, sql: str, words: Any = ()) -> _Cursor:
        return self._run(lambda: self._base.cursor().execute(self._rewritten.get(sql, sql), tuple(words)), sql)

    def executemany(self, sql: str, rows: Any) -> _Cursor:
        return self._run(lambda: self._base.cursor().executemany(sql, [tuple(row) for row in rows]), "")

    def _run(self, act: Any, sql: str) -> _Cursor:
        try:
            self._rows = iter(list(act()))
            word = sql.split(maxsplit=1)[0].upper() if sql else ""
            reads = word == "SELECT" or (
                word == "PRAGMA" and "=" not in sql
            )  # one that sets does so when it is prepared
            found = apsw.ext.query_info(self._base, sql).description if reads else ()
        except apsw.ConstraintError as error:
            raise IntegrityError(str(error)) from error
        except apsw.Error as error:
            raise OperationalError(str(error)) from error
        self.description = [(name, *[None] * 6) for name, *_ in found] or None
        return self

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return [row for row, _ in zip(self._rows, range(size), strict=False)]

    def close(self) -> None:
        self._rows = iter(())


class _Connection:
    isolation_level = None

    def __init__(self, path: Path, log: Log, rewritten: dict[str, str]) -> None:
        self._base, self._rewritten = apsw.Connection(str(path), vfs=f"logged-{id(log)}"), rewritten
        for setting in ("locking_mode=EXCLUSIVE", "wal_autocheckpoint=8"):  # no shared memory is logged
            self._base.execute(f"PRAGMA {setting}")

    def cursor(self) -> _Cursor:
        return _Cursor(self._base, self._rewritten)

    def execute(self, sql: str, words: Any = ()) -> _Cursor:
        return self.cursor().execute(sql, words)

    def executemany(self, sql: str, rows: Any) -> _Cursor:
        return self.cursor().executemany(sql, rows)

    def commit(self) -> None:
        if self._base.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self._base.in_transaction:
            self.execute("ROLLBACK")

    def create_function(self, *_: Any, **__: Any) -> None:
        """SQLAlchemy gives every connection a function for regular expressions; no ledger asks for one."""

    def close(self) -> None:
        try:
            self._base.close()
        except apsw.Error as error:
            raise OperationalError(str(error)) from error


def module(log: Log, *, version: tuple[int, ...] = (), synchronous: str = "") -> Any:
    """The module.

    Parameters
    ----------
    version
        What it says its version is, to make a store fall back.
    synchronous
        The setting used whatever the store asks for.
    """
    system = _System(log)
    said = [f"PRAGMA synchronous={one}" for one in ("FULL", "EXTRA")]
    rewritten = dict.fromkeys(said, f"PRAGMA synchronous={synchronous}") if synchronous else {}
    own = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    return SimpleNamespace(
        system=system, paramstyle="qmark", apilevel="2.0", threadsafety=1, sqlite_version=apsw.sqlite_lib_version(),
        sqlite_version_info=version or own, Error=Error, DatabaseError=DatabaseError,
        OperationalError=OperationalError, IntegrityError=IntegrityError, ProgrammingError=ProgrammingError, Binary=bytes,
        connect=lambda path, **_: _Connection(path, log, rewritten),
    )  # fmt: skip
