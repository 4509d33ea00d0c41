"""Purchase: price, advance, retention, damages, an index; docs/reference/forms/purchase.md, settle.md G1, G3, G10."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.figures import Row
from tests.conformance.oracle.world import Clause, Goods, Owed, listed, times, total


def goods(clause: Clause) -> Iterator[Goods]:
    for system in listed(clause["systems"]):
        key = ("prices", system) if system in clause.get("prices", {}) else ("price",)
        said = clause["prices"][system] if len(key) > 1 else clause["price"]
        price = clause.world.price(said, ".".join(("terms", clause.name, *key)), system)
        factor = _index(clause)
        yield Goods(system, clause["seller"], clause["buyer"], {kit: times(factor, row) for kit, row in price.items()})


def _index(clause: Clause) -> Row:
    """1 + change; of the change only what exceeds the dead band counts, and at most the most, up and down."""
    said: dict[str, Any] = clause.get("index", {"parts": []})
    band, most = clause.number("index", "dead_band"), clause.number("index", "most")
    found: Row = []
    for at in range(len(clause.world.quarters)):
        change = sum(
            (
                clause.number("index", "parts", part, "weight")[at]
                * (clause.number("index", "parts", part, "ratio")[at] - 1)
                for part in range(len(said["parts"]))
            ),
            Fraction(0),
        )
        change = max(change - band[at], Fraction(0)) + min(change + band[at], Fraction(0))
        if "most" in said:
            change = max(-most[at], min(most[at], change))
        found.append(1 + change)
    return found


def rows(clause: Clause) -> Iterator[Owed]:
    world = clause.world
    seller, buyer = clause["seller"], clause["buyer"]
    invoice = total(world.zero, *(world.value(clause, one) for one in goods(clause)))
    advance, held = clause.number("advance"), clause.number("retention")
    rest = [one * (1 - early - kept) for one, early, kept in zip(invoice, advance, held, strict=True)]
    yield clause.owes("price", buyer, seller, rest, clause.due("delivery"))
    if "advance" in clause:
        due = clause.due("delivery", -max(1, clause.quarters_of("lead")), pay_after=False)
        yield clause.owes("advance", buyer, seller, times(advance, invoice), due)
    if "retention" in clause:
        due = clause.due("delivery", clause.quarters_of("released", 4))
        yield clause.owes("retention", buyer, seller, times(held, invoice), due)
    if "damages" in clause:
        late = world.counts.rows["late", clause.name]
        per_day, grace, most = (clause.number("damages", key) for key in ("per_day", "grace_days", "most"))
        share = [
            min(limit, rate * max(Fraction(0), days - free))
            for limit, rate, days, free in zip(most, per_day, late, grace, strict=True)
        ]
        yield clause.owes("damages", seller, buyer, times(share, invoice), clause.due("delivery"))


def sale(price: object = "1000 USD", **more: object) -> dict[str, Any]:
    return {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": price, **more}


def cases() -> Iterator[Case]:
    yield single("nothing", "nothing is delivered, so nothing is owed", deal({"sale": sale()}))
    for at, (advance, retention, price) in enumerate(
        product((None, "15%", "20%"), (None, "5%", "12.5%"), ("1000 USD", "10.01 USD", "0.05 USD"))
    ):
        said = Said()
        more = {"advance": advance, "retention": retention}
        term = sale(price, pay_after="45 days", **{key: value for key, value in more.items() if value is not None})
        for quarter, units in enumerate((1 + at, 0, 37, 3)):
            if units:
                said.delivered(quarter, "sale", units)
        yield single(f"parts {at + 1}", f"advance {advance}, retention {retention}, price {price}", deal({"sale": term}), said)  # fmt: skip
    yield from _days()
    yield from _late()
    yield from _indexed()
    yield from _priced()


def _days() -> Iterator[Case]:
    durations = ("30 days", "2 weeks", "1 months", "1.5 months", "1 quarters", "1 years", "0 days")
    for at, (pay_after, start) in enumerate(product(durations, ("2027-Q1", "2027-Q4"))):
        said = Said(start)
        for quarter in (0, 1, 7):
            said.delivered(quarter, "sale", 1 + quarter)
        term = sale("333.33 USD", pay_after=pay_after, advance="10%", lead=("1 days", "92 days", "7 months")[at % 3], retention="5%", released=("6 months", "100 days", "2 years")[at % 3])  # fmt: skip
        yield single(f"days {at + 1}", f"paid {pay_after} after delivery, from {start}; February 2028 has 29 days", deal({"sale": term}, years=2, start=start), said, every=2)  # fmt: skip
    said = Said("2027-Q4")
    said.delivered(date(2027, 10, 1), "sale", 1)
    said.delivered(date(2028, 2, 29), "sale", 2)
    said.delivered(date(2028, 9, 30), "sale", 3)
    term = sale(since="2028-Q1", until="2028-Q3")
    yield single("since and until", "deliveries before since and from until on count for nothing", deal({"sale": term}, start="2027-Q4"), said)  # fmt: skip


def _late() -> Iterator[Case]:
    for at, (grace, most) in enumerate(product((None, 0, 14), ("10%", "0.5%"))):
        damages = {"per_day": "0.1%", "most": most} | (
            {} if grace is None else {"grace_days": grace, "grace": "excluded"}
        )
        said = Said()
        for quarter, days in enumerate(((5, 15), (14,), (), (400, 3))):
            said.delivered(quarter, "sale", 7 + quarter)
            for one in days:
                said.late(quarter, "sale", one)
        yield single(f"damages {at + 1}", f"grace {grace}, at most {most}; of several delays the longest counts; exactly the grace costs nothing", deal({"sale": sale("960.05 USD", pay_after="10 days", damages=damages)}), said)  # fmt: skip
    said = Said()
    said.late(0, "sale", 30)
    yield single("late without goods", "nothing delivered, so that the delay costs nothing", deal({"sale": sale(damages={"per_day": "1%", "most": "10%"})}), said)  # fmt: skip


def _indexed() -> Iterator[Case]:
    ratios = (1, "1.05", "1.02", "0.9")
    for at, (band, most) in enumerate(product((None, "2%", "5%"), (None, "3%"))):
        limits = {key: value for key, value in (("dead_band", band), ("most", most)) if value is not None}
        series = {f"2027-Q{number + 1}": ratio for number, ratio in enumerate(ratios)}
        parts = [{"weight": "47.5%", "ratio": {"by_quarter": series}}, {"weight": "50%", "ratio": "1.01"}]
        said = Said()
        for quarter in range(4):
            said.delivered(quarter, "sale", 11)
        yield single(f"index {at + 1}", f"dead band {band}, at most {most}", deal({"sale": sale("101.30 USD", index={"parts": parts, **limits})}), said)  # fmt: skip


def _priced() -> Iterator[Case]:
    systems = {
        "drone": {"domain": "air", "effects": {"strike": 1}, "unit_cost": {"by_year": {"2027": "100 USD", "2028": "90.05 USD"}}, "kits": {"standard": {}, "clean": {"extra_cost": "12.5%"}}},
        "boat": {"domain": "sea", "effects": {"strike": 1}, "unit_cost": "1000 USD", "learning": {"per_doubling": "15%", "produced_to_date": 1000, "output": "1000/quarter"}},
    }  # fmt: skip
    term = sale({"value": "1.15", "times": "unit_cost"}, retention="5%") | {"systems": ["drone", "boat"]}
    said, chance = Said(), Random(11)
    for quarter in range(8):
        said.delivered(quarter, "sale", chance.randint(1, 90), kit="clean" if quarter % 2 else "standard")
        said.delivered(quarter, "sale", chance.randint(1, 9), system="boat")
    yield single("unit cost", "a multiple of unit cost, by kit, with learning", deal({"sale": term}, years=2, systems=systems), said, every=4)  # fmt: skip
    said = Said()
    for quarter in range(4):
        said.delivered(quarter, "sale", 3)
        said.delivered(quarter, "sale", 2, system="boat")
    both = sale("10.005 USD", prices={"boat": "99.995 EUR"}) | {"systems": ["drone", "boat"]}
    rates = {"EUR": {"by_quarter": {"2027-Q1": "1.08", "2027-Q3": "1.125"}}}
    yield single("two prices", "a price of its own for one system, in a currency that the deal gives rates of", deal({"sale": both}, rates=rates), said)  # fmt: skip
    series = {"by_quarter": {"2027-Q2": "10 USD", "2027-Q4": "12 USD"}}
    said = Said()
    for quarter in range(4):
        said.delivered(quarter, "sale", 5)
    yield single("a series", "the first value also holds before its own label", deal({"sale": sale(series)}), said)
    for units in range(1, 13):
        said = Said()
        said.delivered(0, "sale", units)
        said.delivered(1, "sale", 2 * units + 1)
        yield single(f"half cents {units}", "a retention of half a cent: half to even, each row by itself", deal({"sale": sale("0.05 USD", retention="10%", advance="30%")}), said, every=2)  # fmt: skip
