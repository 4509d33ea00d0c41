"""How figures are put into words: money, units, shares, names. Presentation only: no figure is made here."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dronedeal.deal.deal import Deal
from dronedeal.deal.number import (
    Agreed,
    Disputed,
    Distribution,
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
from dronedeal.deal.party import Party

__all__ = [
    "a_list",
    "amount",
    "does",
    "exactly",
    "is_many",
    "money",
    "multiplied",
    "named",
    "number_range",
    "share",
    "spoken",
    "units",
]

_MINUS = "−"
_STEPS = ((1e9, "bn"), (1e6, "m"))
_ONE = {"emirates", "forces", "netherlands", "philippines", "states", "uas", "us"}
_SHORT = {"eu", "ew", "fpv", "isr", "ua", "uas", "ugv", "uk", "us", "usv"}
_ALMOST = 0.9995
"""From this share of a step on, an amount is written in it: 999.6 million is 1.00 bn."""

_THOUSAND = 1000


def money(value: float, currency: str) -> str:
    """An amount as people say it: ``1.23 bn USD``, ``412 m USD``, ``4,600 USD``; three digits that matter."""
    return f"{_scaled(value)} {currency}"


def _scaled(value: float) -> str:
    size, sign = abs(value), _MINUS if value < 0 else ""
    for step, name in _STEPS:
        if size >= _ALMOST * step:
            return f"{sign}{_digits(size / step)} {name}"
    if size >= _THOUSAND or size == round(size):
        rounded = f"{size:,.0f}"
        return rounded if rounded == "0" else f"{sign}{rounded}"
    return f"{sign}{size:.2f}"


def _digits(value: float) -> str:
    """Three digits that matter, for values between one and a thousand and above."""
    if value >= 100:  # noqa: PLR2004 - three digits stand before the point
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004 - two digits do


def units(value: float) -> str:
    """A count: thousands separated, a decimal only where the count is small and not whole."""
    size, sign = abs(value), _MINUS if value < 0 else ""
    whole = abs(size - round(size)) < 0.005 or size >= 100  # noqa: PLR2004 - beyond a hundred tenths say nothing
    text = f"{size:,.0f}" if whole else f"{size:,.1f}"
    return text if text in {"0", "0.0"} else f"{sign}{text}"


def share(value: float) -> str:
    """A share in percent: whole above ten percent, else one decimal."""
    percent = value * 100
    if abs(percent) >= 10 or percent == round(percent):  # noqa: PLR2004 - from two digits on
        return f"{percent:.0f} %".replace("-", _MINUS)
    return f"{percent:.1f} %".replace("-", _MINUS)


def spoken(name: str) -> str:
    """A name of the document as people would read it aloud; short forms of the trade in capitals."""
    return " ".join(word.upper() if word in _SHORT else word for word in name.replace("_", " ").split(" "))


def multiplied(path: str) -> str:
    """What a number is a multiple of, in words: ``unit cost``, ``share of levy interceptor``."""
    parts = path.split(".")
    return spoken(path) if len(parts) == 1 else f"{spoken(' '.join(parts[2:]))} of {spoken(parts[1])}"


def named(deal: Deal, name: str) -> str:
    """The name people know a party, system, technology or alternative by; its own name put into words else."""
    for table in (deal.parties, deal.systems, deal.technologies, deal.alternatives):
        noun = table.get(name)
        if noun is not None:
            return noun.name or _titled(name, isinstance(noun, Party) and noun.kind == "state")
    return spoken(name)


def _titled(name: str, is_state: bool) -> str:  # noqa: FBT001 - said once, above
    words = spoken(name)
    return words.title() if is_state else words[:1].upper() + words[1:]


def does(name: str, verb: str) -> str:
    """A name and a verb that fits it: ``United States pays``, ``FPV makers pay``."""
    return f"{name} {verb if is_many(name) else f'{verb}s'}"


def is_many(name: str) -> bool:
    """Whether a name is that of several: ``FPV makers``, but not ``United States``."""
    last = name.rsplit(" ", maxsplit=1)[-1].lower()
    return last.endswith("s") and not last.endswith("ss") and last not in _ONE


def a_list(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: ``one, two and three``."""
    row = list(words)
    return f" {last} ".join(filter(None, (", ".join(row[:-1]), row[-1]))) if row else ""


def amount(value: Decimal | float, unit: str) -> str:
    """A value in the unit of its number: money, share, count, time, or one of these a quarter."""
    size = float(value)
    kind, _, per = unit.partition("/")
    if kind == "share":
        text = share(size)
    elif kind == "count":
        text = units(size) if size >= 10 or size == round(size) else f"{size:.3g}"  # noqa: PLR2004 - small counts keep digits
    elif kind in {"days", "months"}:
        text = f"{size:g} {kind}"
    else:
        text = money(size, kind)
    return f"{text} a {per}" if per else text


def exactly(value: Decimal | float, unit: str) -> str:
    """A value in the unit of its number with every digit it has: what is to stand in a contract is not shortened."""
    kind, _, per = unit.partition("/")
    exact = Decimal(f"{value:.12g}") * (100 if kind == "share" else 1)
    digits = f"{exact.normalize():,f}".replace("-", _MINUS)
    text = digits if kind == "count" else f"{digits} {'%' if kind == 'share' else kind}"
    return f"{text} a {per}" if per else text


def number_range(number: Number) -> str:
    """What a number says: its value, its range, or the values its sources give."""
    match number:
        case Agreed(value=value, unit=unit):
            return amount(value, unit)
        case Open(low=low, high=high, choices=choices, unit=unit):
            if choices:
                return a_list((amount(choice, unit) for choice in choices), "or")
            return f"{amount(low, unit)} to {amount(high, unit)}"
        case Uncertain(distribution=distribution, base=base, unit=unit):
            return f"{amount(base, unit)} ({_spread(distribution, unit)})"
        case Disputed(readings=readings, base=base, unit=unit):
            said = a_list(
                f"{one.claim} {amount(one.low, unit)}"
                + (f" to {amount(one.high, unit)}" if one.high != one.low else "")
                for one in readings
            )
            return f"{amount(base, unit)} ({said})"
        case Series(by=by, labels=labels):
            first, last = min(labels, default=""), max(labels, default="")
            return f"by {by}, {first} to {last}" if first != last else f"from {first} on"
        case Product(factor=factor, times=times):
            inner = number_range(factor).removesuffix(f" {factor.unit}")
            return f"{inner} × {multiplied(times)}"


def _spread(distribution: Distribution, unit: str) -> str:
    match distribution:
        case Triangle(low=low, high=high) | Uniform(low=low, high=high):
            return f"{amount(low, unit)} to {amount(high, unit)}"
        case Normal(mean=mean, deviation=deviation):
            return f"mean {amount(mean, unit)}, deviation {amount(deviation, unit)}"
        case Lognormal(median=median, sigma=sigma):
            return f"median {amount(median, unit)}, sigma of its logarithm {float(sigma):.3g}"
        case OneOf(values=values):
            return a_list((amount(value, unit) for value in values), "or")
