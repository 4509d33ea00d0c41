"""What is widely said of these rules and is wrong, row by row; each test holds what is right."""

import datetime as dt

import pytest

from tests.screening.asking import every_rule, judged, product, word
from tests.screening.limbs import battery, classified

SOUND = "product: {origin: {manufactured: US by line}}, parties: {line: {domicile: US}, maker: {domicile: %s}}"


def drone(category: str, country: str, *, buyer: str = "US-DoD", days: str = "delivered: 2027-03-01") -> str:
    return (
        f"{{buyer: {buyer}, {days}, {SOUND % country}, "
        f"parts: {{part: {{categories: [{category}], origin: {{manufactured: {country} by maker}}}}}}}}"
    )


@pytest.mark.parametrize(
    "category",
    [
        "airframe",
        "motor",
        "esc",
        "propeller",
        "gnss_nav",
        "imu",
        "battery_pack",
        "battery_cell",
        "companion_computer",
        "magnet",
    ],
)
def test_section_848_does_not_cover_airframes_motors_speed_controllers_or_navigation(category: str) -> None:
    case = drone(category, "CN")

    assert judged("US-DOD-848", case).of("part").word == "not_applicable"
    assert word("US-DOD-848", case) == "pass"


@pytest.mark.parametrize(
    "category", ["flight_controller", "radio", "data_link", "camera_eo", "camera_thermal", "gimbal"]
)
def test_section_848_does_cover_the_components_it_names(category: str) -> None:
    assert word("US-DOD-848", drone(category, "CN")) == "fail"


def test_section_848_is_a_note_to_4871_and_magnets_are_4872() -> None:
    rules = every_rule()

    assert any("10 U.S.C. 4871" in one for one in rules["US-DOD-848"].citation)
    assert not any("4872" in one or "4881" in one for one in rules["US-DOD-848"].citation)
    assert any("10 U.S.C. 4872" in one for one in rules["US-DOD-4872"].citation)


@pytest.mark.parametrize("country", ["RU", "IR", "KP"])
def test_covered_are_russia_iran_and_north_korea_too_since_2022(country: str) -> None:
    assert word("US-DOD-848", drone("flight_controller", country)) == "fail"
    assert word("US-DOD-848", drone("flight_controller", country, days="delivered: 2022-12-22")) == "pass"
    assert word("US-DOD-848", drone("flight_controller", "CN", days="delivered: 2022-12-22")) == "fail"


@pytest.mark.parametrize("buyer", ["US-federal-civil", "US-federal-grantee", "US-state-local", "US-commercial"])
def test_section_848_binds_the_department_of_defense_only(buyer: str) -> None:
    assert word("US-DOD-848", drone("flight_controller", "CN", buyer=buyer)) == "not_applicable"


def test_section_848_follows_the_money_of_the_department() -> None:
    assert (
        word(
            "US-DOD-848",
            drone("flight_controller", "CN", buyer="US-state-local", days="funds: DoD, delivered: 2027-03-01"),
        )
        == "fail"
    )


def test_the_exemptions_of_the_fcc_end_in_2028_and_not_in_2027() -> None:
    case = (
        "{buyer: US-commercial, delivered: %s, asked: {new_fcc_authorisation: yes}, "
        "product: {origin: {manufactured: UA}, facts: {blue_list: cleared}}}"
    )
    then = case.replace("delivered: %s", "delivered: 2027-06-01, as_of: 2026-02-01")

    assert word("US-FCC-UAS", case % "2027-12-31") == "exempt"
    assert word("US-FCC-UAS", case % "2028-01-01") == "fail"
    assert word("US-FCC-UAS", then) == "fail"


@pytest.mark.parametrize(
    ("programme", "last_free", "first_bound"),
    [
        ("new", "2027-12-31", "2028-01-01"),
        ("standard", "2028-12-31", "2029-01-01"),
        ("existing", "2031-01-29", "2031-01-30"),
    ],
)
def test_batteries_are_barred_from_2028_2029_and_2031_and_not_from_2027(
    programme: str, last_free: str, first_bound: str
) -> None:
    assert word("US-DOD-BATT-4865", battery(last_free, programme)) in {"not_applicable", "pass"}
    assert word("US-DOD-BATT-4865", battery(first_bound, programme)) == "fail"


