"""Findings of one reading, of which there may be very many: the first of each kind, and how many more. Not a log."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dronedeal.deal.finding import Finding, Severity, sorted_findings
from dronedeal.deal.place import Located, Place

__all__ = ["MOST_ALIKE", "Notebook"]

MOST_ALIKE = 50
"""Findings of one code that are told one by one."""


@dataclass(slots=True)
class Notebook:
    """What is found in one file.

    Parameters
    ----------
    file
        Its name, for places.
    """

    file: str
    sound: bool = True
    found: list[Finding] = field(default_factory=list[Finding])
    count: Counter[tuple[str, Severity]] = field(default_factory=Counter[tuple[str, Severity]])

    def note(
        self,
        code: str,
        message: str,
        mend: str,
        *,
        place: Located | None = None,
        severity: Severity = "error",
        related: tuple[Place, ...] = (),
    ) -> None:
        """Take a finding down, or count it where there are many of its kind."""
        self.sound = self.sound and severity != "error"
        self.count[code, severity] += 1
        if self.count[code, severity] <= MOST_ALIKE:
            where = Place(self.file) if place is None else place.place
            self.found.append(
                Finding(code=code, severity=severity, message=message, place=where, mend=mend, related=related)
            )

    def once(self, before: object, said: object, about: str, place: Located) -> None:
        """See that what is said a second time is the same: else the verdict would be that of whoever spoke last."""
        if before not in {None, ""} and before != said:
            message = f"the {about} stands here a second time, and says otherwise"
            self.note("B103", message, "keep the one that holds", place=place)

    def take(self, finding: Finding) -> None:
        """Take down a finding that somebody else made."""
        self.note(
            finding.code, finding.message, finding.mend, place=finding.place, severity=finding.severity, related=finding.related
        )  # fmt: skip

    def is_full(self, code: str, severity: Severity = "error") -> bool:
        """Whether a further finding of the kind would only be counted: its place need not be looked for."""
        return self.count[code, severity] >= MOST_ALIKE

    def all(self) -> tuple[Finding, ...]:
        """Every finding, sorted, and for each kind how many were only counted."""
        more = [
            Finding(
                code=code,
                severity=severity,
                message=f"{count - MOST_ALIKE:,} more findings {code} that are not told one by one",
                place=Place(self.file),
                mend="mend those that are told, and read again",
            )
            for (code, severity), count in self.count.items()
            if count > MOST_ALIKE
        ]
        return sorted_findings(self.found + more)
