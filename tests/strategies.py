"""Quantities, facts and deals for property tests: every kind and most forms, with numbers small enough to be exact.

A quantity is drawn as a ``Case``: the quantity with what was counted. ``whole`` is what accumulates towards a threshold
that jumps, so it counts in whole units; prices and rates have few decimals, so that no cent hangs on the tenth of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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
    Deal,
    Drawn,
    Fixed,
    Horizon,
    Kit,
    Learning,
    Learnt,
    Least,
    Left,
    Masked,
    Most,
    Number,
    Over,
    Quantity,
    Quarter,
    Reached,
    Running,
    Scale,
    Series,
    Sum,
    Thing,
    Tiers,
    Total,
    Triangle,
    Uncertain,
    Unfolded,
    minus,
)
from dronedeal.reading import Decimals
from dronedeal.forms import Advance, Cap, Damages, Index, IndexPart, Milestone, Minimum, Tier, TierTable
from dronedeal.unfolding import unfold
from tests.brief import brief
from tests.deals import (
    PARTIES,
    SYSTEMS,
    Facts,
    clause,
    count,
    counted_in,
    days,
    deal,
    money,
    months,
    party,
    rate,
    share,
    system,
    times_unit_cost,
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


def hundredths(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Decimals of two places between whole ends."""
    return st.integers(100 * low, 100 * high).map(lambda cents: Decimal(cents) / 100)


UNITS = st.lists(st.integers(0, 40), min_size=PERIODS, max_size=PERIODS).map(lambda row: tuple(map(Decimal, row)))
PAYMENTS = st.lists(hundredths(0, 500), min_size=PERIODS, max_size=PERIODS).map(tuple)
MASKS = st.lists(st.booleans(), min_size=PERIODS, max_size=PERIODS).map(tuple)


def facts_of(counted: set[Counted]) -> st.SearchStrategy[Facts]:
    """What could be counted: whole units and days, money to the cent."""
    in_order = sorted(counted, key=lambda one: (one.thing, one.subject, one.systems, one.to))
    return st.fixed_dictionaries({one: PAYMENTS if one.thing is Thing.CAPITAL_SPENT else UNITS for one in in_order})


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
def balances(draw: Draw, depth: int, *, forgets: bool) -> Balance:
    keeps = draw(st.none() | st.integers(0, 4)) if forgets else None
    added, wanted = draw(positive(depth - 1, forgets=forgets)), draw(positive(depth - 1, forgets=forgets))
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
def positive(draw: Draw, depth: int, *, forgets: bool) -> Quantity:
    """Money, never negative."""
    if depth <= 0:
        bought = Scale(by=Fixed(number=draw(PRICES)), of=draw(whole(0)))
        return draw(st.sampled_from((bought, Counted(thing=Thing.CAPITAL_SPENT, subject="site"))))
    inner = positive(depth - 1, forgets=forgets)
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
    )
    match draw(st.sampled_from(kinds)):
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
            return Drawn(balance=draw(balances(depth, forgets=forgets)))
        case "left":
            return Left(balance=draw(balances(depth, forgets=forgets)))
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
        case _:
            return Masked(of=draw(inner), mask=draw(MASKS))


@st.composite
def either(draw: Draw, depth: int, *, forgets: bool) -> Quantity:
    """Money of either sign."""
    inner = positive(depth, forgets=forgets)
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
            balance = draw(balances(depth, forgets=forgets))
            return minus(Drawn(balance=balance), Left(balance=balance))


@st.composite
def cases(draw: Draw, *, depth: int = 2, forgets: bool = True) -> Case:
    """A quantity of any kind with what was counted; ``forgets`` allows balances that keep for so many quarters."""
    quantity = draw(either(depth, forgets=forgets))
    return Case(horizon=draw(HORIZONS), quantity=quantity, facts=draw(facts_of(counted_in(quantity))))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Signed:
    """An agreed deal, what came of it, and who took what was left to choose."""

    deal: Deal
    unfolded: Unfolded
    facts: Facts
    settled: Mapping[str, Decimal]

    def __repr__(self) -> str:
        clauses = {name: one.said for name, one in self.deal.terms.items()}
        nouns = (self.deal.horizon.start, clauses, self.deal.systems["drone"], self.facts, self.settled)
        return "\n".join(brief(noun) for noun in nouns)


