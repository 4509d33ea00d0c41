"""Law 9: taking a fact away from a bill never betters a verdict; and verdicts do not hang on the order of parts or rules."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dronedeal.screening.bill import Bill
from dronedeal.screening.judge import screen
from dronedeal.screening.listed import Lists
from dronedeal.screening.purchase import Purchase
from dronedeal.screening.verdict import Cell
from tests.screening.bills_drawn import RULES, bills, lists, poorer, purchases

TROUBLE = {"not_applicable": 0, "pass": 0, "exempt": 0, "advisory": 1, "unknown": 2, "fail": 2}
"""Unknown and fail trouble alike: what showed a failure may be the very fact that is taken away."""


def verdicts(bill: Bill, purchase: Purchase, held: Lists) -> dict[tuple[str, str], Cell]:
    screened = screen(bill, purchase, RULES, held)
    found = {(rule.id, part): cell for rule, part, cell in screened.verdicts()}
    return found | {(name, ""): one.product for name, one in screened.judged.items()}


@settings(max_examples=60, deadline=None)
@given(bills(), purchases, lists())
def test_a_fact_taken_away_never_betters_a_verdict(bill: Bill, purchase: Purchase, held: Lists) -> None:
    before = verdicts(bill, purchase, held)

    for less in poorer(bill):
        after = verdicts(less, purchase, held)

        for key, cell in before.items():
            assert TROUBLE[after[key].word] >= TROUBLE[cell.word], (key, cell, after[key])


@settings(max_examples=60, deadline=None)
@given(bills(), purchases, lists(), st.randoms(use_true_random=False))
def test_verdicts_do_not_hang_on_the_order_of_parts(
    bill: Bill, purchase: Purchase, held: Lists, chance: random.Random
) -> None:
    import dataclasses

    rest = list(bill.parts[1:])
    chance.shuffle(rest)

    turned = verdicts(dataclasses.replace(bill, parts=(bill.parts[0], *rest)), purchase, held)

    assert turned == verdicts(bill, purchase, held)


@settings(max_examples=20, deadline=None)
@given(bills(), purchases, lists(), st.permutations(RULES))
def test_verdicts_do_not_hang_on_the_order_of_rules(bill: Bill, purchase: Purchase, held: Lists, rules: list) -> None:
    assert screen(bill, purchase, rules, held).judged == screen(bill, purchase, RULES, held).judged
