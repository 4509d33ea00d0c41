"""Plans over regimes against the same stochastic programs stated by hand, for scipy: every branch by itself, tied by equality rows.

Nothing here asks the planner what a deal means: quarters, capacity, orders and worth are written out again from the numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest
from scipy import optimize, sparse

from dronedeal.planning import over_regimes
from tests.planning.small import small

AGREE = 1e-6
"""Relative to the joint gain; beside what the planner says it may be short of the best."""


@dataclass(frozen=True, kw_only=True)
class Future:
    """One way through the tree: how likely each side thinks it, which branch is known in each quarter, where the sale is closed."""

    maker: float
    buyer: float
    known: tuple[str, ...]
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """A maker's line, a buyer's need and a sale between them; quarters are counted from nought, and money is not discounted."""

    years: int = 2
    cost: float = 1_000
    price: float
    order_lead: int
    """Quarters from an order, when the unit is made, to its delivery."""
    at_start: float
    most: float
    """Units a quarter that the line makes at the start, and that can be bought."""
    capital: float
    """For each unit a year."""
    fixed: float
    build_lead: int
    wanted: float
    worth: tuple[tuple[float, float], ...]
    """Effects a year up to which a worth holds, and that worth."""
    ageing: float = 1.0
    instead: float
    """What one unit bought elsewhere costs."""
    instead_most: float
    futures: tuple[Future, ...]
    regimes: str

    @property
    def quarters(self) -> range:
        return range(4 * self.years)

    @property
    def document(self) -> str:
        steps = [[up_to, f"{worth} USD"] for up_to, worth in self.worth]
        fixed = f"fixed: {self.fixed} USD, " if self.fixed else ""
        return f"""
horizon: {{years: {self.years}}}
systems: {{drone: {{unit_cost: {self.cost} USD, ageing: {self.ageing:.0%}}}}}
sites:
  line:
    capacity: {self.at_start}/quarter
    build: {{capital: {self.capital} USD, {fixed}most: {self.most}/quarter, lead: {self.build_lead} quarters}}
