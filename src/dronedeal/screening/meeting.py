"""The parties of a bill met with the entries of the lists that are held: once for all rules. Not what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from dronedeal.screening.bill import Party
from dronedeal.screening.listed import Entry, Listing, Lists, Match
from dronedeal.screening.reviewed import Review, folded

__all__ = ["Register"]


class Register:
    """Lists that are held, ready to be met by the parties of many bills.

    Parameters
    ----------
    held
        Editions, by list.
    entries
        Of all of them.
    reviews
        What persons said of names.
    """

    def __init__(
        self, held: Mapping[str, tuple[Listing, ...]], entries: Iterable[Entry], reviews: Iterable[Review] = ()
    ) -> None:
        """Index every name once."""
        from dronedeal.screening.names import Index, Named

        self.held = dict(held)
        self._alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Entry]] = {}
        self._reviews: dict[str, dict[str, list[Review]]] = {}
        for review in reviews:
            self._reviews.setdefault(folded(review.name), {}).setdefault(review.entry, []).append(review)
        asked = {entry for ones in self._reviews.values() for entry in ones}
        self._reviewed: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.id in asked:
                self._reviewed.setdefault(entry.id, []).append(entry)
            key = ((entry.name, *entry.names), tuple(entry.identifiers.values()))
            self._alike.setdefault(key, []).append(entry)
        self._named = {str(index): ones for index, ones in enumerate(self._alike.values())}
        self._index = Index(
            Named(id=str(index), names=names, identifiers=identifiers)
            for index, (names, identifiers) in enumerate(self._alike)
        )

    def met_by(self, parties: Mapping[str, Party]) -> Lists:
        """The lists, with how each party's names and identifiers meet their entries.

        A name that is merely alike, however alike, is for a person to look at: only the same name or identifier is a match.
        """
        asked = [(party.id, name) for party in parties.values() for name in party.all_names if name.strip()]
        numbered = {party.id: tuple(party.identifiers.values()) for party in parties.values()}
        found = self._index.search([name for _, name in asked], [numbered[party] for party, _ in asked])
        matches: dict[str, dict[tuple[int, str], Match]] = {party: {} for party in parties}
        for (party, name), hits in zip(asked, found, strict=True):
            alone = self._alone(name)
            for hit in hits:
                likeness = hit.likeness
                kind: Literal["exact", "review"] = "exact" if likeness.exact else "review"
                for entry in self._named[hit.id]:
                    at = (id(entry), alone)
                    before = matches[party].get(at)
                    if before is None or (kind, -likeness.score) < (before.kind, -before.score):
                        matches[party][at] = Match(
                            entry=entry,
                            kind=kind,
                            score=likeness.score,
                            name=name,
                            alias=likeness.alias,
                            tokens=likeness.tokens,
                        )
        if self._reviews:
            for party, name in asked:
                self._reviewed_too(name, matches[party])
        return Lists(held=self.held, matches={party: tuple(ones.values()) for party, ones in matches.items()})

    def _alone(self, name: str) -> str:
        """A name that was reviewed, which meets entries for itself; nothing for others, of which a party's best counts."""
        said = folded(name) if self._reviews else ""
        return said if said in self._reviews else ""

    def _reviewed_too(self, name: str, met: dict[tuple[int, str], Match]) -> None:
        """Add what persons said of a name to the entries it meets, and to those that it does not meet by itself."""
        alone = self._alone(name)
        for id_, reviews in self._reviews.get(alone, {}).items():
            for entry in self._reviewed.get(id_, ()):
                at = (id(entry), alone)
                match = met.get(at) or Match(entry=entry, kind="told", score=0.0, name=name, alias=entry.name)
                met[at] = replace(match, reviews=tuple(reviews))
