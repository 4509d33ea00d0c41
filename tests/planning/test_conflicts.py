"""Deals infeasible on purpose: each is answered with exactly the lines of its one smallest conflict."""

from pathlib import Path

import pytest

from dronedeal.deal.place import Place
from dronedeal.document import read_folder
from dronedeal.planning import plan
from tests.planning.small import small

_FOLDER = Path(__file__).parents[2] / "examples" / "infeasible"

_CONFLICTS = {
    "favour_against_prices": {
        "terms.sale.price": "price: {open: [6_000 USD, 7_000 USD]}",
        "terms.other_sale.price": "price: {open: [4_500 USD, 5_500 USD]}",
        "terms.favour.others": "others: [other_sale]",
    },
    "least_before_lead": {"terms.sale.lead": "lead: 12 months", "terms.sale.least": "least: 1_000/year"},
    "least_of_a_barred_kit": {
        "systems.interceptor.barred": "- {kit: as_is, buyer: buyer, from: 2028-Q1",
        "terms.sale.least": "least: 6_000/year",
    },
    "least_over_budget": {
        "parties.buyer.budgets.procurement": "procurement: {by_year:",
        "terms.sale.least": "least: 6_000/year",
    },
    "least_over_capacity": {
        "sites.line.capacity": "capacity: 2_000/quarter",
        "terms.sale.least": "least: 10_000/year",
    },
    "least_over_crews": {"bottlenecks.crews.supply": "supply: 100/quarter", "terms.sale.least": "least: 1_000/year"},
    "least_over_exposure": {"terms.sale.least": "least: 6_000/year", "terms.credit.amount": "amount: 5M USD"},
    "least_over_most": {"terms.sale.least": "least: 6_000/year", "terms.sale.most": "most: 1_000/quarter"},
    "least_over_reserve": {"sites.line.reserve": "reserve: 60%", "terms.sale.least": "least: 12_000/year"},
    "own_forces_over_least": {
        "sites.line.capacity": "capacity: 5_000/quarter",
        "needs.front.own": "of: ukraine",
        "terms.sale.least": "least: 6_000/year",
    },
}


def test_every_infeasible_example_has_its_conflict_stated() -> None:
    assert sorted(path.name for path in _FOLDER.iterdir()) == sorted(_CONFLICTS)


@pytest.mark.parametrize("name", sorted(_CONFLICTS))
def test_infeasible_deal_names_exactly_the_lines_that_cannot_hold_together(name: str) -> None:
    lines = (_FOLDER / name / "deal.yaml").read_text(encoding="utf-8").splitlines()
    deal = read_folder(_FOLDER / name).deal
    assert deal is not None

    made = plan(deal, costs=False)

    assert made.status == "infeasible"
    assert {one.path for one in made.conflict} == set(_CONFLICTS[name])
    for one in made.conflict:
        assert one.place.file == "deal.yaml"
        assert lines[one.place.line - 1].strip().startswith(_CONFLICTS[name][one.path])
        assert one.text


@pytest.mark.parametrize("name", sorted(_CONFLICTS))
def test_any_line_of_the_conflict_taken_away_lets_the_rest_hold(name: str) -> None:
    # Struck clauses, or numbers set free: without any one of its lines the deal plans, or has no zone; it is not
    # infeasible.
    text = (_FOLDER / name / "deal.yaml").read_text(encoding="utf-8")
    for path, line in _CONFLICTS[name].items():
        without = _FREED.get((name, path)) or (line, "")
        assert without[0] in text, without

        deal = _read_text(text.replace(*without))

        assert plan(deal, costs=False).status != "infeasible", path


