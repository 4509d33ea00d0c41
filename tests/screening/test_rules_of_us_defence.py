"""American defence money, clause by clause: named components, covered firms, listed firms, munitions items."""

import pytest

from tests.screening.asking import dod, every_rule, judged, product, word

# ------------------------------------------------------------------------------------------------------- section 848

DRONE = (
    "product: {origin: {manufactured: US by line}}, parts: {part: {categories: [%s], origin: {%s}}}, "
    "parties: {line: {domicile: US, owners: {}}, maker: {domicile: %s, owners: {}}}"
)


def camera(place: str, domicile: str) -> str:
    return DRONE % ("camera_eo", f"manufactured: {place} by maker", domicile)


@pytest.mark.parametrize(
    ("country", "free", "bound"),
    [
        ("CN", "2019-12-19", "2019-12-20"),
        ("HK", "2019-12-19", "2019-12-20"),
        ("RU", "2022-12-22", "2022-12-23"),
        ("IR", "2022-12-22", "2022-12-23"),
        ("KP", "2022-12-22", "2022-12-23"),
    ],
)
def test_848_reaches_each_country_from_its_day(country: str, free: str, bound: str) -> None:
    case = camera(country, country)

    assert word("US-DOD-848", dod(case, days=f"delivered: {free}")) in {"not_applicable", "pass"}
    assert word("US-DOD-848", dod(case, days=f"delivered: {bound}")) == "fail"


def test_848_has_no_sunset_and_counts_the_day_of_signature() -> None:
    case = camera("CN", "CN")

    assert word("US-DOD-848", dod(case, days="delivered: 2045-01-01")) == "fail"
    assert word("US-DOD-848", dod(case, days="signed: 2019-12-19, delivered: 2020-06-01")) == "not_applicable"
    assert word("US-DOD-848", dod(case, days="signed: 2019-12-20, delivered: 2020-06-01")) == "fail"


@pytest.mark.parametrize("country", ["HK", "MO"])
def test_848_reads_hong_kong_and_macao_as_china_and_says_so(country: str) -> None:
    made, domiciled = dod(camera(country, "US")), dod(camera("US", country))

    assert word("US-DOD-848", made) == word("US-DOD-848", domiciled) == "fail"
    assert "read as CN" in product("US-DOD-848", made).reason


@pytest.mark.parametrize("country", ["TW", "UA", "KR", "BY"])
def test_848_does_not_cover_taiwan_or_other_countries(country: str) -> None:
    assert word("US-DOD-848", dod(camera(country, country))) == "pass"


@pytest.mark.parametrize(("place", "domicile"), [("CN", "US"), ("US", "CN"), ("VN", "RU")])
def test_848_fails_by_place_of_manufacture_or_by_domicile_of_the_maker(place: str, domicile: str) -> None:
    case = dod(
        f"product: {{origin: {{manufactured: {place} by line}}}}, parties: {{line: {{domicile: {domicile}, owners: {{}}}}}}"
    )

    assert word("US-DOD-848", case) == "fail"
    assert word("US-DOD-848", dod(camera(place, domicile))) == "fail"


@pytest.mark.parametrize("category", ["gcs_hardware", "gcs_software", "operating_software"])
def test_848_asks_of_software_where_and_by_whom_it_is_developed(category: str) -> None:
    assert word("US-DOD-848", dod(DRONE % (category, "developed: CN by maker", "US"))) == "fail"
    assert word("US-DOD-848", dod(DRONE % (category, "developed: US by maker", "CN"))) == "fail"
    assert (
        word("US-DOD-848", dod(DRONE % (category, "developed: UA by maker, manufactured: CN by maker", "UA"))) == "pass"
    )
    assert word("US-DOD-848", dod(DRONE % (category, "manufactured: US by maker", "US"))) == "unknown"


