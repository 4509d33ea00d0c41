"""The ends of a number: the least and most the document lets it be, and its base. Not a forecast."""

from __future__ import annotations

from decimal import Decimal

from dronedeal.deal.number import (
    Agreed,
    Disputed,
    Lognormal,
    Normal,
    Number,
    OneOf,
    Open,
    Product,
    Series,
    Triangle,
    Uncertain,
    Uniform,
)

__all__ = ["ends"]


def ends(number: Number) -> tuple[Decimal, Decimal, Decimal]:
    """Low end, base and high end of a plain number; an unbounded spread is taken to two deviations."""
    match number:
        case Agreed(value=value):
            return value, value, value
        case Open(low=low, high=high):
            return low, (low + high) / 2, high
        case Disputed(readings=readings, base=base):
            return min(one.low for one in readings), base, max(one.high for one in readings)
        case Uncertain(distribution=distribution, base=base):
            match distribution:
                case Triangle(low=low, high=high) | Uniform(low=low, high=high):
                    return low, base, high
                case Normal(mean=mean, deviation=deviation, low=least, high=most):
                    low = mean - 2 * deviation if least is None else least
                    return low, base, mean + 2 * deviation if most is None else most
                case Lognormal(median=median, sigma=sigma):
                    spread = (2 * sigma).exp()
                    return median / spread, base, median * spread
                case OneOf(values=values):
                    return min(values), base, max(values)
        case Series(values=values):
            each = [ends(value) for value in values]
            return min(one[0] for one in each), each[0][1], max(one[2] for one in each)
        case Product(factor=factor):
            return ends(factor)
