"""Which words of two names agree, and how well. Not the score of the names: see ``match``."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dronedeal.screening.names.form import Form
from dronedeal.screening.names.words import Word

__all__ = ["Agreement", "agreements", "alike", "is_related"]

_SAME_SOUND = 0.97
_SAME_STEM = 0.93
_ABBREVIATED = 0.92
_BEGINNING = 0.8
_INITIALS = 0.96
_PER_EDIT = 0.4
"""How much of a word's likeness one edit in as many letters takes."""
_REPLACED = 3.0
"""How much more a letter replaced takes than one left out, added or swapped: people misspell less often that way, and name firms so."""
_ALLOWED = (0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3)
"""Edits allowed in words of so many letters, and of more."""
_LEAST_ABBREVIATION = 3
_LEAST_BEGINNING = 4
_LEAST_INITIALS = 3
_LEAST_STEM = 6
_LEAST_SHARE = 0.4
_NATIVE_SHARE = 0.66


@dataclass(frozen=True, slots=True)
class Agreement:
    """Words of two names, by position, that agree, and how well: from 0 to 1."""

    ones: tuple[int, ...]
    others: tuple[int, ...]
    likeness: float


def agreements(one: Form, other: Form) -> list[Agreement]:
    """Which words agree, no word twice: equal ones, then joined ones, initials and similar ones, the best first."""
    found: list[Agreement] = []
    left: dict[str, list[int]] = {}
    for at, word in enumerate(other.words):
        left.setdefault(word.concept, []).append(at)
    ones: list[int] = []
    for at, word in enumerate(one.words):
        places = left.get(word.concept)
        if places:
            found.append(Agreement((at,), (places.pop(0),), 1.0))
        else:
            ones.append(at)
    others = sorted(at for places in left.values() for at in places)
    if ones and others:
        found.extend(_best(one, other, ones, others))
    return found


def _best(one: Form, other: Form, ones: list[int], others: list[int]) -> list[Agreement]:
    """The best agreements among words that have no equal, taken greedily."""
    ways: list[Agreement] = []
    for first in ones:
        word = one.words[first]
        for second in others:
            theirs = other.words[second]
            if (word.kind == "core" or theirs.kind == "core") and (likeness := alike(word, theirs)):
                ways.append(Agreement((first,), (second,), likeness))
    ways.extend(Agreement(run, (at,), likeness) for run, at, likeness in _runs(one, other, ones, others))
    ways.extend(Agreement((at,), run, likeness) for run, at, likeness in _runs(other, one, others, ones))
    if not ways:
        return ways
    ways.sort(key=lambda way: (-way.likeness * (len(way.ones) + len(way.others)), way.ones, way.others))
    taken: list[Agreement] = []
    free, also_free = set(ones), set(others)
    for way in ways:
        if free.issuperset(way.ones) and also_free.issuperset(way.others):
            free.difference_update(way.ones)
            also_free.difference_update(way.others)
            taken.append(way)
    return taken


def is_related(one: Form, other: Form) -> bool:
    """Whether words that are the names' own have anything to do with each other; yes if one of them has no such words."""
    if not (one.has_core and other.has_core) or not one.keys.isdisjoint(other.keys):
        return True
    return any(
        alike(word, theirs)
        for word in one.words
        if word.kind == "core"
        for theirs in other.words
        if theirs.kind == "core"
    )


