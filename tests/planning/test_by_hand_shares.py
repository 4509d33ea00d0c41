"""Small deals solved by hand: a share of income abroad less what is left out of it. The base deal stands in ``small``."""

from __future__ import annotations

import pytest

from tests.planning.small import close, paid, planned

_SHARE = """
    parties: {{owner: {{kind: company, in: UA, discount_rate: 0%}}}}
    terms: {{share: {{kind: third_country, owner: owner, exporter: maker, terms: [sale], share: 25%, {}}}}}
"""


@pytest.mark.parametrize(
    ("exclusions", "expected"),
    [
        ("{what: development, unused: lost}", [40_000] * 4),
        ("{what: development, unused: lost, expected: 60_000 USD}", [25_000] * 4),
        ("{what: development, unused: carried, expected: {by_quarter: {2027-Q1: 200_000 USD, 2027-Q2: 0 USD}}}",
         [0, 30_000, 40_000, 40_000]),
    ],
)  # fmt: skip
def test_exclusions_lower_income_as_far_as_a_plan_expects_them(exclusions: str, expected: list[float]) -> None:
    made = planned(_SHARE.format(f"exclusions: {exclusions}"))

    assert paid(made, "share/share") == close(expected)
