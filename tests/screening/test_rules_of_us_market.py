"""American market access and duty: what the FCC lists, what Section 232 costs, and a clause that binds by contract only."""

from decimal import Decimal

import pytest

from tests.screening.asking import judged, product, word


def sold(rest: str, *, delivered: str = "2027-03-01", asked: str = "new_fcc_authorisation: yes", more: str = "") -> str:
    return f"{{buyer: US-commercial, delivered: {delivered}, asked: {{{asked}}}, {rest}{more}}}"


MODEL = "product: {origin: {manufactured: %s}, facts: {%s}}, parts: {link: {categories: [data_link], origin: {manufactured: US}}}"
HOME = "product: {origin: {manufactured: US}}, parts: {link: {categories: [data_link], origin: {manufactured: US}}, %s}"


def model(country: str, facts: str = "") -> str:
    return MODEL % (country, facts)


@pytest.mark.parametrize("country", ["UA", "DE", "GB", "TW", "CN"])
def test_a_new_model_produced_in_any_foreign_country_fails(country: str) -> None:
    assert word("US-FCC-UAS", sold(model(country))) == "fail"


def test_an_authorised_model_may_go_on() -> None:
    assert word("US-FCC-UAS", sold(model("UA"), asked="new_fcc_authorisation: no")) == "not_applicable"


def test_whether_an_authorisation_is_needed_is_asked() -> None:
    cell = product("US-FCC-UAS", sold(model("UA"), asked=""))

    assert cell.word == "unknown"
    assert "new_fcc_authorisation of the purchase" in cell.missing


def test_a_word_that_is_neither_yes_nor_no_answers_nothing() -> None:
    assert word("US-FCC-UAS", sold(model("UA"), asked="new_fcc_authorisation: perhaps")) == "unknown"


def test_buyers_outside_the_american_market_are_not_asked() -> None:
    case = sold(model("UA")).replace("US-commercial", "UA-MoD")

    assert word("US-FCC-UAS", case) == "not_applicable"


@pytest.mark.parametrize(
    ("delivered", "as_of", "expected"),
    [
        ("2027-12-31", "", "exempt"),
        ("2028-01-01", "", "fail"),
        ("2026-12-31", "2026-03-01", "exempt"),
        ("2027-01-01", "2026-03-01", "fail"),
        ("2027-03-01", "2026-07-20", "fail"),
        ("2027-03-01", "2026-07-21", "exempt"),
        ("2026-03-01", "2026-01-06", "fail"),
        ("2026-03-01", "2025-12-21", "not_applicable"),
    ],
)
@pytest.mark.parametrize("fact", ["blue_list: cleared", "domestic_end_product: yes"])
def test_exemptions_end_when_the_text_known_on_the_day_says(
    fact: str, delivered: str, as_of: str, expected: str
) -> None:
    case = sold(model("UA", fact), delivered=delivered, more=f", as_of: {as_of}" if as_of else "")

    assert word("US-FCC-UAS", case) == expected


def test_an_exemption_names_the_paper_that_shows_it() -> None:
    cell = product("US-FCC-UAS", sold(model("UA", "blue_list: cleared")))

    assert "proof: the entry in the DCMA list" in cell.exemption


@pytest.mark.parametrize("fact", ["blue_list: green_uas", "blue_list: framework", "domestic_end_product: no"])
def test_what_is_no_exemption_does_not_exempt(fact: str) -> None:
    assert word("US-FCC-UAS", sold(model("UA", fact))) == "fail"


def test_a_conditional_approval_has_no_end() -> None:
    case = sold(model("UA", "fcc_conditional_approval: yes"), delivered="2031-01-01")

    assert word("US-FCC-UAS", case) == "exempt"


def test_equipment_for_federal_use_alone_and_toys_are_outside() -> None:
    federal = sold(model("UA"), asked="new_fcc_authorisation: yes, federal_use_only: yes")

    assert word("US-FCC-UAS", federal) == "exempt"
    assert word("US-FCC-UAS", sold(model("CN", "toy: yes"))) == "exempt"


@pytest.mark.parametrize("category", ["radio", "data_link", "modem_cellular", "gcs_hardware"])
def test_a_foreign_link_or_station_fails_in_an_american_drone(category: str) -> None:
    case = sold(HOME % f"part: {{categories: [{category}], origin: {{manufactured: KR}}}}")

    assert judged("US-FCC-UAS", case).of("part").word == "fail"


@pytest.mark.parametrize("category", ["motor", "battery_pack", "camera_eo", "gnss_nav", "flight_controller", "bms"])
def test_of_other_foreign_components_it_is_asked_whether_they_need_an_authorisation(category: str) -> None:
    part = f"part: {{categories: [{category}], origin: {{manufactured: KR}}, facts: {{%s}}}}"

    assert judged("US-FCC-UAS", sold(HOME % part % "")).of("part").word == "unknown"
    assert judged("US-FCC-UAS", sold(HOME % part % "needs_fcc_authorisation: no")).of("part").word == "pass"
    assert judged("US-FCC-UAS", sold(HOME % part % "needs_fcc_authorisation: yes")).of("part").word == "fail"


