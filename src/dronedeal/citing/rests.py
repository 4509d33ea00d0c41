"""What rests on what: numbers on claims, claims on nothing, sources against each other. Not which source is right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from dronedeal.deal.claim import Claim
from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Disputed, Number, kind_of, parts_of
from dronedeal.deal.place import Place

__all__ = ["Contradiction", "Evidence", "Resting", "claims_of", "evidence", "rests_on_claims"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """A number of the document, its kind, and the claims it rests on; without any it is an assumption."""

    path: str
    place: Place
    kind: str
    claims: tuple[str, ...]
    why: str

    @property
    def is_assumption(self) -> bool:
        """Whether no claim stands behind the number."""
        return not self.claims and self.kind != "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two or more claims that cannot all hold, and the number that must choose between them, if one does."""

    claims: tuple[str, ...]
    about: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The state of a deal's evidence.

    ``rests`` holds every number in the document's order; ``used_by`` the paths that cite each claim; ``unused`` claims nobody
    cites; ``statements`` claims that are not numbers.
    """

    rests: tuple[Resting, ...]
    used_by: Mapping[str, tuple[str, ...]]
    unused: tuple[str, ...]
    statements: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def assumptions(self) -> tuple[Resting, ...]:
        """Numbers that rest on nothing but the author's word."""
        return tuple(one for one in self.rests if one.is_assumption)


def claims_of(number: Number) -> tuple[str, ...]:
    """Every claim a number cites, those of its parts too, each once."""
    return tuple(dict.fromkeys(claim for part in parts_of(number) for claim in part.claims))


def rests_on_claims(number: Number) -> bool:
    """Whether any claim stands behind a number."""
    return any(part.claims for part in parts_of(number))


def evidence(deal: Deal) -> Evidence:
    """Take stock of what a deal rests on.

    Notes
    -----
    Two claims contradict each other when they state the same quantity of the same subject in the same unit and their
    intervals do not meet, when one's note says so (``CONTRADICTS F004``), or when a number has to choose between them.
    """
    rests = tuple(
        Resting(path=number.path, place=number.place, kind=kind_of(number), claims=claims_of(number), why=number.why)
        for number in numbers_of(deal)
        if number.path
    )
    used: dict[str, list[str]] = defaultdict(list)
    for one in rests:
        for claim in one.claims:
            used[claim].append(one.path)
    for path, claims in _cited_in_words(deal):
        for claim in claims:
            used[claim].append(path)
    return Evidence(
        rests=rests,
        used_by={claim: tuple(paths) for claim, paths in sorted(used.items())},
        unused=tuple(claim for claim in deal.claims if claim not in used),
        statements=tuple(claim.id for claim in deal.claims.values() if not claim.is_number),
        contradictions=tuple(_contradictions(deal)),
    )


def _cited_in_words(deal: Deal) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Claims cited by nouns that are not numbers: bars and events, and ``F123`` in any text of the document."""
    for system in deal.systems.values():
        for index, bar in enumerate(system.barred):
            yield f"systems.{system.id}.barred.{index}", bar.claims
    for event in deal.events.values():
        yield f"events.{event.id}", event.claims
    texts = {"text": deal.text, **{f"terms.{clause.id}.text": clause.text for clause in deal.terms.values()}}
    for path, text in texts.items():
        yield path, tuple(claim for claim in re.findall(r"\b[A-Z]\d{3,4}\b", text) if claim in deal.claims)


def _contradictions(deal: Deal) -> Iterator[Contradiction]:
    for number in numbers_of(deal):
        for part in parts_of(number):
            if isinstance(part, Disputed):
                yield Contradiction(
                    claims=tuple(one.claim for one in part.readings), about="the base must choose", path=part.path
                )
    seen: set[tuple[str, str]] = set()
    for claim in deal.claims.values():
        for other in re.findall(r"CONTRADICTS ([A-Z]\d{3,4})", claim.note):
            pair = (min(claim.id, other), max(claim.id, other))
            if other in deal.claims and pair not in seen:
                seen.add(pair)
                yield Contradiction(claims=pair, about=claim.quantity, path="")
    alike: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in deal.claims.values():
        if claim.is_number:
            alike[claim.subject, claim.quantity, claim.unit].append(claim)
    for (_, quantity, _), claims in alike.items():
        for one, other in combinations(claims, 2):
            if not _meet(one, other) and (one.id, other.id) not in seen:
                yield Contradiction(claims=(one.id, other.id), about=quantity, path="")


def _meet(one: Claim, other: Claim) -> bool:
    if one.low is None or other.low is None:
        return True
    return (one.high is None or other.low <= one.high) and (other.high is None or one.low <= other.high)
