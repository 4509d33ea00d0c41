"""The chain: each entry's hash is of the one before and of its own stored bytes, so that no byte before can change unseen."""

from __future__ import annotations

import hashlib

__all__ = ["FIRST", "link"]

FIRST = bytes(32)
"""What stands before the first entry."""

_DOMAIN = b"dronedeal.entry.1\0"
"""So that a hash of an entry is a hash of nothing else."""


def link(before: bytes, body: bytes) -> bytes:
    """SHA-256 of the hash before and the body as it is stored."""
    return hashlib.sha256(_DOMAIN + before + body).digest()
