"""What properties say of one part: origin, categories, quantity, cost, supplier, facts. Not which part it is, nor in which file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeGuard

from dronedeal.deal.place import Located
from dronedeal.document.reader import nearest
from dronedeal.screening.bill import Fact, Part, Share
from dronedeal.screening.bills.notebook import Notebook
from dronedeal.screening.bills.parties import Parties
from dronedeal.screening.bills.words import (
    Wrong,
    fact_of,
    fields_of,
    is_currency,
    money_of,
    number_of,
    share_of,
    written_share,
)
from dronedeal.screening.vocabulary import CATEGORIES, GOODS, GRADES, STAGES, Category, Goods, Grade, Stage

__all__ = [
    "OURS",
    "PART_WORDS",
    "QUANTITY",
    "Reading",
    "Said",
    "is_category",
    "is_goods",
    "is_grade",
    "is_stage",
    "shares_of",
]

OURS = "dronedeal:"
"""What the names of our properties begin with."""

QUANTITY = "cdx:device:quantity"
"""The registered name of a device's quantity, in CycloneDX' property taxonomy; ours, ``dronedeal:quantity``, goes before it."""

PART_WORDS = ("origin:<stage>", "category", "quantity", "cost", "number", "supplier", "fact:<name>")
"""What properties say of a part, after ``dronedeal:``."""

_OF_ORIGIN: dict[str, Stage] = {f"origin:{stage}": stage for stage in STAGES}
_CATEGORIES: dict[str, tuple[Category, ...]] = {one: (one,) for one in CATEGORIES}
_STAGES, _GRADES = frozenset(STAGES), frozenset(GRADES)
_SHARE_FIELDS = 5


def _word_of(name: str) -> str:
    """The word of a property of ours, after the prefix; the whole name of the registered one, or of a slip for ours; empty of all others."""
    if name.startswith(OURS):
        return name.removeprefix(OURS)
    return name if name == QUANTITY or name.lower().startswith(OURS) else ""


def is_category(word: str) -> TypeGuard[Category]:
    """Whether a word is a category."""
    return word in _CATEGORIES


def is_goods(word: str) -> TypeGuard[Goods]:
    """Whether a word is a kind of goods."""
    return word in GOODS


def is_stage(word: str) -> TypeGuard[Stage]:
    """Whether a word is a stage of production."""
    return word in _STAGES


def is_grade(word: str) -> TypeGuard[Grade]:
    """Whether a word is a grade of evidence."""
    return word in _GRADES


@dataclass(slots=True)
class Said:
    """What one part's properties said."""

    number: str = ""
    categories: tuple[Category, ...] = ()
    quantity: Decimal | None = None
    cost: Decimal | None = None
    origin: dict[Stage, tuple[Share, ...]] = field(default_factory=dict)
    supplier: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)

    def part(self, *, id: str, inside: str, name: str) -> Part:  # noqa: A002 - the noun's own word
        """The noun."""
        return Part(
            id=id, inside=inside, name=name, number=self.number, categories=self.categories, quantity=self.quantity,
            cost=self.cost, origin=self.origin, supplier=self.supplier, facts=self.facts,
        )  # fmt: skip


