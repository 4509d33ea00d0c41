"""The exact reading: rows as Decimals, rounded once a payable line. What settlement owes; not fast, and not a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import assert_never

from dronedeal.deal.calendar import Horizon
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Uncertain
from dronedeal.deal.quantity import (
    Balance,
    Constant,
    Counted,
    Drawn,
    Fixed,
    Learnt,
    Least,
    Left,
    Masked,
    Most,
    Part,
    Quantity,
    Quotient,
    Reached,
    Running,
    Scale,
    Started,
    Sum,
    Tiers,
    Total,
)
from dronedeal.deal.row import Unfolded
from dronedeal.deal.term import MoneyIn
from dronedeal.reading.parting import parted
from dronedeal.reading.spread import spread_labels

__all__ = ["Decimals", "ExactReader", "Unsettled", "exact", "rounded"]

Decimals = tuple[Decimal, ...]
"""One value a quarter of the horizon."""

_PRECISE = Context(prec=60, rounding=ROUND_HALF_EVEN)
_SETTLED = Context(prec=48, rounding=ROUND_HALF_EVEN)
_CENT = Decimal("0.01")
_ZERO = Decimal(0)


class Unsettled(ValueError):
    """A number is open, uncertain or disputed where a settled one is needed."""

    def __init__(self, number: Number) -> None:
        """Keep the number."""
        self.number = number
        super().__init__(f"{number.place}: {number.path} is not settled")


def rounded(amount: Decimal) -> Decimal:
    """Money in minor units of a currency with cents, half to even: the one rounding a payable line gets.

    A third, thrice, is one: what a division leaves behind the 48th digit is not there.
    """
    return _SETTLED.plus(amount).quantize(_CENT, rounding=ROUND_HALF_EVEN)


def exact(
    unfolded: Unfolded,
    facts: Mapping[Counted, Sequence[Decimal]],
    *,
    settled: Mapping[str, Decimal] | None = None,
    at_base: bool = False,
) -> dict[str, Decimals]:
    """Amounts of every line, quarter by quarter: money rounded to cents once a row, units and rights as counted.

    Parameters
    ----------
    facts
        What was counted, one value a quarter; what is absent was zero.
    settled
        Values of numbers by path.
    at_base
        Read uncertain and disputed numbers at their base; otherwise they must be settled.

    Returns
    -------
    By the line's path; debts of the debtor positive.

    Raises
    ------
    Unsettled
        A number without a value.
    """
    reader = ExactReader(unfolded.horizon, facts, settled=settled, at_base=at_base)
    amounts: dict[str, Decimals] = {}
    for line in unfolded.lines:
        read = reader.read(line.quantity)
        amounts[line.path] = tuple(rounded(value) for value in read) if isinstance(line.what, MoneyIn) else read
    return amounts


class ExactReader:
    """Reads quantities of one deal with one set of facts; each quantity is computed once."""

    def __init__(
        self,
        horizon: Horizon,
        facts: Mapping[Counted, Sequence[Decimal]],
        *,
        settled: Mapping[str, Decimal] | None = None,
        at_base: bool = False,
    ) -> None:
        """Keep the facts; nothing is read yet."""
        self._horizon = horizon
        self._facts = facts
        self._settled = settled or {}
        self._at_base = at_base
        self._done: dict[int, tuple[Quantity, Decimals]] = {}
        self._balances: dict[str, tuple[Decimals, Decimals]] = {}

    def read(self, quantity: Quantity) -> Decimals:
        """The quantity, one Decimal a quarter, not rounded."""
        known = self._done.get(id(quantity))
        if known is not None:
            return known[1]
        with localcontext(_PRECISE):
            values = self._read(quantity)
        self._done[id(quantity)] = (quantity, values)
        return values

    def number(self, number: Number) -> Decimals:
        """A number, one Decimal a quarter."""
        return spread_labels(number, self._horizon, self._value)

    def _value(self, number: Agreed | Open | Uncertain | Disputed | Product) -> Decimal:
        if number.path in self._settled:
            return self._settled[number.path]
        if isinstance(number, Agreed):
            return number.value
        if self._at_base and isinstance(number, (Uncertain, Disputed)):
            return number.base
        raise Unsettled(number)

    def _read(self, quantity: Quantity) -> Decimals:
        match quantity:
            case Constant(value=value):
                return (value,) * self._horizon.periods
            case Fixed(number=number):
                return self.number(number)
            case Counted():
                return tuple(self._facts.get(quantity, (_ZERO,) * self._horizon.periods))
            case Sum(parts=parts):
                return _each(sum, [self.read(part) for part in parts])
            case Scale(by=by, of=of):
                return tuple(one * other for one, other in zip(self.read(by), self.read(of), strict=True))
            case Quotient(of=of, by=by):
                return tuple(
                    one / other if other else _ZERO for one, other in zip(self.read(of), self.read(by), strict=True)
                )
            case Started(of=of, each=each):
                return tuple((one / each).to_integral_value(rounding=ROUND_CEILING) for one in self.read(of))
            case Part():
                return self._part(quantity)
            case Least(parts=parts):
                return _each(min, [self.read(part) for part in parts])
            case Most(parts=parts):
                return _each(max, [self.read(part) for part in parts])
            case Tiers():
                return self._tiers(quantity)
            case Running(of=of, over=over):
                return _running(self.read(of), self._horizon.groups(over))
            case Total(of=of, over=over):
                return self._total(self.read(of), self._horizon.groups(over))
            case Drawn(balance=balance):
                return self._balance(balance)[0]
            case Left(balance=balance):
                return self._balance(balance)[1]
            case Reached(of=of, above=above, over=over):
                groups = self._horizon.groups(over)
                passed = [
                    value > threshold
                    for value, threshold in zip(_running(self.read(of), groups), self.number(above), strict=True)
                ]
                return tuple(
                    Decimal(here and not (period and groups[period - 1] == groups[period] and passed[period - 1]))
                    for period, here in enumerate(passed)
                )
            case Learnt():
                return self._learnt(quantity)
            case Masked():
                return _masked(quantity, self.read(quantity.of))
            case _:
                assert_never(quantity)

    def _part(self, part: Part) -> Decimals:
        weights = zip(*(self.read(weight) for weight in part.weights), strict=True)
        return tuple(
            parted(int((_SETTLED.plus(whole) / part.unit).to_integral_value(rounding=ROUND_HALF_EVEN)), row)[part.at]
            * part.unit
            for whole, row in zip(self.read(part.of), weights, strict=True)
        )

    def _total(self, values: Decimals, groups: tuple[int, ...]) -> Decimals:
        run = _running(values, groups)
        last = len(groups) - 1
        return tuple(
            run[period] if period == last or groups[period + 1] != groups[period] else _ZERO
            for period in range(len(groups))
        )

    def _tiers(self, tiers: Tiers) -> Decimals:
        base, groups = self.read(tiers.of), self._horizon.groups(tiers.over)
        bands = [(self.number(band.above), self.number(band.rate)) for band in tiers.bands]
        due: list[Decimal] = []
        reached = paid = _ZERO
        for period, amount in enumerate(base):
            if not period or groups[period] != groups[period - 1]:
                reached = paid = _ZERO
            before, reached = reached, reached + amount
            thresholds = [above[period] for above, _ in bands]
            rates = [rate[period] for _, rate in bands]
            match tiers.mode:
                case "marginal":
                    owed = _marginal(before, reached, thresholds, rates)
                case "retroactive":
                    owed = reached * _rate_at(reached, thresholds, rates) - paid
                case "whole":
                    owed = amount * _rate_at(reached, thresholds, rates)
            paid += owed
            due.append(owed)
        return tuple(due)

    def _balance(self, balance: Balance) -> tuple[Decimals, Decimals]:
        known = self._balances.get(balance.name)
        if known is not None:
            return known
        added, wanted = self.read(balance.added), self.read(balance.wanted)
        vintages: list[Decimal] = []
        drawn: list[Decimal] = []
        left: list[Decimal] = []
        for period, (more, want) in enumerate(zip(added, wanted, strict=True)):
            if balance.keeps is not None and period > balance.keeps:
                vintages[period - balance.keeps - 1] = _ZERO
            usable = sum(vintages, _ZERO)
            vintages.append(more)
            take = min(usable if balance.later else usable + more, want)
            drawn.append(take)
            for index, vintage in enumerate(vintages):
                used = min(vintage, take)
                vintages[index] -= used
                take -= used
            left.append(sum(vintages, _ZERO))
        self._balances[balance.name] = (tuple(drawn), tuple(left))
        return self._balances[balance.name]

    def _learnt(self, learnt: Learnt) -> Decimals:
        rates, made = self.number(learnt.per_doubling), self.number(learnt.produced_to_date)
        output = self.number(learnt.output)
        so_far = _ZERO
        factors: list[Decimal] = []
        for rate, start, more in zip(rates, made, output, strict=True):
            if start > 0 and rate < 1:
                slope = (1 - rate).ln() / Decimal(2).ln()
                factors.append(((start + so_far) / start) ** slope)
            else:
                factors.append(Decimal(1))
            so_far += more
        return tuple(factors)


def _each(verb: Callable[[list[Decimal]], Decimal | int], parts: list[Decimals]) -> Decimals:
    return tuple(Decimal(verb(list(column))) for column in zip(*parts, strict=True))


def _running(values: Decimals, groups: tuple[int, ...]) -> Decimals:
    run: list[Decimal] = []
    for period, value in enumerate(values):
        carried = run[-1] if period and groups[period] == groups[period - 1] else _ZERO
        run.append(carried + value)
    return tuple(run)


def _masked(masked: Masked, values: Decimals) -> Decimals:
    periods = len(values)
    moved = tuple(
        values[period - masked.shift] if 0 <= period - masked.shift < periods else _ZERO for period in range(periods)
    )
    if not masked.mask:
        return moved
    return tuple(value if here else _ZERO for value, here in zip(moved, masked.mask, strict=True))


def _marginal(before: Decimal, after: Decimal, thresholds: list[Decimal], rates: list[Decimal]) -> Decimal:
    owed = _ZERO
    for index, (low, rate) in enumerate(zip(thresholds, rates, strict=True)):
        high = thresholds[index + 1] if index + 1 < len(thresholds) else max(after, low)
        owed += rate * max(_ZERO, min(after, high) - max(before, low))
    return owed


def _rate_at(reached: Decimal, thresholds: list[Decimal], rates: list[Decimal]) -> Decimal:
    held = rates[0]
    for threshold, rate in zip(thresholds[1:], rates[1:], strict=True):
        if reached > threshold:
            held = rate
    return held
