"""Small deals solved by hand: offsets, stages, metered use, cost recovery and entitlements. The base deal stands in ``small``.

80 units a quarter at 2,000: invoices of 160,000 a quarter.
"""

from __future__ import annotations

import pytest

from tests.planning.small import close, paid, planned, units

_CLAUSE = """
    parties: {{partner: {{kind: company, in: UA, discount_rate: 0%}}}}
    terms: {{extra: {{{}}}}}
"""
_OFFSET = "kind: offset, obligor: maker, beneficiary: buyer, multipliers: {parts: 0.5, technology: 2}, penalty: 10%, "


@pytest.mark.parametrize(
    ("terms", "line", "expected"),
    [
        # Nothing is known of credits: all of the obligation falls short.
        (_OFFSET + "per_year: 100_000 USD, surplus: lost", "penalty", [0, 0, 0, 10_000]),
        # 30% of 640,000 is 192,000; 20,000 a quarter in technology count 160,000.
        (
            _OFFSET + "share: 30%, terms: [sale], surplus: banked, expected: {technology: 20_000 USD}",
            "penalty",
            [0, 0, 0, 3_200],
        ),
        (
            """kind: technology, owner: partner, user: buyer, technologies: [link],
            stages: [{name: prototype, pays: 1_000 USD}, {name: test, pays: 2_000 USD, expected: 2027-Q3}]""",
            "stages",
            [0, 0, 3_000, 0],
        ),
        (
            """kind: data_access, provider: maker, user: buyer, use: 150,
            metered: {tiers: [[0, 0 USD], [100, 2 USD]], mode: marginal, over: period}""",
            "metered",
            [100] * 4,
        ),
    ],
)
def test_what_is_expected_is_what_a_plan_pays(terms: str, line: str, expected: list[float]) -> None:
    made = planned(_CLAUSE.format(terms), "technologies: {link: {owner: partner}}")

    assert paid(made, f"extra/{line}") == close(expected)


@pytest.mark.parametrize(
    ("expires", "penalties"), [("9 months", (11_200, 19_200)), ("12 months", (0, 19_200)), ("24 months", (0, 9_600))]
)
def test_a_bank_that_forgets_a_surplus_of_purchases_the_plan_decides(
    expires: str, penalties: tuple[float, float]
) -> None:
    """Of 192,000 a year 400,000 are credited in 2027, 80,000 in 2028, nothing in 2029: 208,000 are banked, 112,000 drawn in 2028."""
    credited = "expected: {technology: {by_year: {2027: 50_000 USD, 2028: 10_000 USD, 2029: 0 USD}}}"
    terms = f"{_OFFSET}share: 30%, terms: [sale], surplus: banked, expires: {expires}, {credited}"

    made = planned(_CLAUSE.format(terms), "horizon: {years: 3}")

    owed = paid(made, "extra/penalty", quarters=12)
    assert [owed[3], owed[7], owed[11]] == close([0, *penalties])


def test_a_bank_that_forgets_a_surplus_that_is_known_is_planned() -> None:
    # 60,000 counted in 2027 against 50,000; of 2028's 50,000 nothing is met but what is banked, where it lasts.
    terms = """per_year: 50_000 USD, surplus: banked, expires: {}, expected: {{technology: {{by_year: {{2027: 7_500 USD, 2028: 0 USD}}}}}}"""
    for expires, penalty in (("12 months", 4_000), ("9 months", 5_000)):
        made = planned(_CLAUSE.format(_OFFSET + terms.format(expires)), "horizon: {years: 2}")

        assert paid(made, "extra/penalty", quarters=8)[7] == close(penalty)


_VENTURE = """
    parties: {{partner: {{kind: company, in: UA, discount_rate: 0%}}}}
    sites: {{line: {{under: venture}}}}
    terms: {{venture: {{kind: joint_production, company: maker, sites: [line], systems: [drone], {}}}}}
"""


def test_costs_that_are_expected_are_recovered_before_profit_is_shared() -> None:
    # Of 160,000 a quarter a fourth recovers costs of 100,000; of the rest the partner has a fourth, the company what is left.
    made = planned(
        _VENTURE.format("profit: {partner: 25%}, recovery: {most: 25%, over: period, expected: {partner: 100_000 USD}}")
    )

    assert paid(made, "venture/recovery/partner") == close([40_000] * 4)
    assert paid(made, "venture/profit/partner") == close([30_000] * 4)


def test_without_expected_costs_all_revenue_is_shared() -> None:
    made = planned(_VENTURE.format("profit: {partner: 25%}, recovery: {most: 50%, over: term}"))

    assert paid(made, "venture/recovery/partner") == [0.0] * 4
    assert paid(made, "venture/profit/partner") == close([40_000] * 4)


def test_what_partners_may_have_of_output_moves_no_plan() -> None:
    made = planned(_VENTURE.format("output: {buyer: 100%}, price: 2_000 USD, entitlements: yes"), "terms: {sale: null}")

    assert units(made, term="venture") == close([80] * 4)
