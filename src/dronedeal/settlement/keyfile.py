"""The private key of a ledger, in a file that only its owner may read. Whoever holds a copy of the ledger alone cannot sign."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from contextlib import suppress
from pathlib import Path

from dronedeal.settlement.merkle import Key
from dronedeal.settlement.store import NotStored
from dronedeal.settlement.store_sqlite import sync_folder

__all__ = ["key_in", "make_key"]

_BYTES = 32


def make_key(path: Path, chance: bytes | None = None) -> Key:
    """Write a new key, durable before it is used; the one that is there, if there is one.

    Parameters
    ----------
    chance
        The private key, 32 bytes; drawn, if not given. It is the only thing in settlement that chance makes.

    Raises
    ------
    NotStored
        The file cannot be written, or holds something else.
    """
    drawn = chance or secrets.token_bytes(_BYTES)
    try:
        with suppress(FileExistsError):
            held = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.write(held, base64.b64encode(drawn) + b"\n")
                os.fsync(held)
            finally:
                os.close(held)
            sync_folder(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise NotStored(message, "name a place for the key that may be written") from error
    found = key_in(path)
    if found is None:
        message = f"{path} is no key of a ledger"
        raise NotStored(message, "name a file that is not there yet, or the key")
    return found


def key_in(path: Path) -> Key | None:
    """The key in a file; nothing where there is none, or none that can be read."""
    try:
        private = base64.b64decode(path.read_bytes().strip(), validate=True)
    except (OSError, binascii.Error):
        return None
    return Key.of(private) if len(private) == _BYTES else None
