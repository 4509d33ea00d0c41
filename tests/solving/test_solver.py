"""The solver: hand answers, duals, statuses, scaling, changes in place and determinism."""

import dataclasses
import itertools
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from dronedeal.solving import Program, Solution, Solver, certify, solve

FLAT = np.array([[1.0, 1.0], [2.0, 1.0]])


def workshop(*, maximise: bool = True) -> Program:
    """Greatest 3x + 2y with x + y <= 4 and 2x + y <= 6: at (2, 2), worth 10, both rows priced at one."""
    program = Program(maximise=maximise)
    sign = 1.0 if maximise else -1.0
    columns = program.columns(2, cost=sign * np.array([3.0, 2.0]), label="makes")
    rows = program.rows(2, upper=np.array([4.0, 6.0]), label="hours")
    program.add(rows[:, None], columns[None, :], FLAT)
    return program


def diet() -> Program:
    """Least 2x + 3y with x + y >= 4 and x + 3y >= 6: at (3, 1), cost 9, prices 1.5 and 0.5."""
    program = Program(maximise=False)
    columns = program.columns(2, cost=np.array([2.0, 3.0]))
    rows = program.rows(2, lower=np.array([4.0, 6.0]))
    program.add(rows[:, None], columns[None, :], np.array([[1.0, 1.0], [1.0, 3.0]]))
    return program


def knapsack() -> Program:
    """Greatest 10a + 13b + 7c with 3a + 4b + 2c <= 6 in yes or no: b and c, worth 20; relaxed 20.25."""
    program = Program()
    items = program.columns(3, upper=1.0, integer=True, cost=np.array([10.0, 13.0, 7.0]))
    program.add(program.rows(1, upper=6.0), items, np.array([3.0, 4.0, 2.0]))
    return program


def many_items(count: int = 30) -> Program:
    random = np.random.default_rng(3)
    program = Program()
    items = program.columns(count, upper=1.0, integer=True, cost=random.integers(10, 60, count).astype(float))
    rest = program.columns(1, upper=5.0, cost=0.5)
    rows = program.rows(3, upper=200.0)
    program.add(rows[:, None], items[None, :], random.integers(5, 40, (3, count)).astype(float))
    program.add(rows, rest, 1.0)
    return program


def same(left: Solution, right: Solution) -> bool:
    return all(
        np.asarray(getattr(left, name)).tobytes() == np.asarray(getattr(right, name)).tobytes()
        for name in (part.name for part in dataclasses.fields(Solution))
        if name not in {"seconds", "status"}
    )


def test_a_maximisation_gives_the_answer_and_prices_found_by_hand() -> None:
    solution = solve(workshop())

    assert solution.status == "optimal"
    assert solution.objective == pytest.approx(10.0)
    assert solution.bound == pytest.approx(10.0)
    assert solution.values == pytest.approx([2.0, 2.0])
    assert solution.row_activity == pytest.approx([4.0, 6.0])
    assert solution.row_duals == pytest.approx([1.0, 1.0])
    assert solution.reduced_costs == pytest.approx([0.0, 0.0])


def test_a_minimisation_gives_the_answer_and_prices_found_by_hand() -> None:
    solution = solve(diet())

    assert solution.objective == pytest.approx(9.0)
    assert solution.values == pytest.approx([3.0, 1.0])
    assert solution.row_duals == pytest.approx([1.5, 0.5])


def test_negated_costs_minimised_are_the_maximisation_with_prices_negated() -> None:
    solution = solve(workshop(maximise=False))

    assert solution.objective == pytest.approx(-10.0)
    assert solution.row_duals == pytest.approx([-1.0, -1.0])


@pytest.mark.parametrize("build", [workshop, diet])
def test_a_price_is_what_the_objective_gains_when_the_bound_rises(build: Callable[[], Program]) -> None:
    before = solve(build())

    for row in range(2):
        program = build()
        arrays = program.arrays()
        program.set_row_bounds(row, arrays.row_lower[row] + 0.1, arrays.row_upper[row] + 0.1)
        gained = solve(program).objective - before.objective
        assert gained == pytest.approx(0.1 * before.row_duals[row])


