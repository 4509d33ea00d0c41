"""CycloneDX JSON, versions 1.4 to 1.7, to a bill: components to parts, organisations to parties. Services and the rest are not read.

An organisation's address is kept as a fact of the party and is never taken for origin: CycloneDX to 1.7 has no field of origin, and
says where a party sits, not where it makes. Origin comes from properties ``dronedeal:origin:<stage>`` alone (docs/reference/bills.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import PurePath
from typing import Any, cast

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Located, Place
from dronedeal.document.reader import nearest
from dronedeal.screening.bill import Alternative, Bill, Fact, Part, Share
from dronedeal.screening.bills.invalid import note_invalid
from dronedeal.screening.bills.json_bytes import json_of
from dronedeal.screening.bills.notebook import Notebook
from dronedeal.screening.bills.parties import Parties
from dronedeal.screening.bills.position import Pointer, References, places_of_pointers
from dronedeal.screening.bills.said import OURS, PART_WORDS, Reading, Said, is_goods
from dronedeal.screening.bills.schemas import VERSIONS, validator_of
from dronedeal.screening.bills.words import Wrong, fields_of, is_currency
from dronedeal.screening.vocabulary import GOODS, Goods

__all__ = ["BILL_WORDS", "DEEPEST", "MOST_PARTS", "read_cyclonedx"]

BILL_WORDS = ("goods", "seller", "synthetic", "name", "currency", "party:<word>")
"""What properties of ``metadata`` say of the whole bill, after ``dronedeal:``."""

DEEPEST = 100
"""Assemblies within each other, beyond which a bill is refused."""

_SMALL = 2_000_000
"""Bytes up to which parts without a reference are looked for in the text too, to give their places."""

_ALTERNATIVE_WORDS = ("alternative", "replaces", "ref", "lead", "once")
_MOST_DIGITS = 6

MOST_PARTS = 60_000
"""Parts of a bill: more take longer to screen than anybody waits."""

_LONGEST = 10_000
"""Characters of a part's name."""
_MORE = frozenset({"version", "author", "publisher", "authors"})
_NO_ADDRESS: dict[str, str] = {}
_NO_PEDIGREE: _Json = {}
_NONE: list[dict[str, Any]] = []

_Json = dict[str, Any]


def read_cyclonedx(data: bytes, name: str, book: Notebook) -> Bill | None:
    """Read a bill from the bytes of a file; nothing where a finding is an error."""
    document = json_of(data, name)
    if isinstance(document, Finding):
        book.take(document)
        return None
    if not _is_valid(document, data, book):
        return None
    return _Reader(cast("_Json", document), data, book).bill()


def _is_valid(document: object, data: bytes, book: Notebook) -> bool:
    """Whether it is CycloneDX of a version that is read, and keeps to its schema."""
    top = cast("_Json", document) if isinstance(document, dict) else {}
    said: object = top.get("specVersion")
    version = said if isinstance(said, str) else ""
    if version not in VERSIONS:
        start = next(iter(places_of_pointers(data, book.file, [("specVersion",)]).values()))
        if top.get("bomFormat") == "CycloneDX" or said is not None:
            message = f"CycloneDX {str(said)[:20]} is not read"
        elif "spdxVersion" in top or "@graph" in top:
            message = "this is SPDX, which has no field for who made a part where"
        else:
            message = "this is JSON, but no CycloneDX"
        book.note("B101", message, f"write CycloneDX JSON with specVersion {' or '.join(VERSIONS)}", place=start)
        return False
    validator = validator_of(version)
    try:
        if validator.is_valid(document):
            return True
        note_invalid(validator, document, data, version, book)
    except ValueError as error:  # the validator's own bound on depth
        book.note("B105", f"it cannot be held against its schema: {str(error)[:100]}", "write assemblies flatter")
    if book.sound:
        book.note("B101", "it does not keep to its schema", "validate it where it was written")
    return False


@dataclass(slots=True)
class _Line:
    """A component, which one it is inside of, and how to find it in the file."""

    component: _Json
    places: References
    inside: int
    step: tuple[str | int, ...]
    number: int = -1
    id: str = ""
    maker: str = ""
    supplier: str = ""

    @property
    def place(self) -> Place:
        """Where it stands, once it has an id."""
        return self.places.of(self.id)


