"""What the pages for analysts show: deliveries, capacity, cash, needs, clauses, numbers, sources. Nouns only; nothing is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = [
    "CashLine",
    "CashOf",
    "Channel",
    "ClauseShown",
    "Conflicting",
    "Disagreement",
    "FindingShown",
    "Limit",
    "Line",
    "NeedServed",
    "NumberShown",
    "PackageItem",
    "Proof",
    "Source",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Units of one system through one channel, quarter by quarter."""

    term: str
    name: str
    proposed: bool
    system: str
    system_name: str
    kits: str
    seller: str
    buyer: str
    units: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a site can make a quarter, what it makes, and how full that makes it; ``built`` is capacity bought, by quarter."""

    site: str
    name: str
    owner: str
    country: str
    systems: str
    start: float
    start_assumed: bool
    built: tuple[float, ...]
    capacity: tuple[float, ...]
    used: tuple[float, ...]
    peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CashOf:
    """Money a party receives and pays, by the quarter it is paid; quarters past the horizon are in the last entry.

    ``net`` is received less paid under all terms, ``net_proposed`` under proposed ones; the totals add them up.
    """

    party: str
    name: str
    principal: bool
    received: tuple[float, ...]
    paid: tuple[float, ...]
    net: tuple[float, ...]
    net_proposed: tuple[float, ...]
    total: float
    total_proposed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLine:
    """A payable line over the whole plan."""

    path: str
    term: str
    proposed: bool
    sentence: str
    debtor: str
    creditor: str
    by_year: tuple[float, ...]
    total: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedServed:
    """A need of a service: effect wanted and served over the horizon."""

    need: str
    name: str
    party: str
    party_name: str
    service: str
    role: str
    own: bool
    wanted: float
    served: float
    by_alternatives: float
    without_deal: float
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseShown:
    """A proposed clause in sentences, and what striking it would change: ``worth`` is the joint value it adds.

    Without a clause that is ``needed`` nobody signs at this package, so that its worth is the whole deal's; ``short`` says by name
    who would miss its walk-away, and by how much.
    """

    term: str
    name: str
    form: str
    text: str
    sentences: tuple[str, ...]
    worth: float | None
    by_party: Mapping[str, float]
    needed: bool
    short: Mapping[str, float]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A line of the document that binds the plan, and the joint value of one unit more of it."""

    path: str
    text: str
    rate: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageItem:
    """An open number and the value the plan gives it."""

    path: str
    chosen: float
    said: str
    range: str
    unit: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberShown:
    """A number of the document: its kind, what it says, and what it rests on."""

    path: str
    kind: str
    said: str
    low: float
    base: float
    high: float
    unit: str
    claims: tuple[str, ...]
    assumed: bool
    why: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Claims that cannot all hold."""

    claims: tuple[str, ...]
    about: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A claim that something in the document rests on."""

    id: str
    quantity: str
    said: str
    as_of: str
    publisher: str
    published: str
    title: str
    url: str
    confidence: str
    note: str
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingShown:
    """A finding about the document."""

    code: str
    severity: str
    message: str
    place: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicting:
    """One of a smallest set of lines that cannot hold together."""

    path: str
    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How far the plan is proven: sizes, gap and residual. No seconds: the same input gives the same bytes."""

    status: str
    gap: float
    max_residual: float
    rows: int
    columns: int
    integers: int
    nonzeros: int
    rule: str
