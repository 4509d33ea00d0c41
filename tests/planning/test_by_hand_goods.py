"""Small deals solved by hand: what sites make, what is scarce, what time does. The base deal stands in ``small``."""

from dronedeal.planning import plan
from tests.planning.small import close, gains, planned, served, small, units


def test_nothing_in_the_way_serves_the_whole_need() -> None:
    # 4 quarters x 80 x (3,000 - 1,000) = 640,000; the price of 2,000 halves it.
    made = planned()

    assert units(made, term="sale") == close([80, 80, 80, 80])
    assert made.joint_gain == close(640_000)
    assert gains(made) == close({"maker": 320_000, "buyer": 320_000})


def test_capacity_bounds_what_is_made_and_is_named_with_its_rate() -> None:
    # The army could use 150 a quarter, the line makes 100: 4 x 100 x 2,000. One more a quarter would bring 4 x 2,000.
    made = planned("needs: {army: {quantity: 150/quarter}}")

    assert units(made) == close([100, 100, 100, 100])
    assert made.joint_gain == close(800_000)
    assert {one.path: one.rate for one in made.binding} == close({"sites.line.capacity": 8_000})


def test_capacity_is_shared_by_what_each_system_takes_of_it() -> None:
    # A boat takes 4 of the line and brings 10,000 - 1,000 = 9,000: 2,250 for each of the line, more than a drone's
    # 2,000. So 15 boats first (60 of the line), and 40 drones with what is left: 4 x (15 x 9,000 + 40 x 2,000) =
    # 860,000.
    made = planned("""
        systems: {boat: {domain: sea, effects: {patrol: 1}, unit_cost: 1_000 USD, ageing: 100%}}
        sites: {line: {makes: [drone, boat], takes: {boat: 4}}}
        needs: {navy: {of: buyer, service: Navy, role: patrol, kind: flow, quantity: 15/quarter,
                       worth: {then: [[10_000, 10_000 USD]]}}}
        terms: {sale: {systems: [drone, boat]}}
    """)

    assert units(made, system="boat") == close([15] * 4)
    assert units(made, system="drone") == close([40] * 4)
    assert made.joint_gain == close(860_000)


def test_reserve_keeps_idle_capacity_from_other_buyers() -> None:
    # 60% of 100 are kept for the host, so 40 may be sold abroad: 4 x 40 x 2,000. One more of capacity lets 0.4 more go.
    made = planned("""
        parties: {host: {kind: state, discount_rate: 0%}}
        sites: {line: {reserve: 60%, reserved_for: host}}
    """)

    assert units(made) == close([40] * 4)
    assert made.joint_gain == close(320_000)


def test_line_starts_no_earlier_than_its_date() -> None:
    made = planned("sites: {line: {from: 2027-Q3}}")

    assert units(made) == close([0, 0, 80, 80])
    assert made.joint_gain == close(320_000)


def test_line_under_a_clause_makes_only_while_the_right_holds() -> None:
    # The right holds in the second and third quarter: 2 x 80 x 2,000.
    made = planned("""
        parties: {owner: {kind: company, discount_rate: 0%}}
        sites: {line: {under: right}}
        terms: {right: {kind: licence, licensor: owner, licensee: maker, systems: [drone], sites: [line],
                        royalty: 5%, since: 2027-Q2, until: 2027-Q4}}
    """)

    assert units(made) == close([0, 80, 80, 0])
    assert made.joint_gain == close(320_000)


def test_lead_time_moves_making_before_delivery() -> None:
    # Made in Q1 and Q2, delivered two quarters later. In Q3 and Q4 the line may make nothing that still arrives.
    made = planned("terms: {sale: {lead: 6 months}}")

    assert units(made) == close([0, 0, 80, 80])
    assert made.joint_gain == close(320_000)


def test_bought_capacity_pays_if_the_quarters_left_earn_more_than_its_capital() -> None:
    # Newsvendor-like break-even. Two years; a line bought in Q1 gives its first units two quarters later, so 6
    # quarters of 3,000 - 1,000 each: 12,000 for a unit a quarter. Capital counts for a unit a year: 4 x 2,900 =
    # 11,600 pays.
    made = planned(_BUILT.format(capital="2_900 USD", more=""))

    assert made.built == {"line": close((50, *[0] * 7))}
    assert units(made, quarters=8) == close([0, 0, *[50] * 6])
    assert made.joint_gain == close(50 * (12_000 - 11_600))


