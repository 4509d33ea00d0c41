"""The forms in which one written name may be meant: as it stands, the brand in its brackets, what it has in quotes. Not a match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dronedeal.screening.names.script import LONGEST, is_native, normal
from dronedeal.screening.names.words import Word, words_of

__all__ = ["Form", "Reading", "forms_of"]

Reading = Literal["whole", "brand", "quoted"]

_BRACKETS = re.compile(r"[(（【\[]([^()（）【】\[\]]{1,120})[)）】\]]")
_QUOTES = re.compile('[«“„"]([^«»“”„"]{2,120})[»”“"]')
_FORMERLY = re.compile(
    r"[\s,;(]+(?:a\.?k\.?a\.?|f\.?k\.?a\.?|d\.?b\.?a\.?|a/k/a|f/k/a|d/b/a|formerly|also known as|trading as|t/a|doing business as|бывш\w*|ранее)[:\s]+",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:(?!\b(?:[afdt]/?[kb]?|formerly|also|trading|doing)\b)[A-Za-z0-9&'.,\- ])*")
"""Text with nothing in it that could make a second form."""
_LETTERED = re.compile("[A-Za-z\u0400-\u04ff]{2}")
_LEAST_BRAND = 3
_LEAST_NATIVE_BRAND = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """One form of a name, read into words.

    ``text`` is the form as written; ``exact`` its normal form without legal forms, empty where it names nobody or was cut; ``legal``
    the families of its legal forms; ``words`` those with weight.
    """

    text: str
    reading: Reading
    exact: str
    legal: frozenset[str]
    words: tuple[Word, ...]
    quotes: bool
    """Whether the name that it is a form of has a quoted form."""
    initials: str
    spans: tuple[int, ...]
    """Beside each of the ``initials``: which of the words it begins, or -1 for a legal form."""

    has_core: bool
    """Whether a word in it is anybody's own."""
    numbers: frozenset[str]
    """What its numbers mean."""
    keys: frozenset[str]
    """Its own words, its initials and its neighbouring words written as one: what another name may have of it unchanged."""


@lru_cache(maxsize=65_536)
def forms_of(text: str) -> tuple[Form, ...]:
    """The forms of a name, as it stands first; none for a text that names nobody.

    Notes
    -----
    A brand is what stands in brackets, or after *formerly* and the like, if it has a word of its own and is no place, legal form or
    common word.
    """
    text = text[: LONGEST + 1]
    written = list(dict.fromkeys(_written(text)))
    read: dict[str, tuple[str, Reading, tuple[Word, ...]]] = {}
    for part, reading in written:
        words = words_of(normal(part))
        named = " ".join(word.plain for word in words if word.kind not in {"legal", "stop"})
        if named:
            read.setdefault(named, (part, reading, words))
    quotes = any(reading == "quoted" for _, reading, _ in read.values())
    return tuple(_form(part, reading, named, words, quotes=quotes) for named, (part, reading, words) in read.items())


def _written(text: str) -> Iterator[tuple[str, Reading]]:
    if _PLAIN.fullmatch(text):
        yield text, "whole"
        return
    parts = _FORMERLY.split(text)
    brands = [found[1] for found in _BRACKETS.finditer(parts[0]) if _is_brand(found[1])]
    if brands:
        bare = _BRACKETS.sub(lambda found: " " if _is_brand(found[1]) else found[0], parts[0])
        if any(word.kind == "core" for word in words_of(normal(bare))):
            yield bare, "whole"
        else:
            brands = []
    yield parts[0], "whole"
    for brand in [*brands, *(part.strip(" )") for part in parts[1:])]:
        yield brand, "brand"
    for part in _scripts(parts[0]):
        yield part, "brand"
    for found in _QUOTES.finditer(text):
        if len(found[0]) + _LEAST_BRAND < len(text) and any(word.kind == "core" for word in words_of(normal(found[1]))):
            yield found[1], "quoted"


def _scripts(text: str) -> Iterator[str]:
    """The parts of a name given in native signs and in letters, side by side, if each names somebody."""
    if text.isascii() or not is_native(text) or not _LETTERED.search(text):
        return
    native = "".join(sign if is_native(sign) else " " for sign in text)
    letters = "".join(" " if is_native(sign) else sign for sign in text)
    if not native.isspace() and _is_brand(native) and _is_brand(letters):
        yield from (native.strip(), letters.strip())


def _is_brand(text: str) -> bool:
    text = _FORMERLY.sub("", f" {text}")
    words = words_of(normal(text))
    length = sum(len(word.plain) for word in words)
    least = _LEAST_NATIVE_BRAND if any(is_native(word.plain) for word in words) else _LEAST_BRAND
    return length >= least and any(word.kind == "core" for word in words)


def _form(text: str, reading: Reading, named: str, read: tuple[Word, ...], *, quotes: bool) -> Form:
    words = [word for word in read if word.weight]
    cut = len(text) > LONGEST
    initials: list[str] = []
    spans: list[int] = []
    at = -1
    for word in read:
        if word.weight:
            at += 1
        if word.kind != "number":
            for part in word.plain.split():
                initials.append(part[0])
                spans.append(at if word.weight else -1)
    has_core = any(word.kind == "core" for word in words)
    return Form(
        text=text.strip()[:LONGEST],
        reading=reading,
        exact="" if cut else named,
        legal=frozenset(word.concept for word in read if word.kind == "legal" and word.concept != "any"),
        words=tuple(words),
        quotes=quotes,
        initials="".join(initials),
        spans=tuple(spans),
        has_core=has_core,
        numbers=frozenset(word.concept for word in words if word.kind == "number"),
        keys=frozenset(_keys(words, initials, spans) if has_core else ()),
    )


def _keys(words: list[Word], initials: list[str], spans: list[int]) -> Iterator[str]:
    if len(initials) >= _LEAST_BRAND:
        named = "".join(letter for letter, at in zip(initials, spans, strict=True) if at >= 0)
        yield from ("".join(initials), named)
        yield from (named + letter for letter, at in zip(initials, spans, strict=True) if at < 0)
    before = ""
    for word in words:
        if word.kind == "core":
            yield word.concept
            yield word.plain
        if before:
            yield before + word.latin
        before = word.latin
