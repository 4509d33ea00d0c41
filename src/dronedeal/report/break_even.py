"""Three break-evens: how far a number must move before a principal gains nothing, quantities held as planned. Not a forecast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from dronedeal.deal.deal import numbers_of
from dronedeal.deal.number import Number, Open, Product, Series, base_of
from dronedeal.report.ends import ends
from dronedeal.report.front import BreakEven
from dronedeal.report.mark import is_assumed
from dronedeal.report.wording import amount, does, money, named, number_range, share, spoken
from dronedeal.simulation import Held, changes, mixed, valued

__all__ = ["DEFINITION", "break_evens"]

DEFINITION = (
    "Units, capacity and terms are held as planned and everything is priced again with one number moved, with the deal and "
    "without it; nobody re-plans. The break-even is the nearest value at which the first principal gains nothing, looked for "
    "between a hundredth and ten times the number’s base. Of the costs, prices and worths that most of the principals’ money "
    "hangs on, the two that break even nearest to their base are shown; the third is the share of the planned change in "
    "deliveries that must come about when all capital and all sums owed in any case are spent."
)

_WATCHED = 12
"""Numbers looked at: those that most money hangs on."""
_FARTHEST, _NEAREST = 10.0, 0.01
_SHOWN = 2
_LEAST_SHARE = 0.001
"""The least share that is told: below it, figures would read as nothing."""

_OF_SOMEBODY = {
    "capital": "share of capital paid by {who}", "commitments": "commitment of {who}", "prices": "price of {who}",
    "profit": "share of profit paid to {who}", "worth": "worth to {who}",
}  # fmt: skip
"""How a number of a party or a system is called, by the key it stands under."""

Gains = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Root:
    """A value at which a party gains nothing; or, with none, who comes nearest to that and what it still gains."""

    at: float | None
    party: str
    left: float


def break_evens(still: Held, principals: tuple[str, ...], noise: float) -> tuple[BreakEven, ...]:
    """The two nearest break-evens of numbers, and that of deliveries.

    Parameters
    ----------
    still
        The plan's quantities.
    principals
        Whose gains are watched.
    noise
        Gains up to this are none.
    """
    at_base = valued(still, parties=principals)
    found = [
        entry
        for number in _watched(still, principals, noise)
        if (entry := _of_number(still, principals, noise, at_base, number)) is not None
    ]
    nearest = sorted(found, key=_distance)
    apart: dict[str, BreakEven] = {}
    for entry in nearest:
        apart.setdefault(".".join(entry.path.split(".")[:2]), entry)
    return (*list(apart.values())[:_SHOWN], _of_deliveries(still, principals, noise))


def _distance(entry: BreakEven) -> float:
    """How far a break-even lies from the base, doublings and halvings alike; beyond all others where there is none."""
    if entry.at is None or entry.at <= 0.0:
        return float("inf")
    return max(entry.at / entry.base, entry.base / entry.at)


def _watched(still: Held, principals: tuple[str, ...], noise: float) -> list[Number]:
    """Plain numbers behind what moves the principals' gains, by how much money they are behind."""
    numbers: dict[str, Number] = {}
    behind: dict[tuple[str, str, str], set[str]] = {}
    moved: dict[tuple[str, str, str], float] = {}
    for sign, item in changes(still, parties=principals):
        key = (item.party, item.kind, item.about)
        moved[key] = moved.get(key, 0.0) + sign * float(item.amount[0])
        plain = {number.path: number for number in item.numbers if _is_plain(number)}
        numbers.update(plain)
        behind.setdefault(key, set()).update(plain)
    weights: dict[str, float] = {}
    for key, paths in behind.items():
        for path in paths:
            weights[path] = weights.get(path, 0.0) + abs(moved[key])
    heavy = [path for path, weight in weights.items() if weight > noise]
    return [numbers[path] for path in sorted(heavy, key=lambda path: (-weights[path], path))[:_WATCHED]]


def _is_plain(number: Number) -> bool:
    """Whether one value can be put in a number's place: no series, no product, no time, nothing of a reference path."""
    if isinstance(number, (Series, Product)) or not number.path:
        return False
    return number.unit not in {"days", "months"} and "learning" not in number.path.split(".")


def _of_number(
    still: Held, principals: tuple[str, ...], noise: float, at_base: Gains, number: Number
) -> BreakEven | None:
    base = still.package.get(number.path, 0.0) if isinstance(number, Open) else float(base_of(number))  # type: ignore[arg-type]
    if base <= 0.0:
        return None

    @cache  # a search asks again for its ends
    def gains(value: float) -> Gains:
        return at_base if value == base else valued(still, {number.path: value}, parties=principals)

    least, most = _NEAREST * base, 1.0 if number.unit == "share" else _FARTHEST * base
    root = _nearest(principals, noise, gains, base, (least, most))
    low, _, high = (float(end) for end in ends(number))
    return BreakEven(
        path=number.path,
        name=_name(still, number.path),
        unit=number.unit,
        base=base,
        at=root.at,
        least=least,
        most=most,
        party=root.party,
        inside=root.at is not None and low <= root.at <= high,
        range=number_range(number),
        assumed=is_assumed(number),
        sentence=_sentence(still, number, base, root),
    )