def test_bought_capacity_does_not_pay_just_above_its_break_even() -> None:
    # 4 x 3,100 = 12,400 is more than the 12,000 it earns.
    made = planned(_BUILT.format(capital="3_100 USD", more=""))

    assert made.built == {}
    assert made.joint_gain == close(0)


def test_ramp_lowers_the_break_even_of_bought_capacity() -> None:
    # Over two quarters of ramp it makes half, then all: 0.5 + 5 = 5.5 quarters, 11,000. 4 x 2,700 = 10,800 pays,
    # 4 x 2,900 = 11,600 does no longer.
    made = planned(_BUILT.format(capital="2_700 USD", more="ramp: 6 months,"))
    dearer = planned(_BUILT.format(capital="2_900 USD", more="ramp: 6 months,"))

    assert units(made, quarters=8) == close([0, 0, 25, *[50] * 5])
    assert made.joint_gain == close(50 * (11_000 - 10_800))
    assert dearer.joint_gain == close(0)


def test_fixed_capital_is_spent_once_or_not_at_all() -> None:
    # 50 x (12,000 - 11,600) = 20,000 bears a fixed 15,000, not a fixed 25,000.
    borne = planned(_BUILT.format(capital="2_900 USD", more="fixed: 15_000 USD,"))
    too_much = planned(_BUILT.format(capital="2_900 USD", more="fixed: 25_000 USD,"))

    assert borne.joint_gain == close(5_000)
    assert too_much.built == {}
    assert too_much.joint_gain == close(0)


_BUILT = """
    horizon: {{years: 2}}
    sites: {{line: {{capacity: null, build: {{capital: {capital}, {more} most: 50/quarter, lead: 6 months}}}}}}
    terms: {{sale: {{price: 2_990 USD}}}}
"""


def test_scarce_crews_bound_what_can_be_used() -> None:
    # Half a crew a drone, 30 crews a quarter: 60 drones. They count when delivered, one quarter after being made.
    made = planned("""
        bottlenecks: {crews: {supply: 30/quarter, at: use, of: buyer, takes: {drone: 0.5}}}
        terms: {sale: {lead: 3 months}}
    """)

    assert units(made) == close([0, 60, 60, 60])
    assert made.joint_gain == close(3 * 60 * 2_000)


def test_scarce_components_go_where_each_earns_most() -> None:
    # 60 components a quarter. A drone takes 1 and brings 2,000; a boat takes 3 and brings 4,500, so 1,500 for each.
    # Drones first, as many as can be used (40); the 20 left make 20/3 boats: 4 x (40 x 2,000 + 20/3 x 4,500) = 440,000.
    made = planned(_SCARCE)

    assert units(made, system="drone") == close([40] * 4)
    assert units(made, system="boat") == close([20 / 3] * 4)
    assert made.joint_gain == close(440_000)


def test_systems_counted_whole_make_room_for_one_more() -> None:
    # As above, boats and drones counted whole: 40 drones leave 20 components, 6 boats and a rest of 2. One drone fewer
    # frees what a seventh boat lacks: 4 x (39 x 2,000 + 7 x 4,500) = 438,000, more than 4 x (80,000 + 27,000).
    made = planned(_SCARCE, "systems: {drone: {whole: true}, boat: {whole: true}}")

    assert units(made, system="drone") == close([39] * 4)
    assert units(made, system="boat") == close([7] * 4)
    assert made.joint_gain == close(438_000)


def test_half_a_unit_of_capacity_makes_no_whole_unit() -> None:
    # A line of 62.5 a quarter makes 62 whole drones, and half of one is never left for the quarter after.
    made = planned("sites: {line: {capacity: 62.5/quarter}}", "systems: {drone: {whole: true}}")

    assert units(made) == close([62] * 4)
    assert made.joint_gain == close(4 * 62 * 2_000)
    assert made.gap == close(0)


_SCARCE = """
    systems: {boat: {domain: sea, effects: {patrol: 1}, unit_cost: 1_000 USD, ageing: 100%}}
    sites: {line: {makes: [drone, boat]}}
    bottlenecks: {seekers: {supply: 60/quarter, at: production, takes: {drone: 1, boat: 3}}}
    needs:
      army: {quantity: 40/quarter}
      navy: {of: buyer, service: Navy, role: patrol, kind: flow, quantity: 10/quarter, worth: {then: [[10_000,
                                                                                                       5_500 USD]]}}
    terms: {sale: {systems: [drone, boat]}}
"""


def test_barred_kit_gives_way_to_the_dear_one_from_its_date() -> None:
    # Cleared drones cost half as much again. Barred from Q3: 80 x (2 x 2,000 + 2 x 1,500) = 560,000.
    made = planned(_BARRED)

    assert units(made, kit="as_is") == close([80, 80, 0, 0])
    assert units(made, kit="cleared") == close([0, 0, 80, 80])
    assert made.joint_gain == close(560_000)


