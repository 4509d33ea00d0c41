"""Bytes of a JSON file to plain values, with size, count and depth bounded before memory is spent. Not a bill yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place
from dronedeal.document.inside import refused

__all__ = ["LARGEST_JSON", "MOST_VALUES", "bytes_of", "json_of"]

LARGEST_JSON = 64_000_000
"""Bytes beyond which a JSON bill is refused unread."""

MOST_VALUES = 8_000_000
"""Brackets and commas beyond which it is refused unparsed: each stands for a value in memory."""

_DEPTH = "depth limit"


def bytes_of(path: Path, name: str, largest: int) -> bytes | Finding:
    """What a file holds, or why it is not read: it lies elsewhere, is no file, or is too large."""
    refusal = refused(path, name)
    if refusal is not None:
        return refusal
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror}"
        return _finding("D103", message, Place(name), "check that the file exists and may be read")
    if len(data) > largest:
        message = f"{name} holds {path.stat().st_size:,} bytes; a bill of this format holds at most {largest:,}"
        return _finding("B105", message, Place(name), "split it by assembly, or take out what is no part")
    return data.removeprefix(b"\xef\xbb\xbf")


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
