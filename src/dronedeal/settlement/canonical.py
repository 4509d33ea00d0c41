"""The bytes of a record: one way to write it, so that equal records have equal hashes. Stored bytes are never written anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["canonical"]

_WRITER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(record: Mapping[str, Any]) -> bytes:
    """A record as the bytes that are stored and hashed: JSON, keys sorted, no blanks, UTF-8."""
    return _WRITER.encode(record).encode()
