"""Small deals solved by hand: open numbers and how a joint gain is split. The base deal stands in ``small``.

The rule: among joint optima, the payments that make the smallest gain largest, each relative to the most that party
could get. For two parties on a straight frontier that is the point of Kalai and Smorodinsky (1975).
"""

import pytest

from dronedeal.planning import plan
from tests.planning.small import close, gains, paid, planned, small, units


def test_two_parties_free_to_split_halve_the_gain() -> None:
    # 640,000 between a price of 1,000 (all to the buyer) and of 3,000 (all to the maker): 2,000.
    made = planned("terms: {sale: {price: {open: [1_000 USD, 3_000 USD]}}}")

    assert made.package == close({"terms.sale.price": 2_000})
    assert made.splits["maker"] == pytest.approx((0, 640_000), abs=0.64)
    assert made.splits["buyer"] == pytest.approx((0, 640_000), abs=0.64)
    assert gains(made) == close({"maker": 320_000, "buyer": 320_000})


def test_narrow_range_gives_equal_shares_of_what_each_could_get() -> None:
    # Between 1,000 and 2,000: the maker could get 320,000, the buyer 640,000. Equal shares s of these on the line
    # maker + buyer = 640,000: s = 2/3, so p = 1,666.67 at the quantum of a cent.
    made = planned("terms: {sale: {price: {open: [1_000 USD, 2_000 USD]}}}")

    assert made.package == close({"terms.sale.price": 1_666.67})
    assert made.splits["maker"] == pytest.approx((0, 320_000), abs=0.64)
    assert made.splits["buyer"] == pytest.approx((320_000, 640_000), abs=0.64)
    assert gains(made) == close({"maker": 320 * 666.67, "buyer": 320 * 1_333.33})


def test_split_does_not_hang_on_capacity_left_idle() -> None:
    # The same with a line of 1,000 a quarter: the price column is not at the corner of its quantity. Floors give way by
    # one part in a million of the 2,000,000 that a full line would bring.
    made = planned("""
        sites: {line: {capacity: 1_000/quarter}}
        terms: {sale: {price: {open: [1_000 USD, 2_000 USD]}}}
    """)

    assert made.package == close({"terms.sale.price": 1_666.67})
    assert gains(made) == pytest.approx({"maker": 320 * 666.67, "buyer": 320 * 1_333.33}, abs=5)


def test_price_is_rounded_to_its_quantum() -> None:
    made = planned("terms: {sale: {price: {open: [1_000 USD, 2_000 USD], quantum: 100 USD}}}")

    assert made.package == close({"terms.sale.price": 1_700})


def test_range_of_splits_holds_the_gain_of_everybody_money_reaches() -> None:
    # A fifth of the maker's profit goes to its state, whose gain so hangs on the price as well.
    made = planned("""
        parties: {host: {kind: state, discount_rate: 0%}, maker: {tax: 20%, taxed_by: host}}
        terms: {sale: {price: {open: [1_000 USD, 3_000 USD]}}}
    """)

    assert made.splits["host"] == pytest.approx((0, 128_000), abs=0.64)
    for party, (low, high) in made.splits.items():
        assert low - 1 <= made.parties[party].gain <= high + 1


@pytest.mark.parametrize(("party", "price"), [("buyer", 1_800), ("maker", 3_000)])
def test_best_answer_of_one_side_stops_at_the_floor_of_the_other(party: str, price: int) -> None:
    # Without the deal the maker sells all 80 it makes to a market at 1,800, which is what they are worth there. So it
    # takes no less than 1,800; and the buyer gives no more than 3,000.
    made = planned(_MARKET, weights={party: 1.0})

    assert made.package == close({"terms.sale.price": price})
    assert units(made, need="army") == close([80] * 4)
    assert gains(made)[party] == close(4 * 80 * 1_200)


def test_gain_is_split_above_what_walking_away_earns() -> None:
    # 320 x (3,000 - 1,800) = 384,000 between prices of 1,800 and 3,000: 2,400.
    made = planned(_MARKET)

    assert made.parties["maker"].walk_away == close(320 * 800)
    assert made.joint_gain == close(384_000)
    assert made.package == close({"terms.sale.price": 2_400})


