"""A ledger in an SQLite file, with the settings its engine's version is safe with.

SQLite 3.7.0 to 3.51.2 can corrupt a file in WAL mode where two connections write and checkpoint at one instant (fixed in
3.51.3, and in 3.50.7 and 3.44.6). A version with the mend runs WAL with ``synchronous=FULL``; any other DELETE with EXTRA.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dronedeal.settlement.schema import TABLES
from dronedeal.settlement.store import NotStored, Store, driver_of, mend_of
from dronedeal.settlement.triggers import sqlite_triggers

__all__ = ["SQLiteStore", "is_safe_with_wal", "sync_folder"]

_WAIT = 60_000
"""How long, in milliseconds, a writer waits for another."""


def is_safe_with_wal(version: tuple[int, ...]) -> bool:
    """Whether a version of SQLite has the mend of the WAL-reset bug."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _engine(module: Any = None) -> Any:  # noqa: ANN401 - either of two modules of one interface
    """The module of SQLite to use: the first whose version is safe with WAL, else Python's own."""
    candidates = [module] if module is not None else [*_newer(), sqlite3]
    return next((one for one in candidates if is_safe_with_wal(one.sqlite_version_info)), candidates[-1])


def _newer() -> list[Any]:
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return []
    return [dbapi2]


class SQLiteStore(Store):
    """One SQLite file."""

    def __init__(self, path: Path, *, create: bool = False, module: Any = None) -> None:  # noqa: ANN401 - as above
        """Open a file; a new one is made durable before anything is written to it.

        Raises
        ------
        NotStored
            There is no such file, or it is no store.
        """
        super().__init__()
        if not create and not path.is_file():
            message = f"{path} is no ledger"
            raise NotStored(message, "record something first, or name another file")
        chosen = _engine(module)
        self._wal = is_safe_with_wal(chosen.sqlite_version_info)
        durable = "WAL, synchronous=FULL" if self._wal else "DELETE, synchronous=EXTRA"
        self.name, self.settings = str(path), f"SQLite {chosen.sqlite_version}, {durable}"
        self.key = path.with_name(f"{path.name}.key")
        self._driver_error = chosen.Error
        is_new = not path.is_file()
        if not is_new:
            _refuse_foreign(chosen, path)
        self._engine = create_engine(
            "sqlite://", module=chosen, creator=lambda: self._connect(chosen, path), poolclass=QueuePool
        )
        event.listen(self._engine, "begin", _begin)
        try:
            with self._engine.connect():
                pass
        except (DBAPIError, chosen.Error) as error:
            self.close()
            raise self._unopened(error) from error
        if is_new:
            sync_folder(path)

    def _connect(self, module: Any, path: Path) -> Any:  # noqa: ANN401 - as above
        connection = module.connect(path, isolation_level=None, timeout=_WAIT / 1000, check_same_thread=False)
        for setting in (
            f"busy_timeout={_WAIT}",
            f"journal_mode={'WAL' if self._wal else 'DELETE'}",
            f"synchronous={'FULL' if self._wal else 'EXTRA'}",
            "foreign_keys=ON",
            "recursive_triggers=ON",
        ):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _lock(self, connection: Connection) -> None:
        """Every writer begins with ``BEGIN IMMEDIATE``, which is the lock."""

    def _guard(self, connection: Connection) -> None:
        for trigger in sqlite_triggers():
            connection.exec_driver_sql(trigger)

    def put(self, connection: Connection, tables: Iterable[tuple[Table, Sequence[tuple[Any, ...]]]]) -> None:
        """Write rows, through the driver itself: its cost a row is a fifth of SQLAlchemy's."""
        for table, rows in tables:
            if rows:
                driver_of(connection).executemany(_inserting(table), rows)


@cache
def _inserting(table: Table) -> str:
    from sqlalchemy.dialects import sqlite

    return str(insert(table).compile(dialect=sqlite.dialect(paramstyle="qmark")))


def _refuse_foreign(module: Any, path: Path) -> None:  # noqa: ANN401 - as above
    """Leave a file of some other program as it is: it is looked at without writing, before any setting is changed."""
    try:
        connection = module.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        finally:
            connection.close()
    except module.Error as error:
        message = f"{path} cannot be opened as a ledger: {error}"
        raise NotStored(message, mend_of(error, "name a ledger, in a folder that may be written")) from error
    names = {name for (name,) in rows if not name.startswith("sqlite_")}
    if names - TABLES.tables.keys():
        message = f"{path} is the file of some other program"
        raise NotStored(message, "name a ledger, or a file that is not there yet")


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("writes", False)
    driver_of(connection).execute("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def sync_folder(path: Path) -> None:
    """Make a new file's name durable: without it a power cut could take the whole file (settle.md, section 4)."""
    if os.name == "nt":
        return
    held = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
