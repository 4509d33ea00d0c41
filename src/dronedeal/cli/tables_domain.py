"""A finite domain's efficient packages and points as tables for a terminal. Formatting only."""

from __future__ import annotations

from collections.abc import Mapping

from dronedeal.bargaining.domains import Frontier, Point
from dronedeal.cli import output

__all__ = ["show_domain"]

_SHOWN = 5
"""Packages of a point that are shown."""


def show_domain(frontier: Frontier, points: Mapping[str, Point]) -> None:
    """Print how many packages are efficient, and each rule's point with its definition."""
    domain = frontier.domain
    parties = [profile.name for profile in domain.profiles]
    print(
        f"{domain.name}: {domain.outcomes:,} packages of {len(domain.issues)} issues; "
        f"{sum(point.count for point in frontier.points):,} efficient, with {len(frontier.points):,} utilities"
    )
    rows: list[tuple[str, ...]] = []
    for name, point in points.items():
        for each in point.found:
            packages = frontier.packages(each, _SHOWN)
            more = f" and {each.count - len(packages):,} more" if each.count > len(packages) else ""
            said = "; ".join(
                ", ".join(f"{issue} {value}" for issue, value in domain.said(one).items()) for one in packages
            )
            rows.append((name.replace("_", " "), *(f"{float(one):.6g}" for one in each.utilities), said + more))
    if not rows:
        print("no package leaves everybody at its reservation or above")
        return
    output.table(
        "Balanced given these reservations, under each rule’s definition",
        ("rule", *parties, "packages"), rows, right=range(1, 1 + len(parties)), titled=True,
    )  # fmt: skip
    for name, point in points.items():
        print(f"{name.replace('_', ' ')}: {point.definition}")
