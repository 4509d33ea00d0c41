"""Parting: whole units shared by weight, so that the parts sum to the whole. Not the weights, and not who is named first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

__all__ = ["parted", "parted_many"]

_NOISE = 1e-7
"""Parts of a unit that floating point may put on one side of a whole number or the other."""


def parted(total: int, weights: Sequence[Decimal | int]) -> tuple[int, ...]:
    """Whole units shared by weight: each has its share cut to whole units, the rest go to the largest remainders.

    Parameters
    ----------
    total
        Units to share; below zero, a debt is shared the same way.
    weights
        Zero or more, in the order in which ties are settled.

    Returns
    -------
    One part a weight. They sum to the total, and each lies within a unit of its share; nothing, if no weight is above
    zero.

    Notes
    -----
    The method of largest remainders (Hamilton's); settle.md R17. A larger total can take a unit from a part where there
    are three or more.
    """
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    if not whole:
        return (0,) * len(weights)
    shares = [abs(total) * Fraction(weight) / whole for weight in weights]
    parts = [int(share) for share in shares]
    remainders = sorted(range(len(parts)), key=lambda at: (parts[at] - shares[at], at))
    for at in remainders[: abs(total) - sum(parts)]:
        parts[at] += 1
    return tuple(parts) if total >= 0 else tuple(-part for part in parts)


def parted_many(totals: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """``parted`` for many totals at once, each with weights of its own.

    Parameters
    ----------
    totals
        Any shape.
    weights
        One more axis in front, a weight a part; what lies behind broadcasts with the totals.

    Returns
    -------
    Whole numbers, shape (parts, ...).
    """
    size = np.abs(totals).astype(np.float64)
    whole = weights.sum(axis=0)
    shares = size * weights / np.where(whole > 0.0, whole, 1.0)
    parts = np.floor(shares + _NOISE)
    remainders = np.round((shares - parts) / _NOISE) * _NOISE
    over = np.where(whole > 0.0, size, 0.0) - parts.sum(axis=0)
    order = np.argsort(-remainders, axis=0, kind="stable")
    rank = np.argsort(order, axis=0, kind="stable")
    return np.asarray(np.sign(totals) * (parts + (rank < over)))
