"""A purchase of which not all is said, filled from what a deal says of its buyers. Not the verdicts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast, get_args

from dronedeal.deal.deal import Deal
from dronedeal.deal.party import Party
from dronedeal.document import nearest
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.vocabulary import BUYERS, FUNDS_OF, Buyer, Funds

__all__ = ["Wanted", "filled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A purchase as far as somebody says it; the rest is a deal's to say.

    Parameters
    ----------
    buyer
        The kind of buyer, or the id of a party of the deal that buys as one.
    delivered
        The day of delivery; the delivery day of the deal's first quarter, if not said.
    signed, funds, as_of, facts
        As of a ``Purchase``.
    """

    buyer: str = ""
    delivered: date | None = None
    signed: date | None = None
    funds: Funds | None = None
    as_of: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict[str, str])


def filled(wanted: Wanted, deal: Deal | None) -> tuple[Purchase, tuple[str, ...]]:
    """The purchase, with what a deal's buyer says where nothing else is said; and notes on what was taken from there.

    A party's facts are taken only if it buys as the buyer that is named, with the money that is named.

    Raises
    ------
    LookupError
        The buyer or the day is not said and no deal says it, or several could be meant; or the purchase is signed after it is
        delivered. The arguments are what is wrong and how to mend it.
    """
    party = None if deal is None else _party(wanted, deal)
    if party is None and wanted.buyer not in BUYERS:
        words = (*BUYERS, *({} if deal is None else _buying(deal)))
        if not wanted.buyer:
            raise LookupError("nobody is said to buy", "name one: --buyer US-DoD")
        raise LookupError(
            f"--buyer {wanted.buyer[:40]} is not known{nearest(wanted.buyer, words)}", f"one of: {', '.join(words)}"
        )
    delivered = wanted.delivered or (None if deal is None else deal.horizon.start.delivery_day)
    if delivered is None:
        raise LookupError("no day of delivery is said", "name one: --delivered 2027-03-01")
    if wanted.signed is not None and wanted.signed > delivered:
        raise LookupError("signed after it is delivered", "give --signed a day before --delivered")
    notes: list[str] = []
    if wanted.delivered is None:
        notes.append(f"from the deal: delivered on {delivered}, the delivery day of its first quarter")
    if party is None or party.buys_as is None:
        named = cast("Buyer", wanted.buyer)
        purchase = Purchase(
            buyer=named, delivered=delivered, signed=wanted.signed, funds=wanted.funds, as_of=wanted.as_of, facts=wanted.facts
        )  # fmt: skip
        return purchase, tuple(notes)
    bought = party.buys_as
    funds = wanted.funds or cast("Funds | None", bought.funds or None)
    taken = {name: value for name, value in bought.facts.items() if name not in wanted.facts}
    said = [
        *([f"buyer {bought.buyer}"] if wanted.buyer != bought.buyer else []),
        *([f"money of {bought.funds}"] if bought.funds and wanted.funds is None else []),
        *(f"{name}={value}" for name, value in sorted(taken.items())),
    ]
    if said:
        notes.append(f"from the deal, where parties.{party.id}.buys_as says so: {', '.join(said)}")
    purchase = Purchase(
        buyer=cast("Buyer", bought.buyer), delivered=delivered, signed=wanted.signed, funds=funds, as_of=wanted.as_of,
        facts={**taken, **wanted.facts},
    )  # fmt: skip
    return purchase, tuple(notes)


def _buying(deal: Deal) -> dict[str, Party]:
    """The parties that say what they buy as, in words that rules know."""
    return {
        party.id: party
        for party in deal.parties.values()
        if party.buys_as is not None
        and party.buys_as.buyer in BUYERS
        and (not party.buys_as.funds or party.buys_as.funds in get_args(Funds))
    }


def _party(wanted: Wanted, deal: Deal) -> Party | None:
    """The party that is meant: the one named, or the only one that buys as what is named with the money that is named."""
    buying = _buying(deal)
    if wanted.buyer in buying:
        return buying[wanted.buyer]
    meant = [party for party in buying.values() if not wanted.buyer or _is(party, wanted)]
    if len(meant) > 1:
        raise LookupError(
            f"several parties of the deal buy{f' as {wanted.buyer}' if wanted.buyer else ''}",
            f"name one: {', '.join(f'--buyer {party.id}' for party in meant)}",
        )
    return meant[0] if meant else None


def _is(party: Party, wanted: Wanted) -> bool:
    bought = party.buys_as
    if bought is None or bought.buyer != wanted.buyer:
        return False
    usual = FUNDS_OF.get(cast("Buyer", bought.buyer), "own")
    return wanted.funds is None or (bought.funds or usual) == wanted.funds
