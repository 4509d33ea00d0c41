"""Nothing said is passed over in silence: what would change nothing, or cannot be, is a finding where it stands."""

from pathlib import Path

import pytest

from dronedeal.document import ReadDeal, fields_of, read_folder
from dronedeal.document.read import TABLES
from dronedeal.document.write import written
from dronedeal.forms import FORMS

START = """\
dronedeal: 1
title: A small deal
horizon: {start: 2027-Q1, years: 2}
currency: USD
"""
PARTIES = "parties: {maker: {kind: company, discount_rate: 10%}, army: {kind: state, discount_rate: 4%}}\n"
SYSTEMS = "systems: {drone: {domain: air, effects: {strike: 1}, unit_cost: 3_000 USD}}\n"
GROUND = START + PARTIES + SYSTEMS


def sale(said: str) -> str:
    return f"{GROUND}terms: {{sale: {{kind: purchase, seller: maker, buyer: army, systems: [drone], price: 9 USD{said and ', '}{said}}}}}\n"


def party(said: str) -> str:
    return f"{START}{SYSTEMS}parties: {{army: {{kind: state, discount_rate: 4%}}, maker: {{kind: company, {said}}}}}\n"


def need(said: str) -> str:
    return f"{GROUND}needs: {{one: {{of: army, service: Army, role: strike, kind: flow, worth: {{then: [[9, 9 USD]]}}, {said}}}}}\n"


def read(text: str, folder: Path) -> ReadDeal:
    (folder / "deal.yaml").write_text(text, "utf-8")
    return read_folder(folder)


SILENT = [
    # companions without their partner
    (party("discount_rate: 1%, tax: 18%"), "D208", "parties.maker.tax means nothing without taxed_by"),
    (party("discount_rate: 1%, taxed_by: army"), "D208", "parties.maker.taxed_by means nothing without tax"),
    (sale("released: 3 months"), "D208", "terms.sale.released means nothing without retention"),
    (need("quantity: 9/quarter, stock: 9"), "D208", "needs.one is a flow, so stock and shelf_life mean nothing"),
    (
        GROUND + "bottlenecks: {crews: {supply: 9/quarter, at: use, takes: {drone: 1}, in: UA}}\n",
        "D208",
        "bottlenecks.crews is at use, so in means nothing",
    ),
    (
        GROUND + "bottlenecks: {parts: {supply: 9/quarter, at: production, takes: {drone: 1}, of: army}}\n",
        "D208",
        "bottlenecks.parts is at production, so of means nothing",
    ),
    # twice in a list
    (party("discount_rate: 1%, owns: [drone, drone]"), "D209", "parties.maker.owns names drone twice"),
    # below zero
    (sale("least: -9/quarter"), "D313", "terms.sale.least may not lie below zero"),
    (sale("advance: {open: [-1%, 5%]}"), "D313", "terms.sale.advance may not lie below zero"),
    (sale("most: {by_year: {2027: 9/quarter, 2028: -9/quarter}}"), "D313", "terms.sale.most may not lie below zero"),
    (need("quantity: {normal: [9/quarter, 1/quarter], between: [-1/quarter, 12/quarter]}"), "D313", "needs.one.quantity"),
    # names nobody looked up
    (GROUND + "events: {storm: {closes: [sael]}}\n", "D401", "events.storm.closes.0 names 'sael'"),
    (
        GROUND + "technologies: {link: {owner: maker, slows_ageing: 5%, systems: [dron]}}\n",
        "D401",
        "technologies.link.systems.0 names 'dron', which stands nowhere among systems; did you mean drone?",
    ),
    (GROUND + "regimes: {peace: {probability: 100%, after: war}}\n", "D401", "regimes.peace.after names 'war'"),
    # circles, and what happened before
    (
        GROUND + "regimes: {a: {probability: 100%, after: b}, b: {probability: 100%, after: a}}\n",
        "D517",
        "regimes.a comes after itself",
    ),
    (GROUND + "events: {storm: {on: 2026-Q4}}\n", "D518", "events.storm is in 2026-Q4, before the horizon"),
    (GROUND + "regimes: {a: {probability: 100%, since: 2026-Q4}}\n", "D518", "regimes.a is in 2026-Q4"),
    (
        GROUND + "events: {storm: {}}\nregimes: {a: {probability: 100%, events: {storm: 2026-Q4}}}\n",
        "D518",
        "regimes.a.events.storm is in 2026-Q4",
    ),
    # out of all proportion
    (party("discount_rate: -100%"), "D520", "parties.maker.discount_rate is -100%"),
    (party("discount_rate: {uniform: [-60%, 5%]}"), "D520", "parties.maker.discount_rate is -60%, or could be"),
    (sale("pay_after: 9000 years"), "D301", "terms.sale.pay_after is no length of time: '9000 years'"),
    (sale("pay_after: 1201 months"), "D301", "terms.sale.pay_after is no length of time"),
    (sale("advance: {open: [0%, 10%], quantum: 20%}"), "D309", "terms.sale.advance.quantum does not fit a range"),
    (sale("advance: {open: [0%, 10%], quantum: 1e-30}"), "D309", "terms.sale.advance.quantum does not fit a range"),
    (sale("least: 1e9/quarter"), "D301", "terms.sale.least is out of all proportion"),
    (sale("most: {by_year: {2027: 9/quarter, 2028: 4B/year}}"), "D301", "terms.sale.most.2028 is out of all proportion"),
    (sale("").replace("price: 9 USD", "price: 1B USD"), "D301", "terms.sale.price is out of all proportion"),
    (sale("").replace("price: 9 USD", "price: {open: [1 USD, 1e9 USD]}"), "D301", "terms.sale.price is out of all"),
    (sale("").replace("price: 9 USD", "price: {value: 1e6, times: unit_cost}"), "D301", "terms.sale.price is out of all"),
    (
        sale("").replace("price: 9 USD", "price: 1M EUR") + "rates: {EUR: 1_000}\n",
        "D301",
        "terms.sale.price is out of all proportion",
    ),
    (GROUND.replace("3_000 USD", "{triangle: [1 USD, 2 USD, 2e9 USD]}"), "D301", "systems.drone.unit_cost is out of all"),
    (need("quantity: 1e12/quarter"), "D301", "needs.one.quantity is out of all proportion"),
    (need("quantity: 9/quarter").replace("9 USD", "1e9 USD"), "D301", "needs.one.worth.then.0.worth is out of all"),
    (
        party("discount_rate: 1%, budgets: {one: {by_year: {2027: 1e14 USD}}}"),
        "D301",
        "parties.maker.budgets.one.by_year.2027 is out of all proportion",
    ),
    (party("discount_rate: {triangle: [1%, 5%, 2000%]}"), "D501", "parties.maker.discount_rate is a share of 2000"),
    (party("discount_rate: 1%, owners: {a: {share: 60%}, b: {share: 41%}}"), "D501", "the owners of parties.maker hold 101%"),
    (party("discount_rate: 1%, owners: {a: {share: 0%}}"), "D501", "the owners of parties.maker hold 0%"),
    (sale("").replace("price: 9 USD", "price: 1__0 USD"), "D301", "terms.sale.price is a number, not '1__0 USD'"),
    (sale("").replace("price: 9 USD", "price: 10_ USD"), "D301", "terms.sale.price is a number, not '10_ USD'"),
    # currencies
    (GROUND.replace("currency: USD\n", ""), "D202", "the deal lacks its currency"),
    (GROUND + "rates: {USD: 1.1}\n", "D204", "'USD' is no other currency"),
    (GROUND + "rates: {eur: 1.1}\n", "D204", "'eur' is no other currency"),
    (party("discount_rate: 1%, budgets: {one: {by_year: {2027: 5 EUR}}}"), "D305", "is in EUR, which has no rate"),
    (
        need("quantity: 9/quarter").replace("[9, 9 USD]", "[9, 9 EUR]"),
        "D305",
        "needs.one.worth.then.0.worth is in EUR, which has no rate",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "message"), SILENT, ids=[message for *_, message in SILENT])
