"""Numbers, days and discounting of a deal, restated for the rival program: nothing here calls what it is to check."""

import math
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import numpy.typing as npt

from dronedeal.deal import Agreed, Deal, Disputed, Number, Open, Product, Series, Uncertain, numbers_of

Vector = npt.NDArray[np.float64]

DAYS_A_YEAR = 365.25


class Figures:
    """Every number of a deal, quarter by quarter, in the deal's currency; open ones as a package says."""

    def __init__(self, deal: Deal, package: Mapping[str, float]) -> None:
        self.deal, self.package = deal, package
        self.count = 4 * deal.horizon.years
        start = deal.horizon.start
        self.quarters = [divmod(start.year * 4 + start.number - 1 + index, 4) for index in range(self.count)]
        self._by_path = {number.path: number for number in numbers_of(deal)}

    def value(self, number: Number | None, otherwise: float = 0.0) -> Vector:
        """A number each quarter; ``otherwise`` where nothing is said."""
        if number is None:
            return np.full(self.count, otherwise)
        worth = self._plain(number)
        code = number.unit[:3]
        if not isinstance(number, Product) and code != self.deal.currency and code in self.deal.rates:
            worth = worth * self.value(self.deal.rates[code])
        return worth

    def one(self, number: Number | None, otherwise: float = 0.0) -> float:
        """A number that does not change, or its value in the first quarter."""
        return float(self.value(number, otherwise)[0])

    def _plain(self, number: Number) -> Vector:
        if number.path in self.package:
            return np.full(self.count, float(self.package[number.path]))
        match number:
            case Agreed(value=value) | Uncertain(base=value) | Disputed(base=value):
                return np.full(self.count, float(value))
            case Series():
                return self._series(number)
            case Product(factor=factor, times=times):
                return self._plain(factor) * self.value(self._by_path[times])
            case Open():
                message = f"{number.path} is open and the package does not say it"
                raise LookupError(message)

    def _series(self, series: Series) -> Vector:
        """Each value holds from its label on, and the first before it too."""
        held = self._plain(series.values[0]).copy()
        for label, member in zip(series.labels, series.values, strict=True):
            year, quarter = (int(label), 0) if series.by == "year" else (int(label[:4]), int(label[-1]) - 1)
            later = np.array([at >= (year, quarter) for at in self.quarters])
            held[later] = self._plain(member)[later]
        return held

    def cost(self, system: str, kit: str) -> Vector:
        """Cost of making one: Wright's curve along the reference output of earlier quarters, times the kit's extra."""
        noun = self.deal.systems[system]
        cost = self.value(noun.unit_cost)
        if noun.learning is not None:
            before = self.one(noun.learning.produced_to_date)
            output = self.value(noun.learning.output)
            made = before + np.concatenate([[0.0], np.cumsum(output)[:-1]])
            cost = cost * (made / before) ** math.log2(1.0 - self.one(noun.learning.per_doubling))
        extra = noun.kits[kit].extra_cost if noun.kits else None
        return cost * (1.0 + self.value(extra))

    def span(self, duration: Number | None) -> int:
        """A duration in whole quarters, a part of one counting as one."""
        if duration is None:
            return 0
        months = Decimal(repr(self.one(duration)))
        if duration.unit == "days":
            months = months * 12 / Decimal("365.25")
        return math.ceil(months / 3 - Decimal("1e-12"))

    def index(self, quarter: object) -> int:
        """Where a quarter stands in the horizon."""
        return quarter.since(self.deal.horizon.start)  # type: ignore[attr-defined, no-any-return]

    def within(self, since: object, until: object) -> Vector:
        """One from a quarter on, until before another."""
        at = np.arange(self.count)
        first = -1 if since is None else self.index(since)
        last = self.count if until is None else self.index(until)
        return ((at >= first) & (at < last)).astype(float)

    # --- days -------------------------------------------------------------------------------------------------------

    def opening(self, index: int) -> date:
        """First day of a quarter, which may lie outside the horizon."""
        year, quarter = divmod(self.deal.horizon.start.year * 4 + self.deal.horizon.start.number - 1 + index, 4)
        return date(year, 3 * quarter + 1, 1)

    def delivery(self, index: int) -> date:
        """Last weekday of a quarter's middle month."""
        opening = self.opening(index)
        month = opening.month + 1
        day = date(opening.year, month, monthrange(opening.year, month)[1])
        while day.weekday() > 4:
            day -= timedelta(days=1)
        return day

    def closing(self, index: int) -> date:
        """Last day of a quarter."""
        return self.opening(index + 1) - timedelta(days=1)

    def later(self, day: date, after: Number | None) -> date:
        """A day moved by a payment term: whole months by the calendar, everything else in days."""
        if after is None:
            return day
        term = Decimal(repr(self.one(after)))
        if after.unit == "months" and term == int(term):
            year, month = divmod(day.year * 12 + day.month - 1 + int(term), 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        days = term * (Decimal("365.25") / 12 if after.unit == "months" else 1)
        return day + timedelta(days=int(days.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)))

    def discount(self, party: str, days: list[date]) -> Vector:
        """Worth today of one unit of money on each day, at a party's own rate."""
        years = np.array([(day - self.opening(0)).days / DAYS_A_YEAR for day in days])
        return (1.0 + self.one(self.deal.parties[party].discount_rate)) ** -years

    @property
    def deliveries(self) -> list[date]:
        """The delivery day of each quarter."""
        return [self.delivery(index) for index in range(self.count)]

    @property
    def openings(self) -> list[date]:
        """The first day of each quarter."""
        return [self.opening(index) for index in range(self.count)]

    @property
    def closings(self) -> list[date]:
        """The last day of each quarter."""
        return [self.closing(index) for index in range(self.count)]
