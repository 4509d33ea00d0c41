"""A statement as PDF, typeset by Typst. The same statement gives the same bytes: no clock, and no fonts but those that Typst brings."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from dronedeal.deal import Deal
from dronedeal.report.stated import stated_words

if TYPE_CHECKING:
    from dronedeal.settlement import Statement

__all__ = ["statement_pdf"]


def statement_pdf(statement: Statement, deal: Deal) -> bytes:
    """A statement as a tagged PDF of A4 pages, dated with the statement's own day.

    What the statement says is handed over as data, never written into the template: no name can become markup.
    """
    import typst

    template = files("dronedeal.report").joinpath("templates", "statement.typ").read_bytes()
    words = json.dumps(stated_words(statement, deal), ensure_ascii=False)
    return typst.compile(
        template,
        format="pdf",
        sys_inputs={"statement": words},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
