"""Words of a name: what each means, what kind it is and what it weighs. Not which of two names' words agree: see ``align``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dronedeal.screening.names.generic_words import COMMON, STOPS, TRADES
from dronedeal.screening.names.legal_forms import LEGAL_FORMS
from dronedeal.screening.names.places import PLACES
from dronedeal.screening.names.script import fold, is_native, latin, normal, stem

__all__ = ["Kind", "Word", "words_of"]

Kind = Literal["stop", "legal", "common", "trade", "place", "number", "core"]

_WEIGHTS: dict[Kind, float] = {
    "stop": 0.0,
    "legal": 0.0,
    "common": 0.3,
    "trade": 0.4,
    "place": 0.3,
    "number": 0.8,
    "core": 1.0,
}
"""What a word weighs in the score by its kind; tuned on the tuning half of the labelled pairs."""

_HONORED = 0.3
_HONORS = {"imeni", "im"}

_MOST_WORDS = 32
_SHORT = 4
_LEAST_STEM = 5
_NUMBER = re.compile(r"(?:no|nr|n)?0*(\d+)(?:st|nd|rd|th|i|ia|y|ya|go)?")
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九十")}
_ORDINAL = re.compile("第([零一二三四五六七八九十]+|[0-9]+)")
_SCRIPTS = re.compile(
    "第[0-9]+|[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af々]+|[^\\W\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af々]+"
)
_UNITS = "市省区县州"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or set phrase of a name.

    ``plain`` is how it stands there, normalised; ``latin`` in Latin letters; ``sound`` that with its spelling folded; ``concept``
    what it means, equal for words that mean the same; ``stem`` the sound without its ending.
    """

    plain: str
    latin: str
    sound: str
    stem: str
    concept: str
    kind: Kind
    weight: float
    is_native: bool


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a normal name, in order, set phrases as one; no more than the first ``_MOST_WORDS``."""
    found = [word for piece in _joined(_pieces(text)) for word in _read(piece)][:_MOST_WORDS]
    return tuple(_phrased(_honoring(found)))


def _honoring(words: list[Word]) -> list[Word]:
    """Words with those after *named after* made light: a plant is seldom told by whom it honours."""
    at = next((at for at, word in enumerate(words) if word.latin in _HONORS), -1)
    if at >= 0 and any(word.kind in {"core", "number"} for word in words[:at]):
        return words[: at + 1] + [
            replace(word, weight=word.weight * _HONORED) if word.kind == "core" else word for word in words[at + 1 :]
        ]
    return words


def _pieces(text: str) -> Iterator[str]:
    """Pieces of one script each."""
    if text.isascii():
        yield from text.split()
        return
    for part in text.split():
        yield from _SCRIPTS.findall(part)


def _joined(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces with runs of single letters put together: ``d j i`` is ``dji``."""
    run = ""
    for piece in pieces:
        if len(piece) == 1 and piece.isalpha() and not is_native(piece):
            run += piece
            continue
        if run:
            yield run
            run = ""
        yield piece
    if run:
        yield run


@lru_cache(maxsize=65_536)
def _read(piece: str) -> tuple[Word, ...]:
    """The words of a piece of one script: one, or several where they are written without blanks."""
    if is_native(piece):
        return tuple(_native(piece))
    numeral = _NUMBER.fullmatch(latin(piece))
    if numeral is not None or piece in _ROMAN:
        value = numeral[1] if numeral else str(_ROMAN[piece])
        return (_word(piece, f"#{value}", "number"),)
    return (_word(piece, *_known(piece)),)


def _native(piece: str) -> Iterator[Word]:
    """Chinese, Japanese and Korean words: known ones cut out, what is left between them kept whole."""
    at = 0
    for known in _NATIVE_WORDS.finditer(piece):
        yield from _left(piece[at : known.start()])
        ordinal = _ORDINAL.fullmatch(known[0])
        if ordinal:
            yield _word(known[0], f"#{_value(ordinal[1])}", "number")
        else:
            yield _word(known[0], *_BY_WORD[known[0]])
        at = known.end()
    yield from _left(piece[at:])


def _left(rest: str) -> Iterator[Word]:
    if not rest:
        return
    if rest in _BY_WORD:
        yield _word(rest, *_BY_WORD[rest])
        return
    bare = rest[1:] if rest[0] in _UNITS and len(rest) > 1 else rest
    yield _word(bare, bare, "stop" if bare in _UNITS else "core")


