"""Citing: which claims there are and what rests on them. Not which claim is true."""

from __future__ import annotations

from dronedeal.citing.registry import COLUMNS, read_claims
from dronedeal.citing.rests import Contradiction, Evidence, Resting, claims_of, evidence, rests_on_claims

__all__ = [
    "COLUMNS",
    "Contradiction",
    "Evidence",
    "Resting",
    "claims_of",
    "evidence",
    "read_claims",
    "rests_on_claims",
]
