"""American federal money, clause by clause: drones of covered makers, telecommunications, chips, the Buy American test."""

from decimal import Decimal

import pytest

from tests.screening.asking import NOT_QUALIFYING, QUALIFYING, every_rule, judged, product, word


def federal(
    rest: str = "", *, days: str = "delivered: 2027-03-01", buyer: str = "US-federal-civil", asked: str = ""
) -> str:
    return f"{{buyer: {buyer}, {days}, asked: {{{asked}}}{', ' if rest else ''}{rest}}}"


# ---------------------------------------------------------------------------------------------- American Security Drone Act

HELD = ", lists: {US-FASC-ASDA: [Example Military Works]}"


def flown(maker: str, assembler: str = "line", *, parts: str = "", more: str = "", held: str = HELD) -> str:
    return (
        f"product: {{origin: {{manufactured: CN by {maker}, assembled: US by {assembler}}}}}, parts: {{{parts}}}, "
        "parties: {line: {name: Example Aero Inc, domicile: US, owners: {}}, "
        "listed: {name: Example Military Works, domicile: CN, owners: {}}, "
        "sub: {name: Sub, domicile: US, owners: {listed: {share: 60%}}}, "
        "minor: {name: Minor, domicile: US, owners: {listed: {share: 20%}}}, "
        "chinese: {name: Example Drones, domicile: CN, owners: {}}, taiwanese: {name: Taiwan Wings, domicile: TW, owners: {}}, "
        f"owned: {{name: Owned, domicile: US, owners: {{chinese: {{share: 70%}}}}}}{more}}}{held}"
    )


@pytest.mark.parametrize(
    ("maker", "assembler", "expected"),
    [
        ("listed", "line", "fail"),
        ("line", "listed", "fail"),
        ("sub", "line", "fail"),
        ("line", "sub", "fail"),
        ("minor", "line", "unknown"),
        ("line", "line", "pass"),
        ("chinese", "chinese", "pass"),
    ],
)
def test_the_drone_act_asks_who_makes_and_who_assembles_by_the_published_list(
    maker: str, assembler: str, expected: str
) -> None:
    assert word("US-FED-ASDA", federal(flown(maker, assembler))) == expected


@pytest.mark.parametrize(
    ("maker", "expected"),
    [("line", "pass"), ("chinese", "unknown"), ("taiwanese", "unknown"), ("owned", "unknown"), ("listed", "unknown")],
)
def test_without_the_list_of_the_council_no_foreign_maker_passes_the_drone_act(maker: str, expected: str) -> None:
    assert word("US-FED-ASDA", federal(flown(maker, held=""))) == expected


@pytest.mark.parametrize("held", [HELD, ""])
def test_a_drone_assembled_in_america_with_chinese_motors_passes_the_drone_act(held: str) -> None:
    parts = "motor: {categories: [motor], origin: {manufactured: CN by listed}}, eye: {categories: [camera_eo], origin: {manufactured: CN by listed}}"
    case = federal(flown("line", parts=parts, held=held))

    assert word("US-FED-ASDA", case) == "pass"
    assert judged("US-FED-ASDA", case).of("motor").word == "not_applicable"


@pytest.mark.parametrize("category", ["gcs_hardware", "data_link"])
def test_the_drone_act_reaches_elements_needed_to_operate_the_aircraft(category: str) -> None:
    parts = f"part: {{categories: [{category}], origin: {{manufactured: CN by %s}}}}"

    assert word("US-FED-ASDA", federal(flown("line", parts=parts % "listed"))) == "fail"
    assert word("US-FED-ASDA", federal(flown("line", parts=parts % "sub"))) == "fail"
    assert word("US-FED-ASDA", federal(flown("line", parts=parts % "line"))) == "pass"
    assert word("US-FED-ASDA", federal(flown("line", parts=parts % "chinese", held=""))) == "unknown"


