"""Small deals solved by hand: limits, securities, shares, rights and funds. The base deal stands in ``small``."""

from tests.planning.small import close, gains, paid, planned, units


def test_least_purchase_is_bought_beyond_what_it_is_worth() -> None:
    # 100 a year at 3,000, then 500 each: 100 would be best. 200 promised: 100 x 2,000 - 100 x 500 = 150,000.
    worth = "needs: {army: {worth: {then: [[100, 3_000 USD], [10_000, 500 USD]]}}}\nterms: {sale: {price: 1_200 USD}}"
    free, bound = planned(worth), planned(worth, "terms: {sale: {least: 200/year}}")

    assert free.joint_gain == close(200_000)
    assert sum(units(bound)) == close(200)
    assert bound.joint_gain == close(150_000)
    assert {one.path: one.rate for one in bound.binding}["terms.sale.least"] == close(-500)


def test_most_purchase_bounds_a_year() -> None:
    made = planned("terms: {sale: {most: 120/year}}")

    assert sum(units(made)) == close(120)
    assert made.joint_gain == close(240_000)


def test_exposure_limit_bounds_what_is_invoiced_each_quarter() -> None:
    # 100,000 a quarter are 50 drones.
    made = planned("""
        terms: {limit: {kind: security, by: exposure_limit, debtor: buyer, creditor: maker, terms: [sale],
                        amount: 100_000 USD}}
    """)

    assert units(made) == close([50] * 4)


def test_escrow_costs_only_the_time_it_is_held() -> None:
    # 100,000 on 1 January 2027, given back on 31 December: 364 days at 5% and 0% for the bank.
    made = planned("""
        parties: {bank: {kind: company, discount_rate: 0%}, buyer: {discount_rate: 5%}}
        terms: {escrow: {kind: security, by: escrow, debtor: buyer, creditor: maker, holder: bank,
                         terms: [sale], amount: 100_000 USD}}
    """)
    without = planned("parties: {buyer: {discount_rate: 5%}}")

    assert gains(without)["buyer"] - gains(made)["buyer"] == close(100_000 * (1 - 1.05 ** -(364 / 365.25)))
    assert made.joint_gain == close(without.joint_gain)


def test_retention_comes_later_and_the_advance_before_delivery() -> None:
    # 15% a quarter ahead, 10% a year after; the sum is the price.
    made = planned("terms: {sale: {advance: 15%, retention: 10%}}")
    due = {one.line: one.due - one.quarter for one in made.cash}

    assert paid(made, "sale/advance") == close([24_000] * 4)
    assert paid(made, "sale/retention") == close([16_000] * 4)
    assert paid(made, "sale/price") == close([120_000] * 4)
    assert due == {"terms.sale/advance": -1, "terms.sale/price": 0, "terms.sale/retention": 4}


def test_index_moves_the_price_beyond_its_dead_band() -> None:
    # Half the price follows an index that rises by 20%: a change of 10%, less a dead band of 4%: 2,000 x 1.06.
    made = planned("""
        terms: {sale: {index: {parts: [{weight: 50%, ratio: 1.2}], dead_band: 4%}}}
    """)

    assert paid(made, "sale/price") == close([80 * 2_120] * 4)


def test_output_is_split_by_its_shares_so_that_the_smaller_user_holds_it_back() -> None:
    # The host must get 40% of a year's output and can use 30 a quarter, 120 a year: 300 in all, 180 to the buyer, to
    # whom one is worth 1,600. Ten more would put 4 into idle stores and 6 x 1,600 = 9,600 < 10,000 into use. 180 x
    # 600 + 120 x 1,000 = 228,000.
    made = planned(_SHARED)

    assert sum(units(made, need="front")) == close(120)
    assert sum(units(made, need="army")) == close(180)
    assert made.joint_gain == close(228_000)


def test_idle_units_are_made_where_a_share_of_more_is_worth_it() -> None:
    # At 3,000 each, ten more bring 6 x 3,000 = 18,000 > 10,000: the line is full and 40 of the host's 160 lie idle.
    # 240 x 3,000 + 120 x 2,000 - 400 x 1,000 = 560,000.
    made = planned(_SHARED, "needs: {army: {worth: {then: [[10_000, 3_000 USD]]}}}")

    assert sum(units(made, need="front")) == close(160)
    assert made.joint_gain == close(560_000)


