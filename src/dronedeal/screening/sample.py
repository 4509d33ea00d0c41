"""A small bill and a purchase written by hand, in a few lines: the samples of a rule, and bills in YAML. Not a standard's format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dronedeal.deal.place import NOWHERE, Place
from dronedeal.screening.bill import Bill, Fact, Owner, Part, Party, Share
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.vocabulary import Buyer, Category, Funds, Goods, Stage

__all__ = ["Sample", "SampleOwner", "SamplePart", "SampleParty", "bill_of", "purchase_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOwner:
    """Who owns a party.

    Parameters
    ----------
    share
        From 0 to 1, or per cent.
    control
        Whether the owner decides.
    """

    share: Decimal | None = None
    control: bool | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleParty:
    """A party.

    Parameters
    ----------
    name, names
        Its legal name, and others.
    domicile
        ISO 3166-1 alpha-2.
    owners
        By id; an empty table says that nobody owns ten per cent or decides.
    facts
        By name.
    """

    name: str = ""
    names: tuple[str, ...] = ()
    domicile: str = ""
    owners: Mapping[str, SampleOwner] | None = None
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePart:
    """A part.

    Parameters
    ----------
    categories
        What it is.
    inside
        The part it is built into; the product, if not said.
    origin
        By stage, as ``CN``, ``CN by maker``, or ``[60% US, 40% CN by maker]``.
    cost
        Of one.
    quantity
        How many.
    facts
        By name.
    """

    categories: tuple[Category, ...] = ()
    inside: str = ""
    origin: Mapping[Stage, tuple[str, ...]] = field(default_factory=dict[Stage, tuple[str, ...]])
    cost: Decimal | None = None
    quantity: Decimal = Decimal(1)
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A bill and a purchase in a few lines.

    Parameters
    ----------
    buyer, funds, signed, delivered, as_of
        The purchase.
    asked
        Facts of the purchase, by name.
    goods
        What kind of product.
    product
        The product itself, written as a part.
    parts
        By name.
    parties
        By id.
    seller
        Who sells, by id.
    complete
        Whether every part is listed.
    lists
        Names on lists that do not come with the package, by list.
    """

    buyer: Buyer
    funds: Funds | None = None
    signed: date | None = None
    delivered: date
    as_of: date | None = None
    asked: Mapping[str, str] = field(default_factory=dict[str, str])
    goods: Goods | None = "uas"
    product: SamplePart = field(default_factory=SamplePart)
    parts: Mapping[str, SamplePart] = field(default_factory=dict[str, SamplePart])
    parties: Mapping[str, SampleParty] = field(default_factory=dict[str, SampleParty])
    seller: str = ""
    complete: bool = True
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    place: Place = field(default=NOWHERE, compare=False)


def purchase_of(sample: Sample) -> Purchase:
    """The purchase of a sample."""
    return Purchase(
        buyer=sample.buyer,
        funds=sample.funds,
        signed=sample.signed,
        delivered=sample.delivered,
        as_of=sample.as_of,
        facts=sample.asked,
    )


def bill_of(sample: Sample) -> Bill:
    """The bill of a sample.

    Raises
    ------
    ValueError
        A share of origin is not written as ``CN``, ``40% CN`` or ``40% CN by maker``.
    """
    for name, part in sample.parts.items():
        _see_inside(name, part, sample.parts)
    product = _part("product", sample.product, "")
    parts = [_part(name, part, part.inside or "product") for name, part in sample.parts.items()]
    parties = {name: _party(name, party) for name, party in sample.parties.items()}
    costs = any(part.cost is not None for part in parts)
    return Bill(
        name="product",
        goods=sample.goods,
        parts=(product, *parts),
        parties=parties,
        seller=sample.seller,
        currency="USD" if costs else "",
        complete=sample.complete,
        source=sample.place.file,
        places={"product": sample.product.place} | {name: part.place for name, part in sample.parts.items()},
    )


def _see_inside(name: str, part: SamplePart, parts: Mapping[str, SamplePart]) -> None:
    """That a part is inside one that there is, and not in itself."""
    seen, at = {name}, part.inside
    while at:
        if at not in parts or at in seen:
            raise ValueError(
                f"{name[:40]!r} is inside {at[:40]!r}, which {'is no part' if at not in parts else 'goes round'}"
            )
        seen.add(at)
        at = parts[at].inside


def _part(name: str, part: SamplePart, inside: str) -> Part:
    return Part(
        id=name,
        inside=inside,
        name=name,
        categories=part.categories,
        quantity=part.quantity,
        cost=part.cost,
        origin={stage: tuple(map(_share, shares)) for stage, shares in part.origin.items()},
        facts={key: Fact(value=value) for key, value in part.facts.items()},
    )


def _share(text: str) -> Share:
    """A share as it is written: ``40% CN by maker``."""
    where, _, performer = text.partition(" by ")
    *amount, country = where.split() or [""]
    if len(amount) > 1 or (amount and not amount[0].endswith("%")):
        raise ValueError(f"{text!r} is no share of a stage: write CN, 40% CN or 40% CN by maker")
    try:
        share = Decimal(amount[0][:-1]) / 100 if amount else Decimal(1)
    except ArithmeticError:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        raise ValueError(f"{text!r} is no share of a stage: write 40% CN")
    return Share(
        country="" if country == "unknown" else country,
        share=share,
        performer=performer.strip(),
        grade="supplier_certificate",
    )


def _party(name: str, party: SampleParty) -> Party:
    owners = party.owners
    return Party(
        id=name,
        name=party.name or name,
        names=party.names,
        domicile=party.domicile,
        owners=None
        if owners is None
        else tuple(Owner(party=who, share=one.share, control=one.control) for who, one in owners.items()),
        facts={key: Fact(value=value) for key, value in party.facts.items()},
    )
