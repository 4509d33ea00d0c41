"""American defence money, clause by clause: magnets and metals, batteries, declarations, the Blue List."""

import pytest

from tests.screening.asking import NOT_QUALIFYING, QUALIFYING, dod, every_rule, judged, product, word
from tests.screening.limbs import battery

# ------------------------------------------------------------------------------------------------------- section 4872

CLEAN = {"mined": "AU", "refined": "AU", "separated": "EE", "melted": "DE", "manufactured": "DE"}
MATERIALS = ["magnet", "magnet_material", "tungsten_part", "tantalum_part"]


def material(category: str, *, facts: str = "", whole: str = "", **stages: str) -> str:
    origin = ", ".join(f"{stage}: {country}" for stage, country in (CLEAN | stages).items())
    return (
        f"product: {{origin: {{manufactured: US}}, facts: {{{whole}}}}}, "
        f"parts: {{box: {{categories: [airframe]}}, part: {{categories: [{category}], inside: box, origin: {{{origin}}}, facts: {{{facts}}}}}}}"
    )


@pytest.mark.parametrize("category", MATERIALS)
@pytest.mark.parametrize("stage", ["melted", "manufactured"])
def test_4872_asks_in_both_windows_where_it_is_melted_or_produced(category: str, stage: str) -> None:
    case = material(category, **{stage: "CN"})

    assert word("US-DOD-4872", dod(case, days="delivered: 2026-12-31")) == "fail"
    assert word("US-DOD-4872", dod(case, days="delivered: 2027-01-01")) == "fail"


@pytest.mark.parametrize("category", MATERIALS)
@pytest.mark.parametrize("stage", ["mined", "refined", "separated"])
def test_4872_asks_from_2027_where_it_is_mined_refined_and_separated(category: str, stage: str) -> None:
    case = material(category, **{stage: "CN"})

    assert word("US-DOD-4872", dod(case, days="delivered: 2026-12-31")) == "pass"
    assert word("US-DOD-4872", dod(case, days="delivered: 2027-01-01")) == "fail"


@pytest.mark.parametrize("category", MATERIALS)
def test_4872_tells_of_a_step_between_melting_and_the_finished_material(category: str) -> None:
    between = judged("US-DOD-4872", dod(material(category, processed="CN")))

    (told,) = between.of("part").beside
    assert "part is processed in CN" in told
    assert between.product.beside == (told,)
    assert between.product.word == "pass"
    assert product("US-DOD-4872", dod(material(category, processed="DE"))).beside == ()


def test_4872_reaches_a_step_between_that_the_bill_lists_as_a_part_or_under_manufactured() -> None:
    alloy = "alloy: {categories: [magnet_material], inside: part, origin: {mined: AU, refined: AU, separated: EE, melted: DE, manufactured: CN}}"
    listed = material("magnet")[:-1] + f", {alloy}}}"

    assert judged("US-DOD-4872", dod(listed)).of("alloy").word == "fail"
    assert word("US-DOD-4872", dod(material("magnet", manufactured="[60% DE, 40% CN]"))) == "fail"


@pytest.mark.parametrize("category", MATERIALS)
def test_4872_passes_what_comes_from_elsewhere_and_leaves_unsaid_stages_open(category: str) -> None:
    assert word("US-DOD-4872", dod(material(category))) == "pass"
    assert word("US-DOD-4872", dod(material(category, separated="unknown"))) == "unknown"
    assert word("US-DOD-4872", dod(material(category, separated="unknown"), days="delivered: 2026-12-31")) == "pass"


@pytest.mark.parametrize(
    ("country", "expected"),
    [("RU", "fail"), ("IR", "fail"), ("KP", "fail"), ("HK", "fail"), ("MO", "fail"), ("TW", "pass"), ("UA", "pass")],
)
def test_4872_covers_four_countries_with_hong_kong_and_macao_and_not_taiwan(country: str, expected: str) -> None:
    assert word("US-DOD-4872", dod(material("magnet", melted=country))) == expected


END_ITEM = (
    "product: {origin: {manufactured: %s}, facts: {%s}}, "
    "parts: {part: {categories: [magnet], origin: {mined: AU, refined: AU, separated: EE, melted: DE, manufactured: DE}}}"
)


def test_4872_fails_an_end_item_manufactured_in_a_covered_country_that_contains_the_material() -> None:
    assert (
        word("US-DOD-4872", dod(END_ITEM % ("CN", "holds_covered_material: yes"), days="delivered: 2026-12-31"))
        == "fail"
    )
    assert word("US-DOD-4872", dod(END_ITEM % ("CN", "holds_covered_material: yes"))) == "fail"
    assert word("US-DOD-4872", dod(END_ITEM % ("CN", "holds_covered_material: no"))) == "pass"
    assert word("US-DOD-4872", dod(END_ITEM % ("UA", "holds_covered_material: yes"))) == "pass"
    assert word("US-DOD-4872", dod(END_ITEM % ("CN", ""))) == "unknown"


