"""The registry of claims: one row a claim, read from ``claims.csv``. Not a judgement: which claim is true is not decided here."""

from __future__ import annotations

import csv
import io
from decimal import Decimal, InvalidOperation

from dronedeal.deal.claim import Claim
from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place

__all__ = ["COLUMNS", "read_claims"]

COLUMNS = (
    "id",
    "subject",
    "quantity",
    "low",
    "high",
    "unit",
    "as_of",
    "publisher",
    "published",
    "title",
    "url",
    "confidence",
    "note",
)
"""Columns of the registry, in order; ``low`` and ``high`` may be empty for statements that are not numbers."""

_GRADES = ("high", "medium", "low")


def read_claims(text: str, name: str) -> tuple[dict[str, Claim], list[Finding]]:
    """Read a registry.

    Parameters
    ----------
    text
        The file's text: CSV with a header row of ``COLUMNS``.
    name
        The file's name, for places.

    Returns
    -------
    Claims by id, and the findings: a missing column, a repeated id, a bound that is no number, an unknown grade.
    """
    findings: list[Finding] = []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return {}, [_finding("E101", f"this is not CSV: {error}", Place(name), "save it as comma-separated UTF-8")]
    if not rows or not set(COLUMNS) <= set(rows[0]):
        missing = ", ".join(column for column in COLUMNS if not rows or column not in rows[0])
        return {}, [
            _finding("E102", f"the registry lacks the columns {missing}", Place(name, 1), "give it a header row")
        ]
    claims: dict[str, Claim] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        claim = _claim(rows[0], row, Place(name, line, 1), findings)
        if claim is None:
            continue
        if claim.id in claims:
            findings.append(
                _finding(
                    "E103",
                    f"claim {claim.id} stands here a second time",
                    claim.place,
                    "give it an id of its own",
                    claims[claim.id].place,
                )
            )
            continue
        claims[claim.id] = claim
    return claims, findings


def _claim(header: list[str], row: list[str], place: Place, findings: list[Finding]) -> Claim | None:
    if len(row) != len(header):
        findings.append(
            _finding(
                "E104",
                f"this row has {len(row)} cells, the header {len(header)}",
                place,
                "quote cells that hold commas",
            )
        )
        return None
    cells = {column: cell.strip() for column, cell in zip(header, row, strict=True)}
    bounds: dict[str, Decimal | None] = {}
    for key in ("low", "high"):
        value = _decimal(cells[key])
        if value is None and cells[key]:
            findings.append(
                _finding(
                    "E105",
                    f"{key} of {cells['id']} is no number: {cells[key][:40]!r}",
                    place,
                    "write digits, or leave it empty",
                )
            )
            return None
        bounds[key] = value
    if bounds["low"] is not None and bounds["high"] is not None and bounds["low"] > bounds["high"]:
        findings.append(_finding("E105", f"low of {cells['id']} is above its high", place, "swap the two"))
        return None
    if cells["confidence"] not in _GRADES or not cells["id"]:
        findings.append(
            _finding(
                "E106",
                f"{cells['id'] or 'a claim'} has confidence {cells['confidence'][:40]!r}",
                place,
                "give an id, and one of high, medium, low",
            )
        )
        return None
    plain = {column: cells[column] for column in COLUMNS if column not in bounds}
    return Claim(**plain, low=bounds["low"], high=bounds["high"], place=place)


def _decimal(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal("1e18") else None


def _finding(code: str, message: str, place: Place, mend: str, *related: Place) -> Finding:
    return Finding(code=code, severity="error", message=message, place=place, mend=mend, related=related)