def test_relief_reopens_the_barred_kit() -> None:
    # The rule is lifted in Q4: 80 x (3 x 2,000 + 1,500) = 600,000.
    made = planned(
        _BARRED, "terms: {waiver: {kind: relief, by: buyer, to: maker, rule: covered_list, since: 2027-Q4}}"
    )  # fmt: skip

    assert units(made, kit="as_is") == close([80, 80, 0, 80])
    assert made.joint_gain == close(600_000)


def test_kit_is_made_no_earlier_than_it_can_be_built() -> None:
    # The cleared kit exists from Q4 on; in Q3 nothing may be delivered: 80 x (2 x 2,000 + 1,500).
    made = planned(_BARRED, "systems: {drone: {kits: {cleared: {from: 2027-Q4}}}}")

    assert units(made) == close([80, 80, 0, 80])
    assert made.joint_gain == close(440_000)


_BARRED = """
    systems:
      drone:
        kits: {as_is: {}, cleared: {extra_cost: 50%}}
        barred: [{kit: as_is, buyer: buyer, from: 2027-Q3, rule: covered_list}]
"""


def test_stock_holds_no_more_than_a_shelf_life_keeps() -> None:
    # 150 held, each effect counting for two quarters: of any two quarters no more than 150, so 300 over the year.
    made = planned("""
        needs: {army: {kind: stock, quantity: 100/quarter, stock: 150, shelf_life: 6 months}}
    """)

    assert sum(units(made)) == close(300)
    assert all(one + other <= 150 + 1e-3 for one, other in zip(units(made), units(made)[1:], strict=False))
    assert made.joint_gain == close(600_000)


def test_stored_effect_is_held_while_it_ages_less_than_it_earns() -> None:
    # 300 wanted in Q4 alone, 100 made a quarter, a tenth of the effect lost each quarter in store, an effect worth
    # 1,200. Of Q3's a unit brings 0.9 x 1,200 = 1,080 > 1,000; of Q2's 0.81 x 1,200 = 972 < 1,000. So 100 made in
    # each of Q3 and Q4: 100 x 80 + 100 x 200 = 28,000, and 190 effects served.
    made = planned("""
        systems: {drone: {ageing: 10%}}
        needs: {army: {quantity: {by_quarter: {2027-Q1: 0, 2027-Q4: 300}}, worth: {then: [[10_000, 1_200 USD]]}}}
        terms: {sale: {price: 1_050 USD}}
    """)

    assert units(made) == close([0, 0, 100, 100])
    assert served(made, "army") == close({0: 0, 1: 0, 2: 0, 3: 190})
    assert made.joint_gain == close(28_000)


def test_update_feed_slows_ageing() -> None:
    # Half the loss: Q3's bring 0.95 x 1,200 = 1,140, Q2's 0.9025 x 1,200 = 1,083, Q1's 0.857375 x 1,200 = 1,028.85: all
    # pay. But only 300 effects are wanted: Q4's 100, Q3's 95 and Q2's 90.25 make 285.25, and the 14.75 that lack take
    # 14.75 / 0.857375 units of Q1.
    made = planned("""
        systems: {drone: {ageing: 10%}}
        technologies: {feed: {owner: maker, systems: [drone], slows_ageing: 50%}}
        needs: {army: {quantity: {by_quarter: {2027-Q1: 0, 2027-Q4: 300}}, worth: {then: [[10_000, 1_200 USD]]}}}
        terms:
          sale: {price: 1_005 USD}
          feed: {kind: technology, owner: maker, user: buyer, technologies: [feed], updates: 100 USD}
    """)

    assert units(made) == close([14.75 / 0.857375, 100, 100, 100])
    assert made.joint_gain == close(300 * 1_200 - (300 + 14.75 / 0.857375) * 1_000)


def test_diminishing_worth_stops_where_a_step_is_worth_less_than_it_costs() -> None:
    # 100 a year at 3,000, 100 more at 1,500, the rest at 900 < 1,000: 100 x 2,000 + 100 x 500 = 250,000.
    made = planned("""
        needs: {army: {worth: {then: [[100, 3_000 USD], [200, 1_500 USD], [400, 900 USD]]}}}
    """)

    assert sum(units(made)) == close(200)
    assert made.joint_gain == close(250_000)


