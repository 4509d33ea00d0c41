"""A deal's numbers are walked in order, bound by path, and its clauses struck; nothing else changes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dronedeal.deal import Deal, Place, Product, agreed, bind, numbers_of, strike
from dronedeal.forms import Milestone
from dronedeal.unfolding import unfold
from tests.deals import (
    an_open,
    by_year,
    clause,
    count,
    deal,
    money,
    party,
    payable,
    share,
    sold,
    system,
)

PRICE = an_open(10, 20, path="terms.sale.price")
STEPS = (Milestone(above=count(5, path="terms.rights.milestones.0.above"), pays=money(9, path="pays")),)
SALE = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=PRICE)
RIGHTS = clause("rights", "licence", licensor="maker", licensee="licensee", systems=("drone",), milestones=STEPS)


def a_deal(**tables: object) -> Deal:
    plain = {"parties": {"maker": party("maker"), "buyer": party("buyer", "state")}, "sites": {}}
    return deal(SALE, RIGHTS, **{**plain, "systems": {"drone": system("drone")}, **tables})


def test_numbers_come_in_the_documents_order_series_and_products_whole() -> None:
    series = by_year({"2027": money(1), "2028": money(2)})
    multiple = Product(factor=count(2), times="unit_cost", unit="USD")
    terms = (clause("amends", "compensation", amount=series), clause("sale", "purchase", prices={"drone": multiple}))
    rates = {"EUR": count("1.1", path="rates.EUR")}

    walked = list(numbers_of(deal(*terms, rates=rates, parties={"maker": party("maker")}, sites={}, systems={})))

    assert walked == [rates["EUR"], share("0.1"), series, multiple]


def test_numbers_are_found_inside_tables_lists_and_small_nouns() -> None:
    paths = [number.path for number in numbers_of(a_deal()) if number.path]

    assert paths == ["terms.sale.price", "terms.rights.milestones.0.above", "pays"]


def test_binding_agrees_the_numbers_named_and_leaves_the_rest() -> None:
    before = a_deal()

    after = bind(before, {"terms.sale.price": Decimal(15), "terms.rights.milestones.0.above": Decimal(6)})

    assert after.terms["sale"].said["price"] == agreed(15, "USD", path="terms.sale.price")
    assert after.terms["rights"].said["milestones"][0].above.value == 6  # type: ignore[index]
    assert after.parties is before.parties
    assert before.terms["sale"].said["price"] is PRICE
    assert payable(after, sold("sale", 2))["sale/price"][0] == 30


def test_places_stay_where_they_were() -> None:
    here = Place("deal.yaml", 12, 5)
    sale = replace(SALE, said={**SALE.said, "price": replace(PRICE, place=here)})

    bound = bind(deal(sale), {"terms.sale.price": Decimal(15)}).terms["sale"]

    assert (bound.place, bound.places) == (sale.place, sale.places)
    assert bound.said["price"].place == here  # type: ignore[attr-defined]


def test_binding_nothing_gives_the_same_deal() -> None:
    before = a_deal()

    assert bind(before, {}) is before


def test_a_path_nobody_has_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match=r"terms\.nowhere, terms\.other"):
        bind(a_deal(), {"terms.other": Decimal(1), "terms.nowhere": Decimal(1), "terms.sale.price": Decimal(12)})


@pytest.mark.parametrize("value", ["0", "1.09", "1.41"])
def test_a_value_outside_the_range_of_an_open_number_is_refused_by_name(value: str) -> None:
    path = "terms.sale.price"
    price = Product(factor=an_open("1.1", "1.4", unit="count", path=path), times="unit_cost", unit="USD", path=path)
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=price)

    with pytest.raises(ValueError, match=r"terms\.sale\.price cannot be .+: it is open from 1\.1 to 1\.4 count"):
        bind(deal(sale), {path: Decimal(value)})


def test_a_value_that_is_no_choice_is_refused_by_name() -> None:
    path = "terms.sale.price"
    price = replace(an_open(10, 30, path=path), choices=(Decimal(10), Decimal(30)))
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=price)

    with pytest.raises(ValueError, match=r"terms\.sale\.price cannot be 20: it is one of 10, 30 USD"):
        bind(deal(sale), {path: Decimal(20)})


def test_a_member_of_a_series_is_bound_by_its_own_path() -> None:
    members = by_year({"2027": an_open(1, 2, path="terms.amends.amount.2027"), "2028": money(5)})
    amends = clause("amends", "compensation", payer="buyer", payee="state", amount=members)

    bound = bind(deal(amends, years=2), {"terms.amends.amount.2027": Decimal(2)})

    assert payable(bound)["amends/amount"] == (0, 0, 0, 2, 0, 0, 0, 5)


def test_binding_a_multiple_of_unit_cost_binds_the_multiple() -> None:
    path = "terms.sale.price"
    price = Product(factor=an_open("1.1", "1.4", unit="count", path=path), times="unit_cost", unit="USD", path=path)
    sale = clause("sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=price)

    bound = bind(deal(sale), {path: Decimal("1.2")})

    assert payable(bound, sold("sale", 10))["sale/price"][0] == 1_200


def test_a_right_that_may_be_left_is_bound_like_any_number() -> None:
    optional = clause(
        "know_how", "technology", owner="maker", user="buyer", technologies=("links",), fee=money(7), optional=True
    )

    bound = bind(deal(optional), {"terms.know_how.optional": Decimal(1)})

    assert payable(bound)["know_how/fee"][0] == 7


def test_a_struck_clause_binds_nobody_and_the_others_keep_their_order() -> None:
    before = a_deal()

    after = strike(before, "sale")

    assert [clause.status for clause in after.terms.values()] == ["struck", before.terms["rights"].status]
    assert list(after.terms) == list(before.terms) == ["sale", "rights"]
    assert not [line for line in unfold(after).lines if line.clause == "sale"]


def test_a_clause_that_is_not_there_cannot_be_struck() -> None:
    with pytest.raises(KeyError, match="no clause never_there"):
        strike(a_deal(), "sale", "never_there")


@pytest.mark.parametrize("value", [1.25, Decimal("1.25")])
def test_a_number_is_bound_at_what_it_is_shown_as(value: float | Decimal) -> None:
    path = "terms.sale.price"
    sale = clause(
        "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=an_open("1.1", "1.4", path=path)
    )

    [number] = [number for number in numbers_of(bind(deal(sale), {path: value})) if number.path == path]

    assert number == agreed("1.25", "USD", path=path)
