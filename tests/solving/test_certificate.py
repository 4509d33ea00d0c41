"""Certificates: right answers pass, and each kind of wrong one is caught."""

import dataclasses

import numpy as np
import pytest

from dronedeal.solving import Program, Solution, certify, solve
from dronedeal.solving.certificate import denies, dual_objective, dual_residual, primal_residual, reduced_costs


def workshop() -> Program:
    program = Program()
    columns = program.columns(2, cost=np.array([3.0, 2.0]))
    rows = program.rows(2, upper=np.array([4.0, 6.0]))
    program.add(rows[:, None], columns[None, :], np.array([[1.0, 1.0], [2.0, 1.0]]))
    return program


def answer(values: list[float], row_duals: list[float]) -> Solution:
    return dataclasses.replace(solve(workshop()), values=np.array(values), row_duals=np.array(row_duals))


def test_an_optimum_with_its_prices_is_certified() -> None:
    certificate = certify(workshop(), answer([2.0, 2.0], [1.0, 1.0]))

    assert certificate.is_optimal
    assert certificate.duality_gap == pytest.approx(0.0)


def test_a_point_outside_a_row_is_not_feasible() -> None:
    certificate = certify(workshop(), answer([2.0, 2.1], [1.0, 1.0]))

    assert certificate.primal_residual == pytest.approx(0.1 / 4.1)
    assert not certificate.is_feasible


def test_a_point_outside_a_column_bound_is_not_feasible() -> None:
    assert primal_residual(workshop().arrays(), np.array([-0.5, 0.0])) == pytest.approx(0.5)


def test_a_fraction_in_an_integer_column_is_not_feasible() -> None:
    program = Program()
    program.columns(1, integer=True)

    assert primal_residual(program.arrays(), np.array([1.25])) == pytest.approx(0.25)


def test_a_feasible_point_that_is_not_best_is_not_optimal() -> None:
    certificate = certify(workshop(), answer([3.0, 0.0], [1.0, 1.0]))

    assert certificate.is_feasible
    assert certificate.dual_residual > 0.1
    assert certificate.duality_gap > 0.05


def test_a_price_of_the_wrong_sign_is_not_optimal() -> None:
    assert dual_residual(workshop().arrays(), np.array([2.0, 2.0]), np.array([-1.0, 1.0])) > 0.1


def test_values_that_are_not_numbers_certify_nothing() -> None:
    certificate = certify(workshop(), answer([np.nan, 0.0], [1.0, 1.0]))

    assert not certificate.is_feasible
    assert not certificate.is_optimal


def test_reduced_costs_are_costs_less_what_the_rows_charge() -> None:
    assert reduced_costs(workshop().arrays(), np.array([1.0, 0.5])).tolist() == [1.0, 0.5]


def test_feasible_prices_bound_the_objective() -> None:
    assert dual_objective(workshop().arrays(), np.array([2.0, 0.5])) == pytest.approx(11.0)


def test_a_small_violation_of_a_row_in_millions_is_measured_in_millions() -> None:
    program = Program()
    money = program.columns(2, size=1e6)
    program.add(program.rows(1, lower=0.0, upper=0.0), money, np.array([1.0, -1.0]))

    assert primal_residual(program.arrays(), np.array([0.1, 0.0])) == pytest.approx(1e-7)


def test_a_violation_beside_a_large_switch_is_not_excused_by_the_switch() -> None:
    program = Program()
    columns = program.columns(1)
    switch = program.columns(1, upper=1.0, integer=True)
    program.add(program.rows(1, upper=0.0), np.concatenate((columns, switch)), np.array([1.0, -1e7]))

    assert primal_residual(program.arrays(), np.array([0.5, 0.0])) == pytest.approx(0.5)


@pytest.mark.parametrize(("least", "denied"), [(5.0, True), (4.0 + 1e-7, False), (4.0, False)])
def test_multipliers_deny_only_what_misses_by_more_than_a_tolerance(*, least: float, denied: bool) -> None:
    """x + y >= least with both at most two: the row itself is the proof, from four up."""
    program = Program()
    columns = program.columns(2, upper=2.0)
    program.add(program.rows(1, lower=least), columns, np.ones(2))

    assert denies(program.arrays(), np.array([-1.0])) is denied


def test_multipliers_that_leave_a_column_without_an_end_deny_nothing() -> None:
    program = Program()
    columns = program.columns(2)
    program.add(program.rows(1, lower=5.0), columns, np.ones(2))

    assert not denies(program.arrays(), np.array([-1.0]))


def test_what_rounding_leaves_of_a_multiplier_takes_no_proof_away() -> None:
    """The second row has no upper limit, so that any multiplier above zero on it would reach without end."""
    program = Program()
    columns = program.columns(2, upper=2.0)
    program.add(program.rows(1, lower=5.0), columns, np.ones(2))
    program.add(program.rows(1, lower=0.0), columns, np.ones(2))

    assert denies(program.arrays(), np.array([-1.0, 1e-17]))
    assert not denies(program.arrays(), np.array([-1.0, 0.5]))
