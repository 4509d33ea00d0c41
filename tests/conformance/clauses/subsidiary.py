"""Subsidiary: equity, capital, dividends and a service fee; docs/reference/forms/subsidiary.md."""

from collections.abc import Iterator

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.world import Clause, Owed, listed, only, times, total


def rows(clause: Clause) -> Iterator[Owed]:
    world, parent, company = clause.world, clause["parent"], clause["company"]
    start, statement = clause.due("first", pay_after=False), clause.due("last")
    yield clause.owes("equity", parent, company, only(clause.number("equity"), clause.once()), start)
    spent = total(world.zero, *(world.counts.rows["invested", site] for site in listed(clause["sites"])))
    yield clause.owes("capital", parent, company, times(clause.number("capital"), spent), start)
    yield clause.owes("dividends", company, parent, times(clause.number("dividends"), world.profit(company)), statement)
    sales = world.net_sales(company, listed(clause["systems"]))
    yield clause.owes("service_fee", company, parent, times(clause.number("service_fee"), sales), statement)


def cases() -> Iterator[Case]:
    grid = (
        {"equity": "50000 USD", "capital": "40%", "dividends": "75%", "service_fee": "3%", "pay_after": "30 days"},
        {"equity": "0.125 USD", "since": "2027-Q2", "until": "2027-Q4", "dividends": "33.3%"},
        {"service_fee": "12.5%", "capital": "100%"},
    )
    for at, keys in enumerate(grid):
        term = {"kind": "subsidiary", "parent": "maker", "company": "licensee", "sites": ["line"], "systems": ["drone"], **keys}  # fmt: skip
        sale = {"kind": "purchase", "seller": "licensee", "buyer": "buyer", "systems": ["drone"], "price": "150.03 USD"}
        said = Said()
        for quarter in range(4):
            said.invested(quarter, "line", f"{1000 * (quarter + 1)}.05")
            said.produced(quarter, "line", 40)
            said.delivered(quarter, "sale", 40 - 13 * quarter)
        yield single(f"company {at + 1}", ", ".join(keys), deal({"sale": sale, "abroad": term}), said)
