"""The private key of a ledger, in a file beside it that only its owner may read. Whoever holds a copy of the ledger alone cannot sign."""

from __future__ import annotations

import base64
import binascii
import os
from contextlib import suppress
from pathlib import Path

from dronedeal.settlement.merkle import Key

__all__ = ["key_beside", "make_key"]

_BYTES = 32


def _path(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}.key")


def make_key(ledger: Path, chance: bytes) -> Key:
    """Write a new key beside a ledger, durable before it is used; the one that is there, if there is one."""
    path = _path(ledger)
    with suppress(FileExistsError):
        held = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(held, base64.b64encode(chance) + b"\n")
            os.fsync(held)
        finally:
            os.close(held)
    return key_beside(ledger) or Key.of(chance)


def key_beside(ledger: Path) -> Key | None:
    """The key beside a ledger; nothing where there is none, or none that can be read."""
    try:
        private = base64.b64decode(_path(ledger).read_bytes().strip(), validate=True)
    except (OSError, binascii.Error):
        return None
    return Key.of(private) if len(private) == _BYTES else None
