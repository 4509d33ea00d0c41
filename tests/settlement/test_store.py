"""The file a ledger is kept in: what is opened, and what is left alone."""

import sqlite3
from pathlib import Path

import pytest

from dronedeal.settlement.store import NotStored
from dronedeal.settlement.store_sqlite import SQLiteStore


def test_a_file_of_some_other_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(NotStored, match="some other program"):
        SQLiteStore(path, create=True)

    assert path.read_bytes() == before