FEES = hundredths(1, 900).map(money)
SHARES = st.integers(1, 40).map(lambda percent: share(Decimal(percent) / 100))
WAITS = st.sampled_from((days(0), days(45), months(1), months(6)))
DOLLARS = st.integers(1, 30).map(money)
"""Prices behind net sales are whole, so that no milestone is passed by less than one."""


@st.composite
def said(draw: Draw, always: Mapping[str, Any], sometimes: Mapping[str, Any]) -> dict[str, Any]:
    """What a clause says: some keys always, each of the others or not; strategies among the values are drawn."""
    chosen = {**always, **{key: value for key, value in sometimes.items() if draw(st.booleans())}}
    return {key: draw(value) if isinstance(value, st.SearchStrategy) else value for key, value in chosen.items()}


@st.composite
def tables(draw: Draw, modes: tuple[str, ...], rates: st.SearchStrategy[Number]) -> TierTable:
    steps = tuple(Tier(above=count(above), rate=draw(rates)) for above in draw(thresholds(most=600)))
    mode, over = draw(st.sampled_from(modes)), draw(st.sampled_from(OVERS))
    return TierTable(tiers=steps, mode=mode, over=over)  # type: ignore[arg-type]


@st.composite
def milestones(draw: Draw) -> tuple[Milestone, ...]:
    above = draw(st.lists(st.integers(0, 900), min_size=1, max_size=2, unique=True))
    return tuple(Milestone(above=count(one), pays=draw(FEES), over=draw(st.sampled_from(OVERS))) for one in above)


MINIMUMS = st.builds(
    Minimum, per_year=FEES, carry=st.sampled_from(("none", "shortfall", "excess")), first_year=st.integers(1, 2)
)
DAMAGES = st.builds(Damages, per_day=st.just(share("0.001")), grace_days=st.none() | st.just(count(7)), most=SHARES)
INDICES = st.builds(
    Index,
    parts=st.tuples(st.builds(IndexPart, weight=SHARES, ratio=numbers(hundredths(0, 2)))),
    dead_band=st.none() | st.just(share("0.02")),
    most=st.none() | st.just(share("0.1")),
)
LICENSED: Mapping[str, Any] = {"licensor": "maker", "licensee": "licensee", "systems": ("drone",), "sites": ("line",)}
PAID: Mapping[str, Any] = {
    "upfront": FEES,
    "cap": st.builds(Cap, total=FEES),
    "advance": st.builds(Advance, amount=FEES, recoup=st.none() | SHARES),
    "minimum": MINIMUMS,
    "pay_after": WAITS,
}
CLAUSES: Mapping[str, tuple[str, st.SearchStrategy[dict[str, Any]]]] = {
    "sale": (
        "purchase",
        said(
            {"seller": "maker", "buyer": "buyer", "systems": ("drone", "boat"), "price": times_unit_cost("1.25")},
            {
                "prices": st.fixed_dictionaries({"boat": FEES}),
                "advance": SHARES,
                "retention": SHARES,
                "released": WAITS,
                "lead": WAITS,
                "pay_after": WAITS,
                "index": INDICES,
                "damages": DAMAGES,
            },
        ),
    ),
    "resale": (
        "purchase",
        said(
            {"seller": "licensee", "buyer": "third", "systems": ("drone",), "price": DOLLARS},
            {"least": st.just(rate(3))},
        ),
    ),
    "sold_rights": (
        "licence",
        said(
            {**LICENSED, "tiers": tables(("marginal", "retroactive", "whole"), SHARES)},
            {
                **PAID,
                "milestones": milestones(),
                "since": st.just(Quarter(2028, 1)),
                "until": st.just(Quarter(2028, 3)),
            },
        ),
    ),
    "made_rights": (
        "licence",
        said({**LICENSED, "royalty": SHARES, "base": "cost"}, {**PAID, "per_unit": FEES, "exclusive": st.just(True)}),
    ),
    "counted_rights": (
        "licence",
        said(
            {**LICENSED, "tiers": tables(("marginal", "retroactive"), FEES), "base": "units"},
            {**PAID, "milestones": milestones()},
        ),
    ),
    "taxed_rights": (
        "licence",
        said({**LICENSED, "royalty": SHARES, "withholding": SHARES, "withheld_by": "state"}, PAID),
    ),
    "levy": (
        "export_levy",
        said(
            {"state": "state", "payer": "maker", "terms": ("sale", "sold_rights"), "share": SHARES}, {"per_unit": FEES}
        ),
    ),
    "common_fund": (
        "fund",
        said(
            {
                "manager": "fund",
                "commitments": st.fixed_dictionaries({"buyer": FEES, "third": FEES}),
                "shares": st.fixed_dictionaries({"buyer": SHARES, "third": SHARES}),
                "finances": st.fixed_dictionaries({"line": SHARES}),
            },
            {"returns": st.fixed_dictionaries({"licensee": SHARES})},
        ),
    ),
    "exchange": (
        "swap",
        said(
            {
                "one": "maker",
                "other": "buyer",
                "one_gives": st.fixed_dictionaries({"drone": FEES}),
                "other_gives": st.fixed_dictionaries({"boat": FEES}),
            },
            {"swing": FEES, "carry": SHARES, "until": st.just(Quarter(2028, 4)), "other_lead": WAITS},
        ),
    ),
    "paid_exchange": (
        "swap",
        said(
            {
                "one": "maker",
                "other": "state",
                "one_gives": {"drone": money("12.50")},
                "other_gives": {"boat": money(40)},
                "payer": "third",
                "payer_share": SHARES,
            },
            {"swing": FEES},
        ),
    ),
    "know_how": (
        "technology",
        said(
            {"owner": "maker", "user": "buyer", "technologies": ("links",)},
            {
                "fee": FEES,
                "yearly": FEES,
                "updates": FEES,
                "optional": st.just(True),
                "since": st.just(Quarter(2028, 1)),
            },
        ),
    ),
    "amends": (
        "compensation",
        said({"payer": "buyer", "payee": "state"}, {}).map(lambda one: {**one, "amount": money(75)}),
    ),
    "access": (
        "data_access",
        said(
            {"provider": "state", "user": "buyer", "fee": FEES},
            {
                "use": numbers(hundredths(0, 900)),
                "metered": tables(("marginal",), FEES),
                "seats": RATES,
                "per_seat": FEES,
            },
        ),
    ),
    "branch": (
        "subsidiary",
        said(
            {"parent": "maker", "company": "licensee", "sites": ("line",), "systems": ("drone",)},
            {"equity": FEES, "capital": SHARES, "dividends": SHARES, "service_fee": SHARES},
        ),
    ),
    "abroad": (
        "third_country",
        said({"owner": "maker", "exporter": "licensee", "terms": ("resale",), "share": SHARES}, {}),
    ),
}
"""Clauses by name: the form and what may be said under it."""


