"""Somebody on a list: the names and identifiers by which it is known. Not why it is listed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Named", "identifier"]

_LEAST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An organisation by its own id, its names in whatever script, and its identifiers (LEI, CAGE, USCC and the like)."""

    id: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...] = ()


def identifier(text: str) -> str:
    """An identifier without its scheme (``LEI:``), blanks, dashes and case; empty if too short to identify."""
    bare = "".join(sign for sign in text[:100].rpartition(":")[2].upper() if sign.isalnum())
    return bare if len(bare) >= _LEAST else ""