def test_a_reduced_cost_is_what_the_objective_gains_when_the_column_is_forced_up() -> None:
    program = Program()
    columns = program.columns(2, upper=np.array([np.inf, 1.0]), cost=np.array([1.0, 3.0]))
    program.add(program.rows(1, upper=4.0), columns, 1.0)

    solution = solve(program)

    assert solution.values == pytest.approx([3.0, 1.0])
    assert solution.reduced_costs == pytest.approx([0.0, 2.0])


def test_an_integer_program_has_its_optimum_and_bound_but_no_prices() -> None:
    solution = solve(knapsack())

    assert solution.status == "optimal"
    assert solution.objective == pytest.approx(20.0)
    assert solution.integers.tolist() == [0.0, 1.0, 1.0]
    assert solution.gap <= 1e-6
    assert not solution.has_duals
    assert np.isnan(solution.row_duals).all()


def test_integers_fixed_give_prices_beside_the_gap_of_the_search() -> None:
    program = Program()
    opened = program.columns(1, upper=1.0, integer=True, cost=-10.0)
    makes = program.columns(1, cost=3.0)
    program.add(program.rows(1, upper=0.0), np.array([0, 1]), np.array([-8.0, 1.0]))
    solver = Solver(program)

    solution = solver.solve_fixed()

    assert solution.status == "optimal"
    assert solution.objective == pytest.approx(14.0)
    assert solution.row_duals == pytest.approx([3.0])
    assert solution.reduced_costs[opened] == pytest.approx([14.0])
    assert solution.reduced_costs[makes] == pytest.approx([0.0])
    assert solution.gap <= 1e-6
    assert certify(program, solution, integers_fixed=True).is_optimal


def test_fixed_integers_can_be_freed_again() -> None:
    solver = Solver(knapsack())

    solver.fix_integers(np.array([1.0, 0.0, 1.0]))
    held = solver.solve()
    solver.free_integers()
    free = solver.solve()

    assert held.objective == pytest.approx(17.0)
    assert held.has_duals
    assert free.objective == pytest.approx(20.0)
    assert not free.has_duals


def test_bounds_changed_while_integers_are_fixed_hold_once_they_are_free() -> None:
    solver = Solver(knapsack())

    solver.fix_integers(np.array([0.0, 1.0, 1.0]))
    solver.change_bounds(1, 0.0, 0.0)
    solver.free_integers()

    assert solver.solve().objective == pytest.approx(17.0)


def test_the_relaxation_of_an_integer_program_can_be_asked_for() -> None:
    assert Solver(knapsack(), relaxed=True).solve().objective == pytest.approx(20.25)


def test_an_infeasible_program_is_said_to_be_so() -> None:
    program = workshop()
    program.set_bounds(0, 4.0, np.inf)

    solution = solve(program)

    assert solution.status == "infeasible"
    assert not solution.has_values


@pytest.mark.parametrize("integer", [False, True])
@pytest.mark.parametrize("maximise", [False, True])
def test_an_unbounded_program_is_said_to_be_so(*, integer: bool, maximise: bool) -> None:
    program = Program(maximise=maximise)
    columns = program.columns(2, cost=1.0 if maximise else -1.0, integer=integer)
    program.add(program.rows(1, upper=1.5), columns, np.array([1.0, -1.0]))

    solution = solve(program)

    assert solution.status == "unbounded"
    assert solution.bound == (np.inf if maximise else -np.inf)


@pytest.mark.parametrize(("lower", "status"), [(0.0, "optimal"), (1.0, "infeasible")])
def test_a_program_without_columns_is_judged_by_its_rows(lower: float, status: str) -> None:
    program = Program()
    program.rows(1, lower=lower)

    assert solve(program).status == status


def test_a_program_that_runs_out_of_time_is_not_called_optimal() -> None:
    solution = solve(many_items(200), time_limit=0.0)

    assert solution.status == "time_limit"


def test_contradicting_bounds_are_infeasible_rather_than_refused() -> None:
    program = Program()
    program.columns(1, lower=2.0, upper=1.0)

    assert solve(program).status == "infeasible"