LISTED = (
    "{buyer: US-DoD, delivered: %s, seller: dealer, "
    "product: {origin: {manufactured: US by line, assembled: US by line, developed: US by line}}, "
    "parts: {part: {categories: [%s], origin: {manufactured: CN by firm, developed: CN by firm}, facts: {line_item: %s}}}, "
    "parties: {line: {name: Example Aero Inc, owners: {}}, dealer: {name: %s, owners: {}}, "
    "firm: {name: Example Military Works, owners: {}}}, lists: {US-1260H: [Example Military Works]}}"
)


def test_the_1260h_list_is_the_edition_of_june_2026_and_is_not_shipped() -> None:
    unheld = (LISTED % ("2026-12-01", "lidar", "no", "Example Military Works")).replace(
        ", lists: {US-1260H: [Example Military Works]}", ""
    )

    assert any("2026-06-08" in one for one in every_rule()["US-DOD-805-A"].citation)
    assert product("US-DOD-805-A", unheld).word == "unknown"
    assert "US-1260H" in product("US-DOD-805-A", unheld).reason


def test_a_listed_firm_may_not_be_the_seller_from_june_2026() -> None:
    listed = "Example Military Works"

    assert word("US-DOD-805-A", LISTED % ("2026-06-29", "lidar", "no", listed)) == "not_applicable"
    assert word("US-DOD-805-A", LISTED % ("2026-06-30", "lidar", "no", listed)) == "fail"


@pytest.mark.parametrize("category", ["lidar", "modem_cellular", "camera_eo", "motor"])
def test_a_listed_firms_part_inside_a_drone_is_not_barred_in_2026_nor_as_a_component_later(category: str) -> None:
    case = LISTED % ("%s", category, "no", "Example Aero Inc")

    assert word("US-DOD-805-A", case % "2026-12-01") == "pass"
    assert word("US-DOD-805-B", case % "2026-12-01") == "not_applicable"
    assert word("US-DOD-805-B", case % "2027-06-29") == "not_applicable"
    assert judged("US-DOD-805-B", case % "2027-06-30").of("part").word == "advisory"
    assert word("US-DOD-805-B", case % "2027-06-30") == "advisory"


def test_a_listed_firms_tablet_as_its_own_line_item_is_barred_from_june_2027() -> None:
    case = LISTED % ("%s", "gcs_hardware", "yes", "Example Aero Inc")

    assert word("US-DOD-805-B", case % "2027-06-29") == "not_applicable"
    assert word("US-DOD-805-B", case % "2027-06-30") == "fail"


def test_9a012_a_1_is_less_than_three_hours_and_no_longer_half_an_hour_to_an_hour() -> None:
    facts = "declared_eccn: 9A012.a.1, endurance_h: 2, gust_kmh: 50, bvlos: yes, range_km: 20"

    assert word("EXP-9A012", classified(facts)) == "pass"
    assert word("EXP-9A012", classified(facts, delivered="2026-08-12")) == "advisory"
    assert word("EXP-9A012", classified(facts, more=", as_of: 2026-02-01")) == "advisory"


def test_green_uas_is_no_clearance_by_the_department() -> None:
    case = "{buyer: %s, delivered: 2027-03-01, asked: {new_fcc_authorisation: yes}, product: {origin: {manufactured: UA}, facts: {blue_list: %s}}}"

    assert word("US-DOD-BLUE", case % ("US-DoD", "cleared")) == "pass"
    assert word("US-DOD-BLUE", case % ("US-DoD", "green_uas")) == "advisory"
    assert word("US-FCC-UAS", case % ("US-DoD", "green_uas")) == "fail"


def test_every_rule_says_when_it_was_last_compared_with_its_sources() -> None:
    assert {rule.checked for rule in every_rule().values()} == {dt.date(2026, 11, 22)}
