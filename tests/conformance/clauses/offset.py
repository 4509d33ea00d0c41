"""Offset: a year's obligation met by credits, a surplus banked, what falls short; docs/reference/forms/offset.md, settle.md G4."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.figures import Row
from tests.conformance.oracle.world import ZERO, Clause, Owed, only, times, total


def rows(clause: Clause) -> Iterator[Owed]:
    world, counts = clause.world, clause.world.counts
    work = total(
        world.zero,
        *(
            times(clause.number("multipliers", kind), counts.rows["credited", clause.name, kind])
            for kind in clause["multipliers"]
        ),
    )
    earned = _of_year(clause, only(work, clause.between()))
    owed = clause.a_year("per_year")
    if "share" in clause:
        sales = total(world.zero, *(world.invoiced(term) for term in clause["terms"]))
        owed = total(owed, _of_year(clause, only(times(clause.number("share"), sales), clause.between())))
    short = [max(ZERO, due - have) for due, have in zip(owed, earned, strict=True)]
    over = [max(ZERO, have - due) for due, have in zip(owed, earned, strict=True)]
    if clause["surplus"] == "banked":
        short = _drawn(short, over, clause.quarters_of("expires", len(short)))
    yield clause.owes(
        "penalty", clause["obligor"], clause["beneficiary"], times(clause.number("penalty"), short), clause.due("last")
    )


def _of_year(clause: Clause, row: Row) -> Row:
    """What a contract year came to, at its end."""
    return [sum(row[at - at % 4 : at + 1], ZERO) if end else ZERO for at, end in enumerate(clause.year_ends())]


def _drawn(short: Row, over: Row, keeps: int) -> Row:
    """What falls short after the oldest of what is banked has been drawn; each surplus lasts so many quarters."""
    banked: list[tuple[int, Fraction]] = []
    left: Row = []
    for at, missing in enumerate(short):
        still: list[tuple[int, Fraction]] = []
        for since, much in banked:
            drawn = min(much, missing) if at - since <= keeps else ZERO
            missing -= drawn  # noqa: PLW2901 - what is left of it
            if at - since < keeps and much > drawn:
                still.append((since, much - drawn))
        banked = [*still, (at, over[at])]
        left.append(missing)
    return left


def cases() -> Iterator[Case]:
    chance = Random(23)
    sums = ({"per_year": "10000 USD"}, {"share": "30%", "terms": ["sale"]}, {"per_year": "2000.50 USD", "share": "12.5%", "terms": ["sale"]})  # fmt: skip
    banks = ({"surplus": "lost"}, {"surplus": "banked"}, {"surplus": "banked", "expires": "12 months"})
    for at, (much, bank) in enumerate(product(sums, banks)):
        term = {
            "kind": "offset", "obligor": "maker", "beneficiary": "buyer", "multipliers": {"parts": 0.5, "investment": 1.5, "technology": 2},
            "penalty": "5.5%", "pay_after": "30 days", **much, **bank,
        }  # fmt: skip
        sale = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "100.01 USD"}
        said = Said()
        for quarter in range(12):
            said.delivered(quarter, "sale", chance.randint(0, 200) or 1)
            kind = ("parts", "investment", "technology")[quarter % 3]
            amount = f"{chance.randint(1, 900_000) / 100:.2f}" if quarter < 8 else "0.01"
            said.credited(quarter, "work", kind, amount)
        yield single(f"offset {at + 1}", f"{', '.join(much)}; {bank}", deal({"sale": sale, "work": term}, years=3), said, every=4)  # fmt: skip
