"""The money half of the program: payments read from rows, budgets by fiscal year, the value of everything to each party.

Payments between parties cancel in the joint value whatever their rates; they matter through budgets and each party's own value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np

from dronedeal.deal.calendar import Horizon
from dronedeal.deal.deal import Deal
from dronedeal.deal.party import Budget
from dronedeal.deal.quantity import (
    Constant,
    Counted,
    Fixed,
    Learnt,
    Masked,
    Quantity,
    Running,
    Scale,
    Sum,
    Thing,
    Total,
)
from dronedeal.deal.row import Line, Unfolded
from dronedeal.deal.term import MoneyIn, Right
from dronedeal.planning.base import Bases
from dronedeal.planning.goods import Goods
from dronedeal.planning.sparse import Weights
from dronedeal.planning.tags import Tags
from dronedeal.reading import Affine, FloatVector, IntVector, LinearReader, of_columns
from dronedeal.solving import Program

__all__ = ["Money", "Payment", "compile_money"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What one payable line moves out of one account, as an expression, quarter by quarter of its counting."""

    line: Line
    amount: Affine
    account: str


@dataclass(slots=True, kw_only=True)
class Money:
    """What was built: payments, the value of each party as weights on columns, budget rows by party and account.

    ``declared`` is what the document says holding rights is worth, by party; ``real`` counts it with the goods.
    ``overspent`` columns lift budgets; they are closed but while prices are sought that fit given units.
    """

    payments: list[Payment] = field(default_factory=list[Payment])
    declared: dict[str, list[Affine]] = field(default_factory=lambda: defaultdict[str, list[Affine]](list))
    values: dict[str, Weights] = field(default_factory=dict[str, Weights])
    real: dict[str, Weights] = field(default_factory=dict[str, Weights])
    budget_rows: dict[str, IntVector] = field(default_factory=dict[str, IntVector])
    overspent: list[IntVector] = field(default_factory=list[IntVector])


def compile_money(
    deal: Deal, unfolded: Unfolded, bases: Bases, goods: Goods, reader: LinearReader, program: Program, tags: Tags
) -> Money:
    """Read every money line as expressions, then tie budgets and values."""
    money = Money()
    readers = {key: reader.counting(facts) for key, facts in goods.shares.items()}
    served = {(counted.subject, *key) for key, facts in goods.shares.items() for counted in facts}
    for line in unfolded.lines:
        if isinstance(line.what, MoneyIn):
            accounts = {
                account: readers[party, account]
                for clause, party, account in served
                if clause == line.clause and party == line.debtor
            }
            money.payments.extend(_payments(deal, line, reader, accounts))
        elif isinstance(line.what, Right):
            _declared(deal, line, line.what, bases, money, reader)
    for party in deal.parties:
        money.real[party] = _real(party, bases, goods, money)
        money.values[party] = Weights()
        money.values[party].add_all(money.real[party])
    for payment in money.payments:
        line = payment.line
        paid = bases.discount_on(line.debtor, line.due)
        received = bases.discount_on(line.creditor, line.due)
        money.values[line.debtor].add_affine(payment.amount, -paid)
        money.values[line.creditor].add_affine(payment.amount, received)
    for party in deal.parties:
        _budgets(deal, party, money, goods, bases, program, tags)
    return money


def _payments(deal: Deal, line: Line, reader: LinearReader, accounts: Mapping[str, LinearReader]) -> list[Payment]:
    """What a line moves: from the account it names, else from those of the needs it serves, else from the debtor's first.

    A clause that either side may owe under names an account of one of them; the other pays from its first.
    """
    budgets = deal.parties[line.debtor].budgets
    first = next(iter(budgets), "")
    named = line.account if line.account in budgets else ""
    if not named and len(accounts) > 1 and _adds_up(line.quantity, line.debtor):
        parts = [
            Payment(line=line, amount=one.read(line.quantity), account=account or first)
            for account, one in sorted(accounts.items())
        ]
    else:
        only = next(iter(accounts)) if len(accounts) == 1 and _adds_up(line.quantity, line.debtor) else ""
        parts = [Payment(line=line, amount=reader.read(line.quantity), account=named or only or first)]
    return [one for one in parts if one.amount.columns.size or one.amount.constant.any()]


def _adds_up(quantity: Quantity, to: str) -> bool:
    """Whether a quantity is a multiple of units delivered to a party alone, so that it is the sum over that party's needs."""
    match quantity:
        case Counted(thing=thing):
            return thing is Thing.UNITS_DELIVERED and quantity.to == to
        case Scale(by=by, of=of):
            return (_adds_up(of, to) and _is_number(by)) or (_adds_up(by, to) and _is_number(of))
        case Sum(parts=parts):
            return all(_adds_up(part, to) for part in parts)
        case Masked(of=of) | Running(of=of) | Total(of=of):
            return _adds_up(of, to)
        case _:
            return False


def _is_number(quantity: Quantity) -> bool:
    match quantity:
        case Constant() | Fixed() | Learnt():
            return True
        case Scale(by=by, of=of):
            return _is_number(by) and _is_number(of)
        case Sum(parts=parts):
            return all(_is_number(part) for part in parts)
        case _:
            return False


def _declared(deal: Deal, line: Line, right: Right, bases: Bases, money: Money, reader: LinearReader) -> None:
    """Declared worth of technologies whose right a party holds, a quarter of the yearly worth each quarter."""
    for name in right.of:
        technology = deal.technologies.get(name)
        worth = None if technology is None else technology.worth.get(line.creditor)
        if worth is not None:
            held = reader.read(line.quantity)
            money.declared[line.creditor].append(held.times(bases.vector(worth) / 4.0))


