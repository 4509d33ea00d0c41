"""The deal: everything one document says. Not a plan, a price or a judgement: verbs make those from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache, cached_property
from typing import Any, cast

from dronedeal.deal.asked import exact
from dronedeal.deal.calendar import Horizon
from dronedeal.deal.claim import Claim
from dronedeal.deal.clause import Clause
from dronedeal.deal.clearance import Clearance
from dronedeal.deal.event import Event, Regime, when_of
from dronedeal.deal.need import Alternative, Need
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Series, Uncertain, parts_of, settle
from dronedeal.deal.origin import Origin
from dronedeal.deal.party import Party
from dronedeal.deal.paying import Paying
from dronedeal.deal.place import NOWHERE, Place
from dronedeal.deal.site import Bottleneck, Site
from dronedeal.deal.system import System, Technology

__all__ = [
    "Deal",
    "bind",
    "drawn_of",
    "inside",
    "lift",
    "narrow",
    "numbers_of",
    "principals_of",
    "rewritten",
    "strike",
    "within",
]


@dataclass(frozen=True, kw_only=True)
class Deal:
    """A deal as written, with the claims it cites.

    ``currency`` is the deal's own; ``rates`` give other currencies' worth in it. Tables keep the document's order. ``probability`` is
    how likely the scenario is that was laid over it, if its overlay says so. ``clearances`` and ``origins`` are what screening
    and bills of materials gave; no document says them.
    """

    title: str
    horizon: Horizon
    currency: str
    version: int = 1
    text: str = ""
    rates: Mapping[str, Number] = field(default_factory=dict[str, Number])
    parties: Mapping[str, Party] = field(default_factory=dict[str, Party])
    systems: Mapping[str, System] = field(default_factory=dict[str, System])
    technologies: Mapping[str, Technology] = field(default_factory=dict[str, Technology])
    sites: Mapping[str, Site] = field(default_factory=dict[str, Site])
    bottlenecks: Mapping[str, Bottleneck] = field(default_factory=dict[str, Bottleneck])
    needs: Mapping[str, Need] = field(default_factory=dict[str, Need])
    alternatives: Mapping[str, Alternative] = field(default_factory=dict[str, Alternative])
    events: Mapping[str, Event] = field(default_factory=dict[str, Event])
    regimes: Mapping[str, Regime] = field(default_factory=dict[str, Regime])
    terms: Mapping[str, Clause] = field(default_factory=dict[str, Clause])
    paying: Paying | None = None
    rules: tuple[str, ...] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict[str, Claim])
    probability: Number | None = None
    clearances: tuple[Clearance, ...] = field(default=(), compare=False)
    origins: tuple[Origin, ...] = field(default=(), compare=False)
    place: Place = field(default=NOWHERE, compare=False)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """All its numbers, in the document's order; series and products come whole."""
        found: list[Number] = []
        for table in fields(self):
            _collect(getattr(self, table.name), found)
        return tuple(found)


_NUMBERS = (Agreed, Open, Uncertain, Disputed, Series, Product)

_PLAIN = frozenset({str, int, bool, float, Decimal, Place, type(None)})
"""What most fields hold, and no number stands in."""


@cache
def _parts(kind: Hashable) -> tuple[str, ...] | None:
    """The fields of a noun in which numbers may stand; none of anything else."""
    if kind is Place or not (isinstance(kind, type) and is_dataclass(kind)):
        return None
    return tuple(one.name for one in fields(kind))


def numbers_of(noun: object) -> Iterator[Number]:
    """Walk the numbers of a deal or of any noun in it, in the document's order; series and products come whole."""
    if isinstance(noun, Deal):
        return iter(noun.numbers)
    found: list[Number] = []
    _collect(noun, found)
    return iter(found)


def _collect(noun: object, found: list[Number]) -> None:
    if isinstance(noun, _NUMBERS):
        found.append(noun)
        return
    names = _parts(cast("Hashable", type(noun)))
    if names is not None:
        values: Iterable[object] = [getattr(noun, name) for name in names]
    elif isinstance(noun, dict):
        values = cast("dict[str, object]", noun).values()
    elif isinstance(noun, tuple):
        values = cast("tuple[object, ...]", noun)
    elif isinstance(noun, Mapping):
        values = cast("Mapping[str, object]", noun).values()
    else:
        return
    for value in values:
        if type(value) not in _PLAIN:
            _collect(value, found)


