"""Small deals solved by hand: budgets, discounting, walk-aways, who comes first. The base deal stands in ``small``."""

from datetime import date

import pytest

from dronedeal.planning import plan
from tests.planning.small import close, gains, paid, planned, small, units

_BUDGET = "parties: {{buyer: {{budgets: {{defence: {{{} by_year: {{{}}}}}}}}}}}"


def _budget(by_year: str, more: str = "") -> str:
    return _BUDGET.format(more, by_year)


def test_budget_bounds_what_is_bought_and_its_money_has_a_price() -> None:
    # 100,000 a year buy 50 at 2,000 each: 50 x 2,000 = 100,000 gained. One more dollar buys 1/2,000 of a drone and so
    # brings 2,000 / 2,000 = 1.
    made = planned(_budget("2027: 100_000 USD"))

    assert sum(units(made)) == close(50)
    assert made.joint_gain == close(100_000)
    assert made.money_worth == close({"buyer/defence": 1})


def test_budget_that_does_not_bind_has_no_price() -> None:
    made = planned(_budget("2027: 10M USD"))

    assert made.money_worth == close({"buyer/defence": 0})


def test_money_left_is_carried_into_the_next_year_at_its_share() -> None:
    # Nothing can be used in 2027. Half of its 100,000 is carried: 150,000 in 2028 buy 75.
    made = planned(_TWO_YEARS, _budget("2027: 100_000 USD, 2028: 100_000 USD", "carry: 50%,"))

    assert sum(units(made, quarters=8)) == close(75)
    assert made.joint_gain == close(150_000)


def test_money_left_is_lost_where_nothing_may_be_carried() -> None:
    made = planned(_TWO_YEARS, _budget("2027: 100_000 USD, 2028: 100_000 USD"))

    assert sum(units(made, quarters=8)) == close(50)


_TWO_YEARS = """
    horizon: {years: 2}
    needs: {army: {quantity: {by_year: {2027: 0, 2028: 400}}}}
"""


def test_fiscal_year_begins_on_its_own_day() -> None:
    # The fiscal year 2027 ends with Q3: its money counts three quarters of 100,000 and buys 37.5. The year 2028 has one
    # quarter within the horizon, 25,000: 12.5.
    made = planned(_budget("2027: 100_000 USD", "fiscal_year: 10-01,"))

    assert sum(units(made)[:3]) == close(37.5)
    assert units(made)[3] == close(12.5)


def test_receipts_can_be_spent_unless_the_account_says_otherwise() -> None:
    # The maker's own money makes 20; each sale earns 2,000, more than the next one costs: all 320 are made. Where
    # receipts may not be spent, 20,000 make 20.
    earns = "parties: {maker: {budgets: {cash: {by_year: {2027: 20_000 USD}}}}}"
    without = "parties: {maker: {budgets: {cash: {earns: false, by_year: {2027: 20_000 USD}}}}}"

    assert planned(earns).joint_gain == close(640_000)
    assert planned(without).joint_gain == close(20 * 2_000)


def test_alternative_is_avoided_only_as_far_as_walking_away_would_buy_it() -> None:
    # 200,000 buy 40 missiles at 5,000 when walking away. With the deal they buy 160 drones at 1,250: the first 40 are
    # worth 5,000, the other 120 the declared 1,500, and each costs 1,000 to make: 200,000 + 180,000 - 160,000 =
    # 220,000. Walking away is worth nothing: what is bought is worth what it costs.
    made = planned(_AVOIDS, _budget("2027: 200_000 USD"))

    assert sum(units(made)) == close(160)
    assert made.joint_walk_away == close(0)
    assert made.joint_gain == close(220_000)
    assert made.parties["buyer"].breakup.savings == close(0)
    assert made.parties["buyer"].breakup.forces == close(180_000)


def test_dear_alternative_nobody_could_pay_for_saves_nothing() -> None:
    # No budget for it: 20 a quarter are bought anyway, so 80 count at 5,000. Then an empty budget: none.
    rich, poor = planned(_AVOIDS), plan(small(_AVOIDS, _budget("2027: 0 USD")), costs=False)

    assert rich.joint_gain == close(80 * 5_000 + 240 * 1_500 - 320 * 1_000)
    assert poor.joint_gain == close(0)


def test_walking_away_really_buys_what_it_could_avoid_whatever_the_kinks() -> None:
    # An alternative is worth just what it costs, so a planner is indifferent; an existing licence with tiers makes the
    # no-deal plan an integer program. Own forces still count on the 20 a quarter they would buy.
    made = planned(
        _AVOIDS,
        """
        parties: {owner: {kind: company, discount_rate: 0%}}
        systems: {boat: {domain: sea, effects: {patrol: 1}, unit_cost: 1_000 USD, ageing: 100%}}
        sites: {works: {in: UA, of: maker, makes: [boat], capacity: 20/quarter}}
        needs:
          army: {own: true}
          navy: {of: buyer, service: Navy, role: patrol, kind: flow, quantity: 30/quarter,
                 worth: {then: [[1_000, 3_000 USD]]}}
        terms:
          boats: {kind: purchase, status: existing, seller: maker, buyer: buyer, systems: [boat], price: 2_000 USD}
          licence: {kind: licence, status: existing, licensor: owner, licensee: maker, systems: [boat], sites: [works],
                    base: cost, tiers: {mode: marginal, over: year,
                                        tiers: [{above: 0, rate: 5%}, {above: 30_000, rate: 2%}]}}
        """,
    )

    assert [one.without_deal for one in made.served if one.need == "army"] == close([20] * 4)
    assert made.joint_gain == close(80 * 5_000 + 240 * 1_500 - 320 * 1_000)


