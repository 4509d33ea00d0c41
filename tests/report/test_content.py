"""Where the cost of what the plan delivers arises: units times cost times the shares of kits' bills."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

import dronedeal
from dronedeal.report import write_study

DEAL = """\
dronedeal: 1
title: A deal of two kits
horizon: {start: 2027-Q1, years: 1}
currency: USD
rules: [us_defence]
parties:
  maker: {kind: company, in: UA, discount_rate: 10%}
  army: {kind: state, in: US, discount_rate: 4%, buys_as: {buyer: US-DoD, facts: {is_cots: no}}}
systems:
  drone:
    domain: air
    effects: {strike: 1}
    unit_cost: 2_000 USD
    kits: {as_is: {bom: as-is.csv}, cleared: {bom: cleared.csv}}
sites:
  plant: {in: UA, of: maker, makes: [drone], capacity: 100/quarter}
needs:
  targets: {of: army, service: Army, role: strike, kind: flow, quantity: 100/quarter, worth: {avoids: rival, then: [[8_000, 9_000 USD]]}}
alternatives:
  rival: {for: army, role: strike, unit_cost: 9_000 USD, capacity: 100/quarter}
terms:
  order: {kind: purchase, status: proposed, seller: maker, buyer: army, systems: [drone], price: {open: [3_000 USD, 8_000 USD]}}
"""
BILL = """\
id,inside,name,category,quantity,cost,currency,manufactured country,manufactured by,evidence
drone,,Drone,,1,{cost},USD,UA,maker,self_declared
controller,drone,Controller,flight_controller,1,{part},USD,{country},works,self_declared
frame,drone,Frame,airframe,1,900,USD,,,
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deal")
    (folder / "deal.yaml").write_text(DEAL, "utf-8")
    (folder / "as-is.csv").write_text(BILL.format(cost=2000, part=100, country="CN"), "utf-8")
    (folder / "cleared.csv").write_text(BILL.format(cost=2500, part=600, country="KR"), "utf-8")
    return folder


def test_the_study_adds_up_the_cost_of_what_a_party_gets_by_country(folder: Path, tmp_path: Path) -> None:
    write_study(folder, tmp_path / "study")

    found = json.loads((tmp_path / "study" / "study.json").read_text("utf-8"))["screening"]["contents"]

    units: defaultdict[str, float] = defaultdict(float)
    for line in dronedeal.plan(dronedeal.read(folder)).deliveries:
        units[line.kit] += line.units
    assert units.keys() == {"cleared"}
    (army,) = found
    assert army["cost"] == pytest.approx(2_500 * units["cleared"])
    assert army["shares"] == pytest.approx({"UA": 1_000 / 2_500, "not known": 900 / 2_500, "KR": 600 / 2_500})
