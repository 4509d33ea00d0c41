"""Lots: serial numbers and names by which goods are told apart, as an event says them. Not where they went: ``traced`` says that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["MOST_LOTS", "Run", "joined", "read_lots", "written_lots"]

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_:/#-]|\.(?!\.)){0,59}", re.ASCII)
_SERIAL = re.compile(r"(.*?)([0-9]{1,15})", re.ASCII)
MOST_LOTS = 200
"""Runs that one event may name."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Lots that follow one another: the same ``series`` before a number of ``width`` digits, from ``first`` to ``last``.

    A name that ends in no digit is a run of one, of width 0.
    """

    series: str
    width: int
    first: int
    last: int

    @property
    def lots(self) -> int:
        """How many lots it is."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        """As an event says it: ``F-0001..F-0500``, or one name."""
        if not self.width:
            return self.series
        ends = dict.fromkeys(f"{self.series}{number:0{self.width}d}" for number in (self.first, self.last))
        return "..".join(ends)


def read_lots(text: str) -> tuple[Run, ...]:
    """The lots that a text names, in order, runs that meet taken together.

    Parameters
    ----------
    text
        Names and ranges, ``F-0001..F-0500``, parted by blanks.

    Raises
    ------
    ValueError
        A word is neither, a lot is named twice, or there are more than ``MOST_LOTS`` runs; the message says which.
    """
    runs = sorted(run for word in text.split() for run in _runs(word))
    for one, other in pairwise(runs):
        if (one.series, one.width) == (other.series, other.width) and other.first <= one.last:
            message = f"{other} is named twice"
            raise ValueError(message)
    found = joined(runs)
    if len(found) > MOST_LOTS:
        message = f"{len(found)} lots and ranges are more than {MOST_LOTS}"
        raise ValueError(message)
    return found


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same lots in order, runs that meet or overlap taken together."""
    found: list[Run] = []
    for run in sorted(runs):
        last = found[-1] if found else run
        if found and (last.series, last.width) == (run.series, run.width) and run.first <= last.last + 1:
            found[-1] = Run(run.series, run.width, last.first, max(last.last, run.last))
        else:
            found.append(run)
    return tuple(found)


def _runs(word: str) -> Iterator[Run]:
    """The runs of one word: of numbers that grow a digit, ``F-8..F-12``, one for each number of digits."""
    first, mark, last = word.partition("..")
    one = _lot(first)
    if not mark:
        yield one
        return
    other = _lot(last)
    is_padded = any(str(run.first) != f"{run.first:0{run.width}d}" for run in (one, other))
    is_alike = one.series == other.series and (one.width == other.width or not is_padded)
    if not (one.width and other.width and is_alike and one.first < other.first):
        message = (
            f"{word[:60]} is no range: both ends are alike but for a number, the first below the last, with as many digits where there are "
            "zeros before it"
        )
        raise ValueError(message)
    for width in range(one.width, other.width + 1):
        low = max(one.first, 10 ** (width - 1)) if width > one.width else one.first
        high = min(other.first, 10**width - 1) if width < other.width else other.first
        yield Run(one.series, width, low, high)


def _lot(word: str) -> Run:
    if not _NAME.fullmatch(word):
        message = f"{word[:60]!r} is no lot: letters, digits and . _ : / # -, sixty at most"
        raise ValueError(message)
    serial = _SERIAL.fullmatch(word)
    if serial is None:
        return Run(word, 0, 0, 0)
    number = int(serial[2])
    return Run(serial[1], len(serial[2]), number, number)


def written_lots(runs: Iterable[Run]) -> str:
    """Lots as an event says them; ``read_lots`` of it gives them back."""
    return " ".join(str(run) for run in runs)
