"""The public verbs: a package that stands is the same question as numbers bound, and neither may lie outside its range."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import dronedeal
from dronedeal import Deal


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Deal:
    folder = tmp_path_factory.mktemp("verbs") / "deal"
    dronedeal.new(folder)
    return dronedeal.read(folder)


@pytest.mark.parametrize(
    ("package", "said"),
    [
        ({"terms.sale.price": "abc"}, "cannot be 'abc': it is a number"),
        ({"terms.sale.price": None}, "cannot be None: it is a number"),
        ({"terms.sale.price": float("nan")}, "cannot be nan: it is a finite number"),
        ({"terms.sale.price": float("inf")}, "cannot be inf: it is a finite number"),
        ({"systems.interceptor.unit_cost": 5.0}, "is not open"),
    ],
)
def test_a_package_is_of_numbers_for_what_is_open(package: dict[str, Any], said: str, deal: Deal) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        dronedeal.plan(deal, package=package)


@pytest.mark.parametrize("value", ["abc", None, float("nan"), Decimal("-Infinity")])
def test_a_number_is_bound_by_a_number(value: Any, deal: Deal) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        dronedeal.bind(deal, {"systems.interceptor.unit_cost": value})


def test_a_value_off_the_quantum_is_refused_and_one_on_it_taken(tmp_path: Path) -> None:
    dronedeal.new(tmp_path / "deal")
    text = (tmp_path / "deal" / "deal.yaml").read_text("utf-8")
    opened = "fee: {open: [1_000 USD, 2_010 USD], quantum: 250 USD}"
    (tmp_path / "deal" / "deal.yaml").write_text(
        text.replace("\nsites:\n", "\ntechnologies: {links: {owner: makers}}\n\nsites:\n").rstrip()
        + f"\n  know_how: {{kind: technology, owner: makers, user: partner, technologies: [links], {opened}}}\n",
        "utf-8",
    )
    deal = dronedeal.read(tmp_path / "deal")

    with pytest.raises(ValueError, match=r"cannot be 1251\.5: it is open in steps of 250 USD"):
        dronedeal.plan(deal, package={"terms.know_how.fee": 1_251.5})
    with pytest.raises(ValueError, match=r"cannot be 1251: it is open in steps of 250 USD"):
        dronedeal.bind(deal, {"terms.know_how.fee": 1_251})

    for value in (1_000, 1_250.0, 2_010):
        assert "terms.know_how.fee" in dronedeal.numbers(dronedeal.bind(deal, {"terms.know_how.fee": value}))["agreed"]


@pytest.mark.parametrize(
    ("weights", "error", "said"),
    [
        ({"partner": -1.0}, ValueError, "the weight of partner cannot be -1.0: it is zero or more"),
        ({"partner": float("nan")}, ValueError, "the weight of partner cannot be nan"),
        ({"partner": float("inf")}, ValueError, "the weight of partner cannot be inf"),
        ({"partner": "two"}, ValueError, "the weight of partner cannot be 'two'"),
        ({}, ValueError, "at least one party"),
        ({"partner": 0, "home": 0.0}, ValueError, "at least one party"),
        ({"mars": 1.0}, KeyError, "a weight is given to mars, no party of this deal"),
    ],
)
def test_weights_are_of_parties_and_weigh_something(
    weights: dict[str, Any], error: type[Exception], said: str, deal: Deal
) -> None:
    with pytest.raises(error, match=re.escape(said)):
        dronedeal.plan(deal, weights=weights)


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1e9, 1e300])
def test_the_scale_of_weights_means_nothing(scale: float, deal: Deal) -> None:
    plain = dronedeal.plan(deal, costs=False, weights={"partner": 2.0, "home": 1.0})

    scaled = dronedeal.plan(deal, costs=False, weights={"partner": 2.0 * scale, "home": scale})

    assert replace(scaled, solver=plain.solver) == plain


@pytest.mark.parametrize("price", ["1.2", "1.3", "1.45"])
def test_a_price_that_stands_gives_the_plan_of_a_price_bound(price: str, deal: Deal) -> None:
    bound = dronedeal.plan(dronedeal.bind(deal, {"terms.sale.price": Decimal(price)}), costs=False)

    given = dronedeal.plan(deal, costs=False, package={"terms.sale.price": float(price)})

    assert given.package == {**bound.package, "terms.sale.price": float(price)}
    assert given.joint_gain == pytest.approx(bound.joint_gain)
    assert {name: party.gain for name, party in given.parties.items()} == pytest.approx(
        {name: party.gain for name, party in bound.parties.items()}, abs=1.0
    )


def test_a_package_is_refused_where_it_names_nothing_or_leaves_a_range(deal: Deal) -> None:
    with pytest.raises(KeyError, match=r"sale\.price"):
        dronedeal.plan(deal, package={"sale.price": 1.3})
    with pytest.raises(ValueError, match=r"terms\.sale\.price cannot be 1\.7: it is open from 1\.15 to 1\.6"):
        dronedeal.plan(deal, package={"terms.sale.price": 1.7})


def test_a_plan_takes_its_own_package_back(deal: Deal) -> None:
    first = dronedeal.plan(deal, costs=False)

    again = dronedeal.plan(deal, costs=False, package=first.package)

    assert again.package == first.package
    assert again.joint_gain == pytest.approx(first.joint_gain)


def test_an_option_that_only_a_form_knows_may_stand_in_a_package(tmp_path: Path) -> None:
    dronedeal.new(tmp_path / "deal")
    text = (tmp_path / "deal" / "deal.yaml").read_text("utf-8").rstrip()
    option = "  know_how: {kind: technology, owner: makers, user: partner, technologies: [links], fee: 1_000 USD, optional: yes}\n"
    text = text.replace("\nsites:\n", "\ntechnologies: {links: {owner: makers}}\n\nsites:\n")
    (tmp_path / "deal" / "deal.yaml").write_text(f"{text}\n{option}", "utf-8")
    deal = dronedeal.read(tmp_path / "deal")

    plan = dronedeal.plan(deal, costs=False, package={"terms.know_how.optional": 1.0})

    assert plan.package["terms.know_how.optional"] == 1.0
