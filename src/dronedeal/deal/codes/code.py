"""One finding code and what is to be said of it. Not a finding: that has a place and a message of its own."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

__all__ = ["Code", "example"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What ``dronedeal explain`` and a page under ``docs/findings`` say of a code.

    Parameters
    ----------
    code
        A letter and three digits, stable for ever. The letter is the part of the work: B bills, D document, E evidence,
        L ledger, N negotiation domains, P planning, S screening.
    title
        What is wrong, in a few words.
    what
        What was found, and what the rule is.
    why
        What would go wrong if it were let through.
    bad
        An example that gives this finding: lines laid over a sound deal, or a whole file.
    good
        The same, mended.
    mend
        What to do.
    file
        The file the examples stand in; empty where they are no file's text.
    """

    code: str
    title: str
    what: str
    why: str
    bad: str
    good: str
    mend: str
    file: str = "deal.yaml"


def example(text: str) -> str:
    """The lines of an example without the indentation they share, and without the blank ends."""
    return textwrap.dedent(text).strip("\n")
