"""Ukrainian money and export, and the Kingdom, where no origin of parts is barred."""

import pytest

from tests.screening.asking import every_rule, judged, product, word


def long_contract(home: str, cost: int, *, asked: str = "programme: weapons_of_victory", rest: str = "CN") -> str:
    return (
        f"{{buyer: UA-MoD, delivered: 2027-03-01, asked: {{{asked}}}, product: {{facts: {{codified: yes, serial_production: yes}}}}, "
        f"parts: {{a: {{categories: [airframe], origin: {{manufactured: {home}}}, cost: {cost}}}, "
        f"b: {{categories: [motor], origin: {{manufactured: {rest}}}, cost: {100 - cost}}}}}}}"
    )


def test_half_of_the_cost_is_enough_with_a_word_of_warning() -> None:
    assert word("UA-LOCAL-50", long_contract("UA", 49)) == "fail"
    assert word("UA-LOCAL-50", long_contract("UA", 50)) == "advisory"
    assert word("UA-LOCAL-50", long_contract("UA", 51)) == "pass"


def test_how_a_part_partly_ukrainian_counts_is_set_by_the_credit_rule() -> None:
    mixed = "[60% UA, 40% CN]"
    programme = "programme: weapons_of_victory, credit_rule: "

    assert word("UA-LOCAL-50", long_contract(mixed, 90)) == "pass"
    assert word("UA-LOCAL-50", long_contract(mixed, 90, asked=programme + "substantial_transformation")) == "pass"
    assert word("UA-LOCAL-50", long_contract(mixed, 90, asked=programme + "all_or_nothing")) == "fail"
    assert word("UA-LOCAL-50", long_contract("UA", 90, asked=programme + "all_or_nothing")) == "pass"
    assert word("UA-LOCAL-50", long_contract("UA", 90, asked=programme + "by_tier")) == "unknown"


@pytest.mark.parametrize(("cost", "expected"), [(60, "pass"), (40, "unknown")])
def test_a_whole_part_of_partly_unknown_origin_may_still_count(cost: int, expected: str) -> None:
    asked = "programme: weapons_of_victory, credit_rule: all_or_nothing"

    assert word("UA-LOCAL-50", long_contract("UA", cost, asked=asked, rest="[60% UA, 40% unknown]")) == expected


def test_it_decides_on_long_contracts_of_the_programme_only() -> None:
    assert word("UA-LOCAL-50", long_contract("UA", 10, asked="programme: ordinary")) == "not_applicable"
    assert word("UA-LOCAL-50", long_contract("UA", 10, asked="")) == "unknown"


@pytest.mark.parametrize("fact", ["codified", "serial_production"])
def test_codification_and_series_are_asked(fact: str) -> None:
    case = long_contract("UA", 90)

    assert word("UA-LOCAL-50", case.replace(f"{fact}: yes", f"{fact}: no")) == "fail"
    assert word("UA-LOCAL-50", case.replace(f"{fact}: yes", f"other_{fact}: yes")) == "unknown"


def abroad(asked: str, country: str = "UA", buyer: str = "US-DoD") -> str:
    return f"{{buyer: {buyer}, delivered: 2027-03-01, asked: {{{asked}}}, product: {{origin: {{manufactured: {country}}}}}}}"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("export_permit: granted, suspension_clause: yes", "pass"),
        ("export_permit: granted", "advisory"),
        ("export_permit: refused", "fail"),
        ("export_permit: expired", "fail"),
        ("export_permit: paused", "fail"),
        ("export_permit: applied_for", "unknown"),
        ("", "unknown"),
    ],
)
def test_without_a_permit_in_hand_nothing_passes(asked: str, expected: str) -> None:
    assert word("UA-EXPORT", abroad(asked)) == expected


def test_the_pause_of_a_permit_is_told_unless_the_agreement_provides_for_it() -> None:
    told = product("UA-EXPORT", abroad("export_permit: granted"))

    assert "paused if the Defence Forces urgently need" in told.reason


def test_a_review_of_more_than_90_days_is_told() -> None:
    long = product("UA-EXPORT", abroad("permit_days: 91, suspension_clause: yes"))
    short = product("UA-EXPORT", abroad("permit_days: 90, suspension_clause: yes"))

    assert "more than 90 days" in long.reason
    assert "more than 90 days" not in short.reason
    assert long.word == "unknown"


def test_resale_without_written_consent_is_told() -> None:
    asked = "export_permit: granted, suspension_clause: yes, re_export: yes"

    assert word("UA-EXPORT", abroad(asked)) == "advisory"
    assert word("UA-EXPORT", abroad(asked + ", re_export_consent: yes")) == "pass"


def test_what_is_made_elsewhere_or_stays_needs_no_ukrainian_permit() -> None:
    assert word("UA-EXPORT", abroad("", country="PL")) == "not_applicable"
    assert word("UA-EXPORT", abroad("", buyer="UA-MoD")) == "not_applicable"
    assert word("UA-EXPORT", abroad("export_permit: refused", country="[50% PL, 50% UA]")) == "fail"


def test_in_the_kingdom_chinese_parts_are_not_barred() -> None:
    case = (
        "{buyer: UK-MoD, delivered: 2027-03-01, seller: dealer, product: {origin: {manufactured: CN}}, "
        "parts: {motor: {categories: [motor], origin: {manufactured: CN}}}, parties: {dealer: {name: A, facts: {debarred_uk: no}}}}"
    )

    assert word("UK-DEBARMENT", case) == "pass"
    assert judged("UK-DEBARMENT", case).of("motor").word == "not_applicable"


def test_a_debarred_supplier_is_told() -> None:
    case = "{buyer: UK-MoD, delivered: 2027-03-01, seller: dealer, parties: {dealer: {name: A, facts: {debarred_uk: yes}}}}"

    assert word("UK-DEBARMENT", case) == "advisory"
    assert word("UK-DEBARMENT", case.replace("UK-MoD", "US-DoD")) == "not_applicable"


def test_the_links_of_the_permit_speak_of_export_and_not_of_contracts_for_many_years() -> None:
    permit, localisation = every_rule()["UA-EXPORT"], every_rule()["UA-LOCAL-50"]

    assert any("eksportu-zbroyi" in link for link in permit.links)
    assert any("zupinki-eksportu" in link for link in permit.links)
    assert not set(permit.links) & set(localisation.links)
