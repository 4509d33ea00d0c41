"""Export control: what is declared is compared with itself; nothing is classified."""

import pytest

from tests.screening.asking import every_rule, judged, product, word
from tests.screening.limbs import agreement, classified, foreign_made


@pytest.mark.parametrize("rule", ["EXP-9A012", "EXP-MTCR", "EXP-USML-VIII", "EXP-9A610"])
def test_nothing_is_classified_automatically(rule: str) -> None:
    cell = product(
        rule,
        classified(
            "endurance_h: 4, bvlos: yes, armed: yes, military_use_designed: yes, range_km: 900, payload_kg: 600"
        ),
    )

    assert every_rule()[rule].kind == "classification"
    assert cell.word == "unknown"
    assert cell.reason.startswith("needs classification")
    assert any(one.startswith(("declared_", "usml_paragraph")) for one in cell.missing)


@pytest.mark.parametrize(
    ("paragraph", "hours", "expected"),
    [
        ("a.1", "2.99", "pass"),
        ("a.1", "3", "advisory"),
        ("a.2", "2.99", "advisory"),
        ("a.2", "3", "pass"),
        ("a.1", "0.1", "pass"),
    ],
)
def test_since_august_2026_three_hours_part_the_paragraphs(paragraph: str, hours: str, expected: str) -> None:
    case = classified(f"declared_eccn: 9A012.{paragraph}, endurance_h: {hours}, bvlos: yes, range_km: 20")

    assert word("EXP-9A012", case) == expected


@pytest.mark.parametrize(
    ("paragraph", "facts", "expected"),
    [
        ("a.1", "endurance_h: 0.5, gust_kmh: 46.3", "pass"),
        ("a.1", "endurance_h: 0.4, gust_kmh: 46.3", "advisory"),
        ("a.1", "endurance_h: 1, gust_kmh: 46.3", "advisory"),
        ("a.1", "endurance_h: 0.5, gust_kmh: 46.2", "advisory"),
        ("a.1", "endurance_h: 0.5", "unknown"),
        ("a.2", "endurance_h: 1", "pass"),
        ("a.2", "endurance_h: 0.9", "advisory"),
    ],
)
@pytest.mark.parametrize(
    "day", [{"delivered": "2026-08-12"}, {"delivered": "2027-03-01", "more": ", as_of: 2026-08-13"}]
)
def test_before_then_or_as_known_before_then_the_older_thresholds_hold(
    paragraph: str, facts: str, expected: str, day: dict[str, str]
) -> None:
    case = classified(f"declared_eccn: 9A012.{paragraph}, {facts}, bvlos: yes, range_km: 20", **day)

    assert word("EXP-9A012", case) == expected


def test_a_drone_for_flight_beyond_sight_is_not_declared_as_uncontrolled() -> None:
    assert word("EXP-9A012", classified("declared_eccn: EAR99, bvlos: yes")) == "advisory"
    assert word("EXP-9A012", classified("declared_eccn: EAR99, bvlos: no")) == "pass"
    assert word("EXP-9A012", classified("declared_eccn: EAR99")) == "unknown"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("declared_eccn: 9A012.a.3, sensor_eccn: 6A003.b.4.b", "pass"),
        ("declared_eccn: 9A012.a.3, sensor_eccn: none", "advisory"),
        ("declared_eccn: 9A012.a.5, imu_eccn: 7A003", "pass"),
        ("declared_eccn: 9A012.a.5, imu_eccn: 7A994", "advisory"),
        ("declared_eccn: 9A012.a.5", "unknown"),
    ],
)
def test_paragraphs_on_cameras_and_inertial_equipment_need_one(facts: str, expected: str) -> None:
    assert word("EXP-9A012", classified(f"{facts}, bvlos: yes, range_km: 20")) == expected


@pytest.mark.parametrize(("km", "mt", "expected"), [(299, "no", "pass"), (300, "no", "advisory"), (300, "yes", "pass")])
def test_from_300_km_missile_technology_is_declared_too(km: int, mt: str, expected: str) -> None:
    case = classified(f"declared_eccn: 9A012.a.2, endurance_h: 8, bvlos: yes, range_km: {km}, declared_mt: {mt}")

    assert word("EXP-9A012", case) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("declared_mtcr: none, range_km: 299, payload_kg: 600", "pass"),
        ("declared_mtcr: none, range_km: 300, payload_kg: 40", "advisory"),
        ("declared_mtcr: II, range_km: 300, payload_kg: 499", "pass"),
        ("declared_mtcr: II, range_km: 900, payload_kg: 600", "unknown"),
        ("declared_mtcr: II, range_km: 900, payload_kg: 600, payload_at_300_kg: 499", "pass"),
        ("declared_mtcr: II, range_km: 900, payload_kg: 600, payload_at_300_kg: 500", "advisory"),
        ("declared_mtcr: III, range_km: 900, payload_kg: 40", "unknown"),
    ],
)
def test_range_and_payload_are_compared_with_the_declared_category(facts: str, expected: str) -> None:
    assert word("EXP-MTCR", classified(facts)) == expected


