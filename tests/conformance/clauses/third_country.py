"""Third country: the owner's share of what re-exports invoice; docs/reference/forms/third_country.md."""

from collections.abc import Iterator

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.world import Clause, Owed, listed, times, total


def rows(clause: Clause) -> Iterator[Owed]:
    world = clause.world
    invoiced = total(world.zero, *(world.invoiced(name) for name in listed(clause["terms"])))
    yield clause.owes("share", clause["exporter"], clause["owner"], times(clause.number("share"), invoiced), clause.due("last"))  # fmt: skip


def cases() -> Iterator[Case]:
    resale = {"kind": "purchase", "seller": "licensee", "buyer": "third", "systems": ["drone"], "price": "1999.99 USD"}
    for at, (share, consent) in enumerate((("5%", "yes"), ("33.3333%", "no"), ("0%", "yes"), ("100%", "no"))):
        said = Said()
        for quarter in range(0, 4, 1 + at % 2):
            said.delivered(quarter, "resale", 50 - quarter, to="third")
        term = {"kind": "third_country", "owner": "maker", "exporter": "licensee", "terms": ["resale"], "share": share, "consent": consent, "pay_after": "1 months"}  # fmt: skip
        yield single(f"share {at + 1}", f"{share} of re-exports, consent {consent}", deal({"resale": resale, "share": term}), said)  # fmt: skip
