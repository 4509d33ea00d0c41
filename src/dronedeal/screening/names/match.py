"""How alike two names are, in which band, by which alias and which words. Not a verdict: a name that is only alike is to be reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dronedeal.screening.names.align import Agreement, agreements, is_related
from dronedeal.screening.names.form import Form, forms_of
from dronedeal.screening.names.words import Kind, Word

__all__ = ["HIT", "NOTHING", "REVIEW", "Band", "Likeness", "band_of", "compare", "compare_forms", "shown"]

Band = Literal["hit", "review", "none"]

HIT = 0.85
"""From this score on two names are a hit."""

REVIEW = 0.65
"""From this score on two names are for a person to look at."""

_CLASH = 1.25
_EXTRA: dict[Kind, float] = {
    "common": 0.1,
    "trade": 0.17,
    "place": 0.15,
    "number": 1.0,
    "core": 0.2,
    "legal": 0.0,
    "stop": 0.0,
}
_EXTRA_GENERIC = 0.4
_OTHER_NUMBER = 0.6
_BRANDS_ONLY = 0.9
_NO_CORE = 0.9
_UNRELATED = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two names are.

    Attributes
    ----------
    score
        From 0 to 1, whichever of the two comes first.
    band
        ``hit``, ``review`` or ``none``.
    exact
        Whether they are the same once normalised, each in its own script and legal forms set aside. Only this may bar
        anybody; a fuzzy hit, however high its score, is for review.
    alias
        The form of the second name that the score is of.
    tokens
        Words of the first name, each with what it agrees with in the second.
    """

    score: float
    band: Band
    exact: bool
    alias: str
    tokens: tuple[tuple[str, str], ...]


NOTHING = Likeness(score=0.0, band="none", exact=False, alias="", tokens=())
"""What two names have in common that share no word."""


def shown(tokens: Iterable[tuple[str, str]]) -> str:
    """Words that agree, in a row; one that both names have stands once."""
    return ", ".join(" = ".join(dict.fromkeys(pair)) for pair in tokens)


def band_of(score: float) -> Band:
    """The band a score is in."""
    return "hit" if score >= HIT else "review" if score >= REVIEW else "none"


def compare(one: str, other: str, weights: Mapping[str, float] | None = None) -> Likeness:
    """How alike two names of organisations are.

    Parameters
    ----------
    weights
        What words weigh, from 0 to 1 times their own weight, by their concept; see ``Index.weights``. All 1 if not given.
    """
    return compare_forms(forms_of(one), forms_of(other), weights or {})


def compare_forms(
    ones: tuple[Form, ...], others: tuple[Form, ...], weights: Mapping[str, float], *, least: float = 0.0
) -> Likeness:
    """The best likeness among the forms of two names, exact before fuzzy; of equals that of the earlier forms.

    Parameters
    ----------
    least
        Score below which they have nothing in common.

    Notes
    -----
    What one name quotes is held against the other only if that quotes nothing: a bank and a bureau «Saturn» are two.
    """
    best: Likeness = NOTHING
    for one in ones:
        for other in others:
            if (one.reading == "quoted" and other.quotes) or (other.reading == "quoted" and one.quotes):
                continue
            found = _likeness(one, other, weights, least)
            if (found.exact, found.score) > (best.exact, best.score):
                best = found
    return best


def _likeness(one: Form, other: Form, weights: Mapping[str, float], least: float) -> Likeness:
    if one.exact == other.exact and _is_exact(one, other):
        pairs = tuple((word.plain, word.plain) for word in one.words)
        return Likeness(score=1.0, band="hit", exact=True, alias=other.text, tokens=pairs)
    turned = one.text > other.text
    first, second = (other, one) if turned else (one, other)
    found = agreements(first, second)
    score = _score(first, second, found, weights)
    if one.reading == other.reading == "brand":
        score = min(score, _BRANDS_ONLY)
    if not score or score < least:
        return NOTHING
    pairs = _pairs(first, second, found)
    if turned:
        pairs = tuple((mine, theirs) for theirs, mine in pairs)
    return Likeness(score=score, band=band_of(score), exact=False, alias=other.text, tokens=pairs)


