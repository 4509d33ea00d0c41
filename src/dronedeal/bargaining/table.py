"""What bargaining found: the zone, the ranges, the frontier, the points. Nouns only: ``bargain`` finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = [
    "Bargained",
    "Certificate",
    "Corner",
    "Exchanged",
    "FrontierFound",
    "Left",
    "PointFound",
    "RangeFound",
    "ZoneFound",
]

Money = Mapping[str, float]
"""Present money by side, each at its own rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFound:
    """Whether any package leaves every side at its walk-away or above, and every mandate kept.

    ``gap`` is what each side misses at best where none does, nothing else; ``cheapest`` what the walk-away of each side alone would have to fall by to close it, cheapest first,
    as far as the plan at hand tells.
    """

    exists: bool
    gap: float
    because: str
    cheapest: Money = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeFound:
    """An open number: what the document allows, and what no package goes beyond that every side can sign; in its own unit."""

    path: str
    unit: str
    low: float
    high: float
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """Gains on the frontier. ``reached`` is no where the frontier jumps, and only the other end is reached."""

    gains: Money
    reached: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierFound:
    """The efficient gains.

    Attributes
    ----------
    points
        Corners, by rising gain of the first side; payments there are bounded by prices, and may be off by what ``verified`` shows.
    outer
        Corners of what nothing is beyond, for two sides.
    verified
        Gains of the packages that were planned with every number fixed, by rising gain of the first side.
    gap
        How far the outer bound is beyond the frontier of what was found, as a share of both ranges at once, over all choices of the integers.
    within
        The same within one choice of the integers.
    ranges
        From the least on the frontier to the most, by side.
    programs
        How many programs were solved.
    """

    points: tuple[Corner, ...]
    outer: tuple[Corner, ...]
    verified: tuple[Corner, ...]
    gap: float
    within: float
    ranges: Money
    programs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What could still be had at most: the share of ideals that all sides could gain at once, and money in all with nobody worse off."""

    share: float
    money: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Proof of a point: by ``weights`` on gains the point has ``here``, and nothing that can be reached has more than ``bound``; the distance is a share of ``here``."""

    weights: Money
    here: float
    bound: float
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """What a side gives and gets by the plan of a package, under clauses proposed: money in nominal terms, and units of all systems."""

    paid: float
    received: float
    units_given: float
    units_got: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFound:
    """A rule's point: balanced given these walk-aways, and by this rule alone.

    Attributes
    ----------
    values, gains
        Where payments are bounded by prices: no package does better by the rule within the certificate's distance.
    package
        The open numbers, on their quanta; empty where none could be recovered.
    verified, verified_gains
        After planning again with the package fixed; empty where there is none.
    bound_distance
        What could still be had beyond the verified plan, at most.
    certificate
        Of ``gains``.
    exchanged
        What each side gives and gets by the verified plan.
    """

    name: str
    definition: str
    reservations: Money
    ideals: Money
    values: Money
    gains: Money
    package: Mapping[str, float]
    verified: Money
    verified_gains: Money
    bound_distance: Left
    certificate: Certificate
    exchanged: Mapping[str, Exchanged]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargained:
    """What can be agreed.

    ``walk_aways`` are what every gain is counted from; ``least`` what mandates ask for beside; ``notes`` say what was not proven.
    """

    sides: tuple[str, ...]
    currency: str
    walk_aways: Money
    least: Money
    zone: ZoneFound
    ranges: tuple[RangeFound, ...]
    frontier: FrontierFound | None
    points: Mapping[str, PointFound]
    notes: tuple[str, ...] = ()
