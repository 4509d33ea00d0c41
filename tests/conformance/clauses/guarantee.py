"""Guarantee: a sum once, when an event happens, and a fee until then; docs/reference/forms/guarantee.md."""

from collections.abc import Iterator
from fractions import Fraction

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.world import Clause, Owed, only, times


def rows(clause: Clause) -> Iterator[Owed]:
    world, amount, due = clause.world, clause.number("amount"), clause.due("last")
    first = world.happened.get(clause["event"], len(amount))
    called = only(amount, [at == first for at in range(len(amount))])
    yield clause.owes("amount", clause["guarantor"], clause["beneficiary"], called, due)
    fee = [one / Fraction(4) for one in times(clause.number("fee"), amount)]
    yield clause.owes("fee", clause["debtor"], clause["guarantor"], only(fee, [at < first for at in range(len(fee))]), due)  # fmt: skip


def cases() -> Iterator[Case]:
    for at, (when, span) in enumerate(((None, {}), (0, {}), (5, {}), (7, {}), (2, {"since": "2028-Q1"}), (5, {"since": "2027-Q2", "until": "2028-Q2"}))):  # fmt: skip
        term = {"kind": "guarantee", "guarantor": "state", "beneficiary": "maker", "debtor": "buyer", "event": "default", "amount": "1000000.03 USD", "fee": "1.2%", **span}  # fmt: skip
        said = Said()
        if when is not None:
            said.happened(when, "default")
        yield single(f"called {at + 1}", f"the event in quarter {when}, {span}", deal({"stands": term}, years=2, events={"default": {"lasts": 1, "on": "2027-Q1"}}), said, every=2)  # fmt: skip
