"""What callers ask for in numbers: values by path, weights by party. Seen to be numbers; not seen to fit any one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from numbers import Integral, Real

__all__ = ["exact", "shares"]

_DIGITS = 12
"""Significant digits of a weight, so that weights of any scale come to the same."""


def exact(values: Mapping[str, object]) -> dict[str, Decimal]:
    """Values by path as decimals; a float is the number it is shown as, 0.1 a tenth.

    Raises
    ------
    ValueError
        A value is no finite number.
    """
    return {path: _exact(path, value) for path, value in values.items()}


def _exact(path: str, value: object) -> Decimal:
    if isinstance(value, Decimal):
        read = value
    elif isinstance(value, Integral):
        read = Decimal(int(value))
    elif isinstance(value, Real):
        read = Decimal(repr(float(value)))
    else:
        message = f"{path} cannot be {value!r}: it is a number"
        raise ValueError(message)  # noqa: TRY004 - one error for every value that does not fit
    if not read.is_finite():
        message = f"{path} cannot be {value}: it is a finite number"
        raise ValueError(message)
    return read


def shares(weights: Mapping[str, object], parties: Iterable[str]) -> dict[str, float]:
    """Weights of parties as shares of their sum, so that their scale means nothing.

    Raises
    ------
    KeyError
        A weight is of no party.
    ValueError
        A weight is no finite number of zero or more, or none is above zero.
    """
    unknown = sorted(weights.keys() - set(parties))
    if unknown:
        message = f"a weight is given to {', '.join(unknown)}, no party of this deal"
        raise KeyError(message)
    read = {party: _exact(f"the weight of {party}", weight) for party, weight in weights.items()}
    for party, weight in read.items():
        if weight < 0:
            message = f"the weight of {party} cannot be {weights[party]}: it is zero or more"
            raise ValueError(message)
    whole = sum(read.values(), Decimal(0))
    if not whole:
        message = "weights must give at least one party a weight above zero"
        raise ValueError(message)
    found = {party: float(weight / whole) for party, weight in read.items()}
    return {party: float(f"{share:.{_DIGITS}g}") for party, share in found.items()}
