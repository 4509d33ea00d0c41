"""A plan: who makes, delivers, pays and receives what, and what it is worth to each side. The result, not the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dronedeal.deal.place import Place

__all__ = [
    "Binding",
    "Breakup",
    "Cash",
    "ClauseCost",
    "ConflictLine",
    "Delivery",
    "PartyPlan",
    "Plan",
    "PlanStatus",
    "Served",
    "SolverReport",
]

PlanStatus = Literal["optimal", "unproven", "no zone", "infeasible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakup:
    """What a gain is made of, in present money at the party's own rate; the parts sum to the gain.

    ``savings``: cost avoided less what is spent instead. ``forces``: declared worth of more effect. ``industry``: sales, fees,
    royalties and taxes less what making costs. ``timing``: owed only to parties weighing later money unequally.
    ``declared``: worth the document declares for holding rights.
    """

    savings: float
    forces: float
    industry: float
    timing: float
    declared: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPlan:
    """One party: value under the plan, value walking away, the gain, what it is made of; money at present worth."""

    value: float
    walk_away: float
    gain: float
    breakup: Breakup


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Units of one system and kit, from a party to a party's need, delivered in a quarter (index of the horizon)."""

    term: str
    system: str
    kit: str
    site: str
    from_party: str
    to_party: str
    need: str
    quarter: int
    units: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cash:
    """Money one payable line moves for what counted in ``quarter``; ``due`` is the quarter it is paid in, past the end too."""

    line: str
    term: str
    debtor: str
    creditor: str
    quarter: int
    due: int
    amount: float
    currency: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Effect a need gets in a quarter: wanted, served, of it by alternatives, and what it would get without the deal."""

    need: str
    quarter: int
    wanted: float
    served: float
    by_alternatives: float
    without_deal: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCost:
    """A clause: what striking it would change. ``cost`` is the joint value without it less with it (negative: it earns).

    ``by_party`` is the same for each party, at the plan's prices. ``rate`` is the local worth of one unit more of its limits.
    Without a clause that is ``needed`` no plan at this package lifts everybody to its walk-away: then all walk away, and ``short``
    says who would miss its own, and by how much, in the plan that misses least.
    """

    path: str
    place: Place
    text: str
    cost: float
    by_party: Mapping[str, float]
    rate: float
    needed: bool = False
    short: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A line of the document that binds, and the joint value of one unit more in the quarters in which it does."""

    path: str
    place: Place
    text: str
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    """One of a smallest set of lines that cannot hold together."""

    path: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SolverReport:
    """Sizes, seconds and the largest residual of the reported solve; walk-away solves are timed apart."""

    rows: int
    columns: int
    integers: int
    nonzeros: int
    seconds: float
    assemble_seconds: float
    walk_away_seconds: float
    total_seconds: float
    max_residual: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of a deal, or why there is none.

    ``gap`` is the distance of the reported joint value to the proven bound, relative to the joint gain. ``splits`` is the range
    of each party's gain over all payments that keep the joint value. ``package`` is the value chosen for each open number.
    ``because`` says in words why there is no plan; ``conflict`` names the lines.
    """

    status: PlanStatus
    because: str
    joint_value: float
    joint_walk_away: float
    joint_gain: float
    gap: float
    rule: str
    parties: Mapping[str, PartyPlan]
    splits: Mapping[str, tuple[float, float]]
    package: Mapping[str, float]
    deliveries: tuple[Delivery, ...] = ()
    cash: tuple[Cash, ...] = ()
    served: tuple[Served, ...] = ()
    built: Mapping[str, tuple[float, ...]] = field(default_factory=dict[str, tuple[float, ...]])
    clauses: tuple[ClauseCost, ...] = ()
    binding: tuple[Binding, ...] = ()
    money_worth: Mapping[str, float] = field(default_factory=dict[str, float])
    conflict: tuple[ConflictLine, ...] = ()
    notes: tuple[str, ...] = ()
    solver: SolverReport
