"""The least of a sum of decimals, held against trying every set."""

import itertools
from decimal import Context, Decimal, localcontext
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.screening.least import least
from dronedeal.solving import Program

cents = st.builds(
    lambda whole, part: Decimal(whole) + Decimal(part) / 1000,
    st.sampled_from([0, 1, 7, 10**5, 10**9, 10**12, 10**18 - 1, -(10**9), 1 - 10**18]),
    st.integers(-3, 3),
)


def program_of(count: int, groups: list[set[int]]) -> tuple[Program, list[int]]:
    """Columns of which of every group one at least is taken."""
    program = Program(maximise=False)
    taken = program.columns(count, upper=1.0, integer=True)
    for group in groups:
        row = program.rows(1, lower=1.0)
        program.add(np.repeat(row, len(group)), taken[sorted(group)], 1.0)
    return program, taken.tolist()


@settings(max_examples=80)
@given(st.lists(cents, min_size=1, max_size=7), st.data())
def test_no_set_that_is_allowed_costs_less_by_however_little(costs: list[Decimal], data: st.DataObject) -> None:
    indices = st.sets(st.integers(0, len(costs) - 1), min_size=1)
    groups = data.draw(st.lists(indices, max_size=4))
    program, taken = program_of(len(costs), groups)

    found = least(program, np.array(taken), costs)

    def worth(chosen: tuple[int, ...]) -> tuple[Decimal, int]:
        return sum((cost for cost, one in zip(costs, chosen, strict=True) if one), Decimal(0)), sum(chosen)

    with localcontext(Context(prec=80)):
        sets = itertools.product((0, 1), repeat=len(costs))
        best = min(worth(one) for one in sets if all(any(one[index] for index in group) for group in groups))
        assert found.status == "optimal"
        assert worth(tuple(map(int, found.taken))) == best


def test_many_that_differ_by_a_cent_beside_a_thousand_million_are_told_apart() -> None:
    costs = [Decimal(10**9) + Decimal(pair % 2) / 100 for pair in range(60)]
    program, taken = program_of(60, [{pair, pair + 1} for pair in range(0, 60, 2)])

    found = least(program, np.array(taken), costs)

    assert found.status == "optimal"
    assert found.taken.tolist() == [pair % 2 == 0 for pair in range(60)]


def test_where_too_many_lie_too_near_the_solvers_answer_stands_and_that_is_said() -> None:
    costs = [Decimal(10**9) + Decimal(pair % 2) / 100 for pair in range(60)]
    program, taken = program_of(60, [{pair, pair + 1} for pair in range(0, 60, 2)])

    with patch("dronedeal.screening.least._MOST_BRANCHES", 0):
        found = least(program, np.array(taken), costs)

    assert found.status == "nearly"
    assert all(found.taken[pair] or found.taken[pair + 1] for pair in range(0, 60, 2))


def test_what_no_set_allows_has_no_least() -> None:
    program, taken = program_of(2, [])
    row = program.rows(1, lower=3.0)
    program.add(np.repeat(row, 2), np.array(taken), 1.0)

    assert least(program, np.array(taken), [Decimal(1), Decimal(10) ** 12]).status == "infeasible"
