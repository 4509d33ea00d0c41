"""The array reading: rows as floating-point arrays over scenarios and quarters. What simulation draws; not what anybody owes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

import numpy as np
from numpy.typing import NDArray

from dronedeal.deal.calendar import Horizon
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Series, Uncertain
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
from dronedeal.reading.exact import Unsettled
from dronedeal.reading.parting import parted_many
from dronedeal.reading.quarterly import combined, narrow, steady, to_date
from dronedeal.reading.spread import held_from

__all__ = ["ArrayReader", "FloatArray", "array", "beyond", "in_cents", "inverse", "started", "stepped"]

FloatArray: TypeAlias = NDArray[np.float64]

_NOISE = 1e-12
"""What floating point may add to a number or take from it, as a part of it."""


def array(
    unfolded: Unfolded,
    facts: Mapping[Counted, FloatArray],
    *,
    settled: Mapping[str, FloatArray | float] | None = None,
) -> dict[str, FloatArray]:
    """Amounts of every line in every scenario, not rounded.

    Parameters
    ----------
    facts
        What was counted, shape (scenarios, quarters) or (quarters,); what is absent was zero.
    settled
        Values of numbers by path, shape (scenarios,) or one; others are read at their base.

    Returns
    -------
    By the line's path, shape (scenarios, quarters) or (1, quarters); debts of the debtor positive.

    Raises
    ------
    Unsettled
        An open number without a value.
    """
    reader = ArrayReader(unfolded.horizon, facts, settled=settled)
    return {line.path: reader.read(line.quantity) for line in unfolded.lines}


def in_cents(amounts: FloatArray) -> NDArray[np.int64]:
    """Amounts as whole cents, half to even, with noise of floating point at the half-cent taken for the tie it is.

    Notes
    -----
    Exact amounts are decimals of few digits; a float within eight significant digits behind the cent of a tie is that
    tie. Good to amounts of 10^9 in the currency; larger ones are only as exact as a double is.
    """
    cents = amounts * 100.0
    noise = np.maximum(np.abs(cents) * 4e-16, 1e-9) * 64
    half = np.floor(cents) + 0.5
    snapped = np.where(np.abs(cents - half) <= noise, half, cents)
    return np.rint(snapped).astype(np.int64)


class ArrayReader:
    """Reads quantities of one deal for many scenarios at once; each quantity is computed once."""

    def __init__(
        self,
        horizon: Horizon,
        facts: Mapping[Counted, FloatArray],
        *,
        settled: Mapping[str, FloatArray | float] | None = None,
    ) -> None:
        """Keep the facts; nothing is read yet."""
        self._horizon = horizon
        self._facts = facts
        self._settled = settled or {}
        self._done: dict[int, tuple[Quantity, FloatArray]] = {}
        self._numbers: dict[int, tuple[Number, FloatArray]] = {}
        self._balances: dict[str, tuple[FloatArray, FloatArray]] = {}

    def read(self, quantity: Quantity) -> FloatArray:
        """The quantity, shape (scenarios, quarters) or (1, quarters)."""
        known = self._done.get(id(quantity))
        if known is not None:
            return known[1]
        values = self._read(quantity)
        self._done[id(quantity)] = (quantity, values)
        return values

    def number(self, number: Number) -> FloatArray:
        """A number, shape (scenarios, quarters) or (1, quarters)."""
        known = self._numbers.get(id(number))
        if known is None:
            known = (number, self._number(number))
            self._numbers[id(number)] = known
        return known[1]

    def _number(self, number: Number) -> FloatArray:
        if number.path in self._settled and number.path:
            return steady(self._settled[number.path], self._horizon.periods)
        match number:
            case Agreed(value=value) | Uncertain(base=value) | Disputed(base=value):
                return steady(float(value), self._horizon.periods)
            case Series(values=values):
                members = np.broadcast_arrays(*(self.number(member) for member in values))
                held = held_from(number, self._horizon)
                return np.stack([members[index][:, period] for period, index in enumerate(held)]).T
            case Open() | Product():
                raise Unsettled(number)
            case _:
                assert_never(number)

    def _read(self, quantity: Quantity) -> FloatArray:
        periods = self._horizon.periods
        match quantity:
            case Constant(value=value):
                return steady(float(value), periods)
            case Fixed(number=number):
                return self.number(number)
            case Counted():
                counted = self._facts.get(quantity)
                return (
                    np.zeros((1, periods)) if counted is None else np.atleast_2d(np.asarray(counted, dtype=np.float64))
                )
            case Sum(parts=parts):
                return self._fold(np.add, parts)
            case Scale(by=by, of=of):
                return combined(np.multiply, self.read(by), self.read(of))
            case Quotient(of=of, by=by):
                return combined(np.multiply, self.read(of), inverse(self.read(by)))
            case Started(of=of, each=each):
                return started(self.read(of) / float(each))
            case Part():
                return self._part(quantity)
            case Least(parts=parts):
                return self._fold(np.minimum, parts)
            case Most(parts=parts):
                return self._fold(np.maximum, parts)
            case Tiers():
                return self._tiers(quantity)
            case Running(of=of, over=over):
                return _running(self.read(of), self._horizon.groups(over))
            case Total(of=of, over=over):
                groups = self._horizon.groups(over)
                return combined(np.multiply, _running(self.read(of), groups), _ends(groups))
            case Drawn(balance=balance):
                return self._balance(balance)[0]
            case Left(balance=balance):
                return self._balance(balance)[1]
            case Reached(of=of, above=above, over=over):
                groups = self._horizon.groups(over)
                passed = beyond(_running(self.read(of), groups), self.number(above)).astype(np.float64)
                before = np.zeros_like(passed)
                same = [period for period in range(1, periods) if groups[period] == groups[period - 1]]
                before[:, same] = passed[:, [period - 1 for period in same]]
                return passed * (1.0 - before)
            case Learnt():
                return self._learnt(quantity)
            case Masked(mask=mask, shift=shift):
                moved = _moved(self.read(quantity.of), shift)
                return combined(np.multiply, moved, np.array(mask, dtype=np.float64)) if mask else moved
            case _:
                assert_never(quantity)

    def _fold(self, verb: np.ufunc, parts: tuple[Quantity, ...]) -> FloatArray:
        total = self.read(parts[0])
        for part in parts[1:]:
            total = combined(verb, total, self.read(part))
        return total

    def _part(self, part: Part) -> FloatArray:
        unit = float(part.unit)
        whole, *weights = np.broadcast_arrays(self.read(part.of), *(self.read(weight) for weight in part.weights))
        units = in_cents(whole * (0.01 / unit))
        return np.asarray(parted_many(units, np.stack(weights))[part.at] * unit)

    def _tiers(self, tiers: Tiers) -> FloatArray:
        base, groups = self.read(tiers.of), self._horizon.groups(tiers.over)
        after = _running(base, groups)
        before = after - base
        thresholds = [self.number(band.above) for band in tiers.bands]
        rates = [self.number(band.rate) for band in tiers.bands]
        if tiers.mode == "marginal":
            return _marginal(before, after, thresholds, rates)
        held = rates[0]
        for threshold, rate in zip(thresholds[1:], rates[1:], strict=True):
            held = np.where(beyond(after, threshold), rate, held)
        if tiers.mode == "whole":
            return base * held
        owed = after * held
        same = np.array([period > 0 and groups[period] == groups[period - 1] for period in range(len(groups))])
        return owed - np.where(same, _moved(owed, 1), 0.0)

    def _balance(self, balance: Balance) -> tuple[FloatArray, FloatArray]:
        known = self._balances.get(balance.name)
        if known is not None:
            return known
        added, wanted = np.broadcast_arrays(self.read(balance.added), self.read(balance.wanted))
        drawn, left = stepped(balance, added, wanted)
        self._balances[balance.name] = (drawn, left)
        return drawn, left

    def _learnt(self, learnt: Learnt) -> FloatArray:
        rate, made = narrow(self.number(learnt.per_doubling)), narrow(self.number(learnt.produced_to_date))
        output = self.number(learnt.output)
        so_far = to_date(output) - output
        sound = (made > 0) & (rate < 1)
        grown = (np.where(sound, made, 1.0) + np.where(sound, so_far, 0.0)) / np.where(sound, made, 1.0)
        return combined(np.power, grown, np.log2(np.where(sound, 1.0 - rate, 1.0)))


def stepped(balance: Balance, added: FloatArray, wanted: FloatArray) -> tuple[FloatArray, FloatArray]:
    """What is drawn from a balance each quarter and what it carries out, given what is added and wanted."""
    drawn, left = np.zeros(added.shape, order="F"), np.zeros(added.shape, order="F")
    vintages: list[FloatArray] = []
    for period in range(added.shape[1]):
        if balance.keeps is None:
            vintages = [sum(vintages[1:], vintages[0])] if vintages else []
        else:
            vintages = vintages[-balance.keeps :] if balance.keeps else []
        if not balance.later:
            vintages.append(added[:, period].copy())
        take = np.minimum(sum(vintages, np.zeros(added.shape[0])), wanted[:, period])
        drawn[:, period] = take
        for vintage in vintages:  # the oldest goes first
            part = np.clip(take, 0.0, vintage)
            np.subtract(vintage, part, out=vintage)
            take = take - part
        if balance.later:
            vintages.append(added[:, period].copy())
        left[:, period] = sum(vintages)
    return drawn, left


def inverse(values: FloatArray) -> FloatArray:
    """One over each value; nothing for nothing."""
    some = values != 0.0
    return np.where(some, 1.0 / np.where(some, values, 1.0), 0.0)


def started(spans: FloatArray) -> FloatArray:
    """Spans begun; what floating point alone puts past a whole number (0.3 by tenths) is that number."""
    nearest = np.rint(spans)
    return np.where(np.abs(spans - nearest) <= _NOISE * np.maximum(np.abs(spans), 1.0), nearest, np.ceil(spans))


def beyond(reached: FloatArray, threshold: FloatArray) -> NDArray[np.bool_]:
    """Whether a threshold is passed; what floating point alone puts past it (three times 1.10 past 3.30) is not."""
    return reached - threshold > 1e-13 * np.maximum(np.abs(threshold), 1.0)


def _running(values: FloatArray, groups: tuple[int, ...]) -> FloatArray:
    """Running totals that restart with each group, summed within the group so that nothing is subtracted back."""
    return to_date(values, [period for period in range(1, len(groups)) if groups[period] != groups[period - 1]])


def _ends(groups: tuple[int, ...]) -> FloatArray:
    last = len(groups) - 1
    return np.array([float(period == last or groups[period + 1] != group) for period, group in enumerate(groups)])


def _moved(values: FloatArray, shift: int) -> FloatArray:
    if not shift:
        return values
    moved = np.zeros_like(values)
    if shift > 0:
        moved[:, shift:] = values[:, :-shift]
    else:
        moved[:, :shift] = values[:, -shift:]
    return moved


def _marginal(
    before: FloatArray, after: FloatArray, thresholds: list[FloatArray], rates: list[FloatArray]
) -> FloatArray:
    owed = np.zeros_like(after)
    for index, (low, rate) in enumerate(zip(thresholds, rates, strict=True)):
        high = thresholds[index + 1] if index + 1 < len(thresholds) else np.inf
        owed = owed + rate * np.maximum(0.0, np.minimum(after, high) - np.maximum(before, low))
    return owed