def _name(still: Held, path: str) -> str:
    words = path.split(".")
    if len(words) < 3:  # noqa: PLR2004 - table, noun, field
        return spoken(path)
    *keys, last = words[2:]
    if keys and (last in still.deal.parties or last in still.deal.systems):
        said = _OF_SOMEBODY.get(keys[-1], spoken(" ".join(keys)) + " of {who}")
        return f"{said.format(who=named(still.deal, last))}, {spoken(words[1]) if words[0] == 'terms' else named(still.deal, words[1])}"
    return f"{spoken(' '.join(words[2:]))} of {named(still.deal, words[1])}"


def _sentence(still: Held, number: Number, base: float, root: _Root) -> str:
    times = _times(still, number)
    name, now = _name(still, number.path), f"{amount(base, number.unit)}{times}"
    who = named(still.deal, root.party)
    if root.at is None:
        bound = "100 %" if number.unit == "share" else f"{_FARTHEST:.0f} times that"
        left = money(root.left, still.deal.currency)
        return f"No break-even for {name}: the plan has {now}; from a hundredth of that to {bound}, {does(who, 'still gain')} at least {left}."
    low, _, high = (float(end) for end in ends(number))
    bounded = ""
    if high > low:
        where = "within" if low <= root.at <= high else "outside"
        bounded = (
            f", {where} the range the document gives it ({amount(low, number.unit)} to {amount(high, number.unit)})"
        )
    moves = "rises" if root.at > base else "falls"
    return f"{does(who, 'gain')} nothing once {name} {moves} to {amount(root.at, number.unit)}{times}{bounded}; the plan has {now}."


def _times(still: Held, number: Number) -> str:
    """What a factor multiplies, where the number is the factor of a product."""
    products = (one for one in numbers_of(still.deal) if isinstance(one, Product) and one.path == number.path)
    product = next(products, None)
    return "" if product is None else f" × {spoken(product.times)}"


def _nearest(
    principals: tuple[str, ...],
    noise: float,
    gains: Callable[[float], Gains],
    base: float,
    between: tuple[float, float],
) -> _Root:
    """The nearest value on either side of the base at which a principal's gain is nothing."""
    from scipy.optimize import brentq

    at_base = gains(base)
    roots: list[_Root] = []
    left: list[_Root] = []
    for end in between:
        there = gains(end)
        for party in principals:
            if at_base.get(party, 0.0) <= noise:
                continue
            left.append(_Root(at=None, party=party, left=max(0.0, min(there.get(party, 0.0), at_base[party]))))
            if there.get(party, 0.0) < -noise:
                at: float = brentq(lambda value, who=party: gains(value)[who], base, end, xtol=1e-5 * base, rtol=1e-6)
                roots.append(_Root(at=at, party=party, left=0.0))
    if roots:
        return min(roots, key=lambda root: (abs((root.at or 0.0) - base), root.party))
    return min(left, key=lambda root: (root.left, root.party), default=_Root(at=None, party=principals[0], left=0.0))


def _of_deliveries(still: Held, principals: tuple[str, ...], noise: float) -> BreakEven:
    root = _nearest(
        principals, noise, lambda kept: valued(still, None, mixed(still, kept), principals), 1.0, (0.0, 1.0)
    )
    who = named(still.deal, root.party)
    sentence = (
        f"No break-even for deliveries: however few of those planned come about, no principal falls below walking away{_although(still, principals, noise)}."
        if root.at is None
        else f"{does(who, 'gain')} nothing if less than {share(max(root.at, _LEAST_SHARE))} of the planned change in deliveries comes about."
    )
    return BreakEven(
        path="", name="share of planned deliveries that comes about", unit="share", base=1.0, at=root.at, least=0.0, most=1.0,
        party=root.party, inside=False, range="", assumed=False, sentence=sentence,
    )  # fmt: skip


def _although(still: Held, principals: tuple[str, ...], noise: float) -> str:
    """Why nobody falls below walking away without any of the deliveries: nothing is owed then, or what is, is covered."""
    moved: dict[tuple[str, str, str], float] = {}
    for sign, item in changes(still, quantities=mixed(still, 0.0), parties=principals):
        key = (item.party, item.kind, item.about)
        moved[key] = moved.get(key, 0.0) + sign * float(item.amount[0])
    if any(abs(change) > noise for change in moved.values()):
        return "; capital and sums owed in any case are covered all the same"
    return ", because nothing is spent or owed that does not follow them"
