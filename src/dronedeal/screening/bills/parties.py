"""Parties while a bill is read: one for each organisation, however often it is named. Not who they are in the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dronedeal.deal.place import NOWHERE, Located
from dronedeal.document.reader import nearest
from dronedeal.screening.bill import Fact, Owner, Party
from dronedeal.screening.bills.countries import country_of
from dronedeal.screening.bills.notebook import Notebook
from dronedeal.screening.bills.words import Wrong, fact_of, share_of, written_share

__all__ = ["IDENTIFIERS", "PARTY_WORDS", "Gathered", "Parties", "party_words"]

IDENTIFIERS = ("lei", "cage", "uscc", "duns")
"""Schemes of identifiers that are said by their own name; others as ``identifier:<scheme>``."""

PARTY_WORDS = ("name", "alias", "domicile", "owner", "owners", *IDENTIFIERS)
"""What may be said of a party, beside identifiers of other schemes and facts."""

_FLAGS: Mapping[str, bool | None] = {"yes": True, "no": False, "": None, "unknown": None}


def party_words(party: Party) -> list[tuple[str, tuple[str, ...]]]:
    """What is said of a party, as ``Parties.said`` reads it: the word, and the fields after the party's id. The name always."""
    said: list[tuple[str, tuple[str, ...]]] = [("name", (party.name,)), *(("alias", (name,)) for name in party.names)]
    if party.domicile:
        said.append(("domicile", (party.domicile,)))
    said += [
        (scheme if scheme in IDENTIFIERS else f"identifier:{scheme}", (party.identifiers[scheme],))
        for scheme in sorted(party.identifiers)
    ]
    if party.owners is not None and not party.owners:
        said.append(("owners", ("none",)))
    for owner in party.owners or ():
        share = "" if owner.share is None else written_share(owner.share)
        said.append(("owner", (owner.party, share, {True: "yes", False: "no", None: ""}[owner.control])))
    for name in sorted(party.facts):
        fact = party.facts[name]
        said.append((f"fact:{name}", (fact.value, fact.document, "" if fact.on is None else fact.on.isoformat())))
    return said


@dataclass(slots=True)
class Gathered:
    """What is known of one party so far."""

    id: str
    place: Located = NOWHERE
    name: str = ""
    names: list[str] = field(default_factory=list[str])
    identifiers: dict[str, str] = field(default_factory=dict[str, str])
    domicile: str = ""
    owners: list[Owner] | None = None
    facts: dict[str, Fact] = field(default_factory=dict[str, Fact])

    def party(self) -> Party:
        """The noun."""
        return Party(
            id=self.id,
            name=self.name,
            names=tuple(self.names),
            identifiers=self.identifiers,
            domicile=self.domicile,
            owners=None if self.owners is None else tuple(self.owners),
            facts=self.facts,
        )


