"""A role of PostgreSQL that may read a ledger and add to it, and nothing else: not change, not take away, not own."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, text

from dronedeal.settlement.schema import TABLES, VERSION
from dronedeal.settlement.store import NotStored, Store
from dronedeal.settlement.store_postgres import PostgresStore
from dronedeal.settlement.stores import store_at

__all__ = ["appoint"]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
_NEVER = ("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def appoint(url: str, role: str) -> tuple[str, ...]:
    """Make a role that may select and insert, or give these rights to one that is there; what it may do afterwards.

    The role cannot log in if it is made here: grant it to the users who record, or let it log in by the server's own
    means. No password is set.

    Parameters
    ----------
    url
        The ledger, as its owner.

    Raises
    ------
    NotStored
        The store knows no roles, the name is none, or the role could do more all the same.
    """
    if not _NAME.fullmatch(role):
        message = f"{role[:40]!r} is no name of a role"
        raise NotStored(message, "write small letters, digits and _, as dronedeal_clerk")
    store = store_at(url)
    try:
        if not isinstance(store, PostgresStore):
            message = "an SQLite file knows no roles"
            raise NotStored(message, "let the system say who may write the file; or keep the ledger in PostgreSQL")
        with store.writing() as connection:
            _grant(store, connection, role)
            return _rights(store, connection, role)
    finally:
        store.close()


def _grant(store: Store, connection: Connection, role: str) -> None:
    if store.version(connection) is None:
        message = f"{store.name} is no ledger"
        raise NotStored(message, "record something first, as its owner")
    if not connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).scalar():
        connection.exec_driver_sql(f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    for table in TABLES.tables:
        connection.exec_driver_sql(f"REVOKE ALL ON {schema}.{table} FROM PUBLIC, {role}")
        rights = "SELECT" if table == VERSION.name else "SELECT, INSERT"
        connection.exec_driver_sql(f"GRANT {rights} ON {schema}.{table} TO {role}")


def _rights(store: Store, connection: Connection, role: str) -> tuple[str, ...]:
    """What the role may do with each table. Whoever owns one, or is a member of who does, could do anything."""
    found: list[str] = []
    for table in sorted(TABLES.tables):
        asked: dict[str, Any] = {"role": role, "table": table}
        may = {
            right: bool(
                connection.execute(
                    text("SELECT has_table_privilege(:role, CAST(:table AS regclass), :right)"),
                    asked | {"right": right},
                ).scalar()
            )
            for right in ("SELECT", "INSERT", *_NEVER)
        }
        owns = connection.execute(
            text("SELECT pg_has_role(:role, relowner, 'MEMBER') FROM pg_class WHERE oid = CAST(:table AS regclass)"),
            asked,
        ).scalar()
        over = [right for right in _NEVER if may[right]]
        if owns or over:
            message = f"{role} may do more with {store.name}: {'it owns ' + table if owns else ', '.join(over)}"
            raise NotStored(message, "name a role that is neither the owner, nor a member of it, nor a superuser")
        found.append(f"{table}: {', '.join(right.lower() for right in ('SELECT', 'INSERT') if may[right])}")
    return tuple(found)
