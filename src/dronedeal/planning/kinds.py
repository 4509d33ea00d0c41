"""Kinds of money in a party's value: real resources by kind, payments in and out, and what is owed to unequal rates."""

from __future__ import annotations

from dronedeal.planning.compile import Compiled
from dronedeal.reading import FloatVector

__all__ = ["kinds_of"]


def kinds_of(compiled: Compiled, values: FloatVector) -> dict[str, dict[str, float]]:
    """Present money of each party by kind: real kinds, payments in and out at the pair's mean discount, and timing.

    Over regimes it is what each party expects by its own probabilities.
    """
    if compiled.branches:
        return _expected(compiled, values)
    bases, found = compiled.bases, {party: dict[str, float]() for party in compiled.deal.parties}
    for party, kinds in compiled.goods.real.items():
        for kind, parts in kinds.items():
            factor = bases.discount_at_start(party) if kind == "capital" else bases.discount(party)
            found[party][kind] = sum(float(part.at(values) @ factor) for part in parts)
    for party, parts in compiled.money.declared.items():
        found[party]["declared"] = sum(float(part.at(values) @ bases.discount(party)) for part in parts)
    for payment in compiled.money.payments:
        line, amounts = payment.line, payment.amount.at(values)
        owed, got = bases.discount_on(line.debtor, line.due), bases.discount_on(line.creditor, line.due)
        mean = (owed + got) / 2.0
        for party, key, amount in (
            (line.debtor, "paid", -float(amounts @ mean)),
            (line.creditor, "received", float(amounts @ mean)),
            (line.debtor, "timing", -float(amounts @ (owed - mean))),
            (line.creditor, "timing", float(amounts @ (got - mean))),
        ):
            found[party][key] = found[party].get(key, 0.0) + amount
    return found


def _expected(compiled: Compiled, values: FloatVector) -> dict[str, dict[str, float]]:
    found = {party: dict[str, float]() for party in compiled.deal.parties}
    for branch in compiled.branches:
        for party, kinds in kinds_of(branch.compiled, branch.within(values)).items():
            for kind, amount in kinds.items():
                expected = branch.leaf.chances[party] * amount
                found[party][kind] = found[party].get(kind, 0.0) + expected
    return found
