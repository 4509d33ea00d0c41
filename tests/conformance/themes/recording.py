"""Recording: late events and true-ups, returns, corrections, withdrawals, duplicates, conflicts; docs/reference/events.md."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from tests.conformance.cases import Case, Said, deal, single, steps

SALE = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone", "boat"], "price": "10.01 USD", "retention": "10%", "advance": "15%"}  # fmt: skip
LEVY = {"kind": "export_levy", "state": "state", "payer": "maker", "terms": ["sale"], "share": "3.5%"}


def agreement(**more: Any) -> dict[str, Any]:
    return deal({"sale": SALE, "levy": LEVY}, **more)


def cases() -> Iterator[Case]:
    yield from _late()
    yield from _returned()
    yield from _corrected()
    yield from _twice()
    yield from _moved()
    yield from _mixed()
    yield from _stock()


def _late() -> Iterator[Case]:
    for at in range(6):
        said = Said()
        told = [said.delivered(quarter, "sale", 10 + 3 * quarter + at) for quarter in range(4)]
        late = {1 + at % 3: [told[0]], 3: [told[1 + at % 2]]}
        yield single(f"late {at + 1}", "deliveries told after their quarter was closed come as true-ups", agreement(), said, late=late)  # fmt: skip
    said = Said()
    late_only = said.delivered(0, "sale", 9)
    yield single("late and first", "a quarter stated empty is accrued, not trued up, when its goods are told", agreement(), said, late={2: [late_only]})  # fmt: skip
    tiers = {"tiers": [[0, "5%"], [1000, "4%"]], "mode": "retroactive", "over": "year"}
    terms = {"resale": {**SALE, "seller": "licensee", "buyer": "third"}, "rights": {"kind": "licence", "licensor": "maker", "licensee": "licensee", "systems": ["drone"], "tiers": tiers}}  # fmt: skip
    said = Said()
    told = [said.delivered(quarter, "resale", 40, to="third") for quarter in range(4)]
    yield single("late under tiers", "what was sold early changes what later quarters were re-rated at", deal(terms), said, late={2: [told[0]]})  # fmt: skip


def _returned() -> Iterator[Case]:
    for at, units in enumerate((1, 10, 11, 25, 60)):
        said = Said()
        for quarter in range(4):
            said.delivered(quarter, "sale", 10 + quarter)
            said.delivered(quarter, "sale", 2, system="boat")
        said.returned(date(2027, 12, 20), "sale", units)
        yield single(f"returned {at + 1}", f"{units} come back in December: the latest deliveries are undone; more than went counts for nothing", agreement(), said)  # fmt: skip
    said = Said()
    said.returned(date(2027, 1, 5), "sale", 3)
    said.delivered(0, "sale", 5)
    yield single("returned before", "what comes back before anything went counts for nothing", agreement(), said)
    said = Said()
    first = said.delivered(0, "sale", 5)
    back = said.returned(date(2027, 3, 1), "sale", 5)
    said.withdrawn(date(2027, 6, 1), first["id"])
    yield single("returned and withdrawn", "the delivery that a return undid never was", agreement(), said, late={2: [back]})  # fmt: skip


def _corrected() -> Iterator[Case]:
    for at, change in enumerate(({"quantity": 7}, {"system": "boat"}, {"effective_on": "2027-05-31"}, {"quantity": 20, "effective_on": "2027-02-01"})):  # fmt: skip
        said = Said()
        first = said.delivered(0, "sale", 10)
        said.delivered(1, "sale", 4)
        mend = said.corrected(first, **change)
        yield single(f"corrected {at + 1}", f"{change}, said after the quarter was closed", agreement(), said, late={1 + at % 2: [mend]})  # fmt: skip
    said = Said()
    first = said.delivered(0, "sale", 10)
    second = said.corrected(first, quantity=12)
    third = said.corrected(second, quantity=11)
    yield single("corrected twice", "a correction is corrected: only the last stands", agreement(), said, late={1: [second], 2: [third]})  # fmt: skip
    said = Said()
    first = said.delivered(0, "sale", 10)
    second = said.corrected(first, quantity=12)
    gone = said.withdrawn(date(2027, 8, 1), second["id"])
    yield single("corrected and withdrawn", "who withdraws a correction does not bring back what it corrected", agreement(), said, late={1: [second]})  # fmt: skip
    del gone
    said = Said()
    told = [said.delivered(0, "sale", 10), said.paid(date(2027, 4, 1), "50.05"), said.late(0, "sale", 3)]
    for number, one in enumerate(told):
        said.withdrawn(date(2027, 5, 1 + number), one["id"])
    yield single("all withdrawn", "everything said is taken away again", agreement(), said)


def _twice() -> Iterator[Case]:
    said = Said()
    told = [said.delivered(quarter, "sale", 5 + quarter) for quarter in range(4)]
    what = agreement()
    found = steps(what, said.events)
    again = [{"record": [told[1], told[0]], "exists": ["maker/d2", "maker/d1"]}, {"close": "2027-12-31"}]
    yield Case("said twice", "the same events again exist already, and change nothing", what, [*found[:-1], *again])
    other = [{"record": [{**told[0], "quantity": "50"}], "refused": ["L106"]}, {"close": "2027-12-31"}]
    yield Case("said otherwise", "the same id with another body is refused, and all that was handed in with it", what, [*found[:-1], *other])  # fmt: skip
    fresh = {**told[0], "id": "d9"}
    wrong = {**told[0], "id": "d10", "corrects": "d404"}
    both = [{"record": [fresh, wrong], "refused": ["L107"]}, {"close": "2027-12-31"}]
    yield Case("corrects nothing", "a correction of what was never said is refused with its whole file", what, [*found[:-1], *both])  # fmt: skip
    unknown = [{"record": [fresh, {**fresh, "id": "d13", "of": "levy"}], "refused": ["L105"]}, {"close": "2027-12-31"}]
    yield Case(
        "what no clause delivers",
        "one event that is none of the deal's refuses its whole file",
        what,
        [*found[:-1], *unknown],
    )
    forked = [
        {"record": [{**told[0], "id": "d11", "corrects": "d1", "quantity": "6"}]},
        {"record": [{**told[0], "id": "d12", "corrects": "d1", "quantity": "7"}], "refused": ["L107"]},
        {"close": "2027-12-31"},
    ]
    yield Case("corrected in two ways", "an event has one correction", what, [*found[:-1], *forked])
    batch = [{"record": [*reversed(told), told[2]], "exists": ["maker/d3"]}, {"close": "2027-12-31"}]
    yield Case("one batch backwards", "the order in which events come, and how often, changes nothing", what, batch)
    twins = Said(source="buyer")
    twins.delivered(0, "sale", 1)
    yield Case("one id, two sources", "ids are a sender's own", what, [{"record": [told[0], *twins.events]}, {"close": "2027-12-31"}])  # fmt: skip
    figures = [{"record": [told[0]]}, {"record": [{**told[0], "quantity": "5.0"}], "exists": ["maker/d1"]}, {"close": "2027-12-31"}]  # fmt: skip
    yield Case("one figure", "5.0 and 5 are one figure", what, figures)


def _moved() -> Iterator[Case]:
    for at, (when, told) in enumerate(((0, 0), (1, 3), (2, 2))):
        said = Said()
        for quarter in range(4):
            said.delivered(quarter, "sale", 10)
        ceasefire = said.happened(when, "ceasefire")
        end = {"kind": "termination", "by": "buyer", "to": "maker", "cause": "ceasefire", "event": "ceasefire", "terms": ["sale", "levy"], "wind_down": "77.77 USD"}  # fmt: skip
        what = deal({"sale": SALE, "levy": LEVY, "way_out": end}, events={"ceasefire": {"on": "2027-Q1"}})
        yield single(f"ceasefire {at + 1}", f"in quarter {when}, told in quarter {told}; what the document expects does not count", what, said, late={told: [ceasefire]} if told > when else None)  # fmt: skip
    said = Said()
    for quarter in range(4):
        said.delivered(quarter, "sale", 10)
    said.happened(2, "ceasefire")
    said.happened(1, "ceasefire")
    end = {"kind": "termination", "by": "buyer", "to": "maker", "cause": "ceasefire", "event": "ceasefire", "terms": ["sale"], "wind_down": "1 USD"}  # fmt: skip
    yield single("the first counts", "an event that is told twice happened first", deal({"sale": SALE, "way_out": end}, events={"ceasefire": {}}), said)  # fmt: skip
    for currency, price in (("JPY", "1000.5 JPY"), ("KWD", "1.0005 KWD"), ("UAH", "41.005 UAH")):
        sale = {**SALE, "price": price}
        said = Said("2027-Q4")
        for quarter in range(4):
            said.delivered(quarter, "sale", 1 + 2 * quarter)
        said.paid(1, "2", currency=currency)
        said.invested(2, "plant", "3", currency=currency)
        yield single(f"in {currency}", "another currency of the deal, with its own places", deal({"sale": sale, "levy": LEVY}, start="2027-Q4", currency=currency), said, parties=("maker", "buyer"))  # fmt: skip


def _mixed() -> Iterator[Case]:
    for seed in range(12):
        chance = Random(seed)
        said = Said()
        for quarter in range(8):
            for _ in range(chance.randint(0, 3)):
                day = date(2027 + quarter // 4, 3 * (quarter % 4) + chance.randint(1, 3), chance.randint(1, 28))
                said.delivered(day, "sale", chance.randint(1, 40), system=chance.choice(("drone", "boat")))
            if chance.random() < 0.4:
                said.returned(date(2027 + quarter // 4, 3 * (quarter % 4) + 3, 30), "sale", chance.randint(1, 60))
            if chance.random() < 0.4:
                day = date(2027 + quarter // 4, 3 * (quarter % 4) + 2, chance.randint(1, 28))
                said.paid(day, f"{chance.randint(1, 90_000) / 100:.2f}", of=chance.choice(("", "sale")))
        late: dict[int, list[dict[str, str]]] = {}
        for one in list(said.events):
            if chance.random() < 0.3:
                first = 4 * (int(one["effective_on"][:4]) - 2027) + (int(one["effective_on"][5:7]) - 1) // 3
                late.setdefault(min(7, first + chance.randint(1, 3)), []).append(one)
            elif one["kind"] == "delivered" and chance.random() < 0.2:
                mend = said.corrected(one, quantity=chance.randint(1, 40))
                late.setdefault(7, []).append(mend)
        what = agreement(years=2)
        yield single(f"mixed {seed + 1}", f"deliveries, returns, payments, corrections, some late; seed {seed}", what, said, late=late, parties=("maker",), every=2)  # fmt: skip


def _stock() -> Iterator[Case]:
    chance = Random(7)
    for seed in range(4):
        said = Said()
        for quarter in range(4):
            made = chance.randint(20, 40)
            first = 100 * quarter
            said.produced(quarter, "plant", made)
            said.stock(quarter, "stocked", chance.randint(1, 9))
            said.delivered(quarter, "sale", chance.randint(1, 20))
            said.stock(
                quarter, "used", chance.randint(1, 9), by=chance.choice(("maker", "buyer")), lots=f"F-{first:04d}"
            )
            said.looked_at(
                quarter, "inspected", chance.choice(("sale", "plant")), 3, chance.choice(("passed", "failed"))
            )
            said.looked_at(quarter, "accepted", "sale", 1, to="buyer", lots=f"F-{first + 1:04d}")
            said.stock(quarter, "counted", chance.randint(0, 60))
        used = next(one for one in said.events if one["kind"] == "used")
        late = {3: [said.corrected(used, quantity=1), said.withdrawn(3, said.events[1]["id"])]}
        yield single(f"stock {seed + 1}", "goods made, stocked, used, counted and inspected: nothing is owed for it", agreement(), said, late=late)  # fmt: skip
    wrong = Said()
    wrong.looked_at(0, "inspected", "sale", 3, "perhaps")
    twice = Said()
    twice.delivered(0, "sale", 3)
    twice.events[0]["lots"] = "F-1..F-2 F-2"
    for name, said in (("result", wrong), ("lots", twice)):
        told = [{"record": said.events, "refused": ["L105" if name == "result" else "L104"]}, {"close": "2027-12-31"}]
        yield Case(f"no such {name}", "what cannot be is refused, and nothing is recorded", agreement(), told)
