"""Starting where a like program ended: the same answers, proven the same, and searched only where they differ."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.solving import Program, Solution, Solver, Start, certify, solve


def knapsack(limit: float = 6.0, extra: int = 0) -> Program:
    """Greatest 10a + 13b + 7c within a limit on 3a + 4b + 2c, in yes or no; ``extra`` columns of another block before them."""
    program = Program()
    if extra:
        program.columns(extra, upper=1.0, cost=1.0, label="others")
    items = program.columns(3, upper=1.0, integer=True, cost=np.array([10.0, 13.0, 7.0]), label="items")
    rest = program.columns(1, upper=0.5, cost=3.0, label="rest")
    rows = program.rows(1, upper=limit, label="limit")
    program.add(rows, items, np.array([3.0, 4.0, 2.0]))
    program.add(rows, rest, np.ones(1))
    return program


def ended(program: Program) -> Start:
    """Where a program ends whose integers are fixed at its best."""
    solver = Solver(program)
    best = solver.solve()
    solver.fix_integers(best.integers)
    start = solver.start(solver.solve())
    assert start is not None
    return start


def searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts searches: integer programs handed to HiGHS whole."""
    seen: list[int] = []
    inner = Solver._solved

    def counted(self: Solver, start: float, *, careful: bool) -> Solution:
        if self._fixed is None and self._integers.size:
            seen.append(1)
        return inner(self, start, careful=careful)

    monkeypatch.setattr(Solver, "_solved", counted)
    return seen


def test_a_like_program_is_proven_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    start, other = ended(knapsack()), knapsack(9.5)
    seen = searches(monkeypatch)
    solver = Solver(other)
    solver.start_from(start)

    found = solver.solve()

    assert found.status == "optimal"
    assert found.objective == pytest.approx(31.5)
    assert found.bound == pytest.approx(31.5)
    assert not found.has_duals
    assert seen == []


def test_what_a_start_cannot_prove_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    start, other = ended(knapsack()), knapsack(5.0)
    seen = searches(monkeypatch)
    solver = Solver(other)
    solver.start_from(start)

    found = solver.solve()

    assert found.objective == pytest.approx(solve(other).objective)
    assert seen == [1]


def test_a_second_solve_begins_at_what_the_first_found(monkeypatch: pytest.MonkeyPatch) -> None:
    start, other = ended(knapsack()), knapsack(5.0)
    solver = Solver(other, mip_gap=0.2)
    solver.start_from(start)
    first = solver.solve()
    seen = searches(monkeypatch)

    second = solver.solve()

    assert second.objective == pytest.approx(first.objective)
    assert seen == []


def test_a_start_is_carried_over_by_label() -> None:
    start, other = ended(knapsack()), knapsack(extra=2)

    solver = Solver(other)
    solver.start_from(start)

    assert solver.solve().objective == pytest.approx(solve(other).objective)
    assert start.fitted(*other.blocks, (1, 6)).values.tolist() == [0.0, 0.0, 0.0, 1.0, 1.0, 0.0]


def test_infeasible_from_a_start_is_said_only_with_proof() -> None:
    start, other = ended(knapsack()), knapsack(-1.0)
    solver = Solver(other)
    solver.start_from(start)

    assert solver.solve().status == "infeasible"


def test_no_start_is_no_start() -> None:
    solver = Solver(knapsack())

    assert solver.start(solver.solve()) is None
    solver.start_from(None)
    assert solver.solve().objective == pytest.approx(solve(knapsack()).objective)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), shift=st.floats(-0.5, 0.5), kept=st.booleans())
def test_a_start_never_changes_what_is_best(seed: int, shift: float, kept: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever a program is changed to: the objective within the gap asked for, and a point that holds."""
    random = np.random.default_rng(seed)
    values, weights = random.integers(1, 30, 8).astype(float), random.integers(1, 20, (3, 8)).astype(float)

    def program(by: float) -> Program:
        made = Program()
        whole = made.columns(6, upper=3.0, integer=True, cost=values[:6] * (1.0 + by), label="whole")
        split = made.columns(2, upper=4.0, cost=values[6:], label="split")
        rows = made.rows(3, lower=-5.0 if kept else 3.0, upper=60.0 * (1.0 + by), label="rows")
        made.add(rows[:, None], np.concatenate((whole, split))[None, :], weights)
        return made

    cold = solve(program(shift))
    solver = Solver(program(shift))
    solver.start_from(ended(program(0.0)))
    warm = solver.solve()

    assert warm.status == cold.status == "optimal"
    assert warm.objective == pytest.approx(cold.objective, rel=1e-5)
    assert warm.bound >= cold.objective * (1.0 - 1e-6)
    assert certify(program(shift), warm).is_feasible
