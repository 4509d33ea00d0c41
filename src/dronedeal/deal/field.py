"""What a field of a noun or of a form may hold, written once as a type, read by the document, the schema and the docs.

A field is a plain annotation: ``Money`` is a number with the dimension of money, ``PartyName`` a text that must name a
party. Not a validator: reading is done by ``document``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from dronedeal.deal.number import Number

__all__ = [
    "AlternativeName",
    "ClaimName",
    "Count",
    "Dimension",
    "Duration",
    "EventName",
    "Money",
    "MoneyRate",
    "NeedName",
    "PartyName",
    "Rate",
    "Reference",
    "Share",
    "SiteName",
    "SystemName",
    "TechnologyName",
    "TermName",
    "Written",
]


@dataclass(frozen=True, slots=True)
class Dimension:
    """The dimension a number must have: money, share, count, duration, rate (units a quarter), money_rate."""

    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The table of the deal in which a name must stand."""

    table: str


@dataclass(frozen=True, slots=True)
class Written:
    """The key a document uses for a field whose own name Python or English would not allow, as ``in``."""

    key: str


Money = Annotated[Number, Dimension("money")]
Share = Annotated[Number, Dimension("share")]
Count = Annotated[Number, Dimension("count")]
Duration = Annotated[Number, Dimension("duration")]
Rate = Annotated[Number, Dimension("rate")]
MoneyRate = Annotated[Number, Dimension("money_rate")]

PartyName = Annotated[str, Reference("parties")]
SystemName = Annotated[str, Reference("systems")]
SiteName = Annotated[str, Reference("sites")]
NeedName = Annotated[str, Reference("needs")]
AlternativeName = Annotated[str, Reference("alternatives")]
TechnologyName = Annotated[str, Reference("technologies")]
TermName = Annotated[str, Reference("terms")]
EventName = Annotated[str, Reference("events")]
ClaimName = Annotated[str, Reference("claims")]