@pytest.mark.parametrize("category", ["motor", "gimbal"])
def test_4872_is_open_for_motors_whose_magnets_are_not_listed(category: str) -> None:
    case = "product: {origin: {manufactured: US}}, parts: {part: {categories: [%s], origin: {manufactured: DE}, facts: {%s}}}"

    assert word("US-DOD-4872", dod(case % (category, ""))) == "unknown"
    assert word("US-DOD-4872", dod(case % (category, "holds_magnet: no"))) == "pass"


def test_4872_lets_other_chinese_parts_be() -> None:
    case = "product: {origin: {manufactured: US}}, parts: {part: {categories: [esc], origin: {manufactured: CN, melted: CN}}}"

    assert judged("US-DOD-4872", dod(case)).of("part").word == "not_applicable"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("below_simplified_threshold: yes", "exempt"),
        ("below_simplified_threshold: no", "fail"),
        ("bought_outside_us: yes, used_outside_us: yes", "exempt"),
        ("bought_outside_us: yes", "fail"),
        ("used_outside_us: yes", "fail"),
        ("is_cots: yes", "fail"),
        ("waiver_4872: yes", "exempt"),
    ],
)
def test_4872_exempts_small_purchases_and_those_wholly_abroad_and_by_waiver(asked: str, expected: str) -> None:
    cell = product("US-DOD-4872", dod(material("magnet", melted="CN"), asked=asked))

    assert cell.word == expected
    assert ("proof" in cell.exemption) is (expected == "exempt")


@pytest.mark.parametrize(
    ("whole", "day", "expected"),
    [
        ("half_covered_material: no", "2026-12-31", "exempt"),
        ("half_covered_material: no", "2027-01-01", "exempt"),
        ("half_covered_material: yes, half_tungsten: no", "2026-12-31", "exempt"),
        ("half_covered_material: yes, half_tungsten: no", "2027-01-01", "fail"),
        ("half_covered_material: yes, half_tungsten: yes", "2026-12-31", "fail"),
    ],
)
def test_4872_exempts_off_the_shelf_items_unless_half_is_tungsten_or_later_half_is_covered(
    whole: str, day: str, expected: str
) -> None:
    case = dod(material("magnet", whole=whole, melted="CN"), days=f"delivered: {day}", asked="is_cots: yes")

    assert word("US-DOD-4872", case) == expected


def test_4872_exempts_an_electronic_device_and_domestically_recycled_magnets() -> None:
    recycled = "recycled_milled_sintered_in_us: yes"

    assert word("US-DOD-4872", dod(material("magnet", facts="electronic_device: yes", melted="CN"))) == "exempt"
    assert word("US-DOD-4872", dod(material("magnet", facts=recycled, mined="CN"))) == "exempt"
    assert word("US-DOD-4872", dod(material("tungsten_part", facts=recycled, mined="CN"))) == "fail"


# ------------------------------------------------------------------------------------------------------- section 4863

METAL = "parts: {box: {categories: [airframe]}, part: {categories: [specialty_metal_part], inside: box, origin: {melted: %s, manufactured: UA}, facts: {%s}}}"


@pytest.mark.parametrize("country", ["US", *QUALIFYING])
def test_4863_passes_metal_melted_at_home_or_in_a_qualifying_country(country: str) -> None:
    assert word("US-DOD-4863", dod(METAL % (f"'{country}'", ""))) == "pass"


@pytest.mark.parametrize("country", NOT_QUALIFYING)
def test_4863_fails_metal_melted_elsewhere_ukraine_included(country: str) -> None:
    assert word("US-DOD-4863", dod(METAL % (country, ""))) == "fail"


def test_4863_holds_twenty_eight_qualifying_countries() -> None:
    assert sorted(every_rule()["US-DOD-4863"].countries["qualifying"].countries) == sorted(["US", *QUALIFYING])


@pytest.mark.parametrize("facts", ["electronic_component: yes", "fastener_path: yes"])
def test_4863_exempts_electronic_components_and_fasteners_by_their_paths(facts: str) -> None:
    cell = product("US-DOD-4863", dod(METAL % ("UA", facts)))

    assert cell.word == "exempt"
    assert "proof" in cell.exemption


def test_4863_exempts_off_the_shelf_items_and_two_per_cent_of_metal() -> None:
    share = "product: {facts: {noncompliant_metal_share: %s}}, " + METAL % ("UA", "")

    assert word("US-DOD-4863", dod(METAL % ("UA", ""), asked="is_cots: yes")) == "exempt"
    assert word("US-DOD-4863", dod(share % "2%")) == "exempt"
    assert word("US-DOD-4863", dod(share % "2.1%")) == "fail"


