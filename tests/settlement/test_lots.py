"""Lots: written one way only, read back as they are written, and never more than the goods they are of."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.settlement import Run, body_of, read_lots, said_events, written_lots
from dronedeal.settlement.lots import MOST_LOTS, joined
from tests.settlement.settling import sale

DELIVERY = {
    "source": "maker", "id": "d-1", "kind": "delivered", "effective_on": "2027-02-01", "of": "sale", "system": "drone", "quantity": "40"
}  # fmt: skip
NUMBERS = st.sets(st.integers(0, 60), max_size=30)


@pytest.mark.parametrize(
    ("said", "written", "count"),
    [
        ("F-0001..F-0500", "F-0001..F-0500", 500),
        ("L-7  F-0003 F-0001..F-0002", "F-0001..F-0003 L-7", 4),
        ("F-7 F-007", "F-7 F-007", 2),
        ("0009..0011", "0009..0011", 3),
        ("batch/A", "batch/A", 1),
        ("F-1 F-3", "F-1 F-3", 2),
        ("F-8..F-1012", "F-8..F-9 F-10..F-99 F-100..F-999 F-1000..F-1012", 1005),
        ("F-9..F-10", "F-9 F-10", 2),
    ],
)
def test_lots_are_written_one_way(said: str, written: str, count: int) -> None:
    runs = read_lots(said)

    assert written_lots(runs) == written
    assert sum(run.lots for run in runs) == count


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("F-1 F-1", "named twice"),
        ("F-1..F-9 F-4", "named twice"),
        ("F-1..G-9", "is no range"),
        ("F-9..F-1", "is no range"),
        ("F-09..F-100", "is no range"),
        ("F-9..F-010", "is no range"),
        ("F-8..F-12 F-9", "named twice"),
        ("a..b", "is no range"),
        ("F-1..", "is no lot"),
        ("Ф-1", "is no lot"),
        ("batch batch", "named twice"),
        (" ".join(f"L-{2 * number}" for number in range(MOST_LOTS + 1)), "more than"),
    ],
)
def test_what_are_no_lots_says_why(said: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_lots(said)


@given(first=NUMBERS, second=NUMBERS)
def test_runs_are_the_numbers_they_hold(first: set[int], second: set[int]) -> None:
    runs = [Run("F-", 3, number, number) for number in (*first, *second)]

    found = joined(runs)

    held = [number for run in found for number in range(run.first, run.last + 1)]
    assert held == sorted(first | second)
    assert all(one.last + 1 < other.first for one, other in pairwise(found))
    assert read_lots(written_lots(found)) == found


def test_two_ways_of_saying_the_same_lots_are_one_body() -> None:
    told = [body_of(said_events([DELIVERY | {"lots": lots}], sale())[0][0]) for lots in ("F-1..F-3", "F-3 F-1 F-2")]

    assert told[0] == told[1]
    assert told[0]["lots"] == "F-1..F-3"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"lots": "F-01..F-41"}, "41 lots of 40 units"),
        ({"lots": "F-1 F-1"}, "lots: F-1 is named twice"),
        ({"kind": "late", "system": "", "lots": "F-1"}, "lots means nothing of late"),
    ],
)
def test_lots_that_cannot_be_are_findings(more: dict[str, str], found: str) -> None:
    events, findings = said_events([DELIVERY | more], sale())

    assert events == ()
    assert [(one.code, one.message) for one in findings] == [("L104", found)]
