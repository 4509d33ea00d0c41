"""Which efficient package to agree on, by each rule under its stated definition: exact, and with all ties. No rule is called fair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np
from numpy.typing import NDArray

from dronedeal.bargaining.domains.frontier import Efficient, Frontier

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
    """Every rule's point among the rational efficient packages.

    Those that cannot be best are told by floats, by far more than these may be off; which of the rest is, in whole numbers and fractions.
    """
    profiles = frontier.domain.profiles
    least = [int(profile.reservation * profile.scale) for profile in profiles]
    rational = [
        point for point in frontier.points if all(one >= bound for one, bound in zip(point.whole, least, strict=True))
    ]
    reservations = [profile.reservation for profile in profiles]
    if not rational:
        return {name: Point(name=name, definition=said, found=(), score=()) for name, said in DEFINITIONS.items()}
    scales = np.array([float(profile.scale) for profile in profiles])
    # gains are whole too, so that no float takes one large number from another
    gains = (
        np.array([[float(one - bound) for one, bound in zip(point.whole, least, strict=True)] for point in rational])
        / scales
    )
    most = [max(point.whole[at] for point in rational) for at in range(len(profiles))]
    ideal = [Fraction(best, profile.scale) - profile.reservation for best, profile in zip(most, profiles, strict=True)]
    able = [at for at, one in enumerate(ideal) if one > 0]
    shares = gains[:, able] / np.array([float(ideal[at]) for at in able])

    def shared(gained: _Gains) -> tuple[Fraction, ...]:
        return tuple(sorted(gained[at] / ideal[at] for at in able))

    found = {
        "welfare": (gains.sum(axis=1), lambda gained: (sum(gained, sum(reservations, Fraction(0))),)),
        "nash": (gains.prod(axis=1), lambda gained: (prod(gained, start=Fraction(1)),)),
        "kalai_smorodinsky": (shares.min(axis=1, initial=np.inf), shared),
        "egalitarian": (gains.min(axis=1), lambda gained: tuple(sorted(gained))),
    }
    return {
        name: _best(name, [rational[at] for at in _promising(rough)], reservations, score)
        for name, (rough, score) in found.items()
    }


_ROUGH = 1e-9
"""Share of the largest score by which one told by floats may be off, with much to spare."""


def _promising(rough: NDArray[np.float64]) -> list[int]:
    """Positions of scores that may be the best, as far as floats tell."""
    finite = rough[np.isfinite(rough)]
    if not finite.size:
        return list(range(rough.size))
    room = _ROUGH * max(float(np.abs(finite).max()), 1e-300)
    return np.flatnonzero(rough >= rough.max() - room).tolist()


def _best(
    name: str,
    rational: Sequence[Efficient],
    reservations: Sequence[Fraction],
    score: Callable[[_Gains], tuple[Fraction, ...]],
) -> Point:
    scores = [
        score(tuple(one - least for one, least in zip(point.utilities, reservations, strict=True)))
        for point in rational
    ]
    best = max(scores)
    found = tuple(point for point, one in zip(rational, scores, strict=True) if one == best)
    return Point(name=name, definition=DEFINITIONS[name], found=found, score=best)
