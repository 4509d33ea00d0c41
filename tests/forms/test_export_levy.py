"""Export levy: on goods by share or by unit, on the royalties of a licence, while it is not waived."""

import pytest

from dronedeal.deal import Clause, Quarter
from tests.deals import clause, money, share, sold
from tests.forms.example import Example, refused

SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone", "boat"), price=money(100))
RESALE = clause("resale", "purchase", seller="licensee", buyer="third", systems=("drone",), price=money(10))
RIGHTS = clause(
    "rights", "licence", licensor="maker", licensee="licensee", systems=("drone",), upfront=money(1_000),
    royalty=share("0.1"), withholding=share("0.5"), withheld_by="third",
)  # fmt: skip


def levy(*terms: str, **said: object) -> Clause:
    return clause("levy", "export_levy", state="state", payer="maker", terms=terms, **said)


EXAMPLES = (
    Example(
        clause=levy("sale", share=share("0.2"), per_unit=money("0.50")),
        beside=(SALE,),
        facts=(sold("sale", 10, 3), sold("sale", 0, 1, of="boat")),
        owes={
            "share": "maker to state: 200.00 80.00 0.00 0.00",
            "per_unit": "maker to state: 5.00 2.00 0.00 0.00",
        },
    ),
    Example(
        # on a licence all it invoices counts: the fee, and royalties before tax is withheld
        clause=levy("rights", "sale", share=share("0.2")),
        beside=(SALE, RESALE, RIGHTS),
        facts=(sold("sale", 1), sold("resale", 50, 50, to="third")),
        owes={"share": "maker to state: 230.00 10.00 0.00 0.00"},
    ),
    Example(
        clause=levy("sale", share=share("0.2"), since=Quarter(2027, 2), until=Quarter(2027, 3)),
        beside=(SALE,),
        facts=(sold("sale", 1, 1, 1, 1),),
        owes={"share": "maker to state: 0.00 20.00 0.00 0.00"},
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_levy_comes_to(example: Example) -> None:
    example.holds()


def test_a_levy_that_takes_nothing_is_refused() -> None:
    assert refused(levy("sale")) == ("share", "a levy takes a share or money a unit")
