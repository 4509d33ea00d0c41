"""A finite negotiation domain: issues with a few values each, and what every party gives for each. Not a deal: nothing is planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

__all__ = ["Domain", "Issue", "Profile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something to settle, and the values it may take, in the order of the file."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one party gives for packages: the sum over issues of what it gives for the value of each.

    Attributes
    ----------
    worths
        By issue and value, exact: a number is the decimal its file writes.
    reservation
        What no agreement is worth, in the same units; never moved.
    """

    name: str
    worths: tuple[tuple[Fraction, ...], ...]
    reservation: Fraction

    @property
    def scale(self) -> int:
        """The least whole number by which every worth and the reservation become whole."""
        return lcm(self.reservation.denominator, *(worth.denominator for values in self.worths for worth in values))

    def at(self, package: Sequence[int]) -> Fraction:
        """The utility of a package, given as the position of each issue's value."""
        return sum((values[at] for values, at in zip(self.worths, package, strict=True)), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """Issues and the profiles of two parties or more; a package takes one value of each issue."""

    name: str
    issues: tuple[Issue, ...]
    profiles: tuple[Profile, ...]

    @property
    def outcomes(self) -> int:
        """How many packages there are."""
        return prod(len(issue.values) for issue in self.issues)

    def said(self, package: Sequence[int]) -> dict[str, str]:
        """A package in the domain's own words."""
        return {issue.name: issue.values[at] for issue, at in zip(self.issues, package, strict=True)}