def test_the_drone_act_binds_from_the_interim_rule_to_its_sunset() -> None:
    case = flown("listed")

    assert word("US-FED-ASDA", federal(case, days="delivered: 2024-11-11")) == "not_applicable"
    assert word("US-FED-ASDA", federal(case, days="delivered: 2024-11-12")) == "fail"
    assert word("US-FED-ASDA", federal(case, days="delivered: 2028-12-21")) == "fail"
    assert word("US-FED-ASDA", federal(case, days="delivered: 2028-12-22")) == "not_applicable"
    assert word("US-FED-ASDA", federal(case, days="signed: 2028-12-21, delivered: 2029-06-01")) == "fail"


def test_the_drone_act_reaches_grants_a_year_after_purchases() -> None:
    case = flown("listed")

    assert word("US-FED-ASDA", federal(case, days="delivered: 2025-12-21", buyer="US-federal-grantee")) != "fail"
    assert word("US-FED-ASDA", federal(case, days="delivered: 2025-12-22", buyer="US-federal-grantee")) == "fail"
    assert word("US-FED-ASDA", federal(case, days="delivered: 2025-12-21")) == "fail"


def test_the_drone_act_follows_federal_money_and_is_about_aircraft() -> None:
    case = flown("listed")

    assert word("US-FED-ASDA", federal(case, buyer="US-DoD")) == "fail"
    assert word("US-FED-ASDA", federal(case, buyer="US-state-local")) == "not_applicable"
    assert (
        word("US-FED-ASDA", federal(case, buyer="US-state-local", days="funds: US-grant, delivered: 2027-03-01"))
        == "fail"
    )
    assert word("US-FED-ASDA", federal(case + ", goods: ground")) == "not_applicable"


def test_the_drone_act_applies_to_off_the_shelf_items_and_small_purchases() -> None:
    assert (
        word("US-FED-ASDA", federal(flown("listed"), asked="is_cots: yes, below_simplified_threshold: yes")) == "fail"
    )


@pytest.mark.parametrize(
    "asked",
    [
        "asda_exemption: yes",
        "purpose: wildfire",
        "purpose: search_and_rescue",
        "purpose: intelligence",
        "purpose: tribal",
        "waiver_asda: yes",
    ],
)
def test_the_drone_act_has_exemptions_exceptions_and_a_waiver_each_with_its_paper(asked: str) -> None:
    cell = product("US-FED-ASDA", federal(flown("listed"), asked=asked))

    assert cell.word == "exempt"
    assert "proof" in cell.exemption


def test_the_drone_act_is_cited_under_either_number_of_the_clause() -> None:
    cited = " ".join(every_rule()["US-FED-ASDA"].citation)

    assert "52.240-1 " in cited
    assert "52.240-91" in cited


# --------------------------------------------------------------------------------------------------------- section 889

PART = (
    "parts: {box: {categories: [airframe]}, part: {categories: [%s], inside: box, origin: {manufactured: CN by maker}, facts: {%s}}}, "
    "parties: {maker: {name: %s, domicile: CN, owners: %s}, parent: {name: %s, domicile: CN, owners: {}}}"
)


def part(category: str, name: str = "Huawei", *, facts: str = "", owners: str = "{}", parent: str = "Parent") -> str:
    return PART % (category, facts, name, owners, parent)


@pytest.mark.parametrize("name", ["Huawei", "ZTE", "Hytera", "Hikvision", "Dahua"])
@pytest.mark.parametrize(
    "category", ["modem_cellular", "radio", "data_link", "camera_eo", "camera_thermal", "cloud_network"]
)
def test_889_a_bars_components_of_five_firms_that_carry_messages_or_images(name: str, category: str) -> None:
    assert word("US-889-A", federal(part(category, name))) == "fail"


@pytest.mark.parametrize("category", ["connector", "cable", "fastener", "pcb", "motor", "battery_pack", "airframe"])
def test_889_a_does_not_look_at_passive_or_other_parts(category: str) -> None:
    assert judged("US-889-A", federal(part(category))).of("part").word == "not_applicable"


@pytest.mark.parametrize(
    ("owner", "expected"),
    [("share: 60%", "fail"), ("share: 50%", "fail"), ("control: yes", "fail"), ("share: 20%", "unknown")],
)
def test_889_a_reaches_subsidiaries_and_affiliates_chips_included(owner: str, expected: str) -> None:
    for category in ("modem_cellular", "semiconductor"):
        case = part(category, "HiSilicon", owners=f"{{parent: {{{owner}}}}}", parent="Huawei")

        assert word("US-889-A", federal(case)) == expected