@pytest.mark.parametrize("category", ["cloud_network", "cloud_storage"])
def test_848_asks_of_data_where_it_lies_and_who_administers_it(category: str) -> None:
    assert word("US-DOD-848", dod(DRONE % (category, "hosted: CN, operated: US by maker", "US"))) == "fail"
    assert word("US-DOD-848", dod(DRONE % (category, "hosted: US, operated: US by maker", "CN"))) == "fail"
    assert word("US-DOD-848", dod(DRONE % (category, "hosted: DE, operated: DE by maker", "DE"))) == "pass"
    assert word("US-DOD-848", dod(DRONE % (category, "hosted: DE", "DE"))) == "unknown"


def test_848_covers_systems_that_detect_drones() -> None:
    assert word("US-DOD-848", dod(DRONE % ("cuas_detector", "manufactured: CN by maker", "US"))) == "fail"
    assert word("US-DOD-848", dod(DRONE % ("cuas_detector", "manufactured: US by maker", "CN"))) == "fail"
    assert word("US-DOD-848", dod(DRONE % ("cuas_detector", "manufactured: IL by maker", "IL"))) == "pass"


@pytest.mark.parametrize("category", ["motor", "esc", "propeller", "lidar", "antenna", "bms", "gnss_nav", "magnet"])
def test_848_does_not_look_at_components_that_it_does_not_name(category: str) -> None:
    case = dod(DRONE % (category, "manufactured: CN by maker, developed: CN by maker", "CN"))

    assert judged("US-DOD-848", case).of("part").word == "not_applicable"
    assert word("US-DOD-848", case) == "pass"


OWNED = (
    "product: {origin: {manufactured: US by line}}, parties: {line: {domicile: US, owners: {parent: {share: 100%}}}, "
    "parent: {name: Parent, domicile: CN, owners: {}}}"
)


def test_848_is_not_failed_by_chinese_owners_of_a_maker_elsewhere() -> None:
    assert word("US-DOD-848", dod(OWNED)) == "pass"


def test_848_tells_of_chinese_owners_of_a_maker_elsewhere_beside_its_verdict() -> None:
    silent = OWNED.replace("owners: {parent: {share: 100%}}", "")

    told = product("US-DOD-848", dod(OWNED)).beside[-1]

    assert "section 817 may reach the firm" in told
    assert "Parent is domiciled in CN" in told
    assert word("US-DOD-848", dod(silent)) == "pass"
    assert not any("section 817" in one for one in product("US-DOD-848", dod(silent)).beside)


def test_848_tells_of_chinese_owners_of_the_maker_of_a_named_component_and_of_no_other() -> None:
    case = (
        "product: {origin: {manufactured: US by line}}, parts: {eye: {categories: [%s], origin: {manufactured: US by firm}}}, "
        "parties: {line: {domicile: US}, firm: {domicile: US, owners: {parent: {share: 60%%}}}, parent: {domicile: CN, owners: {}}}"
    )

    named = judged("US-DOD-848", dod(case % "camera_eo"))

    assert named.of("eye").word == "pass"
    (told,) = named.of("eye").beside
    assert "section 817" in told
    assert told in named.product.beside
    assert judged("US-DOD-848", dod(case % "motor")).of("eye").beside == ()


def test_848_tells_of_a_chip_inside_a_named_component_and_does_not_bar_it() -> None:
    case = dod(
        "product: {origin: {manufactured: US by line}}, parts: {eye: {categories: [camera_eo], origin: {manufactured: US by line}}, "
        "chip: {categories: [semiconductor], inside: eye, origin: {manufactured: CN by fab}}}, "
        "parties: {line: {domicile: US, owners: {}}, fab: {domicile: CN, owners: {}}}"
    )

    assert judged("US-DOD-848", case).of("chip").word == "advisory"
    assert word("US-DOD-848", case) == "pass"


def test_848_reaches_a_named_component_inside_a_part_that_is_not_named() -> None:
    case = dod(
        "product: {origin: {manufactured: US by line}}, parts: {bay: {categories: [payload_other], origin: {manufactured: US by line}}, "
        "eye: {categories: [camera_eo], inside: bay, origin: {manufactured: CN by line}}}, parties: {line: {domicile: US}}"
    )

    assert word("US-DOD-848", case) == "fail"


