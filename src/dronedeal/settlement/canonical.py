"""The bytes of a record: one way to write it, so that equal records have equal hashes. Stored bytes are never written anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

__all__ = ["canonical"]

_ONE_WAY = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def canonical(record: Mapping[str, Any]) -> bytes:
    """A record as the bytes that are stored and hashed: JSON, keys sorted, no blanks, UTF-8.

    Parameters
    ----------
    record
        Words, whole numbers below 2^63, truth values, and lists and mappings of them. No float: it can be written in
        more than one way.
    """
    return orjson.dumps(record, option=_ONE_WAY)
