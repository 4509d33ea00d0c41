"""Where a ledger is kept: an SQLite file, with the settings its engine's version is safe with. It knows no deal.

SQLite 3.7.0 to 3.51.2 can corrupt a file in WAL mode where two connections write and checkpoint at one instant (fixed in
3.51.3, and in 3.50.7 and 3.44.6). A version with the mend runs WAL with ``synchronous=FULL``; any other DELETE with EXTRA.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.pool import NullPool

from dronedeal.settlement.schema import TABLES, TRIGGERS

__all__ = ["NotStored", "Store", "Unconfirmed", "is_safe_with_wal", "place_of"]

_WAIT = 60_000
"""How long, in milliseconds, a writer waits for another."""


class NotStored(ValueError):
    """There is no such store, or it is none that can be used."""

    def __init__(self, message: str, mend: str) -> None:
        """Keep the mend."""
        self.mend = mend
        super().__init__(message)


class Unconfirmed(RuntimeError):
    """The store did not confirm a commit: what was written may or may not be there. Stop, open it anew and ask by event id."""


def is_safe_with_wal(version: tuple[int, ...]) -> bool:
    """Whether a version of SQLite has the mend of the WAL-reset bug."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def place_of(url: str) -> Path:
    """The file that a URL names; a path is a URL of SQLite.

    Raises
    ------
    NotStored
        A URL of something else.
    """
    if "://" not in url:
        return Path(url)
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    message = f"{url.partition('://')[0]} is no store yet"
    raise NotStored(message, "name an SQLite file: --ledger deal.sqlite")


def _engine(module: Any = None) -> tuple[Any, str]:  # noqa: ANN401 - either of two modules of one interface
    """The module of SQLite to use: the first whose version is safe with WAL, else Python's own; and its version."""
    candidates = [module] if module is not None else [*_newer(), sqlite3]
    best = next((one for one in candidates if is_safe_with_wal(one.sqlite_version_info)), candidates[-1])
    return best, best.sqlite_version


def _newer() -> list[Any]:
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return []
    return [dbapi2]


class Store:
    """One SQLite file. Writers come one after the other; whoever reads sees one state throughout."""

    def __init__(self, path: Path, *, create: bool = False, module: Any = None) -> None:  # noqa: ANN401 - as above
        """Open a file; a new one is made durable before anything is written to it.

        Raises
        ------
        NotStored
            There is no such file, or it is no store.
        """
        if not create and not path.is_file():
            message = f"{path} is no ledger"
            raise NotStored(message, "record something first, or name another file")
        chosen, self.version = _engine(module)
        self._wal = is_safe_with_wal(chosen.sqlite_version_info)
        self.settings = "WAL, synchronous=FULL" if self._wal else "DELETE, synchronous=EXTRA"
        is_new = not path.is_file()
        if not is_new:
            _refuse_foreign(chosen, path)
        self._engine = create_engine(
            "sqlite://", module=chosen, creator=lambda: self._connect(chosen, path), poolclass=NullPool
        )
        event.listen(self._engine, "begin", _begin)
        try:
            with self._engine.connect():
                pass
        except DBAPIError as error:
            message = f"{path} cannot be opened as a ledger: {error.orig}"
            raise NotStored(message, "name a ledger, in a folder that may be written") from error
        if is_new:
            _sync(path)

    def _connect(self, module: Any, path: Path) -> Any:  # noqa: ANN401 - as above
        connection = module.connect(path, isolation_level=None, timeout=_WAIT / 1000)
        for setting in (
            f"busy_timeout={_WAIT}",
            f"journal_mode={'WAL' if self._wal else 'DELETE'}",
            f"synchronous={'FULL' if self._wal else 'EXTRA'}",
            "foreign_keys=ON",
            "recursive_triggers=ON",
        ):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def prepare(self, connection: Connection) -> None:
        """Make the tables and triggers that are not there yet."""
        TABLES.create_all(connection)
        for trigger in TRIGGERS:
            connection.exec_driver_sql(trigger)

    @contextmanager
    def writing(self, *, keep: bool = True) -> Generator[Connection, None, None]:
        """One transaction that no other writer is beside of; undone where it raises, or where nothing is to be kept.

        Raises
        ------
        Unconfirmed
            The commit failed. That is no proof that nothing was written.
        """
        with self._engine.connect().execution_options(writes=True) as connection:
            transaction = connection.begin()
            try:
                yield connection
            except BaseException:
                transaction.rollback()
                raise
            if not keep:
                transaction.rollback()
                return
            try:
                transaction.commit()
            except DBAPIError as error:
                connection.invalidate()
                message = f"the store did not confirm: {error.orig}"
                raise Unconfirmed(message) from error

    @contextmanager
    def reading(self) -> Generator[Connection, None, None]:
        """One state of the store."""
        with self._engine.connect() as connection, connection.begin():
            try:
                yield connection
            except DatabaseError as error:
                message = f"the ledger cannot be read: {error.orig}"
                raise NotStored(message, "restore it from a copy, and verify that") from error

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


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
        raise NotStored(message, "name a ledger, in a folder that may be written") from error
    names = {name for (name,) in rows if not name.startswith("sqlite_")}
    if names - TABLES.tables.keys():
        message = f"{path} is the file of some other program"
        raise NotStored(message, "name a ledger, or a file that is not there yet")


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _sync(path: Path) -> None:
    """Make a new file's name durable: without it a power cut could take the whole file (settle.md, section 4)."""
    if os.name == "nt":
        return
    held = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
