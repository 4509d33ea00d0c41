"""Quantities, facts and deals for property tests: every kind and most forms, with numbers small enough to be exact.

A quantity is drawn as a ``Case``: the quantity with what was counted. ``whole`` is what accumulates towards a threshold
that jumps, so it counts in whole units; prices and rates have few decimals, so that no cent hangs on the tenth of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import count as counter
from typing import Any

from hypothesis import strategies as st

from dronedeal.deal import (
    Agreed,
    Balance,
    Band,
    Constant,
    Counted,
    Drawn,
    Fixed,
    Horizon,
    Learnt,
    Least,
    Left,
    Masked,
    Most,
    Number,
    Over,
    Part,
    Quantity,
    Quarter,
    Quotient,
    Reached,
    Running,
    Scale,
    Series,
    Started,
    Sum,
    Thing,
    Tiers,
    Total,
    Triangle,
    Uncertain,
    minus,
)
from tests.brief import brief
from tests.deals import (
    Facts,
    count,
    counted_in,
)

Draw = Callable[[st.SearchStrategy[Any]], Any]

PERIODS = 8
OVERS: tuple[Over, ...] = ("period", "year", "calendar_year", "term")
HORIZONS = st.builds(Horizon, start=st.builds(Quarter, st.just(2027), st.integers(1, 4)), years=st.just(PERIODS // 4))
NAMES = st.shared(st.builds(counter), key="names of balances")
"""Balances are known by their names, so no two of one example share one."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Case:
    """A quantity, the quarters it is read over, and what was counted."""

    horizon: Horizon
    quantity: Quantity
    facts: Facts

    def __repr__(self) -> str:
        return f"{self.horizon.start}: {brief(self.quantity)} of {brief(self.facts)}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002, FBT001 - asked for by Hypothesis
        printer.text(repr(self))


