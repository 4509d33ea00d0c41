"""Where a ledger is kept: what every store does alike. It knows rows and no deal; the stores stand in ``store_sqlite`` and ``store_postgres``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, Select, Table, insert, inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dronedeal.settlement.schema import HEAD, TABLES, VERSION

__all__ = ["NotStored", "Store", "Unconfirmed", "driver_of", "mend_of"]

_DAMAGED = ("malformed", "not a database")
"""What SQLite says of a file that it cannot read."""


class NotStored(ValueError):
    """There is no such store, it is none that can be used, or it refused: nothing was written."""

    def __init__(self, message: str, mend: str) -> None:
        """Keep the mend."""
        self.mend = mend
        super().__init__(message)


class Unconfirmed(RuntimeError):
    """The store did not confirm a commit: what was written may or may not be there. Stop, open it anew and ask by event id."""


class Store(ABC):
    """One ledger's tables. Writers come one after the other; whoever reads sees one state throughout.

    Attributes
    ----------
    name
        The store as it may be shown: no password is in it.
    settings
        Engine, version, and what makes a commit durable.
    key
        Where the private key lies if nobody says otherwise; nowhere, if the store is no file.
    """

    name: str
    settings: str
    key: Path | None
    _engine: Engine
    _driver_error: type[Exception]
    """What the driver raises by itself, where SQLAlchemy is not in between."""

    def __init__(self) -> None:
        """Nothing is in doubt yet."""
        self._is_in_doubt = False
        self._idle: list[tuple[bool, Connection]] = []
        self._texts: dict[Select[Any], tuple[str, dict[str, Any], Sequence[str] | None]] = {}

    @abstractmethod
    def _lock(self, connection: Connection) -> None:
        """Let no other writer in until the transaction ends."""

    @abstractmethod
    def _guard(self, connection: Connection) -> None:
        """Make the triggers of new tables."""

    @abstractmethod
    def put(self, connection: Connection, tables: Iterable[tuple[Table, Sequence[tuple[Any, ...]]]]) -> None:
        """Write rows of each table's columns in their order, all at once."""

    def rows(self, connection: Connection, query: Select[Any], **words: Any) -> Iterable[tuple[Any, ...]]:  # noqa: ANN401 - plain data
        """What a query finds: written once as the store's own SQL, and asked of the driver, which prepares it once.

        Parameters
        ----------
        query
            One that lasts as long as the program: its text is kept.
        words
            Its parameters.
        """
        if query not in self._texts:
            written = query.compile(dialect=self._engine.dialect)
            self._texts[query] = str(written), dict(written.params), written.positiontup
        text, constants, order = self._texts[query]
        given = constants | words
        cursor = driver_of(connection).execute(text, given if order is None else [given[name] for name in order])
        return cast("Iterable[tuple[Any, ...]]", cursor)

    def version(self, connection: Connection) -> str | None:
        """The version of the tables that stand; none, where there is no ledger."""
        there = set(inspect(connection).get_table_names())
        if VERSION.name in there:
            return connection.execute(select(VERSION.c.version_num)).scalar()
        return "1" if {"entry", "event", "posting"} <= there else None

    def prepare(self, connection: Connection) -> None:
        """Make the tables and triggers of a new ledger."""
        TABLES.create_all(connection)
        self._guard(connection)
        connection.execute(insert(VERSION).values(version_num=HEAD))

    @contextmanager
    def writing(self, *, keep: bool = True) -> Generator[Connection, None, None]:
        """One transaction that no other writer is beside of; undone where it raises, or where nothing is to be kept.

        Raises
        ------
        NotStored
            The store refused before the commit: nothing was written.
        Unconfirmed
            The commit failed. That is no proof that nothing was written; the store is of no more use.
        """
        with self._connected(writes=True) as connection:
            try:
                transaction = connection.begin()
                self._lock(connection)
                yield connection
                if not keep:
                    transaction.rollback()
                    return
            except BaseException as error:
                with suppress(SQLAlchemyError, self._driver_error):
                    connection.rollback()
                if isinstance(error, (DBAPIError, self._driver_error)):
                    connection.invalidate()
                    message = f"{self.name} cannot be written, and nothing was recorded: {_said(error)}"
                    raise NotStored(message, mend_of(error, "mend the store, and run the same again")) from error
                raise
            driver = driver_of(connection)
            try:
                transaction.commit()
            except (DBAPIError, self._driver_error) as error:
                self._is_in_doubt = True
                connection.detach()
                with suppress(self._driver_error):
                    driver.close()
                message = f"the store did not confirm: {_said(error)}"
                raise Unconfirmed(message) from error

    @contextmanager
    def reading(self) -> Generator[Connection, None, None]:
        """One state of the store.

        Raises
        ------
        NotStored
            It cannot be read.
        """
        with self._connected(writes=False) as connection:
            try:
                with connection.begin():
                    yield connection
            except (DBAPIError, self._driver_error) as error:
                message = f"the ledger cannot be read: {_said(error)}"
                raise NotStored(message, "restore it from a copy, and verify that") from error

    def _options(self, *, writes: bool) -> dict[str, Any]:
        """What a connection is told before its transaction begins."""
        return {"writes": writes}

    @contextmanager
    def _connected(self, *, writes: bool) -> Generator[Connection, None, None]:
        if self._is_in_doubt:
            message = f"{self.name} did not confirm what was written before"
            raise NotStored(message, "open it anew, and record the same events again: their ids tell what is there")
        connection = self._opened(writes=writes)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._let_go()
        self._idle.append((writes, connection))

    def _opened(self, *, writes: bool) -> Connection:
        """The connection that was used last, if it was for the same; else one anew."""
        if self._idle and self._idle[-1][0] == writes:
            return self._idle.pop()[1]
        self._let_go()
        try:
            return self._engine.connect().execution_options(**self._options(writes=writes))
        except (DBAPIError, self._driver_error) as error:
            raise self._unopened(error) from error

    def _unopened(self, error: Exception) -> NotStored:
        message = f"{self.name} cannot be opened as a ledger: {_said(error)}"
        return NotStored(message, mend_of(error, "name a ledger, in a place that may be written"))

    def close(self) -> None:
        """Let go of it."""
        self._let_go()
        self._engine.dispose()

    def _let_go(self) -> None:
        while self._idle:
            self._idle.pop()[1].close()


def driver_of(connection: Connection) -> Any:  # noqa: ANN401 - any driver's
    """The driver's own connection, in the transaction that stands."""
    return connection.connection.driver_connection


def mend_of(error: Exception, otherwise: str) -> str:
    """What to do about what a driver said: a file that is damaged, or no ledger at all, is not mended by writing to it."""
    if any(sign in _said(error) for sign in _DAMAGED):
        return "name another file, or restore the last backup to a new one: a damaged ledger is never mended in place"
    return otherwise


def _said(error: Exception) -> str:
    """What a driver said, on one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