_AVOIDS = """
    needs: {army: {worth: {avoids: missile, then: [[10_000, 1_500 USD]]}}}
    alternatives: {missile: {for: buyer, role: strike, unit_cost: 5_000 USD, capacity: 20/quarter}}
    terms: {sale: {price: 1_250 USD}}
"""


def test_own_forces_keep_what_they_have_without_the_deal() -> None:
    # The line makes 100. Without the deal 70 go to the host's forces, worth no more than they cost it: 1,500. The
    # buyer, who values them at 3,000, would take 80; only 30 are left: 4 x 30 x 2,000.
    made = planned(_HOST.format(own="true"))

    assert units(made, need="front") == close([70] * 4)
    assert units(made, need="army") == close([30] * 4)
    assert made.joint_gain == close(240_000)


def test_forces_not_marked_own_give_way_to_whoever_values_units_more() -> None:
    # Now 80 go abroad and 20 stay: 4 x (80 x 2,000 + 20 x 500) against 4 x 70 x 500: 680,000 - 140,000.
    made = planned(_HOST.format(own="false"))

    assert units(made, need="front") == close([20] * 4)
    assert made.joint_gain == close(540_000)


_HOST = """
    parties: {{host: {{kind: state, discount_rate: 0%}}}}
    needs: {{front: {{of: host, service: forces, own: {own}, role: strike, kind: flow, quantity: 70/quarter,
                      worth: {{then: [[10_000, 1_500 USD]]}}}}}}
    terms: {{orders: {{kind: purchase, status: existing, seller: maker, buyer: host, systems: [drone],
                       price: 1_500 USD}}}}
"""


def test_values_are_discounted_to_the_first_day_of_the_horizon() -> None:
    # Cost and worth count on the last business day of the middle month, the price a year later by the calendar.
    made = planned(_RATES.format(maker="10%", buyer="10%"))
    delivered = [1.10 ** -(_days(2027, month, day) / 365.25) for month, day in _MIDDLE]
    later = [1.10 ** -(_days(2028, month, day) / 365.25) for month, day in _MIDDLE]

    assert made.joint_gain == close(80 * 2_000 * sum(delivered))
    assert gains(made)["maker"] == close(80 * (2_500 * sum(later) - 1_000 * sum(delivered)))
    assert gains(made)["buyer"] == close(80 * (3_000 * sum(delivered) - 2_500 * sum(later)))
    assert made.parties["maker"].breakup.timing == close(0)


def test_unequal_rates_gain_by_timing_what_the_joint_value_does_not_count() -> None:
    # Paid a year late at 20% to the maker, 5% to the buyer: payments lose in between, and only `timing` knows.
    made = planned(_RATES.format(maker="20%", buyer="5%"))
    later = [_days(2028, month, day) / 365.25 for month, day in _MIDDLE]
    lost = sum(80 * 2_500 * (1.20**-year - 1.05**-year) for year in later)

    assert sum(gains(made).values()) - made.joint_gain == close(lost)
    assert sum(one.breakup.timing for one in made.parties.values()) == close(lost)


_RATES = """
    parties: {{maker: {{discount_rate: {maker}}}, buyer: {{discount_rate: {buyer}}}}}
    terms: {{sale: {{price: 2_500 USD, pay_after: 12 months}}}}
"""
_MIDDLE = ((2, 26), (5, 31), (8, 31), (11, 30))


def _days(year: int, month: int, day: int) -> int:
    """Days from the first of January 2027; a payment of a whole number of months falls on the same day of the month."""
    return (date(year, month, day) - date(2027, 1, 1)).days


def test_capital_is_spent_on_the_first_day_and_making_before_delivery() -> None:
    # Two quarters from making to delivery: cost at Q1 and Q2, worth and price at Q3 and Q4.
    made = planned(
        "parties: {maker: {discount_rate: 8%}, buyer: {discount_rate: 8%}}", "terms: {sale: {lead: 6 months}}"
    )
    factor = [1.08 ** -(_days(2027, month, day) / 365.25) for month, day in _MIDDLE]

    assert made.joint_gain == close(80 * (3_000 * (factor[2] + factor[3]) - 1_000 * (factor[0] + factor[1])))


def test_tax_moves_profit_to_the_state_and_changes_no_joint_gain() -> None:
    # A fifth of 4 x 80 x (2,000 - 1,000) = 320,000.
    made = planned("""
        parties: {host: {kind: state, discount_rate: 0%}, maker: {tax: 20%, taxed_by: host}}
    """)

    assert made.joint_gain == close(640_000)
    assert gains(made) == close({"maker": 256_000, "buyer": 320_000, "host": 64_000})