def test_shares_change_when_their_event_happens() -> None:
    # Until the event in 2028 all goes to the front, afterwards all to the army: 4 x 30 x 1,000 + 4 x 80 x 600.
    made = planned(
        _SHARED,
        """
        horizon: {years: 2}
        events: {ceasefire: {on: 2028-Q1}}
        terms: {venture: {output: {host: 100%, buyer: 0%}, output_after: {host: 0%, buyer: 100%}, event: ceasefire}}
        """,
    )

    assert units(made, quarters=8, need="front") == close([30] * 4 + [0] * 4)
    assert units(made, quarters=8, need="army") == close([0] * 4 + [80] * 4)
    assert made.joint_gain == close(312_000)


_SHARED = """
    parties: {host: {kind: state, discount_rate: 0%}}
    sites: {line: {under: venture}}
    needs:
      army: {worth: {then: [[10_000, 1_600 USD]]}}
      front: {of: host, service: forces, role: strike, kind: flow, quantity: 30/quarter,
              worth: {then: [[10_000, 2_000 USD]]}}
    terms:
      sale: "null"
      venture: {kind: joint_production, company: maker, sites: [line], systems: [drone], price: 1_500 USD,
                output: {host: 40%, buyer: 60%}}
"""


def test_capital_and_profit_of_a_venture_are_shared() -> None:
    # A line for 50 a quarter costs 50 x 4 x 500 = 100,000, of which the buyer brings 40%. It makes 200 in the year:
    # profit 200 x 1,000; 30% goes to the buyer. Buyer: 200 x 1,000 - 40,000 + 60,000; maker: 200,000 - 60,000 - 60,000.
    made = planned("""
        sites: {line: {under: venture, capacity: "null", build: {capital: 500 USD, most: 50/quarter, lead: 0 days}}}
        terms:
          sale: "null"
          venture: {kind: joint_production, company: maker, sites: [line], systems: [drone], price: 2_000 USD,
                    capital: {buyer: 40%}, profit: {buyer: 30%}, output: {buyer: 100%}}
    """)

    assert made.joint_gain == close(300_000)
    assert gains(made) == close({"buyer": 220_000, "maker": 80_000})


def test_declared_worth_of_a_technology_counts_by_the_quarter() -> None:
    # 40,000 a year declared, two quarters left of it; the fee of 5,000 is a payment.
    made = planned("""
        technologies: {link: {owner: maker, worth: {buyer: 40_000 USD}}}
        terms: {link: {kind: technology, owner: maker, user: buyer, technologies: [link], fee: 5_000 USD,
                       since: 2027-Q3}}
    """)

    assert made.joint_gain == close(660_000)
    assert made.parties["buyer"].breakup.declared == close(20_000)


def test_option_is_taken_where_its_user_can_bear_the_fee() -> None:
    # A declared worth of 30,000 against fees of 20,000 and of 900,000, more than all the buyer gains.
    option = """
        technologies: {{link: {{owner: maker, worth: {{buyer: 30_000 USD}}}}}}
        terms: {{link: {{kind: technology, owner: maker, user: buyer, technologies: [link], fee: {fee} USD,
                         optional: true}}}}
    """
    taken, left = planned(option.format(fee="20_000")), planned(option.format(fee="900_000"))

    assert taken.joint_gain == close(670_000)
    assert paid(taken, "link/fee") == close([20_000, 0, 0, 0])
    assert left.joint_gain == close(640_000)
    assert paid(left, "link/fee") == close([0, 0, 0, 0])


def test_fund_calls_stop_at_the_commitment() -> None:
    # The fund pays 60% of 100,000 capital; the buyer owes half of each call up to 20,000, the host half up to 50,000.
    made = planned("""
        parties: {host: {kind: state, discount_rate: 0%}, pool: {kind: fund, discount_rate: 0%,
                                                                 walk_away: {adds: -100_000 USD}}}
        sites: {line: {capacity: "null", build: {capital: 500 USD, most: 50/quarter, lead: 0 days}}}
        terms:
          reward: {kind: compensation, payer: maker, payee: host, amount: 35_000 USD}
          pool: {kind: fund, manager: pool, commitments: {buyer: 20_000 USD, host: 50_000 USD},
                 shares: {buyer: 50%, host: 50%},
                 finances: {line: 60%}}
    """)

    assert sum(paid(made, "pool/call/buyer")) == close(20_000)
    assert sum(paid(made, "pool/call/host")) == close(30_000)
    assert gains(made)["pool"] == close(90_000)
    assert made.joint_gain == close(300_000 + 100_000)  # over walking away, which the pool says costs it 100,000
