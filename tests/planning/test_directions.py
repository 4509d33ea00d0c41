"""What moves a plan, and which way: a reduced United States – Ukraine deal, changed one number at a time."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from dronedeal.deal.deal import Deal
from dronedeal.deal.plan import Plan
from dronedeal.document import read_folder
from dronedeal.planning import plan

_TEXT = (Path(__file__).parent / "data" / "reduced" / "deal.yaml").read_text(encoding="utf-8")
_QUARTERS = 12


def changed(*changes: tuple[str, str]) -> Deal:
    """The reduced deal with pieces of its text changed."""
    text = _TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with TemporaryDirectory() as folder:
        (Path(folder) / "deal.yaml").write_text(text, encoding="utf-8")
        found = read_folder(Path(folder))
    assert found.deal is not None, found.findings
    return found.deal


def planned(*changes: tuple[str, str]) -> Plan:
    made = plan(changed(*changes), costs=False)
    assert made.status == "optimal", made.because
    return made


@pytest.fixture(scope="module")
def before() -> Plan:
    return planned()


def units(made: Plan, **where: str) -> float:
    return sum(one.units for one in made.deliveries if all(getattr(one, key) == value for key, value in where.items()))


def first(made: Plan, **where: str) -> int:
    return min(
        one.quarter for one in made.deliveries if all(getattr(one, key) == value for key, value in where.items())
    )


def room(made: Plan) -> float:
    """One part in a million of the largest value at stake."""
    return 1e-6 * max(abs(one.value) for one in made.parties.values())


_BUDGET = "{2027: 60M USD, 2028: 120M USD, 2029: 140M USD, 2030: 140M USD}"


def test_twice_the_budget_buys_more_and_makes_money_less_scarce(before: Plan) -> None:
    after = planned((_BUDGET, "{2027: 120M USD, 2028: 240M USD, 2029: 280M USD, 2030: 280M USD}"))

    assert units(after, to_party="united_states") > units(before, to_party="united_states")
    assert after.joint_gain > before.joint_gain
    assert after.money_worth["united_states/procurement"] < before.money_worth["united_states/procurement"]


def test_half_the_budget_buys_less_and_makes_money_scarcer(before: Plan) -> None:
    after = planned((_BUDGET, "{2027: 30M USD, 2028: 60M USD, 2029: 70M USD, 2030: 70M USD}"))

    assert units(after, to_party="united_states") < units(before, to_party="united_states")
    assert after.joint_gain < before.joint_gain
    assert after.money_worth["united_states/procurement"] > before.money_worth["united_states/procurement"]


def test_dearer_sale_buys_fewer_units_for_the_same_money(before: Plan) -> None:
    after = planned(("price: 6_000 USD", "price: 12_000 USD"))

    assert units(after, term="sale") < units(before, term="sale")
    assert after.joint_gain < before.joint_gain
    assert after.parties["united_states"].gain < before.parties["united_states"].gain


def test_dearer_sale_brings_its_makers_more(before: Plan) -> None:
    # With money enough, the same units change hands for more.
    rich = (_BUDGET, "{2027: 600M USD}")
    cheap, dear = planned(rich), planned(rich, ("price: 6_000 USD", "price: 7_000 USD"))

    assert units(dear, term="sale") == pytest.approx(units(cheap, term="sale"), rel=1e-6)
    assert dear.joint_gain == pytest.approx(cheap.joint_gain, rel=1e-6)
    assert dear.parties["makers"].gain > cheap.parties["makers"].gain
    assert dear.parties["united_states"].gain < cheap.parties["united_states"].gain


def test_larger_reserve_leaves_less_to_sell_abroad(before: Plan) -> None:
    after = planned(("reserve: 60%", "reserve: 75%"))

    assert units(after, term="sale") < units(before, term="sale")
    assert units(after, term="us_sale") > units(before, term="us_sale")
    assert after.joint_gain < before.joint_gain


def test_no_reserve_leaves_own_forces_no_worse(before: Plan) -> None:
    after = planned(("reserve: 60%, reserved_for: ukraine", "reserve: 0%, reserved_for: ukraine"))

    assert units(after, term="sale") > units(before, term="sale")
    assert after.joint_gain > before.joint_gain
    _own_forces_no_worse(after)


def test_twice_a_rivals_order_leaves_less_for_the_deal(before: Plan) -> None:
    after = planned(("quantity: 1_400/quarter", "quantity: 2_800/quarter"))

    assert units(after, term="gulf_orders") > units(before, term="gulf_orders")
    assert units(after, term="sale") < units(before, term="sale")
    assert after.joint_gain < before.joint_gain


def test_twice_the_need_of_own_forces_leaves_less_to_sell(before: Plan) -> None:
    # Without a reserve they would compete: 10,000 a quarter are 5,000 at the front and 2,000 for the rival already.
    free = ("reserve: 60%, reserved_for: ukraine", "reserve: 0%, reserved_for: ukraine")
    once, twice = planned(free), planned(free, ("quantity: 3_500/quarter", "quantity: 5_500/quarter"))

    assert units(twice, to_party="ukraine") > units(once, to_party="ukraine")
    assert units(twice, term="sale") < units(once, term="sale")
    _own_forces_no_worse(twice)


def test_dearer_capital_builds_less(before: Plan) -> None:
    after = planned(("capital: 400 USD", "capital: 4_000 USD"))

    assert sum(before.built["us_line"]) > 0
    assert sum(after.built.get("us_line", (0,))) < sum(before.built["us_line"])
    assert after.joint_gain < before.joint_gain


def test_longer_lead_starts_the_line_later(before: Plan) -> None:
    after = planned(("lead: 9 months", "lead: 18 months"))

    assert first(after, term="us_sale") == first(before, term="us_sale") + 3
    assert after.joint_gain < before.joint_gain


def test_lower_worth_of_use_serves_less(before: Plan) -> None:
    after = planned(("[20_000, 9_000 USD]", "[20_000, 5_000 USD]"))

    assert units(after, to_party="united_states") < units(before, to_party="united_states")
    assert after.joint_gain < before.joint_gain


def test_fewer_crews_use_fewer_drones(before: Plan) -> None:
    after = planned(("supply: 7_000/quarter", "supply: 3_000/quarter"))

    for quarter in range(_QUARTERS):
        taken = sum(one.units for one in after.deliveries if one.quarter == quarter and one.to_party == "united_states")
        assert taken <= 3_000 * (1 + 1e-6)
    assert after.joint_gain < before.joint_gain


def test_dearer_alternative_is_worth_more_to_avoid(before: Plan) -> None:
    after = planned(("unit_cost: 125_000 USD, capacity: 100/quarter", "unit_cost: 250_000 USD, capacity: 50/quarter"))

    assert after.parties["united_states"].walk_away == pytest.approx(0, abs=room(after))
    assert after.joint_gain == pytest.approx(before.joint_gain, rel=0.05)


def test_nothing_is_delivered_before_its_line_can_exist(before: Plan) -> None:
    # The licence begins in the second quarter, the line takes three quarters from its capital, sales one from making.
    assert first(before, term="us_sale") >= 3
    assert first(before, term="sale") >= 1
    built = before.built["us_line"]
    for one in before.deliveries:
        if one.site == "us_line":
            assert one.units <= sum(built[: max(0, one.quarter - 2)]) * (1 + 1e-6)


def test_no_barred_kit_is_taken_after_its_date(before: Plan) -> None:
    # Barred from 2028-Q1, the fifth quarter; the cleared kit is made from 2027-Q3, the third, on.
    to_america = [one for one in before.deliveries if one.to_party == "united_states"]

    assert all(one.quarter < 4 for one in to_america if one.kit == "as_is")
    assert all(one.quarter >= 2 for one in to_america if one.kit == "cleared")
    assert any(one.kit == "cleared" for one in to_america)


def test_bar_brought_forward_closes_deliveries_until_the_cleared_kit_is_made(before: Plan) -> None:
    after = planned(("from: 2028-Q1, rule", "from: 2027-Q1, rule"))

    assert all(one.kit == "cleared" for one in after.deliveries if one.to_party == "united_states")
    assert first(after, to_party="united_states") == 3
    assert after.joint_gain < before.joint_gain


def test_nobody_falls_below_walking_away(before: Plan) -> None:
    for party, one in before.parties.items():
        assert one.gain >= -room(before), party


def test_own_forces_are_served_no_worse(before: Plan) -> None:
    _own_forces_no_worse(before)


def _own_forces_no_worse(made: Plan) -> None:
    fronts = [one for one in made.served if one.need == "front"]
    assert len(fronts) == _QUARTERS
    for one in fronts:
        assert one.served >= one.without_deal - 1e-5 * one.wanted
