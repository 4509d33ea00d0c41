"""The finding codes: what each means, why it matters, how to mend it. Not the checks that make findings."""

from __future__ import annotations

from dronedeal.deal.codes.code import Code
from dronedeal.deal.codes.table import CODES

__all__ = [
    "CODES",
    "Code",
]
