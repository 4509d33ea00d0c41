"""The tables of a ledger, the same in every store. What refuses to change them stands in ``triggers``; no balance is stored."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["CORRECTION", "ENTRY", "EVENT", "HEAD", "POSTING", "TABLES", "VERSION"]

HEAD = "2"
"""The version of the tables that this release reads and writes; ``migrations`` lead to it."""

TABLES = MetaData()


def _of_entry() -> ForeignKey:
    """The entry a row beside stands with. It is written after its rows, so the key is looked at when all is committed."""
    return ForeignKey("entry.seq", deferrable=True, initially="DEFERRED")


ENTRY = Table(
    "entry",
    TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("before", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
"""What was recorded, in order and without a gap: ``body`` is what is hashed, everything else follows from it."""

EVENT = Table(
    "event",
    TABLES,
    Column("source", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", _of_entry(), nullable=False),
    Column("effective_on", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("seq"),
    sqlite_with_rowid=False,
)
"""Which entry an event came with, and what its body hashes to: how a sender's id is known again."""

POSTING = Table(
    "posting",
    TABLES,
    Column("seq", _of_entry(), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("account", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""The legs of the entries, so that balances are one query."""

CORRECTION = Table(
    "correction",
    TABLES,
    Column("source", Text, primary_key=True),
    Column("corrects", Text, primary_key=True),
    Column("seq", _of_entry(), nullable=False),
    UniqueConstraint("seq"),
    sqlite_with_rowid=False,
)
"""Which entry corrects an event, by the corrected event's id: an event has one correction at most. Since version 2."""

VERSION = Table(
    "ledger_version",
    TABLES,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="ledger_version_pkc"),
)
"""The version of the tables, as Alembic keeps it; a ledger without it is of version 1."""
