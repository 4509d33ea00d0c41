"""What the first pages of a dossier show: verdict, money, gains, forces, law, leaving, dates. Nouns only; nothing is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dronedeal.deal.plan import Breakup

__all__ = [
    "Answer",
    "AtTable",
    "BranchEnd",
    "Branches",
    "BreakEven",
    "Capacity",
    "Capital",
    "Coming",
    "Expected",
    "Fan",
    "Fee",
    "Forces",
    "Futures",
    "Gain",
    "Gate",
    "Granted",
    "Hangs",
    "Lasting",
    "Leaving",
    "LiveNumber",
    "LivePair",
    "OfferShown",
    "OpenNumber",
    "Passage",
    "RightShown",
    "RulePoint",
    "Scenario",
    "Service",
    "Spread",
    "Step",
    "Verdict",
    "Wagered",
    "WalkAwayShown",
]

Answer = Literal["sign", "sign if", "do not"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkAwayShown:
    """What a principal is compared with: the worth of having no deal, and what that rests on, in words."""

    party: str
    name: str
    value: float
    rests_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer, the rule that gives it, why it is so, and on what it depends."""

    answer: Answer
    headline: str
    rule: str
    reasons: tuple[str, ...]
    conditions: tuple[str, ...]
    walk_aways: tuple[WalkAwayShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the money on its way from claimed to paid; ``low`` and ``high`` differ where only a range is known."""

    id: Literal["claimed", "ceiling", "planned", "within", "firm"]
    name: str
    low: float | None
    high: float | None
    what: str
    claims: tuple[str, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named variant of the deal and what it comes to; ``gains`` by principal, empty without a plan."""

    id: str
    title: str
    status: str
    because: str
    joint_gain: float | None
    gains: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What a party gains over walking away, at its own discount rate.

    ``low`` and ``high`` are the least and most over the base plan and all scenarios, its package kept; ``low_in`` and
    ``high_in`` name them. ``assumed`` is the share of what moves this gain that stands on no claim.
    """

    party: str
    name: str
    principal: bool
    value: float
    walk_away: float
    base: float
    low: float
    high: float
    low_in: str
    high_in: str
    breakup: Breakup
    assumed: float | None
    split_low: float
    split_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """Own forces' need: effect over the horizon with and without the deal, and the quarter in which it does worst.

    ``assumed`` is whether what is wanted rests on no claim.
    """

    need: str
    name: str
    party: str
    service: str
    wanted: float
    assumed: bool
    with_deal: float
    without_deal: float
    worst_quarter: str
    worst_change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Capital:
    """Capital spent on a line abroad or at home, and who puts it in."""

    site: str
    name: str
    country: str
    amount: float
    first: str
    last: str
    paid_by: str
    capacity: float
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A right granted: what has been learned is not unlearned."""

    term: str
    owner: str
    user: str
    right: str
    about: str
    since: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """Money owed whatever is delivered and due within the first year."""

    term: str
    sentence: str
    debtor: str
    creditor: str
    amount: float
    due: str
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """What cannot be undone once signed."""

    capital: tuple[Capital, ...]
    rights: tuple[Granted, ...]
    fees: tuple[Fee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One kit of one system on its way through a channel: when it is open, what bars it, what lifts the bar.

    ``rules`` are the bars in short (``US-DOD-848 from 2027-Q1``), ``bars`` with their reasons.
    """

    system: str
    kit: str
    state: Literal["open", "opens later", "closes", "closed"]
    first: str
    last: str
    rules: tuple[str, ...]
    bars: tuple[str, ...]
    reliefs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A channel that delivers goods and whether the law, as the document states it, lets them through."""

    term: str
    name: str
    seller: str
    buyer: str
    state: Literal["open", "opens later", "closes", "closed"]
    summary: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """A number, and how far it would have to move before a principal gains nothing, deliveries held as planned.

    ``at`` is None where no value between ``least`` and ``most`` does it. ``inside`` tells whether ``at`` lies within the
    range the document itself gives the number.
    """

    path: str
    name: str
    unit: str
    base: float
    at: float | None
    least: float
    most: float
    party: str
    inside: bool
    range: str
    assumed: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What it costs to leave at the end of a year."""

    after: str
    capital: float
    wind_down: float
    firm: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A date of the document or of the plan; ``day`` sorts, ``when`` is how the document says it."""

    day: str
    when: str
    what: str
    kind: Literal["law", "money", "delivery", "event", "kit"]
    place: str
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A party's gain over walking away in all futures: ``worst`` is the mean of the worst twentieth, ``regret`` the share below nothing."""

    name: str
    principal: bool
    base: float
    mean: float
    p05: float
    p50: float
    p95: float
    worst: float
    regret: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangs:
    """What a principal gains with one number low or high, at a twentieth of its chance from either end, all others at their base."""

    name: str
    path: str
    low: str
    high: str
    at_low: float
    at_high: float
    base: float
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """What a principal receives less what it spends, not discounted, by contract year, the last for what falls due later: in all futures.

    One amount a year in each: at 5 % one future in twenty is worse. ``plan`` is the year's with every number at its base.
    """

    name: str
    years: tuple[str, ...]
    p05: tuple[float, ...]
    p25: tuple[float, ...]
    p50: tuple[float, ...]
    p75: tuple[float, ...]
    p95: tuple[float, ...]
    plan: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Share of what a need would use over the horizon that it gets: planned, and in all futures; ``missing`` is effect, at the mean."""

    name: str
    planned: float
    mean: float
    p05: float
    p95: float
    missing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """The plan in many futures: how many, of how many numbers, from which seed, and a digest of all their results."""

    count: int
    drawn: int
    seed: int
    checksum: str
    spreads: tuple[Spread, ...]
    hangs: tuple[Hangs, ...]
    fans: tuple[Fan, ...]
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePoint:
    """A rule's package: gains after planning it again and as payments are only bounded, by side; what it leaves, what each side pays and gets."""

    rule: str
    definition: str
    gains: Mapping[str, float]
    bounds: Mapping[str, float]
    left: float
    left_money: float
    paid: Mapping[str, float]
    received: Mapping[str, float]
    units: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferShown:
    """An offer of the talks: gains by side, how far its side moved them, what it leaves at most."""

    round: int
    date: str
    by: str
    gains: Mapping[str, float]
    moved: Mapping[str, float]
    left: float
    stands: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNumber:
    """An open number at the table: its value in the plan and in each rule's package, in words, and the range all can sign."""

    path: str
    planned: str
    by_rule: Mapping[str, str]
    range: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveNumber:
    """A number of the package as a spreadsheet has it: chosen value, ends, and what one more of it is worth to each side, units as planned."""

    path: str
    chosen: float
    low: float
    high: float
    slopes: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePair:
    """Two numbers that multiply: what their joint move is worth beside each alone."""

    first: str
    second: str
    worth: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTable:
    """What can be agreed: frontier, points of rules, offers; ``because`` says why there is no zone. Gains are over walking away.

    ``frontier``, ``outer`` and ``verified`` are corners, the first side's gain and the second's; empty for more than two sides. ``error`` is the most by which the live
    arithmetic misses the payments.
    """

    sides: tuple[str, ...]
    zone: bool
    because: str
    frontier: tuple[tuple[float, ...], ...]
    outer: tuple[tuple[float, ...], ...]
    verified: tuple[tuple[float, ...], ...]
    gap: float
    within: float
    planned: Mapping[str, float]
    points: tuple[RulePoint, ...]
    offers: tuple[OfferShown, ...]
    numbers: tuple[OpenNumber, ...]
    live: tuple[LiveNumber, ...]
    pairs: tuple[LivePair, ...]
    base: Mapping[str, float]
    error: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a party expects of the plan over all branches, by its own probabilities, present money."""

    name: str
    principal: bool
    value: float
    walk_away: float
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchEnd:
    """One future at the end of the branches: how likely, by the document and as principals think; what comes of the deal in it."""

    name: str
    chance: float
    thinks: Mapping[str, float]
    joint_gain: float
    gains: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Capacity bought at a site, units a quarter: before any branch is known, and in all in each future."""

    site: str
    committed: float
    by_end: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightShown:
    """What a right is worth to all and to each principal; ``by_party`` is empty where that is not told from nothing."""

    what: str
    clause: str
    worth: float
    by_party: Mapping[str, float]
    needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wagered:
    """A branch of which principals think differently, in a sentence, and what both expect to win for each unit paid in it."""

    branch: str
    gain: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """The plan over all branches of what may come; ``because`` says why there is none. What is worth less than ``within`` is not told from nothing."""

    status: str
    because: str
    joint_gain: float
    by_document: float
    gap: float
    within: float
    expected: tuple[Expected, ...]
    ends: tuple[BranchEnd, ...]
    capacity: tuple[Capacity, ...]
    rights: tuple[RightShown, ...]
    knowing: float | None
    wagers: tuple[Wagered, ...]
    traded: str