@pytest.mark.parametrize("category", ["propeller", "airframe", "esc", "fastener"])
def test_parts_that_the_list_does_not_name_are_not_looked_at(category: str) -> None:
    case = sold(HOME % f"part: {{categories: [{category}], origin: {{manufactured: CN}}}}")

    assert judged("US-FCC-UAS", case).of("part").word == "not_applicable"
    assert word("US-FCC-UAS", case) == "pass"


def test_dji_is_reached_wherever_it_makes_and_the_exemptions_do_not_help() -> None:
    case = sold(
        "product: {origin: {manufactured: US by maker}, facts: {blue_list: cleared, dji_or_autel_partner: no}}, "
        "parties: {maker: {name: Example Wings, owners: {parent: {control: yes}}}, parent: {name: SZ DJI, owners: {}}}"
    )

    assert word("US-FCC-1709", case) == "fail"


def test_a_licensee_of_dji_fails_and_a_silent_bill_leaves_it_open() -> None:
    said = (
        "product: {origin: {manufactured: US by maker}, facts: {dji_or_autel_partner: no}}, parts: {camera: {categories: "
        "[camera_eo], origin: {manufactured: US by maker%s}}}, parties: {maker: {name: Example Wings, owners: {}}, "
        "dji: {name: DJI, owners: {}}}"
    )

    assert word("US-FCC-1709", sold(said % ", licensed_from: CN by dji")) == "fail"
    assert word("US-FCC-1709", sold(said % ", licensed_from: US by maker")) == "pass"
    assert word("US-FCC-1709", sold(said % "")) == "unknown"


def test_other_listed_equipment_is_told_and_never_barred() -> None:
    facts = "product: {facts: {router: %s, power_inverter: none, robotic_device: none}}"

    assert word("US-FCC-OTHER", sold(facts % "foreign")) == "advisory"
    assert word("US-FCC-OTHER", sold(facts % "domestic")) == "pass"
    assert word("US-FCC-OTHER", sold(facts % "chinese")) == "unknown"


def test_inverters_and_robots_come_four_months_after_routers() -> None:
    facts = "product: {facts: {router: none, power_inverter: foreign, robotic_device: foreign}}"

    assert word("US-FCC-OTHER", sold(facts, delivered="2026-07-27")) == "pass"
    assert word("US-FCC-OTHER", sold(facts, delivered="2026-07-28")) == "advisory"


def entry(facts: str, *, country: str = "UA", asked: str = "imported: yes", days: str = "delivered: 2026-12-01") -> str:
    return f"{{buyer: US-DoD, {days}, asked: {{{asked}}}, product: {{origin: {{manufactured: {country}}}, facts: {{{facts}}}}}}}"


@pytest.mark.parametrize(
    ("facts", "duty", "heading"),
    [
        ("mtow_kg: 25, has_thermal: no", "0.25", "9903.08.22"),
        ("mtow_kg: 25.1, has_thermal: no", "1", "9903.08.21"),
        ("mtow_kg: 2, has_thermal: yes", "1", "9903.08.21"),
        ("mtow_kg: 200, has_thermal: yes", "1", "9903.08.21"),
        ("mtow_kg: 200", "1", "9903.08.21"),
    ],
)
def test_weight_and_heat_imaging_set_the_duty_and_its_heading(facts: str, duty: str, heading: str) -> None:
    cell = product("US-232-UAS", entry(facts))

    assert cell.word == "advisory"
    assert cell.effect is not None
    assert (cell.effect.duty, cell.effect.heading) == (Decimal(duty), heading)


@pytest.mark.parametrize("facts", ["", "mtow_kg: 4", "has_thermal: no"])
def test_without_weight_or_imager_the_duty_is_not_known(facts: str) -> None:
    assert word("US-232-UAS", entry(facts)) == "unknown"


@pytest.mark.parametrize(
    ("country", "duty", "heading"),
    [
        ("GB", "0.10", "9903.08.23"),
        ("DE", "0.15", "9903.08.24"),
        ("TW", "0.15", "9903.08.24"),
        ("LI", "0.15", "9903.08.24"),
        ("UA", "1", "9903.08.21"),
        ("NO", "1", "9903.08.21"),
        ("US", "1", "9903.08.21"),
    ],
)
def test_only_certified_goods_of_partners_are_capped_and_ukraine_is_none(country: str, duty: str, heading: str) -> None:
    cell = product(
        "US-232-UAS", entry("mtow_kg: 40, has_thermal: no", country=country, asked="imported: yes, partner_cap: yes")
    )

    assert cell.effect is not None
    assert (cell.effect.duty, cell.effect.heading) == (Decimal(duty), heading)


