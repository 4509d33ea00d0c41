"""The small grammar of values in bills: fields between semicolons, percentages, money, days. Not where they stand."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from dronedeal.deal.calendar import day_written
from dronedeal.screening.bill import Fact

__all__ = ["Wrong", "day_of", "days_of", "fact_of", "fields_of", "is_currency", "joined", "money_of", "number_of", "plain", "share_of", "written_fact", "written_share"]  # fmt: skip

_NUMBER = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})?")
_FIELD = re.compile(r"(?:[^\\;]|\\.|\\\Z)*", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CURRENCY = re.compile(r"[A-Z]{3}")
_MONEY = re.compile(r"(.+?)(?:\s+([A-Z]{3}))?", re.DOTALL)
_MOST_DIGITS = 6


class Wrong(ValueError):
    """A value that cannot be read; says why, and how it is written."""

    def __init__(self, message: str, mend: str) -> None:
        """Keep why and the mend."""
        self.mend = mend
        super().__init__(message)


def fields_of(text: str) -> list[str]:
    r"""Fields between semicolons, without blanks at their ends; ``\;`` is a semicolon, ``\\`` a backslash, ``\ `` a blank that counts."""
    if "\\" not in text:
        return [one.strip() for one in text.split(";")]
    found: list[str] = []
    at = 0
    while True:
        end = at + len(_FIELD.match(text, at)[0])  # type: ignore[index]  # it matches the empty text
        found.append(_unescaped(text[at:end]))
        if end >= len(text):
            return found
        at = end + 1


def _unescaped(field: str) -> str:
    field = field.lstrip()
    short = field.rstrip()
    if short != field and (len(short) - len(short.rstrip("\\"))) % 2:
        short = field[: len(short) + 1]
    return _ESCAPED.sub(r"\1", short)


def joined(*fields: str) -> str:
    """What ``fields_of`` reads as these fields; empty ones at the end are left out."""
    said = list(fields)
    while len(said) > 1 and not said[-1]:
        said.pop()
    return ";".join(_escaped(one) for one in said)


def _escaped(field: str) -> str:
    text = field.replace("\\", "\\\\").replace(";", "\\;")
    if field[:1].isspace():
        text = "\\" + text
    return f"{text[:-1]}\\{text[-1]}" if len(field) > 1 and field[-1].isspace() else text


def number_of(text: str, what: str) -> Decimal:
    """A number of zero or more, exactly as written.

    Raises
    ------
    Wrong
        It is none: below zero, not finite, with more than 18 digits on a side of the point, or a word.
    """
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    shown = text[:40]
    if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
        message, mend = f"{what} is {shown}, below zero", "write a number of zero or more"
    else:
        message, mend = f"{what} is {shown!r}, which is no number", "write digits, and a point before decimals: 12.50"
    raise Wrong(message, mend)


def share_of(text: str, what: str) -> Decimal:
    """A share from 0 to 1 that is written in percent, with or without the sign.

    Raises
    ------
    Wrong
        It is no number, below zero or above 100.
    """
    found = number_of(text.strip().removesuffix("%"), what)
    sign, digits, exponent = found.as_tuple()
    share = Decimal((sign, digits, int(exponent) - 2))
    if share > 1:
        message = f"{what} is {text.strip()[:40]}, more than the whole"
        raise Wrong(message, "write a percentage from 0 to 100")
    return share


def money_of(text: str, what: str) -> tuple[Decimal, str]:
    """An amount of zero or more, and its currency; empty if none is said.

    Raises
    ------
    Wrong
        It is no amount.
    """
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        message = f"{what} is empty"
        raise Wrong(message, "write an amount and its currency: 12.50 USD")
    return number_of(found[1], what), found[2] or ""


def is_currency(text: str) -> bool:
    """Whether a text is written as the code of a currency in ISO 4217."""
    return _CURRENCY.fullmatch(text) is not None


def day_of(text: str, what: str) -> date:
    """A day written ``2026-01-31``.

    Raises
    ------
    Wrong
        It is none.
    """
    day = day_written(text)
    if day is not None:
        return day
    message = f"{what} is {text[:40]!r}, which is no day"
    raise Wrong(message, "write year, month and day: 2026-01-31")


def days_of(text: str, what: str) -> int:
    """A whole number of days, of six digits at most.

    Raises
    ------
    Wrong
        It is none.
    """
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    message = f"{what} is {text[:40]!r}, which is no whole number of days"
    raise Wrong(message, "write whole days")


def fact_of(fields: list[str], what: str) -> Fact:
    """A fact of its value, its document and its day.

    Raises
    ------
    Wrong
        The day is none, or there are more fields.
    """
    if len(fields) > 3:  # noqa: PLR2004 - value, document, day
        message = f"{what} has {len(fields)} fields"
        raise Wrong(message, "write value;document;2026-01-31, and \\; for a semicolon within")
    value, document, day = (*fields, "", "")[:3]
    return Fact(value=value, document=document, on=day_of(day, f"the day of {what}") if day else None)


def written_fact(fact: Fact) -> str:
    """What ``fact_of`` reads as this fact."""
    return joined(fact.value, fact.document, "" if fact.on is None else fact.on.isoformat())


def plain(number: Decimal) -> str:
    """A number without exponent and without zeros at its end."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if text not in {"", "-0"} else "0"


def written_share(share: Decimal) -> str:
    """A share in percent, without the sign."""
    sign, digits, exponent = share.as_tuple()
    return plain(Decimal((sign, digits, int(exponent) + 2)))
