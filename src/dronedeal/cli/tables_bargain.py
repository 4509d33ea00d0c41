"""What can be agreed, as tables for a terminal. Formatting only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

from dronedeal.bargaining import Answered, Appraisal, Bargained, OtherRead, Talked
from dronedeal.cli import output
from dronedeal.cli.tables import whole
from dronedeal.deal import Deal, Open, numbers_of, parts_of
from dronedeal.report.rests import agreed_at

__all__ = ["show_answer", "show_bargained", "show_offer", "show_talks"]

_HALF = 0.5


def show_bargained(deal: Deal, found: Bargained) -> None:
    """Print whether there is a zone, the range of each number, the frontier in few words, and each rule's point with its definition."""
    currency = found.currency
    if not found.zone.exists:
        print(f"no zone: {found.zone.because}")
        if found.zone.cheapest:
            print(
                f"at best each side misses {whole(found.zone.gap)} {currency}; alone, as far as the plan at hand tells, it would be closed by a walk-away lower by:"
            )
            for name, amount in found.zone.cheapest.items():
                print(f"   {name}  {whole(amount)}")
        return
    print(f"a zone: {found.zone.because}")
    if any(found.least.values()):
        asked = ", ".join(f"{name} {whole(amount)}" for name, amount in found.least.items() if amount)
        print(f"mandates ask for gains of at least: {asked} {currency}")
    frontier = found.frontier
    if frontier is not None:
        print(
            f"frontier: {len(frontier.points)} corners, nothing is more than {_share(frontier.gap)} of both ranges beyond it "
            f"({_share(frontier.within)} within one choice of what is whole or yes-or-no)"
        )
    rows = [
        (
            name.replace("_", " "), *(whole(point.verified_gains[side]) if point.verified_gains else "" for side in found.sides),
            *(whole(one) for one in point.gains.values()), _share(point.bound_distance.share), whole(point.bound_distance.money),
        )
        for name, point in found.points.items()
    ]  # fmt: skip
    sides = found.sides
    output.table(
        f"Gains over walking away, {currency}, present value: balanced given these walk-aways, each by its own rule",
        ("rule", *(f"{name}, planned" for name in sides), *(f"{name}, bound" for name in sides), "left for all", f"left, {currency}"),
        rows, right=range(1, 3 + 2 * len(sides)), titled=True,
    )  # fmt: skip
    paths = [one.path for one in found.ranges]
    opened = {
        part.path: (part, number) for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open)
    }
    output.table(
        "The packages",
        ("number", *(name.replace("_", " ") for name in found.points), "range all can sign"),
        [
            (
                path,
                *(
                    agreed_at(*opened[path], point.package[path]) if path in point.package else ""
                    for point in found.points.values()
                ),
                f"settled: {agreed_at(*opened[path], one.least)}"
                if one.low == one.high
                else f"{agreed_at(*opened[path], one.least)} to {agreed_at(*opened[path], one.most)}",
            )
            for path, one in zip(paths, found.ranges, strict=True)
        ],
        titled=True,
    )
    for name, point in found.points.items():
        print(f"{name.replace('_', ' ')}: {point.definition}")
    ideals = next(iter(found.points.values())).ideals if found.points else {}
    print(
        "walk-aways: "
        + ", ".join(f"{name} {whole(value)}" for name, value in found.walk_aways.items())
        + f" {currency}"
    )
    print(
        "ideals, over these: " + ", ".join(f"{name} {whole(value)}" for name, value in ideals.items()) + f" {currency}"
    )
    for note in found.notes:
        print(f"note: {note}")


def _gain(value: float) -> str:
    """A gain; nothing where no plan says one."""
    return whole(value) if isfinite(value) else ""


def _share(value: float) -> str:
    return f"{100.0 * value:.2g} %"


def show_offer(deal: Deal, found: Appraisal, path: str, *, yet: Sequence[str] = ()) -> None:
    """Print what an offer that was logged is worth, and what it leaves; and who has yet to accept it."""
    offer = found.offer
    print(f"logged in {path}: round {offer.round}, {offer.date}, by {offer.by}{', accepting' if offer.accepts else ''}")
    _show_history(deal, (found,))
    if yet:
        print(f"the talks go on until it is accepted by: {', '.join(yet)}")


