"""The plan of a signed deal from a quarter on: what was counted before stays, and the rest is the best that is left."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import dronedeal
from dronedeal.deal import Counted, Deal, Thing
from dronedeal.planning import Past, carried_on
from dronedeal.planning.walk_away import walk_away
from dronedeal.solving import Solution, Solver, Start

DEAL = """\
dronedeal: 1
title: Drones by the quarter
horizon: {start: 2027-Q1, years: 1}
currency: USD
parties:
  maker: {kind: company, in: UA, discount_rate: 10%}
  army: {kind: state, in: US, discount_rate: 4%}
systems:
  drone: {domain: air, effects: {strike: 1}, unit_cost: 3_000 USD}
sites:
  plant: {in: UA, of: maker, makes: [drone], capacity: 300/quarter}
needs:
  targets: {of: army, service: Army, role: strike, kind: flow, quantity: 300/quarter, worth: {avoids: rival, then: [[8_000, 9_000 USD]]}}
alternatives:
  rival: {for: army, role: strike, unit_cost: 9_000 USD, capacity: 300/quarter}
terms:
  order: {kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5_000 USD}
"""
SOLD = Counted(thing=Thing.UNITS_DELIVERED, subject="order", systems=("drone/standard",), to="army")


@pytest.fixture
def deal(tmp_path: Path) -> Deal:
    (tmp_path / "deal.yaml").write_text(DEAL, "utf-8")
    return dronedeal.read(tmp_path)


def delivered(plan: dronedeal.Plan | None) -> list[float]:
    assert plan is not None
    units = [0.0] * 4
    for line in plan.deliveries:
        units[line.quarter] += line.units
    return [round(each, 3) for each in units]


def test_without_a_past_it_is_the_plan(deal: Deal) -> None:
    found = carried_on(deal)

    assert found.plan is not None
    assert found.plan.joint_value == pytest.approx(dronedeal.plan(deal).joint_value)
    assert delivered(found.plan) == [300, 300, 300, 300]


def test_what_was_counted_stays_and_the_rest_is_planned(deal: Deal) -> None:
    past = Past(quarters=2, counted={SOLD: np.array([120.0, 0.0, 0.0, 0.0])})

    found = carried_on(deal, past)

    assert delivered(found.plan) == [120, 0, 300, 300]
    assert found.misfits == ()


def test_a_shortfall_costs_what_the_army_buys_instead(deal: Deal) -> None:
    planned = carried_on(deal).plan
    late = carried_on(deal, Past(quarters=1, counted={SOLD: np.array([120.0, 0.0, 0.0, 0.0])})).plan
    assert planned is not None
    assert late is not None

    lost = {party: planned.parties[party].value - late.parties[party].value for party in planned.parties}

    assert lost["maker"] == pytest.approx(180 * 2_000, rel=0.05)  # its margin
    assert lost["army"] == pytest.approx(180 * 4_000, rel=0.05)  # the rival's price less the maker's


def test_what_was_not_recorded_of_a_signed_clause_was_nothing(deal: Deal) -> None:
    assert delivered(carried_on(deal, Past(quarters=1, counted={})).plan) == [0, 300, 300, 300]


def test_a_count_that_no_plan_can_hold_is_told_and_missed_least(deal: Deal) -> None:
    past = Past(quarters=1, counted={SOLD: np.array([420.0, 0.0, 0.0, 0.0])})

    found = carried_on(deal, past)

    assert [(one.quarter, one.happened, round(one.held)) for one in found.misfits] == [(0, 420.0, 300)]
    assert delivered(found.plan) == [300, 300, 300, 300]


def test_a_signed_deal_that_came_to_less_than_walking_away_is_planned_all_the_same(deal: Deal) -> None:
    found = carried_on(deal, Past(quarters=4, counted={}))

    assert found.plan is not None
    assert delivered(found.plan) == [0, 0, 0, 0]
    assert found.plan.joint_gain <= 1.0


def test_where_no_plan_is_found_in_time_it_begins_again_from_the_one_nearest_to_the_past(
    deal: Deal, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(quarters=2, counted={SOLD: np.array([120.0, 0.0, 0.0, 0.0])})
    in_time, walk = carried_on(deal, past), walk_away(deal)
    solve, begin, done = Solver.solve, Solver.start_from, list[str]()

    def slow(solver: Solver) -> Solution:
        found = solve(solver)
        done.append("solve")
        return replace(found, status="time_limit", objective=np.nan) if done == ["solve", "solve"] else found

    def begun(solver: Solver, start: Start | None) -> None:
        assert start is not None
        done.append("begin")
        begin(solver, start)

    monkeypatch.setattr("dronedeal.planning.carried.Solver.solve", slow)
    monkeypatch.setattr("dronedeal.planning.carried.Solver.start_from", begun)
    monkeypatch.setattr("dronedeal.planning.carried.walk_away", lambda _: walk)

    found = carried_on(deal, past)

    assert done == ["solve", "solve", "begin", "solve"]
    assert delivered(found.plan) == delivered(in_time.plan)
