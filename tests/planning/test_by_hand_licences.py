"""Small deals solved by hand: what licences say beyond a royalty, and what of it a plan cannot know. The base deal stands in ``small``.

The licensed maker sells 80 a quarter at 2,000: sales of 160,000 a quarter, 640,000 a year.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from dronedeal.deal import Counted, Thing
from dronedeal.planning import plan, unplannable
from dronedeal.reading import exact
from dronedeal.unfolding import unfold
from tests.planning.small import close, paid, planned, small, units

_LICENCE = """
    parties: {{owner: {{kind: company, in: UA, discount_rate: 0%}}, tax: {{kind: state, discount_rate: 0%}}}}
    sites: {{line: {{under: licence}}}}
    terms: {{licence: {{kind: licence, licensor: owner, licensee: maker, systems: [drone], sites: [line], {}}}}}
"""


@pytest.mark.parametrize(
    ("terms", "line", "expected"),
    [
        # 8,000 a quarter fall short of 10,000.
        ("royalty: 5%, minimum: {per_year: 40_000 USD, carry: none, trued_up: quarter}", "minimum", [2_000] * 4),
        # 16,000 a quarter up to 50,000; of the fourth 2,000, and 2% of the 140,000 of sales beyond.
        ("royalty: 10%, cap: {total: 50_000 USD, then: 2%}", "royalty", [16_000, 16_000, 16_000, 4_800]),
        # Half of each 16,000 recoups 50,000: 18,000 are left at the end.
        ("royalty: 10%, advance: {amount: 50_000 USD, unrecouped: repaid, recoup: 50%}", "unrecouped", [0, 0, 0, -18_000]),
        # Half of 4,000 is credited; of 20,000 only as much as leaves half of 16,000.
        ("royalty: 10%, stacking: {credit: 50%, floor: 50%, unused: lost, expected: 4_000 USD}", "royalty", [14_000] * 4),
        ("royalty: 10%, stacking: {credit: 50%, floor: 50%, unused: carried, expected: 20_000 USD}", "royalty", [8_000] * 4),
        # Three parts of four of a product.
        ("royalty: 10%, combination: {by: price, own: 1_500 USD, others: 500 USD}", "royalty", [12_000] * 4),
        # 16,000 is what is left of 20,000 after a fifth.
        ("royalty: 10%, withholding: 20%, withheld_by: tax, gross_up: yes", "withholding", [4_000] * 4),
        # 80 units at 300 are more than 16,000.
        ("royalty: 10%, per_unit: 300 USD, greater_of: yes", "royalty", [24_000] * 4),
        # All licences together take no more than 8% of 160,000; this is the only one.
        ("royalty: 10%, aggregate: {most: 8%, terms: [licence]}", "royalty", [12_800] * 4),
        ("royalty: 10%, reserve: {share: 15%, quarters: 2}", "reserve", [2_400] * 4),
    ],
)  # fmt: skip
def test_what_a_licence_says_is_what_a_plan_pays(terms: str, line: str, expected: list[float]) -> None:
    assert paid(planned(_LICENCE.format(terms)), f"licence/{line}") == close(expected)


@pytest.mark.parametrize(
    "reported",
    [
        "deductions: {most: 10%, over: year}",
        "audit: {threshold: 5%, of: due}",
        "most_favoured: {switches: grant}",
        "most_favoured: {switches: election}",
        "stacking: {credit: 50%, floor: 50%, unused: carried}",
    ],
)
def test_what_is_only_ever_reported_is_nothing_in_a_plan(reported: str) -> None:
    made = planned(_LICENCE.format(f"royalty: 10%, {reported}"))

    assert paid(made, "licence/royalty") == close([16_000] * 4)
    assert paid(made, "licence/audit") == [0.0] * 4


def test_an_open_royalty_is_planned_under_clauses_that_wait_for_reports() -> None:
    made = planned(
        _LICENCE.format(
            """royalty: {open: [5%, 10%]}, most_favoured: {switches: grant}, deductions: {most: 10%, over: year},
            stacking: {credit: 50%, floor: 50%, unused: carried}"""
        )
    )

    assert made.joint_gain == close(640_000)


_SECOND = "terms: {other: {kind: licence, licensor: owner, licensee: maker, systems: [drone], sites: [line], royalty: 4%, aggregate: {most: 8%, terms: [licence, other]}}}"

DIVIDED = (
    ("royalty: {open: [5%, 10%]}, cap: {total: 50_000 USD, then: 2%}", "", ("royalty",)),
    ("royalty: 10%, combination: {by: price, own: {open: [100 USD, 500 USD]}, others: 500 USD}", "", ("royalty",)),
    ("royalty: 10%, combination: {by: price, own: {open: [0 USD, 500 USD]}, others: {open: [100 USD, 500 USD]}}", "", ("royalty",)),
    ("royalty: 10%, withholding: {open: [0%, 20%]}, withheld_by: tax, gross_up: yes", "", ("royalty", "withholding")),
    ("royalty: {open: [5%, 10%]}, aggregate: {most: 8%, terms: [licence]}", "", ("royalty",)),
    ("royalty: {open: [5%, 10%]}, aggregate: {most: 8%, terms: [licence, other]}", _SECOND, ("royalty",)),
)  # fmt: skip


@pytest.mark.parametrize(("terms", "more", "lines"), DIVIDED, ids=[terms for terms, *_ in DIVIDED])
def test_what_an_open_number_divides_is_planned_as_it_is_owed(terms: str, more: str, lines: tuple[str, ...]) -> None:
    """The owner is a principal too, so that its share of the gain moves the number off its end."""
    deal = small(_LICENCE.format(terms), "parties: {owner: {role: principal}}", more)

    made = plan(deal, costs=False)
    settled = {path: Decimal(str(value)) for path, value in made.package.items()}
    delivered = Counted(thing=Thing.UNITS_DELIVERED, subject="sale", systems=("drone/standard",), to="buyer")
    owed = exact(unfold(deal), {delivered: [Decimal(str(one)) for one in units(made)]}, settled=settled)

    assert (unplannable(deal), made.status) == ((), "optimal")
    assert made.joint_gain == close(640_000)
    for line in lines:
        assert paid(made, f"licence/{line}") == pytest.approx(
            [float(one) for one in owed[f"terms.licence/{line}"]], abs=0.02
        )
        assert any(paid(made, f"licence/{line}"))


def test_what_may_be_divided_by_nothing_is_a_finding_that_says_so() -> None:
    [finding] = unplannable(small(_LICENCE.format("royalty: {open: [0%, 10%]}, cap: {total: 50_000 USD, then: 2%}")))

    assert (finding.code, finding.mend) == (
        "P101",
        "let the number's range begin above zero, or give it a single value",
    )
    assert finding.place.line
