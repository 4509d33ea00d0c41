"""The workbook: a dossier as ``study.xlsx``, one sheet a table. The same dossier gives the same bytes."""

from __future__ import annotations

from dronedeal.report.book import book_of
from dronedeal.report.dossier import Dossier
from dronedeal.report.sheets import sheets

__all__ = ["workbook"]


def workbook(dossier: Dossier) -> bytes:
    """The dossier as an Excel file."""
    return book_of(sheets(dossier), title=dossier.title, comments=f"dronedeal {dossier.version}. {dossier.view}")