def _real(party: str, bases: Bases, goods: Goods, money: Money) -> Weights:
    """Real resources and worths of one party, discounted at its own rate."""
    weights = Weights()
    for kind, parts in goods.real[party].items():
        factor = bases.discount_at_start(party) if kind == "capital" else bases.discount(party)
        for part in parts:
            weights.add_affine(part, factor)
    for part in money.declared[party]:
        weights.add_affine(part, bases.discount(party))
    return weights


def _budgets(deal: Deal, party: str, money: Money, goods: Goods, bases: Bases, program: Program, tags: Tags) -> None:
    """Spending from each account in each fiscal year <= appropriation + receipts + what was carried."""
    accounts = deal.parties[party].budgets
    if not accounts:
        return
    first_account = next(iter(accounts))
    middle = deal.horizon.delivery_days
    for name, budget in accounts.items():
        first, *_, last = _quarter_years(budget, deal.horizon).tolist()
        years = list(range(first, last + 1))
        owed: list[tuple[Affine, tuple[date, ...], float]] = []
        fixed: list[Payment] = []
        for (payer, account), parts in goods.spending.items():
            if payer == party and (account or first_account) == name:
                owed.extend((part, middle, 1.0) for part in parts)
        for payment in money.payments:
            line = payment.line
            if line.debtor == party and payment.account == name:
                if payment.amount.is_known and (payment.amount.constant >= 0.0).all():
                    fixed.append(payment)
                else:
                    owed.append((payment.amount, line.due, 1.0))
            if line.creditor == party and budget.earns and name == first_account:
                owed.append((payment.amount, line.due, -1.0))
        owed.extend(_fixed(payment, program, tags) for payment in fixed)
        _budget_rows(deal, party, name, years, owed, money, bases, program, tags)


def _fixed(payment: Payment, program: Program, tags: Tags) -> tuple[Affine, tuple[date, ...], float]:
    """A sum owed whatever is delivered, as a column that is one: so that it can be named where a budget does not reach."""
    line, amounts = payment.line, payment.amount.constant
    tag = tags.of(line.place, line.path.replace("/", "."), f"{line.label} of {line.clause}".replace("_", " "))
    column = program.columns(1, lower=1.0, upper=1.0, tag=tag, label=f"owed/{line.path}")
    ones = np.ones(len(amounts))
    return of_columns(np.repeat(column, len(amounts)), ones, ones).times(amounts), line.due, 1.0


def _budget_rows(
    deal: Deal, party: str, name: str, years: list[int], owed: list[tuple[Affine, tuple[date, ...], float]],
    money: Money, bases: Bases, program: Program, tags: Tags,
) -> None:  # fmt: skip
    budget = deal.parties[party].budgets[name]
    appropriated = np.array([_appropriation(budget, year, deal.horizon, bases) for year in years])
    constants = np.zeros(len(years))
    columns: list[IntVector] = []
    rows: list[IntVector] = []
    coefficients: list[FloatVector] = []
    for amount, days, sign in owed:
        index = _fiscal_years(_month(budget), days) - years[0]
        index = np.minimum(np.maximum(index, 0), len(years) - 1)
        np.add.at(constants, index, sign * amount.constant)
        columns.append(amount.columns)
        rows.append(index[amount.periods])
        coefficients.append(sign * amount.coefficients)
    tag = tags.of(budget.place, f"parties.{party}.budgets.{name}", f"budget {name} of {party}")
    ids = program.rows(len(years), upper=appropriated - constants, tag=tag, label=f"budget/{party}/{name}")
    if columns:
        program.add(ids[np.concatenate(rows)], np.concatenate(columns), np.concatenate(coefficients))
    size = max(float(appropriated.max(initial=1.0)), 1.0)
    over = program.columns(len(years), upper=0.0, size=size, label=f"overspent/{party}/{name}")
    program.add(ids, over, np.full(len(over), -1.0))
    money.overspent.append(over)
    if budget.carry is not None and len(years) > 1:
        left = program.columns(len(years) - 1, size=size, label=f"carried/{party}/{name}")
        program.add(ids[:-1], left, np.ones(len(left)))
        program.add(ids[1:], left, np.full(len(left), -bases.scalar(budget.carry)))
    money.budget_rows[f"{party}/{name}"] = ids


def _month(budget: Budget) -> int:
    return int(budget.fiscal_year[:2])


@lru_cache(maxsize=1024)
def _fiscal_years(month: int, days: tuple[date, ...]) -> IntVector:
    """The fiscal year, which begins with a month, that each day falls in; named by the year in which it ends."""
    return np.array([day.year if month == 1 or day.month < month else day.year + 1 for day in days], dtype=np.int64)


def _quarter_years(budget: Budget, horizon: Horizon) -> IntVector:
    return _fiscal_years(_month(budget), horizon.first_days)


def _appropriation(budget: Budget, year: int, horizon: Horizon, bases: Bases) -> float:
    """Money of one fiscal year that falls within the horizon: a year only partly within it counts by its quarters.

    A year not named has the money of the last one named before it, or of the first.
    """
    named = sorted(int(label) for label in budget.by_year)
    earlier = [label for label in named if label <= year]
    amount = bases.scalar(budget.by_year[str(earlier[-1] if earlier else named[0])])
    quarters = int(np.count_nonzero(_quarter_years(budget, horizon) == year))
    return amount * quarters / 4.0
