"""Ledgers of released versions come to today's version with the hashes they had, and look as if they had been made so."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import Connection, inspect

from dronedeal.settlement import Ledger, NotStored, Signed, migrate, read_signed, verify
from dronedeal.settlement.migrating import config_of
from dronedeal.settlement.schema import HEAD
from dronedeal.settlement.stores import store_at
from tests.settlement.postgres import place
from tests.settlement.settling import KEY, NOW, Shelf

RELEASED = Path(__file__).with_name("data") / "version_1"
"""A ledger that the first version made: eight events, one corrected, one withdrawn, two closings."""


@pytest.fixture
def signed() -> Signed:
    found, _ = read_signed(RELEASED)
    assert found is not None
    return found


def old_rows() -> dict[str, list[tuple[object, ...]]]:
    base = sqlite3.connect(":memory:")
    base.executescript((RELEASED / "ledger.sql").read_text("utf-8"))
    rows = {
        name: base.execute(f"SELECT * FROM {name} ORDER BY seq").fetchall()  # noqa: S608 - three names
        for name in ("entry", "event", "posting")
    }
    base.close()
    return rows


def old(shelf: Shelf) -> str:
    """The released ledger in a store."""
    url = shelf.url()
    if shelf.kind == "sqlite":
        base = sqlite3.connect(url)
        base.executescript((RELEASED / "ledger.sql").read_text("utf-8"))
        base.close()
        return url
    store = store_at(url)
    with store.writing() as connection:
        command.upgrade(config_of(connection), "1")
    store.close()
    with psycopg.connect(url) as base:
        for name, rows in old_rows().items():
            marks = ", ".join(["%s"] * len(rows[0]))
            base.cursor().executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - three names
    return url


def test_the_first_version_comes_to_todays_with_every_hash_it_had(shelf: Shelf, signed: Signed) -> None:
    url = old(shelf)
    with pytest.raises(NotStored, match="a ledger of version 1") as refused:
        Ledger(url, signed)

    done, findings = migrate(url, signed)

    assert refused.value.mend == "run dronedeal migrate"
    assert findings == ()
    assert done is not None
    assert (done.before, done.after, done.size) == ("1", HEAD, 15)
    ledger = Ledger(url, signed)
    assert [(one.seq, one.kind, one.body, one.before, one.hash) for one in ledger.entries()] == old_rows()["entry"]
    assert ledger.everything()[1].corrections == [("makers", "d-2", 4), ("makers", "d-3", 11)]
    assert verify(ledger) == ()
    again, _ = migrate(url, signed)
    assert again is not None
    assert (again.before, again.after) == (HEAD, HEAD)


def test_a_migrated_ledger_has_the_tables_of_a_new_one(shelf: Shelf, signed: Signed) -> None:
    migrate(old(shelf), signed)
    Ledger(shelf.url("new"), signed, now=NOW, key=shelf.key("new"), chance=KEY).close_store()

    assert look(shelf.url()) == look(shelf.url("new"))


def look(url: str) -> dict[str, object]:
    """Tables, columns, keys and triggers of a store."""
    store = store_at(url)
    with store.reading() as connection:
        found = described(connection)
    store.close()
    return found


def described(connection: Connection) -> dict[str, object]:
    seen = inspect(connection)
    found: dict[str, object] = {}
    for table in seen.get_table_names():
        columns = [(one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(table)]
        keys = [(key["constrained_columns"], key["referred_table"]) for key in seen.get_foreign_keys(table)]
        unique = [one["column_names"] for one in seen.get_unique_constraints(table)]
        found[table] = (columns, seen.get_pk_constraint(table)["constrained_columns"], keys, unique)
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found["triggers"] = sorted((name, sql) for name, sql in rows)
    else:
        rows = connection.exec_driver_sql(
            "SELECT c.relname, tgname, pg_get_triggerdef(t.oid), pg_get_functiondef(tgfoid) FROM pg_trigger t "
            "JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        )
        found["triggers"] = sorted(
            tuple(re.sub(r"ledger_[0-9a-f]{12}", "schema", word) for word in row) for row in rows
        )
    return found


def _unchained(base: sqlite3.Connection) -> None:
    base.execute("UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), '400', '401') AS BLOB) WHERE seq = 2")


def _unlisted(base: sqlite3.Connection) -> None:
    base.execute("DELETE FROM event WHERE seq = 2")


@pytest.mark.parametrize("change", [_unchained, _unlisted])
def test_an_old_ledger_that_is_not_sound_is_left_as_it_is(
    change: Callable[[sqlite3.Connection], None], signed: Signed, tmp_path: Path
) -> None:
    url = old(Shelf("sqlite", tmp_path))
    base = sqlite3.connect(url)
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f"DROP TRIGGER {name}")
    change(base)
    base.commit()

    done, findings = migrate(url, signed)

    assert done is None
    assert [finding.code for finding in findings] == ["L109"]
    names = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == {"entry", "event", "posting"}
    base.close()


def test_a_newer_ledger_and_another_deals_are_not_migrated(shelf: Shelf, signed: Signed) -> None:
    from tests.settlement.settling import sale

    shelf.new(sale()).close_store()
    with pytest.raises(NotStored, match="not the ledger of this deal"):
        migrate(shelf.url(), signed)
    store = store_at(shelf.url())
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE ledger_version SET version_num = '99'")
    store.close()

    for ask in (lambda: migrate(shelf.url(), sale()), lambda: shelf.again(sale())):
        with pytest.raises(NotStored, match="version 99") as refused:
            ask()
        assert refused.value.mend == "use a newer dronedeal"


def test_an_empty_schema_is_no_ledger(signed: Signed) -> None:
    with pytest.raises(NotStored, match="is no ledger"):
        migrate(place(), signed)
