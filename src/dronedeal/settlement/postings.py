"""Postings: the legs of an entry. Each currency, security in it, and the units of each system, balance by themselves in every entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dronedeal.deal import Quarter
from dronedeal.settlement.event import Event
from dronedeal.settlement.money import SECURITY, minor
from dronedeal.settlement.signed import Signed

__all__ = ["Posting", "giver_of", "unbalanced", "undone", "what_is_owed", "what_passed"]


class Posting(NamedTuple):
    """One leg: ``minor`` units, debits positive, on an account ``party:kind:counterparty`` in a currency, ``UNIT-system`` or ``SECURITY-currency``."""

    account: str
    unit: str
    minor: int


def what_passed(signed: Signed, event: Event) -> tuple[Posting, ...]:
    """The legs of an event by itself: goods or money that changed hands. What is owed for it is another entry's."""
    signed = signed.of(Quarter.of(event.effective_on))
    match event.kind:
        case "delivered" | "returned" if event.quantity is not None:
            units = int(event.quantity) * (1 if event.kind == "delivered" else -1)
            seller = giver_of(signed, event)
            unit = f"UNIT-{event.system}"
            return (
                Posting(f"{event.to}:goods:{seller}", unit, units),
                Posting(f"{seller}:goods:{event.to}", unit, -units),
            )
        case "produced" if event.quantity is not None:
            owner, unit, units = signed.deal.sites[event.of].of, f"UNIT-{event.system}", int(event.quantity)
            return Posting(f"{owner}:made:{event.of}", unit, units), Posting(f"{owner}:output:{event.of}", unit, -units)
        case "stocked" | "used" if event.quantity is not None:
            way = "brought" if event.kind == "stocked" else "used"
            units = int(event.quantity) * (1 if event.kind == "stocked" else -1)
            unit = f"UNIT-{event.system}"
            return Posting(f"{event.by}:stock:{way}", unit, units), Posting(f"{event.by}:{way}:stock", unit, -units)
        case "invested" if event.amount is not None:
            owner, units = signed.deal.sites[event.of].of, minor(event.amount, event.currency)
            return (
                Posting(f"{owner}:capital:{event.of}", event.currency, units),
                Posting(f"{owner}:cash:{event.of}", event.currency, -units),
            )
        case "secured" | "drawn" | "released" if event.amount is not None:
            said = signed.deal.terms[event.of].said
            units = minor(event.amount, event.currency) * (1 if event.kind == "secured" else -1)
            unit = f"{SECURITY}{event.currency}"
            return (
                Posting(f"{said['creditor']}:security:{said['holder']}", unit, units),
                Posting(f"{said['holder']}:secures:{said['creditor']}", unit, -units),
            )
        case "paid" if event.amount is not None:
            units, unit = minor(event.amount, event.currency), event.currency
            return (
                Posting(f"{event.by}:owes:{event.to}", unit, units),
                Posting(f"{event.by}:cash:{event.to}", unit, -units),
                Posting(f"{event.to}:cash:{event.by}", unit, units),
                Posting(f"{event.to}:owed_by:{event.by}", unit, -units),
            )
        case _:
            return ()


def giver_of(signed: Signed, event: Event) -> str:
    """Who hands over what a delivery, or a return, is of, by a version of the deal.

    Raises
    ------
    KeyError
        The clause delivers no such goods to such a party.
    """
    return signed.givers[event.of, event.system, event.to]


def what_is_owed(debtor: str, creditor: str, unit: str, units: int) -> tuple[Posting, ...]:
    """The legs by which one party comes to owe another so much more."""
    return (
        Posting(f"{debtor}:expense:{creditor}", unit, units),
        Posting(f"{debtor}:owes:{creditor}", unit, -units),
        Posting(f"{creditor}:owed_by:{debtor}", unit, units),
        Posting(f"{creditor}:income:{debtor}", unit, -units),
    )


def undone(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """The legs that take others back."""
    return tuple(Posting(one.account, one.unit, -one.minor) for one in postings)


def unbalanced(postings: Iterable[Posting]) -> tuple[str, ...]:
    """Units, money or goods, that do not sum to zero: none, in a sound entry."""
    sums: dict[str, int] = defaultdict(int)
    for one in postings:
        sums[one.unit] += one.minor
    return tuple(sorted(unit for unit, total in sums.items() if total))
