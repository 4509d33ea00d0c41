"""Lists of entities with two clocks, and whether a party stands on one or belongs to who does. Not where lists are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from dronedeal.screening.bill import Party
from dronedeal.screening.kleene import Answer, any_of, no, unknown, yes
from dronedeal.screening.names import Band, band_of, shown
from dronedeal.screening.reviewed import Review, latest

__all__ = ["Entry", "Listing", "Lists", "Match", "Met", "Ownership", "not_held", "within"]

_DECIDES = Decimal("0.5")
"""The share from which an owner is presumed to decide: an assumption, as no text gives one."""

_TOLD = Decimal("0.1")
"""The share from which an owner has to be named, or who stands above is not known (rules.md asks from a tenth on)."""


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
        ``exact``: the same name or identifier. ``review``: alike, for a person to look at; never a verdict. ``told``: not
        even alike, but a person has said something of it.
    score
        From 0 to 1.
    name, alias
        The party's name and the entry's that met.
    tokens
        The words they share, each with what it agrees with in the alias.
    reviews
        What persons said of whether the name is the entry's.
    """

    entry: Entry
    kind: Literal["exact", "review", "told"]
    score: float
    name: str
    alias: str
    tokens: tuple[tuple[str, str], ...] = ()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A party that stands on a list, or may.

    Parameters
    ----------
    party
        The party.
    match
        How one of its names meets the entry.
    band
        ``hit`` or ``review``, as of names: a person's answer goes first, and the same name in another country is for review.
    exact
        Whether this alone makes it listed: the same name or identifier, or a person said so.
    said
        What a person said of the name, and who.
    """

    party: Party
    match: Match
    band: Band
    exact: bool
    said: str = ""


def not_held(name: str, as_of: date | None = None) -> str:
    """What is missing where a list is not held, or was not known on a day."""
    return f"the list {name}{'' if as_of is None else f' as known on {as_of}'}, which is not held: import it"


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
        editions = [
            edition
            for edition in self.held.get(name, ())
            if edition.known_from is None or as_of is None or edition.known_from <= as_of
        ]
        if not editions:
            return unknown(not_held(name, as_of))
        if not any(within(day, edition.valid_from, None) for edition in editions):
            return unknown(f"an edition of the list {name} that was in force on {day}")
        if not any(party.all_names) and not party.identifiers:
            return unknown(f"a name of {party.id}")
        doubtful: list[Answer] = []
        others: list[str] = []
        for match in self.matches.get(party.id, ()):
            if match.entry.list != name or not match.entry.stands(day, as_of):
                continue
            review = latest(match.reviews, as_of)
            if review is not None and review.answer == "same":
                return yes(f"{match.name} is {match.alias} on {name}, {review.said}", "self_declared")
            if match.kind == "exact" and not _is_elsewhere(party, match):
                if review is None:
                    return yes(f"{match.name} is {match.alias} on {name}")
                why = f"review: {match.name} is the very name of {match.alias}, and another, {review.said}"
                doubtful.append(unknown(f"whether {match.name} is {match.alias} of {name}", because=why))
                continue
            if match.kind == "told" or review is not None:
                if review is not None:
                    others.append(f"{match.name} is not {match.alias}, {review.said}")
                continue
            tokens = f" ({shown(match.tokens)})" if match.tokens else ""
            doubtful.append(
                unknown(
                    f"whether {match.name} is {match.alias} of {name}",
                    because=f"review: {match.name} is like {match.alias}{tokens}, score {match.score:.2f}",
                )
            )
        if doubtful:
            return any_of(doubtful)
        because = "; ".join([f"{party.name} is not on {name}", *dict.fromkeys(others)])
        return no(because) if party.name.strip() else unknown(f"the legal name of {party.id}")

    def met(self, parties: Iterable[Party], days: Iterable[date], as_of: date | None) -> tuple[Met, ...]:
        """The parties that stand on a list on one of some days, or may: those sure of it first, then by score.

        Who is controlled by one of them is not told here: that is asked by rules.
        """
        standing = tuple(days)
        found = (
            met
            for party in parties
            for match in self.matches.get(party.id, ())
            if any(match.entry.stands(day, as_of) for day in standing)
            for met in _met(party, match, as_of)
        )
        return tuple(sorted(found, key=lambda one: (not one.exact, one.band != "hit", -one.match.score)))


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
    _walked: dict[str, _Up] = field(default_factory=dict[str, "_Up"], compare=False)

    def belongs(self, party: Party, lists: Iterable[str], by: str, day: date, as_of: date | None) -> Answer:
        """Whether a party is listed, or is controlled by one who is.

        Parameters
        ----------
        by
            ``name`` asks for the party only. ``control`` and ``affiliate`` follow its owners: one who decides, or holds half
            or more, controls; of less it is not known, unless the bill says who decides. Nor is it where a tenth or more is
            held by nobody named, or owners own each other.

        Notes
        -----
        Control of a listed entity is read as power to decide, 31 CFR 800.208; the presumption from a half is ours.
        """
        names = tuple(lists)

        def named(one: Party) -> Answer:
            return any_of(self.lists.named(one, name, day, as_of) for name in names)

        own = named(party)
        return own if by == "name" or own.value else any_of([own, self.above(party, named)])

    def above(self, party: Party, ask: Callable[[Party], Answer]) -> Answer:
        """Whether a question is answered with yes by someone who controls a party, at any remove.

        Parameters
        ----------
        ask
            The question.
        """
        up = self._up(party)
        answers = list(up.open)
        for owner in sorted(up.possible - {party.id}):
            above = self.parties[owner]
            answer = ask(above)
            if answer.value is False:
                continue
            if owner in up.certain and answer.value:
                called = party.name or party.id
                return yes(f"{called} is controlled by {above.name or above.id}; {answer.because}")
            if owner in up.certain:
                answers.append(answer)
            else:
                answers.append(
                    unknown(f"whether {above.name or above.id} controls {party.name or party.id}", *answer.missing)
                )
        return any_of(answers) if answers else no(f"nobody who would matter controls {party.name or party.id}")

    def _up(self, party: Party) -> _Up:
        """Whom a party's owners lead to, in one walk over the graph of owners."""
        found = self._walked.get(party.id)
        if found is None:
            found = self._walked[party.id] = _walked(party, self.parties)
        return found


