"""What can be agreed, as tables for a terminal. Formatting only."""

from __future__ import annotations

from dronedeal.bargaining import Bargained
from dronedeal.cli import output
from dronedeal.cli.tables import whole
from dronedeal.deal import Deal, Open, numbers_of, parts_of
from dronedeal.report.rests import agreed_at

__all__ = ["show_bargained"]


def show_bargained(deal: Deal, found: Bargained) -> None:
    """Print whether there is a zone, the range of each number, the frontier in few words, and each rule's point with its definition."""
    currency = found.currency
    if not found.zone.exists:
        print(f"no zone: {found.zone.because}")
        if found.zone.cheapest:
            print(
                f"at best each side misses {whole(found.zone.gap)} {currency}; alone it would be closed by a walk-away lower by:"
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
        beyond = (
            f"; the packages below are within {_share(frontier.verified_gap)} of it"
            if frontier.verified_gap < 1.0
            else ""
        )
        print(
            f"frontier: {len(frontier.points)} corners, nothing is more than {_share(frontier.gap)} of both ranges beyond it "
            f"({_share(frontier.within)} within one choice of what is whole or yes-or-no){beyond}"
        )
    rows = [
        (
            name.replace("_", " "), *(whole(one) for one in (point.verified_gains or point.gains).values()),
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
                f"{agreed_at(*opened[path], one.least)} to {agreed_at(*opened[path], one.most)}",
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


def _share(value: float) -> str:
    return f"{100.0 * value:.2g} %"