def test_a_slow_category_one_drone_is_told_as_case_by_case() -> None:
    facts = "declared_mtcr: I, range_km: 900, payload_kg: 600, payload_at_300_kg: 500, max_speed_kmh: "

    assert "case by case" in product("EXP-MTCR", classified(facts + "799")).reason
    assert "presumption" in product("EXP-MTCR", classified(facts + "800")).reason


def test_armed_drones_and_unarmed_ones_stand_in_different_paragraphs() -> None:
    facts = "declared_eccn: none, military_use_designed: yes, usml_paragraph: VIII(a)(%s), armed: %s"

    assert word("EXP-USML-VIII", classified(facts % (6, "yes"))) == "pass"
    assert word("EXP-USML-VIII", classified(facts % (5, "no"))) == "pass"
    assert word("EXP-USML-VIII", classified(facts % (5, "yes"))) == "advisory"
    assert word("EXP-USML-VIII", classified(facts % (6, "no"))) == "advisory"


def test_a_determination_settles_it() -> None:
    facts = (
        "declared_eccn: none, military_use_designed: yes, usml_paragraph: VIII(a)(5), armed: yes, cj_determination: yes"
    )

    assert word("EXP-USML-VIII", classified(facts)) == "exempt"


def test_a_military_design_is_declared_on_one_list_or_the_other() -> None:
    facts = "military_use_designed: yes, specially_designed: yes, armed: no, "

    assert word("EXP-9A610", classified(facts + "usml_paragraph: none, declared_eccn: 9A012.a.1")) == "advisory"
    assert word("EXP-9A610", classified(facts + "usml_paragraph: none, declared_eccn: 9A610.x")) == "pass"
    assert word("EXP-9A610", classified(facts + "usml_paragraph: VIII(a)(5), declared_eccn: none")) == "pass"


@pytest.mark.parametrize(
    ("activity", "kind", "expected"),
    [
        ("manufacture", "MLA", "pass"),
        ("manufacture", "TAA", "advisory"),
        ("assistance", "TAA", "pass"),
        ("assistance", "none", "advisory"),
        ("distribution", "WDA", "pass"),
        ("distribution", "MLA", "advisory"),
        ("manufacture", "licence", "unknown"),
    ],
)
def test_the_kind_of_agreement_fits_what_is_done(activity: str, kind: str, expected: str) -> None:
    case = agreement(agreement_activity=activity, agreement_type=kind)

    assert word("EXP-ITAR-AGREEMENTS", case) == expected


@pytest.mark.parametrize("name", ["covers_producers", "covers_countries", "covers_buyers", "clauses", "executed"])
def test_every_producer_country_buyer_and_clause_is_inside(name: str) -> None:
    assert word("EXP-ITAR-AGREEMENTS", agreement(**{f"agreement_{name}": "no"})) == "advisory"
    assert word("EXP-ITAR-AGREEMENTS", agreement(**{f"agreement_{name}": "unsure"})) == "unknown"


@pytest.mark.parametrize("country", ["CN", "RU", "BY", "IR", "KP"])
def test_states_of_126_1_are_denied(country: str) -> None:
    assert word("EXP-ITAR-AGREEMENTS", agreement(place_of_use=country)) == "advisory"


def test_one_part_under_the_itar_is_seen_through_to_the_whole_drone() -> None:
    case = agreement(us_retransfer_consent="no")

    assert "whole drone" in product("EXP-ITAR-AGREEMENTS", case).reason
    assert word("EXP-ITAR-AGREEMENTS", case.replace("itar_content: yes", "itar_content: no")) == "not_applicable"


def test_where_nobody_says_whether_a_part_is_under_the_itar_a_gap_in_the_agreement_is_a_question() -> None:
    case = agreement(agreement_executed="no").replace("itar_content: yes", "other: yes")

    assert word("EXP-ITAR-AGREEMENTS", case) == "unknown"


@pytest.mark.parametrize(
    ("place", "cost", "facts", "expected"),
    [
        ("UA", 25, "us_controlled: yes", "pass"),
        ("UA", 26, "us_controlled: yes", "advisory"),
        ("UA", 26, "us_controlled: no", "pass"),
        ("UA", 26, "", "unknown"),
        ("UA", 25, "", "pass"),
        ("IR", 10, "us_controlled: yes, usml_or_600_series: no", "pass"),
        ("IR", 11, "us_controlled: yes, usml_or_600_series: no", "advisory"),
        ("BY", 1, "us_controlled: yes, usml_or_600_series: yes", "advisory"),
        ("BY", 1, "us_controlled: yes, usml_or_600_series: no", "pass"),
        ("UA", 1, "us_controlled: yes, usml_or_600_series: yes", "pass"),
    ],
)
def test_american_content_is_measured_by_destination(place: str, cost: int, facts: str, expected: str) -> None:
    assert word("EXP-EAR-DEMINIMIS", foreign_made(place, cost, facts)) == expected


def test_what_is_declared_subject_agrees_and_what_is_american_is_not_asked() -> None:
    case = foreign_made("UA", 90, "us_controlled: yes")

    assert word("EXP-EAR-DEMINIMIS", case.replace("ear_subject: no", "ear_subject: yes")) == "pass"
    assert (
        judged(
            "EXP-EAR-DEMINIMIS", case.replace("{manufactured: UA}, facts: {ear", "{manufactured: US}, facts: {ear")
        ).product.word
        == "not_applicable"
    )
