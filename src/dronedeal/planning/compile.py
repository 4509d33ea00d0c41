"""The compiler: a deal as it stands becomes one mixed-integer program, straight into sparse arrays. Solving it is another matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass

import numpy as np

from dronedeal.deal.branching import Leaf
from dronedeal.deal.deal import Deal, numbers_of
from dronedeal.deal.number import Open, parts_of
from dronedeal.deal.place import Place
from dronedeal.deal.row import Unfolded
from dronedeal.planning.base import Bases
from dronedeal.planning.flow import flows_of
from dronedeal.planning.goods import Goods
from dronedeal.planning.making import lay_making
from dronedeal.planning.money import Money, compile_money
from dronedeal.planning.promises import favoured_prices, limits
from dronedeal.planning.serving import lay_serving
from dronedeal.planning.sparse import Weights, Worth
from dronedeal.planning.tags import Tags
from dronedeal.planning.units import lay_units
from dronedeal.reading import FloatVector, IntVector, LinearReader, PriceTimesQuantity, Ranges
from dronedeal.solving import Program

__all__ = ["Branch", "Compiled", "compile_plain", "floored", "plain_payments", "size_of"]


@dataclass(slots=True, kw_only=True)
class Compiled:
    """A program with the way back: which columns mean what.

    ``value`` is what the columns are worth to each party, ``joint`` to all; ``floor`` rows read
    value + short - worst x scale >= floor, where ``worst`` is the column of the smallest normalised gain and ``short`` that of
    what a party falls below its floor, closed unless somebody asks how far a deal is from having a zone.
    ``opened`` is the column of each open number by path, ``products`` what is relaxed because two of them multiply; ``always`` is the
    column that is always one. ``branches`` are the leaves of a deal planned over its regimes: its needs then stand once a leaf. ``favoured`` rows keep one price no higher than another. ``arithmetic`` holds the tags of rows by which clauses work out amounts, as against rows that bind by themselves.
    """

    deal: Deal
    unfolded: Unfolded
    bases: Bases
    program: Program
    tags: Tags
    goods: Goods
    money: Money
    opened: Mapping[str, tuple[Open, int]]
    products: Sequence[PriceTimesQuantity]
    value: dict[str, Worth]
    joint: Worth
    always: int
    worst: int
    floor: dict[str, int]
    short: dict[str, int]
    joint_floor: int
    limits: dict[int, str]
    favoured: IntVector
    sizes: Mapping[str, float]
    arithmetic: set[int]
    branches: tuple[Branch, ...] = ()

    @property
    def lifts(self) -> IntVector:
        """Columns by which floors and budgets give way, where that is asked for."""
        return np.concatenate([np.array(list(self.short.values()), dtype=np.int64), *self.money.overspent])

    def goal(self, worth: Worth) -> FloatVector:
        """The objective that asks for the most of something."""
        costs = np.zeros(self.program.column_count)
        costs[worth.columns] = worth.coefficients
        return costs

    def weighed(self, weights: Mapping[str, float]) -> FloatVector:
        """The objective that asks for the most of the parties' own values, weighed."""
        costs = np.zeros(self.program.column_count)
        for party, weight in weights.items():
            worth = self.value[party]
            costs[worth.columns] += weight * worth.coefficients
        return costs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Branch:
    """One leaf of the regimes within the program of all: its own program, and the whole program's columns and rows of its own.

    A row is -1 where the whole has none.
    """

    leaf: Leaf
    compiled: Compiled
    columns: IntVector
    rows: IntVector

    def within(self, values: FloatVector) -> FloatVector:
        """Values of the leaf's own columns, given those of the whole program."""
        return np.asarray(values[self.columns])


def compile_plain(
    deal: Deal,
    unfolded: Unfolded,
    settled: Mapping[str, float] | None = None,
    ranges: Ranges | None = None,
    tags: Tags | None = None,
    nodes: Sequence[str] | None = None,
) -> Compiled:
    """Assemble the program of a deal as it stands, whatever its regimes.

    Parameters
    ----------
    settled
        Values of open numbers by path; those without one become columns.
    ranges
        Narrower ranges of open numbers by path: the nearer the ends, the closer a payment keeps to its price.
    tags
        Tags given out already, which go on.
    nodes
        In a leaf of the regimes, the branch known by each quarter: what was ordered before it was can then be given up.

    Raises
    ------
    Unchainable
        A product of two quantities the plan decides.
    Boundless
        A kinked or openly priced quantity that nothing bounds.
    """
    program, tags, bases = Program(maximise=True), tags or Tags(), Bases(deal, settled)
    goods = Goods(
        units=lay_units(deal, flows_of(deal, unfolded, bases, closed=nodes is not None), program, tags, nodes)
    )
    lay_making(deal, goods, bases, program, tags)
    lay_serving(deal, unfolded, goods, bases, program, tags)
    return _with_money(deal, unfolded, bases, goods, program, tags, settled, ranges)