@dataclass(slots=True)
class Parties:
    """The parties of one reading, by id, and the names they are found by."""

    book: Notebook
    by_id: dict[str, Gathered] = field(default_factory=dict[str, Gathered])
    _by_name: dict[str, str] = field(default_factory=dict[str, str])
    _shared: dict[str, str] = field(default_factory=dict[str, str])
    _by_address: dict[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])

    def said(self, word: str, fields: list[str], place: Located) -> None:
        """Take in what a bill says of a party: the word after ``party:``, then the party's id and the value's fields.

        Raises
        ------
        Wrong
            It cannot be read; nothing was taken in.
        """
        if not fields[0]:
            raise Wrong("it names no party", "begin the value with the party's id: acme;ACME Ltd")
        party = self.by_id.setdefault(fields[0], Gathered(fields[0], place))
        value = fields[1] if len(fields) > 1 else ""
        about = f"{word} of {fields[0][:60]}"
        scheme, _, rest = word.partition(":")
        if scheme == "fact" and rest:
            fact = fact_of(fields[1:] or [""], about)
            self.book.once(party.facts.get(rest, fact), fact, about, place)
            party.facts[rest] = fact
        elif scheme == "identifier" and rest:
            self.book.once(party.identifiers.get(rest), value, about, place)
            party.identifiers[rest] = value
        elif word == "name":
            self.book.once(party.name, value, about, place)
            party.name = value
            if self._by_name.setdefault(value, party.id) != party.id:
                self._shared[value] = party.id
        elif word == "alias":
            party.names.append(value)
        elif word == "domicile":
            country = self.country(value, about, place)
            self.book.once(party.domicile, country, about, place)
            party.domicile = country
        elif word in IDENTIFIERS:
            self.book.once(party.identifiers.get(word), value, about, place)
            party.identifiers[word] = value
        elif word == "owners":
            if value not in {"none", ""}:
                raise Wrong(f"{about} is {value[:40]!r}", "write none where nobody owns ten per cent or decides")
            self.book.once(bool(party.owners) or None, False, f"owners of {party.id[:60]}", place)
            party.owners = party.owners or []
        elif word == "owner":
            self._owner(party, fields, about, place)
        else:
            self.book.note(
                "B104",
                f"nothing is known as dronedeal:party:{word[:60]}{nearest(word, PARTY_WORDS)}",
                f"one of: {', '.join(PARTY_WORDS)}, identifier:<scheme>, fact:<name>",
                place=place,
                severity="warning",
            )

    def _owner(self, party: Gathered, fields: list[str], about: str, place: Located) -> None:
        owner, share, control = (*fields[1:], "", "", "")[:3]
        if not owner or control not in _FLAGS:
            raise Wrong(f"{about} is not written as an owner", "write party;owner;percent;yes or no for control")
        of: Decimal | None = share_of(share, f"the share of {about}") if share else None
        self.book.once(None if party.owners is None else bool(party.owners), True, f"owners of {party.id[:60]}", place)
        party.owners = [*(party.owners or []), Owner(party=owner, share=of, control=_FLAGS[control])]

    def country(self, text: str, about: str, place: Located) -> str:
        """A country, or empty with a warning where nobody knows it."""
        found = country_of(text)
        if found is None:
            self.book.note(
                "B104",
                f"{about} is {text[:40]!r}, which is no country",
                "write its two letters, as in ISO 3166-1",
                place=place,
                severity="warning",
            )
        return found or ""

    def organisation(self, ref: str, name: str, address: tuple[str, ...], place: Located) -> str:
        """The id of an organisation of the file: by its reference, else by its name and address; empty if it has neither.

        Parameters
        ----------
        address
            The country first. It is kept as the fact ``address_country``, and says neither origin nor domicile.
        """
        known = self._by_address.get((ref, name, *address))
        if known is not None:
            return known
        found = ref or self._of_name(name, place)
        if (
            found
            and not ref
            and self.by_id[found].facts.get("address_country", Fact(value=address[0])).value != address[0]
        ):
            found = ""
        if not found:
            if not name:
                return ""
            found, number = name, 1
            while found in self.by_id:
                number += 1
                found = f"{name} {number}"
        party = self.by_id.setdefault(found, Gathered(found, place))
        party.name = party.name or name
        if name and name not in {party.name, *party.names}:
            party.names.append(name)
        if address[0]:
            party.facts.setdefault("address_country", Fact(value=address[0]))
        self._by_name.setdefault(name, found)
        self._by_address[ref, name, *address] = found
        return found

    def _of_name(self, name: str, place: Located) -> str:
        """The id of the party of a legal name, empty if there is none; a finding where the bill says two of that name."""
        found = self._by_name.get(name, "")
        if name in self._shared:
            message = f"{name[:60]} is the name of two parties, {found[:60]} and {self._shared[name][:60]}"
            self.book.note("B103", message, "say which, by its id", place=place)
        return found

    def named(self, word: str, place: Located) -> str:
        """The id of a party that is spoken of by id or by legal name; a new one, with a warning, if there is none."""
        if not word or word in self.by_id:
            return word
        found = self._of_name(word, place)
        if not found:
            self.book.note(
                "B103",
                f"{word[:60]} is no party of the bill{nearest(word, list(self.by_id)[:500])}; it is taken for a name",
                "say who it is: dronedeal:party:name",
                place=place,
                severity="warning",
            )
            self.by_id[word] = Gathered(word, place, name=word)
            self._by_name[word] = word
            return word
        return found

    def stated(self, id_: str, place: Located) -> None:
        """Know a party of which a sheet has a row."""
        self.by_id.setdefault(id_, Gathered(id_, place))

    def named_by_id(self) -> None:
        """Give parties of which a sheet has a row, and says no name, that by which it speaks of them."""
        for party in self.by_id.values():
            party.name = party.name or party.id
            self._by_name.setdefault(party.name, party.id)

    def quietly(self, word: str, place: Located) -> str:
        """The id of a party named in a sheet by its id or its legal name: of one that has no row the name itself."""
        if word and word not in self.by_id:
            if found := self._of_name(word, place):
                return found
            self.by_id[word] = Gathered(word, place, name=word)
            self._by_name.setdefault(word, word)
        return word

    def finished(self) -> dict[str, Party]:
        """Every party; owners that are no parties of the bill are added with a warning."""
        for party in tuple(self.by_id.values()):
            if party.owners:
                party.owners = [Owner(party=self.named(one.party, party.place), share=one.share, control=one.control) for one in party.owners]  # fmt: skip
                if sum((one.share or Decimal(0) for one in party.owners), Decimal(0)) > 1:
                    message = f"the owners of {party.id[:60]} hold more than the whole of it"
                    self.book.note("B102", message, "write shares that add up to 100 at most", place=party.place)
        return {one.id: one.party() for one in self.by_id.values()}
