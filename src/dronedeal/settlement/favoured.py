"""Rates compared all in: a lump sum counts as a rate on the sales it is spread over. Not which clause follows the better rate."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

__all__ = ["all_in"]

_PRECISE = Context(prec=60, rounding=ROUND_HALF_EVEN)


def all_in(rate: Decimal, lump: Decimal | None = None, sales: Decimal | None = None) -> Decimal:
    """A rate of royalty with a lump sum spread over sales: rate + lump / sales (settle.md R6).

    Parameters
    ----------
    rate
        Share of sales.
    lump, sales
        Money of one currency, the sales above zero; without either the rate is all.
    """
    if lump is None or not sales:
        return rate
    with localcontext(_PRECISE):
        return rate + lump / sales