def plain_payments(
    compiled: Compiled,
    values: FloatVector,
    settled: Mapping[str, float] | None = None,
    ranges: Ranges | None = None,
) -> Compiled:
    """Assemble what is left of a program once its goods are settled: open numbers, payments, budgets and floors.

    Payments are then linear in their prices, and only a rate on a price, both open, stays relaxed. The program is small, and
    meets no row of goods that it could miss by a solver's tolerance.

    Parameters
    ----------
    values
        Of the columns of ``compiled``.
    settled, ranges
        As for ``compile_plain``.
    """
    program, deal = Program(maximise=True), compiled.deal
    goods = compiled.goods.settled(values)
    bases = Bases(deal, settled)
    left = _with_money(deal, compiled.unfolded, bases, goods, program, Tags(), settled, ranges, compiled.sizes)
    held = np.zeros(program.row_count, dtype=np.bool_)
    held[program.matrix().rows] = True
    held[left.favoured] = True
    program.set_row_bounds(np.flatnonzero(~held), -np.inf, np.inf)  # of goods alone, and so met already
    return left


def _with_money(
    deal: Deal, unfolded: Unfolded, bases: Bases, goods: Goods, program: Program, tags: Tags,
    settled: Mapping[str, float] | None, ranges: Ranges | None, sizes: Mapping[str, float] | None = None,
) -> Compiled:  # fmt: skip
    """The program of goods, which may be settled already, with payments, promises, values and floors."""
    paths = _paths(deal, unfolded)
    arithmetic: set[int] = set()

    def tag_of(place: Place) -> int:
        tag = tags.of(place, *paths.get(place, ("", "")))
        arithmetic.add(tag)
        return tag

    reader = LinearReader(deal.horizon, program, goods.facts, settled=settled, ranges=ranges, tag=tag_of)
    money = compile_money(deal, unfolded, bases, goods, reader, program, tags)
    texts = limits(deal, unfolded, reader, program, tags)
    first_favoured = program.row_count
    favoured_prices(deal, unfolded, reader, program, tags)
    favoured = np.arange(first_favoured, program.row_count)
    always = int(program.columns(1, lower=1.0, upper=1.0, label="always")[0])
    count = program.column_count
    value = {party: weights.summed(count, always) for party, weights in money.values.items()}
    if sizes is None:
        natural = program.sizes
        sizes = {party: size_of(worth, natural) for party, worth in value.items()}
    together = Weights()
    for weights in money.real.values():
        together.add_all(weights)
    joint = together.summed(count, always)
    standing = floored(deal, program, tags, value, joint, sizes)
    return Compiled(
        deal=deal, unfolded=unfolded, bases=bases, program=program, tags=tags, goods=goods, money=money, opened=reader.opened,
        products=reader.products, value=value, joint=joint, always=always, limits=texts, favoured=favoured, sizes=sizes,
        arithmetic=arithmetic, worst=standing.worst, floor=standing.floor, short=standing.short, joint_floor=standing.joint,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Rows that can keep parties, and all together, from falling below something, and the columns by which they give way."""

    worst: int
    floor: dict[str, int]
    short: dict[str, int]
    joint: int


def floored(
    deal: Deal, program: Program, tags: Tags, value: Mapping[str, Worth], joint: Worth, sizes: Mapping[str, float]
) -> Standing:
    """Add the rows of floors, which bind nobody yet, to a program."""
    worst = int(program.columns(1, lower=-np.inf, label="worst")[0])
    floor: dict[str, int] = {}
    short: dict[str, int] = {}
    for party, worth in value.items():
        tag = tags.of(deal.parties[party].place, f"parties.{party}", f"walk-away of {party}")
        row = program.rows(1, tag=tag, label=f"floor/{party}")
        program.add(np.repeat(row, worth.columns.size), worth.columns, worth.coefficients)
        program.add(row, np.array([worst]), np.array([-sizes[party]]))
        below = program.columns(1, upper=0.0, size=sizes[party], label=f"short/{party}")
        program.add(row, below, np.ones(1))
        floor[party], short[party] = int(row[0]), int(below[0])
    joint_row = program.rows(1, label="joint floor")
    program.add(np.repeat(joint_row, joint.columns.size), joint.columns, joint.coefficients)
    program.set_bounds(np.array([worst]), 0.0, 0.0)
    return Standing(worst=worst, floor=floor, short=short, joint=int(joint_row[0]))


def size_of(worth: Worth, natural: FloatVector) -> float:
    """How large a value can get: its constant, or the largest single term at its column's natural size."""
    return float((np.abs(worth.coefficients) * natural[worth.columns]).max(initial=1.0))


def _paths(deal: Deal, unfolded: Unfolded) -> dict[Place, tuple[str, str]]:
    """Path and words of every place a clause works out amounts from: its numbers, its tables, its payable lines."""
    paths: dict[Place, tuple[str, str]] = {}
    for clause in deal.terms.values():
        for key, value in clause.said.items():
            said = f"terms.{clause.id}.{key}"
            words = f"{key} of {clause.id}"
            paths |= {part.place: (part.path, words) for number in numbers_of(value) for part in parts_of(number)}
            if is_dataclass(value) and isinstance(place := getattr(value, "place", None), Place):
                paths[place] = (said, words)
    lines = {line.place: (line.path.replace("/", "."), f"{line.label} of {line.clause}") for line in unfolded.lines}
    return paths | lines
