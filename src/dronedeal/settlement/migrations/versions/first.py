"""Version 1: entries, and beside them events and postings, written after their entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["upgrade"]

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the tables of the first released version. PostgreSQL never had them; its chain begins here all the same."""
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("before", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, _of_entry(), nullable=False),
        sa.Column("effective_on", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("seq"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "posting",
        sa.Column("seq", sa.Integer, _of_entry(), primary_key=True),
        sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def _of_entry() -> sa.ForeignKey:
    return sa.ForeignKey("entry.seq", deferrable=True, initially="DEFERRED")
