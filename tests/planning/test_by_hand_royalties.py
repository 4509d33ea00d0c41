"""Small deals solved by hand: royalties with every kink a licence can have. The base deal stands in ``small``.

The licensed maker sells 80 a quarter at 2,000: sales of 160,000 a quarter, 640,000 a year.
"""

from __future__ import annotations

import pytest

from dronedeal.planning import plan
from tests.planning.small import close, gains, paid, planned, small, units

_LICENCE = """
    parties: {{owner: {{kind: company, in: UA, discount_rate: 0%}}}}
    sites: {{line: {{under: licence}}}}
    terms: {{licence: {{kind: licence, licensor: owner, licensee: maker, systems: [drone], sites: [line], {}}}}}
"""
_TWO_YEARS = "horizon: {{years: 2}}\nneeds: {{army: {{quantity: {{by_year: {{2027: {}, 2028: {}}}}}}}}}"


@pytest.mark.parametrize(
    ("carry", "first", "second", "top_ups", "total"),
    [
        # Sales of 400,000 and 800,000 earn 40,000 and 80,000 at 10%; 60,000 a year are guaranteed.
        ("none", 200, 400, (20_000, 0), 140_000),
        # The top-up of 20,000 is recouped from what the second year earns beyond 60,000.
        ("shortfall", 200, 400, (20_000, 0), 120_000),
        # What is earned too little later is topped up in full: an excess is credited only under its own carry.
        ("shortfall", 400, 200, (0, 20_000), 140_000),
        ("excess", 400, 200, (0, 0), 120_000),
        ("excess", 200, 400, (20_000, 0), 140_000),
    ],
)
def test_minimum_is_topped_up_and_carried_as_it_says(
    carry: str, first: int, second: int, top_ups: tuple[float, float], total: float
) -> None:
    terms = f"royalty: 10%, minimum: {{per_year: 60_000 USD, carry: {carry}}}"

    made = planned(_LICENCE.format(terms), _TWO_YEARS.format(first, second))

    topped = paid(made, "licence/minimum", quarters=8)
    assert (topped[3], topped[7]) == close(top_ups)
    assert sum(topped) + sum(paid(made, "licence/royalty", quarters=8)) == close(total)
    assert gains(made)["owner"] == close(total)
    assert made.joint_gain == close((first + second) * 2_000)


def test_minimum_forbids_what_does_not_earn_it() -> None:
    # At 1,100 the maker earns 320 x 100 = 32,000 a year and owes 50,000 whatever it sells: nobody would sign.
    terms = _LICENCE.format("royalty: 5%, minimum: {per_year: 50_000 USD, carry: none}")

    made = plan(small(terms, "terms: {sale: {price: 1_100 USD, most: 80/quarter}}"), costs=False)

    assert made.status == "no zone"
    assert "maker by 18,000" in made.because


def test_cap_ends_royalties_when_it_is_reached() -> None:
    # 16,000 a quarter at 10%, no more than 50,000 in all.
    made = planned(_LICENCE.format("royalty: 10%, cap: {total: 50_000 USD}"))

    assert paid(made, "licence/royalty") == close([16_000, 16_000, 16_000, 2_000])


def test_marginal_tiers_rate_each_slice_even_where_rates_fall() -> None:
    # 10% up to 300,000 and 5% beyond: 30,000 + 0.05 x 340,000 = 47,000; the step falls within the second quarter.
    made = planned(
        _LICENCE.format("""tiers: {mode: marginal, over: year, tiers: [
        {above: 0, rate: 10%}, {above: 300_000, rate: 5%}]}""")
    )

    assert paid(made, "licence/tiers") == close([16_000, 14_000 + 1_000, 8_000, 8_000])
    assert gains(made)["owner"] == close(47_000)


def test_retroactive_tier_rates_everything_anew_once_passed() -> None:
    # 5%, and 10% on all of it above 500,000: 3 x 8,000, then 64,000 - 24,000.
    made = planned(
        _LICENCE.format("""tiers: {mode: retroactive, over: year, tiers: [
        {above: 0, rate: 5%}, {above: 500_000, rate: 10%}]}""")
    )

    assert paid(made, "licence/tiers") == close([8_000, 8_000, 8_000, 40_000])


def test_plan_stops_at_the_cliff_of_a_retroactive_tier() -> None:
    # A drone costs 1,850. Up to 500,000 of sales 5% leave 2,000 - 1,850 - 100 = 50 a drone, 12,500 with 250; beyond,
    # 10% of everything would leave -50 each. So 250 are sold, although the army could use 320 worth 3,000 each.
    made = planned(
        "systems: {drone: {unit_cost: 1_850 USD}}",
        _LICENCE.format("""tiers: {mode: retroactive, over: year, tiers: [
        {above: 0, rate: 5%}, {above: 500_000, rate: 10%}]}"""),
    )

    assert sum(units(made)) == close(250)
    assert made.joint_gain == close(250 * 1_150)
    assert gains(made) == close({"maker": 12_500, "buyer": 250_000, "owner": 25_000})


def test_advance_is_recouped_from_its_share_of_each_royalty_and_the_rest_kept() -> None:
    # 50,000 at once; half of each 16,000 recoups it: 8,000 remain due each quarter, 18,000 are never recouped.
    made = planned(_LICENCE.format("royalty: 10%, advance: {amount: 50_000 USD, unrecouped: kept, recoup: 50%}"))

    assert paid(made, "licence/advance") == close([50_000, 0, 0, 0])
    assert paid(made, "licence/royalty") == close([8_000] * 4)
    assert gains(made)["owner"] == close(82_000)


def test_advance_fully_recouped_leaves_later_royalties_whole() -> None:
    # 20,000 against 16,000 a quarter: 0, then 12,000, then all.
    made = planned(_LICENCE.format("royalty: 10%, advance: {amount: 20_000 USD, unrecouped: kept}"))

    assert paid(made, "licence/royalty") == close([0, 12_000, 16_000, 16_000])


def test_milestone_is_paid_once_when_passed() -> None:
    # 500,000 are passed in Q4, when 640,000 are reached.
    made = planned(_LICENCE.format("royalty: 5%, milestones: [{above: 500_000, pays: 25_000 USD}]"))

    assert paid(made, "licence/milestones") == close([0, 0, 0, 25_000])


def test_withholding_splits_the_royalty_without_gross_up() -> None:
    # A tenth of 16,000 a quarter goes to the maker's state.
    made = planned(
        _LICENCE.format("royalty: 10%, withholding: 10%, withheld_by: host"),
        "parties: {host: {kind: state, discount_rate: 0%}}",
    )

    assert paid(made, "licence/royalty") == close([14_400] * 4)
    assert gains(made) == close({"maker": 256_000, "buyer": 320_000, "owner": 57_600, "host": 6_400})


def test_levy_on_royalties_rests_on_what_is_invoiced() -> None:
    # The state takes 30% of the licensor's 64,000.
    made = planned(
        _LICENCE.format("royalty: 10%"),
        """
        parties: {host: {kind: state, discount_rate: 0%}}
        terms: {levy: {kind: export_levy, state: host, payer: owner, terms: [licence], share: 30%}}
        """,
    )

    assert gains(made)["host"] == close(19_200)
    assert gains(made)["owner"] == close(44_800)
