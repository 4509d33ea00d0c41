"""Names of organisations across scripts: who may be meant, by which alias and words, how surely. Not who is barred: a fuzzy hit is for review."""

from __future__ import annotations

from dronedeal.screening.names.index import Hit, Index
from dronedeal.screening.names.match import HIT, REVIEW, Band, Likeness, band_of, compare, shown
from dronedeal.screening.names.named import Named
from dronedeal.screening.names.rows import Compared, NoColumn, likenesses

__all__ = [
    "HIT",
    "REVIEW",
    "Band",
    "Compared",
    "Hit",
    "Index",
    "Likeness",
    "Named",
    "NoColumn",
    "band_of",
    "compare",
    "likenesses",
    "shown",
]