def test_a_partner_without_certificate_pays_in_full() -> None:
    cell = product("US-232-UAS", entry("mtow_kg: 40, has_thermal: no", country="DE"))

    assert cell.effect is not None
    assert cell.effect.duty == 1


def test_goods_partly_of_a_partner_are_not_capped() -> None:
    cell = product(
        "US-232-UAS",
        entry("mtow_kg: 40, has_thermal: no", country="[50% DE, 50% UA]", asked="imported: yes, partner_cap: yes"),
    )

    assert cell.effect is not None
    assert cell.effect.duty == 1


def test_a_cap_comes_with_the_word_that_its_heading_is_not_open() -> None:
    cell = product(
        "US-232-UAS", entry("mtow_kg: 4, has_thermal: no", country="DE", asked="imported: yes, partner_cap: yes")
    )

    assert "told filers not to use" in cell.reason


def test_the_day_of_delivery_counts_and_not_that_of_signature() -> None:
    before = entry("mtow_kg: 4, has_thermal: no", days="signed: 2026-01-01, delivered: 2026-09-02")
    after = entry("mtow_kg: 4, has_thermal: no", days="signed: 2026-01-01, delivered: 2026-09-03")

    assert word("US-232-UAS", before) == "not_applicable"
    assert word("US-232-UAS", after) == "advisory"


def test_before_the_proclamation_nobody_knew_of_the_duty() -> None:
    days = "as_of: 2026-08-12, delivered: 2026-12-01"

    assert word("US-232-UAS", entry("mtow_kg: 4, has_thermal: no", days=days)) == "not_applicable"


def test_what_is_not_imported_pays_nothing() -> None:
    assert word("US-232-UAS", entry("mtow_kg: 40, has_thermal: yes", asked="imported: no")) == "not_applicable"


@pytest.mark.parametrize(
    ("annex", "delivered", "expected"),
    [
        ("I", "2026-12-01", "1"),
        ("III", "2027-02-08", None),
        ("III", "2027-02-09", "0.25"),
        ("none", "2027-03-01", None),
    ],
)
def test_imported_parts_pay_by_annex_and_annex_three_from_february(
    annex: str, delivered: str, expected: str | None
) -> None:
    case = (
        f"{{buyer: US-DoD, delivered: {delivered}, asked: {{imported: parts}}, product: {{origin: {{manufactured: US}}}}, "
        f"parts: {{motor: {{categories: [motor], origin: {{manufactured: UA}}, facts: {{annex_232: {annex}}}}}}}}}"
    )

    effect = judged("US-232-UAS", case).of("motor").effect

    assert (effect.duty if effect else None) == (Decimal(expected) if expected else None)


def test_parts_claimed_for_other_use_are_free() -> None:
    case = (
        "{buyer: US-DoD, delivered: 2027-03-01, asked: {imported: parts}, product: {origin: {manufactured: US}}, "
        "parts: {motor: {categories: [motor], origin: {manufactured: UA}, facts: {annex_232: III, uas_use: no}}}}"
    )

    assert word("US-232-UAS", case) == "exempt"


def test_parts_inside_an_imported_drone_are_not_dutied_again() -> None:
    case = (
        "{buyer: US-DoD, delivered: 2027-03-01, asked: {imported: yes}, product: {origin: {manufactured: UA}, "
        "facts: {mtow_kg: 4, has_thermal: no}}, parts: {motor: {categories: [motor], origin: {manufactured: UA}}}}"
    )

    assert judged("US-232-UAS", case).of("motor").effect is None


CLAUSE = (
    "{buyer: US-federal-civil, delivered: 2027-03-01, asked: {%s}, product: {origin: {manufactured: UA by line}}, parts: {"
    "camera: {categories: [camera_eo], origin: {manufactured: UA}}, "
    "chip: {categories: [semiconductor], inside: camera, origin: {manufactured: %s}}}, parties: {line: {domicile: UA}}, complete: yes}"
)


def test_the_clause_binds_only_where_the_contract_holds_it() -> None:
    assert word("US-EO13981", CLAUSE % ("", "CN")) == "not_applicable"
    assert word("US-EO13981", CLAUSE % ("clause_eo13981: yes", "CN")) == "fail"


def test_the_clause_reaches_chips_which_section_848_only_tells() -> None:
    case = CLAUSE % ("clause_eo13981: yes", "CN")

    assert judged("US-EO13981", case).of("chip").word == "fail"
    assert judged("US-EO13981", CLAUSE % ("clause_eo13981: yes", "US")).product.word == "pass"
    assert judged("US-DOD-848", case.replace("US-federal-civil", "US-DoD")).of("chip").word == "advisory"
