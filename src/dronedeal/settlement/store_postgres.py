"""A ledger in a PostgreSQL database: the tables of one schema, the first on the search path. Needs the extra ``postgres``.

Writers take one advisory lock and hold it to the end of their transaction, so that numbers have no gap; a sequence of
the database would skip some on a rollback. What a clerk may do is said by ``clerk``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import URL, Connection, Table, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from dronedeal.settlement.store import NotStored, Store, driver_of
from dronedeal.settlement.triggers import postgres_triggers

if TYPE_CHECKING:
    import psycopg

__all__ = ["PostgresStore"]

_FEW = 50
"""Rows up to which an insert is quicker than a copy."""
_WAIT = 10
"""Seconds to wait for a server, where the URL says nothing."""
_SECRET = re.compile(r"pass(word|phrase|file)?", re.IGNORECASE)


class PostgresStore(Store):
    """The tables of one schema of a database."""

    key = None

    def __init__(self, url: str) -> None:
        """Look at a database; nothing is written.

        Raises
        ------
        NotStored
            It cannot be reached, psycopg is not there, or the server confirms what is not durable.
        """
        super().__init__()
        try:
            import psycopg
        except ImportError as error:
            message = "a ledger in PostgreSQL needs psycopg, and it is not installed"
            raise NotStored(message, "install dronedeal with the extra postgres, or name an SQLite file") from error
        self._driver_error = psycopg.Error
        address = _address(url)
        self.name, self._secrets = _shown(address), _secrets(address)
        self._engine = create_engine(address, isolation_level="READ COMMITTED", hide_parameters=True)
        try:
            with self._engine.connect() as connection:
                version, durable, commits = connection.exec_driver_sql(
                    "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')"
                ).one()
                self._schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
        except (SQLAlchemyError, psycopg.Error) as error:
            self.close()
            raise self._unopened(error) from None
        if durable != "on":
            self.close()
            message = f"{self.name} confirms what is not durable: its server runs with fsync off"
            raise NotStored(message, "let the server run with fsync on")
        if self._schema is None:
            self.close()
            message = f"{self.name} has no schema on its search path"
            raise NotStored(message, "make the schema, or name one: ?options=-csearch_path%3Dmy_deal")
        self._weak = commits == "off"
        self.settings = f"PostgreSQL {version.split()[0]}, synchronous_commit={'on' if self._weak else commits}"

    def _unopened(self, error: Exception) -> NotStored:
        said = " ".join(str(getattr(error, "orig", None) or error).split())
        for secret in self._secrets:
            said = said.replace(secret, "***")
        return NotStored(f"{self.name} cannot be opened as a ledger: {said}", "name a database that can be reached")

    def _options(self, *, writes: bool) -> dict[str, Any]:
        return {} if writes else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    def _lock(self, connection: Connection) -> None:
        """One writer of this schema at a time; each statement after it sees what the writer before has committed."""
        driver = driver_of(connection)
        driver.execute("SELECT pg_advisory_xact_lock(hashtextextended('dronedeal.' || current_schema(), 0))")
        if self._weak:
            driver.execute("SET LOCAL synchronous_commit TO on")

    def _guard(self, connection: Connection) -> None:
        for trigger in postgres_triggers(str(self._schema)):
            connection.execute(text(trigger.replace(":", r"\:")))

    def put(self, connection: Connection, tables: Iterable[tuple[Table, Sequence[tuple[Any, ...]]]]) -> None:
        """Write rows through the driver: few as one insert a table, many as one copy a table."""
        filled = [(table, rows) for table, rows in tables if rows]
        driver = cast("psycopg.Connection[Any]", driver_of(connection))
        if sum(len(rows) for _, rows in filled) <= _FEW:
            for table, rows in filled:
                driver.execute(_inserting(table, len(rows)), [cell for one in rows for cell in one])
            return
        for table, rows in filled:
            with driver.cursor() as cursor, cursor.copy(_copying(table)) as copy:
                copy.set_types([str(one.type.compile(dialect=connection.dialect)).lower() for one in table.columns])
                for one in rows:
                    copy.write_row(one)


@cache
def _inserting(table: Table, many: int) -> bytes:
    names = ", ".join(one.name for one in table.columns)
    row = f"({', '.join(['%s'] * len(table.columns))})"
    return f"INSERT INTO {table.name} ({names}) VALUES {', '.join([row] * many)}".encode()  # noqa: S608 - our own tables' names


@cache
def _copying(table: Table) -> bytes:
    return f"COPY {table.name} ({', '.join(one.name for one in table.columns)}) FROM STDIN (FORMAT BINARY)".encode()


def _address(url: str) -> URL:
    """A URL as SQLAlchemy has it, of psycopg. What is wrong with it is not repeated: a password may stand anywhere in it."""
    try:
        found = make_url(url).set(drivername="postgresql+psycopg")
    except (SQLAlchemyError, ValueError):
        message = "the URL of the ledger cannot be read"
        raise NotStored(
            message, "write postgresql://user:password@host:5432/database; in a password, %40 for @"
        ) from None
    return found if "connect_timeout" in found.query else found.update_query_dict({"connect_timeout": str(_WAIT)})


def _shown(address: URL) -> str:
    """An address as it may be printed: user, host and database."""
    host = address.host or address.query.get("host") or "localhost"
    where = f"{host}:{address.port}" if address.port else host
    return f"postgresql://{address.username + '@' if address.username else ''}{where}/{address.database or ''}"


def _secrets(address: URL) -> tuple[str, ...]:
    """Words of an address that are printed nowhere."""
    asked = [value for name, value in address.query.items() if _SECRET.search(name)]
    words = [address.password, *(one for value in asked for one in ((value,) if isinstance(value, str) else value))]
    return tuple(word for word in words if word)
