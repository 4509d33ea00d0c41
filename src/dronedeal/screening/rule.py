"""A rule as data: whom and what it reaches, what makes a part fail it, from when, what exempts, what cures. Not its evaluation.

The keys of a rule's file are the fields of these nouns; ``docs/reference/rules.md`` is made from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from dronedeal.deal.field import Written
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.screening.sample import Sample
from dronedeal.screening.vocabulary import Buyer, Category, Funds, Goods, Grade, Stage

__all__ = [
    "Applies",
    "AtStage",
    "Condition",
    "CostShare",
    "Cure",
    "Effect",
    "Exemption",
    "FactTest",
    "Group",
    "Limb",
    "ListTest",
    "Reaches",
    "Rule",
    "Waiver",
    "facts_asked",
    "lists_asked",
]

Reaches = Literal["product", "first_tier", "named_component", "any_tier", "material", "seller"]
"""How deep a limb looks: the product as a whole, what is built into it directly, the parts it names wherever they are,
every part, materials inside parts, or whoever sells the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A named set of countries.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-2 codes.
    since
        Of those that came later, the day from which each belongs.
    treated
        Countries that are read as another, for a reason that no text states: such as ``HK: CN``.
    """

    countries: tuple[str, ...]
    since: Mapping[str, date] = field(default_factory=dict[str, date])
    treated: Mapping[str, str] = field(default_factory=dict[str, str])
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtStage:
    """Whether a stage of a part, or who performs it, lies in or outside a set of countries.

    Parameters
    ----------
    stages
        Any of these. For questions about who performs them: the seller, if none is named.
    within
        Names of the rule's groups, or country codes: true where any share lies there.
    outside
        Likewise: true where any share lies elsewhere.
    """

    stages: tuple[Stage, ...] = ()
    within: Annotated[tuple[str, ...], Written("in")] = ()
    outside: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTest:
    """Whether who performs a stage, or the seller, stands on a list, or belongs to one who does.

    Parameters
    ----------
    lists
        Names of lists.
    stages
        The performers of these stages; the seller, if none is named.
    if_not_held
        What is answered where the list is not held: that it is not known, or no, for tests that stand beside another.
    by
        ``name``: only who is listed; ``control``: also whom one of them controls; ``affiliate``: likewise, for texts that
        say subsidiary, affiliate or successor.
    """

    lists: tuple[str, ...]
    stages: tuple[Stage, ...] = ()
    by: Literal["name", "control", "affiliate"] = "name"
    if_not_held: Literal["unknown", "no"] = "unknown"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTest:
    """What a fact says.

    Parameters
    ----------
    name
        Of the fact.
    whose
        Of the part, the product, the seller or the purchase; every purchase has the facts ``buyer`` and ``funds``.
    equals
        The word it must be.
    one_of
        Or one of these.
    words
        The words that answer the question; any other leaves it open. ``yes`` and ``no``, if only these are asked for.
    at_least, above, at_most, below
        Or the bounds its number must keep.
    assume
        What is taken where nothing is said; nothing is taken if not written.
    """

    name: str
    whose: Literal["part", "product", "purchase", "seller"] = "product"
    equals: str = ""
    one_of: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None
    assume: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShare:
    """How much of the cost of the product's parts is made in a set of countries.

    Parameters
    ----------
    within
        Names of the rule's groups, or country codes.
    stage
        The stage that says where a part counts.
    below
        True where the share is below this; by the first day on which each value holds.
    at_most
        True where the share is this or less; likewise.
    above
        True where the share is more than this; likewise.
    unknown
        Whether parts of unknown origin count as made elsewhere, or leave the answer open between its ends.
    where_fact
        Only parts of which this fact is ``yes``.
    credit
        ``by_share``: a part counts with the share of its stage that lies there; ``whole``: only if all of it does.
    """

    within: Annotated[tuple[str, ...], Written("in")]
    stage: Stage = "manufactured"
    below: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    at_most: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    above: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    unknown: Literal["outside", "open"] = "open"
    where_fact: str = ""
    credit: Literal["by_share", "whole"] = "by_share"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One question with three answers: yes, no, and not known. Exactly one key stands in it.

    Parameters
    ----------
    origin
        Where a stage lies.
    domicile
        Where who performs a stage has its domicile.
    owned
        Where someone who controls who performs a stage has its domicile.
    listed
        Whether who performs a stage is listed.
    fact
        What a fact says.
    share
        How much of the cost is made somewhere.
    all
        Every one of these.
    any
        One or more of these.
    none
        None of these.
    """

    origin: AtStage | None = None
    domicile: AtStage | None = None
    owned: AtStage | None = None
    listed: ListTest | None = None
    fact: FactTest | None = None
    share: CostShare | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    none: tuple[Condition, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What failing costs, where it is no bar.

    Parameters
    ----------
    evaluation
        Share added to the offer's price when offers are compared.
    duty
        Share of the customs value paid as duty.
    heading
        The tariff heading.
    """

    evaluation: Decimal | None = None
    duty: Decimal | None = None
    heading: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """One way to fail a rule.

    Parameters
    ----------
    text
        What is the matter where it fails, as the end of a sentence.
    reaches
        How deep it looks.
    categories
        Which parts it looks at; every part within its reach, if not said.
    holds
        For materials: which categories of part are known to hold one, so that a bill that does not list it leaves a
        question.
    clock, since, until
        From the first of these days to before the second, of signature or delivery; the rule's clock, if not said.
    known_from, known_to
        When this was the text, as far as is known.
    fails_if
        Any of these.
    effect
        What failing costs, where it is no bar.
    expects
        Categories that no such product is without: if the bill lists none of one, and does not say that it is complete,
        the product's verdict is unknown.
    """

    text: str
    reaches: Reaches
    categories: tuple[Category, ...] = ()
    holds: tuple[Category, ...] = ()
    clock: Literal["signed", "delivered", ""] = ""
    since: Annotated[date | None, Written("from")] = None
    until: date | None = None
    known_from: date | None = None
    known_to: date | None = None
    fails_if: tuple[Condition, ...]
    effect: Effect | None = None
    expects: tuple[Category, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """To which purchases a rule applies.

    Parameters
    ----------
    buyers
        To these; to every buyer, if neither these nor ``funds`` is said.
    funds
        And to whoever spends this money.
    goods
        For these kinds of product; for every kind, if not said.
    when
        And only where all of these hold.
    """

    buyers: tuple[Buyer, ...] = ()
    funds: tuple[Funds, ...] = ()
    goods: tuple[Goods, ...] = ()
    when: tuple[Condition, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """What lifts a rule, and which paper shows it. What is not shown does not exempt.

    Parameters
    ----------
    text
        In words.
    when
        All of these must be known to hold.
    limbs
        Of these limbs only; of all, if not said.
    proof
        The document that shows it.
    clock, since, until
        When it may be used; the rule's clock, if not said.
    known_from, known_to
        When this was the text, as far as is known.
    """

    text: str
    when: tuple[Condition, ...]
    limbs: tuple[str, ...] = ()
    proof: str
    clock: Literal["signed", "delivered", ""] = ""
    since: Annotated[date | None, Written("from")] = None
    until: date | None = None
    known_from: date | None = None
    known_to: date | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Who may set the rule aside, and how.

    Parameters
    ----------
    who, how
        In words.
    """

    who: str
    how: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """What would turn a failing verdict.

    Parameters
    ----------
    action
        In words.
    changes
        Which fact it changes.
    """

    action: str
    changes: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.

    Parameters
    ----------
    title
        In a few words.
    jurisdiction
        Of the body that made it: ``US``, ``EU``, ``UA``, ``UK``.
    kind
        ``bar``: what fails may not be bought. ``evaluation`` and ``duty``: it costs more. ``advisory``: worth knowing.
        ``classification``: whether what is declared agrees with itself.
    citation
        Statute, regulation or notice.
    links
        Where it may be read.
    confidence
        How sure its text is here: ``P`` primary text read, ``S`` a secondary source, ``K`` common knowledge, unconfirmed.
    checked
        The day it was last compared with its sources.
    text
        What it says, for the reader of a verdict.
    applies
        To which purchases.
    clock
        Which day counts: that of signature or of delivery.
    since, until
        In force from the first of these days to before the second.
    known_from, known_to
        When this was known to be the text.
    countries
        Sets of countries, by name.
    limbs
        The ways to fail it, by name.
    exemptions
        What lifts it, by name.
    waiver
        Who may set it aside.
    cures
        What would turn a failing verdict.
    unsure
        What of it is read on common knowledge only, or is unsettled.
    evidence
        The weakest grade that a claim of origin should have; a verdict that rests on less says so.
    advisories
        Also looked at, and told without barring: limbs by name. Where it is not known whether one holds, that is told too.
    told
        Told beside a verdict, whatever it is, where they are known to hold: limbs by name. They change no verdict, so that a
        bill which is silent about them keeps its own.
    passes, fails, unknown
        A sample of each verdict, which the rule must give before it is loaded.
    """

    id: str
    title: str
    jurisdiction: str
    kind: Literal["bar", "evaluation", "duty", "advisory", "classification"]
    citation: tuple[str, ...]
    links: tuple[str, ...]
    confidence: Literal["P", "S", "K"]
    checked: date
    text: str
    applies: Applies
    clock: Literal["signed", "delivered"] = "signed"
    since: Annotated[date | None, Written("from")] = None
    until: date | None = None
    known_from: date | None = None
    known_to: date | None = None
    countries: Mapping[str, Group] = field(default_factory=dict[str, Group])
    limbs: Mapping[str, Limb]
    exemptions: Mapping[str, Exemption] = field(default_factory=dict[str, Exemption])
    waiver: Waiver | None = None
    cures: tuple[Cure, ...] = ()
    unsure: str = ""
    evidence: Grade = "self_declared"
    advisories: Mapping[str, Limb] = field(default_factory=dict[str, Limb])
    told: Mapping[str, Limb] = field(default_factory=dict[str, Limb])
    passes: Sample
    fails: Sample
    unknown: Sample
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def pack(self) -> str:
        """The folder its file stands in."""
        return self.place.file.rsplit("/", 2)[-2] if self.place.file.count("/") else ""

    @property
    def every_limb(self) -> Mapping[str, Limb]:
        """Limbs, advisories and what is told beside, by name."""
        return {**self.limbs, **self.advisories, **self.told}


def facts_asked(rule: Rule) -> tuple[str, ...]:
    """The names of the facts of a purchase that a rule asks for, sorted."""

    def of(condition: Condition) -> Iterator[str]:
        if condition.fact is not None and condition.fact.whose == "purchase":
            yield condition.fact.name
        for inner in (*condition.all, *condition.any, *condition.none):
            yield from of(inner)

    limbs = rule.every_limb.values()
    exemptions = (condition for one in rule.exemptions.values() for condition in one.when)
    conditions = (*rule.applies.when, *exemptions, *(condition for limb in limbs for condition in limb.fails_if))
    return tuple(sorted({name for condition in conditions for name in of(condition)}))


def lists_asked(rule: Rule) -> tuple[str, ...]:
    """The names of the lists that a rule asks for, sorted."""

    def of(condition: Condition) -> Iterator[str]:
        if condition.listed is not None:
            yield from condition.listed.lists
        for inner in (*condition.all, *condition.any, *condition.none):
            yield from of(inner)

    limbs = rule.every_limb.values()
    return tuple(sorted({name for limb in limbs for condition in limb.fails_if for name in of(condition)}))
