"""Small deals to plan: one maker, one buyer, one drone, and whatever a test lays over them.

Without anything laid over: a drone costs 1,000 to make, the line makes 100 a quarter, the army can use 80 a quarter at
a worth of 3,000 each and stores none, the price is 2,000, nobody weighs later money less, the horizon is the year 2027.
So the joint gain is 4 x 80 x (3,000 - 1,000) = 640,000, half of it the maker's and half the buyer's.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from dronedeal.deal.deal import Deal
from dronedeal.deal.plan import Plan
from dronedeal.document import read_folder
from dronedeal.planning import plan

SMALL = """
dronedeal: 1
title: A small deal
horizon: {start: 2027-Q1, years: 1, step: quarter}
currency: USD
parties:
  maker: {kind: company, in: UA, discount_rate: 0%}
  buyer: {kind: state, role: principal, discount_rate: 0%}
systems:
  drone: {domain: air, effects: {strike: 1}, unit_cost: 1_000 USD, ageing: 100%}
sites:
  line: {in: UA, of: maker, makes: [drone], capacity: 100/quarter}
needs:
  army: {of: buyer, service: Army, role: strike, kind: flow, quantity: 80/quarter, worth: {then: [[10_000, 3_000 USD]]}}
terms:
  sale: {kind: purchase, seller: maker, buyer: buyer, systems: [drone], price: 2_000 USD}
"""


def read(document: Mapping[str, Any]) -> Deal:
    """The deal of a document given as tables; YAML reads JSON."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "deal.yaml").write_text(json.dumps(document, indent=1), encoding="utf-8")
        found = read_folder(Path(folder))
    errors = [f"{one.code} {one.message}" for one in found.findings if one.severity == "error"]
    if found.deal is None or errors:
        raise ValueError("\n".join(errors))
    return found.deal


def laid(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """One document over another, table by table; the value ``null`` takes a key away."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if value == "null":
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(below, dict):
            merged[key] = laid(below, value)
        else:
            merged[key] = value
    return merged


def small(over: str = "", *more: str) -> Deal:
    """The small deal with pieces of YAML laid over it."""
    document: dict[str, Any] = {}
    for piece in (SMALL, over, *more):  # the base loader leaves every scalar a text, so that `on` is no truth value
        document = laid(document, yaml.load(piece, Loader=yaml.BaseLoader) or {})  # noqa: S506
    return read(document)


def planned(over: str = "", *more: str, **how: Any) -> Plan:
    """The plan of the small deal with pieces of YAML laid over it."""
    made = plan(small(over, *more), costs=False, **how)
    assert made.status == "optimal", made.because
    return made


def units(made: Plan, *, quarters: int = 4, **where: str) -> list[float]:
    """Units delivered each quarter, of the deliveries that match what is asked: ``term``, ``kit``, ``need``."""
    total = [0.0] * quarters
    for one in made.deliveries:
        if all(getattr(one, key) == value for key, value in where.items()):
            total[one.quarter] += one.units
    return total


def paid(made: Plan, line: str, *, quarters: int = 4) -> list[float]:
    """What one payable line moves, by the quarter that counts; ``line`` as in ``licence/royalty``."""
    total = [0.0] * quarters
    for one in made.cash:
        if one.line == f"terms.{line}":
            total[one.quarter] += one.amount
    return total


def gains(made: Plan) -> dict[str, float]:
    return {party: one.gain for party, one in made.parties.items()}


def served(made: Plan, need: str) -> dict[int, float]:
    by_quarter: dict[int, float] = defaultdict(float)
    for one in made.served:
        if one.need == need:
            by_quarter[one.quarter] += one.served
    return dict(by_quarter)


def close(expected: Any) -> Any:
    """Equal to one part in a million."""
    return pytest.approx(expected, rel=1e-6, abs=1e-2)
