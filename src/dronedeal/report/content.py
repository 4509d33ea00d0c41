"""Where the cost of what the plan delivers arises, by who gets it: shares of kits' bills times what is delivered. Not a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dronedeal.planning import Bases
from dronedeal.report.basis import Basis
from dronedeal.report.wording import named

__all__ = ["UNKNOWN", "ContentShown", "content"]

UNKNOWN = "not known"
"""Where the cost of what bills leave open arises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentShown:
    """What one party gets from kits that have bills: what these cost to make, and the share of it by country, largest first.

    Costs are in the deal's currency, each unit's at the quarter it is delivered, without what a site's own costs add.
    """

    party: str
    cost: float
    shares: Mapping[str, float]


def content(one: Basis) -> tuple[ContentShown, ...]:
    """By party, the dearest first; nothing where no delivered kit has a bill that names countries."""
    shares: defaultdict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for origin in one.deal.origins:
        shares[origin.system, origin.kit][origin.country] = float(origin.share)
    bases = Bases(one.deal, one.settled)
    costs: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for delivery in one.plan.deliveries:
        kit = (delivery.system, delivery.kit)
        if kit not in shares or delivery.units <= 0:
            continue
        cost = delivery.units * float(bases.unit_cost(*kit)[delivery.quarter])
        by_country = costs[delivery.to_party]
        for country, share in shares[kit].items():
            by_country[country] += cost * share
        by_country[UNKNOWN] += cost * max(0.0, 1.0 - sum(shares[kit].values()))
    found = (_shown(named(one.deal, party), by_country) for party, by_country in costs.items())
    return tuple(sorted(found, key=lambda shown: -shown.cost))


def _shown(party: str, by_country: Mapping[str, float]) -> ContentShown:
    total = sum(by_country.values())
    largest = sorted(by_country.items(), key=lambda pair: (-pair[1], pair[0]))
    return ContentShown(
        party=party, cost=total, shares={country: cost / total for country, cost in largest if cost > _LEAST * total}
    )


_LEAST = 5e-4
"""Shares below are what rounding shares to four places leaves."""