def test_what_says_nothing_is_found(text: str, code: str, message: str, tmp_path: Path) -> None:
    findings = read(text, tmp_path).findings

    [finding] = [one for one in findings if one.code == code and message in one.message]
    assert finding.severity == "error"
    assert finding.mend
    assert finding.place.line
    assert {one.code for one in findings if one.severity == "error"} == {code}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (sale("most: {by_year: {2027: 9/quarter, 2082: 4/quarter}}"), "terms.sale.most.2082 begins after the horizon"),
        (
            party("discount_rate: 1%, budgets: {one: {fiscal_year: 10-01, by_year: {2027: 9 USD, 2082: 9 USD}}}"),
            "parties.maker.budgets.one.by_year.2082 begins after the horizon",
        ),
    ],
)
def test_what_is_never_read_is_a_warning(text: str, message: str, tmp_path: Path) -> None:
    [finding] = [one for one in read(text, tmp_path).findings if one.code == "D521"]

    assert message in finding.message
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        party("discount_rate: -0.5%"),
        party("discount_rate: 1%, budgets: {one: {by_year: {2027: 99e12 USD}}}"),
        sale("most: 999M/quarter, pay_after: 100 years, advance: {open: [0%, 10%], quantum: 10%}"),
        sale("").replace("price: 9 USD", "price: 999_999_999 USD"),
        party("discount_rate: 1%, walk_away: {adds: -5 USD}"),
        GROUND.replace("unit_cost", "kits: {bare: {extra_cost: -5%}}, unit_cost"),
        GROUND + "terms: {pay: {kind: compensation, payer: army, payee: maker, amount: {open: [-5 USD, 5 USD]}}}\n",
    ],
)
def test_where_a_sign_means_something_it_is_taken(text: str, tmp_path: Path) -> None:
    assert [one for one in read(text, tmp_path).findings if one.severity == "error"] == []


def test_every_companion_named_is_a_key_of_its_owner() -> None:
    for owner in (*TABLES.values(), *FORMS.values()):
        known = fields_of(owner)
        for one in known.values():
            assert set(one.beside) <= known.keys() - {one.key}


@pytest.mark.parametrize(
    ("said", "comes_back"), [("yes", "yes"), ("taken", "taken"), ("left", "left"), ("no", "taken")]
)
def test_what_is_optional_is_written_as_it_is_read(said: str, comes_back: str, tmp_path: Path) -> None:
    text = (
        GROUND + "technologies: {link: {owner: maker}}\n"
        f"terms: {{t: {{kind: technology, owner: maker, user: army, technologies: [link], fee: 9 USD, optional: {said}}}}}\n"
    )
    deal = read(text, tmp_path).deal
    assert deal is not None

    again = written(deal)

    assert f"optional: '{comes_back}'" in again or f"optional: {comes_back}" in again
    assert read(again, tmp_path).deal == deal
