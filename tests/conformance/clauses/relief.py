"""Relief: what a waiver costs, once; docs/reference/forms/relief.md."""

from collections.abc import Iterator

from tests.conformance.cases import Case, deal, single
from tests.conformance.oracle.world import Clause, Owed, only


def rows(clause: Clause) -> Iterator[Owed]:
    if "cost" in clause:
        yield clause.owes("cost", clause["to"], clause["by"], only(clause.number("cost"), clause.once()), clause.due("first"))  # fmt: skip


def cases() -> Iterator[Case]:
    for since in ("2027-Q1", "2027-Q2", "2027-Q4"):
        term = {"kind": "relief", "by": "state", "to": "maker", "rule": "parts_rule", "cost": "20000.505 USD", "since": since}  # fmt: skip
        yield single(f"since {since}", "the cost of a waiver on its first day", deal({"waiver": term}))
    yield single("free", "a waiver that costs nothing", deal({"waiver": {"kind": "relief", "by": "state", "to": "maker", "rule": "parts_rule"}}))  # fmt: skip
