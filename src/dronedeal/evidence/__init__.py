"""Evidence: which claims there are and what rests on them. Not which claim is true."""

from __future__ import annotations

from dronedeal.evidence.registry import COLUMNS, read_claims

__all__ = [
    "COLUMNS",
    "read_claims",
]
