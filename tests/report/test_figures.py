from dataclasses import replace
from pathlib import Path

import pytest

import dronedeal
from dronedeal.document import read_folder
from dronedeal.planning import worked_out
from dronedeal.report.figures import dossier
from dronedeal.simulation import held, mixed, valued
from tests.report.conftest import Written
from tests.report.folder import write


def test_held_quantities_are_worth_what_the_plan_says(study: Written) -> None:
    still = study.basis.held
    assert still is not None

    for party, gain in valued(still).items():
        assert gain == pytest.approx(study.basis.plan.parties[party].gain, rel=1e-6, abs=study.basis.noise)


def test_with_nothing_kept_of_the_deal_only_what_is_spent_anyway_is_left(study: Written) -> None:
    still = study.basis.held
    assert still is not None

    left = valued(still, None, mixed(still, 0.0))

    assert left["line_company"] < 0
    assert left["buyer"] == pytest.approx(0.0, abs=study.basis.noise)


def test_a_moved_number_is_priced_as_a_deal_with_that_number_is(study: Written, tmp_path: Path) -> None:
    still = study.basis.held
    assert still is not None
    path = "systems.interceptor.support"

    moved = valued(still, {path: 600.0})["buyer"] - valued(still)["buyer"]
    units = dict.fromkeys(range(8), 0.0)
    for one in study.basis.plan.deliveries:
        if one.to_party == "buyer":
            units[one.quarter] += one.units

    quarters = study.basis.deal.horizon.quarters
    years = [(quarter.delivery_day - quarters[0].first_day).days / 365.25 for quarter in quarters]
    assert moved == pytest.approx(
        -100 * sum(count * 1.04 ** -years[quarter] for quarter, count in units.items()), rel=1e-6
    )


def test_break_evens_leave_nothing_when_planned_quantities_are_priced_there(study: Written) -> None:
    still = study.basis.held
    assert still is not None
    numbers = [one for one in study.dossier.break_evens if one.path and one.at is not None]

    assert numbers
    for one in numbers:
        assert one.at is not None
        assert valued(still, {one.path: one.at})[one.party] == pytest.approx(
            0.0, abs=1e-3 * study.basis.plan.joint_gain
        )


def test_the_money_narrows_from_planned_to_owed(study: Written) -> None:
    steps = {step.id: step for step in study.dossier.funnel}

    assert (steps["claimed"].low, steps["claimed"].high) == (1e8, 2e8)
    assert steps["claimed"].claims == ("V001",)
    assert steps["ceiling"].high == pytest.approx(80e6)
    planned, within, firm = (steps[name].high for name in ("planned", "within", "firm"))
    assert planned is not None
    assert within is not None
    assert firm is not None
    assert planned >= within >= firm >= 0


def test_the_range_of_a_gain_is_over_scenarios_with_the_package_kept(study: Written) -> None:
    # With no money for drones somebody would walk away from this package: the plan that misses least shows who.
    (low,) = study.dossier.scenarios

    assert (low.id, low.status) == ("low", "no zone")
    assert "walk-away" in low.because
    for gain in study.dossier.gains:
        shown = low.gains.get(gain.party)
        if shown is not None:
            assert (gain.low, gain.high) == (min(gain.base, shown), max(gain.base, shown))


def test_own_forces_are_never_shown_worse_off(study: Written) -> None:
    (front,) = study.dossier.forces

    assert front.with_deal >= front.without_deal
    assert front.worst_change == 0


def test_capital_rights_and_early_fees_cannot_be_undone(study: Written) -> None:
    lasting = study.dossier.lasting

    assert [(one.site, one.assumed) for one in lasting.capital] == [("abroad", True)]
    assert sum(one.amount for one in lasting.capital) == pytest.approx(4_000 * sum(study.basis.plan.built["abroad"]))
    assert [(one.owner, one.user, one.right) for one in lasting.rights] == [
        ("Makers", "Line company", "build to print")
    ]
    assert [(one.amount, one.due) for one in lasting.fees] == [(1e6, "2027-01-01")]


def test_leaving_costs_what_is_not_recovered_yet_and_the_wind_down(study: Written) -> None:
    first, last = study.dossier.leaving

    assert first.wind_down == 2e6
    assert 0 < first.capital < sum(one.amount for one in study.dossier.lasting.capital)
    assert last.capital == 0


def test_gates_tell_kit_rule_date_and_relief(study: Written) -> None:
    sale, line = study.dossier.gates
    as_is, cleared = sale.passages

    assert as_is.state == "closed"
    assert as_is.rules == ("A-RULE from 2027-Q1", "B-RULE from 2027-Q1")
    assert (cleared.state, cleared.first) == ("opens later", "2027-Q4")  # a quarter after the kit, for the lead time
    assert cleared.reliefs == ("waiver lifts B-RULE from 2027-Q2",)
    assert line.passages[1].first == "2027-Q3"


