"""Security: escrow paid in and given back, fees of a holder; docs/reference/forms/security.md."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from tests.conformance.cases import Case, deal, single
from tests.conformance.oracle.days import Quarter
from tests.conformance.oracle.world import Clause, Owed, only, times


def rows(clause: Clause) -> Iterator[Owed]:
    if clause["by"] == "exposure_limit":
        return
    world, debtor, holder, amount = clause.world, clause["debtor"], clause["holder"], clause.number("amount")
    periods = len(world.quarters)
    always = [True] * periods
    if clause["by"] == "escrow":
        until = world.quarters.index(Quarter.read(clause["until"])) if "until" in clause else periods - 1
        last = min(until, clause.ended - 1)
        since = [at >= world.quarters.index(Quarter.read(clause["since"])) for at in range(periods)] if "since" in clause else always  # fmt: skip
        yield clause.owes("amount", debtor, holder, only(amount, clause.once()), clause.due("first"), always)
        yield clause.owes("returned", holder, debtor, only(amount, [at == last for at in range(periods)]), clause.due("last"), since)  # fmt: skip
    if "fee" in clause:
        fee = [one / Fraction(4) for one in times(clause.number("fee"), amount)]
        yield clause.owes("fee", debtor, holder, fee, clause.due("last"))


def cases() -> Iterator[Case]:
    spans = ({}, {"since": "2027-Q2"}, {"since": "2027-Q2", "until": "2028-Q1"}, {"until": "2028-Q4"})
    for at, (by, span, fee) in enumerate(product(("escrow", "letter_of_credit"), spans, (None, "2%", "0.033%"))):
        term = {"kind": "security", "by": by, "debtor": "buyer", "creditor": "maker", "terms": ["sale"], "holder": "bank", "amount": "50000.55 USD", **span}  # fmt: skip
        term |= {} if fee is None else {"fee": fee}
        sale = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "10 USD"}
        yield single(f"{by} {at + 1}", f"{span}, fee {fee}", deal({"sale": sale, "held": term}, years=2), every=4)
    sale = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "10 USD"}
    limit = {"kind": "security", "by": "exposure_limit", "debtor": "buyer", "creditor": "maker", "terms": ["sale"], "amount": "100 USD"}  # fmt: skip
    yield single("limit", "an exposure limit pays nothing", deal({"sale": sale, "held": limit}))