@st.composite
def signed(draw: Draw, *, days_late: bool = True) -> Signed:
    """A small agreed deal: two to five clauses among up to seven parties, and what came of it."""
    names = draw(st.lists(st.sampled_from(sorted(CLAUSES)), min_size=2, max_size=5, unique=True))
    clauses = [clause(name, CLAUSES[name][0], **draw(CLAUSES[name][1])) for name in sorted(names)]
    present = [
        one if "terms" not in one.said else replace(one, said={**one.said, "terms": _present(one.said["terms"], names)})
        for one in clauses
    ]
    learning = Learning(per_doubling=share("0.15"), produced_to_date=count(100), output=rate(40))
    kits = draw(st.sampled_from(({}, {"as_is": Kit(), "cleared": Kit(extra_cost=share("0.21"))})))
    parts = {
        "systems": {
            "drone": system("drone", kits=kits, learning=draw(st.none() | st.just(learning))),
            "boat": SYSTEMS["boat"],
        },
        "parties": {**PARTIES, "maker": party("maker", tax=share("0.18"), taxed_by="state")},
    }
    start = Quarter(2027, draw(st.integers(1, 4)))
    agreement = deal(*present, years=PERIODS // 4, start=start, **parts)
    unfolded = unfold(agreement)
    counted = {one for line in unfolded.lines for one in counted_in(line.quantity)}
    late = set() if days_late else {one for one in counted if one.thing is Thing.DAYS_LATE}
    settled = {"terms.know_how.optional": Decimal(draw(st.integers(0, 1)))}
    return Signed(deal=agreement, unfolded=unfolded, facts=draw(facts_of(counted - late)), settled=settled)


def _present(terms: Any, names: list[str]) -> tuple[str, ...]:
    return tuple(term for term in terms if term in names)
