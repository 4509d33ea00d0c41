"""The verb breakeven: at which value of one number a party gains nothing, the plan being carried out as it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from dronedeal.deal.deal import Deal
from dronedeal.deal.number import Number, Open, Product, Series, base_of, ends_of, parts_of
from dronedeal.planning import worked_out
from dronedeal.reading import FloatVector
from dronedeal.simulation.held import held
from dronedeal.simulation.prepared import Prepared
from dronedeal.simulation.simulate import NoPlan, noise_of

__all__ = ["BreakEven", "Unmovable", "break_even"]

_POINTS = 64
"""Values looked at in one go."""

_NARROWER = 4
"""Times the step between two of them is looked into again: each makes it so many times narrower."""

_NEAREST, _FARTHEST = 0.01, 10.0
"""How far from its base a number is followed, as multiples; farther where the document's own range is wider."""


class Unmovable(ValueError):
    """A path that is no single number; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """Where a party gains nothing.

    ``below`` and ``above`` are the nearest values under and over the base at which its gain changes sign, if it does between ``least``
    and ``most``; a gain that is nothing but a solver's rounding has no sign. ``curve`` are values and gains along the way; ``at_base`` is the gain at the base.
    """

    number: str
    party: str
    unit: str
    base: float
    at_base: float
    below: float | None
    above: float | None
    least: float
    most: float
    curve: tuple[tuple[float, float], ...]

    @property
    def is_flat(self) -> bool:
        """Whether the number moves nothing."""
        return len({gain for _, gain in self.curve}) == 1


def break_even(
    deal: Deal, number: str, party: str, *, package: Mapping[str, float] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> BreakEven:  # fmt: skip
    """Plan a sound deal, carry the plan out with one number moved and all others at their base, and see what a party gains.

    A number that dates are worked out from when terms become rows (a lead time apart) moves nothing here.

    Raises
    ------
    KeyError
        No number has the path, or no party the name.
    Unmovable
        The path is that of a series; each of its members has its own.
    NoPlan
        The deal has no plan to carry out.
    """
    if party not in deal.parties:
        raise KeyError(party)
    found = _number(deal, number)
    worked = worked_out(deal, package=package, progress=progress)
    still = held(worked)
    if still is None:
        raise NoPlan(worked.plan)
    prepared = Prepared(held=still)
    column = prepared.parties.index(party)

    noise = noise_of(worked.plan)

    def gains(values: FloatVector) -> FloatVector:
        found_gains = prepared.run({number: values}, values.size).gains[:, column]
        return np.where(np.abs(found_gains) <= noise, 0.0, found_gains)

    base = still.package[number] if isinstance(found, Open) else float(base_of(found))  # type: ignore[arg-type]
    least, most = _reach(found, base)
    return BreakEven(
        number=number, party=party, unit=found.unit, base=base, at_base=float(gains(np.array([base]))[0]),
        below=_nearest(gains, base, least), above=_nearest(gains, base, most), least=least, most=most,
        curve=tuple(zip(*(one.tolist() for one in _curve(gains, least, base, most)), strict=True)),
    )  # fmt: skip


def _number(deal: Deal, path: str) -> Number:
    """The number of a path, a product's factor rather than the product."""
    parts = [part for number in deal.numbers for part in parts_of(number) if part.path == path]
    single = [part for part in parts if not isinstance(part, (Series, Product))]
    if not parts:
        raise KeyError(path)
    if not single:
        first = next((part.labels[0] for part in parts if isinstance(part, Series)), "")
        message = f"{path} is a series; name one of its members, such as {path}.{first}"
        raise Unmovable(message)
    return single[0]


def _reach(number: Number, base: float) -> tuple[float, float]:
    low, high = (float(end) for end in ends_of(number))
    least, most = min(low, _NEAREST * base, _FARTHEST * base), max(high, _NEAREST * base, _FARTHEST * base)
    return least, (min(most, max(1.0, high)) if number.unit == "share" else most)


def _nearest(gains: Callable[[FloatVector], FloatVector], base: float, end: float) -> float | None:
    """Where, on the way from the base to an end, the gain first changes sign; None if it does not."""
    start = base
    for turn in range(_NARROWER):
        values = np.linspace(start, end, _POINTS)
        found = gains(values)
        signs = np.sign(found)
        if turn == 0 and signs[0] == 0.0:
            return None
        turned = np.flatnonzero(signs != signs[0])
        if not turned.size:
            return None
        start, end = float(values[turned[0] - 1]), float(values[turned[0]])
    return (start + end) / 2.0


def _curve(
    gains: Callable[[FloatVector], FloatVector], least: float, base: float, most: float
) -> tuple[FloatVector, FloatVector]:
    values = np.unique(np.concatenate([np.linspace(least, base, _POINTS // 2), np.linspace(base, most, _POINTS // 2)]))
    return values, gains(values)