@pytest.mark.parametrize("category", ["semiconductor", "camera_eo", "radio"])
def test_889_a_passes_other_chinese_makers_and_asks_for_their_owners(category: str) -> None:
    assert word("US-889-A", federal(part(category, "Example Optics"))) == "pass"
    assert word("US-889-A", federal(part(category, "Example Optics").replace(", owners: {}", "", 1))) == "unknown"


def test_889_a_binds_from_august_2019_by_signature() -> None:
    assert word("US-889-A", federal(part("radio"), days="delivered: 2019-08-12")) == "not_applicable"
    assert word("US-889-A", federal(part("radio"), days="delivered: 2019-08-13")) == "fail"
    assert (
        word("US-889-A", federal(part("radio"), days="signed: 2019-08-12, delivered: 2020-03-01")) == "not_applicable"
    )


@pytest.mark.parametrize("buyer", ["US-DoD", "US-federal-civil"])
def test_889_a_binds_every_federal_buyer_and_no_market(buyer: str) -> None:
    assert word("US-889-A", federal(part("radio"), buyer=buyer)) == "fail"
    assert word("US-889-A", federal(part("radio"), buyer="US-commercial")) == "not_applicable"


@pytest.mark.parametrize("fact", ["cannot_route_user_data", "connects_to_others"])
def test_889_a_exempts_what_cannot_see_users_data_and_mere_connection_with_a_paper(fact: str) -> None:
    cell = product("US-889-A", federal(part("radio", facts=f"{fact}: yes")))

    assert cell.word == "exempt"
    assert "proof" in cell.exemption
    assert word("US-889-A", federal(part("radio", facts=f"{fact}: no"))) == "fail"


def seller(facts: str) -> str:
    return f"seller: dealer, parties: {{dealer: {{name: Example Aero Inc, facts: {{{facts}}}}}}}"


def test_889_b_is_a_declaration_of_the_seller_from_august_2020() -> None:
    uses = seller("uses_covered_telecom: yes")

    assert word("US-889-B", federal(uses, days="delivered: 2020-08-12")) == "not_applicable"
    assert word("US-889-B", federal(uses, days="delivered: 2020-08-13")) == "fail"
    assert word("US-889-B", federal(seller("uses_covered_telecom: no"))) == "pass"
    cell = product("US-889-B", federal(seller("")))
    assert cell.word == "unknown"
    assert "uses_covered_telecom of the seller" in cell.missing


def test_889_b_does_not_look_into_the_bill() -> None:
    bill = ", parts: {part: {categories: [radio], origin: {manufactured: CN by zte}}}"
    clean = seller("uses_covered_telecom: no").replace("}}}", "}}, zte: {name: ZTE, domicile: CN, owners: {}}}")

    assert word("US-889-B", federal(clean + bill)) == "pass"
    assert word("US-889-A", federal(clean + bill)) == "fail"


# --------------------------------------------------------------------------------------------------------- section 5949


def chip(
    maker: str,
    *,
    category: str = "semiconductor",
    origin: str = "manufactured: CN by fab",
    owners: str = "{}",
    parent: str = "Parent",
) -> str:
    return (
        f"parts: {{eye: {{categories: [camera_eo]}}, board: {{categories: [pcb], inside: eye}}, "
        f"chip: {{categories: [{category}], inside: board, origin: {{{origin}}}}}}}, "
        f"parties: {{fab: {{name: {maker}, domicile: CN, owners: {owners}}}, parent: {{name: {parent}, domicile: CN, owners: {{}}}}, "
        "foundry: {name: Example Foundry, domicile: TW, owners: {}}}"
    )


AFTER = "delivered: 2027-12-23"
CRITICAL = "critical_system: yes"