@dataclass(slots=True)
class Reading:
    """What the reading of one file keeps: findings, parties, the currency, and values already read, which repeat."""

    book: Notebook
    parties: Parties
    currency: str = ""
    _shares: dict[str, tuple[Share, ...]] = field(default_factory=dict[str, "tuple[Share, ...]"])
    _numbers: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    _costs: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    _words: dict[str, str] = field(default_factory=dict[str, str])

    def take_all(self, said: Said, properties: list[dict[str, str]], line: Located) -> list[str]:
        """Take in the properties of a part that are ours, and its quantity; returns the words that nothing is known by.

        What ``take`` does, with a shorter way for what is said for the first time of a part in words that were read before.
        """
        stray: list[str] = []
        registered = ""
        words, shares, numbers, costs, origin = self._words, self._shares, self._numbers, self._costs, said.origin
        for one in properties:
            name = one["name"]
            word = words.get(name)
            if word is None:
                word = words[name] = _word_of(name)
            if not word:
                continue
            value = one.get("value", "")
            if word in _OF_ORIGIN:
                stage = _OF_ORIGIN[word]
                if value in shares and stage not in origin:
                    origin[stage] = shares[value]
                    continue
            elif word == "cost":
                if value in costs and said.cost is None:
                    said.cost = costs[value]
                    continue
            elif word == "category":
                if value in _CATEGORIES and not said.categories:
                    said.categories = _CATEGORIES[value]
                    continue
            elif word == QUANTITY:
                if registered and value and value != registered:
                    self.book.once(registered, value, "quantity", line)
                registered = registered or value
                continue
            if word == "quantity" and said.quantity is None and value in numbers:
                said.quantity = numbers[value]
                continue
            if not self.take(said, word, value, line):
                stray.append(word)
        if registered and said.quantity is None:
            if registered in numbers:
                said.quantity = numbers[registered]
            else:
                self.take(said, "quantity", registered, line)
        return stray

    def take(self, said: Said, word: str, value: str, place: Located) -> bool:
        """Take in one property of a part, the word after ``dronedeal:`` and its value; False if nothing is known by the word.

        What cannot be read is a finding, and is left out.
        """
        try:
            if word == "category":
                self.category(said, value, place)
            elif word == "quantity":
                quantity, said.quantity = said.quantity, self.number(value, "the quantity")
                self.book.once(quantity, said.quantity, word, place)
            elif word == "cost":
                cost, said.cost = said.cost, self.cost(value, place)
                self.book.once(cost, said.cost, word, place)
            elif word.startswith("origin:"):
                self._origin(said, word[7:], value, place)
            elif word.startswith("fact:") and len(word) > len("fact:"):
                self.fact(said, word[5:], value, word, place)
            elif word == "number":
                self.book.once(said.number, value, word, place)
                said.number = value
            elif word == "supplier":
                before, said.supplier = said.supplier, self.parties.named(value, place)
                self.book.once(before, said.supplier, word, place)
            else:
                return False
        except Wrong as wrong:
            self.book.note("B102", str(wrong), wrong.mend, place=place)
        return True

    def number(self, text: str, what: str) -> Decimal:
        """A number, from those already read if it is among them."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = number_of(text, what)
        return found

    def cost(self, text: str, place: Located, currency: str = "") -> Decimal:
        """An amount in the bill's one currency.

        Raises
        ------
        Wrong
            It is none, has no currency, or another one than the amounts before it.
        """
        known = self._costs.get(text)
        if known is not None and not currency:
            return known
        amount, said = money_of(text, "the cost")
        if said and currency and said != currency:
            raise Wrong(f"the cost is in {said}, and the row's currency is {currency[:40]}", "keep the one that holds")
        if currency and not is_currency(currency):
            raise Wrong(f"the currency of {text[:40]} is {currency[:40]!r}", "write its three letters: USD")
        said = said or currency or self.currency
        if not said:
            raise Wrong(f"a cost of {text[:40]} has no currency", "write an amount and its currency: 12.50 USD")
        if self.currency and said != self.currency:
            message = f"a cost is in {said}, others in {self.currency}"
            self.book.note("B102", message, "keep one currency a bill", place=place)
        self.currency = self.currency or said
        if not currency:
            self._costs[text] = amount
        return amount

    def category(self, said: Said, word: str, place: Located) -> None:
        """One category of a part; a warning where it is none."""
        if not is_category(word):
            self.unknown("category", word, CATEGORIES, place)
        elif word not in said.categories:
            said.categories = (*said.categories, word)

    def fact(self, said: Said, name: str, value: str, about: str, place: Located) -> None:
        """One fact of a part; a finding where it was said before, and otherwise.

        Raises
        ------
        Wrong
            It cannot be read.
        """
        fact = fact_of(fields_of(value), about)
        self.book.once(said.facts.get(name), fact, about, place)
        said.facts[name] = fact

    def _origin(self, said: Said, stage: str, value: str, place: Located) -> None:
        if not is_stage(stage):
            self.unknown("stage", stage, STAGES, place)
            return
        if value not in self._shares:
            self._shares[value] = (self._share(stage, value, place),)
        self.add(said, stage, self._shares[value], place)

    def add(self, said: Said, stage: Stage, shares: tuple[Share, ...], place: Located) -> None:
        """More shares of a stage; a finding where they come to more than the whole."""
        before = said.origin.get(stage)
        if before is None:
            said.origin[stage] = shares
            return
        after = (*before, *shares)
        total = sum((one.share for one in after), Decimal(0))
        if total > 1:
            message = f"the shares of {stage} come to {written_share(total)} %, more than the whole"
            self.book.note("B102", message, "write shares that add up to 100 at most", place=place)
        said.origin[stage] = after

    def _share(self, stage: Stage, value: str, place: Located) -> Share:
        fields = fields_of(value)
        if len(fields) > _SHARE_FIELDS:
            message = f"the origin of {stage} has {len(fields)} fields"
            raise Wrong(message, "write country;percent;grade;performer;document, and \\; for a semicolon within")
        country, percent, grade, performer, document = (*fields, "", "", "", "")[:_SHARE_FIELDS]
        return Share(
            country=self.parties.country(country, f"the origin of {stage}", place),
            share=share_of(percent, f"the share of {stage}") if percent else Decimal(1),
            performer=self.parties.named(performer, place),
            grade=self.grade(grade, place),
            document=document,
        )

    def grade(self, word: str, place: Located) -> Grade:
        """A grade of evidence; none, with a warning, where it is no grade."""
        if not word:
            return "none"
        if is_grade(word):
            return word
        self.unknown("grade of evidence", word, GRADES, place)
        return "none"

    def unknown(self, what: str, word: str, words: tuple[str, ...], place: Located) -> None:
        """Warn of a word that is on no list; it is left out."""
        if self.book.is_full("B104", "warning"):
            self.book.count["B104", "warning"] += 1
            return
        self.book.note(
            "B104",
            f"{word[:60]!r} is no {what}{nearest(word[:60], words)}; it is left out",
            f"one of: {', '.join(words)}",
            place=place,
            severity="warning",
        )


def shares_of(origin: Mapping[Stage, tuple[Share, ...]]) -> list[tuple[Stage, Share]]:
    """Every share of a part, by stage in the order of the vocabulary."""
    return [(stage, share) for stage in STAGES for share in origin.get(stage, ())]
