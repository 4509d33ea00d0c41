"""The schema that editors read: sound, met by sound documents, and of one mind with the reader."""

import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from dronedeal.deal import errors
from dronedeal.document import Items, Node, Table, Word, laid_over, nodes_of, read_folder
from dronedeal.document.schema import schema
from tests.docs.test_findings import BASE, CLAIMS, SHOWN

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/deal.yaml"))
SCHEMA = schema()
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)
FOUND_BY_SCHEMA = (
    "D104",
    "D105",
    "D201",
    "D202",
    "D203",
    "D204",
    "D205",
    "D206",
    "D207",
    "D208",
    "D301",
    "D302",
    "D304",
    "D307",
    "D312",
)
PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
DEAL = """\
dronedeal: 1
title: Every shape of value
horizon: {start: 2027-Q1, years: 2, step: quarter}
currency: USD
rates: {EUR: 1.10, GBP: {triangle: [1.2, 1.3, 1.4]}, SEK: {drift: {from: 0.09, volatility: 8%}}}
parties:
  maker: {kind: company, in: NO, discount_rate: 10%, owns: drone, walk_away: {adds: 0, why: nothing else}}
  army:
    kind: state
    discount_rate: 0.04
    budgets: {procurement: {fiscal_year: 10-01, by_year: {2027: 5M USD, 2028: {uniform: [4M USD, 6M USD]}}, earns: no}}
systems:
  drone:
    domain: air
    effects: {strike: 1}
    unit_cost: {lognormal: [3_000 USD, 0.3], base: 3_100 USD, correlates: {rates.GBP: 0.5}}
    learning: {per_doubling: 15%, produced_to_date: 20k, output: {by_year: {2027: 40_000, 2028: 60_000 units}}}
    kits: {as_is: {}, cleared: {extra_cost: {normal: [20%, 5%], between: [10%, 40%]}, from: 2027-Q4}}
    barred: [{kit: as_is, buyer: army, from: 2028-Q1, why: a rule}]
    whole: true
sites:
  plant: {in: UA, of: maker, makes: drone, capacity: {drift: {from: 2_000, per_year: 3%, volatility: 20%}, why: a guess}, build: {capital: 90 USD, most: 500/quarter, lead: 0}}
needs:
  strikes:
    of: army
    service: Army
    role: strike
    kind: flow
    quantity: {by_quarter: {2027-Q1: 100, 2027-Q3: {choices: [100, 200], weights: [3, 1]}}}
    worth: {then: [[1_000, 9_000 USD], {up_to: 2_000, worth: 4_000 USD}]}
terms:
  sale:
    kind: purchase
    status: existing
    seller: maker
    buyer: army
    systems: [drone]
    price: {open: [1.1, 1.4], quantum: 0.05, times: unit_cost}
    advance: 15%
    index: {parts: [[40%, 1.05]], dead_band: 2%}
    most: 300/quarter
  licence:
    kind: licence
    licensor: maker
    licensee: army
    systems: drone
    sites: plant
    base: cost
    tiers: {tiers: [[0, 5%], [10M USD, 3%]], mode: marginal, over: year}
    exclusive: yes
rules: us_defence
"""


def value(node: Node) -> Any:
    """A node as YAML 1.2 gives it to an editor."""
    match node:
        case Word(text=text):
            if text in PLAIN:
                return PLAIN[text]
            if re.fullmatch(r"[-+]?\d+", text):
                return int(text)
            return float(text) if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text) else text
        case Items(items=items):
            return [value(item) for item in items]
        case Table():
            return {entry.key.text: value(entry.node) for entry in node}


def document(text: str) -> Any:
    table = nodes_of(text, "deal.yaml")
    assert isinstance(table, Table)
    return value(table)


def refusals(text: str) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in VALIDATOR.iter_errors(document(text))]


def test_the_schema_is_a_schema() -> None:
    jsonschema_rs.meta.validate(SCHEMA)


def test_a_sound_document_meets_the_schema(tmp_path: Path) -> None:
    (tmp_path / "deal.yaml").write_text(DEAL, "utf-8")

    read = read_folder(tmp_path)

    assert errors(read.findings) == ()
    assert refusals(DEAL) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_meets_the_schema(path: Path) -> None:
    assert refusals(path.read_text("utf-8")) == []


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_good_examples_meet_the_schema(code: Any) -> None:
    if code.file != "deal.yaml":
        return
    base, laid = nodes_of(BASE, "deal.yaml"), nodes_of(code.good, "deal.yaml")
    assert isinstance(base, Table)
    assert isinstance(laid, Table)

    found_here = list(VALIDATOR.iter_errors(value(laid_over(base, laid))))

    assert found_here == []


@pytest.mark.parametrize("code", [code for code in SHOWN if code.code in FOUND_BY_SCHEMA], ids=lambda code: code.code)
def test_bad_examples_of_shape_are_refused(code: Any) -> None:
    base, laid = nodes_of(BASE, "deal.yaml"), nodes_of(code.bad, "deal.yaml")
    assert isinstance(base, Table)
    assert isinstance(laid, Table)
    whole = laid if "title" in laid.entries else laid_over(base, laid)

    assert not VALIDATOR.is_valid(value(whole))


KEYS = {
    "price": "sale: {{kind: purchase, seller: maker, buyer: army, systems: [drone], price: {0}}}",
    "advance": "sale: {{kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5 USD, advance: {0}}}",
    "pay_after": "sale: {{kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5 USD, pay_after: {0}}}",
    "most": "sale: {{kind: purchase, seller: maker, buyer: army, systems: [drone], price: 5 USD, most: {0}}}",
    "use": "data: {{kind: data_access, provider: maker, user: army, use: {0}, "
    "metered: {{tiers: [[0, 5 USD]], mode: marginal, over: year}}}}",
    "above": "l: {{kind: licence, licensor: maker, licensee: army, systems: [drone], royalty: 5%, "
    "milestones: [{{above: {0}, pays: 5 USD}}]}}",
}
SCALARS = (
    "5", "0", "0.5", ".5", "-5", "+5", "1e3", "1_000", "5k", "3M", "5%", "5 %", "5 USD", "5USD", "5k USD",
    "5 kUSD", "3 M USD", "5 EUR", "5 usd", "5 USD/unit", "5 USD/year", "5M USD / quarter", "5 USD/week",
    "12 units", "1 unit", "5 drones", "3 days", "1 month", "18 months", "2 weeks", "1 quarter", "2 years",
    "3 decades", "90_000/quarter", "90 units/year", "90/yr", "5/day", "5/week", "5 months/year", "F001", "F1",
    "about 5", "5..0", "five", "NO", "2027-Q1", "'5 USD'", "5 effects/year",
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_takes_the_numbers_the_reader_takes(key: str, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(CLAIMS, "utf-8")
    apart: list[tuple[str, str]] = []

    for scalar in SCALARS:
        text = f"{BASE}rates: {{EUR: 1.1}}\nterms:\n  {KEYS[key].format(scalar)}\n"
        (tmp_path / "deal.yaml").write_text(text, "utf-8")
        numbers = [one.code for one in read_folder(tmp_path).findings if one.code in {"D301", "D304"}]
        if bool(numbers) == VALIDATOR.is_valid(document(text)):
            apart.append((key, scalar))

    assert apart == []
