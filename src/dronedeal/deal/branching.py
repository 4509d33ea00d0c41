"""A deal seen over its regimes: the futures at the ends of their tree, when each is told from others, and how likely each side thinks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import cast

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.deal import Deal
from dronedeal.deal.event import Regime
from dronedeal.deal.number import Agreed, Disputed, Number, Uncertain, base_of

__all__ = ["Branching", "Leaf", "branching", "chance_of", "leaves_of"]


@dataclass(frozen=True, kw_only=True)
class Branching(Deal):
    """A deal that is planned over all its regimes at once, and not as it stands; ``waits`` says whether capital may wait for them."""

    waits: bool = True


def branching(deal: Deal, *, waits: bool = True, knows: bool = False) -> Branching:
    """The deal, to be planned over its regimes.

    Parameters
    ----------
    waits
        Whether capital may be spent once a branch is known; otherwise all of it is committed before anything is.
    knows
        Whether it is known from the start which branches come about.
    """
    said = {one.name: getattr(deal, one.name) for one in fields(Deal)}
    if knows:
        said["regimes"] = {name: replace(regime, since=None) for name, regime in deal.regimes.items()}
    return Branching(**said, waits=waits)


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One future at the end of the tree of regimes.

    Attributes
    ----------
    regimes
        The branches that lead to it, from the root; none where the deal has no regimes.
    deal
        The deal in it: events happen when its branches say so, a later branch's word before an earlier one's, and else as the document
        has them.
    chance
        How likely it is by the document.
    chances
        How likely each party thinks it.
    """

    regimes: tuple[Regime, ...]
    deal: Deal
    chance: float
    chances: Mapping[str, float]

    @property
    def name(self) -> str:
        """The last branch, which no other leaf has; nothing where the deal has no regimes."""
        return self.regimes[-1].id if self.regimes else ""

    @property
    def nodes(self) -> tuple[str, ...]:
        """By quarter, the last branch known: leaves that share it cannot be told apart then."""
        return tuple(self._node(quarter) for quarter in self.deal.horizon.quarters)

    def _node(self, quarter: Quarter) -> str:
        known = ""
        for regime in self.regimes:
            if regime.since is not None and regime.since > quarter:
                break
            known = regime.id
        return known


def leaves_of(deal: Deal) -> tuple[Leaf, ...]:
    """The futures at the ends of a deal's tree of regimes, in the document's order; the deal as it stands where it has none."""
    plain = _as_it_stands(deal)
    if not deal.regimes:
        return (Leaf(regimes=(), deal=plain, chance=1.0, chances=dict.fromkeys(deal.parties, 1.0)),)
    followed = {regime.after for regime in deal.regimes.values()}
    return tuple(_leaf(deal, plain, regime) for regime in deal.regimes.values() if regime.id not in followed)


def _as_it_stands(deal: Deal) -> Deal:
    return Deal(**{one.name: getattr(deal, one.name) for one in fields(Deal) if one.name != "regimes"})


def _leaf(deal: Deal, plain: Deal, last: Regime) -> Leaf:
    path = [last]
    while path[0].after:
        path.insert(0, deal.regimes[path[0].after])
    dates = {name: quarter for regime in path for name, quarter in regime.events.items()}
    events = {name: replace(event, on=dates.get(name, event.on)) for name, event in deal.events.items()}
    return Leaf(
        regimes=tuple(path), deal=replace(plain, events=events), chance=chance_of(deal, last),
        chances={party: chance_of(deal, last, party) for party in deal.parties},
    )  # fmt: skip


def chance_of(deal: Deal, regime: Regime, party: str = "") -> float:
    """How likely a branch is from the start, by the document or as a party thinks."""
    chance = _share(regime.believed.get(party, regime.probability))
    return chance * (chance_of(deal, deal.regimes[regime.after], party) if regime.after else 1.0)


def _share(number: Number) -> float:
    # a probability that is open, or a series, is a finding already
    return float(base_of(cast("Agreed | Uncertain | Disputed", number)))
