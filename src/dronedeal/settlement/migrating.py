"""Bringing a ledger of an older version to today's: one step after the other, in one transaction, its entries as they were.

It is done when somebody asks, not when a ledger is opened: nothing changes the tables of a ledger unseen.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from dronedeal.deal import Finding, Place
from dronedeal.settlement.entry import Entry
from dronedeal.settlement.rows import beside_in, entries_in
from dronedeal.settlement.schema import HEAD, VERSION
from dronedeal.settlement.signed import Signed
from dronedeal.settlement.store import NotStored
from dronedeal.settlement.stores import store_at
from dronedeal.settlement.verify import verify_rows

__all__ = ["Migrated", "config_of", "migrate"]

_FIRST = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """From which version to which, and how many entries there are, all with the hashes they had."""

    before: str
    after: str
    size: int


class _Unsound(Exception):
    """Undoes the transaction."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__()


def migrate(url: str, signed: Signed) -> tuple[Migrated | None, tuple[Finding, ...]]:
    """Bring a ledger to the version of this release, or leave it as it is and say why.

    The entries are verified before and after, and nothing is committed unless each of them is the same, byte by byte.

    Raises
    ------
    NotStored
        There is no such ledger, it is newer than this release, or another deal's.
    Unconfirmed
        The store did not confirm; ask again: what is of today's version is left alone.
    """
    store = store_at(url)
    try:
        with store.writing() as connection:
            version = store.version(connection)
            if version is None or not version.isdigit() or int(version) > int(HEAD):
                message = f"{store.name} is no ledger" if version is None else f"{store.name} is of version {version}"
                raise NotStored(message, "name a ledger" if version is None else "use a newer dronedeal")
            before = tuple(entries_in(store, connection))
            if not before or before[0].said.get("deal") != signed.hash:
                message = f"{store.name} is not the ledger of this deal"
                raise NotStored(message, f"name the ledger of {signed.hash[:12]}")
            _demand(verify_rows(signed, before))
            if version != HEAD:
                _run(connection, version)
                after = tuple(entries_in(store, connection))
                _demand(() if after == before else (_changed(before, after),))
            _demand(verify_rows(signed, before, beside_in(store, connection)))
    except _Unsound as error:
        return None, error.findings
    finally:
        store.close()
    return Migrated(before=version, after=HEAD, size=len(before)), ()


def _demand(findings: Sequence[Finding]) -> None:
    if findings:
        raise _Unsound(findings)


def _changed(before: Sequence[Entry], after: Sequence[Entry]) -> Finding:
    message = f"a step of migration would change entries ({len(before)} before, {len(after)} after)"
    mend = "nothing was changed; report this as a defect"
    return Finding(code="L109", severity="error", message=message, place=Place("ledger"), mend=mend)


def _run(connection: Connection, version: str) -> None:
    config = config_of(connection)
    if version == _FIRST:
        VERSION.create(connection, checkfirst=True)
        command.stamp(config, _FIRST)
    command.upgrade(config, HEAD)


def config_of(connection: Connection) -> Config:
    """What Alembic is told: where the steps are, and the connection to take them on."""
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