def test_columns_of_a_billion_beside_thousandths_find_the_optimum() -> None:
    # money (1e9) buys units; a share (1e-3) of it must be put into training, which caps the units trained
    program = Program()
    money = program.columns(1, upper=2e9, size=1e9)
    units = program.columns(1, cost=1.0)
    share = program.columns(1, upper=4e-3, size=1e-3)
    pays, trains = program.rows(1, upper=0.0), program.rows(1, upper=0.0)
    program.add(pays, np.concatenate((units, money)), np.array([2.5e6, -1.0]))
    program.add(trains, np.concatenate((units, share)), np.array([1.0, -1.5e5]))

    solution = solve(program)

    assert solution.status == "optimal"
    assert solution.values[units] == pytest.approx([600.0])
    assert solution.values[share] == pytest.approx([4e-3])
    assert solution.row_duals == pytest.approx([0.0, 1.0])
    assert solution.reduced_costs[share] == pytest.approx([1.5e5])


@pytest.mark.parametrize("factor", [1e-9, 1e-3, 1e3, 1e9])
def test_the_unit_of_a_column_does_not_change_the_optimum(factor: float) -> None:
    program = Program()
    columns = program.columns(
        2, cost=np.array([3.0 / factor, 2.0]), size=np.array([factor, 1.0]), label="first in another unit"
    )
    rows = program.rows(2, upper=np.array([4.0, 6.0]))
    program.add(rows[:, None], columns[None, :], FLAT / np.array([factor, 1.0]))

    solution = solve(program)

    assert solution.objective == pytest.approx(10.0)
    assert solution.values == pytest.approx([2.0 * factor, 2.0])
    assert solution.row_duals == pytest.approx([1.0, 1.0])


def test_equal_programs_give_equal_bytes() -> None:
    first, second = Solver(many_items()).solve_fixed(), Solver(many_items()).solve_fixed()

    assert first.status == second.status
    assert same(first, second)


def test_a_solver_does_not_follow_its_program() -> None:
    program = workshop()
    solver = Solver(program)

    program.set_cost(0, 100.0)

    assert solver.solve().objective == pytest.approx(10.0)


def changed_cost(solver: Solver) -> None:
    solver.change_cost(0, 1.0)


def changed_objective(solver: Solver) -> None:
    solver.change_objective(np.array([5.0e6, 1.0]))


def changed_bounds(solver: Solver) -> None:
    solver.change_bounds(np.array([0, 1]), np.array([0.0, 1.0]), np.array([1.0, 2.0]))


def changed_rows(solver: Solver) -> None:
    solver.change_row_bounds(0, 1.0, 3.0)


def changed_coefficients(solver: Solver) -> None:
    solver.change_coefficients(np.array([0, 1]), 1, np.array([4.0, 0.5]))


@pytest.mark.parametrize(
    "change", [changed_cost, changed_objective, changed_bounds, changed_rows, changed_coefficients]
)
def test_a_program_changed_in_place_is_solved_like_one_built_anew(change: Callable[[Solver], None]) -> None:
    solver = Solver(workshop())
    solver.solve()

    change(solver)
    changed = solver.solve()

    held = solver.arrays
    anew = Program()
    anew.columns(2, lower=held.lower, upper=held.upper, cost=held.costs)
    anew.rows(2, lower=held.row_lower, upper=held.row_upper)
    anew.add(held.matrix.rows, held.matrix.columns, held.matrix.values)
    rebuilt = solve(anew)
    assert changed.status == rebuilt.status == "optimal"
    assert changed.objective == pytest.approx(rebuilt.objective)
    assert changed.values == pytest.approx(rebuilt.values)
    assert changed.row_duals == pytest.approx(rebuilt.row_duals)
    assert changed.objective != pytest.approx(10.0)


def test_an_integer_program_can_be_changed_between_searches() -> None:
    solver = Solver(knapsack())
    solver.solve()

    solver.change_cost(0, 25.0)

    assert solver.solve().objective == pytest.approx(32.0)


def test_changes_that_make_no_sense_are_refused() -> None:
    solver = Solver(workshop())

    with pytest.raises(IndexError):
        solver.change_cost(2, 1.0)
    with pytest.raises(ValueError, match="costs"):
        solver.change_objective(np.zeros(3))
    with pytest.raises(ValueError, match="values"):
        Solver(knapsack()).fix_integers(np.zeros(2))
    program = Program()
    columns = program.columns(1)
    program.rows(1)
    with pytest.raises(KeyError):
        Solver(program).change_coefficients(0, columns, 1.0)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    Solver(many_items()).solve_fixed()

    assert capfd.readouterr() == ("", "")


