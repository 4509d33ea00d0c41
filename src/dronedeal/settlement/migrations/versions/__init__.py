"""The steps, from the first released version on. Each adds; none touches a stored entry."""

from __future__ import annotations

__all__: list[str] = []
