"""The public verbs: a package that stands is the same question as numbers bound, and neither may lie outside its range."""

from decimal import Decimal
from pathlib import Path

import pytest

import dronedeal
from dronedeal import Deal


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Deal:
    folder = tmp_path_factory.mktemp("verbs") / "deal"
    dronedeal.new(folder)
    return dronedeal.read(folder)


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
