"""Money at rest: whole minor units of a currency. The one rounding a payable line gets stands here; no rates, no sums."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from types import MappingProxyType

__all__ = ["EXPONENTS", "SECURITY", "is_whole", "major", "minor", "places_of"]

_HUNDREDTHS = (
    "AED", "AUD", "BGN", "CAD", "CHF", "CNY", "CZK", "DKK", "EGP", "EUR", "GBP", "GEL", "HUF", "ILS", "INR", "KZT", "MDL", "MXN",
    "MYR", "NOK", "NZD", "PHP", "PLN", "QAR", "RON", "RSD", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "ZAR",
)  # fmt: skip
_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "OMR", "TND")
_WHOLE = ("CLP", "ISK", "JPY", "KRW", "VND")

EXPONENTS: Mapping[str, int] = MappingProxyType(
    {**dict.fromkeys(_HUNDREDTHS, 2), **dict.fromkeys(_THOUSANDTHS, 3), **dict.fromkeys(_WHOLE, 0)}
)
"""Places after the point that a currency has, by its code (ISO 4217). A currency that is not here is not settled in."""

SECURITY = "SECURITY-"
"""Before a currency, the unit of security held in it: no money, until it is drawn."""

_PRECISE = Context(prec=60, rounding=ROUND_HALF_EVEN)


def minor(amount: Decimal, currency: str) -> int:
    """An amount in whole minor units, half to even: the one rounding of a payable line.

    Raises
    ------
    KeyError
        A currency whose minor unit is not known.
    """
    return int(_PRECISE.to_integral_value(_PRECISE.scaleb(amount, EXPONENTS[currency])))


def is_whole(amount: Decimal, currency: str) -> bool:
    """Whether an amount needs no rounding: it has no more places than its currency."""
    scaled = _PRECISE.scaleb(amount, EXPONENTS[currency])
    return scaled == _PRECISE.to_integral_value(scaled)


def places_of(unit: str) -> int:
    """Places after the point of a currency, or of security in it, ``SECURITY-USD``; goods are whole."""
    return EXPONENTS.get(unit.removeprefix(SECURITY), 0)


def major(units: int, currency: str) -> str:
    """Minor units as they are written, ``1234.50``, of a currency or of security in it; goods, whose unit is whole, without a point."""
    places = places_of(currency)
    digits = f"{abs(units):0{places + 1}d}"
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
