"""Favoured partner: a promise about prices; it pays nothing. docs/reference/forms/favoured_partner.md."""

from collections.abc import Iterator

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.world import Clause, Owed


def rows(clause: Clause) -> Iterator[Owed]:
    del clause
    yield from ()


def cases() -> Iterator[Case]:
    sale = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "10 USD"}
    terms = {"sale": sale, "other": {**sale, "buyer": "third", "price": "12 USD"}, "favour": {"kind": "favoured_partner", "seller": "maker", "partner": "buyer", "term": "sale", "others": ["other"]}}  # fmt: skip
    said = Said()
    for quarter in range(4):
        said.delivered(quarter, "sale", 10)
        said.delivered(quarter, "other", 5, to="third")
    yield single("no worse", "the promise adds no row to those of the sales", deal(terms), said)
