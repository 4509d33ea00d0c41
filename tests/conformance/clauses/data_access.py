"""Data access: a fee a quarter, a fee a seat, a metered charge; docs/reference/forms/data_access.md, settle.md G8."""

from collections.abc import Iterator

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.clauses.licence import tiered
from tests.conformance.oracle.world import Clause, Owed, times


def rows(clause: Clause) -> Iterator[Owed]:
    user, provider, due = clause["user"], clause["provider"], clause.due("last")
    yield clause.owes("fee", user, provider, clause.number("fee"), due)
    yield clause.owes("per_seat", user, provider, times(clause.number("per_seat"), clause.number("seats")), due)
    if "metered" in clause:
        yield clause.owes(
            "metered", user, provider, tiered(clause, clause.world.counts.rows["metered", clause.name], "metered"), due
        )


def cases() -> Iterator[Case]:
    tiers = [[0, 0], [10_000, "1.20 USD"], [20_000, "0.905 USD"]]
    used = {0: "23500", 1: "10000", 2: "1.5", 4: "4321"}
    grid = (
        {"fee": "25000 USD"},
        {"per_seat": "150.005 USD", "seats": 7},
        {"fee": "2000 USD", "pay_after": "45 days", "since": "2027-Q2", "until": "2028-Q3"},
        *({"use": "1 hours", "metered": {"tiers": tiers, "mode": mode, "over": over}} for mode in ("marginal", "retroactive", "whole") for over in ("period", "year", "term")),
    )  # fmt: skip
    for at, keys in enumerate(grid):
        term = {"kind": "data_access", "provider": "state", "user": "buyer", **keys}
        said = Said()
        for quarter, hours in used.items() if "metered" in keys else ():
            said.metered(quarter, "data", hours)
        yield single(f"access {at + 1}", ", ".join(keys), deal({"data": term}, years=2), said, every=2)
