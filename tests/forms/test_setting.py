"""What forms are helped with: running figures, the highest so far, the quarter a clause ends with."""

from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.deal import NOWHERE, Over, Quarter, Running
from dronedeal.forms import Setting
from dronedeal.reading import ExactReader
from tests.deals import clause, deal, money, numbers
from tests.reading.reader import UNITS

SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(1))
SETTING = Setting(clause=SALE, deal=deal(SALE, years=2))
COUNTS = st.lists(st.integers(0, 20), min_size=8, max_size=8)


def reader(counts: list[int]) -> ExactReader:
    return ExactReader(SETTING.horizon, {UNITS: numbers(*counts, periods=8)})


@given(counts=COUNTS)
def test_new_peaks_sum_to_the_highest_so_far(counts: list[int]) -> None:
    peaks = SETTING.new_peaks("peak", UNITS, NOWHERE)

    assert list(reader(counts).read(Running(of=peaks, over="term"))) == list(accumulate(counts, max))


@given(counts=COUNTS, over=st.sampled_from(("period", "year", "calendar_year", "term")))
def test_what_a_running_figure_gained_is_what_was_counted(counts: list[int], over: Over) -> None:
    gained = SETTING.rise(Running(of=UNITS, over=over), over)

    assert list(reader(counts).read(gained)) == [Decimal(count) for count in counts]


@pytest.mark.parametrize(
    ("until", "ended", "last"),
    [
        (None, None, 7),
        (Quarter(2028, 1), None, 3),
        (None, 2, 1),
        (Quarter(2028, 1), 2, 1),
        (Quarter(2027, 2), 5, 0),
        (Quarter(2040, 1), None, 7),
    ],
)
def test_a_clause_ends_where_it_says_or_where_a_termination_does(
    until: Quarter | None, ended: int | None, last: int
) -> None:
    setting = Setting(clause=SALE, deal=SETTING.deal, ended=ended)

    assert [at for at, here in enumerate(setting.last_quarter(until)) if here] == [last]