def hundredths(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Decimals of two places between whole ends."""
    return st.integers(100 * low, 100 * high).map(lambda cents: Decimal(cents) / 100)


UNITS = st.lists(st.integers(0, 40), min_size=PERIODS, max_size=PERIODS).map(lambda row: tuple(map(Decimal, row)))
PAYMENTS = st.lists(hundredths(0, 500), min_size=PERIODS, max_size=PERIODS).map(tuple)
MASKS = st.lists(st.booleans(), min_size=PERIODS, max_size=PERIODS).map(tuple)


REPORTED_MONEY = (
    Thing.CAPITAL_SPENT, Thing.GROSS_REPORTED, Thing.DEDUCTIONS_REPORTED, Thing.PAID_ELSEWHERE, Thing.GIVEN_BACK,
    Thing.AUDITED_DUE, Thing.AUDITED_REPORTED, Thing.AUDITED_COST, Thing.INCURRED, Thing.EXCLUDED, Thing.CREDITED,
)  # fmt: skip
BELOW = st.lists(hundredths(0, 1), min_size=PERIODS, max_size=PERIODS).map(tuple)
"""By how much rates lie below one."""


def facts_of(counted: set[Counted]) -> st.SearchStrategy[Facts]:
    """What could be counted: whole units and days, money to the cent."""
    kinds = dict.fromkeys(REPORTED_MONEY, PAYMENTS) | dict.fromkeys((Thing.GRANTED, Thing.ELECTED), BELOW)
    in_order = sorted(counted, key=lambda one: (one.thing, one.subject, one.systems, one.to))
    return st.fixed_dictionaries({one: kinds.get(one.thing, UNITS) for one in in_order})


@st.composite
def numbers(draw: Draw, values: st.SearchStrategy[Decimal]) -> Number:
    """A number that holds, changes with the year, or is uncertain around a base."""
    kind = draw(st.sampled_from(("agreed", "agreed", "series", "uncertain")))
    value = Agreed(value=draw(values), unit="count")
    if kind == "series":
        later = Agreed(value=draw(values), unit="count")
        return Series(by="year", labels=("2027", "2028"), values=(value, later), unit="count")
    if kind == "uncertain":
        spread = Triangle(low=Decimal(0), mode=value.value, high=Decimal(1000))
        return Uncertain(distribution=spread, base=value.value, unit="count")
    return value


PRICES = numbers(hundredths(0, 30))
RATES = numbers(st.integers(0, 12).map(lambda percent: Decimal(percent) / 100))


@st.composite
def thresholds(draw: Draw, most: int = 120) -> tuple[Decimal, ...]:
    """Rising thresholds of tiers; the first is zero."""
    rising = draw(st.lists(st.integers(1, most), min_size=0, max_size=2, unique=True).map(sorted))
    return (Decimal(0), *map(Decimal, rising))


@st.composite
def tiers(draw: Draw, of: Quantity, mode: str) -> Tiers:
    bands = tuple(Band(above=Agreed(value=one, unit="count"), rate=draw(PRICES)) for one in draw(thresholds()))
    return Tiers(of=of, bands=bands, mode=mode, over=draw(st.sampled_from(OVERS)))  # type: ignore[arg-type]


@st.composite
def balances(draw: Draw, depth: int, *, parts: bool) -> Balance:
    keeps = draw(st.none() | st.integers(0, 4))
    added, wanted = draw(positive(depth - 1, parts=parts)), draw(positive(depth - 1, parts=parts))
    name = f"balance {next(draw(NAMES))}"
    return Balance(name=name, added=added, wanted=wanted, later=draw(st.booleans()), keeps=keeps)


@st.composite
def whole(draw: Draw, depth: int) -> Quantity:
    """Whole units, never negative."""
    if depth <= 0:
        return Counted(thing=Thing.UNITS_DELIVERED, subject=draw(st.sampled_from(("one", "two", "three"))))
    inner = whole(depth - 1)
    kind = draw(st.sampled_from(("sum", "masked", "shifted", "running", "total", "most", "least", "scale", "constant")))
    match kind:
        case "sum":
            return Sum(parts=(draw(inner), draw(inner)))
        case "masked":
            return Masked(of=draw(inner), mask=draw(MASKS))
        case "shifted":
            return Masked(of=draw(inner), mask=draw(st.just(()) | MASKS), shift=draw(st.integers(-3, 3)))
        case "running":
            return Running(of=draw(inner), over=draw(st.sampled_from(OVERS)))
        case "total":
            return Total(of=draw(inner), over=draw(st.sampled_from(OVERS)))
        case "most":
            return Most(parts=(draw(inner), draw(inner)))
        case "least":
            return Least(parts=(draw(inner), draw(inner), Constant(value=Decimal(25))))
        case "scale":
            return Scale(by=Constant(value=Decimal(draw(st.integers(0, 3)))), of=draw(inner))
        case _:
            return Sum(parts=(draw(inner), Constant(value=Decimal(draw(st.integers(0, 9))))))


@st.composite
def positive(draw: Draw, depth: int, *, parts: bool) -> Quantity:
    """Money, never negative."""
    if depth <= 0:
        bought = Scale(by=Fixed(number=draw(PRICES)), of=draw(whole(0)))
        return draw(st.sampled_from((bought, Counted(thing=Thing.CAPITAL_SPENT, subject="site"))))
    inner = positive(depth - 1, parts=parts)
    kinds = (
        "priced",
        "share",
        "marginal",
        "whole",
        "most",
        "least",
        "drawn",
        "left",
        "reached",
        "learnt",
        "total",
        "mask",
        "quotient",
    )
    match draw(st.sampled_from((*kinds, "started", "part") if parts else kinds)):
        case "priced":
            return Scale(by=Fixed(number=draw(PRICES)), of=draw(whole(depth - 1)))
        case "share":
            return Scale(by=draw(inner), of=Fixed(number=draw(RATES))) if depth == 1 else draw(inner)
        case "marginal":
            return draw(tiers(draw(whole(depth - 1)), "marginal"))
        case "whole":
            return draw(tiers(draw(whole(depth - 1)), "whole"))
        case "most":
            return Most(parts=(draw(inner), draw(inner)))
        case "least":
            return Least(parts=(draw(inner), Fixed(number=draw(numbers(hundredths(0, 900))))))
        case "drawn":
            return Drawn(balance=draw(balances(depth, parts=parts)))
        case "left":
            return Left(balance=draw(balances(depth, parts=parts)))
        case "reached":
            above = Agreed(value=Decimal(draw(st.integers(0, 120))), unit="count")
            once = Reached(of=draw(whole(depth - 1)), above=above, over=draw(st.sampled_from(OVERS)))
            return Scale(by=once, of=Fixed(number=draw(PRICES)))
        case "learnt":
            slope = Learnt(
                per_doubling=count("0.15"), produced_to_date=count(100), output=draw(numbers(hundredths(0, 90)))
            )
            return Scale(by=slope, of=draw(inner)) if depth == 1 else draw(inner)
        case "total":
            return Total(of=draw(inner), over=draw(st.sampled_from(OVERS)))
        case "quotient":
            by = Agreed(value=draw(st.sampled_from((Decimal(0), Decimal(3), Decimal("0.9"), Decimal(8)))), unit="count")
            return Quotient(of=draw(inner), by=Fixed(number=by))
        case "started":
            begun = Started(of=draw(whole(depth - 1)), each=draw(st.sampled_from((Decimal(7), Decimal("0.3")))))
            return Scale(by=Fixed(number=draw(PRICES)), of=begun)
        case "part":
            weights = tuple(draw(st.lists(whole(0), min_size=2, max_size=3)))
            unit = draw(st.sampled_from((Decimal("0.01"), Decimal(1))))
            return Part(of=draw(whole(depth - 1)), weights=weights, at=draw(st.integers(0, 1)), unit=unit)
        case _:
            return Masked(of=draw(inner), mask=draw(MASKS))


@st.composite
def either(draw: Draw, depth: int, *, parts: bool) -> Quantity:
    """Money of either sign."""
    inner = positive(depth, parts=parts)
    match draw(st.sampled_from(("plain", "minus", "retroactive", "most", "least", "change", "same"))):
        case "plain":
            return draw(inner)
        case "minus":
            return minus(draw(inner), draw(inner))
        case "retroactive":
            return draw(tiers(draw(whole(depth)), "retroactive"))
        case "most":
            return Most(parts=(Constant(value=Decimal(0)), minus(draw(inner), draw(inner))))
        case "least":
            return Least(parts=(Constant(value=Decimal(0)), minus(draw(inner), draw(inner))))
        case "change":
            once = draw(inner)
            return minus(once, Masked(of=once, shift=1))
        case _:
            balance = draw(balances(depth, parts=parts))
            return minus(Drawn(balance=balance), Left(balance=balance))


@st.composite
def cases(draw: Draw, *, depth: int = 2, parts: bool = True) -> Case:
    """A quantity of any kind with what was counted; ``parts`` allows what a plan reads as fractions: spans begun, parts."""
    quantity = draw(either(depth, parts=parts))
    return Case(horizon=draw(HORIZONS), quantity=quantity, facts=draw(facts_of(counted_in(quantity))))
