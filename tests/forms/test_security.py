"""Security: escrow held and given back, a letter of credit against a fee, a limit on what may be owed."""

import pytest

from dronedeal.deal import Clause, Quarter, Thing
from dronedeal.reading import ExactReader
from dronedeal.unfolding import unfold
from tests.deals import clause, deal, money, payable, reported, share, sold
from tests.forms.example import Example, refused

SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100))
KEEPS = ("buyer to maker: secures sale",)


def security(by: str, **said: object) -> Clause:
    always = {"by": by, "debtor": "buyer", "creditor": "maker", "terms": ("sale",), "amount": money(1_000)}
    return clause("held", "security", **always, **said)


def unused(label: str, who: str) -> dict[str, str]:
    """A line that owes nothing, as nothing was drawn or released."""
    return {label: f"{who}: 0.00 0.00 0.00 0.00"}


EXAMPLES = (
    Example(
        clause=security("escrow", holder="bank", fee=share("0.02")),
        beside=(SALE,),
        owes={
            "amount": "buyer to bank: 1000.00 0.00 0.00 0.00",
            "returned": "bank to buyer: 0.00 0.00 0.00 1000.00",
            "fee": "buyer to bank: 5.00 5.00 5.00 5.00",
            **unused("released", "bank to buyer"),
            **unused("drawn", "bank to maker"),
            **unused("settled", "buyer to maker"),
        },
        keeps=KEEPS,
    ),
    Example(
        clause=security("escrow", holder="bank", fee=share("0.02"), since=Quarter(2027, 2), until=Quarter(2027, 3)),
        beside=(SALE,),
        owes={
            "amount": "buyer to bank: 0.00 1000.00 0.00 0.00",
            "returned": "bank to buyer: 0.00 0.00 1000.00 0.00",
            "fee": "buyer to bank: 0.00 5.00 0.00 0.00",
            **unused("released", "bank to buyer"),
            **unused("drawn", "bank to maker"),
            **unused("settled", "buyer to maker"),
        },
        keeps=KEEPS,
    ),
    Example(
        clause=security("letter_of_credit", holder="bank", fee=share("0.01")),
        beside=(SALE,),
        owes={
            "fee": "buyer to bank: 2.50 2.50 2.50 2.50",
            **unused("drawn", "bank to maker"),
            **unused("settled", "buyer to maker"),
            **unused("reimbursed", "buyer to bank"),
        },
        keeps=KEEPS,
    ),
    Example(  # 1,000 given, 300 drawn and 200 released: 500 come back at the end
        clause=security("escrow", holder="bank"),
        beside=(SALE,),
        facts=(
            reported(Thing.SECURED, "held", 1_000),
            reported(Thing.SECURITY_DRAWN, "held", 0, 300),
            reported(Thing.SECURITY_RELEASED, "held", 0, 0, 200),
        ),
        owes={
            "amount": "buyer to bank: 1000.00 0.00 0.00 0.00",
            "released": "bank to buyer: 0.00 0.00 200.00 0.00",
            "returned": "bank to buyer: 0.00 0.00 0.00 500.00",
            "drawn": "bank to maker: 0.00 300.00 0.00 0.00",
            "settled": "buyer to maker: 0.00 -300.00 0.00 0.00",
        },
        keeps=KEEPS,
    ),
    Example(  # of 500 promised, 400 are drawn in one quarter and 100 in the next, in which 300 were asked for
        clause=security("letter_of_credit", holder="bank"),
        beside=(SALE,),
        facts=(
            reported(Thing.SECURED, "held", 500),
            reported(Thing.SECURITY_DRAWN, "held", 400, 300),
            reported(Thing.SECURITY_RELEASED, "held", 0, 50),
        ),
        owes={
            "drawn": "bank to maker: 400.00 100.00 0.00 0.00",
            "settled": "buyer to maker: -400.00 -100.00 0.00 0.00",
            "reimbursed": "buyer to bank: 400.00 100.00 0.00 0.00",
        },
        keeps=KEEPS,
    ),
    Example(  # a quarter after the promise has ended: nothing is drawn
        clause=security("letter_of_credit", holder="bank", until=Quarter(2027, 2)),
        beside=(SALE,),
        facts=(reported(Thing.SECURED, "held", 500), reported(Thing.SECURITY_DRAWN, "held", 0, 300)),
        owes={
            **unused("drawn", "bank to maker"),
            **unused("settled", "buyer to maker"),
            **unused("reimbursed", "buyer to bank"),
        },
        keeps=KEEPS,
    ),
    Example(
        clause=security("exposure_limit"),
        beside=(SALE,),
        keeps=(*KEEPS, "maker to buyer: limit"),
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_security_comes_to(example: Example) -> None:
    example.holds()


def test_an_exposure_limit_bounds_what_is_invoiced_in_a_quarter() -> None:
    unfolded = unfold(deal(SALE, security("exposure_limit")))
    reader = ExactReader(unfolded.horizon, sold("sale", 3, 12))

    limit = unfolded.standing[-1]

    assert (limit.over, limit.least) == ("period", None)
    assert list(reader.read(limit.quantity)) == [300, 1_200, 0, 0]  # type: ignore[arg-type]
    assert list(reader.read(limit.most)) == [1_000] * 4  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("until", "returned"), [(Quarter(2035, 1), 3), (Quarter(2027, 4), 3), (Quarter(2027, 1), 0), (Quarter(2020, 1), 0)]
)
def test_an_escrow_is_given_back_in_its_quarter_within_the_horizon(until: Quarter, returned: int) -> None:
    lines = payable(deal(SALE, security("escrow", holder="bank", until=until)))

    assert [quarter for quarter, amount in enumerate(lines["held/returned"]) if amount] == [returned]


@pytest.mark.parametrize("by", ["escrow", "letter_of_credit"])
def test_a_security_without_a_holder_is_refused(by: str) -> None:
    assert refused(security(by))[0] == "by"


def test_an_escrow_that_begins_outside_the_horizon_is_refused() -> None:
    assert refused(security("escrow", holder="bank", since=Quarter(2026, 4)))[0] == "since"


@pytest.mark.parametrize(("key", "said"), [("holder", "bank"), ("fee", share("0.02")), ("account", "procurement")])
def test_what_an_exposure_limit_cannot_have_is_refused(key: str, said: object) -> None:
    assert refused(security("exposure_limit", **{key: said}))[0] == key
