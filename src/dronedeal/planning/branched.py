"""The program of a deal over its regimes: one program a leaf, with one column where leaves cannot be told apart yet.

What is ordered, bought, built or used in a quarter is the same in all leaves that share the branch known by then; what follows from it
is worked out leaf by leaf. Who receives what is under way is said when it arrives, and it may be given up, its making paid for. Open numbers are agreed once, before anything is known. Each party weighs leaves by its own probabilities.
This is the deterministic equivalent of a multistage stochastic program (Birge & Louveaux 2011, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from dronedeal.deal.branching import Branching, leaves_of
from dronedeal.deal.deal import Deal
from dronedeal.deal.row import Unfolded
from dronedeal.planning.base import Bases
from dronedeal.planning.compile import Branch, Compiled, compile_plain, floored, plain_payments, size_of
from dronedeal.planning.goods import Goods, NeedColumns
from dronedeal.planning.money import Money
from dronedeal.planning.sparse import Weights, Worth
from dronedeal.planning.tags import Tags
from dronedeal.planning.units import Units, order_of, under_way
from dronedeal.reading import Affine, FloatVector, IntVector, PriceTimesQuantity, Ranges
from dronedeal.solving import Program
from dronedeal.unfolding import unfold

__all__ = ["compile_deal", "compile_payments"]


def compile_deal(
    deal: Deal, unfolded: Unfolded, settled: Mapping[str, float] | None = None, ranges: Ranges | None = None
) -> Compiled:
    """Assemble the program of a deal: of one to be planned over its regimes, of all its leaves. Otherwise as ``compile_plain``."""
    if not isinstance(deal, Branching):
        return compile_plain(deal, unfolded, settled, ranges)
    tags = Tags()
    leaves = leaves_of(deal)
    programs = [compile_plain(leaf.deal, unfold(leaf.deal), settled, ranges, tags, leaf.nodes) for leaf in leaves]
    whole = _Whole(deal, tags, settled)
    return whole.of(
        [
            Branch(leaf=leaf, compiled=one, columns=_NONE, rows=_NONE)
            for leaf, one in zip(leaves, programs, strict=True)
        ],
        unfolded,
    )


def compile_payments(
    compiled: Compiled, values: FloatVector, settled: Mapping[str, float] | None = None, ranges: Ranges | None = None
) -> Compiled:
    """Assemble what is left of a program once its goods are settled, in every leaf. Otherwise as ``plain_payments``."""
    if not compiled.branches:
        return plain_payments(compiled, values, settled, ranges)
    whole = _Whole(compiled.deal, Tags(), settled)
    return whole.of(
        [_paid(branch, values, settled, ranges) for branch in compiled.branches], compiled.unfolded, compiled.sizes
    )


def _paid(branch: Branch, values: FloatVector, settled: Mapping[str, float] | None, ranges: Ranges | None) -> Branch:
    left = plain_payments(branch.compiled, branch.within(values), settled, ranges)
    return Branch(leaf=branch.leaf, compiled=left, columns=_NONE, rows=_NONE)


_NONE: IntVector = np.empty(0, dtype=np.int64)

_Key = tuple[object, ...]


class _Whole:
    """A program of all leaves under construction: leaf after leaf, the columns they share made with the first that has them."""

    def __init__(self, deal: Deal, tags: Tags, settled: Mapping[str, float] | None) -> None:
        self.deal, self.tags = deal, tags
        self.waits = not isinstance(deal, Branching) or deal.waits
        self.program = Program(maximise=True)
        self.bases = Bases(deal, settled)
        self.shared: dict[_Key, int] = {}

    def of(self, branches: Sequence[Branch], unfolded: Unfolded, sizes: Mapping[str, float] | None = None) -> Compiled:
        placed: list[Branch] = []
        for one in branches:
            branch = replace(one, columns=self._columns(one))
            placed.append(replace(branch, rows=self._rows(branch)))
            self._order(placed[-1])
        always = self.shared["always",]
        value, joint = self._value(placed, always), self._joint(placed, always)
        natural = self.program.sizes
        sizes = sizes or {party: size_of(worth, natural) for party, worth in value.items()}
        standing = floored(self.deal, self.program, self.tags, value, joint, sizes)
        compiled = [one.compiled for one in placed]
        return Compiled(
            deal=self._with_all_needs(placed), unfolded=unfolded, bases=self.bases, program=self.program, tags=self.tags,
            goods=self._goods(placed), money=_money(placed), value=value, joint=joint, always=always,
            opened={
                path: (number, int(one.columns[column])) for one in placed for path, (number, column) in one.compiled.opened.items()
            },
            products=[_moved(product, one.columns) for one in placed for product in one.compiled.products],
            worst=standing.worst, floor=standing.floor, short=standing.short, joint_floor=standing.joint,
            limits={tag: text for one in compiled for tag, text in one.limits.items()},
            favoured=np.concatenate([one.rows[one.compiled.favoured] for one in placed]),
            sizes=sizes, arithmetic=set[int]().union(*(one.arithmetic for one in compiled)), branches=tuple(placed),
        )  # fmt: skip

    def _columns(self, branch: Branch) -> IntVector:
        """The whole program's column of each of a leaf's, made where no leaf before had it."""
        program, arrays = branch.compiled.program, branch.compiled.program.arrays()
        columns = np.full(program.column_count, -1, dtype=np.int64)
        ties = [
            (key, column)
            for key, column in _ties(branch, waits=self.waits)
            if arrays.upper[column] > 0.0 or arrays.lower[column] < 0.0
        ]
        for key, column in ties:
            columns[column] = self.shared.get(key, -1)
        tags = program.column_tags
        for (name, _), block in program.blocks[0].items():
            new = np.arange(block.start, block.stop)[columns[block] < 0]
            if not new.size:
                continue
            columns[new] = self.program.columns(
                new.size, lower=arrays.lower[new], upper=arrays.upper[new], integer=bool(arrays.integer[new].any()),
                size=arrays.sizes[new], tag=tags[new], label=f"{branch.leaf.name}/{name}",
            )  # fmt: skip
        self.shared.update({key: int(columns[column]) for key, column in ties})
        return columns

    def _rows(self, branch: Branch) -> IntVector:
        """The whole program's row of each of a leaf's; none of what keeps parties at their walk-aways, which holds over all leaves."""
        program, arrays = branch.compiled.program, branch.compiled.program.arrays()
        floors = {branch.compiled.joint_floor, *branch.compiled.floor.values()}
        rows = np.full(program.row_count, -1, dtype=np.int64)
        tags = program.row_tags
        for (name, _), block in program.blocks[1].items():
            if block.start in floors:
                continue
            rows[block] = self.program.rows(
                block.stop - block.start, lower=arrays.row_lower[block], upper=arrays.row_upper[block], tag=tags[block],
                label=f"{branch.leaf.name}/{name}",
            )  # fmt: skip
        matrix = arrays.matrix
        there, columns = rows[matrix.rows], branch.columns[matrix.columns]
        kept = there >= 0
        self.program.add(there[kept], columns[kept], matrix.values[kept])
        return rows

    def _order(self, branch: Branch) -> None:
        """What arrives of an order under way when a branch became known, and what is given up of it, is what was ordered."""
        units, nodes = branch.compiled.goods.units, branch.leaf.nodes
        given = units.given_up
        if given is None:
            return
        going: dict[tuple[str, str, str, str], list[IntVector]] = {}
        for flow, columns in zip(units.flows, units.columns, strict=True):
            going.setdefault(order_of(flow), []).append(branch.columns[columns])
        for flow, columns in zip(given.units.flows, given.units.columns, strict=True):
            order = order_of(flow)
            for period in under_way(flow, nodes):
                if self._is_new(("arrives", order, period, nodes[period])):
                    terms = [ids[period] for ids in going[order]] + [branch.columns[columns[period]]]
                    key = ("ordered", order, period, nodes[period - flow.lead])
                    if key not in self.shared:
                        made = self.program.columns(1, size=max(flow.rate, 1.0), label=f"ordered/{'/'.join(order)}")
                        self.shared[key] = int(made[0])
                    row = self.program.rows(1, lower=0.0, upper=0.0, label=f"ordered/{'/'.join(order)}")
                    self.program.add(row, np.array([*terms, self.shared[key]]), np.array([*np.ones(len(terms)), -1.0]))

    def _is_new(self, key: _Key) -> bool:
        """Whether nothing was known by this yet; now it is."""
        known = key in self.shared
        self.shared[key] = -1
        return not known

    def _value(self, branches: Sequence[Branch], always: int) -> dict[str, Worth]:
        """What is expected to be worth to each party, by its own probabilities."""
        value: dict[str, Worth] = {}
        for party in self.deal.parties:
            weights = Weights()
            for one in branches:
                worth = one.compiled.value[party]
                weights.add(one.columns[worth.columns], one.leaf.chances[party] * worth.coefficients)
            value[party] = weights.summed(self.program.column_count, always)
        return value

    def _joint(self, branches: Sequence[Branch], always: int) -> Worth:
        """Real resources and worths of all, each by its bearer's probabilities; payments cancel in it, whoever thinks them likely."""
        weights = Weights()
        for one in branches:
            for party, real in one.compiled.money.real.items():
                worth = real.summed(one.compiled.program.column_count, one.compiled.always)
                weights.add(one.columns[worth.columns], one.leaf.chances[party] * worth.coefficients)
        return weights.summed(self.program.column_count, always)

    def _goods(self, branches: Sequence[Branch]) -> Goods:
        """Flows and needs of every leaf; the worth of a need counts by how likely its party thinks the leaf."""
        flows = [flow for one in branches for flow in one.compiled.goods.flows]
        columns = [one.columns[ids] for one in branches for ids in one.compiled.goods.columns]
        goods = Goods(units=Units(flows, columns, self.deal.horizon.periods))
        for one in branches:
            for name, need in one.compiled.goods.needs.items():
                goods.needs[_named(one, name)] = NeedColumns(
                    steps=one.columns[need.steps], worth=need.worth * one.leaf.chances[self.deal.needs[name].of],
                    avoided=need.avoided,
                    alternatives={other: one.columns[ids] for other, ids in need.alternatives.items()},
                    held=[one.columns[ids] for ids in need.held],
                    avoided_rows=one.rows[need.avoided_rows], own_rows=one.rows[need.own_rows],
                )  # fmt: skip
        return goods

    def _with_all_needs(self, branches: Sequence[Branch]) -> Deal:
        needs = {_named(one, name): need for one in branches for name, need in one.leaf.deal.needs.items()}
        return replace(self.deal, needs=needs)