needs: {{army: {{quantity: {self.wanted}/quarter, worth: {{then: {steps}}}}}}}
alternatives: {{other: {{for: buyer, role: strike, unit_cost: {self.instead} USD, capacity: {self.instead_most}/quarter}}}}
terms: {{sale: {{price: {self.price} USD, lead: {self.order_lead} quarters}}}}
{self.regimes}
"""


Term = tuple[str, int, int, float]
"""A column, by what it is, in which future, in which quarter or step, and its coefficient."""


@dataclass
class Program:
    """Columns by name, and rows; every column is zero or more."""

    columns: dict[tuple[str, int, int], int] = field(default_factory=dict)
    upper: dict[int, float] = field(default_factory=lambda: defaultdict(lambda: np.inf))
    whole: set[int] = field(default_factory=set)
    rows: list[tuple[list[tuple[int, float]], float, float]] = field(default_factory=list)

    def column(self, what: str, future: int, at: int) -> int:
        return self.columns.setdefault((what, future, at), len(self.columns))

    def row(self, terms: Iterable[Term], low: float, high: float) -> None:
        self.rows.append(([(self.column(what, future, at), by) for what, future, at, by in terms], low, high))

    def best(self, goal: Iterable[Term]) -> float:
        costs = [(self.column(what, future, at), by) for what, future, at, by in goal]
        objective = np.zeros(len(self.columns))
        np.add.at(objective, [column for column, _ in costs], [-by for _, by in costs])
        entries = [(row, column, by) for row, (terms, _, _) in enumerate(self.rows) for column, by in terms]
        where, columns, values = zip(*entries, strict=True)
        matrix = sparse.csr_array((values, (where, columns)), shape=(len(self.rows), len(self.columns)))
        found = optimize.milp(
            objective,
            constraints=optimize.LinearConstraint(
                matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
            ),
            bounds=optimize.Bounds(0.0, [self.upper[column] for column in range(len(self.columns))]),
            integrality=[int(column in self.whole) for column in range(len(self.columns))],
            options={"mip_rel_gap": 1e-9},
        )
        assert found.success, found.message
        return -float(found.fun)


def stated(numbers: Numbers, *, deal: bool, tied: bool, floors: Mapping[str, float] | None = None) -> float:
    """The best expected joint value: with the deal or without, the futures tied until they are known or each by itself."""
    program = Program()
    real: dict[str, list[Term]] = {"maker": [], "buyer": []}
    paid: list[tuple[Term, Future]] = []
    for name, future in enumerate(numbers.futures):
        delivered = _of_the_line(program, numbers, name, deal=deal)
        _of_the_need(program, numbers, name, delivered)
        for _, _, quarter, by in delivered:
            paid.append((("came", name, quarter, numbers.price * by), future))
        for quarter in numbers.quarters:
            real["maker"].append(("ordered", name, quarter, -future.maker * numbers.cost))
            real["maker"].append(("built", name, quarter, -future.maker * 4 * numbers.capital))
            real["maker"].append(("opened", name, quarter, -future.maker * numbers.fixed))
            real["buyer"].append(("instead", name, quarter, -future.buyer * numbers.instead))
        for year in range(numbers.years):
            for step, (_, worth) in enumerate(numbers.worth):
                real["buyer"].append((f"step {step}", name, year, future.buyer * worth))
    if tied:
        _tied(program, numbers)
    if floors is not None:
        received = [(what, name, quarter, future.maker * by) for (what, name, quarter, by), future in paid]
        spent = [(what, name, quarter, -future.buyer * by) for (what, name, quarter, by), future in paid]
        program.row([*real["maker"], *received], floors["maker"], np.inf)
        program.row([*real["buyer"], *spent], floors["buyer"], np.inf)
    return program.best([*real["maker"], *real["buyer"]])


def _of_the_line(program: Program, numbers: Numbers, name: int, *, deal: bool) -> list[Term]:
    """What is ordered and bought in one future; returns what is delivered, by the quarter in which it was ordered.

    What was ordered before more was known may come or be given up; making it costs either way.
    """
    future = numbers.futures[name]
    for quarter in numbers.quarters:
        arrives = quarter + numbers.order_lead
        if not deal or arrives not in numbers.quarters:
            program.row([("ordered", name, quarter, 1.0)], 0.0, 0.0)
        if arrives in future.closed or arrives not in numbers.quarters:
            program.row([("came", name, quarter, 1.0)], 0.0, 0.0)
        is_under_way = arrives in numbers.quarters and future.known[arrives] != future.known[quarter]
        given_up = [("ordered", name, quarter, 1.0), ("came", name, quarter, -1.0)]
        program.row(given_up, 0.0, np.inf if is_under_way else 0.0)
        bought = [("built", name, before, -1.0) for before in range(quarter - numbers.build_lead + 1)]
        program.row([("ordered", name, quarter, 1.0), *bought], -np.inf, numbers.at_start)
        opened = [("opened", name, before, -numbers.most) for before in range(quarter + 1)]
        program.row([("built", name, quarter, 1.0), *opened], -np.inf, 0.0)
        program.whole.add(program.column("opened", name, quarter))
    program.row([("built", name, quarter, 1.0) for quarter in numbers.quarters], 0.0, numbers.most)
    program.row([("opened", name, quarter, 1.0) for quarter in numbers.quarters], 0.0, 1.0)
    return [("came", name, quarter, 1.0) for quarter in numbers.quarters]


def _of_the_need(program: Program, numbers: Numbers, name: int, delivered: list[Term]) -> None:
    """What is stored, used and bought instead in one future."""
    for quarter in numbers.quarters:
        arrived = [one for one in delivered if one[2] + numbers.order_lead == quarter]
        kept = [("held", name, quarter - 1, 1.0 - numbers.ageing)] if quarter else []
        stock = [*arrived, *kept, ("held", name, quarter, -1.0), ("taken", name, quarter, -1.0)]
        program.row(stock, 0.0, 0.0)
        used = [("used", name, quarter, -1.0), ("taken", name, quarter, 1.0), ("instead", name, quarter, 1.0)]
        program.row(used, 0.0, np.inf)
        program.upper[program.column("used", name, quarter)] = numbers.wanted
        program.upper[program.column("instead", name, quarter)] = numbers.instead_most
    for year in range(numbers.years):
        steps = [(f"step {step}", name, year, 1.0) for step in range(len(numbers.worth))]
        program.row([*steps, *(("used", name, 4 * year + quarter, -1.0) for quarter in range(4))], -np.inf, 0.0)
        below = 0.0
        for step, (up_to, _) in enumerate(numbers.worth):
            program.upper[program.column(f"step {step}", name, year)] = up_to - below
            below = up_to


def _tied(program: Program, numbers: Numbers) -> None:
    """Whatever is decided in a quarter is the same in all futures in which the same is known by then."""
    for quarter in numbers.quarters:
        alike: dict[str, list[int]] = defaultdict(list)
        for name, future in enumerate(numbers.futures):
            alike[future.known[quarter]].append(name)
        for together in alike.values():
            for one, other in pairwise(together):
                for what in ("ordered", "built", "opened", "instead", "used"):
                    program.row([(what, one, quarter, 1.0), (what, other, quarter, -1.0)], 0.0, 0.0)


def known(*parts: tuple[int, str]) -> tuple[str, ...]:
    """Which branch is known quarter by quarter: for so many quarters this one, then that."""
    return tuple(name for count, name in parts for _ in range(count))


# A line for 60 a quarter that takes half a year and half its price at once, before it is known, half a year later, whether the fighting
# goes on; a year later, whether money does. What is left wanting can be bought for more.
TREE = Numbers(
    price=1_900, order_lead=1, at_start=20, most=60, capital=400, fixed=60_000, build_lead=2, wanted=80,
    worth=((200.0, 3_000), (10_000.0, 1_700)), instead=2_600, instead_most=25,
    futures=(
        Future(maker=0.42, buyer=0.42, known=known((2, ""), (2, "war"), (4, "paid"))),
        Future(maker=0.18, buyer=0.18, known=known((2, ""), (2, "war"), (4, "unpaid")), closed=frozenset({4, 5, 6, 7})),
        Future(maker=0.28, buyer=0.28, known=known((2, ""), (4, "peace"), (2, "holds")), closed=frozenset({3, 4, 5, 6, 7})),
        Future(maker=0.12, buyer=0.12, known=known((2, ""), (4, "peace"), (2, "relapse")), closed=frozenset({3, 4, 5, 6, 7})),
    ),
    regimes="""
