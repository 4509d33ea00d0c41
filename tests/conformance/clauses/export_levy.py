"""Export levy: a share of what clauses invoice, or money a unit; docs/reference/forms/export_levy.md, settle.md G9."""

from collections.abc import Iterator
from typing import Any

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.world import Clause, Owed, listed, times, total


def rows(clause: Clause) -> Iterator[Owed]:
    world, names = clause.world, listed(clause["terms"])
    if "share" in clause:
        invoiced = total(world.zero, *(world.invoiced(name) for name in names))
        yield clause.owes("share", clause["payer"], clause["state"], times(clause.number("share"), invoiced), clause.due("last"))  # fmt: skip
    if "per_unit" in clause:
        units = total(world.zero, *(world.delivered(name) for name in names))
        yield clause.owes("per_unit", clause["payer"], clause["state"], times(clause.number("per_unit"), units), clause.due("last"))  # fmt: skip


def levy(**more: object) -> dict[str, Any]:
    return {"kind": "export_levy", "state": "state", "payer": "maker", "terms": ["sale"], **more}


def cases() -> Iterator[Case]:
    sale = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "10.01 USD"}
    grid = ({"share": "3.5%"}, {"per_unit": "15 USD"}, {"share": "3.5%", "per_unit": "0.125 USD"}, {"share": "0%"})
    for at, keys in enumerate(grid):
        for pay_after in (None, "30 days"):
            said = Said()
            for quarter in range(4):
                said.delivered(quarter, "sale", 10 * quarter + at + 1)
            more = {} if pay_after is None else {"pay_after": pay_after}
            yield single(
                f"levy {at + 1} {pay_after}", f"{keys}", deal({"sale": sale, "levy": levy(**keys, **more)}), said
            )
    said = Said()
    for quarter in range(4):
        said.delivered(quarter, "sale", 100)
        said.delivered(quarter, "resale", 40, to="third")
    terms = {
        "sale": sale,
        "resale": {**sale, "seller": "licensee", "buyer": "third", "price": "1000 USD"},
        "rights": {"kind": "licence", "licensor": "maker", "licensee": "licensee", "systems": ["drone"], "upfront": "2000 USD", "royalty": "5%"},
        "levy": levy(share="3.5%", per_unit="15 USD", terms=["sale", "rights"], since="2027-Q2", until="2027-Q4"),
    }  # fmt: skip
    yield single("goods and royalties", "of a licence the royalties and fees are what is invoiced; waived from until on", deal(terms), said)  # fmt: skip
