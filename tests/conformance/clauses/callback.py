"""Call-back: deliveries pause while an event lasts, against a sum a quarter; docs/reference/forms/callback.md."""

from collections.abc import Iterator

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.world import Clause, Owed, only


def rows(clause: Clause) -> Iterator[Owed]:
    pause = only(clause.number("compensation"), clause.world.lasting(clause["event"]))
    yield clause.owes("compensation", clause["state"], clause["partner"], pause, clause.due("last"))


def cases() -> Iterator[Case]:
    for at, (first, lasts) in enumerate(((None, 1), (0, 1), (1, 2), (3, 4), (2, None))):
        sale = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone"], "price": "10 USD", "retention": "5%"}  # fmt: skip
        pause = {"kind": "callback", "state": "state", "partner": "buyer", "terms": ["sale"], "event": "offensive", "compensation": "5000.555 USD"}  # fmt: skip
        event = {"on": "2027-Q2"} | ({} if lasts is None else {"lasts": lasts})
        said = Said()
        for quarter in range(4):
            said.delivered(quarter, "sale", 10 + quarter)
        if first is not None:
            said.happened(first, "offensive")
        yield single(f"pause {at + 1}", f"from quarter {first} for {lasts}; what is delivered in it is not counted", deal({"sale": sale, "pause": pause}, events={"offensive": event}), said)  # fmt: skip
    sale = {"kind": "purchase", "seller": "maker", "buyer": "buyer", "systems": ["drone", "boat"], "price": "10 USD"}
    closing = {"strike": {"lasts": 2, "closes": ["sale"], "systems": ["boat"]}}
    said = Said()
    said.happened(1, "strike")
    for quarter in range(4):
        said.delivered(quarter, "sale", 10)
        said.delivered(quarter, "sale", 3, system="boat")
    yield single("closed", "an event closes one system of a clause", deal({"sale": sale}, events=closing), said)
