"""The linear reading: rows as affine expressions over a program's columns, kinks exact in both directions by binaries.

Open prices get one payment column per price and quantity, tied by the four McCormick rows (McCormick 1976). Knows neither
solver nor deal: columns and rows are asked for from whoever builds the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias, assert_never

import numpy as np

from dronedeal.deal.calendar import Horizon
from dronedeal.deal.number import Number, Open, Product, Series, kind_of
from dronedeal.deal.place import NOWHERE, Place
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
from dronedeal.reading.affine import Affine, FloatVector, IntVector, added, known, of_columns
from dronedeal.reading.array import ArrayReader, beyond, inverse, started, stepped
from dronedeal.reading.exact import Unsettled
from dronedeal.reading.spread import held_from
from dronedeal.reading.steps import ahead, lasts, later, only, onward, previous

__all__ = ["Boundless", "Columns", "Indivisible", "LinearReader", "PriceTimesQuantity", "Ranges", "Unchainable"]

Ranges: TypeAlias = Mapping[str, tuple[float, float]]
"""Least and greatest value of open numbers, by path."""


class Columns(Protocol):
    """What the linear reading asks of a program under construction."""

    def columns(
        self,
        count: int,
        *,
        lower: FloatVector | float = 0.0,
        upper: FloatVector | float = np.inf,
        integer: bool = False,
        size: FloatVector | float = 1.0,
        tag: int = -1,
        label: str = "",
    ) -> IntVector:
        """Make columns; returns their ids."""
        ...

    def rows(
        self,
        count: int,
        *,
        lower: FloatVector | float = -np.inf,
        upper: FloatVector | float = np.inf,
        tag: int = -1,
        label: str = "",
    ) -> IntVector:
        """Make rows; returns their ids."""
        ...

    def add(self, rows: IntVector, columns: IntVector, coefficients: FloatVector) -> None:
        """Add coefficients."""
        ...


class Unchainable(ValueError):
    """What no linear program says: a product of two things the plan decides, neither an open number; a moving threshold."""

    def __init__(self, place: Place) -> None:
        """Keep the place."""
        self.place = place
        super().__init__(f"{place}: a product of two quantities the plan decides")


class Indivisible(Unchainable):
    """A quotient by an open number that may be zero."""


class Boundless(ValueError):
    """A kinked or openly priced quantity that nothing bounds from above."""

    def __init__(self, place: Place) -> None:
        """Keep the place."""
        self.place = place
        super().__init__(f"{place}: nothing bounds what this clause counts")


@dataclass(frozen=True, slots=True)
class PriceTimesQuantity:
    """A product of open numbers and what the program decides, and the column that stands for it."""

    paths: tuple[str, ...]
    price: Affine
    quantity: Affine
    payment: Affine

    def distance(self, values: FloatVector) -> float:
        """How far the column lies from the product it stands for, over all quarters; nothing where it is exact."""
        exact = self.price.at(values) * self.quantity.at(values)
        return float(np.abs(self.payment.at(values) - exact).sum())


class LinearReader:
    """Reads quantities of one deal as expressions over one program's columns.

    ``opened`` gives the column of each open number by path; ``products`` every price times a quantity that is relaxed, as the
    program decides both. Where every fact is known, so is all that rests on no open
    number, kinks included.

    Parameters
    ----------
    horizon
        The deal's quarters.
    program
        Where columns and rows are made.
    facts
        The expression of each counted thing; what planning has none of (days late) is zero at base.
    settled
        Values of numbers by path; an open number without one gets a column.
    ranges
        Narrower ranges of open numbers by path than the document gives.
    tag
        The tag of a place, for rows and columns that come from it.
    """

    def __init__(
        self,
        horizon: Horizon,
        program: Columns,
        facts: Mapping[Counted, Affine],
        *,
        settled: Mapping[str, float] | None = None,
        ranges: Ranges | None = None,
        tag: Callable[[Place], int] = lambda _: -1,
    ) -> None:
        """Keep what reading needs; nothing is built yet."""
        self.opened: dict[str, tuple[Open, int]] = {}
        self.products: list[PriceTimesQuantity] = []
        self._horizon = horizon
        self._program = program
        self._facts = facts
        self._settled = settled or {}
        self._ranges = ranges or {}
        self._tag = tag
        self._all_known = all(fact.is_known for fact in facts.values())
        counted = {thing: fact.constant for thing, fact in facts.items()} if self._all_known else {}
        self._plain = ArrayReader(horizon, counted, settled=dict(self._settled))
        self._done: dict[int, tuple[Quantity, Affine]] = {}
        self._balances: dict[str, tuple[Affine, Affine]] = {}

    def counting(self, facts: Mapping[Counted, Affine]) -> LinearReader:
        """A reader of the same program and open numbers that counts something else: what one account pays for, say."""
        other = LinearReader(
            self._horizon, self._program, facts, settled=self._settled, ranges=self._ranges, tag=self._tag
        )
        other.opened, other.products = self.opened, self.products
        return other

    def read(self, quantity: Quantity) -> Affine:
        """The quantity as one expression a quarter.

        Raises
        ------
        Unchainable
            A product of two quantities the plan decides, a threshold that is open or moves, or a balance that forgets.
        Boundless
            A kink or an open price on something unbounded.
        """
        known_before = self._done.get(id(quantity))
        if known_before is not None:
            return known_before[1]
        expression = self._worked_out(quantity) if self._all_known else None
        if expression is None:
            expression = self._read(quantity)
        self._done[id(quantity)] = (quantity, expression)
        return expression

    def _worked_out(self, quantity: Quantity) -> Affine | None:
        """The quantity by the array reading; nothing where it rests on an open number."""
        try:
            return known(self._plain.read(quantity)[0])
        except Unsettled:
            return None

    def number(self, number: Number) -> Affine:
        """A number: a constant a quarter, or columns where it is open."""
        if kind_of(number) != "open":
            return known(self._plain.number(number)[0])
        if isinstance(number, Series):
            members = [self.number(member) for member in number.values]
            held = held_from(number, self._horizon)
            parts = [member.mapped(only(tuple(one == index for one in held))) for index, member in enumerate(members)]
            return added(*parts)
        if isinstance(number, Product) or not isinstance(number, Open):
            raise Unchainable(number.place)
        if number.path in self._settled:
            return known(np.full(self._horizon.periods, float(self._settled[number.path])))
        low, high = self._ranges.get(number.path, (float(number.low), float(number.high)))
        column = self._open(number, low, high)
        periods = self._horizon.periods
        return of_columns(np.full(periods, column), np.full(periods, low), np.full(periods, high))

    def _open(self, number: Open, low: float, high: float) -> int:
        if number.path not in self.opened:
            size = 1.0 if number.is_yes_no else max(abs(float(number.low)), abs(float(number.high)), 1e-9)
            column = self._program.columns(
                1, lower=low, upper=high, integer=number.is_yes_no, size=size, tag=self._tag(number.place),
                label=number.path,
            )  # fmt: skip
            self.opened[number.path] = (number, int(column[0]))
        return self.opened[number.path][1]

    def _read(self, quantity: Quantity) -> Affine:
        match quantity:
            case Constant() | Learnt():
                return known(self._plain.read(quantity)[0])
            case Fixed(number=number):
                return self.number(number)
            case Counted():
                expression = self._facts.get(quantity)
                return known(np.zeros(self._horizon.periods)) if expression is None else expression
            case Sum(parts=parts):
                return added(*(self.read(part) for part in parts))
            case Scale(by=Least(parts=parts), of=of, place=place):
                return self._scaled([self.read(part) for part in parts], self.read(of), place)
            case Scale(by=by, of=of, place=place):
                return self._product(self.read(by), self.read(of), place)
            case Quotient(of=of, by=by, place=place):
                return self._divided(self.read(of), self.read(by), place)
            case Started(of=of, each=each, place=place):
                return known(started(_known(self.read(of), place) / float(each)))
            case Part(of=of, weights=weights, at=at, place=place):
                shares = [self.read(weight) for weight in weights]
                return self._divided(self._product(shares[at], self.read(of), place), added(*shares), place)
            case Least(parts=parts):
                return self._least([self.read(part) for part in parts])
            case Most(parts=parts):
                return self._least([self.read(part).times(-1.0) for part in parts]).times(-1.0)
            case Running(of=of, over=over):
                groups = self._horizon.groups(over)
                return self.read(of).mapped(later(groups))
            case Total(of=of, over=over):
                return self.read(of).mapped(lasts(self._horizon.groups(over)))
            case Masked(of=of, mask=mask, shift=shift):
                moved = self.read(of).mapped(ahead(self._horizon.periods, shift)) if shift else self.read(of)
                return moved.mapped(only(mask)) if mask else moved
            case Tiers():
                return self._tiers(quantity)
            case Drawn(balance=balance):
                return self._balance(balance)[0]
            case Left(balance=balance):
                return self._balance(balance)[1]
            case Reached():
                return self._reached(quantity)
            case _:
                assert_never(quantity)

    def _constrain(self, expression: Affine, low: FloatVector | float, high: FloatVector | float, place: Place) -> None:
        """Rows ``low <= expression <= high``, one a quarter."""
        rows = self._program.rows(
            self._horizon.periods,
            lower=low - expression.constant,
            upper=high - expression.constant,
            tag=self._tag(place),
            label=str(place),
        )
        self._program.add(rows[expression.periods], expression.columns, expression.coefficients)

    def _fresh(self, low: FloatVector, high: FloatVector, place: Place, *, integer: bool = False) -> Affine:
        """New columns, one a quarter, between bounds."""
        if not (np.isfinite(low).all() and np.isfinite(high).all()):
            raise Boundless(place)
        size = 1.0 if integer else np.maximum(np.maximum(np.abs(low), np.abs(high)), 1e-6)
        columns = self._program.columns(
            len(low), lower=low, upper=high, integer=integer, size=size, tag=self._tag(place), label=str(place)
        )
        return of_columns(columns, low, high)

    def _product(self, one: Affine, other: Affine, place: Place) -> Affine:
        if one.is_known:
            return other.times(one.constant)
        if other.is_known:
            return one.times(other.constant)
        price, quantity = (one, other) if self._is_open(one) else (other, one)
        if not self._is_open(price):
            raise Unchainable(place)
        _bounds_known(place, price, quantity)
        ends = np.array(
            [price.low * quantity.low, price.low * quantity.high, price.high * quantity.low, price.high * quantity.high]
        )
        payment = self._fresh(ends.min(axis=0), ends.max(axis=0), place)
        for price_end, quantity_end, is_floor in (
            (price.low, quantity.low, True), (price.high, quantity.high, True),
            (price.high, quantity.low, False), (price.low, quantity.high, False),
        ):  # fmt: skip
            plane = added(quantity.times(price_end), price.times(quantity_end))
            difference = added(payment, plane.times(-1.0))
            corner = -price_end * quantity_end
            nowhere = np.full(self._horizon.periods, np.inf)
            low, high = (corner, nowhere) if is_floor else (-nowhere, corner)
            self._constrain(difference, low, high, place)
        paths = tuple(path for path, (_, column) in self.opened.items() if column in price.columns)
        self.products.append(PriceTimesQuantity(paths, price, quantity, payment))
        return payment

    def _scaled(self, factors: list[Affine], quantity: Affine, place: Place) -> Affine:
        """The smallest of some factors times a quantity; of one that is never negative, the smallest of the products."""
        if quantity.is_known or all(one.is_known for one in factors) or (quantity.low < 0.0).any():
            return self._product(self._least(factors), quantity, place)
        return self._least([self._product(one, quantity, place) for one in factors])

    def _divided(self, one: Affine, other: Affine, place: Place) -> Affine:
        """A quotient by what is known, or by open numbers: columns that times these come to what is divided.

        Nothing divided is nothing, whatever it is divided by.
        """
        if one.is_known and not one.constant.any():
            return one
        if other.is_known:
            return one.times(inverse(other.constant))
        if not self._is_open(other):
            raise Unchainable(place)
        if (other.low <= 0.0).any():
            raise Indivisible(place)
        _bounds_known(place, one, other)
        ends = np.array([one.low / other.low, one.low / other.high, one.high / other.low, one.high / other.high])
        quotient = self._fresh(ends.min(axis=0), ends.max(axis=0), place)
        self._constrain(added(self._product(other, quotient, place), one.times(-1.0)), 0.0, 0.0, place)
        return quotient

    def _is_open(self, expression: Affine) -> bool:
        columns = {column for _, column in self.opened.values()}
        return set(expression.columns.tolist()) <= columns

    def _least(self, parts: list[Affine]) -> Affine:
        least = parts[0]
        for part in parts[1:]:
            least = self._lesser(least, part, NOWHERE)
        return least

    def _lesser(self, one: Affine, other: Affine, place: Place) -> Affine:
        """min(one, other): equal to one of them, by a binary only where neither is always the smaller."""
        if one.is_known and other.is_known:
            return known(np.minimum(one.constant, other.constant))
        if (one.high <= other.low).all():
            return one
        if (other.high <= one.low).all():
            return other
        _bounds_known(place, one, other)
        low, high = np.minimum(one.low, other.low), np.minimum(one.high, other.high)
        least = self._fresh(low, high, place)
        self._is_lesser(least, one, other, place)
        return least

    def _is_lesser(self, least: Affine, one: Affine, other: Affine, place: Place) -> None:
        """Rows by which columns are min(one, other), with a binary for each quarter."""
        gap_one, gap_other = added(least, one.times(-1.0)), added(least, other.times(-1.0))
        self._constrain(gap_one, -np.inf, 0.0, place)
        self._constrain(gap_other, -np.inf, 0.0, place)
        surely_one, surely_other = one.high <= other.low, other.high <= one.low
        first = self._fresh(
            surely_one.astype(np.float64), (~surely_other | surely_one).astype(np.float64), place, integer=True
        )
        reach_one, reach_other = np.maximum(0.0, one.high - other.low), np.maximum(0.0, other.high - one.low)
        self._constrain(added(gap_one, first.times(-reach_one)), -reach_one, np.inf, place)
        self._constrain(added(gap_other, first.times(reach_other)), 0.0, np.inf, place)

    def _balance(self, balance: Balance) -> tuple[Affine, Affine]:
        known_before = self._balances.get(balance.name)
        if known_before is None:
            known_before = self._step(balance)
            self._balances[balance.name] = known_before
        return known_before

    def _step(self, balance: Balance) -> tuple[Affine, Affine]:
        """Columns for what is drawn, ``min(carried in + added, wanted)`` each quarter, and the balance carried out."""
        periods = self._horizon.periods
        addition, wanted = self.read(balance.added), self.read(balance.wanted)
        if addition.is_known and (wanted.is_known or not addition.constant.any()):
            return self._known_balance(balance, addition, wanted)
        _bounds_known(balance.place, addition, wanted)
        if balance.keeps is not None:
            return self._forgetting(balance, balance.keeps, addition, wanted)
        everything, after = onward(periods), onward(periods, 1)
        usable_sum = addition.mapped(after if balance.later else everything)
        high = np.maximum(0.0, np.minimum(usable_sum.high, wanted.high))
        drawn = self._fresh(np.zeros(periods), high, balance.place)
        usable = added(usable_sum, drawn.mapped(after).times(-1.0))
        usable = usable.within(np.zeros(periods), np.maximum(0.0, usable_sum.high))
        gap_usable, gap_wanted = added(drawn, usable.times(-1.0)), added(drawn, wanted.times(-1.0))
        self._constrain(gap_usable, -np.inf, 0.0, balance.place)
        self._constrain(gap_wanted, -np.inf, 0.0, balance.place)
        once = not balance.later and not addition.high[1:].any()
        unwanted, unfilled = wanted.high <= 0.0, usable.high <= 0.0
        all_wanted = self._fresh(
            (unwanted & (not once)).astype(np.float64),
            (unwanted | ~unfilled).astype(np.float64),
            balance.place,
            integer=True,
        )
        if once:
            self._constrain(
                added(all_wanted, all_wanted.mapped(ahead(periods, 1)).times(-1.0)),
                -np.inf,
                _after_first(periods),
                balance.place,
            )
        self._constrain(added(gap_wanted, all_wanted.times(-wanted.high)), -wanted.high, np.inf, balance.place)
        self._constrain(added(gap_usable, all_wanted.times(usable.high)), 0.0, np.inf, balance.place)
        left = added(addition.mapped(everything), drawn.mapped(everything).times(-1.0))
        return drawn, left.within(np.zeros(periods), np.maximum(0.0, addition.mapped(everything).high))

    def _forgetting(self, balance: Balance, keeps: int, addition: Affine, wanted: Affine) -> tuple[Affine, Affine]:
        """As ``_step`` of a balance that drops what it carried for so many quarters, the oldest first.

        Of all that was added to date, what is ``gone`` when a quarter begins is the greater of what was gone or drawn before, and of what
        is too old: so the oldest goes first, and nothing is dropped that was drawn.
        """
        periods, place = self._horizon.periods, balance.place
        to_date = addition.mapped(onward(periods))
        usable_sum = addition.mapped(onward(periods, 1)) if balance.later else to_date
        too_old = to_date.mapped(ahead(periods, keeps + 1))
        most = np.maximum(0.0, to_date.high)
        gone = self._fresh(np.zeros(periods), most, place)
        drawn = self._fresh(np.zeros(periods), np.maximum(0.0, np.minimum(usable_sum.high, wanted.high)), place)
        gone_or_drawn = added(gone, drawn).within(np.zeros(periods), most)
        before = gone_or_drawn.mapped(ahead(periods, 1))
        self._is_lesser(gone.times(-1.0), before.times(-1.0), too_old.times(-1.0), place)
        usable = added(usable_sum, gone.times(-1.0)).within(np.zeros(periods), np.maximum(0.0, usable_sum.high))
        self._is_lesser(drawn, usable, wanted, place)
        return drawn, added(to_date, gone_or_drawn.times(-1.0)).within(np.zeros(periods), most)

    def _known_balance(self, balance: Balance, addition: Affine, wanted: Affine) -> tuple[Affine, Affine]:
        """A balance that the plan does not move: nothing is ever added, or all is known; then it may forget too."""
        if not wanted.is_known:
            nothing = known(np.zeros(self._horizon.periods))
            return nothing, nothing
        drawn, left = stepped(balance, np.atleast_2d(addition.constant), np.atleast_2d(wanted.constant))
        return known(drawn[0]), known(left[0])

    def _tiers(self, tiers: Tiers) -> Affine:
        groups = self._horizon.groups(tiers.over)
        base = self.read(tiers.of)
        reached = base.mapped(later(groups))
        thresholds = [self.number(band.above) for band in tiers.bands]
        rates = [self.number(band.rate) for band in tiers.bands]
        if not all(threshold.is_known for threshold in thresholds):
            raise Unchainable(tiers.place)
        _bounds_known(tiers.place, base)
        lows = [threshold.constant for threshold in thresholds]
        before = previous(groups)
        if tiers.mode == "marginal":
            if not all(_steady(low, groups) for low in lows):
                raise Unchainable(tiers.place)
            slices = self._slices(reached, lows, tiers.place)
            parts = [added(one, one.mapped(before).times(-1.0)) for one in slices]
            parts = [
                part.within(np.minimum(0.0, base.low), np.maximum(0.0, np.minimum(base.high, one.high)))
                for part, one in zip(parts, slices, strict=True)
            ]
            return added(*(self._product(rate, part, tiers.place) for rate, part in zip(rates, parts, strict=True)))
        bands = self._bands(reached, lows, tiers)
        measure = base if tiers.mode == "whole" else reached
        shares = self._parted(measure, bands, tiers)
        owed = added(*(self._product(rate, share, tiers.place) for rate, share in zip(rates, shares, strict=True)))
        return owed if tiers.mode == "whole" else added(owed, owed.mapped(before).times(-1.0))

    def _slices(self, reached: Affine, lows: list[FloatVector], place: Place) -> list[Affine]:
        """The part of what is reached that lies in each band; a band fills only once the one before is full."""
        slices: list[Affine] = []
        full: Affine | None = None
        for index, low in enumerate(lows):
            last = index + 1 == len(lows)
            width = np.maximum(0.0, (reached.high if last else np.minimum(lows[index + 1], reached.high)) - low)
            part = self._fresh(np.zeros(len(width)), width, place)
            slices.append(part)
            if full is not None:
                self._constrain(added(part, full.times(-width)), -np.inf, 0.0, place)
            if not last:
                full = self._fresh(np.zeros(len(width)), np.ones(len(width)), place, integer=True)
                self._constrain(added(part, full.times(-width)), 0.0, np.inf, place)
        self._constrain(added(*slices, reached.times(-1.0)), 0.0, 0.0, place)
        return slices

    def _bands(self, reached: Affine, lows: list[FloatVector], tiers: Tiers) -> list[Affine]:
        """Binaries, one a band and quarter: the band whose rate is reached. Just above a threshold is one unit above."""
        periods = self._horizon.periods
        bands = [self._fresh(np.zeros(periods), np.ones(periods), tiers.place, integer=True) for _ in lows]
        self._constrain(added(*bands), 1.0, 1.0, tiers.place)
        floors = [(low + 1.0) if index else np.minimum(0.0, reached.low) for index, low in enumerate(lows)]
        tops = [
            lows[index + 1] if index + 1 < len(lows) else np.maximum(reached.high, lows[-1] + 1.0)
            for index in range(len(lows))
        ]
        self._constrain(
            added(reached, *(band.times(-floor) for band, floor in zip(bands, floors, strict=True))),
            0.0,
            np.inf,
            tiers.place,
        )
        self._constrain(
            added(reached.times(-1.0), *(band.times(top) for band, top in zip(bands, tops, strict=True))),
            0.0,
            np.inf,
            tiers.place,
        )
        return bands

    def _parted(self, measure: Affine, bands: list[Affine], tiers: Tiers) -> list[Affine]:
        """The measure, all of it in the band reached and none in the others."""
        if (measure.low < 0).any():
            raise Unchainable(tiers.place)
        shares = [self._fresh(np.zeros(len(measure.high)), measure.high, tiers.place) for _ in bands]
        for share, band in zip(shares, bands, strict=True):
            self._constrain(added(share, band.times(-measure.high)), -np.inf, 0.0, tiers.place)
        self._constrain(added(*shares, measure.times(-1.0)), 0.0, 0.0, tiers.place)
        return shares

    def _reached(self, reached: Reached) -> Affine:
        """Binaries that are one from the quarter in which the threshold is passed; their first differences."""
        groups = self._horizon.groups(reached.over)
        run, above = self.read(reached.of).mapped(later(groups)), self.number(reached.above)
        threshold = above.constant
        if not above.is_known or not _steady(threshold, groups):
            raise Unchainable(reached.place)
        _bounds_known(reached.place, run)
        periods = self._horizon.periods
        if run.is_known:
            there = known(beyond(run.constant, threshold).astype(np.float64))
            return known(there.constant - there.mapped(previous(groups)).constant)
        passed = self._fresh(np.zeros(periods), (run.high > threshold).astype(np.float64), reached.place, integer=True)
        self._constrain(
            added(run, passed.times(-(threshold + 1.0 - np.minimum(0.0, run.low)))),
            np.minimum(0.0, run.low),
            np.inf,
            reached.place,
        )
        self._constrain(
            added(run, passed.times(-np.maximum(0.0, run.high - threshold))), -np.inf, threshold, reached.place
        )
        return added(passed, passed.mapped(previous(groups)).times(-1.0)).within(np.zeros(periods), np.ones(periods))


def _known(expression: Affine, place: Place) -> FloatVector:
    """The values of what the plan does not decide."""
    if not expression.is_known:
        raise Unchainable(place)
    return expression.constant


def _bounds_known(place: Place, *expressions: Affine) -> None:
    """Refuse expressions without finite bounds: a binary can switch only what is bounded."""
    for expression in expressions:
        if not (np.isfinite(expression.low).all() and np.isfinite(expression.high).all()):
            raise Boundless(place)


def _steady(values: FloatVector, groups: tuple[int, ...]) -> bool:
    """Whether a number keeps its value within each group."""
    return all(
        values[period] == values[period - 1] for period, at in enumerate(groups) if period and at == groups[period - 1]
    )


def _after_first(periods: int) -> FloatVector:
    """Upper bounds that say nothing of the first quarter, and zero of the others: a balance filled once stays used up."""
    bound = np.zeros(periods)
    bound[0] = np.inf
    return bound
