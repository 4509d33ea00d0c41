"""Third country: the owner's share of what is sold abroad, and its consent."""

import pytest

from dronedeal.deal import Clause, Quarter
from tests.deals import clause, money, share, sold
from tests.forms.example import Example

RESALE = clause("resale", "purchase", seller="licensee", buyer="third", systems=("drone",), price=money(150))


def abroad(**said: object) -> Clause:
    always = {"owner": "maker", "exporter": "licensee", "terms": ("resale",), "share": share("0.05")}
    return clause("abroad", "third_country", **always, **said)


EXAMPLES = (
    Example(
        clause=abroad(),
        beside=(RESALE,),
        facts=(sold("resale", 10, 2, to="third"),),
        owes={"share": "licensee to maker: 75.00 15.00 0.00 0.00"},
        keeps=("licensee to maker: consent resale",),
    ),
    Example(
        clause=abroad(consent=False, since=Quarter(2027, 2)),
        beside=(RESALE,),
        facts=(sold("resale", 10, 2, to="third"),),
        owes={"share": "licensee to maker: 0.00 15.00 0.00 0.00"},
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_share_of_sales_abroad_comes_to(example: Example) -> None:
    example.holds()
