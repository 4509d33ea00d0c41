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
    "Option",
    "PartyName",
    "Rate",
    "Reference",
    "RegimeName",
    "Share",
    "SignedMoney",
    "SignedShare",
    "SiteName",
    "SystemName",
    "TechnologyName",
    "TermName",
    "With",
    "Written",
]


@dataclass(frozen=True, slots=True)
class Dimension:
    """The dimension a number must have: money, share, count, duration, rate (units a quarter), money_rate, option.

    Only a ``signed`` number may lie below zero.
    """

    name: str
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The table of the deal in which a name must stand."""

    table: str


@dataclass(frozen=True, slots=True)
class Written:
    """The key a document uses for a field whose own name Python or English would not allow, as ``in``."""

    key: str


class With:
    """Keys, as a document writes them, of which one must stand beside this one: without them it would mean nothing."""

    __slots__ = ("keys",)

    def __init__(self, *keys: str) -> None:
        """Keep the keys."""
        self.keys = keys


Money = Annotated[Number, Dimension("money")]
Share = Annotated[Number, Dimension("share")]
Count = Annotated[Number, Dimension("count")]
Duration = Annotated[Number, Dimension("duration")]
Rate = Annotated[Number, Dimension("rate")]
MoneyRate = Annotated[Number, Dimension("money_rate")]
SignedMoney = Annotated[Number, Dimension("money", signed=True)]
SignedShare = Annotated[Number, Dimension("share", signed=True)]
Option = Annotated[Number, Dimension("option")]

PartyName = Annotated[str, Reference("parties")]
SystemName = Annotated[str, Reference("systems")]
SiteName = Annotated[str, Reference("sites")]
NeedName = Annotated[str, Reference("needs")]
AlternativeName = Annotated[str, Reference("alternatives")]
TechnologyName = Annotated[str, Reference("technologies")]
TermName = Annotated[str, Reference("terms")]
EventName = Annotated[str, Reference("events")]
RegimeName = Annotated[str, Reference("regimes")]
ClaimName = Annotated[str, Reference("claims")]
