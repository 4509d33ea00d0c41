"""Multiples of other numbers: read where they lead to a value, findings at their place where they do not, never a fault of the program."""

from pathlib import Path

import pytest

from dronedeal.deal import errors
from dronedeal.document import ReadDeal, read_folder
from dronedeal.planning import plan

DEAL = """\
dronedeal: 1
title: A small deal
horizon: {{start: 2027-Q1, years: 2}}
currency: USD
parties: {{maker: {{kind: company, discount_rate: 10%, tax: 20%, taxed_by: army}}, army: {{kind: state, discount_rate: 4%}}}}
systems:
  drone:
    domain: air
    effects: {{strike: 1}}
    unit_cost: 3_000 USD
    {system}
sites: {{line: {{in: UA, of: maker, makes: [drone], capacity: 10/quarter}}}}
needs: {{one: {{of: army, service: Army, role: strike, kind: flow, quantity: 5/quarter, worth: {{then: [[9_000, 9_000 USD]]}}}}}}
terms:
  sale: {{kind: purchase, seller: maker, buyer: army, systems: [drone], price: {{value: 1.2, times: unit_cost}}}}
  fee: {{kind: compensation, payer: army, payee: maker, amount: {amount}}}
"""


def read(folder: Path, *, system: str = "support: 5 USD", amount: str = "7 USD") -> ReadDeal:
    (folder / "deal.yaml").write_text(DEAL.format(system=system, amount=amount), "utf-8")
    return read_folder(folder)


OF_NO_VALUE = {
    "kits: {a: {}, b: {extra_cost: {value: 0.2, times: parties.maker.tax}}}": "number of its own",
    "kits: {a: {}, b: {extra_cost: {value: 20%, times: unit_cost}}}": "number of its own",
    "learning: {per_doubling: {value: 1, times: parties.maker.tax}, produced_to_date: 9, output: 5/quarter}": "number of its own",
    "support: {value: 0.1, times: unit_cost}": "only the price of a clause",
    "support: {by_year: {2027: {value: 0.1, times: systems.drone.unit_cost}}}": "inside a series",
    "support: {value: 0.1, times: terms.sale.price}": "whichever system",
    "support: {value: 0.1, times: systems.drone.support}": "multiple of itself",
}


@pytest.mark.parametrize("said", OF_NO_VALUE)
def test_a_multiple_of_no_value_is_found_where_it_stands(said: str, tmp_path: Path) -> None:
    found = errors(read(tmp_path, system=said).findings)

    assert [(one.code, one.place.line) for one in found] == [("D515", 11)]
    assert OF_NO_VALUE[said] in found[0].message


def test_a_multiple_of_a_price_that_follows_the_system_is_found_in_a_clause_too(tmp_path: Path) -> None:
    found = errors(read(tmp_path, amount="{value: 2, times: terms.sale.price}").findings)

    assert [(one.code, one.place.line) for one in found] == [("D515", 16)]


def test_outside_of_the_terms_nothing_hangs_on_what_is_open(tmp_path: Path) -> None:
    found = errors(
        read(
            tmp_path, system="support: {value: 0.1, times: terms.fee.amount}", amount="{open: [1 USD, 9 USD]}"
        ).findings
    )

    assert [(one.code, one.place.line) for one in found] == [("D514", 11)]
    assert "terms.fee.amount" in found[0].message


def test_a_multiple_that_leads_to_a_value_is_worth_what_it_comes_to(tmp_path: Path) -> None:
    told = read(tmp_path, system="support: {value: 0.1, times: systems.drone.unit_cost}")
    same = read(tmp_path, system="support: 300 USD")

    assert told.deal is not None
    assert same.deal is not None
    assert not errors(told.findings)
    values = [
        [side.value for side in plan(read.deal).parties.values()] for read in (told, same) if read.deal is not None
    ]
    assert values[0] == pytest.approx(values[1])
