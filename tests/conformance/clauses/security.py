"""Security: escrow paid in and given back, fees of a holder; docs/reference/forms/security.md."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random

from tests.conformance.cases import Case, Said, deal, single, steps
from tests.conformance.oracle.days import Quarter
from tests.conformance.oracle.figures import Row
from tests.conformance.oracle.world import ZERO, Clause, Owed, only, times


def rows(clause: Clause) -> Iterator[Owed]:
    if clause["by"] == "exposure_limit":
        return
    world, debtor, holder, amount = clause.world, clause["debtor"], clause["holder"], clause.number("amount")
    periods = len(world.quarters)
    always = [True] * periods
    span = clause.between()
    if clause["by"] == "escrow":
        until = world.quarters.index(Quarter.read(clause["until"])) if "until" in clause else periods - 1
        last = min(until, clause.ended - 1)
        since = [at >= world.quarters.index(Quarter.read(clause["since"])) for at in range(periods)] if "since" in clause else always  # fmt: skip
        first = world.quarters.index(Quarter.read(clause["since"])) if "since" in clause else 0
        span = [first <= at <= last for at in range(periods)]
        drawn, released = _used(clause, span)
        rest = [total - sum(drawn[: at + 1]) - sum(released[: at + 1]) for at, total in enumerate(amount)]
        yield clause.owes("released", holder, debtor, released, clause.due("last"), always)
        yield clause.owes("amount", debtor, holder, only(amount, clause.once()), clause.due("first"), always)
        yield clause.owes("returned", holder, debtor, only(rest, [at == last for at in range(periods)]), clause.due("last"), since)  # fmt: skip
    else:
        drawn, _ = _used(clause, [here and at < clause.ended for at, here in enumerate(span)])
        yield clause.owes("reimbursed", debtor, holder, drawn, clause.due("last"), always)
    yield clause.owes("drawn", holder, clause["creditor"], drawn, clause.due("last"), always)
    yield clause.owes("settled", debtor, clause["creditor"], [-one for one in drawn], clause.due("last"), always)
    if "fee" in clause:
        fee = [one / Fraction(4) for one in times(clause.number("fee"), amount)]
        yield clause.owes("fee", debtor, holder, fee, clause.due("last"))


def _used(clause: Clause, span: list[bool]) -> tuple[Row, Row]:
    """What is drawn and then released each quarter of what was given and is left."""
    given, asked, freed = (only(clause.world.counts.rows[kind, clause.name], span) for kind in ("secured", "drawn", "released"))  # fmt: skip
    left, drawn, released = ZERO, list[Fraction](), list[Fraction]()
    for much, wanted, back in zip(given, asked, freed, strict=True):
        drawn.append(min(wanted, left + much))
        released.append(min(back, left + much - drawn[-1]))
        left += much - drawn[-1] - released[-1]
    return drawn, released


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
    yield from _drawn()


def _drawn() -> Iterator[Case]:
    chance = Random(31)
    sale = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "10.01 USD"}
    for at, (by, span) in enumerate(
        product(("escrow", "letter_of_credit"), ({}, {"since": "2027-Q2", "until": "2028-Q2"}))
    ):
        for way in range(3):
            term = {"kind": "security", "by": by, "debtor": "buyer", "creditor": "maker", "terms": ["sale"], "holder": "bank", "amount": "900.25 USD", "fee": "2%", **span}  # fmt: skip
            said = Said()
            said.security(1, "secured", "held", "900.25")
            for quarter in range(8):
                said.delivered(quarter, "sale", chance.randint(1, 40))
                if chance.random() < 0.6:
                    said.security(quarter, "drawn", "held", f"{chance.randint(1, 50_000) / 100:.2f}")
                if chance.random() < 0.4:
                    said.security(quarter, "released", "held", f"{chance.randint(1, 20_000) / 100:.2f}")
                if chance.random() < 0.3:
                    said.security(quarter, "secured", "held", f"{chance.randint(1, 20_000) / 100:.2f}")
            late = {5: [one for one in said.events if one["kind"] == "drawn"][:1]} if way else {}
            about = f"{by}, {span}: given, drawn and released, at times more than is left"
            yield single(f"drawn {3 * at + way + 1}", about, deal({"sale": sale, "held": term}, years=2), said, late=late, parties=("maker", "buyer", "bank"), every=2)  # fmt: skip
    for way in ("correct", "withdraw", "refuse"):
        term = {"kind": "security", "by": "letter_of_credit", "debtor": "buyer", "creditor": "maker", "terms": ["sale"], "holder": "bank", "amount": "500 USD"}  # fmt: skip
        limit = {"kind": "security", "by": "exposure_limit", "debtor": "buyer", "creditor": "maker", "terms": ["sale"], "amount": "100 USD"}  # fmt: skip
        said, what = Said(), deal({"sale": sale, "held": term, "limit": limit})
        said.delivered(0, "sale", 30)
        said.security(0, "secured", "held", "500")
        drawn = said.security(1, "drawn", "held", "300.30")
        told = steps(what, said.events)
        if way == "refuse":
            wrong = {**drawn, "id": "d-9", "of": "limit"}
            told.insert(2, {"record": [wrong], "refused": ["L105"]})
        else:
            again = said.corrected(drawn, amount="120.10") if way == "correct" else said.withdrawn(2, drawn["id"])
            told.insert(-1, {"record": [again]})
        yield Case(f"{way} a draw", "what was drawn is told otherwise, or under a clause that holds nothing", what, told, ("maker", "bank"))  # fmt: skip
