"""Kinds of event: what each says, of what, and as which counted thing a clause reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dronedeal.deal import Thing

__all__ = ["FIGURES", "KINDS", "MONEY", "RESULTS", "Kind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a kind of event says: the columns it must fill and those it may, besides ``source``, ``id``, ``effective_on``.

    ``of`` says what the column of that name must be. ``feeds`` gives, by column, the counted thing that the column's
    figure counts as; ``adds`` whether figures of one quarter add up, or the largest counts. What is ``reported`` by one
    party to another is taken only where a clause counts it.
    """

    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    of: str = ""
    feeds: Mapping[str, Thing] = field(default_factory=dict[str, Thing])
    adds: bool = True
    reported: bool = False
    text: str


def _report(
    of: str, feeds: Mapping[str, Thing], text: str, *may: str, must: tuple[str, ...] = (), adds: bool = True
) -> Kind:
    """A kind by which one party tells another what no delivery shows."""
    said = tuple(column for column in (*must, *feeds) if column not in may)
    money = ("currency",) if {*feeds} & set(MONEY) else ()
    return Kind(
        must=("of", *said, *money),
        may=may,
        of=of,
        feeds=MappingProxyType(dict(feeds)),
        adds=adds,
        reported=True,
        text=text,
    )


MONEY = ("amount", "deductions", "due", "reported", "cost", "sales")
"""Columns of money, all in the event's one currency."""
FIGURES = ("quantity", *MONEY, "rate", "value")
"""Columns of figures."""

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "delivered": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "to", "lots"),
            of="clause",
            feeds={"quantity": Thing.UNITS_DELIVERED},
            text="goods handed over under a clause",
        ),
        "returned": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "to", "lots"),
            of="clause",
            feeds={"quantity": Thing.UNITS_DELIVERED},
            text="goods that came back: the latest deliveries of them are undone, in the quarters they were made in",
        ),
        "accepted": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "to", "lots"),
            of="clause",
            feeds={"quantity": Thing.ACCEPTED},
            text="goods that were accepted; something is owed for it where the clause pays on acceptance",
        ),
        "inspected": Kind(
            must=("of", "system", "quantity", "what"),
            may=("kit", "to", "lots"),
            of="clause or site",
            text="goods that were looked at, and whether they passed or failed: nothing is owed for it",
        ),
        "produced": Kind(
            must=("of", "system", "quantity"),
            may=("kit", "lots"),
            of="site",
            feeds={"quantity": Thing.UNITS_PRODUCED},
            text="goods that a site has made",
        ),
        "stocked": Kind(
            must=("by", "system", "quantity"),
            may=("kit", "lots"),
            text="goods that a party had already, or got outside of this deal",
        ),
        "used": Kind(
            must=("by", "system", "quantity"),
            may=("kit", "lots"),
            text="goods that a party used up, lost, or gave away outside of this deal",
        ),
        "counted": Kind(
            must=("by", "system", "quantity"),
            may=("kit", "lots"),
            text="what a party found that it has when it counted its stock: told beside what was recorded",
        ),
        "invested": Kind(
            must=("of", "amount", "currency"),
            of="site",
            feeds={"amount": Thing.CAPITAL_SPENT},
            text="capital spent at a site",
        ),
        "late": Kind(
            must=("of", "quantity"),
            of="clause",
            feeds={"quantity": Thing.DAYS_LATE},
            adds=False,
            text="by how many days the deliveries of a quarter were late; of several, the longest counts",
        ),
        "sold": _report(
            "licence, or company with a licence, that counts sales reports",
            {"amount": Thing.GROSS_REPORTED, "deductions": Thing.DEDUCTIONS_REPORTED},
            "sales outside this deal on which royalties are due: gross amount, and deductions from it",
            "deductions",
            "system",
            "lots",
        ),
        "paid_elsewhere": _report(
            "licence with stacking",
            {"amount": Thing.PAID_ELSEWHERE},
            "royalties that the licensee paid to others for the same goods",
        ),
        "given_back": _report(
            "licence with a reserve",
            {"amount": Thing.GIVEN_BACK},
            "royalties on goods that customers of the licensee gave back",
        ),
        "audited": _report(
            "licence with an audit",
            {"due": Thing.AUDITED_DUE, "reported": Thing.AUDITED_REPORTED, "cost": Thing.AUDITED_COST},
            "an audit of royalties: what was due, what had been reported, what the audit cost",
            "cost",
        ),
        "granted": _report(
            "licence that is most favoured from the day of a grant",
            {"rate": Thing.GRANTED},
            "a rate of royalty granted to another licensee, on the day from which that one has it",
            "amount",
            "currency",
            "sales",
            adds=False,
        ),
        "elected": _report(
            "licence that is most favoured from the quarter after it elects",
            {"rate": Thing.ELECTED},
            "the licensee elects a rate that another has, on the day it says so",
            "amount",
            "currency",
            "sales",
            adds=False,
        ),
        "incurred": _report(
            "clause that counts costs",
            {"amount": Thing.INCURRED},
            "costs that a party bore under a clause",
            must=("by",),
        ),
        "excluded": _report(
            "clause with exclusions", {"amount": Thing.EXCLUDED}, "income of which a clause gives no share"
        ),
        "credited": _report(
            "clause that counts credits",
            {"amount": Thing.CREDITED},
            "a credit of some kind against an obligation",
            must=("what",),
        ),
        "secured": _report(
            "security that somebody holds",
            {"amount": Thing.SECURED},
            "security was given: money paid into an escrow, or a bank's promise of so much",
        ),
        "drawn": _report(
            "security that somebody holds",
            {"amount": Thing.SECURITY_DRAWN},
            "the creditor drew on the security: the holder pays what its debtor did not",
        ),
        "released": _report(
            "security that somebody holds",
            {"amount": Thing.SECURITY_RELEASED},
            "security was released before its end: money goes back to who gave it, or the promise shrinks",
        ),
        "metered": _report("clause with metered use", {"quantity": Thing.METERED}, "use in the meter's own unit"),
        "reached": _report("clause with stages", {}, "a stage of a clause has been reached", must=("what",)),
        "happened": Kind(must=("of",), of="event", text="an event that the document names has happened"),
        "paid": Kind(
            must=("by", "to", "amount", "currency"), may=("of", "lots"), text="money paid by one party to another"
        ),
        "fixed": Kind(
            must=("of", "value"),
            of="number",
            text="a number that the deal leaves to be fixed, or a rate of exchange: from the quarter its day falls in",
        ),
        "disputed": Kind(
            must=("of", "by", "to", "amount", "currency"),
            of="clause",
            text="an amount that its debtor contests: it stays owed, and is told beside the balance until this is withdrawn",
        ),
        "withdrawn": Kind(must=("corrects",), text="an event recorded before never was"),
    }
)
"""The kinds of event, by name. Any but ``withdrawn`` may also correct another: it then stands in that one's place."""

RESULTS = ("passed", "failed")
"""What comes of an inspection."""
