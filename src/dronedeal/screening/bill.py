"""A bill of materials: parts inside parts, who did which stage of their making where, and how well that is shown. Not a verdict.

Origin is not one country: a part is designed, melted, manufactured and assembled, each stage in shares by country (the shape
of CycloneDX 2.0's draft ``origins``). A party's address says nothing of origin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dronedeal.deal.place import Place
from dronedeal.screening.vocabulary import Category, Goods, Grade, Stage

__all__ = ["Alternative", "Bill", "Fact", "Owner", "Part", "Party", "Share"]

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass_of_many
else:

    def dataclass_of_many(**options: bool) -> object:
        """Frozen to type checkers alone: what forbids writing while a program runs takes most of the time of making fifty thousand."""
        return dataclass(**options | {"frozen": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Who did how much of one stage of a part, and where.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2, in capitals; empty if not known.
    share
        Of the stage, from 0 to 1. Shares of a stage that do not add up to 1 leave the rest unknown.
    performer
        The party that did it, by its id in the bill; empty if not known.
    grade
        How well it is shown.
    document
        What shows it, such as a certificate's number.
    """

    country: str = ""
    share: Decimal = Decimal(1)
    performer: str = ""
    grade: Grade = "none"
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something said of a part, a product or a party that a rule may ask for.

    Parameters
    ----------
    value
        As written: ``yes``, ``no``, a number in the unit the fact's name ends with (``mtow_kg``), or a word.
    document
        What shows it.
    on
        The day it was said or granted.
    """

    value: str
    document: str = ""
    on: date | None = None


@dataclass_of_many(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of a bill; the first is the product itself.

    Parameters
    ----------
    id
        Its reference, unique in the bill.
    inside
        The reference of the part it is built into; empty for the product.
    name, number
        What it is called, and its maker's part number.
    categories
        What it is; empty if the bill does not say.
    quantity
        How many of it are in one of what it is inside; None if not said.
    cost
        Of one, in the bill's currency; None if not said. An assembly's cost includes what is inside it.
    origin
        Shares by stage. A stage that is not named is not known.
    supplier
        The party that sells it, which says nothing of origin.
    facts
        What else is known, by name.
    """

    id: str
    inside: str = ""
    name: str = ""
    number: str = ""
    categories: tuple[Category, ...] = ()
    quantity: Decimal | None = None
    cost: Decimal | None = None
    origin: Mapping[Stage, tuple[Share, ...]] = field(default_factory=dict[Stage, tuple[Share, ...]])
    supplier: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who owns a party, how much of it, and whether that is control.

    Parameters
    ----------
    party
        The owner, by its id in the bill.
    share
        From 0 to 1; None if not known.
    control
        Whether the owner decides; None if not known.
    """

    party: str
    share: Decimal | None = None
    control: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A maker, supplier, owner or seller.

    Parameters
    ----------
    id
        Its reference, unique in the bill.
    name
        Its legal name.
    names
        Other names, among them the one in its own script.
    identifiers
        By scheme: ``lei``, ``cage``, ``uscc``, ``duns``.
    domicile
        The country under whose law it stands, ISO 3166-1 alpha-2; empty if not known.
    owners
        Who owns it; empty says that nobody holds ten per cent or decides, None that it is not known.
    facts
        What else is known, by name.
    """

    id: str
    name: str = ""
    names: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict[str, str])
    domicile: str = ""
    owners: tuple[Owner, ...] | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])

    @property
    def all_names(self) -> tuple[str, ...]:
        """The legal name and every other."""
        return (self.name, *self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another way to have a part: another part, or the same with a stage moved.

    Parameters
    ----------
    id
        Unique in the bill.
    replaces
        The part that it takes the place of, with all that is inside that.
    part
        What comes instead; its ``id`` and ``inside`` are those of the part replaced.
    lead
        Days from the order to the first delivery.
    once
        What the change costs once, in the bill's currency: tooling, qualification.
    """

    id: str
    replaces: str
    part: Part
    within: tuple[Part, ...] = ()
    lead: int = 0
    once: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A product, its parts in the order of the file, and the parties it speaks of.

    Parameters
    ----------
    name
        Of the bill; a file that says none has the product's.
    goods
        What kind of product; None if not said.
    parts
        The product first, then every part at any depth.
    parties
        By id.
    seller
        Who offers the product, by id.
    currency
        Of all costs, ISO 4217; empty if no cost is said.
    complete
        Whether every part is listed; None if the bill does not say.
    synthetic
        Why the bill is not of a real product, if it is not; shown wherever its verdicts are.
    alternatives
        Other ways to have parts, for the search for cures.
    source
        The file it was read from, which is no part of what it says.
    places
        Where the file says each part, by its id.
    """

    name: str = ""
    goods: Goods | None = None
    parts: tuple[Part, ...]
    parties: Mapping[str, Party] = field(default_factory=dict[str, Party])
    seller: str = ""
    currency: str = ""
    complete: bool | None = None
    synthetic: str = ""
    alternatives: tuple[Alternative, ...] = ()
    source: str = field(default="", compare=False)
    places: Mapping[str, Place] = field(default_factory=dict[str, Place], compare=False, repr=False)

    @property
    def product(self) -> Part:
        """The product itself."""
        return self.parts[0]