# ------------------------------------------------------------------------------------------------------- batteries

SIX = ["CATL", "BYD", "Envision", "EVE", "Gotion", "Hithium"]
PACK = (
    "parts: {pack: {categories: [battery_pack], origin: {manufactured: UA by packer, assembled: UA by packer}}, "
    "cell: {categories: [battery_cell], inside: pack, origin: {manufactured: CN by maker}}}, "
    "parties: {packer: {name: Example Packs LLC, domicile: UA}, maker: {name: %s, domicile: CN}}"
)


@pytest.mark.parametrize("name", SIX)
def test_154_names_six_makers_from_october_2027_also_of_cells_inside(name: str) -> None:
    assert word("US-DOD-BATT-154", dod(PACK % name, days="delivered: 2027-09-30")) == "not_applicable"
    assert word("US-DOD-BATT-154", dod(PACK % name, days="delivered: 2027-10-01")) == "fail"


@pytest.mark.parametrize("name", ["CALB", "Sunwoda", "Example Cells Co"])
def test_154_names_nobody_else_even_in_china(name: str) -> None:
    assert word("US-DOD-BATT-154", dod(PACK % name, days="delivered: 2027-10-01")) == "pass"


def test_154_fails_a_pack_put_together_by_a_named_maker_and_looks_at_batteries_only() -> None:
    put = (PACK % "CATL").replace("manufactured: CN by maker", "manufactured: UA by packer")
    swapped = put.replace("assembled: UA by packer", "assembled: CN by maker")
    motor = "parts: {part: {categories: [motor], origin: {manufactured: CN by maker}}}, parties: {maker: {name: BYD}}"

    assert word("US-DOD-BATT-154", dod(put, days="delivered: 2027-10-01")) == "pass"
    assert word("US-DOD-BATT-154", dod(swapped, days="delivered: 2027-10-01")) == "fail"
    assert word("US-DOD-BATT-154", dod(motor, days="delivered: 2027-10-01")) == "not_applicable"


@pytest.mark.parametrize(
    ("programme", "free", "bound"),
    [
        ("new", "2027-12-31", "2028-01-01"),
        ("standard", "2028-12-31", "2029-01-01"),
        ("existing", "2031-01-29", "2031-01-30"),
    ],
)
def test_4865_has_a_day_for_each_kind_of_programme(programme: str, free: str, bound: str) -> None:
    assert word("US-DOD-BATT-4865", battery(free, programme)) in {"not_applicable", "pass"}
    assert word("US-DOD-BATT-4865", battery(bound, programme)) == "fail"


def cells(
    facts: str,
    *,
    domicile: str = "KR",
    owners: str = "{}",
    name: str = "Example Cells Co",
    asked: str = "programme: new",
) -> str:
    return dod(
        f"parts: {{pack: {{categories: [battery_pack], origin: {{assembled: {domicile} by maker}}, facts: {{{facts}}}}}}}, "
        f"parties: {{maker: {{name: {name}, domicile: {domicile}, owners: {owners}}}, parent: {{name: Parent, domicile: CN, owners: {{}}}}, "
        "catl: {name: CATL, domicile: CN, owners: {}}}",
        days="delivered: 2028-01-01",
        asked=asked,
    )


SOUND = "feoc_cell_component_share: 0, feoc_licence: no"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("feoc_cell_component_share: 4.9%, feoc_licence: no", "pass"),
        ("feoc_cell_component_share: 5%, feoc_licence: no", "fail"),
        ("feoc_cell_component_share: 0, feoc_licence: yes", "fail"),
        ("feoc_cell_component_share: 0", "unknown"),
        ("feoc_licence: no", "unknown"),
    ],
)
def test_4865_passes_with_more_than_95_per_cent_from_others_and_no_licence(facts: str, expected: str) -> None:
    assert word("US-DOD-BATT-4865", cells(facts)) == expected


@pytest.mark.parametrize("country", ["CN", "RU", "IR", "KP", "HK", "MO"])
def test_4865_fails_final_assembly_by_a_foreign_entity_of_concern(country: str) -> None:
    assert word("US-DOD-BATT-4865", cells(SOUND, domicile=country)) == "fail"


def test_4865_follows_owners_and_the_names_of_section_154_and_spares_taiwan() -> None:
    assert word("US-DOD-BATT-4865", cells(SOUND, owners="{parent: {share: 60%}}")) == "fail"
    assert word("US-DOD-BATT-4865", cells(SOUND, owners="{parent: {share: 40%}}")) == "unknown"
    assert word("US-DOD-BATT-4865", cells(SOUND, owners="{catl: {control: yes}}")) == "fail"
    assert word("US-DOD-BATT-4865", cells(SOUND, domicile="TW")) == "pass"