def drawn_of(deal: Deal) -> dict[str, Uncertain | Disputed]:
    """What a simulation draws, by path: numbers that nature decides, or on which sources differ; quarters of events left to chance."""
    parts = (part for number in deal.numbers for part in parts_of(number))
    likely = (event for event in deal.events.values() if isinstance(event.probability, (Agreed, Uncertain, Disputed)))
    events = (when_of(event, deal.horizon) for event in likely)
    return {part.path: part for part in (*parts, *events) if isinstance(part, (Uncertain, Disputed))}


def principals_of(deal: Deal) -> tuple[str, ...]:
    """Whose deal it is: those the document calls principals, else all states but rivals, else everybody."""
    said = tuple(party.id for party in deal.parties.values() if party.role == "principal")
    states = tuple(party.id for party in deal.parties.values() if party.kind == "state" and party.role != "rival")
    return said or states or tuple(deal.parties)


_OFF = Decimal("1e-6")
"""Share of a quantum by which a value may miss it, since floats do."""


def bind(deal: Deal, values: Mapping[str, Decimal | float]) -> Deal:
    """Give numbers values by path: a new deal in which they are agreed. Places, claims and paths stay.

    Any number may be settled: an open one within what the document says of it, one that is uncertain, disputed or agreed
    at whatever value. The value of a multiple (``times: unit_cost``) is the factor's, so that it stays a multiple.

    Parameters
    ----------
    values
        By path, in the unit of each number; a float is the number it is shown as.

    Raises
    ------
    KeyError
        A path that no number of the deal has.
    ValueError
        A value that is no finite number, or that the document does not allow an open number: outside its range, not
        among its choices, off its quantum.
    """
    settled = exact(values)
    within(deal, settled)
    left = set(settled)

    def agreed(number: Number) -> Number:
        left.discard(number.path)
        return settle(number, settled[number.path])

    bound = cast("Deal", rewritten(deal, settled.keys(), agreed))
    if left:
        raise KeyError(", ".join(sorted(left)))
    return bound


def narrow(deal: Deal, ranges: Mapping[str, tuple[Decimal, Decimal]]) -> Deal:
    """Leave open numbers less room: a new deal in which each lies between two ends as well as its own, or is agreed where one value is left.

    Parameters
    ----------
    ranges
        Least and greatest value by path; numbers that are not open stay as they are.

    Raises
    ------
    ValueError
        The document allows a number no value between its ends.
    """

    def narrower(number: Number) -> Number:
        if not isinstance(number, Open):
            return number
        low, high = inside(number, *ranges[number.path])
        choices = tuple(choice for choice in number.choices if low <= choice <= high)
        if low > high or (number.choices and not choices):
            raise ValueError(f"{number.path} has no value from {low:f} to {high:f} ({number.place})")
        if low == high or len(choices) == 1:
            return settle(number, choices[0] if choices else low)
        return replace(number, low=low, high=high, choices=choices)

    return cast("Deal", rewritten(deal, ranges.keys(), narrower))


def within(noun: object, values: Mapping[str, Decimal]) -> None:
    """See that each value is one that the open number of its path may take; others may be anything.

    That is one of its choices, if it has any; else a multiple of the quantum it states, or an end, within its range.

    Raises
    ------
    ValueError
        One does not; the message names the path and what it may be.
    """
    for number in numbers_of(noun):
        for part in parts_of(number):
            value = values.get(part.path)
            if value is None or not isinstance(part, Open):
                continue
            if part.choices and value not in part.choices:
                choices = ", ".join(f"{choice.normalize():f}" for choice in part.choices)
                message = f"{part.path} cannot be {value}: it is one of {choices} {part.unit} ({part.place})"
                raise ValueError(message)
            if value.is_nan() or not part.low <= value <= part.high:
                ends = f"{part.low.normalize():f} to {part.high.normalize():f} {part.unit}"
                message = f"{part.path} cannot be {value}: it is open from {ends} ({part.place})"
                raise ValueError(message)
            if not part.choices and not _is_on_quantum(part, value):
                step = f"{(part.quantum or 0):f} {part.unit}"
                message = f"{part.path} cannot be {value}: it is open in steps of {step} ({part.place})"
                raise ValueError(message)