@pytest.mark.parametrize("purpose", ["cuas_surrogate", "intelligence", "electronic_warfare", "information_warfare"])
def test_848_exempts_purposes_that_it_names_with_a_paper(purpose: str) -> None:
    cell = product("US-DOD-848", dod(camera("CN", "CN"), asked=f"purpose: {purpose}"))

    assert cell.word == "exempt"
    assert "proof: the statement of purpose" in cell.exemption


def test_848_is_lifted_by_a_waiver_and_by_nothing_else() -> None:
    waived = product("US-DOD-848", dod(camera("CN", "CN"), asked="waiver_848: yes"))

    assert waived.word == "exempt"
    assert "written certification" in waived.exemption
    assert word("US-DOD-848", dod(camera("CN", "CN"), asked="waiver_848: no")) == "fail"
    assert word("US-DOD-848", dod(camera("CN", "CN"), asked="is_cots: yes, purpose: reconnaissance")) == "fail"
    assert every_rule()["US-DOD-848"].waiver is not None


def test_848_is_open_where_a_named_component_has_no_maker_or_the_bill_is_not_complete() -> None:
    assert word("US-DOD-848", dod(DRONE % ("radio", "manufactured: UA", "UA"))) == "unknown"
    assert word("US-DOD-848", dod(DRONE % ("motor", "manufactured: UA", "UA") + ", complete: no")) == "unknown"


def test_848_is_about_aircraft_and_not_about_vehicles_on_ground_or_water() -> None:
    assert word("US-DOD-848", dod(camera("CN", "CN") + ", goods: ground")) == "not_applicable"
    assert word("US-DOD-848", dod(camera("CN", "CN") + ", goods: sea")) == "not_applicable"


# ------------------------------------------------------------------------------------------------------- section 817


def seller(
    facts: str = "", *, name: str = "Example Aero Inc", domicile: str = "US", owners: str = "{}", more: str = ""
) -> str:
    return f"seller: dealer, parties: {{dealer: {{name: {name}, domicile: {domicile}, owners: {owners}, facts: {{{facts}}}}}{more}}}"


def test_817_binds_contracts_from_october_2024() -> None:
    case = seller("operates_covered_uas_equipment: yes")

    assert word("US-DOD-817", dod(case, days="delivered: 2024-09-30")) == "not_applicable"
    assert word("US-DOD-817", dod(case, days="delivered: 2024-10-01")) == "fail"
    assert word("US-DOD-817", dod(case, days="signed: 2024-09-30, delivered: 2025-06-01")) == "not_applicable"


def test_817_asks_the_seller_for_a_declaration_and_not_the_bill() -> None:
    part = ", parts: {eye: {categories: [camera_eo], origin: {manufactured: CN by dji}}}"
    declared = seller("operates_covered_uas_equipment: no", more=", dji: {name: DJI, domicile: CN, owners: {}}")

    assert word("US-DOD-817", dod(declared + part)) == "pass"
    cell = product("US-DOD-817", dod(seller()))
    assert cell.word == "unknown"
    assert "operates_covered_uas_equipment of the seller" in cell.missing


def test_817_fails_dji_and_its_subsidiaries_as_sellers() -> None:
    fact, above = "operates_covered_uas_equipment: no", ", parent: {name: DJI, domicile: CN, owners: {}}"

    assert word("US-DOD-817", dod(seller(fact, name="DJI", domicile="CN"))) == "fail"
    assert word("US-DOD-817", dod(seller(fact, owners="{parent: {share: 51%}}", more=above))) == "fail"
    assert word("US-DOD-817", dod(seller(fact, owners="{parent: {share: 20%}}", more=above))) == "unknown"


def test_817_is_waived_as_848_is_and_binds_no_other_buyer() -> None:
    case = seller("operates_covered_uas_equipment: yes")

    assert word("US-DOD-817", dod(case, asked="waiver_848: yes")) == "exempt"
    assert word("US-DOD-817", dod(case, buyer="US-federal-civil")) == "not_applicable"


# ------------------------------------------------------------------------------------------------------- section 805

