"""Solved by linear programs alone: what they prove is proven, and what they do not is left to a search."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dronedeal.solving import Program, Solution, Solver, Status, certify, solve
from dronedeal.solving.highs import Outcome
from dronedeal.solving.nearby import Nearby
from dronedeal.solving.scaled import ScaledModel


def opened(fixed: float, *, quarters: int = 3) -> Program:
    """A site that may open in one of some quarters at a fixed cost, and then sells up to 100 at 1, of which 12 are wanted.

    Left to itself the relaxation opens 0.12 of it. 5 are sold at 3 without it.
    """
    program = Program()
    opens = program.columns(quarters, upper=1.0, integer=True, cost=-fixed, label="open")
    sold = program.columns(quarters, cost=1.0, upper=12.0 / quarters, label="sold")
    other = program.columns(1, upper=5.0, cost=3.0, label="other")
    once = program.rows(1, upper=1.0, label="once")
    program.add(np.repeat(once, quarters), opens, np.ones(quarters))
    for quarter in range(quarters):
        row = program.rows(1, upper=0.0, label="capacity")
        program.add(row, sold[quarter : quarter + 1], np.ones(1))
        program.add(np.repeat(row, quarter + 1), opens[: quarter + 1], -np.full(quarter + 1, 100.0 / quarters))
    both = program.rows(1, upper=1e6, label="both")
    program.add(np.repeat(both, quarters + 1), np.concatenate((sold, other)), np.ones(quarters + 1))
    return program


def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(self: Solver, start: float, *, careful: bool) -> Solution:
        pytest.fail("searched")

    monkeypatch.setattr(Solver, "_solved", searched)


def from_nothing(program: Program, mip_gap: float) -> Solver:
    """A solver that begins where the same program's linear relaxation does: at nothing whole."""
    relaxed = Solver(program, relaxed=True)
    start = relaxed.start(relaxed.solve())
    assert start is not None
    solver = Solver(program, mip_gap=mip_gap)
    solver.start_from(start)
    return solver


@pytest.mark.parametrize(("fixed", "best"), [(4.0, 23.0), (13.0, 15.0)])
def test_either_side_of_a_count_proves_what_the_relaxation_cannot(
    fixed: float, best: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 4 opening earns 12 - 4; at 13 it loses, but 0.12 of it would earn 12 - 1.56."""
    program = opened(fixed)
    assert solve(program).objective == pytest.approx(best)
    solver = from_nothing(program, 1e-6)
    no_search(monkeypatch)

    found = solver.solve()

    assert found.status == "optimal"
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert certify(program, found).is_feasible


def test_a_relaxation_that_is_whole_needs_no_second_program(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    monkeypatch.setattr(Nearby, "_tried", lambda *_: tried.append(1))
    program = opened(0.0)
    program.set_bounds(np.arange(3), np.array([1.0, 0.0, 0.0]), np.array([1.0, 0.0, 0.0]))

    assert from_nothing(program, 1e-6).solve().objective == pytest.approx(27.0)
    assert tried == []


def test_an_answer_that_is_not_good_enough_is_asked_for_with_tighter_tolerances(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A linear program that HiGHS' own tolerances leave too far from its rows is no reason to search."""
    run = ScaledModel.run

    def rough(self: ScaledModel, *, time_limit: float | None, presolve: bool, careful: bool) -> Outcome:
        outcome = run(self, time_limit=time_limit, presolve=presolve, careful=careful)
        return outcome if careful or outcome.values is None else replace(outcome, values=outcome.values + 1e-3)

    solver = from_nothing(opened(4.0), 1e-6)
    monkeypatch.setattr(ScaledModel, "run", rough)
    no_search(monkeypatch)

    found = solver.solve()

    assert found.status == "optimal"
    assert found.objective == pytest.approx(23.0)


def test_rows_and_bounds_are_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second solve, with what was cheap made dear, sees the program and not a side of it."""
    solver = from_nothing(opened(4.0), 1e-6)
    solver.solve()
    no_search(monkeypatch)
    solver.change_cost(np.arange(3), np.full(3, -13.0))

    assert solver.solve().objective == pytest.approx(15.0)


@given(fixed=st.floats(0.0, 20.0), quarters=st.integers(1, 4), gap=st.sampled_from([1e-6, 1e-3, 0.1]))
def test_what_is_proven_is_so(fixed: float, quarters: int, gap: float) -> None:
    program = opened(fixed, quarters=quarters)
    best = solve(program).objective

    found = from_nothing(program, gap).solve()

    assert found.status == "optimal"
    assert found.objective <= best * (1.0 + 1e-6)
    assert found.objective >= best - gap * abs(found.objective) * (1.0 + 1e-6) - 1e-6
    assert found.bound >= best * (1.0 - 1e-6)


def two_may_open() -> Program:
    """At most one and a half of three may open, which a relaxation can and whole numbers cannot: one side of that count is empty."""
    program = Program()
    opens = program.columns(3, upper=1.0, integer=True, cost=np.array([3.0, 3.0, 2.0]), label="open")
    sold = program.columns(1, upper=10.0, cost=1.0, label="sold")
    count = program.rows(1, upper=1.5, label="count")
    program.add(np.repeat(count, 3), opens, np.ones(3))
    capacity = program.rows(1, upper=0.0, label="capacity")
    program.add(np.repeat(capacity, 2), np.array([sold[0], opens[2]]), np.array([1.0, -20.0]))
    return program


def test_a_side_of_which_nothing_can_be_told_leaves_the_program_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Nearby, "_is_denied", lambda *_: False)
    solver = from_nothing(two_may_open(), 1e-6)

    for _ in range(2):
        found = solver.solve()
        assert found.status == "optimal"
        assert found.objective == pytest.approx(12.0)


@pytest.mark.parametrize("status", ["optimal", "time_limit", "infeasible"])
def test_a_better_point_that_was_known_is_not_thrown_away(status: Status, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that finds less than was known, or says there is nothing, is not believed to have proven anything."""
    program = opened(4.0, quarters=1)
    worse = replace(solve(opened(13.0, quarters=1)), status=status, bound=25.0)
    if status == "infeasible":
        worse = replace(worse, values=np.full(3, np.nan), objective=float("nan"))
    solver = from_nothing(program, 1e-9)
    monkeypatch.setattr(Nearby, "_divided", lambda *_: None)
    monkeypatch.setattr(Solver, "_solved", lambda *_, **__: worse)

    found = solver.solve()

    assert found.status == ("time_limit" if status == "time_limit" else "unproven")
    assert found.objective == pytest.approx(23.0)
    assert found.bound == 25.0
