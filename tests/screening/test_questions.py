"""Conditions joined to one question answer as Kleene's logic does, whether they read a part or are answered once for all."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from dronedeal.screening import Bill, Part, Purchase, Rule, chosen_rules
from dronedeal.screening.asking import Asked, Asking, answered
from dronedeal.screening.bill import Fact
from dronedeal.screening.kleene import Answer
from dronedeal.screening.listed import Lists
from dronedeal.screening.rule import Condition, FactTest

_RANKS = {False: 0, None: 1, True: 2}
_SAID: dict[str, bool | None] = {"held": True, "lacked": False, "silent": None}
_FACTS = {"held": "yes", "lacked": "no"}

Whose = Literal["part", "product", "purchase"]


def _leaf(name: str, whose: Whose) -> Condition:
    return Condition(fact=FactTest(name=name, whose=whose, equals="yes"))


def _leaves(*whose: Whose) -> st.SearchStrategy[Condition]:
    return st.builds(_leaf, st.sampled_from(sorted(_SAID)), st.sampled_from(whose))


def _groups(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda ones: Condition(all=ones)),
        several.map(lambda ones: Condition(any=ones)),
        several.map(lambda ones: Condition(none=ones)),
    )


_CONDITIONS = st.recursive(_leaves("part", "product", "purchase"), _groups, max_leaves=12)
_OF_NO_PART = st.recursive(_leaves("product", "purchase"), _groups, max_leaves=12)


def _rank(condition: Condition) -> int:
    """False, not known and true as 0, 1 and 2, by which Kleene's *and* is the least and *or* the most."""
    if condition.fact is not None:
        return _RANKS[_SAID[condition.fact.name]]
    if condition.all:
        return min(map(_rank, condition.all))
    if condition.any:
        return max(map(_rank, condition.any))
    return 2 - max(map(_rank, condition.none))


def _asking() -> tuple[Asking, Part]:
    facts = {name: Fact(value=value) for name, value in _FACTS.items()}
    product, part = Part(id="product", facts=facts), Part(id="part", inside="product", facts=facts)
    purchase = Purchase(buyer="other", delivered=dt.date(2028, 1, 1), facts=_FACTS)
    rule: Rule = next(iter(chosen_rules(())[0].values()))
    asked = Asked(Bill(parts=(product, part)), purchase, Lists(held={}))
    return Asking(rule, asked), part


@given(_CONDITIONS)
def test_a_condition_is_answered_as_by_kleene(condition: Condition) -> None:
    asking, part = _asking()
    assert _RANKS[answered(asking.question(condition), part).value] == _rank(condition)


@given(_OF_NO_PART)
def test_what_reads_nothing_of_a_part_is_answered_once(condition: Condition) -> None:
    asking, _ = _asking()
    assert isinstance(asking.question(condition), Answer)


@given(st.lists(_CONDITIONS, min_size=1, max_size=3))
def test_all_and_any_of_several_are_the_least_and_the_most(conditions: list[Condition]) -> None:
    asking, part = _asking()
    ranks = [_rank(one) for one in conditions]
    assert _RANKS[answered(asking.every(conditions), part).value] == min(ranks)
    assert _RANKS[answered(asking.some(conditions), part).value] == max(ranks)
