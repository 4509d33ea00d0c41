"""What a plan over regimes comes to: in expectation, in every future, and what rights are worth. The result, not how it is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dronedeal.deal.plan import ConflictLine

__all__ = ["Belief", "LeafPlan", "OverRegimes", "PartyOver", "Right", "Wager"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOver:
    """One party over all regimes: present money it expects at its own rate and by its own probabilities; see ``PartyPlan``."""

    value: float
    walk_away: float
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafPlan:
    """The plan in one future at the end of the tree.

    Attributes
    ----------
    regimes
        Branches that lead to it, from the root.
    chance, chances
        How likely it is by the document, and as each party thinks.
    gains
        Present money of each party if this future comes about: with the deal less without it, both as planned over all regimes.
    joint_gain
        The same of real resources and worths of all.
    built
        Capacity bought at each site, units a quarter, by the quarter its capital is spent.
    delivered
        Units delivered under each clause over the horizon.
    """

    regimes: tuple[str, ...]
    chance: float
    chances: Mapping[str, float]
    gains: Mapping[str, float]
    joint_gain: float
    built: Mapping[str, tuple[float, ...]]
    delivered: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What it is worth to be able to do something once more is known: value with it less value without it, re-planned.

    ``kind`` is ``leave``, ``call back``, ``wait`` (buy capacity once a branch is known) or ``hedge`` (any other clause that hangs on an
    event of the regimes). Below zero it costs more than it brings. Where what is left without it has no zone, ``needed``. ``by_party`` is
    empty where the worth to all is too little to be told from nothing: then plans worth the same split it at will.
    """

    kind: str
    clause: str
    worth: float
    by_party: Mapping[str, float]
    needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What a clause about money alone moves between parties that think its futures unequally likely, expected present money.

    ``own`` is what each expects of its payments by its own probabilities, ``common`` by the document's. ``traded`` is what all their own
    expectations add to the common one together: above zero each thinks it has the better of the other.
    """

    clause: str
    own: Mapping[str, float]
    common: Mapping[str, float]
    traded: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wager:
    """A branch of which two principals think differently: money paid in it by who thinks it less likely pleases both.

    ``gain`` is what both expect to win together for each unit of money paid, before discounting: the difference of probabilities.
    """

    regime: str
    payer: str
    payee: str
    payer_thinks: float
    payee_thinks: float

    @property
    def gain(self) -> float:
        """The difference of probabilities."""
        return self.payee_thinks - self.payer_thinks


@dataclass(frozen=True, slots=True, kw_only=True)
class OverRegimes:
    """A plan over regimes, or why there is none.

    Attributes
    ----------
    status
        ``optimal`` within ``gap``, ``unproven``, ``no zone`` or ``infeasible``; ``because`` says why there is no plan.
    joint_gain
        Expected real resources and worths of all with the deal less without it, each at its bearer's rate and probabilities. Where sides
        think differently it is no one side's expectation.
    by_document
        The same by the document's probabilities, of the same plan.
    gap
        Distance to the proven bound, relative to the joint gain.
    committed
        Capacity bought by site before the first branch is known, units a quarter.
    knowing
        What it would be worth to all, with the deal, to know the branch from the start (expected value of perfect information;
        Raiffa and Schlaifer 1961), the walk-aways as they are; nothing where that was not found, or sides think differently.
    within
        What is worth less than this is not told from nothing: how far plans may be from the best.
    conflict
        Where nothing can be planned: the lines of the document that cannot hold together.
    """

    status: str
    because: str
    currency: str
    principals: tuple[str, ...]
    parties: Mapping[str, PartyOver]
    joint_gain: float
    by_document: float
    gap: float
    within: float
    package: Mapping[str, float]
    leaves: tuple[LeafPlan, ...]
    committed: Mapping[str, float]
    rights: tuple[Right, ...]
    knowing: float | None
    beliefs: tuple[Belief, ...]
    wagers: tuple[Wager, ...]
    noise: float
    conflict: tuple[ConflictLine, ...]
    notes: tuple[str, ...]
