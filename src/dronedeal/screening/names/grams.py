"""Which names share trigrams, all against all at once, as one product of sparse matrices. Not a score: only who is worth comparing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from dronedeal.screening.names.form import Form

__all__ = ["Grams", "block_text"]

Whole = NDArray[np.int64]
Real = NDArray[np.float32]

_LEAST_INITIALS = 3
_MOST_INITIALS = 8
_COMMON_SHARE = 0.2
_COMMON_LEAST = 200
"""A trigram in more than this many names, and in more than that share of them, finds nobody."""


def block_text(form: Form) -> str:
    """What trigrams are taken of: the words that are somebody's own, else all; and the initials."""
    words = [word.sound for word in form.words if word.kind == "core"] or [word.concept for word in form.words]
    if _LEAST_INITIALS <= len(form.initials) <= _MOST_INITIALS:
        words.append(form.initials)
    return f"  {'  '.join(words)}  "


class Grams:
    """The trigrams of some texts, weighed by how rare they are."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the trigrams of every text and keep those that tell texts apart."""
        rows, grams = _trigrams(texts)
        self._known, columns, counts = np.unique(grams, return_inverse=True, return_counts=True)
        rarity = np.log1p(len(texts) / counts)
        rarity[(counts > _COMMON_LEAST) & (counts > _COMMON_SHARE * len(texts))] = 0.0
        self._rarity: Real = rarity.astype(np.float32)
        self._transposed = self._matrix(rows, columns, len(texts)).T.tocsr()

    def nearest(self, texts: Sequence[str], most: int, least: float) -> tuple[Whole, Whole]:
        """For each text, those kept that share most with it.

        Parameters
        ----------
        most
            No more than so many for each text.
        least
            Cosine of what they share, from 0 to 1, below which none is.

        Returns
        -------
        Positions of the texts asked, ascending, and of the texts kept, side by side; of one text the nearest first.
        """
        rows, grams = _trigrams(texts)
        places = np.minimum(np.searchsorted(self._known, grams), max(len(self._known) - 1, 0))
        seen = self._known[places] == grams if len(self._known) else np.zeros(len(grams), dtype=np.bool_)
        shared: Any = self._matrix(rows[seen], places[seen], len(texts)) @ self._transposed
        kept = np.flatnonzero(shared.data >= least)
        asked = np.searchsorted(shared.indptr, kept, side="right") - 1
        found, cosine = shared.indices[kept].astype(np.int64), shared.data[kept]
        order = np.lexsort((found, -cosine, asked))
        asked, found = asked[order], found[order]
        rank = np.arange(len(asked)) - np.searchsorted(asked, asked)
        return asked[rank < most], found[rank < most]

    def _matrix(self, rows: Whole, columns: Whole, count: int) -> Any:  # noqa: ANN401 - scipy's sparse classes are generic in the stubs alone
        """Weights of trigrams, a row a text, each row of length one."""
        weights = self._rarity[columns]
        lengths = np.sqrt(np.bincount(rows, weights.astype(np.float64) ** 2, count))
        lengths[lengths == 0.0] = 1.0
        scaled = (weights / lengths[rows]).astype(np.float32)
        kept = scaled > 0.0
        places = rows[kept].astype(np.int32), columns[kept].astype(np.int32)
        return sparse.csr_array((scaled[kept], places), shape=(count, len(self._known)))


def _trigrams(texts: Sequence[str]) -> tuple[Whole, Whole]:
    """Distinct trigrams of every text: the text each is of, ascending, and the trigram as a number."""
    signs: Whole = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    if len(signs) <= 2:  # noqa: PLR2004 - three signs make a trigram
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    grams = (signs[:-2] << 42) | (signs[1:-1] << 21) | signs[2:]
    within = owners[:-2] == owners[2:]
    blank = (signs[1:-1] == ord(" ")) & (signs[2:] == ord(" "))
    rows, grams = owners[:-2][within & ~blank], grams[within & ~blank]
    order = np.lexsort((grams, rows))
    rows, grams = rows[order], grams[order]
    new = np.ones(len(rows), dtype=np.bool_)
    new[1:] = (rows[1:] != rows[:-1]) | (grams[1:] != grams[:-1])
    return rows[new], grams[new]