HELD = ", lists: {US-1260H: [Example Military Works]}"
ABOVE = ", parent: {name: Example Military Works, domicile: CN, owners: {}}"


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("share: 60%", "fail"),
        ("share: 50%", "fail"),
        ("share: 49%", "unknown"),
        ("share: 40%", "unknown"),
        ("share: 20%", "unknown"),
        ("share: 20%, control: yes", "fail"),
        ("control: yes", "fail"),
    ],
)
def test_805_presumes_control_from_a_half_and_leaves_less_open(owner: str, expected: str) -> None:
    owned = f"{{parent: {{{owner}}}}}"
    line = (
        f"product: {{origin: {{manufactured: US by line, assembled: US by line, developed: US by line}}}}, "
        f"parties: {{line: {{name: Example Aero Inc, owners: {owned}}}{ABOVE}}}{HELD}"
    )

    assert word("US-DOD-805-A", dod(seller(owners=owned, more=ABOVE) + HELD)) == expected
    assert word("US-DOD-805-B", dod(line, days="delivered: 2027-06-30")) == expected


def test_805_takes_a_minority_that_does_not_decide_for_no_control() -> None:
    owners = "{parent: {share: 40%, control: no}, founder: {share: 60%, control: yes}}"
    founder = ABOVE + ", founder: {name: Founder, domicile: US, owners: {}}"

    assert word("US-DOD-805-A", dod(seller(owners=owners, more=founder) + HELD)) == "pass"


def test_805_follows_control_through_a_firm_between() -> None:
    between = ", between: {name: Between, domicile: SG, owners: {parent: {share: 70%}}}" + ABOVE

    assert word("US-DOD-805-A", dod(seller(owners="{between: {share: 55%}}", more=between) + HELD)) == "fail"
    assert word("US-DOD-805-A", dod(seller(owners="{between: {share: 45%}}", more=between) + HELD)) == "unknown"


def test_805_a_begins_on_the_last_day_of_june_2026_by_signature() -> None:
    case = seller(name="Example Military Works", domicile="CN") + HELD

    assert word("US-DOD-805-A", dod(case, days="delivered: 2026-06-29")) == "not_applicable"
    assert word("US-DOD-805-A", dod(case, days="delivered: 2026-06-30")) == "fail"
    assert word("US-DOD-805-A", dod(case, days="signed: 2026-06-29, delivered: 2027-03-01")) == "not_applicable"


def test_805_a_does_not_look_into_the_bill() -> None:
    part = ", parts: {eye: {categories: [lidar], origin: {manufactured: CN by firm}}}"
    firm = ", firm: {name: Example Military Works, domicile: CN, owners: {}}"

    assert word("US-DOD-805-A", dod(seller(more=firm) + part + HELD)) == "pass"


def test_805_is_open_without_the_list_and_without_a_seller() -> None:
    assert word("US-DOD-805-A", dod(seller())) == "unknown"
    assert word("US-DOD-805-A", dod("lists: {US-1260H: [Example Military Works]}")) == "unknown"


ITEM = (
    "product: {origin: {manufactured: US by line, assembled: US by line, developed: US by line}}, "
    "parts: {part: {categories: [%s], origin: {%s}, facts: {%s}}}, "
    "parties: {line: {name: Example Aero Inc, owners: {}}, firm: {name: Example Military Works, owners: {}}}" + HELD
)
MADE = "manufactured: CN by firm, developed: CN by firm"
B = "delivered: 2027-06-30"


@pytest.mark.parametrize("stage", ["manufactured", "assembled", "developed"])
def test_805_b_fails_a_product_that_a_listed_firm_produced_or_developed(stage: str) -> None:
    origin = {"manufactured": "US by line", "assembled": "US by line", "developed": "US by line"} | {
        stage: "CN by firm"
    }
    stages = ", ".join(f"{name}: {who}" for name, who in origin.items())
    case = (
        f"product: {{origin: {{{stages}}}}}, parties: {{line: {{name: Example Aero Inc, owners: {{}}}}, "
        f"firm: {{name: Example Military Works, owners: {{}}}}}}{HELD}"
    )

    assert word("US-DOD-805-B", dod(case, days="delivered: 2027-06-29")) == "not_applicable"
    assert word("US-DOD-805-B", dod(case, days=B)) == "fail"


