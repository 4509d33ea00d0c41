"""A statement as PDF, typeset by Typst. The same statement gives the same bytes: no clock, and no fonts but those that Typst brings."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from dronedeal.deal import Deal
from dronedeal.report.stated import stated_words

if TYPE_CHECKING:
    from dronedeal.settlement import Statement

__all__ = ["statement_pdf"]

_STRANGE = re.compile(
    "[^\\n -~\u00a0-\u0233\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u2010-\u2026\u20ac\u20b4\u2212\u2248×]"
)
"""What is not sure to be in Typst's own fonts."""


def statement_pdf(statement: Statement, deal: Deal) -> bytes:
    """A statement as a tagged PDF of A4 pages (PDF/UA-1), dated with the statement's own day.

    What the statement says is handed over as data, never written into the template: no name can become markup. Typst's
    own fonts have Latin, Greek and Cyrillic; where a name has a character that they lack, all but these are written as
    their numbers in Unicode, ``[U+9632]``, rather than as empty boxes.
    """
    import typst

    words = json.dumps(stated_words(statement, deal), ensure_ascii=False)
    try:
        return _pages(words)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
    return _pages(_STRANGE.sub(lambda found: f"[U+{ord(found[0]):04X}]", words))


def _pages(words: str) -> bytes:
    import typst

    template = files("dronedeal.report").joinpath("templates", "statement.typ").read_bytes()
    return typst.compile(
        template,
        format="pdf",
        sys_inputs={"statement": words},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
