"""Relief: which rule it lifts, for whom, from when, at what cost."""

import pytest

from dronedeal.deal import Clause, Quarter
from dronedeal.unfolding import unfold
from tests.deals import clause, deal, money
from tests.forms.example import Example, refused


def relief(**said: object) -> Clause:
    return clause("waiver", "relief", by="buyer", to="maker", rule="magnets", **said)


EXAMPLES = (
    Example(clause=relief(), keeps=("buyer to maker: relief magnets buyer",)),
    Example(
        clause=relief(buyer="third", systems=("drone", "boat"), cost=money(50), since=Quarter(2027, 2)),
        owes={"cost": "maker to buyer: 0.00 50.00 0.00 0.00"},
        keeps=("buyer to maker: relief magnets third drone boat",),
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_relief_comes_to(example: Example) -> None:
    example.holds()


def test_relief_holds_from_its_quarter_until_its_end() -> None:
    [lifted] = unfold(deal(relief(since=Quarter(2027, 2), until=Quarter(2027, 4)))).standing

    assert lifted.open == (False, True, True, False)


def test_a_cost_outside_the_horizon_is_refused() -> None:
    assert refused(relief(cost=money(1), since=Quarter(2029, 1)))[0] == "since"