def test_compensation_lifts_a_party_over_its_walk_away() -> None:
    # At 900 a drone the maker loses 4 x 80 x 100 = 32,000; a lump of 40,000 leaves it 8,000.
    short = plan(small("terms: {sale: {price: 900 USD, least: 320/year}}"), costs=False)
    made = planned("""
        terms:
          sale: {price: 900 USD, least: 320/year}
          lump: {kind: compensation, payer: buyer, payee: maker, amount: 40_000 USD}
    """)

    assert short.status == "no zone"
    assert "32,000 USD is missing, maker by 32,000" in short.because
    assert gains(made) == close({"maker": 8_000, "buyer": 632_000})


def test_what_a_party_states_of_its_walk_away_must_be_met_as_well() -> None:
    # The maker would have 400,000 that no plan can see. Its line makes 80 a quarter, which bring it 320,000: 80,000
    # short.
    deal = small("parties: {maker: {walk_away: {adds: 400_000 USD}}}", "sites: {line: {capacity: 80/quarter}}")
    made = plan(deal, costs=False)

    assert made.status == "no zone"
    assert "maker by 80,000" in made.because


def test_existing_sale_at_a_loss_goes_on_when_walking_away() -> None:
    # Without the deal the maker sells 50 a quarter at a loss of 100 each to a host who values them at 3,000, for an
    # existing contract goes on. With the deal 80 more are made: nothing changes for the host.
    made = planned("""
        parties: {host: {kind: state, discount_rate: 0%}}
        sites: {line: {capacity: 200/quarter}}
        needs: {front: {of: host, service: forces, role: strike, kind: flow, quantity: 50/quarter,
                        worth: {then: [[10_000, 3_000 USD]]}}}
        terms: {orders: {kind: purchase, status: existing, seller: maker, buyer: host, systems: [drone],
                         price: 900 USD}}
    """)

    assert made.parties["maker"].walk_away == close(-4 * 50 * 100)
    assert gains(made) == close({"maker": 320_000, "buyer": 320_000, "host": 0})


def test_balance_of_a_swap_is_one_whatever_accounts_its_sides_have() -> None:
    # The same swap with the maker's needs in two accounts: what is settled rests on both sides' goods, not on one account's.
    made = planned("""
        systems: {missile: {domain: air, effects: {defence: 1}, unit_cost: 8_000 USD, ageing: 100%}}
        sites: {works: {in: US, of: buyer, makes: [missile], capacity: 10/quarter}}
        parties: {maker: {budgets: {air: {by_year: {2027: 10M USD}}, sea: {by_year: {2027: 10M USD}}}}}
        needs:
          army: {quantity: 40/quarter, worth: {then: [[10_000, 1_500 USD]]}}
          shield: {of: maker, service: forces, role: defence, kind: flow, quantity: 3/quarter, account: air,
                   worth: {then: [[10_000, 20_000 USD]]}}
          fleet: {of: maker, service: fleet, role: defence, kind: flow, quantity: 2/quarter, account: sea,
                  worth: {then: [[10_000, 20_000 USD]]}}
        terms:
          sale: "null"
          barter: {kind: swap, one: maker, other: buyer, one_gives: {drone: 1_000 USD},
                   other_gives: {missile: 10_000 USD}}
    """)

    assert paid(made, "barter/balance") == pytest.approx([0, 0, 0, -40_000])
    assert gains(made) == close({"maker": 200_000, "buyer": 120_000})


def test_swap_pays_in_goods_and_settles_the_balance_in_money() -> None:
    # 40 drones a quarter at 1,000 in the account against 5 missiles at 10,000: 160,000 against 200,000 in the year.
    # So the one who gives drones owes 40,000 at the end. Gains: worth less making, 4 x (40 x 500 + 5 x 12,000) =
    # 320,000; buyer 4 x (40 x 1,500 - 5 x 8,000) + 40,000 = 120,000; maker 4 x (5 x 20,000 - 40 x 1,000) - 40,000 =
    # 200,000.
    made = planned("""
        systems: {missile: {domain: air, effects: {defence: 1}, unit_cost: 8_000 USD, ageing: 100%}}
        sites: {works: {in: US, of: buyer, makes: [missile], capacity: 10/quarter}}
        needs:
          army: {quantity: 40/quarter, worth: {then: [[10_000, 1_500 USD]]}}
          shield: {of: maker, service: forces, role: defence, kind: flow, quantity: 5/quarter,
                   worth: {then: [[10_000, 20_000 USD]]}}
        terms:
          sale: "null"
          barter: {kind: swap, one: maker, other: buyer, one_gives: {drone: 1_000 USD},
                   other_gives: {missile: 10_000 USD}}
    """)

    assert units(made, system="drone") == close([40] * 4)
    assert units(made, system="missile") == close([5] * 4)
    assert paid(made, "barter/balance") == pytest.approx([0, 0, 0, -40_000])
    assert made.joint_gain == close(320_000)
    assert gains(made) == close({"maker": 200_000, "buyer": 120_000})
