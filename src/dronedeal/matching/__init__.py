"""Matching: needs by service and role against what is offered. Not a plan: nothing is decided."""

from __future__ import annotations

from dronedeal.matching.match import Match, match

__all__ = [
    "Match",
    "match",
]
