"""Offset: a year's obligation, credits by kind, what is banked and what falling short costs."""

import pytest

from dronedeal.deal import Clause, Quarter, Thing
from dronedeal.reading import ExactReader
from dronedeal.unfolding import unfold
from tests.deals import clause, count, days, deal, event, money, months, reported, share, sold
from tests.forms.example import Example, refused

KINDS = {"parts": count("0.5"), "technology": count(2)}
SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money(100))


def offset(**said: object) -> Clause:
    always = {"obligor": "maker", "beneficiary": "buyer", "multipliers": KINDS, "penalty": share("0.1")}
    return clause("work", "offset", **always, **said)


def credited(kind: str, *amounts: object, periods: int = 4) -> object:
    return reported(Thing.CREDITED, "work", *amounts, what=kind, periods=periods)


EXAMPLES = (
    Example(
        # nothing is expected: the whole obligation falls short
        clause=offset(per_year=money(1_000), surplus="lost"),
        owes={"penalty": "maker to buyer: 0.00 0.00 0.00 100.00"},
    ),
    Example(
        # 100 a quarter in technology count 800, 200 in parts 400
        clause=offset(
            per_year=money(2_000), surplus="lost", expected={"technology": money(100), "parts": money(200)},
            pay_after=days(30),
        ),
        owes={"penalty": "maker to buyer: 0.00 0.00 0.00 80.00"},
    ),
    Example(
        # 30% of 4,000 is 1,200 beside 1,000; only from the second quarter on
        clause=offset(per_year=money(1_000), share=share("0.3"), terms=("sale",), surplus="banked", since=Quarter(2027, 2)),
        beside=(SALE,),
        facts=(sold("sale", 10, 40),),
        owes={"penalty": "maker to buyer: 0.00 0.00 0.00 220.00"},
    ),
)  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_offset_comes_to(example: Example) -> None:
    example.holds()


def test_a_termination_shortens_the_obligation_of_its_year_by_days() -> None:
    ends = clause("ends", "termination", by="buyer", to="maker", cause="convenience", event="stop", terms=("work",))
    agreement = deal(
        offset(per_year=money(3_650), surplus="lost"), ends, events={"stop": event("stop", Quarter(2027, 3))}
    )
    [line] = [one for one in unfold(agreement).lines if one.clause == "work"]

    assert list(ExactReader(agreement.horizon, {}).read(line.quantity)) == [0, 181, 0, 0]


@pytest.mark.parametrize(
    ("said", "key", "message"),
    [
        ({"surplus": "lost"}, "per_year", "an amount a year or a share"),
        ({"per_year": money(1), "surplus": "lost", "expires": months(12)}, "expires", "does not expire"),
        (
            {"per_year": money(1), "surplus": "lost", "expected": {"training": money(1)}},
            "expected",
            "training is expected and has no multiplier",
        ),
    ],
)
def test_an_offset_is_refused(said: dict[str, object], key: str, message: str) -> None:
    at_fault, text = refused(offset(**said))

    assert at_fault == key
    assert message in text