_FREED = {
    ("favour_against_prices", "terms.sale.price"): ("[6_000 USD, 7_000 USD]", "[5_000 USD, 7_000 USD]"),
    ("favour_against_prices", "terms.other_sale.price"): ("[4_500 USD, 5_500 USD]", "[4_500 USD, 6_500 USD]"),
    ("favour_against_prices", "terms.favour.others"): ("others: [other_sale]", "others: []"),
    ("least_of_a_barred_kit", "systems.interceptor.barred"): ("from: 2028-Q1", "from: 2029-Q1"),
    ("least_over_budget", "parties.buyer.budgets.procurement"): ("2028: 20M USD", "2028: 50M USD"),
    ("least_over_capacity", "sites.line.capacity"): ("capacity: 2_000/quarter", "capacity: 3_000/quarter"),
    ("least_over_crews", "bottlenecks.crews.supply"): ("supply: 100/quarter", "supply: 200/quarter"),
    ("least_over_exposure", "terms.credit.amount"): ("amount: 5M USD", "amount: 9M USD"),
    ("least_over_reserve", "sites.line.reserve"): ("reserve: 60%", "reserve: 30%"),
    ("own_forces_over_least", "sites.line.capacity"): ("capacity: 5_000/quarter", "capacity: 6_000/quarter"),
    ("own_forces_over_least", "needs.front.own"): ("own: true", "own: false"),
}


def _read_text(text: str):  # noqa: ANN202
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        (Path(folder) / "deal.yaml").write_text(text, encoding="utf-8")
        found = read_folder(Path(folder))
    assert found.deal is not None, found.findings
    return found.deal


def test_existing_terms_that_contradict_each_other_are_named_before_any_package() -> None:
    made = plan(small("terms: {sale: {status: existing, least: 1_000/year, most: 500/year}}"), costs=False)

    assert made.status == "infeasible"
    assert made.because == "the existing terms cannot hold together"
    assert {one.path for one in made.conflict} == {"terms.sale.least", "terms.sale.most"}


def test_clause_that_cannot_be_kept_without_a_right_names_the_right() -> None:
    made = plan(
        small("""
            parties: {owner: {kind: company, discount_rate: 0%}}
            horizon: {years: 2}
            sites: {line: {under: right}}
            terms:
              sale: {least: 100/year}
              right: {kind: licence, licensor: owner, licensee: maker, systems: [drone], sites: [line],
                      royalty: 5%, since: 2028-Q1}
        """),
        costs=False,
    )

    assert {one.path for one in made.conflict} == {"terms.right", "terms.sale.least"}


def test_falling_below_a_walk_away_is_no_contradiction() -> None:
    made = plan(small("terms: {sale: {price: 900 USD, least: 320/year}}"), costs=False)

    assert made.status == "no zone"
    assert made.conflict == ()
    assert {party: one.gain for party, one in made.parties.items()} == pytest.approx(
        {"maker": -32_000, "buyer": 672_000}, abs=1.0
    )  # what the plan that misses least comes to


def test_event_that_closes_a_sale_belongs_to_the_conflict_it_makes() -> None:
    # 400 could be made in the year and 350 are promised, but nothing moves in the second quarter.
    made = plan(
        small("""
            needs: {army: {quantity: 100/quarter}}
            events: {shut: {on: 2027-Q2, lasts: 1, closes: [sale]}}
            terms: {sale: {least: 350/year}}
        """),
        costs=False,
    )

    assert {one.path for one in made.conflict} == {"sites.line.capacity", "events.shut", "terms.sale.least"}


def test_sum_owed_in_any_case_is_named_beside_the_budget_it_does_not_fit() -> None:
    made = plan(
        small("""
            parties: {buyer: {budgets: {defence: {by_year: {2027: 100_000 USD}}}}}
            terms: {lump: {kind: compensation, payer: buyer, payee: maker, amount: 150_000 USD}}
        """),
        costs=False,
    )

    assert {one.path for one in made.conflict} == {"parties.buyer.budgets.defence", "terms.lump.amount"}


def test_lines_of_a_conflict_stand_in_the_order_of_the_document() -> None:
    made = plan(small("terms: {sale: {least: 1_000/year}}"), costs=False)

    assert [one.place for one in made.conflict] == sorted(one.place for one in made.conflict)
    assert all(isinstance(one.place, Place) and one.place.line for one in made.conflict)
