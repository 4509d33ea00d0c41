"""How ledgers of older versions come to the version of today: Alembic's steps, one file each, never skipped."""

from __future__ import annotations

__all__: list[str] = []