@dataclass(slots=True)
class _Reader:
    """One document that keeps to its schema."""

    document: _Json
    data: bytes
    book: Notebook
    reading: Reading = field(init=False)
    parties: Parties = field(init=False)
    lines: list[_Line] = field(default_factory=list[_Line])
    places: References = field(init=False)
    pointed: dict[Pointer, Place] = field(default_factory=dict[Pointer, Place])
    met: dict[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])
    latest: dict[str, tuple[_Json, str]] = field(default_factory=dict[str, "tuple[_Json, str]"])
    made: dict[tuple[int, str], Share] = field(default_factory=dict[tuple[int, str], Share])
    whole: dict[str, str] = field(default_factory=dict[str, str])
    goods: Goods | None = None
    seller: str = ""
    synthetic: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        self.parties = Parties(self.book)
        self.reading = Reading(self.book, self.parties)
        self.places = References(self.data, self.book.file)

    def bill(self) -> Bill | None:
        """The bill, or nothing where a finding is an error."""
        metadata: _Json = self.document.get("metadata", {})
        said = _properties(metadata, ("metadata",)) + _properties(self.document, ())
        self._listed(metadata)
        if len(self.lines) > MOST_PARTS or max(len(line.component["name"]) for line in self.lines) > _LONGEST:
            message = f"a bill has at most {MOST_PARTS:,} parts, with names of at most {_LONGEST:,} characters"
            self.book.note("B105", message, "split the bill, or sum up what is alike")
            return None
        said += [one for one in _properties(self.lines[0].component, self.lines[0].step) if _is_of_the_whole(one[0])]
        self._point(pointer for name, _, pointer in said if name.startswith("dronedeal:party:"))
        for name, value, pointer in said:
            if name.startswith("dronedeal:party:"):
                self._party(name.removeprefix("dronedeal:party:"), value, pointer)
        self._name_parts()
        for name, value, pointer in said:
            if name.startswith(OURS) and not name.startswith("dronedeal:party:"):
                self._whole(name.removeprefix(OURS), value, pointer)
        self._organisations(metadata)
        if self.seller:
            self.seller = self.parties.named(self.seller, Place(self.book.file))
        parts = [self._part(line) for line in self.lines]
        alternatives = self._alternatives(parts)
        parties = self.parties.finished()
        if not self.book.sound:
            return None
        return Bill(
            name=self.name or parts[0].name, goods=self.goods, parts=tuple(parts), parties=parties, seller=self.seller,
            currency=self.reading.currency, complete=self._complete(parts[0].id), synthetic=self.synthetic,
            alternatives=alternatives, source=self.book.file, places=self.places,
        )  # fmt: skip

    # --- what stands where ---

    def _listed(self, metadata: _Json) -> None:
        """Every component in the order of the file, the product first."""
        product: _Json | None = metadata.get("component")
        if product is None:
            product = cast("_Json", {"name": PurePath(self.book.file).stem})
            self.lines.append(_Line(product, self.places, -1, ()))
            message = "it does not say what the whole is: metadata.component is missing; the file's name stands for it"
            self.book.note("B108", message, "add metadata.component", severity="note")
        else:
            self.lines.append(_Line(product, self.places, -1, ("metadata", "component")))
        self._nested(self.lines, 0, product.get("components", []), ("metadata", "component", "components"))
        self._nested(self.lines, 0, self.document.get("components", []), ("components",))

    def _nested(self, lines: list[_Line], inside: int, components: list[_Json], at: tuple[str | int, ...]) -> None:
        """Components within components, each before what is in it; without recursion."""
        stack: list[tuple[Iterator[tuple[int, _Json]], int, tuple[str | int, ...]]] = [
            (iter(enumerate(components)), inside, at)
        ]
        while stack:
            rest, parent, step = stack[-1]
            for number, component in rest:
                lines.append(_Line(component, self.places, parent, step, number))
                within: list[_Json] = component.get("components", _NONE)
                if within:
                    if len(stack) >= DEEPEST:
                        message = f"assemblies stand in each other more than {DEEPEST} deep"
                        place = self._at((*self._pointer(lines, len(lines) - 1), "components"))
                        self.book.note("B105", message, "write assemblies flatter", place=place)
                        continue
                    stack.append((iter(enumerate(within)), len(lines) - 1, ("components",)))
                    break
            else:
                stack.pop()

    def _pointer(self, lines: list[_Line], index: int) -> Pointer:
        """The pointer to a component: its step after that of the one it is in, unless it stands at the top."""
        line = lines[index]
        steps = [(*line.step, line.number) if line.number >= 0 else line.step]
        while line.inside > 0 and line.step == ("components",):
            line = lines[line.inside]
            steps.append((*line.step, line.number))
        return tuple(word for step in reversed(steps) for word in step)

    def _point(self, pointers: Iterable[Pointer]) -> None:
        """Find the places of many pointers in one pass over the file, unless it is large."""
        asked = list(pointers) if len(self.data) <= _SMALL else []
        if asked:
            self.pointed.update(places_of_pointers(self.data, self.book.file, asked))

    def _at(self, pointer: Pointer) -> Place:
        """The place of a pointer, in one pass over the file a finding; findings of a kind are bounded."""
        found = self.pointed.get(pointer)
        if found is None:
            found = self.pointed[pointer] = places_of_pointers(self.data, self.book.file, [pointer])[pointer]
        return found

    def _name_parts(self) -> None:
        """An id for every part: its reference, or its name; a reference that stands twice is a finding."""
        seen: dict[str, int] = {}
        unnamed: list[int] = []
        for index, line in enumerate(self.lines):
            ref = line.component.get("bom-ref", "")
            if not ref:
                unnamed.append(index)
                continue
            line.id = ref
            if ref in seen:
                if not self.book.is_full("B103"):
                    first, again = (
                        self._at((*self._pointer(self.lines, one), "bom-ref")) for one in (seen[ref], index)
                    )
                    message = f"the reference {ref[:60]} stands here a second time"
                    self.book.note(
                        "B103", message, "give each part a bom-ref of its own", place=again, related=(first,)
                    )
                else:
                    self.book.count["B103", "error"] += 1
            else:
                seen[ref] = index
        taken: dict[str, int] = {}
        for index in unnamed:
            line = self.lines[index]
            base = line.component["name"] or "part"
            line.id = base
            while line.id in seen:
                taken[base] = taken.get(base, 1) + 1
                line.id = f"{base} {taken[base]}"
            seen[line.id] = index
        if unnamed and len(self.data) <= _SMALL:
            self.places.add({self._pointer(self.lines, index): self.lines[index].id for index in unnamed})

    # --- who ---

    def _party(self, word: str, value: str, pointer: Pointer) -> None:
        place = self._at(pointer) if len(self.data) <= _SMALL else Place(self.book.file)
        try:
            self.parties.said(word, fields_of(value), place)
        except Wrong as wrong:
            self.book.note("B102", str(wrong), wrong.mend, place=self._at(pointer))

    def _organisations(self, metadata: _Json) -> None:
        """Makers, suppliers and authors, before shares speak of them; they mostly repeat."""
        latest, unmet = self.latest, (None, "")
        for line in self.lines:
            component = line.component
            if "manufacturer" in component:
                entity = component["manufacturer"]
                known, id_ = latest.get(entity.get("name", ""), unmet)
                line.maker = id_ if known == entity else self._organisation(entity, line)
            if "supplier" in component:
                entity = component["supplier"]
                known, id_ = latest.get(entity.get("name", ""), unmet)
                line.supplier = id_ if known == entity else self._organisation(entity, line)
            if "authors" in component:
                for author in component["authors"]:
                    self._organisation(author, line)
        product = self.lines[0]
        if "manufacture" in metadata and not product.maker:
            product.maker = self._organisation(metadata["manufacture"], product)
        if "supplier" in metadata and not self.seller:
            self.seller = self._organisation(metadata["supplier"], product)

    def _organisation(self, entity: _Json, line: _Line) -> str:
        name, ref, address = entity.get("name", ""), entity.get("bom-ref", ""), entity.get("address", _NO_ADDRESS)
        key = (ref, name, *address, *address.values())
        found = self.met.get(key)
        if found is None:
            lines = (address.get("country", ""), *(str(address[key]) for key in sorted(address) if key not in {"country", "bom-ref"}))  # fmt: skip
            found = self.parties.organisation(ref, name, lines, line)
            self.met[key] = found
        self.latest[name] = (entity, found)
        return found

    # --- what is said ---

    def _whole(self, word: str, value: str, pointer: Pointer) -> None:
        """A property of the whole bill."""
        before = self.whole.setdefault(word, value)
        if before != value and word in BILL_WORDS:
            self.book.once(before, value, f"{word} of the bill", self._at(pointer))
        match word:
            case "goods" if is_goods(value):
                self.goods = value
            case "goods":
                self.reading.unknown("kind of goods", value, GOODS, self._at(pointer))
            case "seller":
                self.seller = value
            case "synthetic":
                self.synthetic = value
            case "name":
                self.name = value
            case "currency" if is_currency(value):
                self.reading.currency = value
            case "currency":
                message = f"the currency of the bill is {value[:40]!r}"
                self.book.note("B102", message, "write its three letters: USD", place=self._at(pointer))
            case _:
                self._unknown(word, BILL_WORDS, pointer)

    def _unknown(self, word: str, words: tuple[str, ...], pointer: Pointer) -> None:
        if self.book.is_full("B104", "warning"):
            self.book.count["B104", "warning"] += 1
            return
        message = f"nothing is known as dronedeal:{word[:60]}{nearest(word[:60], words)}; it is left out"
        mend = f"one of: {', '.join(words)}"
        self.book.note("B104", message, mend, place=self._at(pointer), severity="warning")

    def _part(self, line: _Line) -> Part:
        """One part, of its component and its properties."""
        component = line.component
        said = Said()
        if "properties" in component:
            for word in self.reading.take_all(said, component["properties"], line):
                if word not in _ALTERNATIVE_WORDS:
                    self._stray(line, word)
        said.supplier = said.supplier or line.supplier
        if line.maker:
            self._made(said, line.maker)
        if not said.categories and component.get("type") == "firmware":
            said.categories = ("firmware",)
        if not _MORE.isdisjoint(component):
            self._more(said, component)
        inside = self.lines[line.inside].id if line.inside >= 0 else ""
        return said.part(id=line.id, inside=inside, name=component["name"])

    def _stray(self, line: _Line, word: str) -> None:
        """A property of ours that says nothing of a part: of the product it may be one of the whole bill."""
        if line is self.lines[0] and _is_of_the_whole(OURS + word):
            return
        if self.book.is_full("B104", "warning"):
            self.book.count["B104", "warning"] += 1
            return
        message = f"nothing is known as dronedeal:{word[:60]}{nearest(word[:60], PART_WORDS)}; it is left out"
        self.book.note("B104", message, f"one of: {', '.join(PART_WORDS)}", place=line, severity="warning")

    def _made(self, said: Said, maker: str) -> None:
        """Who made it: the performer of manufacture, where no property says it better. Where is not said thereby."""
        shares = said.origin.get("manufactured")
        one = shares[0] if shares else Share(grade="self_declared")
        if shares and (len(shares) > 1 or one.performer):
            return
        key = (id(one) if shares else 0, maker)  # a share lives as long as the reading that keeps it
        made = self.made.get(key)
        if made is None:
            made = self.made[key] = replace(one, performer=maker)
        said.origin["manufactured"] = (made,)

    def _more(self, said: Said, component: _Json) -> None:
        """What else a component says that a rule may ask for."""
        for key in ("version", "author", "publisher"):
            value = component.get(key)
            if value:
                said.facts.setdefault(key, Fact(value=value))
        authors = component.get("authors")
        if authors:
            said.facts.setdefault("author", Fact(value=", ".join(one.get("name", "") for one in authors)))

    def _complete(self, product: str) -> bool | None:
        """Whether every part is listed: all of the product's, as ``compositions`` say; one that is incomplete undoes it."""
        found: bool | None = None
        for one in self.document.get("compositions", ()):
            aggregate = one["aggregate"]
            assemblies = one.get("assemblies", ())
            if aggregate.startswith("incomplete") and (assemblies or "dependencies" not in one):
                return False
            if aggregate == "complete" and (product in assemblies or not (assemblies or "dependencies" in one)):
                found = True
        return found

    # --- alternatives ---

    def _alternatives(self, parts: list[Part]) -> tuple[Alternative, ...]:
        """Variants in pedigrees that say they are alternatives, in the order of the file."""
        known = {part.id: part for part in parts}
        found: dict[str, Alternative] = {}
        self._point(
            (*self._pointer(self.lines, index), "pedigree", "variants", number)
            for index, line in enumerate(self.lines)
            for number in range(len(line.component.get("pedigree", _NO_PEDIGREE).get("variants", ())))
        )
        for index, line in enumerate(self.lines):
            pedigree = line.component.get("pedigree")
            if not pedigree:
                continue
            for number, variant in enumerate(pedigree.get("variants", ())):
                words, twice = _ours(variant)
                if "alternative" not in words:
                    continue
                pointer = (*self._pointer(self.lines, index), "pedigree", "variants", number)
                place = self._at(pointer) if len(self.data) <= _SMALL else line
                replaces = words.get("replaces", line.id)
                if replaces not in known or words["alternative"] in found or not words["alternative"]:
                    message = (
                        f"the alternative {words['alternative'][:60]} has no id of its own"
                        if replaces in known
                        else f"{replaces[:60]}, which an alternative replaces, is no part of the bill"
                    )
                    self.book.note("B103", message, "name a part by its bom-ref", place=self._at(pointer))
                    continue
                if twice:
                    message = (
                        f"the {twice} of the alternative {words['alternative'][:60]} stands here twice, and otherwise"
                    )
                    self.book.note("B103", message, "keep the one that holds", place=place)
                found[words["alternative"]] = self._alternative(variant, words, known[replaces], place)
        return tuple(found.values())

    def _alternative(self, variant: _Json, words: dict[str, str], replaced: Part, place: Located) -> Alternative:
        lines = [_Line(variant, self.places, -1, (), id=replaced.id)]
        self._nested(lines, 0, variant.get("components", []), ("components",))
        seen = {replaced.id}
        for line in lines[1:]:
            line.id = base = (
                _ours(line.component)[0].get("ref") or line.component.get("bom-ref") or line.component["name"]
            )
            number = 1
            while line.id in seen:
                number += 1
                line.id = f"{base} {number}"
            seen.add(line.id)
        kept, self.lines = self.lines, lines
        self._organisations({})
        parts = [self._part(line) for line in lines]
        self.lines = kept
        lead, once = words.get("lead", "0"), Decimal(0)
        if not (lead.isdecimal() and len(lead) <= _MOST_DIGITS):
            message = f"the lead of an alternative is {lead[:40]!r}, which is no whole number of days"
            self.book.note("B102", message, "write whole days", place=place)
            lead = "0"
        try:
            once = self.reading.cost(words["once"], place) if "once" in words else once
        except Wrong as wrong:
            self.book.note("B102", str(wrong), wrong.mend, place=place)
        first = parts[0]
        part = Part(
            id=replaced.id, inside=replaced.inside, name=first.name, number=first.number, categories=first.categories,
            quantity=first.quantity, cost=first.cost, origin=first.origin, supplier=first.supplier, facts=first.facts,
        )  # fmt: skip
        return Alternative(
            id=words["alternative"],
            replaces=replaced.id,
            part=part,
            within=tuple(parts[1:]),
            lead=int(lead),
            once=once,
        )


def _is_of_the_whole(name: str) -> bool:
    """Whether a property of the product says something of the whole bill."""
    return name.startswith("dronedeal:party:") or name.removeprefix(OURS) in BILL_WORDS


def _properties(table: _Json, at: Pointer) -> list[tuple[str, str, Pointer]]:
    """Names and values of properties, with pointers to them."""
    return [
        (one["name"], one.get("value", ""), (*at, "properties", number))
        for number, one in enumerate(table.get("properties", ()))
    ]


def _ours(component: _Json) -> tuple[dict[str, str], str]:
    """Our properties of a component by word, and a word of alternatives that stands twice and says two things, if there is one."""
    words: dict[str, str] = {}
    twice = ""
    for one in component.get("properties", ()):
        if one["name"].startswith(OURS):
            word, value = one["name"][len(OURS) :], one.get("value", "")
            if words.setdefault(word, value) != value and word in _ALTERNATIVE_WORDS:
                twice = word
    return words, twice
