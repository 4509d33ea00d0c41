"""Three break-evens: how far a number must move before a principal gains nothing, quantities held as planned. Not a forecast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scipy.optimize import brentq  # type: ignore[import-untyped,unused-ignore]

from dronedeal.deal.number import Number, Open, Product, Series, base_of
from dronedeal.report.basis import Basis
from dronedeal.report.front import BreakEven
from dronedeal.report.held import Held, mixed
from dronedeal.report.mark import is_assumed
from dronedeal.report.rests import ends
from dronedeal.report.worth import items, valued
from dronedeal.report.wording import amount, named, number_range, share, spoken

__all__ = ["DEFINITION", "break_evens"]

DEFINITION = (
    "Units, capacity and terms are held as planned and everything is priced again with one number moved, with the deal and "
    "without it; nobody re-plans. The break-even is the nearest value at which the first principal gains nothing. Of costs, "
    "prices and worths that the principals’ gains move with most, the two of different things that break even nearest to their base are shown; the "
    "third is the share of the planned change in deliveries that must come about, all capital and all sums owed in any case spent."
)

_WATCHED = 8
"""Numbers looked at: those that most money hangs on."""
_FARTHEST, _NEAREST = 10.0, 0.01
"""A number is moved no farther than to these multiples of its base."""
_SHOWN = 2

Gains = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Root:
    at: float
    party: str


def break_evens(one: Basis) -> tuple[BreakEven, ...]:
    """The two nearest break-evens of numbers, and that of deliveries; none without a plan."""
    still = one.held
    if still is None:
        return ()
    found = [entry for number in _watched(one, still) if (entry := _of_number(one, still, number)) is not None]
    nearest = sorted(found, key=lambda entry: (entry.at is None, _distance(entry), entry.path))
    apart: dict[str, BreakEven] = {}
    for entry in nearest:
        apart.setdefault(".".join(entry.path.split(".")[:2]), entry)
    return (*list(apart.values())[:_SHOWN], _of_deliveries(one, still))


def _distance(entry: BreakEven) -> float:
    return abs(entry.at / entry.base - 1.0) if entry.at is not None and entry.base else 0.0


def _watched(one: Basis, still: Held) -> list[Number]:
    """Plain numbers behind what moves the principals' gains, by how much money they are behind."""
    numbers: dict[str, Number] = {}
    behind: dict[tuple[str, str, str], set[str]] = {}
    changes: dict[tuple[str, str, str], float] = {}
    for sign, each in (
        (1.0, items(still.deal, still.unfolded, still.with_deal, still.package)),
        (-1.0, items(still.struck, still.struck_unfolded, still.without_deal, still.package)),
    ):
        for item in each:
            if item.party in one.principals:
                key = (item.party, item.kind, item.about)
                changes[key] = changes.get(key, 0.0) + sign * item.amount
                plain = {number.path: number for number in item.numbers if _is_plain(number)}
                numbers.update(plain)
                behind.setdefault(key, set()).update(plain)
    weights: dict[str, float] = {}
    for key, paths in behind.items():
        for path in paths:
            weights[path] = weights.get(path, 0.0) + abs(changes[key])
    ranked = sorted(
        (path for path, weight in weights.items() if weight > one.noise), key=lambda path: (-weights[path], path)
    )
    return [numbers[path] for path in ranked[:_WATCHED]]


def _is_plain(number: Number) -> bool:
    """Whether one value can be put in a number's place: no series, no product, and money, a price multiple or a share."""
    if isinstance(number, (Series, Product)) or not number.path:
        return False
    return number.unit not in {"days", "months"} and "learning" not in number.path.split(".")


def _of_number(one: Basis, still: Held, number: Number) -> BreakEven | None:
    base = still.package[number.path] if isinstance(number, Open) else float(base_of(number))  # type: ignore[arg-type]
    if base <= 0.0:
        return None

    def gains(value: float) -> Gains:
        return valued(still, {number.path: value})

    least, most = _NEAREST * base, 1.0 if number.unit == "share" else _FARTHEST * base
    root = _nearest(one, gains, base, least, most)
    low, _, high = (float(end) for end in ends(number))
    inside = root is not None and low <= root.at <= high
    return BreakEven(
        path=number.path,
        name=_name(number.path),
        unit=number.unit,
        base=base,
        at=None if root is None else root.at,
        least=least,
        most=most,
        party="" if root is None else named(one.deal, root.party),
        inside=inside,
        range=number_range(number),
        assumed=is_assumed(number),
        sentence=_sentence(one, number, base, root, inside=inside),
    )


def _name(path: str) -> str:
    words = path.split(".")
    return spoken(f"{' '.join(words[2:])} of {words[1]}" if len(words) > 2 else path)  # noqa: PLR2004 - table, noun, field


def _sentence(one: Basis, number: Number, base: float, root: _Root | None, *, inside: bool) -> str:
    name = _name(number.path)
    now = amount(base, number.unit)
    if root is None:
        bound = "100 %" if number.unit == "share" else f"{_FARTHEST:.0f} times that"
        return f"{name[0].upper()}{name[1:]}, {now} in the plan, can be anything from a hundredth of that to {bound} without a principal losing its gain."
    bounded = ""
    low, _, high = ends(number)
    if high > low:
        where = "within" if inside else "outside"
        bounded = (
            f", {where} the range the document gives it ({amount(low, number.unit)} to {amount(high, number.unit)})"
        )
    moves = "rises" if root.at > base else "falls"
    return f"{named(one.deal, root.party)} gains nothing once {name} {moves} to {amount(root.at, number.unit)}{bounded}; the plan has {now}."


def _nearest(one: Basis, gains: Callable[[float], Gains], base: float, least: float, most: float) -> _Root | None:
    """The nearest value on either side of the base at which a principal's gain is nothing."""
    at_base = gains(base)
    roots: list[_Root] = []
    for end in (least, most):
        there = gains(end)
        for party in one.principals:
            if at_base.get(party, 0.0) <= one.noise or there.get(party, 0.0) >= 0.0:
                continue
            at = brentq(lambda value, who=party: gains(value)[who], base, end, xtol=1e-6 * base, rtol=1e-7)
            roots.append(_Root(at=float(at), party=party))
    return min(roots, key=lambda root: (abs(root.at - base), root.party), default=None)


def _of_deliveries(one: Basis, still: Held) -> BreakEven:
    def gains(kept: float) -> Gains:
        return valued(still, None, mixed(still, kept))

    root = _nearest(one, gains, 1.0, 0.0, 1.0)
    name = "share of planned deliveries that comes about"
    sentence = (
        "Every principal keeps a gain however few of the planned deliveries come about: nothing is spent or owed that does not follow them."
        if root is None
        else f"{named(one.deal, root.party)} gains nothing if less than {share(root.at)} of the planned change in deliveries comes about."
    )
    return BreakEven(
        path="", name=name, unit="share", base=1.0, at=None if root is None else root.at, least=0.0, most=1.0,
        party="" if root is None else named(one.deal, root.party), inside=False, range="", assumed=False, sentence=sentence,
    )  # fmt: skip
