"""Saying cases in few words: a deal as an object, events by column, and the steps in which they are recorded and closed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.conformance.oracle.days import Quarter
from tests.conformance.oracle.happened import Event, day

PARTIES = {
    "maker": "company", "licensee": "company", "venture": "company", "bank": "company", "fund": "fund",
    "buyer": "state", "state": "state", "third": "state",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case: ``parties`` are those whose balances it tells."""

    name: str
    about: str
    deal: dict[str, Any]
    steps: list[dict[str, Any]]
    parties: tuple[str, ...] = ()


def deal(
    terms: dict[str, Any], *, years: int = 1, start: str = "2027-Q1", currency: str = "USD", **more: Any
) -> dict[str, Any]:
    """A deal of these clauses among a maker, a buyer, a state and others, with two systems and three lines."""
    return {
        "dronedeal": 1,
        "title": "A conformance case",
        "horizon": {"start": start, "years": years},
        "currency": currency,
        "parties": {name: {"kind": kind, "discount_rate": "10%"} for name, kind in PARTIES.items()},
        "systems": {
            "drone": {"domain": "air", "effects": {"strike": 1}, "unit_cost": f"100 {currency}"},
            "boat": {"domain": "sea", "effects": {"strike": 1}, "unit_cost": f"1000 {currency}"},
        },
        "sites": {
            "plant": {"in": "UA", "of": "maker", "makes": ["drone", "boat"], "capacity": "1000/quarter"},
            "line": {"in": "PL", "of": "licensee", "makes": ["drone"], "capacity": "1000/quarter"},
            "joint": {"in": "DK", "of": "venture", "makes": ["drone"], "capacity": "1000/quarter"},
        },
        **more,
        "terms": terms,
    }


@dataclass
class Said:
    """Events said one after the other, numbered; ``where`` keeps apart those that are recorded late."""

    start: str = "2027-Q1"
    source: str = "maker"
    events: list[Event] = field(default_factory=list)

    def _say(self, kind: str, at: int | date, **columns: object) -> Event:
        when = at if isinstance(at, date) else Quarter.read(self.start).plus(at).delivery
        number = f"{kind[0]}{len(self.events) + 1}"
        said = {"source": self.source, "id": number, "kind": kind, "effective_on": str(when)}
        self.events.append({**said, **{key: str(value) for key, value in columns.items() if value != ""}})
        return self.events[-1]

    def delivered(
        self, at: int | date, of: str, units: int, system: str = "drone", to: str = "buyer", kit: str = ""
    ) -> Event:
        return self._say("delivered", at, of=of, system=system, kit=kit, to=to, quantity=units)

    def returned(self, at: int | date, of: str, units: int, system: str = "drone", to: str = "buyer") -> Event:
        return self._say("returned", at, of=of, system=system, to=to, quantity=units)

    def produced(self, at: int | date, of: str, units: int, system: str = "drone", kit: str = "") -> Event:
        return self._say("produced", at, of=of, system=system, kit=kit, quantity=units)

    def invested(self, at: int | date, of: str, amount: str, currency: str = "USD") -> Event:
        return self._say("invested", at, of=of, amount=amount, currency=currency)

    def late(self, at: int | date, of: str, days: int) -> Event:
        return self._say("late", at, of=of, quantity=days)

    def metered(self, at: int | date, of: str, much: str) -> Event:
        return self._say("metered", at, of=of, quantity=much)

    def credited(self, at: int | date, of: str, what: str, amount: str, currency: str = "USD") -> Event:
        return self._say("credited", at, of=of, what=what, amount=amount, currency=currency)

    def stock(
        self, at: int | date, kind: str, units: int, by: str = "maker", system: str = "drone", **more: str
    ) -> Event:
        """Goods that were ``stocked``, ``used`` or ``counted``."""
        return self._say(kind, at, by=by, system=system, quantity=units, **more)

    def looked_at(self, at: int | date, kind: str, of: str, units: int, what: str = "", **more: str) -> Event:
        """Goods that were ``inspected`` or ``accepted``."""
        return self._say(kind, at, of=of, system="drone", quantity=units, what=what, **more)

    def security(self, at: int | date, kind: str, of: str, amount: str, currency: str = "USD") -> Event:
        """Security that is ``secured``, ``drawn`` or ``released``."""
        return self._say(kind, at, of=of, amount=amount, currency=currency)

    def happened(self, at: int | date, of: str) -> Event:
        return self._say("happened", at, of=of)

    def paid(
        self, at: int | date, amount: str, by: str = "buyer", to: str = "maker", currency: str = "USD", of: str = ""
    ) -> Event:
        return self._say("paid", at, by=by, to=to, amount=amount, currency=currency, of=of)

    def disputed(
        self, at: int | date, of: str, amount: str, by: str = "buyer", to: str = "maker", currency: str = "USD"
    ) -> Event:
        return self._say("disputed", at, of=of, by=by, to=to, amount=amount, currency=currency)

    def fixed(self, at: int | date, of: str, value: str) -> Event:
        return self._say("fixed", at, of=of, value=value)

    def withdrawn(self, at: int | date, corrects: str) -> Event:
        return self._say("withdrawn", at, corrects=corrects)

    def corrected(self, event: Event, **columns: object) -> Event:
        """The same event said anew with other columns, in the place of the first."""
        said = {
            key: value
            for key, value in {**event, **columns}.items()
            if key not in {"source", "id", "kind", "effective_on"}
        }
        said["corrects"] = event["id"]
        return self._say(
            event["kind"], date.fromisoformat(str(columns.get("effective_on", event["effective_on"]))), **said
        )


def steps(
    what: dict[str, Any], events: Iterable[Event], *, late: dict[int, list[Event]] | None = None, every: int = 1
) -> list[dict[str, Any]]:
    """Each quarter's events, then its closing; ``late`` ones are recorded in the quarter that is said, after their own was closed.

    Only every so many quarters one is closed, and the last.
    """
    quarters = [Quarter.read(what["horizon"]["start"]).plus(at) for at in range(4 * what["horizon"]["years"])]
    held = {(event["source"], event["id"]) for some in (late or {}).values() for event in some}
    told = [event for event in events if (event["source"], event["id"]) not in held]
    found: list[dict[str, Any]] = []
    now: list[Event] = []
    for at, quarter in enumerate(quarters):
        now += [one for one in told if max(Quarter.of(day(one)), quarters[0]) == quarter]
        now += (late or {}).get(at, [])
        if (at + 1) % every == 0 or at + 1 == len(quarters):
            found += [{"record": now}] if now else []
            found.append({"close": str(quarter.last)})
            now = []
    return found


def later(when: date, days: int) -> date:
    return when + timedelta(days=days)


def single(name: str, about: str, what: dict[str, Any], said: Said | None = None, *, parties: tuple[str, ...] = (), late: dict[int, list[Event]] | None = None, every: int = 0) -> Case:  # fmt: skip
    """A case of one deal and its events."""
    events = [] if said is None else said.events
    return Case(name, about, what, steps(what, events, late=late, every=every or (1 if late else 2)), parties)