@dataclass(frozen=True, slots=True)
class _Up:
    """Who stands above a party: who controls it for certain, who may, and what is not known on the way."""

    certain: frozenset[str]
    possible: frozenset[str]
    open: tuple[Answer, ...]


def _walked(party: Party, parties: Mapping[str, Party]) -> _Up:
    certain, possible, open_ = {party.id}, {party.id}, list[Answer]()
    waiting = [(party.id, True)]
    links: dict[str, set[str]] = {}
    while waiting:
        name, is_certain = waiting.pop()
        one = parties.get(name, party)
        called = one.name or one.id
        if one.owners is None:
            open_.append(unknown(f"who owns {called}"))
            continue
        stated = sum((owner.share or Decimal(0) for owner in one.owners), Decimal(0))
        if one.owners and 1 - stated >= _TOLD and not any(owner.control for owner in one.owners):
            open_.append(unknown(f"who holds the rest of {called}"))
        for owner in one.owners:
            if owner.control is False:
                continue
            links.setdefault(name, set()).add(owner.party)
            if owner.party not in parties:
                open_.append(unknown(f"who {owner.party}, an owner of {called}, is"))
                continue
            decides = bool(owner.control) or (owner.share is not None and owner.share >= _DECIDES)
            through = is_certain and decides
            if owner.party not in possible or (through and owner.party not in certain):
                possible.add(owner.party)
                if through:
                    certain.add(owner.party)
                waiting.append((owner.party, through))
    if _goes_round(links):
        open_.append(unknown(f"who stands above {party.name or party.id}, whose owners own each other"))
    return _Up(frozenset(certain), frozenset(possible), tuple(dict.fromkeys(open_)))


def _goes_round(links: Mapping[str, set[str]]) -> bool:
    """Whether owners own each other: nothing is left to take away that is owned by nobody left."""
    left = {name: set(owners) for name, owners in links.items()}
    while free := [name for name, owners in left.items() if not owners & left.keys()]:
        for name in free:
            del left[name]
    return bool(left)


def _is_elsewhere(party: Party, match: Match) -> bool:
    """Whether a single word is all that meets, and the party has its domicile in another country than who is listed."""
    country = match.entry.country
    return " " not in match.alias.strip() and bool(country and party.domicile) and party.domicile != country


def _met(party: Party, match: Match, as_of: date | None) -> Iterator[Met]:
    """A party with an entry that it may be; nothing where a person knows better."""
    review = latest(match.reviews, as_of)
    exact = match.kind == "exact" and not _is_elsewhere(party, match)
    said = "" if review is None else review.said
    if review is not None and review.answer == "same":
        yield Met(party=party, match=match, band="hit", exact=True, said=said)
    elif exact:
        yield Met(party=party, match=match, band="hit" if review is None else "review", exact=review is None, said=said)
    elif review is None and match.kind != "told":
        band: Band = "review" if match.kind == "exact" else band_of(match.score)
        yield Met(party=party, match=match, band=band, exact=False)
