"""Technology: a fee, yearly fees and update feeds; docs/reference/forms/technology.md."""

from collections.abc import Iterator

from tests.conformance.cases import Case, deal, single
from tests.conformance.oracle.world import Clause, Owed, only


def rows(clause: Clause) -> Iterator[Owed]:
    user, owner = clause["user"], clause["owner"]
    if clause.get("optional") == "left":
        return
    fee = only(clause.number("fee"), clause.once())
    yield clause.owes("fee", user, owner, fee, clause.due("first", pay_after=False))
    yield clause.owes("yearly", user, owner, clause.a_year("yearly"), clause.due("last"))
    yield clause.owes("updates", user, owner, clause.a_year("updates"), clause.due("last"))


def cases() -> Iterator[Case]:
    grid = (
        {"fee": "5000.005 USD"},
        {"fee": "5000 USD", "yearly": "1200 USD", "updates": "800 USD", "since": "2027-Q2", "pay_after": "45 days"},
        {"yearly": {"by_year": {"2027": "100.10 USD", "2028": "200.20 USD"}}, "until": "2028-Q4"},
        {"yearly": "1 USD", "optional": "taken"},
        {"fee": "7 USD", "yearly": "1 USD", "optional": "left"},
    )
    for at, keys in enumerate(grid):
        for start in ("2027-Q1", "2026-Q3"):
            term = {"kind": "technology", "owner": "state", "user": "buyer", "technologies": ["link"], **keys}
            what = deal({"link": term}, years=3, start=start, technologies={"link": {"owner": "state"}})
            yield single(f"rights {at + 1} {start}", f"{', '.join(keys)} from {start}", what, every=4)