@pytest.mark.parametrize("category", ["gcs_hardware", "gcs_software", "docking_station", "service", "battery_pack"])
def test_805_b_bars_line_items_of_a_listed_firm_made_or_developed(category: str) -> None:
    developed = "manufactured: US by line, developed: CN by firm"

    assert word("US-DOD-805-B", dod(ITEM % (category, MADE, "line_item: yes"), days=B)) == "fail"
    assert word("US-DOD-805-B", dod(ITEM % (category, developed, "line_item: yes"), days=B)) == "fail"
    assert word("US-DOD-805-B", dod(ITEM % (category, MADE, "line_item: no"), days=B)) == "pass"
    assert word("US-DOD-805-B", dod(ITEM % (category, MADE, ""), days=B)) == "unknown"


@pytest.mark.parametrize("category", ["lidar", "modem_cellular", "camera_thermal", "motor", "semiconductor", "pcb"])
def test_805_b_tells_of_components_and_does_not_bar_them(category: str) -> None:
    case = dod(ITEM % (category, MADE, "line_item: no"), days=B)

    assert judged("US-DOD-805-B", case).of("part").word == "advisory"
    assert word("US-DOD-805-B", case) == "advisory"


@pytest.mark.parametrize("category", ["camera_eo", "camera_thermal", "gimbal", "sensor_other"])
def test_805_b_bars_a_camera_that_is_a_line_item_of_its_own_and_asks_only_of_listed_makers(category: str) -> None:
    elsewhere = "manufactured: US by line"

    assert word("US-DOD-805-B", dod(ITEM % (category, MADE, "line_item: yes"), days=B)) == "fail"
    assert word("US-DOD-805-B", dod(ITEM % (category, MADE, "line_item: no"), days=B)) == "advisory"
    assert word("US-DOD-805-B", dod(ITEM % (category, MADE, ""), days=B)) == "unknown"
    assert word("US-DOD-805-B", dod(ITEM % (category, elsewhere, ""), days=B)) == "pass"


def test_805_b_reads_kinds_that_are_not_sold_by_themselves_as_components() -> None:
    assert word("US-DOD-805-B", dod(ITEM % ("modem_cellular", MADE, ""), days=B)) == "advisory"


@pytest.mark.parametrize("category", ["service", "cloud_network"])
def test_805_b_carves_out_what_connects_to_services_of_others(category: str) -> None:
    cell = product("US-DOD-805-B", dod(ITEM % (category, MADE, "line_item: yes, connects_to_others: yes"), days=B))

    assert cell.word == "exempt"
    assert "proof" in cell.exemption


def test_805_is_waived_by_the_secretary_with_notice_to_congress() -> None:
    item = dod(ITEM % ("gcs_hardware", MADE, "line_item: yes"), days=B, asked="waiver_805: yes")
    party = product("US-DOD-805-A", dod(seller(name="Example Military Works") + HELD, asked="waiver_805: yes"))

    assert word("US-DOD-805-B", item) == party.word == "exempt"
    assert "notice to Congress" in party.exemption


# ------------------------------------------------------------------------------------------------- munitions-list items

MUNITION = (
    "product: {facts: {usml_or_600_series: no}}, parts: {box: {categories: [payload_other], origin: {manufactured: US by own}, "
    "facts: {usml_or_600_series: no}}, part: {categories: [data_link], inside: box, origin: {manufactured: %s by maker}, "
    "facts: {%s}}}, parties: {own: {domicile: US, owners: {}}, maker: {domicile: %s, owners: %s}, "
    "parent: {name: Parent, domicile: CN, owners: {}}}"
)
USML = "usml_or_600_series: yes"