@pytest.mark.parametrize("name", ["SMIC", "YMTC", "CXMT"])
@pytest.mark.parametrize("category", ["semiconductor", "memory", "storage"])
def test_5949_bars_chips_of_three_firms_at_any_tier_from_its_day(name: str, category: str) -> None:
    case = chip(name, category=category)

    assert word("US-FED-5949", federal(case, days="delivered: 2027-12-22", asked=CRITICAL)) == "not_applicable"
    assert judged("US-FED-5949", federal(case, days=AFTER, asked=CRITICAL)).of("chip").word == "fail"
    assert word("US-FED-5949", federal(case, days=AFTER, asked=CRITICAL, buyer="US-DoD")) == "fail"


def test_5949_asks_who_fabricated_the_chip_and_not_whose_design_it_is() -> None:
    mine = chip("SMIC", origin="designed: CN by fab, manufactured: TW by foundry")
    theirs = chip("SMIC", origin="designed: TW by foundry, manufactured: CN by fab")

    assert word("US-FED-5949", federal(mine, days=AFTER, asked=CRITICAL)) == "pass"
    assert word("US-FED-5949", federal(theirs, days=AFTER, asked=CRITICAL)) == "fail"
    assert (
        word("US-FED-5949", federal(chip("SMIC", origin="manufactured: CN"), days=AFTER, asked=CRITICAL)) == "unknown"
    )


def test_5949_reaches_affiliates_and_no_other_chinese_fab() -> None:
    owned = chip("Sub", owners="{parent: {share: 60%}}", parent="SMIC")

    assert word("US-FED-5949", federal(owned, days=AFTER, asked=CRITICAL)) == "fail"
    assert word("US-FED-5949", federal(chip("Hua Hong"), days=AFTER, asked=CRITICAL)) == "pass"


def test_5949_is_about_critical_systems_and_asks_whether_it_is_one() -> None:
    assert word("US-FED-5949", federal(chip("SMIC"), days=AFTER, asked="critical_system: no")) == "not_applicable"
    assert word("US-FED-5949", federal(chip("SMIC"), days=AFTER)) == "unknown"


def test_5949_is_open_for_electronics_whose_chips_are_not_listed() -> None:
    parts = "parts: {part: {categories: [%s]}}"

    assert word("US-FED-5949", federal(parts % "flight_controller", days=AFTER, asked=CRITICAL)) == "unknown"
    assert word("US-FED-5949", federal(parts % "propeller", days=AFTER, asked=CRITICAL)) == "not_applicable"


# ---------------------------------------------------------------------------------------------------- Buy American test


def content(
    country: str,
    cost: int,
    *,
    made: str = "US",
    other: str = "CN",
    day: str = "2027-03-01",
    buyer: str = "US-DoD",
    asked: str = "",
) -> str:
    return federal(
        f"product: {{origin: {{manufactured: '{made}'}}}}, parts: {{frame: {{categories: [airframe], origin: {{manufactured: '{country}'}}, cost: {cost}}}, "
        f"motor: {{categories: [motor], origin: {{manufactured: '{other}'}}, cost: {100 - cost}}}}}",
        days=f"delivered: {day}",
        buyer=buyer,
        asked=asked,
    )


@pytest.mark.parametrize("buyer", ["US-DoD", "US-federal-civil"])
@pytest.mark.parametrize(
    ("day", "threshold"),
    [
        ("2022-10-25", 60),
        ("2023-12-31", 60),
        ("2024-01-01", 65),
        ("2028-12-31", 65),
        ("2029-01-01", 75),
        ("2035-01-01", 75),
    ],
)
def test_domestic_content_must_be_more_than_the_threshold_of_the_year_of_delivery(
    buyer: str, day: str, threshold: int
) -> None:
    assert word("US-BAA", content("US", threshold, day=day, buyer=buyer)) == "advisory"
    assert word("US-BAA", content("US", threshold + 1, day=day, buyer=buyer)) == "pass"


def test_the_day_of_delivery_sets_the_threshold_and_not_that_of_signature() -> None:
    late = content("US", 70, day="2029-01-01").replace("delivered", "signed: 2028-01-01, delivered")

    assert word("US-BAA", late) == "advisory"
    assert word("US-BAA", content("US", 10, day="2022-10-24")) == "not_applicable"