def test_dates_come_in_order(study: Written) -> None:
    days = [one.day for one in study.dossier.coming]

    assert days == sorted(days)
    assert {one.kind for one in study.dossier.coming} >= {"law", "kit", "delivery", "money"}


def test_assumptions_are_counted_as_they_are_listed(study: Written) -> None:
    numbers = study.dossier.numbers
    assumed = sum(number.assumed for number in numbers)

    assert any(said.startswith(f"{assumed} of the document’s {len(numbers)} numbers") for said in study.dossier.caveats)


def test_a_loss_of_less_than_the_solver_leaves_behind_breaks_nothing_even(tmp_path: Path) -> None:
    dronedeal.new(tmp_path / "deal")

    deliveries = dossier(tmp_path / "deal").break_evens[-1]

    assert deliveries.at is None
    assert deliveries.sentence.startswith("No break-even for deliveries: ")
    assert deliveries.sentence.endswith(", because nothing is spent or owed that does not follow them.")


def test_what_is_owed_in_any_case_is_not_said_to_be_nothing(tmp_path: Path) -> None:
    dronedeal.new(tmp_path / "deal")
    with (tmp_path / "deal" / "deal.yaml").open("a", encoding="utf-8") as file:
        file.write("\n  thanks: {kind: compensation, payer: makers, payee: home, amount: 1M USD, on: 2027-Q1}\n")

    deliveries = dossier(tmp_path / "deal").break_evens[-1]

    assert deliveries.at is None
    assert deliveries.sentence.endswith("; capital and sums owed in any case are covered all the same.")


def test_a_number_of_a_party_is_called_by_what_it_is_to_the_party(study: Written) -> None:
    from dronedeal.report.break_even import _name

    assert study.basis.held is not None
    assert [
        _name(study.basis.held, path)
        for path in (
            "terms.line_sale.capital.home", "terms.venture.profit.makers", "technologies.link.worth.buyer",
            "terms.line_sale.prices.interceptor", "terms.seed_fund.shares.buyer", "terms.sale.price", "rates.EUR",
        )
    ] == [
        "share of capital paid by Homeland, line sale", "share of profit paid to Makers, venture", "worth to Buyer, link",
        "price of Interceptor drone, line sale", "shares of Buyer, seed fund", "price of sale", "rates.EUR",
    ]  # fmt: skip


def test_assumption_shares_are_shares(study: Written) -> None:
    for gain in study.dossier.gains:
        assert gain.assumed is None or 0.0 <= gain.assumed <= 1.0


def test_a_gain_that_only_sourced_numbers_move_rests_on_no_assumption(tmp_path: Path) -> None:
    from dronedeal.report.resting import assumed_shares

    deal = """
dronedeal: 1
title: All sourced
horizon: {start: 2027-Q1, years: 1, step: quarter}
currency: USD
parties:
  maker: {kind: company, in: UA, discount_rate: 0%}
  buyer: {kind: state, role: principal, discount_rate: 0%}
systems:
  drone: {domain: air, effects: {strike: 1}, unit_cost: {value: 1_000 USD, claims: [C001]}, ageing: 100%}
sites:
  line: {in: UA, of: maker, makes: [drone], capacity: 100/quarter}
needs:
  army: {of: buyer, service: Army, role: strike, kind: flow, quantity: 80/quarter, worth: {then: [[10_000, WORTH]]}}
terms:
  sale: {kind: purchase, seller: maker, buyer: buyer, systems: [drone], price: {value: 2_000 USD, claims: [C001]}}
"""
    shares = []
    for worth in ("{value: 3_000 USD, claims: [C001]}", "3_000 USD"):
        read = read_folder(write(tmp_path / str(len(shares)), deal.replace("WORTH", worth)))
        assert read.deal is not None, read.findings
        still = held(worked_out(read.deal))
        assert still is not None
        shares.append(assumed_shares(still))

    assert shares[0] == {"maker": 0.0, "buyer": 0.0}
    assert shares[1]["maker"] == 0.0
    assert shares[1]["buyer"] == pytest.approx(3_000 / (3_000 + 2_000))  # the worth is assumed, the price is not


def test_nothing_is_built_on_quantities_that_do_not_give_the_plan(study: Written) -> None:
    from dronedeal.report.basis import _held

    worked, noise = worked_out(study.basis.deal), study.basis.noise
    parties = {party: replace(shown, gain=shown.gain + 1e6) for party, shown in worked.plan.parties.items()}

    assert _held(worked, noise) is not None
    assert _held(replace(worked, plan=replace(worked.plan, parties=parties)), noise) is None
