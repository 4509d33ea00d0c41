"""Version 2: which entry corrects an event is looked up, not searched for; rows beside an entry are written before it."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from dronedeal.settlement.triggers import postgres_triggers, sqlite_triggers

__all__ = ["upgrade"]

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add the table of corrections, filled from the entries, and the triggers of this version. No entry is written anew."""
    connection = op.get_bind()
    table = op.create_table(
        "correction",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("corrects", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, sa.ForeignKey("entry.seq", deferrable=True, initially="DEFERRED"), nullable=False),
        sa.UniqueConstraint("seq"),
        sqlite_with_rowid=False,
    )
    recorded = connection.execute(sa.text("SELECT seq, body FROM entry WHERE kind = 'event' ORDER BY seq")).all()
    said = [(row.seq, json.loads(bytes(row.body))["event"]) for row in recorded]
    rows = [
        {"source": one["source"], "corrects": one["corrects"], "seq": seq} for seq, one in said if one.get("corrects")
    ]
    if rows:
        connection.execute(sa.insert(table), rows)
    if connection.dialect.name == "sqlite":
        old = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        for name in old:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        triggers = sqlite_triggers()
    else:
        triggers = postgres_triggers(
            str(connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one())
        )
    for trigger in triggers:
        connection.exec_driver_sql(trigger.replace("%", "%%") if connection.dialect.name == "postgresql" else trigger)