_MARKET = """
    parties: {market: {kind: market, role: rival, discount_rate: 0%}}
    sites: {line: {capacity: 80/quarter}}
    needs: {rivals: {of: market, service: others, role: strike, kind: flow, quantity: 80/quarter,
                     worth: {then: [[10_000, 1_800 USD]]}}}
    terms:
      sale: {price: {open: [1_000 USD, 3_000 USD]}}
      rivals: {kind: purchase, status: existing, seller: maker, buyer: market, systems: [drone], price: 1_800 USD}
"""


def test_favoured_partner_pays_no_more_than_another_buyer() -> None:
    # The ally pays 1,500. Alone, the maker's best price from the buyer is 3,000; favoured, 1,500.
    free, tied = planned(_ALLY, weights={"maker": 1.0}), planned(_ALLY, _FAVOURED, weights={"maker": 1.0})

    assert free.package == close({"terms.sale.price": 3_000})
    assert tied.package == close({"terms.sale.price": 1_500})


def test_favour_ties_the_split_and_not_the_joint_gain() -> None:
    # 4 x 80 x 2,000 with the buyer and 4 x 20 x 2,000 with the ally. The maker gets m from the buyer and 80 x 500 =
    # 40,000 from the ally, 200,000 at most; the buyer gets 640,000 - m, at most all of it. Equal shares of these: (m
    # + 40,000) / 200,000 = (640,000 - m) / 640,000, so m = 0.8 x 128,000,000,000 / 840,000 = 121,904.76.
    made = planned(_ALLY, _FAVOURED)
    m = 0.8 * 128_000_000_000 / 840_000

    assert made.joint_gain == close(800_000)
    assert made.package["terms.sale.price"] == pytest.approx(1_000 + m / 320, abs=0.01)


_ALLY = """
    parties: {ally: {kind: state, discount_rate: 0%}}
    needs: {allied: {of: ally, service: Army, role: strike, kind: flow, quantity: 20/quarter,
                     worth: {then: [[10_000, 3_000 USD]]}}}
    terms:
      sale: {price: {open: [1_000 USD, 3_000 USD]}}
      allied: {kind: purchase, seller: maker, buyer: ally, systems: [drone], price: 1_500 USD}
"""
_FAVOURED = "terms: {favour: {kind: favoured_partner, seller: maker, partner: buyer, term: sale, others: [allied]}}"


_CHAINED = """
    parties: {owner: {kind: company, discount_rate: 0%}}
    sites: {line: {under: licence}}
    terms:
      sale: {price: {open: [1_000 USD, 3_000 USD]}}
      licence: {kind: licence, licensor: owner, licensee: maker, systems: [drone], sites: [line],
                royalty: {open: [0%, 100%]}}
"""


def test_open_royalty_on_an_openly_priced_sale_is_chained() -> None:
    # Three parties, 640,000 whatever is paid. What is reported is paid at one price and one rate, and they add up.
    made = planned(_CHAINED)
    price, rate = made.package["terms.sale.price"], made.package["terms.licence.royalty"]

    assert made.joint_gain == close(640_000)
    assert made.gap < 1e-6
    assert gains(made) == close(
        {"maker": 320 * (price * (1 - rate) - 1_000), "buyer": 320 * (3_000 - price), "owner": 320 * price * rate}
    )
    assert min(gains(made).values()) > 0


def test_chained_open_numbers_split_a_gain_equally() -> None:
    # Any split can be reached, so each gets a third, 213,333: p = 2,333.33 and r = 213,333 / (320 x p) = 28.57%.
    made = planned(_CHAINED)

    for gain in gains(made).values():
        assert gain == pytest.approx(640_000 / 3, rel=0.01)


def test_price_as_a_multiple_follows_cost() -> None:
    # 1.1 to 1.5 times a cost of 1,000: the best of the buyer is 1.1.
    made = planned("terms: {sale: {price: {open: [1.1, 1.5], times: unit_cost}}}", weights={"buyer": 1.0})

    assert paid(made, "sale/price") == close([80 * 1_100] * 4)


def test_open_price_under_a_budget_buys_more_when_it_is_lower() -> None:
    # 100,000 buy 100 at 1,000: the joint best. Then no split is left but the one at the floor of the maker.
    made = planned("""
        parties: {buyer: {budgets: {defence: {by_year: {2027: 100_000 USD}}}}}
        terms: {sale: {price: {open: [1_000 USD, 3_000 USD]}}}
    """)

    assert sum(units(made)) == close(100)
    assert made.package == close({"terms.sale.price": 1_000})
    assert made.joint_gain == close(200_000)


