"""Merkle roots of the stored bytes, and checkpoints of them that the ledger's key signs.

Trees are those of RFC 6962, section 2.1; checkpoints are C2SP signed notes of the tlog-checkpoint form. Not a log of
its own: the ledger's entries are the leaves.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["Checkpoint", "Key", "read_checkpoint", "root_of"]

_ED25519 = b"\x01"
"""The algorithm's byte in the identifier of a signed note's key."""
_ID = 4
_ROOT = 32


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of a tree over leaves in order; of none, the hash of nothing (RFC 6962, 2.1)."""
    if not leaves:
        return hashlib.sha256().digest()
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, hashlib.sha256(b"\0" + leaf).digest()
        while stack and stack[-1][0] == height:
            node = hashlib.sha256(b"\1" + stack.pop()[1] + node).digest()
            height += 1
        stack.append((height, node))
    node = stack.pop()[1]
    while stack:
        node = hashlib.sha256(b"\1" + stack.pop()[1] + node).digest()
    return node


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How many entries a ledger had and their root; ``signature`` is empty where whoever made it held no key."""

    origin: str
    size: int
    root: bytes
    signature: bytes = b""
    key_id: bytes = b""

    @property
    def signed_text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def note(self) -> str:
        """The whole note, as it is printed on a statement and kept by the other side."""
        if not self.signature:
            return self.signed_text
        word = base64.b64encode(self.key_id + self.signature).decode()
        return f"{self.signed_text}\n\N{EM DASH} {self.origin} {word}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The key of a ledger: public, and private where it is held."""

    public: bytes
    private: bytes = b""

    @staticmethod
    def of(private: bytes) -> Key:
        """The pair of a private key of 32 bytes."""
        pair = Ed25519PrivateKey.from_private_bytes(private)
        return Key(public=pair.public_key().public_bytes_raw(), private=private)

    def signed(self, origin: str, size: int, root: bytes) -> Checkpoint:
        """A checkpoint, signed where the private key is held; Ed25519 gives the same bytes every time."""
        plain = Checkpoint(origin=origin, size=size, root=root)
        if not self.private:
            return plain
        signature = Ed25519PrivateKey.from_private_bytes(self.private).sign(plain.signed_text.encode())
        return Checkpoint(origin=origin, size=size, root=root, signature=signature, key_id=self._id(origin))

    def is_signer_of(self, checkpoint: Checkpoint) -> bool:
        """Whether this key has signed it."""
        if checkpoint.key_id != self._id(checkpoint.origin):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(
                checkpoint.signature, checkpoint.signed_text.encode()
            )
        except (InvalidSignature, ValueError):
            return False
        return True

    def _id(self, origin: str) -> bytes:
        return hashlib.sha256(f"{origin}\n".encode() + _ED25519 + self.public).digest()[:_ID]


def read_checkpoint(note: str) -> Checkpoint | None:
    """The checkpoint of a note, or nothing where it is none."""
    lines = note.replace("\r\n", "\n").split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        word = lines[4].split(" ")[2] if len(lines) > 4 and lines[4] else ""  # noqa: PLR2004 - the fifth line is the signature
        signature = base64.b64decode(word, validate=True)
    except (ValueError, IndexError, binascii.Error):
        return None
    if not origin or size < 0 or len(root) != _ROOT:
        return None
    return Checkpoint(origin=origin, size=size, root=root, signature=signature[_ID:], key_id=signature[:_ID])
