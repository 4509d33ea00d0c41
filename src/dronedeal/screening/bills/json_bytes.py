"""Bytes of a JSON file to plain values, with size, count and depth bounded before memory is spent. Not a bill yet."""

from __future__ import annotations

from typing import Any

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place

__all__ = ["LARGEST_JSON", "MOST_VALUES", "json_of"]

LARGEST_JSON = 64_000_000
"""Bytes beyond which a JSON bill is refused unread."""

MOST_VALUES = 8_000_000
"""Brackets and commas beyond which it is refused unparsed: each stands for a value in memory."""

_DEPTH = "depth limit"


def json_of(data: bytes, name: str) -> Any:  # noqa: ANN401 - any JSON
    """The values of a JSON text, or the finding that says where it is none."""
    import orjson

    if sum(map(data.count, (b"[", b"{", b","))) > MOST_VALUES:
        message = f"{name} holds more than {MOST_VALUES:,} values"
        return _finding("B105", message, Place(name), "split it by assembly, or take out what is no part")
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        if _DEPTH in error.msg:
            return _finding("B105", "it nests deeper than any bill does", place, "write assemblies flatter")
        return _finding("B101", f"this is not JSON: {error.msg}", place, "mend the syntax here")


def _finding(code: str, message: str, place: Place, mend: str) -> Finding:
    return Finding(code=code, severity="error", message=message, place=place, mend=mend)
