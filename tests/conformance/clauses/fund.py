"""Fund: calls up to commitments, capital of lines, returns of profit; docs/reference/forms/fund.md, settle.md G7."""

from collections.abc import Iterator

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.clauses.licence import drawn
from tests.conformance.oracle.world import Clause, Owed, only, times, total


def rows(clause: Clause) -> Iterator[Owed]:
    world, manager = clause.world, clause["manager"]
    start, statement = clause.due("first", pay_after=False), clause.due("last")
    financed = {
        site: times(clause.number("finances", site), world.counts.rows["invested", site]) for site in clause["finances"]
    }
    for site, amount in financed.items():
        yield clause.owes(f"finances/{site}", manager, world.deal["sites"][site]["of"], amount, start)
    call = total(world.zero, *financed.values())
    for party in clause["shares"]:
        committed = only(clause.number("commitments", party), clause.once())
        called = drawn(committed, times(clause.number("shares", party), call))
        yield clause.owes(f"call/{party}", party, manager, called, start)
    for company in clause.get("returns", {}):
        profit = times(clause.number("returns", company), world.profit(company))
        yield clause.owes(f"returns/{company}", company, manager, profit, statement)
        for party in clause["shares"]:
            part = times(clause.number("shares", party), profit)
            yield clause.owes(f"returns/{company}/{party}", manager, party, part, statement)


def cases() -> Iterator[Case]:
    names = ("buyer", "third", "state")
    for at, (shares, commitments) in enumerate(((("40%", "30%", "30%"), (20_000, 2_000, 15_000)), (("33.333%", "33.333%", "33.334%"), ("99999.99", 0, "100.01")))):  # fmt: skip
        for span in ({}, {"since": "2027-Q2"}, {"until": "2027-Q4"}):
            term = {
                "kind": "fund", "manager": "fund", "finances": {"plant": "75%", "line": "50%"}, "returns": {"maker": "20%"}, "pay_after": "30 days",
                "commitments": {name: f"{amount} USD" for name, amount in zip(names, commitments, strict=True)},
                "shares": dict(zip(names, shares, strict=True)), **span,
            }  # fmt: skip
            sale = {
                "kind": "purchase",
                "seller": "maker",
                "buyer": "buyer",
                "systems": ["drone"],
                "price": "150.07 USD",
            }
            said = Said()
            for quarter in range(4):
                said.invested(quarter, "plant", f"{3000 * quarter + 1}.01")
                said.invested(quarter, "line", "10.10")
                said.produced(quarter, "plant", 10 + quarter)
                said.delivered(quarter, "sale", 13 - 2 * quarter)
            yield single(f"fund {at + 1} {span}", "calls stop at commitments; a loss goes the other way", deal({"sale": sale, "common": term}), said, every=2)  # fmt: skip
