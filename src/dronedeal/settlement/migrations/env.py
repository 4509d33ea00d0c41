"""What Alembic runs: the steps on a connection that ``migrating`` hands it, in that one's transaction."""

from __future__ import annotations

from alembic import context

from dronedeal.settlement.schema import TABLES, VERSION

context.configure(
    connection=context.config.attributes["connection"], target_metadata=TABLES, version_table=VERSION.name
)
context.run_migrations()