def test_worth_diminishes_anew_each_year() -> None:
    # The first 100 of each of two years at 3,000, whatever comes after at 900: 2 x 100 x 2,000.
    made = planned("""
        horizon: {years: 2}
        needs: {army: {worth: {then: [[100, 3_000 USD], [400, 900 USD]]}}}
    """)

    assert sum(units(made, quarters=8)) == close(200)
    assert made.joint_gain == close(400_000)


def test_effect_and_support_count_for_each_unit() -> None:
    # Half an effect a drone, and 200 of support: 0.5 x 3,000 - 1,000 - 200 = 300 a drone; 100 drones give 50 effects.
    made = planned("""
        systems: {drone: {effects: {strike: 0.5}, support: 200 USD}}
        terms: {sale: {price: 1_100 USD}}
    """)

    assert units(made) == close([100] * 4)
    assert made.joint_gain == close(400 * 300)


def test_learning_follows_the_reference_path_not_the_plan() -> None:
    # 20% less at each doubling of 100 made so far, 100 a quarter: multiples of the first cost 1, 0.8, 3^log2(0.8),
    # 0.64.
    made = planned("""
        systems: {drone: {learning: {per_doubling: 20%, produced_to_date: 100, output: 100/quarter}}}
    """)
    third = 3**-0.3219280948873623

    assert made.joint_gain == close(80 * (4 * 3_000 - 1_000 * (1 + 0.8 + third + 0.64)))


def test_event_closes_the_clauses_it_names_while_it_lasts() -> None:
    # Deliveries pause in Q2 and Q3.
    made = planned("""
        events: {offensive: {on: 2027-Q2, lasts: 2}}
        terms: {pause: {kind: callback, state: buyer, partner: maker, terms: [sale], event: offensive}}
    """)

    assert units(made) == close([80, 0, 0, 80])


def test_what_a_clause_costs_counts_a_line_that_is_opened_or_not() -> None:
    # 640,000 earned with a line that takes 300,000 to open and 160,000 for 80 a quarter; without the sale, nothing at all.
    made = plan(
        small(
            """
            sites: {line: {capacity: "null", build: {capital: 500 USD, fixed: 300_000 USD, most: 100/quarter, lead: 0 days}}}
            terms: {sale: {price: 2_700 USD}}
            """
        )
    )

    (sale,) = made.clauses
    assert sale.cost == close(-180_000)
    assert sale.by_party == close({"maker": -(320 * 1_700 - 460_000), "buyer": -320 * 300})


def test_opening_stock_takes_room_for_its_shelf_life() -> None:
    # 100 of the 150 held are there already and count for two quarters: 50 can be added in the first half, 150 after.
    made = planned("""
        needs: {army: {kind: stock, quantity: 200/quarter, stock: 150, shelf_life: 6 months, opening: 100}}
    """)

    assert units(made)[0] + units(made)[1] == close(50)
    assert units(made)[2] + units(made)[3] == close(150)


def test_opening_effect_is_used_before_anything_is_bought() -> None:
    # 100 in store, a tenth lost a quarter: 80 of them used in Q1, 20 x 0.9 = 18 in Q2. The deal fills the other 62, 80, 80.
    made = planned("needs: {army: {opening: 100, ageing: 10%}}")

    assert units(made) == close([0, 62, 80, 80])
    assert served(made, "army") == close({0: 80, 1: 80, 2: 80, 3: 80})
    assert made.joint_gain == close((62 + 80 + 80) * 2_000)


def test_effect_left_in_store_is_worth_its_salvage() -> None:
    # Nothing ages, and an effect left is worth 1_100, a hundred more than it costs: the line runs full, 80 bring 2,000
    # each, the other 20 a quarter bring 100.
    made = planned(
        "systems: {drone: {ageing: 0%}}", "needs: {army: {salvage: 1_100 USD}}", "terms: {sale: {price: 1_050 USD}}"
    )

    assert sum(units(made)) == close(400)
    assert made.joint_gain == close(320 * 2_000 + 80 * 100)
    assert made.parties["buyer"].breakup.forces == close(320 * 3_000 + 80 * 1_100)


def test_capital_comes_back_as_far_as_the_line_is_worth_something_at_the_end() -> None:
    # A line of 80 a quarter costs 320 x 1,500 = 480,000 in capital, a quarter of which comes back: 640,000 - 360,000.
    made = planned(
        """
        sites: {line: {capacity: "null", build: {capital: 1_500 USD, most: 80/quarter, lead: 0 days, salvage: 25%}}}
        terms: {sale: {price: 2_700 USD}}
        """
    )

    assert made.built["line"][0] == close(80)
    assert made.joint_gain == close(640_000 - 360_000)