events: {ceasefire: {closes: [sale]}, unfunded: {closes: [sale]}}
regimes:
  war: {probability: 60%, since: 2027-Q3}
  peace: {probability: 40%, since: 2027-Q3, events: {ceasefire: 2027-Q4}}
  paid: {probability: 70%, after: war, since: 2028-Q1}
  unpaid: {probability: 30%, after: war, since: 2028-Q1, events: {unfunded: 2028-Q1}}
  holds: {probability: 70%, after: peace, since: 2028-Q3}
  relapse: {probability: 30%, after: peace, since: 2028-Q3}
""",
)  # fmt: skip

# The same sale is called back for two quarters, or for good; what is bought before can be stored, and a tenth is lost each quarter.
STORED = Numbers(
    price=1_500, order_lead=0, at_start=50, most=40, capital=150, fixed=20_000, build_lead=1, wanted=60, ageing=0.1,
    worth=((10_000.0, 2_800),), instead=2_500, instead_most=10,
    futures=(
        Future(maker=0.5, buyer=0.5, known=known((3, ""), (5, "open"))),
        Future(maker=0.3, buyer=0.3, known=known((3, ""), (5, "pause")), closed=frozenset({4, 5})),
        Future(maker=0.2, buyer=0.2, known=known((3, ""), (5, "end")), closed=frozenset({3, 4, 5, 6, 7})),
    ),
    regimes="""
events: {call: {closes: [sale], lasts: 2}, stop: {closes: [sale]}}
regimes:
  open: {probability: 50%, since: 2027-Q4}
  pause: {probability: 30%, since: 2027-Q4, events: {call: 2028-Q1}}
  end: {probability: 20%, since: 2027-Q4, events: {stop: 2027-Q4}}
""",
)  # fmt: skip

# The maker fears the stop more than the buyer does, and would lose by a line as large as all would want at this price.
UNLIKE = Numbers(
    years=1, price=1_250, order_lead=0, at_start=10, most=80, capital=150, fixed=0, build_lead=1, wanted=90,
    worth=((10_000.0, 3_000),), instead=2_900, instead_most=30,
    futures=(
        Future(maker=0.45, buyer=0.8, known=known((2, ""), (2, "goes_on"))),
        Future(maker=0.55, buyer=0.2, known=known((2, ""), (2, "stops")), closed=frozenset({2, 3})),
    ),
    regimes="""
events: {stop: {closes: [sale]}}
regimes:
  goes_on: {probability: 60%, since: 2027-Q3, believed: {maker: 45%, buyer: 80%}}
  stops: {probability: 40%, since: 2027-Q3, believed: {maker: 55%, buyer: 20%}, events: {stop: 2027-Q3}}
""",
)  # fmt: skip


@pytest.mark.parametrize("numbers", [TREE, STORED, UNLIKE], ids=["tree", "stored", "unlike beliefs"])
def test_a_plan_over_regimes_is_worth_what_the_program_written_by_hand_is(numbers: Numbers) -> None:
    without = stated(numbers, deal=False, tied=True)
    floors = {"maker": 0.0, "buyer": without}
    with_it = stated(numbers, deal=True, tied=True, floors=floors)
    knowing = stated(numbers, deal=True, tied=False, floors=floors)

    found = over_regimes(small(numbers.document), processes=0)

    within = (found.gap + AGREE) * (with_it - without)
    assert found.joint_gain == pytest.approx(with_it - without, abs=within)
    if numbers is UNLIKE:  # what it is worth to know hangs on whose odds are right
        assert found.knowing is None
    else:
        assert found.knowing == pytest.approx(knowing - with_it, abs=within)
    assert {party: one.walk_away for party, one in found.parties.items()} == pytest.approx(floors, abs=within)


@pytest.mark.parametrize("numbers", [TREE, STORED, UNLIKE], ids=["tree", "stored", "unlike beliefs"])
def test_not_to_know_yet_costs_something_in_these_deals(numbers: Numbers) -> None:
    tied, free = (stated(numbers, deal=True, tied=tied) for tied in (True, False))

    assert free > 1.001 * tied


def test_what_the_maker_fears_holds_the_line_down() -> None:
    floors = {"maker": 0.0, "buyer": stated(UNLIKE, deal=False, tied=True)}
    held, free = stated(UNLIKE, deal=True, tied=True, floors=floors), stated(UNLIKE, deal=True, tied=True)

    assert held < 0.999 * free
