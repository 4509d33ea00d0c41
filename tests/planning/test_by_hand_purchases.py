"""Small deals solved by hand: what a purchase pays before delivery, and on acceptance. The base deal stands in ``small``.

80 units a quarter at 2,000: invoices of 160,000 a quarter.
"""

from __future__ import annotations

import pytest

from tests.planning.small import close, gains, paid, planned


@pytest.mark.parametrize(
    ("terms", "lines"),
    [
        # Nothing is known of costs: nothing is paid for them.
        ("progress: {rate: 80%, unliquidated: kept}", {"progress": [0] * 4, "price": [160_000] * 4}),
        # 80,000 of costs of 100,000; each invoice liquidates up to 128,000.
        ("progress: {rate: 80%, unliquidated: kept, expected: 100_000 USD}", {"progress": [80_000] * 4, "price": [80_000] * 4}),
        # 160,000 a quarter against 128,000 that can be liquidated: 128,000 are left over and repaid.
        (
            "progress: {rate: 80%, unliquidated: repaid, expected: 200_000 USD}",
            {"progress": [160_000] * 4, "price": [32_000] * 4, "unliquidated": [0, 0, 0, -128_000]},
        ),
        # Need 150,000 + 50,000, then 300,000 + 40,000, 450,000, 500,000: invoices of 640,000 use all of it up.
        (
            """deposits: {forecast: {by_quarter: {2027-Q1: 150_000 USD, 2027-Q4: 50_000 USD}},
            termination_liability: {by_quarter: {2027-Q1: 50_000 USD, 2027-Q2: 40_000 USD, 2027-Q3: 0 USD}}}""",
            {
                "deposits": [200_000, 140_000, 110_000, 50_000],
                "price": [0, 0, 30_000, 110_000],
                "deposits_left": [0] * 4,
            },
        ),
        ("pays_on: acceptance", {"price": [160_000] * 4}),
        ("damages: {per_week: 0.5%, grace_days: 14, grace: counted_back, most: 10%}", {"price": [160_000] * 4, "damages": [0] * 4}),
    ],
)  # fmt: skip
def test_what_a_purchase_pays_and_when(terms: str, lines: dict[str, list[float]]) -> None:
    made = planned(f"terms: {{sale: {{{terms}}}}}")

    assert {label: paid(made, f"sale/{label}") for label in lines} == {
        label: close(expected) for label, expected in lines.items()
    }


def test_deposits_that_nothing_uses_up_come_back() -> None:
    made = planned(
        """terms: {sale: {deposits: {forecast: {by_quarter: {2027-Q1: 800_000 USD, 2027-Q2: 0 USD}},
        termination_liability: 0 USD}}}"""
    )

    assert paid(made, "sale/deposits_left") == close([0, 0, 0, -160_000])
    assert gains(made) == close({"maker": 320_000, "buyer": 320_000})