def test_ccmc_bars_munitions_items_of_chinese_entities_at_any_tier_and_wherever() -> None:
    assert judged("US-DOD-CCMC", dod(MUNITION % ("CN", USML, "CN", "{}"))).of("part").word == "fail"
    assert word("US-DOD-CCMC", dod(MUNITION % ("DE", USML, "CN", "{}"))) == "fail"
    assert word("US-DOD-CCMC", dod(MUNITION % ("DE", USML, "DE", "{parent: {share: 60%}}"))) == "fail"
    assert word("US-DOD-CCMC", dod(MUNITION % ("DE", USML, "DE", "{parent: {share: 20%}}"))) == "unknown"
    assert word("US-DOD-CCMC", dod(MUNITION % ("DE", USML, "DE", "{}"))) == "pass"


def test_ccmc_lets_chinese_parts_pass_that_are_not_themselves_on_the_munitions_list() -> None:
    assert word("US-DOD-CCMC", dod(MUNITION % ("CN", "usml_or_600_series: no", "CN", "{}"))) == "pass"
    assert word("US-DOD-CCMC", dod(MUNITION % ("CN", "", "CN", "{}"))) == "unknown"


@pytest.mark.parametrize(("country", "expected"), [("HK", "fail"), ("MO", "fail"), ("TW", "pass"), ("RU", "pass")])
def test_ccmc_is_about_china_only(country: str, expected: str) -> None:
    assert word("US-DOD-CCMC", dod(MUNITION % (country, USML, country, "{}"))) == expected


@pytest.mark.parametrize(
    "asked", ["purpose: visit_to_china", "purpose: testing", "purpose: intelligence", "waiver_ccmc: yes"]
)
def test_ccmc_has_exceptions_and_a_waiver_each_with_its_paper(asked: str) -> None:
    cell = product("US-DOD-CCMC", dod(MUNITION % ("CN", USML, "CN", "{}"), asked=asked))

    assert cell.word == "exempt"
    assert "proof" in cell.exemption


# ------------------------------------------------------------------------------------------------------- section 1656

MODEM = "parts: {part: {categories: [%s], origin: {manufactured: CN by maker}}}, parties: {maker: {name: %s, domicile: CN, owners: %s}%s}"


@pytest.mark.parametrize("firm", ["Huawei", "ZTE"])
def test_1656_binds_only_the_two_covered_missions(firm: str) -> None:
    case = MODEM % ("modem_cellular", firm, "{}", "")

    assert word("US-DOD-1656", dod(case, asked="covered_mission: yes")) == "fail"
    assert word("US-DOD-1656", dod(case, asked="covered_mission: no")) == "not_applicable"
    assert word("US-DOD-1656", dod(case)) == "not_applicable"


def test_1656_reaches_affiliates_and_no_other_firm_nor_parts_without_communication() -> None:
    above = ", parent: {name: Huawei, domicile: CN, owners: {}}"
    mission = "covered_mission: yes"

    assert word("US-DOD-1656", dod(MODEM % ("radio", "Sub", "{parent: {share: 60%}}", above), asked=mission)) == "fail"
    assert word("US-DOD-1656", dod(MODEM % ("radio", "Hikvision", "{}", ""), asked=mission)) == "pass"
    assert word("US-DOD-1656", dod(MODEM % ("motor", "Huawei", "{}", ""), asked=mission)) == "not_applicable"


def test_848_says_beside_its_verdict_that_a_complete_bill_names_no_controller() -> None:
    case = "product: {origin: {manufactured: US by line}}, parties: {line: {domicile: US}}"

    assert product("US-DOD-848", dod(case)).beside == (
        "the bill says that it is complete and names no flight_controller",
    )
    assert word("US-DOD-848", dod(case)) == "pass"


def test_an_advisory_of_which_it_is_not_known_whether_it_holds_says_so_in_a_sentence() -> None:
    case = dod(ITEM % ("lidar", "manufactured: CN", ""), days=B)

    reason = judged("US-DOD-805-B", case).of("part").reason

    assert reason.startswith("it is not known whether this is so: a component is produced")
    assert reason.endswith("(missing: who manufactured part)")