@pytest.mark.parametrize("country", QUALIFYING)
def test_a_qualifying_country_counts_for_defence_and_not_for_civil_agencies(country: str) -> None:
    assert word("US-BAA", content(country, 66, made=country)) == "pass"
    assert word("US-BAA", content(country, 66, buyer="US-federal-civil")) == "advisory"
    assert word("US-BAA", content("US", 66, made=country, buyer="US-federal-civil")) == "advisory"


@pytest.mark.parametrize("country", NOT_QUALIFYING)
def test_ukraine_korea_taiwan_and_some_members_of_the_union_do_not_qualify(country: str) -> None:
    assert country not in every_rule()["US-BAA"].countries["qualifying"].countries
    assert word("US-BAA", content(country, 66)) == "advisory"
    assert word("US-BAA", content("US", 100, made=country)) == "advisory"


def test_the_qualifying_list_holds_twenty_eight_countries() -> None:
    assert sorted(every_rule()["US-BAA"].countries["qualifying"].countries) == sorted(["US", *QUALIFYING])


def test_a_part_of_unknown_origin_is_foreign() -> None:
    assert word("US-BAA", content("US", 65, other="unknown")) == "advisory"
    assert word("US-BAA", content("US", 66, other="unknown")) == "pass"


def test_components_are_what_is_built_in_directly() -> None:
    inside = (
        "product: {origin: {manufactured: US}}, parts: {frame: {categories: [airframe], origin: {manufactured: US}, cost: 100}, "
        "motor: {categories: [motor], inside: frame, origin: {manufactured: CN}, cost: 90}}"
    )

    assert word("US-BAA", federal(inside, buyer="US-DoD")) == "pass"


def test_a_part_made_in_shares_counts_by_its_shares_and_a_part_without_cost_leaves_it_open() -> None:
    shared = content("US", 60).replace("manufactured: 'CN'", "manufactured: [20% US, 80% CN]")

    assert word("US-BAA", shared) == "pass"
    assert word("US-BAA", content("US", 66).replace(", cost: 34", "")) == "unknown"


@pytest.mark.parametrize("buyer", ["US-DoD", "US-federal-civil"])
def test_off_the_shelf_items_are_freed_of_the_test_of_components_only(buyer: str) -> None:
    cell = product("US-BAA", content("US", 10, buyer=buyer, asked="is_cots: yes"))

    assert cell.word == "exempt"
    assert "proof" in cell.exemption
    assert word("US-BAA", content("US", 10, made="UA", buyer=buyer, asked="is_cots: yes")) == "advisory"
    assert word("US-BAA", content("US", 10, buyer=buyer, asked="is_cots: no")) == "advisory"


@pytest.mark.parametrize(("made", "cost"), [("US", 65), ("UA", 66), ("UA", 10)])
def test_a_foreign_offer_to_defence_is_compared_at_half_more_and_never_barred(made: str, cost: int) -> None:
    cell = product("US-BAA", content("US", cost, made=made))

    assert cell.word == "advisory"
    assert cell.effect is not None
    assert cell.effect.evaluation == Decimal("0.5")


def test_an_exception_in_the_public_interest_or_a_memorandum_lifts_the_factor() -> None:
    cell = product("US-BAA", content("UA", 100, made="UA", asked="public_interest_exception: yes"))

    assert cell.word == "exempt"
    assert cell.effect is None
    assert "memorandum" in cell.exemption


@pytest.mark.parametrize("buyer", ["US-commercial", "US-federal-grantee", "UA-MoD"])
def test_buyers_without_federal_money_of_their_own_do_not_compare(buyer: str) -> None:
    assert word("US-BAA", content("UA", 100, made="UA", buyer=buyer)) == "not_applicable"


def test_defence_money_brings_the_defence_test_whoever_spends_it() -> None:
    case = content("DE", 66, made="DE", buyer="US-federal-civil")

    assert word("US-BAA", case) == "advisory"
    assert word("US-BAA", case.replace("delivered", "funds: DoD, delivered")) == "pass"