def test_price_between_a_floor_and_a_budget_is_found_by_cutting_its_range() -> None:
    # Below 1,000 the maker loses, above it the 100,000 buy fewer drones. The relaxed program pays for 125 of them as if at 800
    # and is paid as if at more; only narrower ranges show that 1,000 is best.
    made = planned("""
        parties: {buyer: {budgets: {defence: {by_year: {2027: 100_000 USD}}}}}
        terms: {sale: {price: {open: [800 USD, 3_000 USD]}}}
    """)

    assert made.gap <= 1e-3
    assert made.joint_gain == pytest.approx(200_000, rel=2e-3)
    assert made.package["terms.sale.price"] == pytest.approx(1_000, rel=2e-3)
    assert gains(made)["maker"] >= -0.01


def test_zone_that_starts_in_the_middle_of_a_range_is_found() -> None:
    # The maker walks away with 50,000 and the buyer has 100,000 to spend: 100,000 / p x (p - 1,000) >= 50,000 from p = 2,000
    # on, where 50 drones are worth 150,000. Relaxed, more are paid as if at less and earned as if at more.
    made = planned("""
        parties:
          maker: {walk_away: {adds: 50_000 USD}}
          buyer: {budgets: {defence: {by_year: {2027: 100_000 USD}}}}
        terms: {sale: {price: {open: [1_000 USD, 3_000 USD]}}}
    """)

    assert made.gap <= 1e-3
    assert made.joint_gain == pytest.approx(50_000, rel=2e-3)
    assert made.package["terms.sale.price"] == pytest.approx(2_000, rel=2e-3)


def test_favour_is_kept_on_a_coarse_quantum() -> None:
    # Multiples of 250 from 1,500 that are no more than the ally's 1,700: only 1,500. The line makes 80 a quarter.
    made = planned("""
        parties: {ally: {kind: state, discount_rate: 0%}}
        sites: {line: {capacity: 80/quarter}}
        needs: {allied: {of: ally, service: Army, role: strike, kind: flow, quantity: 20/quarter,
                         worth: {then: [[10_000, 1_700 USD]]}}}
        terms:
          sale: {price: {open: [1_500 USD, 3_200 USD], quantum: 250 USD}}
          allied: {kind: purchase, seller: maker, buyer: ally, systems: [drone], price: 1_700 USD}
          favour: {kind: favoured_partner, seller: maker, partner: buyer, term: sale, others: [allied]}
    """)

    assert made.package == close({"terms.sale.price": 1_500})
    assert gains(made) == close({"maker": 160_000, "buyer": 480_000, "ally": 0})


def test_price_range_that_reaches_nobodys_floor_has_no_zone() -> None:
    # Drones cost 1,000 and are worth 3,000; at 3,500 and more nobody buys any: the best deal is none.
    made = planned("terms: {sale: {price: {open: [3_500 USD, 4_000 USD]}}}")
    bound = plan(small("terms: {sale: {price: {open: [3_500 USD, 4_000 USD]}, least: 100/year}}"), costs=False)

    assert made.joint_gain == pytest.approx(0, abs=2)
    assert bound.status == "no zone"
    assert "buyer by 50,000" in bound.because


def test_no_package_of_a_grid_balances_better_than_the_one_chosen() -> None:
    # A royalty with an advance and a cap, and a levy on it, both open: what each gains is no linear function of both.
    document = """
        horizon: {years: 2}
        parties: {owner: {kind: company, discount_rate: 0%}, host: {kind: state, discount_rate: 0%}}
        sites: {line: {under: licence}}
        terms:
          licence: {kind: licence, licensor: owner, licensee: maker, systems: [drone], sites: [line],
                    royalty: {open: [0%, 20%]}, advance: {amount: 50_000 USD, unrecouped: kept, recoup: 50%}, cap: {total: 120_000 USD}}
          levy: {kind: export_levy, state: host, payer: owner, terms: [licence], share: {open: [0%, 50%]}}
    """
    made = planned(document)
    highs = {party: high for party, (_, high) in made.splits.items() if high > 1}

    def smallest(found: dict[str, float]) -> float:
        return min(found[party] / high for party, high in highs.items())

    chosen = smallest(gains(made))
    for royalty in (0.05, 0.1, 0.15, 0.2):
        for share in (0.1, 0.25, 0.4, 0.5):
            other = plan(
                small(document), costs=False, package={"terms.licence.royalty": royalty, "terms.levy.share": share}
            )
            assert other.status != "optimal" or smallest(gains(other)) <= chosen + 1e-3