def test_4865_asks_which_programme_it_is() -> None:
    assert word("US-DOD-BATT-4865", cells("feoc_licence: yes", asked="")) == "unknown"
    assert word("US-DOD-BATT-4865", cells("feoc_licence: yes", asked="programme: old")) == "unknown"


def test_4865_reaches_a_cell_embedded_in_another_part() -> None:
    case = dod(
        "parts: {pad: {categories: [gcs_hardware]}, cell: {categories: [battery_cell], inside: pad, origin: {assembled: CN by maker}, "
        f"facts: {{{SOUND}}}}}}}, parties: {{maker: {{name: Example Cells Co, domicile: CN, owners: {{}}}}}}",
        days="delivered: 2028-01-01",
        asked="programme: new",
    )

    assert judged("US-DOD-BATT-4865", case).of("cell").word == "fail"


@pytest.mark.parametrize(
    "asked",
    [
        "purpose: office_electronics",
        "purpose: medical",
        "purpose: personal_electronics",
        "purpose: cots_maintenance",
        "purpose: research",
        "waiver_4865: yes",
    ],
)
def test_4865_exempts_what_it_names_with_a_paper(asked: str) -> None:
    cell = product("US-DOD-BATT-4865", cells(SOUND, domicile="CN", asked=f"programme: new, {asked}"))

    assert cell.word == "exempt"
    assert "proof" in cell.exemption


def test_4865_does_not_exempt_off_the_shelf_items_as_such() -> None:
    assert word("US-DOD-BATT-4865", cells(SOUND, domicile="CN", asked="programme: new, is_cots: yes")) == "fail"


# ------------------------------------------------------------------------------------------------- declarations, programme


@pytest.mark.parametrize(("said", "expected"), [("no", "pass"), ("yes", "fail"), ("perhaps", "unknown")])
@pytest.mark.parametrize("asked", ["", "is_cots: yes", "below_simplified_threshold: yes"])
def test_xinjiang_labour_is_declared_also_for_off_the_shelf_and_small_purchases(
    said: str, expected: str, asked: str
) -> None:
    case = f"product: {{facts: {{xuar_forced_labour: {said}}}}}"

    assert word("US-DOD-XUAR", dod(case, asked=asked)) == expected
    assert word("US-DOD-XUAR", dod(case, buyer="US-commercial", asked=asked)) == "not_applicable"


def test_without_a_declaration_on_xinjiang_it_is_open_wherever_the_product_is_made() -> None:
    cell = product("US-DOD-XUAR", dod("product: {origin: {manufactured: US}}"))

    assert cell.word == "unknown"
    assert "xuar_forced_labour of the product" in cell.missing


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("cleared", "pass"),
        ("select", "pass"),
        ("framework", "advisory"),
        ("green_uas", "advisory"),
        ("none", "advisory"),
    ],
)
def test_the_blue_list_tells_and_never_bars(tier: str, expected: str) -> None:
    assert word("US-DOD-BLUE", dod(f"product: {{facts: {{blue_list: {tier}}}}}")) == expected


def test_the_blue_list_is_evidence_of_the_highest_grade_and_of_its_time() -> None:
    case = "product: {facts: {blue_list: cleared}}"

    assert product("US-DOD-BLUE", dod(case)).grade == "government_cleared"
    assert word("US-DOD-BLUE", dod(case, days="delivered: 2020-07-31")) == "not_applicable"
    assert word("US-DOD-BLUE", dod("product: {}")) == "unknown"
    assert word("US-DOD-BLUE", dod(case, buyer="US-commercial")) == "not_applicable"


@pytest.mark.parametrize("rule", sorted(name for name in every_rule() if name.startswith("US-DOD-")))
def test_rules_of_defence_bind_defence_money_whoever_spends_it(rule: str) -> None:
    text = dod(
        "funds: DoD, product: {origin: {manufactured: CN}}, parts: {part: {categories: [battery_pack, modem_cellular, magnet, specialty_metal_part]}}",
        days="delivered: 2031-03-01",
        buyer="US-state-local",
        asked="covered_mission: yes",
    )

    assert word(rule, text) != "not_applicable"
    assert word(rule, text.replace("funds: DoD, ", "")) == "not_applicable"


def test_4863_says_that_a_complete_bill_names_no_such_part() -> None:
    whole = product("US-DOD-4863", dod("parts: {eye: {categories: [camera_eo]}}"))
    silent = product("US-DOD-4863", dod("parts: {eye: {categories: [camera_eo]}}, complete: no"))

    assert whole.word == "not_applicable"
    assert whole.reason == "the bill says that it is complete and names no such part (specialty_metal_part)"
    assert silent.word == "unknown"
