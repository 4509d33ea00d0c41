"""Termination: clauses end when an event happens, yearly amounts by days; docs/reference/forms/termination.md, settle.md R3e."""

from collections.abc import Iterator
from typing import Any

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.world import Clause, Owed, only


def rows(clause: Clause) -> Iterator[Owed]:
    amount = clause.number("wind_down")
    first = clause.world.happened.get(clause["event"], len(amount))
    ends = only(amount, [at == first for at in range(len(amount))])
    yield clause.owes("wind_down", clause["by"], clause["to"], ends, clause.due("last"))


def terms() -> dict[str, Any]:
    """A bundle of clauses that end otherwise."""
    return {
        "sale": {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "1000 USD", "retention": "5%", "advance": "10%", "pay_after": "45 days"},
        "resale": {"kind": "purchase", "seller": "licensee", "buyer": "third", "systems": ["drone"], "price": "10 USD"},
        "rights": {"kind": "licence", "licensor": "maker", "licensee": "licensee", "systems": ["drone"], "royalty": "10%", "advance": {"amount": "600 USD", "unrecouped": "kept"}, "minimum": {"per_year": "1000.10 USD", "carry": "none"}},
        "link": {"kind": "technology", "owner": "state", "user": "buyer", "technologies": ["link"], "yearly": "365 USD", "updates": "73.73 USD"},
        "held": {"kind": "security", "by": "escrow", "debtor": "buyer", "creditor": "maker", "terms": ["sale"], "holder": "bank", "amount": "500 USD", "fee": "2%"},
        "barter": {"kind": "swap", "one": "maker", "other": "buyer", "one_gives": {"drone": "100 USD"}, "other_gives": {"boat": "900 USD"}, "swing": "1000 USD"},
        "data": {"kind": "data_access", "provider": "state", "user": "buyer", "fee": "99.99 USD"},
    }  # fmt: skip


def cases() -> Iterator[Case]:
    named = ["sale", "resale", "rights", "link", "held", "barter", "data"]
    for at, (first, survives) in enumerate(((None, []), (0, []), (1, []), (4, ["data"]), (5, []), (6, ["rights", "resale"]), (7, []))):  # fmt: skip
        end = {"kind": "termination", "by": "buyer", "to": "maker", "cause": "ceasefire", "event": "ceasefire", "terms": named, "wind_down": "30000.005 USD"}  # fmt: skip
        end |= {"survives": survives} if survives else {}
        what = deal({**terms(), "way_out": end}, years=2, events={"ceasefire": {"lasts": 1, "on": "2027-Q1"}}, technologies={"link": {"owner": "state"}})  # fmt: skip
        said = Said()
        for quarter in range(8):
            said.delivered(quarter, "sale", 3 + quarter)
            said.delivered(quarter, "resale", 100 + 50 * quarter, to="third")
            said.delivered(quarter, "barter", 20)
            said.delivered(quarter, "barter", 1, system="boat", to="maker")
        happens = [] if first is None else [said.happened(first, "ceasefire")]
        late = {min(7, first + 1): happens} if first is not None and at % 2 else {}
        yield single(f"ended {at + 1}", f"in quarter {first}, {survives} survive{', told a quarter late' if late else ''}", what, said, late=late, every=1 if at % 2 else 2)  # fmt: skip
    for order in (("first", "second"), ("second", "first")):
        ends = {
            name: {"kind": "termination", "by": "buyer", "to": "maker", "cause": "default", "event": name, "terms": ["sale", other], "wind_down": f"{100 * (number + 1)} USD"}
            for number, (name, other) in enumerate((("first", "second"), ("second", "first")))
        }  # fmt: skip
        what = deal({"sale": terms()["sale"], **ends}, years=2, events={"first": {}, "second": {}})
        said = Said()
        for quarter in range(8):
            said.delivered(quarter, "sale", 1)
        for number, name in enumerate(order):
            said.happened(2 + 2 * number, name)
        yield single(f"{order[0]} ends {order[1]}", "one that has itself ended before ends nothing and pays nothing", what, said, every=2)  # fmt: skip