def _is_exact(one: Form, other: Form) -> bool:
    """Whether forms that read the same name the same: they name somebody, and no legal form speaks against it."""
    return (
        bool(one.exact)
        and (one.has_core or len(one.words) > 1)
        and "quoted" not in {one.reading, other.reading}
        and (not one.legal or not other.legal or bool(one.legal & other.legal))
    )


def _pairs(one: Form, other: Form, found: list[Agreement]) -> tuple[tuple[str, str], ...]:
    """The words that agree, in the order of the first name."""
    return tuple(
        (" ".join(one.words[at].plain for at in way.ones), " ".join(other.words[at].plain for at in way.others))
        for way in sorted(found, key=lambda way: way.ones)
    )


def _score(one: Form, other: Form, found: list[Agreement], weights: Mapping[str, float]) -> float:
    """The score of two forms by the words that agree.

    Notes
    -----
    What agrees over what agrees and what does not. Words of one name that the other lacks count for little, as people leave
    words out; words of both that have no counterpart stand against each other and count for more than they weigh.
    """
    mine = [word.weight * weights.get(word.concept, 1.0) for word in one.words]
    theirs = [word.weight * weights.get(word.concept, 1.0) for word in other.words]
    agreed = 0.0
    for way in found:
        weight = sum(mine[at] for at in way.ones)
        their = sum(theirs[at] for at in way.others)
        if way.likeness < 1 and _is_slip(one, other, way.ones, way.others):
            weight = their = min(weight, their)
        for at in way.ones:
            mine[at] = 0.0
        for at in way.others:
            theirs[at] = 0.0
        agreed += way.likeness * (weight + their) / 2
        mine[way.ones[0]] = (1 - way.likeness) * weight
        theirs[way.others[0]] = (1 - way.likeness) * their
    if not agreed:
        return 0.0
    clash, extra = _lacking(one, other, mine, theirs)
    score = agreed / (agreed + _CLASH * clash + extra)
    if _numbers_clash(one, other):
        score *= _OTHER_NUMBER
    if one.has_core != other.has_core:
        score *= _NO_CORE
    elif one.has_core and score >= REVIEW and not is_related(one, other):
        score = _UNRELATED
    return round(score, 4)


def _lacking(one: Form, other: Form, mine: list[float], theirs: list[float]) -> tuple[float, float]:
    """Weight that stands against each other, and what the words cost that only one name has."""
    mine_left, theirs_left = sum(mine), sum(theirs)
    clash = min(mine_left, theirs_left)
    longer, left, total = (one, mine, mine_left) if mine_left >= theirs_left else (other, theirs, theirs_left)
    if total <= clash:
        return clash, 0.0
    if not (one.has_core and other.has_core):
        return clash, _EXTRA_GENERIC * (total - clash)
    cost = sum(weight * _EXTRA[word.kind] for word, weight in zip(longer.words, left, strict=True))
    return clash, cost * (total - clash) / total


def _is_slip(one: Form, other: Form, ones: tuple[int, ...], others: tuple[int, ...]) -> bool:
    """Whether one word is known and the other is it, misspelt or shortened."""
    kinds = {_kind(one.words, ones), _kind(other.words, others)}
    return len(ones) == len(others) == 1 and "core" in kinds and len(kinds) > 1


def _kind(words: tuple[Word, ...], at: tuple[int, ...]) -> str:
    return words[at[0]].kind


def _numbers_clash(one: Form, other: Form) -> bool:
    """Whether both names are numbered and differently: Factory No. 5 is not Factory No. 15."""
    return bool(one.numbers and other.numbers) and one.numbers.isdisjoint(other.numbers)
