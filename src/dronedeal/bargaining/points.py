"""Which efficient package to agree on, by each rule under its stated definition: exact, and with all ties. No rule is called fair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from dronedeal.bargaining.frontier import Efficient, Frontier

__all__ = ["DEFINITIONS", "Point", "points_of"]

_Gains = tuple[Fraction, ...]

DEFINITIONS = {
    "welfare": "the greatest sum of utilities among packages that leave nobody below its reservation; utilities are added as the files scale them",
    "nash": "the greatest product of gains over reservations, among packages that leave nobody below its own (Nash 1950)",
    "kalai_smorodinsky": "the greatest common share of what each could gain at most, its ideal being its best package that leaves nobody below its "
    "reservation; then the next smallest share, and so on (Kalai and Smorodinsky 1975; on finite sets and lexicographically, Imai 1983)",
    "egalitarian": "the greatest smallest gain over reservations; then the next smallest, and so on (Kalai 1977, lexicographically)",
}
"""What each point is, with the reservation and the ideal it uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A rule's answer: every efficient tuple of utilities that meets it equally well; none where no package is rational for all.

    ``score`` is what the rule made the most of: a sum, a product, or shares or gains in ascending order.
    """

    name: str
    definition: str
    found: tuple[Efficient, ...]
    score: tuple[Fraction, ...]


def points_of(frontier: Frontier) -> dict[str, Point]:
    """Every rule's point among the rational efficient packages."""
    reservations = [profile.reservation for profile in frontier.domain.profiles]
    rational = [
        point
        for point in frontier.points
        if all(utility >= least for utility, least in zip(point.utilities, reservations, strict=True))
    ]
    gains = {id(point): _gains(point, reservations) for point in rational}
    most = [max((gains[id(point)][at] for point in rational), default=Fraction(0)) for at in range(len(reservations))]

    def shares(gained: _Gains) -> tuple[Fraction, ...]:
        return tuple(sorted(one / best for one, best in zip(gained, most, strict=True) if best > 0))

    scores: dict[str, Callable[[Efficient], tuple[Fraction, ...]]] = {
        "welfare": lambda point: (sum(point.utilities, Fraction(0)),),
        "nash": lambda point: (prod(gains[id(point)], start=Fraction(1)),),
        "kalai_smorodinsky": lambda point: shares(gains[id(point)]),
        "egalitarian": lambda point: tuple(sorted(gains[id(point)])),
    }
    return {name: _best(name, rational, score) for name, score in scores.items()}


def _gains(point: Efficient, reservations: Sequence[Fraction]) -> _Gains:
    return tuple(utility - least for utility, least in zip(point.utilities, reservations, strict=True))


def _best(name: str, rational: Sequence[Efficient], score: Callable[[Efficient], tuple[Fraction, ...]]) -> Point:
    scores = [score(point) for point in rational]
    best = max(scores, default=())
    found = tuple(point for point, one in zip(rational, scores, strict=True) if one == best)
    return Point(name=name, definition=DEFINITIONS[name], found=found, score=best)
