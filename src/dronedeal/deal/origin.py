"""Where a kit's cost arises: what bills of materials tell planning and the report. Not how it is found."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Origin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The share of one kit's cost that arises in one country.

    Parameters
    ----------
    system, kit
        Of the deal.
    country
        Where it is manufactured, as a two-letter code.
    share
        Of the kit's cost, from 0 to 1; what of the cost no ``Origin`` names is of unknown origin.
    """

    system: str
    kit: str
    country: str
    share: Decimal
