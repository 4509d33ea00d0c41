"""Swap: goods for goods with a balance account; docs/reference/forms/swap.md, settle.md G5."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.days import Quarter
from tests.conformance.oracle.figures import Row
from tests.conformance.oracle.world import ZERO, Clause, Goods, Owed, minus, times, total


def goods(clause: Clause) -> Iterator[Goods]:
    for key, giver, taker in (("one_gives", "one", "other"), ("other_gives", "other", "one")):
        for system, worth in clause[key].items():
            price = clause.world.price(worth, f"terms.{clause.name}.{key}.{system}", system)
            yield Goods(system, clause[giver], clause[taker], price)


def rows(clause: Clause) -> Iterator[Owed]:
    world, one, other = clause.world, clause["one"], clause["other"]
    due, periods = clause.due("last"), len(world.quarters)
    sides = {giver: total(world.zero, *(world.value(clause, line) for line in goods(clause) if line.giver == giver)) for giver in (one, other)}  # fmt: skip
    mine, theirs = sides[one], sides[other]
    if "payer" in clause:
        paid = times(clause.number("payer_share"), theirs)
        theirs = minus(theirs, paid)
        yield clause.owes("payer_share", clause["payer"], other, paid, due)
    balance = minus(mine, theirs)
    until = world.quarters.index(Quarter.read(clause["until"])) if "until" in clause else periods
    last = min(until, clause.ended, periods) - 1
    if clause.get("settled") == "year":
        row = [sum(balance[at - at % 4 : at + 1], ZERO) if at % 4 == 3 or at == last else ZERO for at in range(periods)]
        yield clause.owes("balance", other, one, row, due)
        return
    swung = world.zero
    if "swing" in clause:
        swung = _swing(balance, clause.number("swing"))
        yield clause.owes("swing", other, one, swung, due)
    left = sum(minus(balance, swung)[: last + 1], ZERO)
    if "carry" in clause:
        kept = clause.number("carry")[last] * sum(total(mine, theirs)[: last + 1], ZERO)
        left = max(ZERO, left - kept) + min(ZERO, left + kept)
    yield clause.owes("balance", other, one, [left if at == last else ZERO for at in range(periods)], due)


def _swing(balance: Row, swing: Row) -> Row:
    """At each contract year's end what the balance to date exceeds the swing by, less what it did a year before."""
    row, before = [ZERO] * len(balance), Fraction(0)
    for at in range(3, len(balance), 4):
        to_date = sum(balance[: at + 1], ZERO)
        beyond = max(ZERO, to_date - swing[at]) + min(ZERO, to_date + swing[at])
        row[at], before = beyond - before, beyond
    return row


def cases() -> Iterator[Case]:
    chance = Random(9)
    accounts = ({}, {"swing": "100000 USD"}, {"carry": "10%"}, {"swing": "2500.005 USD", "carry": "3.33%"}, {"settled": "year"})  # fmt: skip
    spans = ({}, {"until": "2028-Q3"}, {"since": "2027-Q2", "payer": "state", "payer_share": "12.5%", "pay_after": "30 days"})  # fmt: skip
    for at, (account, span) in enumerate(product(accounts, spans)):
        term = {"kind": "swap", "one": "maker", "other": "buyer", "one_gives": {"drone": "1000.01 USD"}, "other_gives": {"boat": "50000 USD"}, **account, **span}  # fmt: skip
        said = Said()
        for quarter in range(8):
            said.delivered(quarter, "swap", chance.randint(1, 300))
            if quarter % 2:
                said.delivered(quarter, "swap", chance.randint(1, 9), system="boat", to="maker")
        yield single(f"swap {at + 1}", f"{account}, {span}", deal({"swap": term}, years=2), said, every=2)