def alike(one: Word, other: Word) -> float:
    """How alike two words are that do not mean the same by the tables: from 0 to 1."""
    known = (one.kind != "core") + (other.kind != "core")
    if known > 1 or "number" in {one.kind, other.kind}:
        return 0.0
    if one.is_native or other.is_native:
        return _natively(one.concept, other.concept) if not known else 0.0
    if one.latin[0] != other.latin[0] and one.sound[0] != other.sound[0]:
        return 0.0
    if known and (" " in one.latin or " " in other.latin):
        return 0.0
    short, long = one.latin, other.latin
    if len(short) > len(long):
        short, long = long, short
    if len(short) >= _LEAST_ABBREVIATION:
        if one.sound == other.sound and len(one.sound) >= _LEAST_BEGINNING:
            return _SAME_SOUND
        if known and _abbreviates(short, long, one if one.kind == "core" else other):
            return _ABBREVIATED
        if long.startswith(short) and len(short) >= _LEAST_BEGINNING and not known:
            return _BEGINNING if len(short) > len(long) / 2 else 0.0
    typed = _typed(short, long)
    if one.sound != one.latin or other.sound != other.latin:
        typed = max(typed, _typed(one.sound, other.sound))
    return max(typed, _SAME_STEM if one.stem == other.stem and len(one.stem) >= _LEAST_STEM else 0.0)


def _typed(one: str, other: str) -> float:
    """Likeness of words that differ by slips of the pen; 0 beyond those allowed for their length, or with another first letter."""
    length = max(len(one), len(other))
    allowed = _ALLOWED[min(length, len(_ALLOWED) - 1)]
    if not allowed or abs(len(one) - len(other)) > allowed or one[0] != other[0]:
        return 0.0
    edits = OSA.distance(one, other, score_cutoff=allowed)
    if edits > allowed:
        return 0.0
    replaced = len(one) == len(other) and sorted(one) != sorted(other)
    return 1 - _PER_EDIT * edits / length * (_REPLACED if replaced else 1.0)


def _abbreviates(short: str, long: str, unknown: Word) -> bool:
    """Whether a word nobody knows is a known one shortened: its letters in order, the first among them."""
    if unknown.latin != short or short[0] != long[0] or len(short) < _LEAST_SHARE * len(long):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _natively(one: str, other: str) -> float:
    """Likeness of words in Chinese, Japanese or Korean signs: by signs shared, of words of three signs or more."""
    if len(one) + len(other) <= 5:  # noqa: PLR2004 - a sign of two is half a name
        return 0.0
    edits = OSA.distance(one, other)
    share = 1 - edits / max(len(one), len(other))
    return share if share >= _NATIVE_SHARE else 0.0


def _runs(long: Form, short: Form, ones: list[int], others: list[int]) -> list[tuple[tuple[int, ...], int, float]]:
    """Runs of words that another name writes as one: put together (``Hobby Wing``), or by their initials (``CNOOC``)."""
    found: list[tuple[tuple[int, ...], int, float]] = []
    if len(ones) < 2:  # noqa: PLR2004 - a run is of two words at least
        return found
    free = set(ones)
    for at in others:
        word = short.words[at]
        if word.kind != "core" or len(word.plain) < _LEAST_INITIALS:
            continue
        for first in ones:
            joined = long.words[first].latin
            run = [first]
            while len(joined) < len(word.latin) and word.latin.startswith(joined) and run[-1] + 1 in free:
                run.append(run[-1] + 1)
                joined += long.words[run[-1]].latin
            if len(run) > 1 and joined == word.latin:
                found.append((tuple(run), at, _SAME_SOUND))
        spelt = _spelt(word.plain, long)
        if len(spelt) > 1 and free.issuperset(spelt):
            found.append((spelt, at, _INITIALS))
    return found


def _spelt(acronym: str, long: Form) -> tuple[int, ...]:
    """The words whose initials, in a row, are an acronym; legal forms may take part. None if it is another's."""
    if len(acronym) > len(long.initials) or acronym[0] not in long.initials or acronym[1] not in long.initials:
        return ()
    for begins in range(len(long.initials)):
        at, letters = begins, 0
        words: set[int] = set()
        while at < len(long.initials) and letters < len(acronym):
            if long.initials[at] == acronym[letters]:
                words.add(long.spans[at])
                letters += 1
            elif long.spans[at] >= 0 or not letters:
                break
            at += 1
        if letters == len(acronym):
            return tuple(sorted(words - {-1}))
    return ()