def _named(branch: Branch, need: str) -> str:
    """A need's name in the program of all leaves."""
    return f"{branch.leaf.name}/{need}"


def _ties(branch: Branch, *, waits: bool) -> Iterator[tuple[_Key, int]]:
    """Columns that are the same in all leaves which cannot be told apart, each with what says so."""
    compiled, leaf = branch.compiled, branch.leaf
    goods = compiled.goods
    yield ("always",), compiled.always
    for path, (_, column) in compiled.opened.items():
        yield ("open", path), column
    nodes = leaf.nodes
    for flow, columns in zip(goods.flows, goods.columns, strict=True):
        way: _Key = ("flow", *order_of(flow), flow.need)
        for period, column in enumerate(columns.tolist()):
            yield (*way, period, nodes[period]), column
    if goods.units.given_up is not None:
        given = goods.units.given_up.units
        for flow, columns in zip(given.flows, given.columns, strict=True):
            for period, column in enumerate(columns.tolist()):
                yield ("given up", order_of(flow), period, nodes[period]), column
    capital = [(("built", site), ids) for site, ids in goods.built.items()]
    capital.extend((("opens", site), ids) for site, ids in goods.opens.items())
    blocks: list[tuple[_Key, IntVector]] = []
    for name, need in goods.needs.items():
        blocks.extend((("step", name, step), ids) for step, ids in enumerate(need.steps))
        blocks.extend((("instead", name, other), ids) for other, ids in need.alternatives.items())
    for some, known in ((blocks, nodes), (capital, nodes if waits else [""] * len(nodes))):
        for key, columns in some:
            for period, column in enumerate(columns.tolist()):
                yield (*key, period, known[period]), column


def _money(branches: Sequence[Branch]) -> Money:
    """Budgets of every leaf; payments are read leaf by leaf."""
    money = Money()
    for one in branches:
        money.overspent.extend(one.columns[ids] for ids in one.compiled.money.overspent)
        for account, ids in one.compiled.money.budget_rows.items():
            money.budget_rows[f"{one.leaf.name}/{account}"] = one.rows[ids]
    return money


def _moved(product: PriceTimesQuantity, columns: IntVector) -> PriceTimesQuantity:
    def moved(expression: Affine) -> Affine:
        return replace(expression, columns=columns[expression.columns])

    return replace(
        product, price=moved(product.price), quantity=moved(product.quantity), payment=moved(product.payment)
    )
