"""Signed deals and events for tests of settlement: what was counted, said as events."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from dronedeal.deal import Clause, Deal, Horizon, Thing
from dronedeal.settlement import KINDS, Event, Ledger, Signed
from dronedeal.settlement.event_kind import MONEY
from tests.deals import Facts, clause, deal, money, share
from tests.settlement import postgres

NOW = "2028-01-01T00:00:00+00:00"
KEY = bytes(range(32))
SAID = {
    thing: (kind, column) for kind, one in KINDS.items() if kind != "returned" for column, thing in one.feeds.items()
} | {Thing.MILESTONE: ("reached", "")}
"""The kind of event, and the column of it, by which each thing is counted."""


def signed(agreement: Deal) -> Signed:
    """A deal of agreed numbers as signed; its text is its name here."""
    return Signed(deal=agreement, text=repr(agreement))


def events_of(facts: Facts, horizon: Horizon) -> tuple[Event, ...]:
    """One event for each count that is not zero, on its quarter's delivery day."""
    found: list[Event] = []
    for number, (counted, values) in enumerate(facts.items()):
        kind, column = SAID[counted.thing]
        narrow = counted.systems[0] if counted.systems else ""
        system, _, kit = ("", "", "") if "what" in KINDS[kind].must else narrow.partition("/")
        for quarter, value in zip(horizon.quarters, values, strict=True):
            if value:
                figure = {column: 1 - value if column == "rate" else value} if column else {}
                found.append(
                    Event(
                        source="site", id=f"{number}-{quarter}", kind=kind, effective_on=quarter.delivery_day, of=counted.subject,
                        system=system, kit=kit, what=narrow if "what" in KINDS[kind].must else "",
                        to="" if "by" in KINDS[kind].must else counted.to, by=counted.to if "by" in KINDS[kind].must else "",
                        currency="USD" if column in MONEY else "", **figure,
                    )
                )  # fmt: skip
    return tuple(found)


def delivery(name: str, day: date, units: int, **more: str) -> Event:
    words = {"of": "sale", "system": "drone", "kit": "standard", "to": "buyer"} | more
    return Event(source="maker", id=name, kind="delivered", effective_on=day, quantity=Decimal(units), **words)


def payment(name: str, day: date, amount: str, **more: str) -> Event:
    words = {"by": "buyer", "to": "maker", "currency": "USD"} | more
    return Event(source="buyer", id=name, kind="paid", effective_on=day, amount=Decimal(amount), **words)


SALE = clause(
    "sale", "purchase", seller="maker", buyer="buyer", systems=("drone",), price=money("10.01"), retention=share("0.1")
)
LEVY = clause("levy", "export_levy", state="state", payer="maker", terms=("sale",), share=share("0.035"))


def sale(*more: Clause) -> Signed:
    """Drones at 10.01 each, a tenth kept back, and a levy of 3.5% on them."""
    return signed(deal(SALE, LEVY, *more))


def opened(folder: Path, what: Signed, name: str = "ledger.sqlite") -> Ledger:
    return Ledger(str(folder / name), what, now=NOW, chance=KEY)


@dataclass(frozen=True)
class Shelf:
    """Where the ledgers of one test are kept, in one kind of store, by name."""

    kind: str
    folder: Path
    places: dict[str, str] = field(default_factory=dict)

    def url(self, name: str = "ledger") -> str:
        if name not in self.places:
            self.places[name] = str(self.folder / f"{name}.sqlite") if self.kind == "sqlite" else postgres.place()
        return self.places[name]

    def key(self, name: str = "ledger") -> Path:
        return self.folder / f"{name}.sqlite.key"

    def new(self, what: Signed, name: str = "ledger") -> Ledger:
        return Ledger(self.url(name), what, now=NOW, key=self.key(name), chance=KEY)

    def again(self, what: Signed, name: str = "ledger") -> Ledger:
        return Ledger(self.url(name), what, key=self.key(name))


STORES = ("sqlite", "postgres")


def recorded(ledger: Ledger, events: Sequence[Event]) -> None:
    assert ledger.record(events, now=NOW).findings == ()
