"""The file a ledger is kept in: what is opened, and what is left alone."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from dronedeal.settlement.store import NotStored
from dronedeal.settlement.store_sqlite import SQLiteStore
from tests.settlement.settling import delivery, opened, recorded, sale


def test_a_file_of_some_other_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(NotStored, match="some other program"):
        SQLiteStore(path, create=True)

    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["text", "cut off"])
def test_a_damaged_file_says_that_a_backup_is_restored_and_stays_as_it_is(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    ledger = opened(tmp_path, sale())
    recorded(ledger, [delivery(f"d-{number}", date(2027, 2, 1), 1) for number in range(50)])
    ledger.close_store()
    path.write_bytes(b"no ledger " * 900 if damage == "text" else path.read_bytes()[:5_000])
    before = path.read_bytes()

    with pytest.raises(NotStored) as caught:
        SQLiteStore(path, create=False)

    assert "restore the last backup" in caught.value.mend
    assert path.read_bytes() == before
