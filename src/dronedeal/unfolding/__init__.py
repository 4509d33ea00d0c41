"""Unfolding: terms become dated rows, the one lowering. Not amounts: readings give those."""

from __future__ import annotations

from dronedeal.unfolding.lower import Lowered, due_day, event_mask, lower
from dronedeal.unfolding.resolve import Circular, Resolver
from dronedeal.unfolding.unfold import unfold

__all__ = [
    "Circular",
    "Lowered",
    "Resolver",
    "due_day",
    "event_mask",
    "lower",
    "unfold",
]
