"""European money: 65 per cent inside, Ukraine among it, and authority over the design."""

import pytest

from tests.screening.asking import judged, product, word
from tests.screening.limbs import DESIGN, SAFE, contractor

BOTH = [("EU-SAFE", "EU-SAFE-loan"), ("EU-EDIP", "EU-EDIP")]


def content(inside: str, share: int, outside: str = "US") -> str:
    return (
        f"parts: {{a: {{categories: [airframe], origin: {{manufactured: {inside}}}, cost: {share}}}, "
        f"b: {{categories: [motor], origin: {{manufactured: {outside}}}, cost: {100 - share}}}}}"
    )


@pytest.mark.parametrize(("rule", "buyer"), BOTH)
@pytest.mark.parametrize("country", ["UA", "DE", "NO", "IS", "LI", "HR"])
def test_up_to_35_per_cent_may_come_from_outside(rule: str, buyer: str, country: str) -> None:
    country = f"'{country}'"

    assert word(rule, contractor(buyer, parts=content(country, 65))) == "pass"
    assert word(rule, contractor(buyer, parts=content(country, 64))) == "fail"


@pytest.mark.parametrize("country", ["CH", "US", "KR", "TR", "GB", "CA"])
def test_others_are_outside_switzerland_and_the_kingdom_too(country: str) -> None:
    assert word("EU-SAFE", contractor("EU-SAFE-loan", parts=content(country, 65, "UA"))) == "fail"


def test_content_of_the_kingdom_is_told_as_depending_on_an_agreement() -> None:
    told = product("EU-SAFE", contractor("EU-SAFE-loan", parts=content("UA", 60, "GB")))
    not_told = product("EU-SAFE", contractor("EU-SAFE-loan", parts=content("UA", 60, "US")))

    assert "as an agreement may allow" in told.reason
    assert "as an agreement may allow" not in not_told.reason


def test_unknown_origin_leaves_it_open_only_if_it_could_turn_the_answer() -> None:
    unknown = "a: {categories: [motor], cost: %s}"
    parts = "parts: {f: {categories: [airframe], origin: {manufactured: UA}, cost: 70}, " + unknown + "}"

    assert judged("EU-SAFE", contractor("EU-SAFE-loan", parts=parts % 30)).of("product").word == "pass"
    assert word("EU-SAFE", contractor("EU-SAFE-loan", parts=parts % 40)) == "unknown"


@pytest.mark.parametrize("country", ["CN", "RU", "BY", "IR", "KP", "HK"])
def test_content_of_five_countries_is_told_and_not_barred(country: str) -> None:
    case = contractor("EU-SAFE-loan", parts=content("UA", 90, country))

    assert judged("EU-SAFE", case).of("b").word == "advisory"
    assert word("EU-SAFE", case) == "advisory"


@pytest.mark.parametrize(("rule", "buyer"), BOTH)
def test_a_contractor_from_outside_or_managed_there_fails(rule: str, buyer: str) -> None:
    assert word(rule, contractor(buyer, domicile="US")) == "fail"
    assert (
        word(rule, contractor(buyer, facts=SAFE.replace("management_inside: yes", "management_inside: no"))) == "fail"
    )
    assert word(rule, contractor(buyer, facts=SAFE.replace("management_inside: yes, ", ""))) == "unknown"


def test_control_from_a_third_country_fails_unless_screened_or_guaranteed() -> None:
    owners = "{parent: {share: 60%}}"

    assert word("EU-SAFE", contractor("EU-SAFE-loan", owners=owners)) == "fail"
    for shown in ("fdi_screened: yes", "control_guarantees: yes"):
        facts = SAFE.replace("{", "{" + shown + ", ")
        assert word("EU-SAFE", contractor("EU-SAFE-loan", owners=owners, facts=facts)) == "exempt"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("14.9%", "pass"),
        ("15%, subcontract_before_2025_05_28: no, subcontract_replacement_plan: no", "fail"),
        ("15%, subcontract_before_2025_05_28: yes", "pass"),
        ("35%, subcontract_replacement_plan: yes", "pass"),
        ("36%, subcontract_replacement_plan: yes", "fail"),
        ("20%", "unknown"),
    ],
)
def test_a_third_country_subcontractor_is_tolerated_in_a_band(said: str, expected: str) -> None:
    case = contractor("EU-SAFE-loan", facts=SAFE.replace("share: 0", f"share: {said}"))

    assert word("EU-SAFE", case) == expected


def test_authority_over_the_design_is_asked_of_category_2_only() -> None:
    none = "product: {facts: {safe_category: %s, design_authority: no, third_country_consent: no}}"

    assert word("EU-SAFE", contractor("EU-SAFE-loan", product=none % 2)) == "fail"
    assert word("EU-SAFE", contractor("EU-SAFE-loan", product=none % 1)) == "pass"
    assert word("EU-SAFE", contractor("EU-SAFE-loan", product=none % 3)) == "unknown"


def test_a_part_that_needs_foreign_consent_is_told() -> None:
    case = contractor("EU-SAFE-loan", product=DESIGN.replace("consent: no", "consent: yes"))

    assert word("EU-SAFE", case) == "advisory"


def test_other_money_is_not_asked_and_each_has_its_beginning() -> None:
    safe = contractor("EU-SAFE-loan")

    assert word("EU-EDIP", safe) == "not_applicable"
    assert word("EU-SAFE", safe.replace("EU-SAFE-loan", "EU-member-state")) == "not_applicable"
    assert word("EU-SAFE", safe.replace("EU-SAFE-loan", "EU-member-state, funds: SAFE")) == "pass"
    assert word("EU-SAFE", safe.replace("2027-03-01", "2025-05-28")) == "not_applicable"
    assert word("EU-EDIP", contractor("EU-EDIP").replace("2027-03-01", "2025-12-28")) == "not_applicable"
