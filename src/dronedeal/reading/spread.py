"""Spreading a number over the quarters: a series holds each value until its next label. Not a valuation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dronedeal.deal.calendar import Horizon, Quarter
from dronedeal.deal.number import Agreed, Disputed, Number, Open, Product, Series, Uncertain

__all__ = ["held_from", "spread_labels"]

_Value = TypeVar("_Value")


def held_from(series: Series, horizon: Horizon) -> tuple[int, ...]:
    """Which of a series' values holds in each quarter."""
    starts = [_start(series, label) for label in series.labels]
    return tuple(
        max((index for index, start in enumerate(starts) if start <= quarter), default=0)
        for quarter in horizon.quarters
    )


def spread_labels(
    number: Number, horizon: Horizon, value: Callable[[Agreed | Open | Uncertain | Disputed | Product], _Value]
) -> tuple[_Value, ...]:
    """A number's value in each quarter, given how to value the numbers inside it."""
    if not isinstance(number, Series):
        return (value(number),) * horizon.periods
    members = [spread_labels(member, horizon, value) for member in number.values]
    return tuple(members[index][period] for period, index in enumerate(held_from(number, horizon)))


def _start(series: Series, label: str) -> Quarter:
    if series.by == "year":
        return Quarter(int(label), 1)
    return Quarter(int(label[:4]), int(label[-1]))
