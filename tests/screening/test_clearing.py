"""Kits, bars and duties of a deal from its bills: what screening finds takes the place of bars written by hand."""

from pathlib import Path

import pytest

import dronedeal
from dronedeal.deal import Quarter
from dronedeal.deal.deal import lift
from dronedeal.screening import clear

DEAL = """\
dronedeal: 1
title: A deal that is screened
horizon: {start: 2027-Q1, years: 3}
currency: USD
rules: [us_defence, us_federal]
parties:
  maker: {kind: company, in: UA, discount_rate: 10%}
  army: {kind: state, in: US, discount_rate: 4%, buys_as: {buyer: US-DoD, facts: {is_cots: no}}}
systems:
  drone:
    domain: air
    effects: {strike: 1}
    unit_cost: 3_000 USD
    kits: {as_is: {bom: boms/as-is.csv}, cleared: {bom: boms/cleared.csv, extra_cost: 20%, from: 2027-Q3}}
sites:
  plant: {in: UA, of: maker, makes: [drone], capacity: 500/quarter}
needs:
  targets: {of: army, service: Army, role: strike, kind: flow, quantity: 400/quarter, worth: {avoids: rival, then: [[8_000, 9_000 USD]]}}
alternatives:
  rival: {for: army, role: strike, unit_cost: RIVAL USD, capacity: 400/quarter}
terms:
  order: {kind: purchase, status: proposed, seller: maker, buyer: army, systems: [drone], price: {open: [3_000 USD, 8_000 USD]}}
"""
AS_IS = """\
id,inside,name,category,quantity,cost,currency,manufactured country,manufactured by,evidence
drone,,Drone,,1,,USD,UA,maker,self_declared
controller,drone,Controller,flight_controller,1,100,USD,CN,works,self_declared
frame,drone,Frame,airframe,1,900,USD,UA,maker,self_declared
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "boms").mkdir()
    (tmp_path / "deal.yaml").write_text(DEAL.replace("RIVAL", "9_000"), "utf-8")
    (tmp_path / "boms" / "as-is.csv").write_text(AS_IS, "utf-8")
    (tmp_path / "boms" / "cleared.csv").write_text(AS_IS.replace("CN,works", "KR,works"), "utf-8")
    return tmp_path


def test_a_kit_that_fails_is_barred_to_the_buyer_from_its_bill(folder: Path) -> None:
    deal = dronedeal.read(folder)

    bars = [(bar.kit, bar.buyer, bar.rule, bar.since) for bar in deal.systems["drone"].barred]

    assert bars == [("as_is", "army", "US-DOD-848", Quarter(2027, 1))]


def test_the_plan_delivers_the_cleared_kit_only(folder: Path) -> None:
    plan = dronedeal.plan(dronedeal.read(folder))

    kits = {line.kit for line in plan.deliveries if line.to_party == "army" and line.units > 0}

    assert kits == {"cleared"}


def test_what_the_bars_of_a_rule_cost_stands_among_clause_costs(folder: Path) -> None:
    deal = dronedeal.read(folder)
    plan = dronedeal.plan(deal)

    cost = next(one for one in plan.clauses if one.path == "rules.US-DOD-848")
    free = dronedeal.plan(lift(deal, "US-DOD-848"), package=plan.package)

    assert cost.cost > 0
    assert cost.cost == pytest.approx(free.joint_value - plan.joint_value, rel=1e-4)
    assert "a year" in cost.text


@pytest.mark.parametrize(("rule", "left"), [("US-DOD-4872", {"as_is"}), ("US-DOD-848", {"as_is", "cleared"})])
def test_a_bar_by_hand_gives_way_where_the_bill_answers_and_holds_where_it_leaves_a_question(
    folder: Path, rule: str, left: set[str]
) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    by_hand = f"    barred: [{{kit: cleared, buyer: army, rule: {rule}, from: 2027-Q1, why: by hand}}]\nsites:"
    (folder / "deal.yaml").write_text(text.replace("sites:", by_hand, 1), "utf-8")

    findings = dronedeal.check(folder)
    bars = dronedeal.read(folder).systems["drone"].barred

    assert [finding.code for finding in findings if finding.code.startswith("S")] == ["S202"]
    assert "its bill gives" in findings[0].message
    assert {bar.kit for bar in bars} == left


def test_a_bar_by_hand_that_the_bill_bears_out_is_no_finding(folder: Path) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    by_hand = "    barred: [{kit: as_is, buyer: army, rule: US-DOD-848, from: 2027-Q1, why: by hand}]\nsites:"
    (folder / "deal.yaml").write_text(text.replace("sites:", by_hand, 1), "utf-8")

    assert not [finding for finding in dronedeal.check(folder) if finding.code == "S202"]


def test_an_offer_that_is_compared_at_half_more_is_barred_where_it_then_loses(folder: Path) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    (folder / "deal.yaml").write_text(text.replace("9_000 USD, capacity", "4_000 USD, capacity"), "utf-8")

    rules = {bar.rule for bar in dronedeal.read(folder).systems["drone"].barred if bar.kit == "cleared"}

    assert rules == {"US-BAA"}


def test_an_unknown_verdict_bars_only_if_the_buyer_says_so(folder: Path) -> None:
    path = folder / "boms" / "cleared.csv"
    path.write_text(AS_IS.replace("CN,works", ",works"), "utf-8")
    told = {bar.kit for bar in dronedeal.read(folder).systems["drone"].barred}
    text = (folder / "deal.yaml").read_text("utf-8")
    (folder / "deal.yaml").write_text(text.replace("is_cots: no}}", "is_cots: no}, unknown: bars}"), "utf-8")

    barred = {bar.kit for bar in dronedeal.read(folder).systems["drone"].barred if bar.rule == "US-DOD-848"}

    assert told == {"as_is"}
    assert barred == {"as_is", "cleared"}


def test_every_verdict_behind_the_bars_is_handed_over(folder: Path) -> None:
    cleared = clear(folder, dronedeal.read(folder))

    verdicts = {(one.kit, one.rule): one.verdict for one in cleared.clearances if one.since == Quarter(2027, 1)}

    assert verdicts["as_is", "US-DOD-848"] == "fail"
    assert verdicts["cleared", "US-DOD-848"] == "unknown", "the domicile of the makers is not known"
    assert all(one.reason for one in cleared.clearances)


def test_a_kind_of_buyer_that_no_rule_knows_is_an_error_with_a_mend(folder: Path) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    (folder / "deal.yaml").write_text(text.replace("US-DoD", "US-DOD"), "utf-8")

    finding = dronedeal.check(folder)[0]

    assert finding.code == "S201"
    assert "did you mean US-DoD" in finding.message


def test_a_bill_that_is_not_there_is_an_error_at_its_file(folder: Path) -> None:
    (folder / "boms" / "cleared.csv").unlink()

    finding = dronedeal.check(folder)[0]

    assert finding.severity == "error"
    assert finding.place.file == "boms/cleared.csv"


def test_duty_is_owed_on_what_is_imported_to_the_state_that_takes_it(folder: Path) -> None:
    text = (folder / "deal.yaml").read_text("utf-8")
    text = text.replace("rules: [us_defence, us_federal]", "rules: [us_market]").replace(
        "buys_as: {buyer: US-DoD, facts: {is_cots: no}}",
        "buys_as: {buyer: US-commercial, duty_to: customs, facts: {imported: yes, new_fcc_authorisation: no}}",
    )
    text = text.replace("  maker: {kind", "  customs: {kind: state, in: US, discount_rate: 4%}\n  maker: {kind", 1)
    (folder / "deal.yaml").write_text(text, "utf-8")
    for path in (folder / "boms").iterdir():
        head, product, *rest = path.read_text("utf-8").splitlines()
        light = (f"{head},fact:mtow_kg,fact:has_thermal", f"{product},3,no", *(f"{line},," for line in rest))
        path.write_text("\n".join(light) + "\n", "utf-8")

    deal = dronedeal.read(folder)
    plan = dronedeal.plan(deal, costs=False)

    duties = {name: clause for name, clause in deal.terms.items() if name.startswith("duty_")}
    assert {clause.form for clause in duties.values()} == {"export_levy"}
    paid = sum(one.amount for one in plan.cash if one.term in duties)
    invoiced = sum(one.amount for one in plan.cash if one.term == "order")
    assert {one.creditor for one in plan.cash if one.term in duties} == {"customs"}
    assert paid == pytest.approx(0.25 * invoiced, rel=1e-6)
    assert paid > 0