def _value(numeral: str) -> int:
    """The whole number that Chinese signs below a hundred, or digits, write."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    units = int("".join(str(_DIGITS[sign]) for sign in ones if sign != "十") or 0)
    return units if not ten else 10 * (_DIGITS[tens[-1]] if tens else 1) + units


def _word(plain: str, concept: str, kind: Kind) -> Word:
    roman = latin(plain)
    weight = _WEIGHTS[kind]
    if kind == "core" and len(roman) == 1:
        weight /= 2
    sound = fold(plain)
    return Word(
        plain=plain,
        latin=roman,
        sound=sound,
        stem=stem(sound),
        concept=concept,
        kind=kind,
        weight=weight,
        is_native=is_native(plain),
    )


@lru_cache(maxsize=4_096)
def _phrase(plain: str, concept: str, kind: Kind) -> Word:
    return _word(plain, concept, kind)


def _key(piece: str) -> str:
    """What a piece is looked up by in phrases: short ones as they are, longer ones without their ending."""
    roman = latin(piece)
    return roman if len(roman) <= _SHORT or is_native(piece) else stem(fold(roman))


def _known(piece: str) -> tuple[str, Kind]:
    """Meaning and kind of a piece."""
    roman = latin(piece)
    if len(roman) <= _SHORT:
        return _BY_WORD.get(roman, (roman, "core"))
    sound = fold(roman)
    if sound in _BY_SOUND:
        return _BY_SOUND[sound]
    cut = stem(sound)
    if len(cut) >= _LEAST_STEM and cut in _BY_STEM:
        return _BY_STEM[cut]
    return roman, "core"


def _phrased(words: list[Word]) -> Iterator[Word]:
    """Words with set phrases made one, the longest first."""
    kept = [word for word in words if word.kind != "stop"]
    keys = [word.latin if word.is_native or len(word.latin) <= _SHORT else word.stem for word in kept]
    at = 0
    while at < len(kept):
        for length in _PHRASE_LENGTHS.get(keys[at], ()):
            found = _PHRASES.get(tuple(keys[at : at + length])) if at + length <= len(kept) else None
            if found:
                yield _phrase(" ".join(word.plain for word in kept[at : at + length]), *found)
                at += length
                break
        else:
            yield kept[at]
            at += 1


def _tables() -> Iterator[tuple[str, str, Kind]]:
    """Every known word or phrase, its meaning and its kind; what comes first wins."""
    for word in STOPS.split():
        yield word, word, "stop"
    tables: tuple[tuple[dict[str, str], Kind], ...] = (
        (LEGAL_FORMS, "legal"),
        (PLACES, "place"),
        (TRADES, "trade"),
        (COMMON, "common"),
    )
    for table, kind in tables:
        for meaning, listed in table.items():
            for word in listed.split():
                yield word, meaning, kind


_BY_WORD: dict[str, tuple[str, Kind]] = {}
_BY_SOUND: dict[str, tuple[str, Kind]] = {}
_BY_STEM: dict[str, tuple[str, Kind]] = {}
_PHRASES: dict[tuple[str, ...], tuple[str, Kind]] = {}

for _entry, _meaning, _kind in _tables():
    _parts = normal(_entry.replace("_", " ")).split()
    if len(_parts) == 1:
        _roman = latin(_parts[0])
        _BY_WORD.setdefault(_parts[0] if is_native(_parts[0]) else _roman, (_meaning, _kind))
        if not is_native(_roman) and len(_roman) > _SHORT:
            _BY_SOUND.setdefault(fold(_roman), (_meaning, _kind))
            if _kind != "legal":
                _BY_STEM.setdefault(stem(fold(_roman)), (_meaning, _kind))
    else:
        _bare = [part for part in _parts if _BY_WORD.get(latin(part), ("", "core"))[1] != "stop"]
        if len(_bare) > 1:
            _PHRASES.setdefault(tuple(_key(part) for part in _bare), (_meaning, _kind))

_PHRASE_LENGTHS: dict[str, tuple[int, ...]] = {
    first: tuple(sorted({len(phrase) for phrase in _PHRASES if phrase[0] == first}, reverse=True))
    for first in sorted({phrase[0] for phrase in _PHRASES})
}
_NATIVE_WORDS = re.compile(
    "|".join(
        [
            _ORDINAL.pattern.replace("(", "(?:"),
            *sorted(
                (word for word in _BY_WORD if is_native(word) and len(word) > 1), key=lambda word: (-len(word), word)
            ),
        ]
    )
)
