"""Numbers of domain files, exact, and the findings about what is none. Not amounts: they have no unit."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place

__all__ = ["Unread", "exact_of"]

_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?", re.ASCII)


class Unread(Exception):
    """A domain file that cannot be read; ``finding`` says where and why."""

    def __init__(self, message: str, place: Place, mend: str, code: str = "N101") -> None:
        """Make the finding."""
        self.finding = Finding(code=code, severity="error", message=message, place=place, mend=mend)
        super().__init__(message)


def exact_of(text: str, what: str, place: Place) -> Fraction:
    """The decimal a file writes, exact.

    Raises
    ------
    Unread
        It is no finite decimal of a size that people write.
    """
    if not _NUMBER.fullmatch(text.strip()):
        message = f"{what} is no number: {text.strip()[:40]!r}"
        raise Unread(message, place, "write a decimal, such as 0.25")
    return Fraction(Decimal(text.strip()))
