"""Lists of entities with two clocks, and whether a party stands on one or belongs to who does. Not where lists are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from dronedeal.screening.bill import Owner, Party
from dronedeal.screening.kleene import Answer, any_of, no, unknown, yes

__all__ = ["Entry", "Listing", "Lists", "Match", "Ownership", "within"]

_DECIDES = Decimal("0.5")
"""The share from which an owner is presumed to decide: an assumption, as no text gives one."""

_DEEPEST = 20
"""Owners of owners that are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entity on one list.

    Parameters
    ----------
    id
        Unique over all lists held.
    list
        The list's name.
    name, names
        As listed, and aliases.
    identifiers
        By scheme.
    country
        ISO 3166-1 alpha-2, or empty.
    valid_from, valid_to
        On the list from the first of these days to before the second.
    known_from, known_to
        When this was what the list was known to say.
    basis, link
        Why it is listed, and where that may be read.
    """

    id: str
    list: str
    name: str
    names: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict[str, str])
    country: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    known_from: date | None = None
    known_to: date | None = None
    basis: str = ""
    link: str = ""

    def stands(self, day: date, as_of: date | None) -> bool:
        """Whether it stands on the list on a day, by what was known on another."""
        return within(day, self.valid_from, self.valid_to) and (
            self.known_to is None if as_of is None else within(as_of, self.known_from, self.known_to)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An edition of a list that is held.

    Parameters
    ----------
    list
        Its name.
    valid_from
        From when it is in force.
    known_from
        From when it was known.
    source
        Where it was taken from.
    """

    list: str
    valid_from: date | None = None
    known_from: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How a party's name meets an entry.

    Parameters
    ----------
    entry
        The entry.
    kind
        ``exact``: the same name or identifier. ``review``: alike, for a person to look at; never a verdict.
    score
        From 0 to 1.
    name, alias
        The party's name and the entry's that met.
    tokens
        The words they share.
    """

    entry: Entry
    kind: Literal["exact", "review"]
    score: float
    name: str
    alias: str
    tokens: tuple[str, ...] = ()


def within(day: date, start: date | None, end: date | None) -> bool:
    """Whether a day lies from a start to before an end; what is not said does not bound."""
    return (start is None or day >= start) and (end is None or day < end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists that are held, and how the parties of a bill meet their entries.

    Parameters
    ----------
    held
        Editions, by list.
    matches
        Of each party, by its id: entries met.
    """

    held: Mapping[str, tuple[Listing, ...]]
    matches: Mapping[str, tuple[Match, ...]] = field(default_factory=dict[str, tuple[Match, ...]])

    def named(self, party: Party, name: str, day: date, as_of: date | None) -> Answer:
        """Whether a party stands on a list itself."""
        editions = self.held.get(name, ())
        if not any(edition.known_from is None or as_of is None or edition.known_from <= as_of for edition in editions):
            return unknown(
                f"the list {name}{'' if as_of is None else f' as known on {as_of}'}, which is not held: import it"
            )
        if not any(party.all_names) and not party.identifiers:
            return unknown(f"a name of {party.id}")
        doubtful: list[Answer] = []
        for match in self.matches.get(party.id, ()):
            if match.entry.list != name or not match.entry.stands(day, as_of):
                continue
            if match.kind == "exact":
                return yes(f"{match.name} is {match.alias} on {name}")
            tokens = f" ({', '.join(match.tokens)})" if match.tokens else ""
            doubtful.append(
                unknown(
                    f"whether {match.name} is {match.alias} of {name}",
                    because=f"review: {match.name} is like {match.alias}{tokens}, score {match.score:.2f}",
                )
            )
        return any_of(doubtful) if doubtful else no(f"{party.name or party.id} is not on {name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Who owns whom among the parties of a bill.

    Parameters
    ----------
    parties
        By id.
    lists
        The lists that are held.
    """

    parties: Mapping[str, Party]
    lists: Lists

    def belongs(self, party: Party, lists: Iterable[str], by: str, day: date, as_of: date | None) -> Answer:
        """Whether a party is listed, or is controlled by one who is.

        Parameters
        ----------
        by
            ``name`` asks for the party only. ``control`` and ``affiliate`` follow its owners: one who decides, or holds half
            or more, controls; of less it is not known, unless the bill says who decides. Nor is it where the owners named
            hold less than half between them.

        Notes
        -----
        Control of a listed entity is read as power to decide, 31 CFR 800.208; the presumption from a half is ours.
        """
        names = tuple(lists)

        def named(one: Party) -> Answer:
            return any_of(self.lists.named(one, name, day, as_of) for name in names)

        own = named(party)
        return own if by == "name" or own.value else any_of([own, self.above(party, named)])

    def above(self, party: Party, ask: Callable[[Party], Answer], seen: tuple[str, ...] = ()) -> Answer:
        """Whether a question is answered with yes by someone who controls a party, at any remove.

        Parameters
        ----------
        ask
            The question.
        seen
            Parties on the way here, so that circles of owners end.
        """
        called = party.name or party.id
        if party.owners is None:
            return unknown(f"who owns {called}")
        answers = [self._owner(party, owner, ask, (*seen, party.id)) for owner in party.owners]
        named = sum((owner.share or Decimal(0) for owner in party.owners), Decimal(0))
        if party.owners and named < _DECIDES and not any(owner.control for owner in party.owners):
            answers.append(unknown(f"who holds the rest of {called}"))
        return any_of(answers) if answers else no(f"nobody controls {called}")

    def _owner(self, party: Party, owner: Owner, ask: Callable[[Party], Answer], seen: tuple[str, ...]) -> Answer:
        """Whether one owner controls a party and answers yes, or is controlled by one who does."""
        if owner.control is False or owner.party in seen:
            return no()
        called = party.name or party.id
        above = self.parties.get(owner.party)
        if above is None or len(seen) > _DEEPEST:
            return unknown(f"who {owner.party}, an owner of {called}, is")
        own = ask(above)
        higher = own if own.value else any_of([own, self.above(above, ask, seen)])
        if higher.value is False:
            return higher
        if not owner.control and (owner.share is None or owner.share < _DECIDES):
            share = "a share not known" if owner.share is None else f"{owner.share:.0%}"
            return unknown(f"whether {above.name or above.id}, with {share}, controls {called}", *higher.missing)
        if higher.value:
            return yes(f"{called} is controlled by {above.name or above.id}; {higher.because}")
        return higher
