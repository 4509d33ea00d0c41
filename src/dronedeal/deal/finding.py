"""A finding: what is wrong or worth knowing in a document, where, and how to mend it. Not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dronedeal.deal.place import Place

__all__ = ["Finding", "Severity", "Unsound", "errors", "sorted_findings"]

Severity = Literal["error", "warning", "note"]

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: its stable code, how bad it is, what it is, where, and the mend.

    ``related`` are other places the message speaks of. Codes are stable, wording is not.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    mend: str
    related: tuple[Place, ...] = ()


class Unsound(ValueError):
    """A verb that needs a sound deal was given one whose check found errors."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep the findings; the message lists the errors among them."""
        self.findings = findings
        super().__init__("\n".join(f"{one.place}  {one.code}  {one.message}" for one in errors(findings)))


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Only the findings that are errors."""
    return tuple(finding for finding in findings if finding.severity == "error")


def sorted_findings(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings by severity, then place, then code, each once."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda one: (_RANK[one.severity], one.place, one.code, one.message)))
