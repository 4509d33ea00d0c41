"""Which store a URL names. A path is an SQLite file; ``postgresql://`` needs the extra ``postgres``."""

from __future__ import annotations

from pathlib import Path

from dronedeal.settlement.store import NotStored, Store
from dronedeal.settlement.store_sqlite import SQLiteStore

__all__ = ["file_of", "is_ledger", "store_at"]


def file_of(url: str) -> Path | None:
    """The file that a URL names, if it is one of SQLite; a path is such a URL."""
    if "://" not in url:
        return Path(url)
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def is_ledger(url: str) -> bool:
    """Whether a ledger has been made where a URL points: there is the file, or the database has its tables.

    Raises
    ------
    NotStored
        The database cannot be asked.
    """
    path = file_of(url)
    if path is not None:
        return path.is_file()
    store = store_at(url)
    try:
        with store.reading() as connection:
            return store.version(connection) is not None
    finally:
        store.close()


def store_at(url: str, *, create: bool = False) -> Store:
    """Open the store that a URL names.

    Parameters
    ----------
    create
        Make the file if there is none; a database must be there.

    Raises
    ------
    NotStored
        There is none such, or it cannot be opened.
    """
    path = file_of(url)
    if path is not None:
        return SQLiteStore(path, create=create)
    kind = url.partition("://")[0]
    if kind in {"postgresql", "postgres", "postgresql+psycopg"}:
        from dronedeal.settlement.store_postgres import PostgresStore

        return PostgresStore(url)
    message = f"{kind[:20]} is no store known here"
    raise NotStored(message, "name an SQLite file, or postgresql://user@host/database")