def test_solvers_with_other_counts_of_threads_live_in_one_process() -> None:
    one = Solver(many_items())
    one.solve()
    two = Solver(many_items(), threads=2)

    assert two.solve().objective == pytest.approx(one.solve().objective)


def test_importing_the_package_loads_neither_highs_nor_scipy() -> None:
    script = "import sys, dronedeal.solving; print(sorted({'highspy', 'scipy'} & set(sys.modules)))"

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_random_linear_programs_agree_with_scipy(data: st.DataObject) -> None:
    columns, rows = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    small = st.integers(-5, 5).map(float)
    matrix = np.array(data.draw(st.lists(small, min_size=rows * columns, max_size=rows * columns)))
    matrix = matrix.reshape(rows, columns)
    costs = np.array(data.draw(st.lists(small, min_size=columns, max_size=columns)))
    upper = np.array(data.draw(st.lists(st.integers(-2, 9).map(float), min_size=rows, max_size=rows)))
    equal = np.array(data.draw(st.lists(st.booleans(), min_size=rows, max_size=rows)))
    limit = data.draw(st.sampled_from([3.0, np.inf]))
    units = 10.0 ** np.array(data.draw(st.lists(st.integers(-3, 6), min_size=columns, max_size=columns)), dtype=float)
    maximise = data.draw(st.booleans())
    program = Program(maximise=maximise)
    ids = program.columns(columns, upper=limit * units, cost=costs / units, size=units)
    lines = program.rows(rows, lower=np.where(equal, upper, -np.inf), upper=upper)
    program.add(lines[:, None], ids[None, :], matrix / units)

    solution = solve(program)

    reference = optimize.linprog(
        -costs if maximise else costs,
        A_ub=matrix[~equal],
        b_ub=upper[~equal],
        A_eq=matrix[equal],
        b_eq=upper[equal],
        bounds=(0.0, limit),
    )
    assert reference.status in {0, 2, 3, 4}
    if reference.status in {0, 2, 3}:
        assert solution.status == {0: "optimal", 2: "infeasible", 3: "unbounded"}[reference.status]
    if reference.status == 0:
        assert solution.objective == pytest.approx(-reference.fun if maximise else reference.fun, abs=1e-6)
        assert certify(program, solution).is_optimal


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_random_integer_programs_agree_with_trying_every_point(data: st.DataObject) -> None:
    columns, rows = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    small = st.integers(-5, 5).map(float)
    matrix = np.array(data.draw(st.lists(small, min_size=rows * columns, max_size=rows * columns)))
    matrix = matrix.reshape(rows, columns)
    costs = np.array(data.draw(st.lists(small, min_size=columns, max_size=columns)))
    upper = np.array(data.draw(st.lists(st.integers(-4, 9).map(float), min_size=rows, max_size=rows)))
    program = Program()
    ids = program.columns(columns, upper=2.0, integer=True, cost=costs)
    lines = program.rows(rows, upper=upper)
    program.add(lines[:, None], ids[None, :], matrix)

    solution = Solver(program).solve_fixed()

    points = np.array(list(itertools.product(range(3), repeat=columns)), dtype=float)
    feasible = points[(points @ matrix.T <= upper).all(axis=1)]
    assert solution.status == ("optimal" if feasible.size else "infeasible")
    if feasible.size:
        assert solution.objective == pytest.approx((feasible @ costs).max())


def test_an_answer_that_leaks_through_a_large_switch_is_not_called_optimal() -> None:
    program = Program()
    switch = program.columns(1, upper=1.0, integer=True, cost=-5.0)
    makes = program.columns(1, upper=3.0, cost=1.0)
    program.add(program.rows(1, upper=0.0), np.concatenate((switch, makes)), np.array([-1e9, 1.0]))

    solution = Solver(program, presolve=False).solve_fixed()

    assert solution.status != "optimal" or solution.objective == pytest.approx(0.0)
