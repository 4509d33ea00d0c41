"""A ledger in PostgreSQL: what its triggers and roles refuse, what is never printed, and what it is not kept in."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from dronedeal.settlement import Ledger, NotStored, appoint, verify
from tests.settlement.postgres import place, server
from tests.settlement.settling import KEY, NOW, delivery, recorded, sale

TABLES = ("entry", "event", "posting", "correction")


@pytest.fixture
def url(tmp_path: Path) -> str:
    found = place()
    ledger = Ledger(found, sale(), now=NOW, key=tmp_path / "key", chance=KEY)
    recorded(ledger, [delivery("d-1", date(2027, 2, 1), 5), delivery("d-2", date(2027, 2, 1), 6, corrects="d-1")])
    ledger.close_store()
    return found


@pytest.mark.parametrize("table", TABLES)
def test_even_the_owner_cannot_change_or_take_away(url: str, table: str) -> None:
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET seq = seq + 7", f"TRUNCATE {table} CASCADE"):  # noqa: S608 - as it says
        with (
            psycopg.connect(url) as connection,
            pytest.raises(errors.IntegrityConstraintViolation, match="append-only"),
        ):
            connection.execute(statement)


def test_a_gap_and_a_row_too_late_are_refused(url: str) -> None:
    with psycopg.connect(url) as connection, pytest.raises(errors.IntegrityConstraintViolation, match="no gap"):
        connection.execute("INSERT INTO entry VALUES (9, 'event', '', '', '')")
    with psycopg.connect(url) as connection, pytest.raises(errors.IntegrityConstraintViolation, match="no gap"):
        connection.execute("INSERT INTO entry VALUES (4, 'event', '', '', ''), (6, 'event', '', '', '')")
    with psycopg.connect(url) as connection, pytest.raises(errors.IntegrityConstraintViolation, match="no more rows"):
        connection.execute("INSERT INTO posting VALUES (2, 9, 'a:b:c', 'USD', 1)")


def test_a_clerk_records_and_reads_and_may_do_nothing_else(url: str, tmp_path: Path) -> None:
    assert appoint(url, "dronedeal_clerk") == (
        "correction: select, insert", "entry: select, insert", "event: select, insert", "ledger_version: select",
        "posting: select, insert",
    )  # fmt: skip
    schema = url.rpartition("%3D")[2]
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {schema}_anna")
        connection.execute(f"CREATE ROLE {schema}_anna LOGIN IN ROLE dronedeal_clerk")
    hers = url.replace("postgres@", f"{schema}_anna@")

    ledger = Ledger(hers, sale(), now=NOW, key=tmp_path / "key")
    recorded(ledger, [delivery("d-3", date(2027, 2, 1), 5)])

    assert verify(ledger) == ()
    ledger.close_store()
    tried = ["DROP TABLE posting", "ALTER TABLE entry DISABLE TRIGGER ALL", "INSERT INTO ledger_version VALUES ('9')"]
    for table in TABLES:
        tried += [f"DELETE FROM {table}", f"UPDATE {table} SET seq = 7", f"TRUNCATE {table} CASCADE"]  # noqa: S608 - as it says
    for statement in tried:
        with psycopg.connect(hers) as connection, pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement)


def test_an_owner_is_no_clerk_and_a_file_has_none(url: str, tmp_path: Path) -> None:
    with pytest.raises(NotStored, match="postgres may do more"):
        appoint(url, "postgres")
    with pytest.raises(NotStored, match="no name of a role"):
        appoint(url, "a; DROP TABLE entry")
    Ledger(str(tmp_path / "l.sqlite"), sale(), now=NOW, chance=KEY).close_store()
    with pytest.raises(NotStored, match="knows no roles"):
        appoint(str(tmp_path / "l.sqlite"), "dronedeal_clerk")


def test_a_new_ledger_asks_where_its_key_is_to_be(tmp_path: Path) -> None:
    with pytest.raises(NotStored, match="no file that a key could lie beside"):
        Ledger(place(), sale(), now=NOW)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:hunter2@localhost:1/base",
        "postgresql://ann@localhost:1/base?password=hunter2",
        "postgresql://ann:hunter2@[::1/base",
        "postgresql://ann:x/hunter2@localhost/base",
        "postgresql://ann:hunter2@localhost:port/base",
        "postgresql://ann:hunter2@localhost:1/base?sslmode=hunter2",
        "mysql://ann:hunter2@localhost/base",
    ],
)
def test_a_password_is_never_printed(url: str, tmp_path: Path) -> None:
    with pytest.raises(NotStored) as found:
        Ledger(url, sale())

    assert "hunter2" not in f"{found.value} {found.value.mend}"


def test_a_server_that_confirms_what_is_not_durable_is_refused() -> None:
    url = place()
    code = "import sys; from dronedeal.settlement.store_postgres import PostgresStore; print(PostgresStore(sys.argv[1]).settings)"
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        try:
            done = subprocess.run(
                [sys.executable, "-c", code, url], env=os.environ, capture_output=True, text=True, check=False
            )
        finally:
            connection.execute("ALTER SYSTEM RESET fsync")
            connection.execute("SELECT pg_reload_conf()")

    assert "its server runs with fsync off" in done.stderr
