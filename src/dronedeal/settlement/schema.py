"""The tables of a ledger, and the triggers that refuse to change what stands in them. No balance is stored."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

__all__ = ["ENTRY", "EVENT", "POSTING", "TABLES", "TRIGGERS"]

TABLES = MetaData()

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
    Column("seq", ForeignKey("entry.seq"), nullable=False),
    Column("effective_on", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("seq"),
    sqlite_with_rowid=False,
)
"""Which entry an event came with, and what its body hashes to: how a sender's id is known again."""

POSTING = Table(
    "posting",
    TABLES,
    Column("seq", ForeignKey("entry.seq"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("account", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""The legs of the entries, so that balances are one query."""


def _refusals() -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in ("entry", "event", "posting")
        for verb in ("update", "delete")
    )


_NEXT = (
    "CREATE TRIGGER IF NOT EXISTS entry_next BEFORE INSERT ON entry "
    "WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM entry) "
    "BEGIN SELECT RAISE(ABORT, 'entries have no gap'); END"
)


def _last(table: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_last BEFORE INSERT ON {table} "  # noqa: S608 - our own tables' names
        "WHEN NEW.seq <> (SELECT MAX(seq) FROM entry) BEGIN SELECT RAISE(ABORT, 'only the last entry is written'); END"
    )


TRIGGERS = (*_refusals(), _NEXT, _last("event"), _last("posting"))
"""What is written stays, entries have no gap, and only the last one is given its event and legs (SQLite)."""
