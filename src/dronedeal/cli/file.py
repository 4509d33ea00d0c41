"""Text into a file that a user names: a file is replaced whole, anything else is written to as it stands. Not what is written."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

__all__ = ["put"]

_SYSTEM = (Path("/dev"), Path("/proc"))
"""What stands here belongs to the system, even where it looks like a file: it is never renamed over."""


def put(target: Path, text: str | bytes) -> None:
    """Write a text, in UTF-8, or bytes to a file.

    A file is written aside and then renamed, so that nobody reads half of it, and keeps its mode and owner; of a link,
    the file it leads to. A device, a pipe or a socket is written to and stays what it is.

    Raises
    ------
    OSError
        It cannot be written; a file that was there is as it was.
    """
    there = _stat(target)
    if _is_the_systems(target) or (there is not None and not stat.S_ISREG(there.st_mode)):
        with target.open("wb") as stream:
            stream.write(_bytes(text))
        return
    if there is not None and not os.access(target, os.W_OK):
        message = "it may not be written"
        raise PermissionError(None, message)
    _replace(Path(os.path.realpath(target)), there, text)


def _bytes(text: str | bytes) -> bytes:
    return text.replace("\n", os.linesep).encode("utf-8") if isinstance(text, str) else text


def _stat(target: Path) -> os.stat_result | None:
    """What is known of whatever a path leads to; nothing of what is not there yet."""
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _is_the_systems(target: Path) -> bool:
    return any(target.absolute().is_relative_to(folder) for folder in _SYSTEM)


def _replace(path: Path, there: os.stat_result | None, text: str | bytes) -> None:
    aside = path.with_name(f".dronedeal-{os.getpid()}-{path.name[:100]}")
    try:
        aside.touch(exist_ok=False)
        aside.write_bytes(_bytes(text))
        if there is not None:
            _as_it_was(aside, there)
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise


def _as_it_was(aside: Path, there: os.stat_result) -> None:
    """Give the new file the owner and the mode of the old, as far as one may."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(aside, there.st_uid, there.st_gid)
    aside.chmod(stat.S_IMODE(there.st_mode))
