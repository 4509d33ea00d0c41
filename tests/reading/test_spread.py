"""A series holds each value until its next label."""

import pytest

from dronedeal.deal import Horizon, Quarter, Series
from dronedeal.reading import held_from, spread_labels
from tests.deals import by_quarter, by_year, count

FROM_JULY = Horizon(start=Quarter(2027, 3), years=2)


def series(by: str, *labels: str) -> Series:
    members = {label: count(place) for place, label in enumerate(labels)}
    return by_year(members) if by == "year" else by_quarter(members)


@pytest.mark.parametrize(
    ("by", "labels", "held"),
    [
        ("year", ("2027", "2028"), (0, 0, 1, 1, 1, 1, 1, 1)),
        ("year", ("2028", "2029"), (0, 0, 0, 0, 0, 0, 1, 1)),
        ("year", ("2020", "2026"), (1, 1, 1, 1, 1, 1, 1, 1)),
        ("quarter", ("2027-Q4", "2028-Q2"), (0, 0, 0, 1, 1, 1, 1, 1)),
        ("quarter", ("2026-Q1", "2027-Q3", "2040-Q1"), (1, 1, 1, 1, 1, 1, 1, 1)),
    ],
)
def test_the_most_recent_label_holds_and_before_the_first_the_first(
    by: str, labels: tuple[str, ...], held: tuple[int, ...]
) -> None:
    assert held_from(series(by, *labels), FROM_JULY) == held


def test_a_plain_number_is_spread_evenly() -> None:
    assert spread_labels(count(5), FROM_JULY, lambda number: number.unit) == ("count",) * 8


def test_a_series_inside_a_series_is_spread_by_its_own_labels() -> None:
    inner = by_quarter({"2028-Q1": count(7), "2028-Q2": count(8)})
    outer = by_year({"2027": count(1), "2028": inner})

    spread = spread_labels(outer, FROM_JULY, lambda number: int(number.value))  # type: ignore[union-attr]

    assert spread == (1, 1, 7, 8, 8, 8, 8, 8)
