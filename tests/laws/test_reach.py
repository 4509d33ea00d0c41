"""The strategies reach what the laws speak of: every kind of quantity with a worth, and every clause."""

import pytest
from hypothesis import Phase, find, settings

from dronedeal.deal import Balance, Quantity
from dronedeal.reading import ExactReader
from tests.agreements import CLAUSES, signed
from tests.brief import brief
from tests.strategies import Case, cases

QUICKLY = settings(max_examples=600, phases=[Phase.generate])
KINDS = [kind.__name__ for kind in Quantity.__args__]  # type: ignore[attr-defined]


def has_worth(case: Case) -> bool:
    return any(ExactReader(case.horizon, case.facts, at_base=True).read(case.quantity))


@pytest.mark.parametrize("kind", [*KINDS, Balance.__name__])
def test_every_kind_of_quantity_is_drawn_with_a_worth(kind: str) -> None:
    found = find(cases(depth=3), lambda case: f"{kind}(" in inside(case) and has_worth(case), settings=QUICKLY)

    assert kind in inside(found)


def inside(case: Case) -> str:
    counted = "Counted(" if case.facts else ""
    return brief(case.quantity) + counted


@pytest.mark.parametrize("name", CLAUSES)
def test_every_clause_is_drawn_and_owes_something(name: str) -> None:
    found = find(signed(name), lambda one: any(line.clause == name for line in one.unfolded.lines), settings=QUICKLY)

    assert name in found.deal.terms