def show_talks(deal: Deal, found: Talked) -> None:
    """Print the offers, a better package than the last, what trades for what, and what offers say of who made them."""
    if not found.offers:
        print("nothing was offered yet: dronedeal offer FOLDER --by PARTY --set PATH=VALUE")
    else:
        _show_history(deal, found.offers)
    if not found.zone:
        print("no zone: no plan leaves every side at its walk-away; dronedeal bargain says what is missing")
    if not found.offers:
        return
    last = found.offers[-1]
    if last.better is not None:
        print(f"a package that is better for all than the last, {found.currency}:")
        for name, more in last.better.more.items():
            print(f"   {name}  {whole(more)} more")
        for broken in last.better.broken:
            print(f"   outside a mandate in view: {broken.said}")
        _show_package(deal, last.better.package)
    if found.rates:
        output.table(
            f"What a step is worth at the last package, {found.currency}, present value, its units as planned",
            ("number", "step", *found.sides, "holds from", "to"),
            [
                (rate.path, f"{rate.step:g} {rate.unit}", *(whole(rate.worth[name]) for name in found.sides), f"{rate.least:g}", f"{rate.most:g}")
                for rate in found.rates
            ],
            right=range(2, 4 + len(found.sides)), titled=True,
        )  # fmt: skip
        waiting = ", ".join(f"{name} {whole(amount)}" for name, amount in found.quarter.items())
        print(f"a quarter’s wait for the whole deal costs: {waiting} {found.currency}")
        for unit in found.units:
            print(f"one {unit.system} is paid {whole(unit.worth['each'])} {found.currency}, planned")
    _show_read(found.read)
    if found.agreed:
        print("the talks ended: the last package was accepted")
    elif last.offer.accepts:
        print(f"the last package was accepted by {last.offer.by}; yet to accept: {', '.join(found.yet)}")


def show_answer(deal: Deal, found: Answered) -> None:
    """Print whether to accept, and the two counter-offers."""
    answer = found.answer
    print(f"{answer.side} wants a gain of {whole(answer.target)} {deal.currency} over walking away")
    if found.last is not None:
        verdict = "gives it that: it can be accepted" if answer.accept else "does not give it that"
        print(
            f"the last offer, by {found.last.offer.by}, gives it {_gain(found.last.gains[answer.side])}: it {verdict}"
        )
    if answer.because:
        print(f"no answer: {answer.because}")
        _show_read(found.read)
        return
    for title, counter in (
        ("what pleases the others most", answer.pleasing),
        ("what moves fewest numbers", answer.fewest),
    ):
        if counter is None:
            print(f"{title}: no package was found that gives {answer.side} so much and everybody its walk-away")
            continue
        gains = ", ".join(f"{name} {whole(gain)}" for name, gain in counter.gains.items())
        print(f"{title}: gains {gains} {deal.currency}; moves {', '.join(counter.moved) or 'nothing'}")
        for broken in counter.broken:
            print(f"   outside a mandate in view: {broken.said}")
        _show_package(deal, counter.package)
    _show_read(found.read)


def _show_history(deal: Deal, offers: Sequence[Appraisal]) -> None:
    sides = list(offers[0].gains)
    output.table(
        f"Offers: gains over walking away, {deal.currency}, present value, as the document and the overlays in view have it",
        ("round", "date", "by", *sides, *(f"{name}, moved" for name in sides), "left for all", "left at most", "stands"),
        [
            (
                str(one.offer.round), one.offer.date, one.offer.by, *(_gain(one.gains[name]) for name in sides),
                *(whole(one.moved[name]) if one.moved else "" for name in sides),
                *((_share(one.left.share), whole(one.left.money)) if isfinite(one.left.share) else ("", "")),
                (one.status if not one.because else f"{one.status}: {one.because}") + ("" if isfinite(one.left.share) else "; no plan carries it out"),
            )
            for one in offers
        ],
        right=range(3, 5 + 2 * len(sides)), titled=True,
    )  # fmt: skip
    for one in offers:
        for broken in one.broken:
            print(f"round {one.offer.round}, by {one.offer.by}: outside a mandate in view: {broken.said}")


def _show_package(deal: Deal, package: Mapping[str, float]) -> None:
    opened = {
        part.path: (part, number) for number in numbers_of(deal) for part in parts_of(number) if isinstance(part, Open)
    }
    output.table(
        "The package", ("number", "value"),
        [(path, agreed_at(*opened[path], value)) for path, value in package.items() if path in opened], titled=True,
    )  # fmt: skip


def _show_read(read: Mapping[str, OtherRead]) -> None:
    """What offers seem to say of who made them, or that they say too little."""
    for side, one in read.items():
        if not one.enough:
            print(f"what the {one.offers} offers of {side} say of it: not enough ({one.because})")
            continue
        print(f"what the {one.offers} offers of {side} seem to say of it (a guess; bands hold 80 %):")
        for weight in sorted(one.weights, key=lambda each: -each.share):
            wish = "higher" if weight.rising > _HALF else "lower"
            print(
                f"   {weight.path}: {_share(weight.share)} of what it cares about ({_share(weight.low)} to {_share(weight.high)}), wants it {wish}"
            )
        for belief in one.beliefs:
            learnt = "" if belief.learnt else ", hardly narrower than before any offer"
            print(f"   {belief.name}: {belief.mean:.3g} ({belief.low:.3g} to {belief.high:.3g}{learnt})")
