"""What a neutral run lets each side see: its own, and what is released to all. Nothing of another's walk-away, worths, gains or mandate.

Released to all: whether there is a zone; by rule, the definition and the package. To one side beside: its own walk-away, its own gain at each
package, its own ideal. Not released: the joint gain, the frontier, the ranges, certificates, what is missing where there is no zone and why, for
each of them tells of others' walk-aways.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dronedeal.bargaining.table import Bargained

__all__ = ["LEAK", "PointSeen", "View", "views_of"]

LEAK = (
    "A package that a rule picked depends on every side's walk-away, and so tells something of each: whoever knows the set of gains and the rule learns "
    "of n walk-aways all but one number from Nash's point and one frontier line at it. Packages stand on the document's steps, which blurs that and does not undo it. "
    "Nothing here checks that sides told their own numbers truly."
)
"""What is said to whoever reads a view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSeen:
    """A rule's package as one side sees it; ``own_gain`` is that of the verified plan, nothing where no package was recovered."""

    definition: str
    package: Mapping[str, float]
    own_gain: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one side sees of a neutral run."""

    side: str
    sides: tuple[str, ...]
    currency: str
    zone: bool
    own_walk_away: float | None
    points: Mapping[str, PointSeen]
    leak: str


def views_of(found: Bargained) -> dict[str, View]:
    """One view a side, by its name."""
    return {
        side: View(
            side=side, sides=found.sides, currency=found.currency, zone=found.zone.exists, own_walk_away=found.walk_aways.get(side), leak=LEAK,
            points={
                name: PointSeen(definition=point.definition, package=point.package, own_gain=point.verified_gains.get(side))
                for name, point in found.points.items()
            },
        )
        for side in found.sides
    }  # fmt: skip
