"""Numbers that say what kind of number they are: agreed, open, uncertain, disputed, and series and products of these.

A deal's life is its numbers becoming agreed. This module holds no arithmetic beyond the base of a number, which is
what planning uses before nature, sources or negotiators have settled it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, assert_never

from dronedeal.deal.place import NOWHERE, Place

__all__ = [
    "Agreed",
    "Disputed",
    "Distribution",
    "Kind",
    "Lognormal",
    "Normal",
    "Number",
    "OneOf",
    "Open",
    "Product",
    "Series",
    "SourceReading",
    "Triangle",
    "Uncertain",
    "Uniform",
    "agreed",
    "base_of",
    "ends_of",
    "is_fixed",
    "kind_of",
    "lowest_of",
    "option",
    "parts_of",
    "settle",
]

Kind = Literal["agreed", "open", "uncertain", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What every number carries: where it stands, in which unit, and what it rests on.

    ``unit`` is canonical: a currency code, ``share``, ``count``, ``days``, ``months``, ``count/quarter`` or a currency
    followed by ``/quarter``. A number without ``claims`` is an assumption, and is marked so wherever it is shown.
    """

    unit: str
    path: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    claims: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(_Said):
    """A number that stands: one value."""

    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(_Said):
    """A number still on the table: between ``low`` and ``high``, on ``choices`` if given, at multiples of ``quantum``."""

    low: Decimal
    high: Decimal
    quantum: Decimal | None = None
    choices: tuple[Decimal, ...] = ()

    @property
    def is_yes_no(self) -> bool:
        """Whether the choice is between nothing and all: an option, taken or left."""
        return set(self.choices) == {0, 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """Triangular density on [low, high] with its peak at ``mode``."""

    low: Decimal
    mode: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform:
    """Even density on [low, high]."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """Normal density with ``mean`` and standard deviation ``deviation``, cut off at ``low`` and ``high`` if given."""

    mean: Decimal
    deviation: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """Lognormal density: ``median`` in the number's unit, ``sigma`` the standard deviation of its logarithm."""

    median: Decimal
    sigma: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """A finite choice of nature: values with weights, which need not sum to one."""

    values: tuple[Decimal, ...]
    weights: tuple[Decimal, ...]


Distribution = Triangle | Uniform | Normal | Lognormal | OneOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain(_Said):
    """A number nature decides: a distribution, the base planning uses, and rank correlations with other numbers."""

    distribution: Distribution
    base: Decimal
    correlates: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    """What one claim says of a number: an interval (a point if both ends are equal) and its confidence weight."""

    claim: str
    low: Decimal
    high: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed(_Said):
    """A number on which sources disagree, each cited, with the base planning uses."""

    readings: tuple[SourceReading, ...]
    base: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(_Said):
    """A number that changes with time: one number a year or a quarter, in order of ``labels``.

    Labels are years (``2027``) or quarters (``2027-Q3``). Before the first label the first holds, after the last the last;
    between labels the most recent one holds.
    """

    by: Literal["year", "quarter"]
    labels: tuple[str, ...]
    values: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(_Said):
    """A number times another one, named by its path or, inside a clause, by ``unit_cost`` of the system concerned."""

    factor: Number
    times: str


Number = Agreed | Open | Uncertain | Disputed | Series | Product


def agreed(value: Decimal | int | str, unit: str = "count", *, path: str = "", place: Place = NOWHERE) -> Agreed:
    """Make an agreed number, for callers of the Python API and for the defaults of forms."""
    return Agreed(value=Decimal(value), unit=unit, path=path, place=place)


def option(*, path: str, place: Place = NOWHERE) -> Open:
    """A yes or no that is still on the table: one if it is taken, zero if it is left."""
    ends = Decimal(0), Decimal(1)
    return Open(low=ends[0], high=ends[1], choices=ends, unit="count", path=path, place=place)


def parts_of(number: Number) -> Iterator[Number]:
    """Walk a number and the numbers inside it: the members of a series, the factor of a product."""
    yield number
    match number:
        case Series(values=values):
            for value in values:
                yield from parts_of(value)
        case Product(factor=factor):
            yield from parts_of(factor)
        case Agreed() | Open() | Uncertain() | Disputed():
            return
        case _:
            assert_never(number)


def kind_of(number: Number) -> Kind:
    """Tell the kind of a number; a series or a product is as unsettled as its most unsettled part."""
    rank: dict[Kind, int] = {"agreed": 0, "uncertain": 1, "disputed": 2, "open": 3}
    return max((_plain_kind(part) for part in parts_of(number)), key=lambda kind: rank[kind])


def _plain_kind(number: Number) -> Kind:
    match number:
        case Agreed() | Series() | Product():
            return "agreed"
        case Open():
            return "open"
        case Uncertain():
            return "uncertain"
        case Disputed():
            return "disputed"
        case _:
            assert_never(number)


def is_fixed(number: Number) -> bool:
    """Tell whether nothing in the number is open."""
    return kind_of(number) != "open"


def base_of(number: Agreed | Uncertain | Disputed) -> Decimal:
    """The value planning uses for a number that is not on the table.

    Notes
    -----
    The base is stated in the document or follows its rule: a triangle's mode, a uniform's middle, a normal's mean, a
    lognormal's median, the likeliest of a choice, the middle of a single claim (DESIGN section 2).
    """
    return number.value if isinstance(number, Agreed) else number.base


def ends_of(number: Number) -> tuple[Decimal, Decimal]:
    """The lowest and the highest value of a number, of a product's factor; an end that a density lacks is its middle."""
    match number:
        case Agreed(value=value):
            return value, value
        case Open(low=low, high=high):
            return low, high
        case Uncertain(distribution=distribution, base=base):
            low, high = _ends(distribution)
            return min(low, base), max(high, base)
        case Disputed(readings=readings, base=base):
            return min(base, *(one.low for one in readings)), max(base, *(one.high for one in readings))
        case Series(values=values):
            ends = [ends_of(value) for value in values]
            return min(low for low, _ in ends), max(high for _, high in ends)
        case Product(factor=factor):
            return ends_of(factor)
        case _:
            assert_never(number)


_FAR = 9
"""Standard deviations from its mean within which a normal number is ever drawn: beyond lies less than one part in 10^18."""


def lowest_of(number: Number) -> Decimal:
    """The lowest value a number could be drawn at; of a normal density without an end nine standard deviations below its mean."""
    spreads = (part.distribution for part in parts_of(number) if isinstance(part, Uncertain))
    normal = (one for one in spreads if isinstance(one, Normal) and one.low is None)
    return min((ends_of(number)[0], *(one.mean - _FAR * one.deviation for one in normal)))


def _ends(distribution: Distribution) -> tuple[Decimal, Decimal]:
    match distribution:
        case Triangle(low=low, high=high) | Uniform(low=low, high=high):
            return low, high
        case Normal(mean=mean, low=low, high=high):
            return (mean if low is None else low), (mean if high is None else high)
        case Lognormal(median=median):
            return median, median
        case OneOf(values=values):
            return min(values), max(values)
        case _:
            assert_never(distribution)


def settle(number: Number, value: Decimal) -> Agreed:
    """Fix a number at a value, keeping its place, path and claims."""
    return Agreed(
        value=value, unit=number.unit, path=number.path, place=number.place, claims=number.claims, why=number.why
    )
