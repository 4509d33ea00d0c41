"""Paying: late interest, business days, least amounts, exchange, netting, numbers fixed later; docs/reference/document.md, settle.md R11, R12, R19, G12, G13."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random
from typing import Any

from tests.conformance.cases import Case, Said, deal, single

SALE = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "1000.01 USD", "pay_after": "30 days"}  # fmt: skip
STEPS = [{"from": "2027-01-01", "rate": "10.15%"}, {"from": "2027-07-01", "rate": "10.40%"}, {"from": "2028-02-29", "rate": "0%"}, {"from": "2028-03-15", "rate": "12.5%"}]  # fmt: skip


def cases() -> Iterator[Case]:
    yield from _late()
    yield from _allocated()
    yield from _days()
    yield from _least()
    yield from _exchanged()
    yield from _netted()
    yield from _fixed()


def _sold(years: int, *units: int) -> Said:
    said = Said()
    for quarter in range(4 * years):
        said.delivered(quarter, "sale", units[quarter % len(units)])
    return said


def _late() -> Iterator[Case]:
    for at, (count, grace, fixed) in enumerate(product(("actual/365", "actual/360"), (None, 0, 20), (None, "40 EUR"))):
        late: dict[str, Any] = {"rates": STEPS, "day_count": count}
        late |= {key: value for key, value in (("grace", grace), ("fixed", fixed)) if value is not None}
        said = _sold(2, 3, 0 + 1, 7)
        for number, (day, amount) in enumerate(((date(2027, 4, 18), "3000.03"), (date(2027, 7, 1), "500"), (date(2027, 12, 31), "9000.09"), (date(2028, 2, 29), "100.10"))):  # fmt: skip
            if number != at % 4:
                said.paid(day, amount)
        yield single(f"late {at + 1}", f"{count}, grace {grace}, {fixed} a line; rates step, also on a leap day", deal({"sale": SALE}, years=2, rates={"EUR": "1.1"}, paying={"late": late}), said, parties=("maker",), every=2)  # fmt: skip
    late = {"rates": [{"from": "2027-01-01", "rate": "10%"}], "day_count": "actual/365"}
    said = _sold(1, 10, 0 + 1)
    paid = said.paid(date(2027, 4, 20), "10000.10")
    for told in (1, 2, 3):
        yield single(f"paid, told in {told}", "a payment told late takes back the interest stated without it", deal({"sale": SALE}, paying={"late": late}), said, late={told: [paid]}, parties=("buyer",))  # fmt: skip
    for grace in (19, 20, 21):
        said = Said()
        said.delivered(0, "sale", 10)
        said.paid(date(2027, 4, 17), "10000.10")
        yield single(f"grace {grace}", "paid twenty days after it was due: exactly the grace costs nothing", deal({"sale": SALE}, paying={"late": late | {"grace": grace, "fixed": "40 USD"}}), said)  # fmt: skip
    said = Said()
    said.delivered(0, "sale", 1)
    early = {"rates": [{"from": "2028-01-01", "rate": "10%"}], "day_count": "actual/365", "fixed": "5 USD"}
    yield single("before the first rate", "before the first rate nothing is charged but the fixed sum", deal({"sale": SALE}, years=2, paying={"late": early}), said, every=2)  # fmt: skip
    ties = {"rates": [{"from": "2027-01-01", "rate": "36.5%"}], "day_count": "actual/365"}
    for cents in (1, 2, 3, 4, 5):
        term = {"kind": "compensation", "payer": "buyer", "payee": "maker", "amount": f"{cents}.00 USD", "on": "2027-Q1"}  # fmt: skip
        said = Said()
        said.paid(date(2027, 1, 6), f"{cents}.00")
        yield single(f"ties {cents}", "interest of half a cent, half to even", deal({"sum": term}, paying={"late": ties}), said, parties=("maker",))  # fmt: skip

    four = ("19.05", "19.40", "6.25", "302.05")
    terms = {f"sum{at}": {"kind": "compensation", "payer": "buyer", "payee": "maker", "amount": f"{amount} USD"} for at, amount in enumerate(four)}  # fmt: skip
    said = Said()
    said.paid(date(2027, 1, 2), "346.75")
    tenth = {"rates": [{"from": "2027-01-01", "rate": "10%"}], "day_count": "actual/365"}
    yield single("a tie of four", "interest on four lines of a day comes to nine cents and a half together", deal(terms, paying={"late": tenth}), said)  # fmt: skip


def _allocated() -> Iterator[Case]:
    for seed in range(10):
        chance = Random(seed + 100)
        terms = {
            "sale": SALE | {"retention": "5%", "released": "3 months"},
            "data": {"kind": "data_access", "provider": "maker", "user": "buyer", "fee": "999.99 USD"},
            "back": {"kind": "compensation", "payer": "buyer", "payee": "maker", "amount": {"by_quarter": {"2027-Q2": "-700.07 USD", "2028-Q1": "50.50 USD"}}},
        }  # fmt: skip
        said = _sold(2, *(chance.randint(1, 5) for _ in range(3)))
        for _ in range(8):
            day = date(2027, 1, 1).replace(year=2027 + chance.randint(0, 1), month=chance.randint(1, 12), day=chance.randint(1, 28))  # fmt: skip
            said.paid(day, f"{chance.randint(1, 400_000) / 100:.2f}", of=chance.choice(("", "", "sale", "data")))
        if seed % 2:
            said.disputed(date(2027, 9, 9), "sale", "150.50")
        late = {"rates": STEPS, "day_count": "actual/365", "grace": seed % 3}
        what = deal(terms, years=2, paying={"late": late, "netting": "yes"})
        yield single(f"allocated {seed + 1}", f"payments with and without a clause, a line owed the other way; seed {seed}", what, said, parties=("maker", "buyer"), every=2)  # fmt: skip


def _days() -> Iterator[Case]:
    shifts, since, weekends = ("following", "modified_following", "preceding"), ("shifted", "unshifted"), (None, ["friday", "saturday"], [])  # fmt: skip
    for at, (shift, counted, weekend) in enumerate(product(shifts, since, weekends)):
        days: dict[str, Any] = {"shift": shift, "interest_from": counted, "closed": ["2027-03-31", "2027-06-30", "2027-07-01", "2027-12-31", "2028-03-31"]}  # fmt: skip
        days |= {} if weekend is None else {"weekend": weekend}
        late = {"rates": STEPS, "day_count": "actual/360"}
        terms = {"sale": SALE, "data": {"kind": "data_access", "provider": "maker", "user": "buyer", "fee": "10.10 USD"}, "rights": {"kind": "technology", "owner": "state", "user": "buyer", "technologies": ["link"], "fee": "100 USD", "since": "2028-Q1"}}  # fmt: skip
        said = _sold(2, 2, 1)
        said.paid(date(2027, 4, 30), "2000.02")
        what = deal(terms, years=2, technologies={"link": {"owner": "state"}}, paying={"days": days, "late": late})
        yield single(f"days {at + 1}", f"{shift}, interest from {counted}, weekend {weekend}; 1 January 2028 is a Saturday", what, said, every=2)  # fmt: skip


def _least() -> Iterator[Case]:
    for at, (least, with_days) in enumerate(
        product(("500 USD", "1500.015 USD", "0.01 USD", "100000 USD"), (False, True))
    ):
        paying: dict[str, Any] = {"least": least, "late": {"rates": STEPS, "day_count": "actual/365"}}
        if with_days:
            paying["days"] = {"shift": "following", "interest_from": "unshifted"}
        said = Said()
        for quarter, units in enumerate((300, 150, 700, 1, 499, 1, 500, 2)):
            said.delivered(quarter, "sale", units)
        said.paid(date(2028, 6, 1), "600")
        terms = {"sale": SALE | {"price": "1 USD", "retention": "10%", "released": "3 months"}}
        yield single(f"least {at + 1}", f"nothing falls due until {least} have come together", deal(terms, years=2, paying=paying), said, parties=("maker",), every=2)  # fmt: skip


def _exchanged() -> Iterator[Case]:
    kinds = ("due", "quarter_end", "mean", "mean_of_inverses")
    for at, (quoted, rate, code) in enumerate(product(("one_is", "buys"), kinds, ("EUR", "JPY"))):
        exchange = {code: {"terms": ["sale"], "source": "the bank of issue", "quoted": quoted, "rate": rate}}
        said = _sold(1, 3, 5)
        for day, value in ((date(2027, 1, 10), "4.00"), (date(2027, 2, 10), "4.10"), (date(2027, 3, 10), "4.25"), (date(2027, 7, 30), "3.9"), (date(2027, 12, 31), "4.0321")):  # fmt: skip
            said.fixed(day, f"paying.exchange.{code}", value)
        said.paid(date(2027, 6, 1), "100", currency=code)
        fixings = [one for one in said.events if one["kind"] == "fixed"]
        levy = {"kind": "export_levy", "state": "state", "payer": "maker", "terms": ["sale"], "share": "3.5%"}
        late = {"rates": STEPS, "day_count": "actual/365"}
        what = deal({"sale": SALE | {"retention": "5%"}, "levy": levy}, paying={"exchange": exchange, "late": late})
        yield single(f"exchange {at + 1}", f"{quoted} {rate} {code}; the first rate is told when its quarter is closed", what, said, late={1: fixings[:1], 2: fixings[1:3]} if at % 2 else None, parties=("maker",))  # fmt: skip
    for code, quoted, rate, amounts in (("VND", "buys", "25000", ("0.004", "0.00001", "0.00006")), ("JPY", "buys", "150", ("0.006", "0.01")), ("EUR", "one_is", "3", ("0.015", "0.045", "0.006"))):  # fmt: skip
        terms = {f"sum{number}": {"kind": "compensation", "payer": "buyer", "payee": "maker", "amount": f"{amount} USD"} for number, amount in enumerate(amounts)}  # fmt: skip
        said = Said()
        said.fixed(date(2027, 1, 1), f"paying.exchange.{code}", rate)
        what = deal(terms, paying={"exchange": {code: {"terms": list(terms), "source": "a bank", "quoted": quoted, "rate": "due"}}})  # fmt: skip
        yield single(f"small in {code}", "an amount is rounded once, in the currency it is paid in", what, said)
    terms = {"sum": {"kind": "compensation", "payer": "buyer", "payee": "maker", "amount": "0.06 USD"}}
    for rate in ("mean", "mean_of_inverses"):
        said = Said()
        for number, value in enumerate(("1", "1", "2") if rate == "mean" else ("3", "3", "0.6")):
            said.fixed(date(2027, 1, 1 + number), "paying.exchange.EUR", value)
        quoted = "one_is" if rate == "mean" else "buys"
        what = deal(terms, paying={"exchange": {"EUR": {"terms": ["sum"], "source": "a bank", "quoted": quoted, "rate": rate}}})  # fmt: skip
        yield single(f"a tie at a {rate}", "0.06 at 4/3, or times 9/7 of it: a half cent is a half cent", what, said)


def _netted() -> Iterator[Case]:
    for netting in ("yes", "no"):
        moved = {"a": ("buyer", "maker", 120_000), "b": ("maker", "buyer", 95_000), "c": ("buyer", "maker", 40_000), "d": ("maker", "buyer", 61_000), "e": ("state", "maker", 5)}  # fmt: skip
        terms = {name: {"kind": "compensation", "payer": payer, "payee": payee, "amount": f"{amount} USD"} for name, (payer, payee, amount) in moved.items()}  # fmt: skip
        exchange = {"EUR": {"terms": ["a", "b"], "source": "a bank", "quoted": "one_is", "rate": "due"}}
        said = Said()
        said.fixed(date(2027, 1, 1), "paying.exchange.EUR", "1")
        said.paid(date(2027, 2, 2), "1000", currency="EUR")
        what = deal(terms, paying={"netting": netting, "exchange": exchange})
        yield single(f"netting {netting}", "each currency by itself", what, said, parties=("maker", "buyer", "state"))


def _fixed() -> Iterator[Case]:
    price = {"uniform": ["900 USD", "1100 USD"], "base": "1000 USD"}
    for at, fixings in enumerate(((), ((0, "1050.25"),), ((1, "950"), (2, "1050.255")), ((3, "900"),), ((1, "950"), (1, "960")))):  # fmt: skip
        said = _sold(1, 3, 1)
        told = [said.fixed(date(2027, 3 * quarter + 1 + number, 3), "terms.sale.price", value) for number, (quarter, value) in enumerate(fixings)]  # fmt: skip
        what = deal({"sale": SALE | {"price": price}}, paying={"fixed_later": ["terms.sale.price"]})
        late = {3: told[:1]} if at % 2 else None
        yield single(f"fixed {at + 1}", f"a price fixed later: {fixings}; its base until then", what, said, late=late)
    royalty = {"kind": "licence", "licensor": "maker", "licensee": "licensee", "systems": ["drone"], "royalty": "5%", "minimum": {"per_year": "100 USD", "carry": "none"}}  # fmt: skip
    resale = SALE | {"seller": "licensee", "buyer": "third", "price": "10.01 USD"}
    said = Said()
    for quarter in range(4):
        said.delivered(quarter, "resale", 10, to="third")
    said.fixed(date(2027, 4, 1), "terms.rights.royalty", "0.0425")
    what = deal({"resale": resale, "rights": royalty}, paying={"fixed_later": ["terms.rights.royalty"]})
    yield single("a royalty fixed later", "it holds from the quarter of its day on", what, said)
