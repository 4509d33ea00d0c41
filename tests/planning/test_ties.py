"""Plans that are worth as much to all together, and not to each: the rule that chooses, by hand."""

import pytest

from dronedeal.planning.walk_away import walk_away
from tests.planning.small import close, small

_TWO_MAKERS = """
parties:
  second: {kind: company, in: UA, discount_rate: 0%}
  ally: {kind: state, role: principal, discount_rate: 0%}
sites:
  other_line: {in: UA, of: second, makes: [drone], capacity: 100/quarter}
needs:
  army: {quantity: 130/quarter}
  allied: {of: ally, service: Navy, role: strike, kind: flow, quantity: 50/quarter, worth: {then: [[10_000, 3_000 USD]]}}
"""
_FIRST_IS_DEAR = """
terms:
  sale: {status: existing}
  second_sale: {kind: purchase, status: existing, seller: second, buyer: buyer, systems: [drone], price: 1_500 USD}
  offer: {kind: purchase, seller: maker, buyer: ally, systems: [drone], price: 2_600 USD}
"""


def test_of_makers_that_cost_the_same_the_one_of_the_earlier_clause_sells() -> None:
    # The buyer wants 130 a quarter, each line makes 100: 100 under the first clause, 30 under the second.
    walked = walk_away(small(_TWO_MAKERS, _FIRST_IS_DEAR))

    assert walked.values == close({
        "maker": 4 * 100 * 1_000, "second": 4 * 30 * 500, "buyer": 4 * (130 * 3_000 - 100 * 2_000 - 30 * 1_500), "ally": 0,
    })  # fmt: skip


@pytest.mark.parametrize("capacity", [60, 80, 100])
def test_where_a_solve_begins_does_not_choose(capacity: int) -> None:
    deal = small(_TWO_MAKERS, _FIRST_IS_DEAR)
    other = small(_TWO_MAKERS, _FIRST_IS_DEAR, f"sites: {{line: {{capacity: {capacity}/quarter}}}}")

    assert walk_away(other, walk_away(deal).start).values == close(walk_away(other).values)
