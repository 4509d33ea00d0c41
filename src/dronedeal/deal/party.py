"""Parties: states, companies, funds and buyers that owe, receive, make or need something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from dronedeal.deal.field import Money, PartyName, Share, SignedMoney, SignedShare, SystemName, With, Written
from dronedeal.deal.mandate import Mandate
from dronedeal.deal.place import NOWHERE, Place

__all__ = ["BeneficialOwner", "Budget", "BuysAs", "Party", "WalkAway"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Money appropriated to one account, fiscal year by fiscal year.

    Parameters
    ----------
    by_year
        Appropriation of each fiscal year, named by the calendar year in which it ends.
    fiscal_year
        Month and day on which the fiscal year begins, ``10-01`` for the United States, ``01-01`` if not said.
    carry
        Share of what is left at a year's end that may be spent in the next; nothing if not said.
    earns
        Whether receipts of the party may be spent from this account (they are, if not said).
    """

    by_year: Mapping[str, Money]
    fiscal_year: str = "01-01"
    carry: Share | None = None
    earns: bool = True
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkAway:
    """What a party says of its own walk-away, beyond what the no-deal plan computes.

    Parameters
    ----------
    adds
        Present value the party would have without the deal that no plan here can see, added to its walk-away.
    why
        What it is.
    """

    adds: SignedMoney
    why: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuysAs:
    """What kind of buyer a party is to the rules that say what may be bought.

    Parameters
    ----------
    buyer
        As rules call it: ``US-DoD``, ``US-commercial``, ``EU-SAFE-loan`` and so on.
    funds
        Whose money it spends; the usual money of such a buyer if not said.
    facts
        What rules ask of a purchase, by name: ``is_cots: no``, ``programme: new``.
    duty_to
        The state that takes duty on what it imports; no duty is reckoned if not said.
    unknown
        Whether a kit on which a rule's verdict is unknown may be planned for it, and is told (``told``), or is barred
        (``bars``).
    """

    buyer: str
    funds: str = ""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    duty_to: PartyName | None = None
    unknown: Literal["told", "bars"] = "told"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeneficialOwner:
    """A person or state that a party belongs to in the end, whoever stands between; not a company that is owned itself.

    Parameters
    ----------
    name
        As registers have it: what tells the same owner in two deals. Its key, if not said.
    share
        Of the party, as `60%`; not known, if not said.
    """

    name: str = ""
    share: Decimal | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A state, a company, a fund or a market that takes part in the deal or competes with it.

    Parameters
    ----------
    kind
        ``state``, ``company``, ``fund`` or ``market`` (commercial buyers taken together).
    name
        The name people know it by.
    country
        Country of a company or fund, as a two-letter code.
    role
        ``principal`` (signs the deal), ``partner`` (takes part), or ``rival`` (competes for the same lines).
    discount_rate
        Nominal annual rate in the deal's currency at which the party weighs later money.
    budgets
        Appropriations by account. A party without any spends without limit.
    tax
        Share of a company's profit taken by its country.
    taxed_by
        The state that receives the tax.
    owns
        Systems whose designs the party owns.
    owners
        Its beneficial owners: settlement tells them where a lot was handed over or paid for twice.
    walk_away
        What the party would have without the deal that the no-deal plan cannot see.
    buys_as
        What kind of buyer it is to the rules of the deal's packs; without it nothing it buys is screened.
    mandate
        What its instructions let it agree to; in its own overlay alone.
    """

    id: str
    place: Place = field(default=NOWHERE, compare=False)
    kind: Literal["state", "company", "fund", "market"]
    name: str = ""
    country: Annotated[str, Written("in")] = ""
    role: Literal["principal", "partner", "rival"] = "partner"
    discount_rate: SignedShare
    budgets: Mapping[str, Budget] = field(default_factory=dict[str, Budget])
    tax: Annotated[Share | None, With("taxed_by")] = None
    taxed_by: Annotated[PartyName | None, With("tax")] = None
    owns: tuple[SystemName, ...] = ()
    owners: Mapping[str, BeneficialOwner] = field(default_factory=dict[str, BeneficialOwner])
    walk_away: WalkAway | None = None
    buys_as: BuysAs | None = None
    mandate: Mandate | None = None
