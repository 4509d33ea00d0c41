"""Technology: fees when the right begins and at each contract year's end, and a right its user may leave."""

from decimal import Decimal

import pytest

from dronedeal.deal import Choose, Clause, Open, Quarter
from dronedeal.forms import Setting, Stage, compose
from tests.deals import clause, deal, money
from tests.forms.example import Example, refused


def technology(**said: object) -> Clause:
    return clause("know_how", "technology", owner="maker", user="buyer", technologies=("links",), **said)


EXAMPLES = (
    Example(
        clause=technology(fee=money(100), yearly=money(10), rights="data_package"),
        owes={
            "fee": "buyer to maker: 100.00 0.00 0.00 0.00",
            "yearly": "buyer to maker: 0.00 0.00 0.00 10.00",
        },
        passes={"right": "maker to buyer: right to data_package 1 1 1 1"},
    ),
    Example(
        clause=technology(fee=money(100), updates=money(5), since=Quarter(2027, 2)),
        owes={
            "fee": "buyer to maker: 0.00 100.00 0.00 0.00",
            "updates": "buyer to maker: 0.00 0.00 0.00 5.00",
        },
        passes={"right": "maker to buyer: right to use 0 1 1 1"},
        keeps=("maker to buyer: feeds links",),
    ),
    Example(
        clause=technology(fee=money(100), optional=True),
        settled={"terms.know_how.optional": Decimal(1)},
        owes={"fee": "buyer to maker: 100.00 0.00 0.00 0.00"},
        passes={"right": "maker to buyer: right to use 1 1 1 1"},
    ),
    Example(
        clause=technology(fee=money(100), optional=True),
        settled={"terms.know_how.optional": Decimal(0)},
        owes={"fee": "buyer to maker: 0.00 0.00 0.00 0.00"},
        passes={"right": "maker to buyer: right to use 0 0 0 0"},
    ),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_technology_comes_to(example: Example) -> None:
    example.holds()


def test_to_take_it_or_leave_it_is_an_open_number_of_the_clause() -> None:
    optional = technology(optional=True)

    term = compose(Setting(clause=optional, deal=deal(optional)))

    assert isinstance(term, Choose)
    assert isinstance(term.decides, Open)
    assert (term.by, term.decides.path, term.decides.place) == (
        "buyer", "terms.know_how.optional", optional.places["optional"],
    )  # fmt: skip
    assert (term.decides.low, term.decides.high, term.decides.choices) == (0, 1, (0, 1))


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ((Stage(name="test", pays=money(1)), Stage(name="test", pays=money(2))), "two stages have one name"),
        ((Stage(name="test", pays=money(1), expected=Quarter(2031, 1)),), "2031-Q1 lies outside the horizon"),
    ],
)
def test_stages_are_refused(stages: tuple[Stage, ...], message: str) -> None:
    assert refused(technology(stages=stages)) == ("stages", message)


def test_a_right_that_begins_outside_the_horizon_is_refused() -> None:
    assert refused(technology(fee=money(1), since=Quarter(2026, 1)))[0] == "since"
