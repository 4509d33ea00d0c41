"""Law 1: what was counted is worth the same to the exact, the array and the linear reading."""

from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.deal import Line, MoneyIn
from dronedeal.reading import ArrayReader, ExactReader, array, exact, in_cents, rounded
from dronedeal.solving import Program
from tests.agreements import Signed, signed
from tests.brief import brief
from tests.laws.program import ends_of, reader_of
from tests.strategies import Case, cases

HALF_A_CENT = 0.005
"""What rounding a payable line may take from it, or add."""
TWO_CENTS = 0.02
"""What sharing whole cents may move between parties from one quarter to the next; a program shares fractions."""
NOISE = 1e-4
"""What the solver's tolerance on rows may come to in money."""


def in_exact(case: Case) -> tuple[Decimal, ...]:
    return ExactReader(case.horizon, case.facts, at_base=True).read(case.quantity)


@given(case=cases(depth=3))
@settings(max_examples=150)
def test_the_array_reading_gives_the_same_cents(case: Case) -> None:
    facts = {counted: np.array(values, dtype=np.float64) for counted, values in case.facts.items()}

    array = ArrayReader(case.horizon, facts).read(case.quantity)

    assert in_cents(array)[0].tolist() == [int(100 * rounded(value)) for value in in_exact(case)]


@given(case=cases(depth=3, parts=False), seed=st.integers(0, 2**16))
@settings(max_examples=100)
def test_the_linear_reading_leaves_no_room_above_or_below(case: Case, seed: int) -> None:
    """With every fact fixed, neither greed nor thrift moves a payment: kinks are exact in both directions."""
    exactly = np.array(in_exact(case), dtype=np.float64)
    program = Program()
    expression = reader_of(case.horizon, program, case.facts).read(case.quantity)

    [lowest], [highest] = ends_of(program, [expression], np.random.default_rng(seed))

    np.testing.assert_allclose(lowest, exactly, rtol=0, atol=NOISE)
    np.testing.assert_allclose(highest, exactly, rtol=0, atol=NOISE)


def money_lines(one: Signed) -> list[Line]:
    return [line for line in one.unfolded.lines if isinstance(line.what, MoneyIn)]


@given(one=signed())
def test_every_line_of_a_deal_owes_the_same_cents_in_arrays(one: Signed) -> None:
    facts = {counted: np.array(values, dtype=np.float64) for counted, values in one.facts.items()}

    owed = exact(one.unfolded, one.facts, settled=one.settled, at_base=True)
    drawn = array(one.unfolded, facts, settled={path: float(value) for path, value in one.settled.items()})

    for line in money_lines(one):
        assert in_cents(drawn[line.path])[0].tolist() == [int(100 * value) for value in owed[line.path]], line.path


@given(one=signed(days_late=False), seed=st.integers(0, 2**16))
def test_every_line_of_a_deal_is_exact_in_a_program(one: Signed, seed: int) -> None:
    owed = exact(one.unfolded, one.facts, settled=one.settled, at_base=True)
    program = Program()
    reader = reader_of(
        one.deal.horizon, program, one.facts, {path: float(value) for path, value in one.settled.items()}
    )
    lines = money_lines(one)
    expressions = [reader.read(line.quantity) for line in lines]

    ends = ends_of(program, expressions, np.random.default_rng(seed))

    for line, lowest, highest in zip(lines, *ends, strict=True):
        amounts = np.array(owed[line.path], dtype=np.float64)
        room = NOISE + (TWO_CENTS if "Part(" in brief(line.quantity) else HALF_A_CENT)
        np.testing.assert_allclose(lowest, amounts, rtol=0, atol=room, err_msg=line.path)
        np.testing.assert_allclose(highest, amounts, rtol=0, atol=room, err_msg=line.path)
