"""The formula of a payable line with its numbers put in, for people who check it. Not an evaluation: the exact reading gives values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from dronedeal.deal import Horizon, Thing
from dronedeal.deal.quantity import (
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
from dronedeal.reading import ExactReader

__all__ = ["formula_of"]

_LONGEST = 400
"""Most characters of a formula; a longer one is told with less in it."""
_DEEPEST = 12
_DIGITS = 12
_OVER = {
    "period": "this quarter",
    "year": "this contract year",
    "calendar_year": "this calendar year",
    "term": "the term",
}


def formula_of(reader: ExactReader, quantity: Quantity, period: int, horizon: Horizon) -> str:
    """What a quarter's amount was made of, as deep as there is room for."""
    text = ""
    for depth in range(_DEEPEST, 0, -1):
        text = _Writer(reader, horizon).write(quantity, period, depth)
        if len(text) <= _LONGEST:
            break
    return text


def _figure(value: Decimal) -> str:
    """A figure as it is; one of very many digits, cut, with the sign that says so."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if len(text.replace(".", "").lstrip("-0")) <= _DIGITS or "." not in text:
        return text or "0"
    return f"≈{value:.{_DIGITS}g}" if value else "0"


class _Writer:
    def __init__(self, reader: ExactReader, horizon: Horizon) -> None:
        self._reader = reader
        self._horizon = horizon

    def write(self, quantity: Quantity, period: int, depth: int) -> str:
        value = self._reader.read(quantity)[period]
        if depth == 0:
            return _figure(value)
        match quantity:
            case Constant() | Fixed():
                return _figure(value)
            case Counted():
                return _counted(quantity, value)
            case Sum(parts=parts):
                return self._sum(parts, period, depth)
            case Scale(by=by, of=of):
                return self._scale(by, of, period, depth)
            case Quotient(of=of, by=by):
                return self._quotient(of, by, period, depth)
            case Started(of=of, each=each):
                return f"{_figure(value)} [spans of {_figure(each)} begun in {self.write(of, period, depth - 1)}]"
            case Part(of=of, weights=weights, at=at):
                shares = " : ".join(_figure(self._reader.read(weight)[period]) for weight in weights)
                return f"{_figure(value)} [part {at + 1} by {shares} of {self.write(of, period, depth - 1)}]"
            case Least(parts=parts):
                return self._listed("least", parts, period, depth)
            case Most(parts=parts):
                return self._listed("greatest", parts, period, depth)
            case Tiers():
                return self._tiers(quantity, period, value)
            case Running(of=of, over=over):
                return f"{_figure(value)} of {_OVER[over]} so far"
            case Total(of=of, over=over):
                return f"{_figure(value)} in all of {_OVER[over]}" if value else "0"
            case Drawn(balance=balance):
                return f"{_figure(value)} drawn from {balance.name}"
            case Left(balance=balance):
                return f"{_figure(value)} left of {balance.name}"
            case Reached(of=of, above=above, over=over):
                passed = _figure(self._reader.number(above)[period])
                return f"{_figure(value)} [more than {passed} reached in {_OVER[over]}]"
            case Learnt():
                return f"{_figure(value)} [learning]"
            case Masked(of=of, mask=mask, shift=shift):
                return self._masked(of, mask, shift, period, depth)
            case _:
                assert_never(quantity)

    def _sum(self, parts: tuple[Quantity, ...], period: int, depth: int) -> str:
        told = [self.write(part, period, depth - 1) for part in parts if self._reader.read(part)[period]]
        if len(told) < 2:  # noqa: PLR2004 - one part needs no sign
            return told[0] if told else "0"
        signed = (f" - {text[1:]}" if text.startswith("-") else f" + {text}" for text in told[1:])
        return f"({told[0]}{''.join(signed)})"

    def _scale(self, by: Quantity, of: Quantity, period: int, depth: int) -> str:
        if not (self._reader.read(by)[period] and self._reader.read(of)[period]):
            return "0"
        figures = [self._reader.read(part)[period] for part in (by, of) if isinstance(part, (Constant, Fixed))]
        factors = [
            self.write(part, period, depth - 1)
            for part in (by, of)
            if not (isinstance(part, (Constant, Fixed)) and abs(self._reader.read(part)[period]) == 1)
        ]
        text = " × ".join(factors) or "1"
        if figures.count(Decimal(-1)) != 1:
            return text
        return text[1:] if text.startswith("-") else f"-{text}"

    def _quotient(self, of: Quantity, by: Quantity, period: int, depth: int) -> str:
        if not (self._reader.read(of)[period] and self._reader.read(by)[period]):
            return "0"
        over = self.write(by, period, depth - 1)
        over = f"({over})" if " × " in over or " ÷ " in over else over
        return f"{self.write(of, period, depth - 1)} ÷ {over}"

    def _listed(self, word: str, parts: tuple[Quantity, ...], period: int, depth: int) -> str:
        return f"{word} of ({'; '.join(self.write(part, period, depth - 1) for part in parts)})"

    def _tiers(self, tiers: Tiers, period: int, value: Decimal) -> str:
        base, groups = self._reader.read(tiers.of), self._horizon.groups(tiers.over)
        before = sum((base[at] for at in self._earlier(groups, period)), Decimal(0))
        bands = ", ".join(
            f"{_figure(self._reader.number(band.rate)[period])} above {_figure(self._reader.number(band.above)[period])}"
            for band in tiers.bands
        )
        return (
            f"{_figure(value)} [{tiers.mode} tiers over {_OVER[tiers.over]}: {bands}; "
            f"from {_figure(before)} to {_figure(before + base[period])}]"
        )

    @staticmethod
    def _earlier(groups: tuple[int, ...], period: int) -> Iterator[int]:
        return (at for at in range(period) if groups[at] == groups[period])

    def _masked(self, of: Quantity, mask: tuple[bool, ...], shift: int, period: int, depth: int) -> str:
        at = period - shift
        if (mask and not mask[period]) or not 0 <= at < self._horizon.periods:
            return "0"
        inner = self.write(of, at, depth - (1 if shift else 0))
        return f"{inner} [of {self._horizon.quarters[at]}]" if shift else inner


def _counted(counted: Counted, value: Decimal) -> str:
    names = {
        Thing.UNITS_DELIVERED: f"{counted.systems[0].partition('/')[0] if counted.systems else 'units'} delivered",
        Thing.UNITS_PRODUCED: f"{counted.systems[0].partition('/')[0] if counted.systems else 'units'} produced",
        Thing.CAPITAL_SPENT: f"of capital spent at {counted.subject}",
        Thing.DAYS_LATE: "days late",
        Thing.GRANTED: "rate granted to another, below 1",
        Thing.ELECTED: "rate elected, below 1",
    }
    return f"{_figure(value)} {names.get(counted.thing, counted.thing.value)}"