def _is_on_quantum(number: Open, value: Decimal) -> bool:
    """Whether a value is a multiple of what the number states as its quantum, or an end of its range."""
    if not number.quantum or value in {number.low, number.high}:
        return True
    steps = value / number.quantum
    return abs(steps - steps.to_integral_value()) <= _OFF


def inside(number: Open, least: Decimal, most: Decimal) -> tuple[Decimal, Decimal]:
    """The first and the last value between two ends that an open number may take; the first above the last where there is none."""
    values = [choice for choice in number.choices if least <= choice <= most]
    if number.choices:
        return (values[0], values[-1]) if values else (number.high, number.low)
    low, high = max(number.low, least), min(number.high, most)
    if number.quantum:
        low = low if low == number.low else (low / number.quantum).to_integral_value(ROUND_CEILING) * number.quantum
        high = high if high == number.high else (high / number.quantum).to_integral_value(ROUND_FLOOR) * number.quantum
    return low, high


def rewritten(noun: object, paths: Collection[str], change: Callable[[Number], Number]) -> Any:  # noqa: ANN401 - rebuilds any noun as it was
    """A noun with the numbers of some paths changed, the factor where one is a multiple; itself where there are none."""
    if isinstance(noun, _NUMBERS) and noun.path in paths:
        return replace(noun, factor=change(noun.factor)) if isinstance(noun, Product) else change(noun)
    if is_dataclass(noun) and not isinstance(noun, type):
        old = {one.name: getattr(noun, one.name) for one in fields(noun)}
        new = {name: rewritten(value, paths, change) for name, value in old.items()}
        changed = {name: value for name, value in new.items() if value is not old[name]}
        return replace(noun, **changed) if changed else noun
    if isinstance(noun, Mapping):
        table = cast("Mapping[str, object]", noun)
        rebuilt = {key: rewritten(value, paths, change) for key, value in table.items()}
        return rebuilt if any(rebuilt[key] is not value for key, value in table.items()) else noun
    if isinstance(noun, tuple):
        row = cast("tuple[object, ...]", noun)
        items = tuple(rewritten(value, paths, change) for value in row)
        return items if any(new is not old for new, old in zip(items, row, strict=True)) else row
    return noun


def strike(deal: Deal, *clauses: str) -> Deal:
    """The deal with some of its clauses struck out; sites that stand under a struck clause then make nothing.

    A proposed clause that is about other clauses (a guarantee, a security, a callback) falls with the last of them. A struck
    clause keeps its numbers, so that others may still be multiples of them.

    Raises
    ------
    KeyError
        The deal has no clause of this name.
    """
    gone = set(clauses)
    unknown = sorted(gone - deal.terms.keys())
    if unknown:
        message = f"the deal has no clause {', '.join(unknown)}"
        raise KeyError(message)
    while falling := {clause.id for clause in deal.terms.values() if clause.id not in gone and _is_about(clause, gone)}:
        gone |= falling
    terms = {name: replace(clause, status="struck") if name in gone else clause for name, clause in deal.terms.items()}
    return replace(deal, terms=terms)


def lift(deal: Deal, *rules: str) -> Deal:
    """The deal without the bars of some rules; without any bar, if none is named."""
    systems = {
        name: replace(system, barred=tuple(bar for bar in system.barred if rules and bar.rule not in rules))
        for name, system in deal.systems.items()
    }
    return replace(deal, systems=systems)


def _is_about(clause: Clause, gone: set[str]) -> bool:
    """Whether a proposed clause speaks of others, and of these alone."""
    about = clause.said.get("terms")
    return clause.status == "proposed" and isinstance(about, tuple) and bool(about) and gone.issuperset(about)
