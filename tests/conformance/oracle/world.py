"""A deal with what has happened under it: numbers by quarter, which clauses hold when, what was delivered, sold and earned."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from importlib import import_module
from types import ModuleType
from typing import Any

from tests.conformance.oracle.days import Quarter, after, whole_quarters
from tests.conformance.oracle.figures import Row, figure, spread
from tests.conformance.oracle.happened import Counts, Event, day

ZERO = Fraction(0)


@dataclass(frozen=True)
class Owed:
    """A row of money: what the debtor owes in each quarter, and when it falls due."""

    label: str
    debtor: str
    creditor: str
    amounts: Row
    due: list[date]


@dataclass(frozen=True)
class Goods:
    """A row of goods: who gives which system to whom, and what a unit of each kit is worth in each quarter."""

    system: str
    giver: str
    taker: str
    price: dict[str, Row]


@dataclass
class Clause:
    """One clause of a deal: its keys, its numbers by quarter, its days."""

    name: str
    said: dict[str, Any]
    world: World

    def __getitem__(self, key: str) -> Any:
        return self.said[key]

    def get(self, key: str, otherwise: Any = None) -> Any:
        return self.said.get(key, otherwise)

    def __contains__(self, key: str) -> bool:
        return key in self.said

    def number(self, *keys: str | int) -> Row:
        """A number of the clause by quarter; zero where it says nothing."""
        said: Any = self.said
        for key in keys:
            if isinstance(said, dict) and key not in said:
                return self.world.zero
            said = said[key]
        return self.world.number(said, ".".join(("terms", self.name, *map(str, keys))))

    def due(self, anchor: str, later: int = 0, *, pay_after: bool = True) -> list[date]:
        """Due days: ``pay_after`` the first day, the delivery day or the last day of each quarter, or of a later one."""
        much = figure(self.said["pay_after"]) if pay_after and "pay_after" in self.said else None
        days = [getattr(quarter.plus(later), anchor) for quarter in self.world.quarters]
        return [one if much is None else after(one, *much) for one in days]

    def quarters_of(self, key: str, otherwise: int = 0) -> int:
        """A duration as whole quarters."""
        return whole_quarters(*figure(self.said[key])) if key in self.said else otherwise

    def once(self, key: str = "since") -> list[bool]:
        """The quarter that a key names, or the first one."""
        quarter = Quarter.read(self.said[key]) if key in self.said else self.world.quarters[0]
        return [one == quarter for one in self.world.quarters]

    def between(self) -> list[bool]:
        """The quarters from ``since`` on and before ``until``."""
        since = Quarter.read(self.said["since"]) if "since" in self.said else self.world.quarters[0]
        until = Quarter.read(self.said["until"]) if "until" in self.said else self.world.quarters[-1].plus(1)
        return [since <= one < until for one in self.world.quarters]

    @property
    def ended(self) -> int:
        """The quarter, counted from zero, in which a termination has ended it; one beyond the last if none does."""
        return self.world.ended.get(self.name, len(self.world.quarters))

    def a_year(self, *keys: str) -> Row:
        """A yearly amount at each contract year's end; where a termination cuts a year short, its days' part of 365."""
        world, amount = self.world, self.number(*keys)
        row = [amount[at] if at % 4 == 3 else ZERO for at in range(len(world.quarters))]
        if self.ended < len(row) and self.ended % 4:
            begun = self.ended - self.ended % 4
            days = (world.quarters[self.ended].first - world.quarters[begun].first).days
            row[self.ended - 1] += amount[self.ended - 1] * Fraction(days, 365)
        return row

    def owes(
        self, label: str, debtor: str, creditor: str, amounts: Row, due: list[date], mask: list[bool] | None = None
    ) -> Owed:
        """A row of money in the quarters in which the clause binds, or in those of a mask before its end."""
        held = self.world.holds(self) if mask is None else [one and at < self.ended for at, one in enumerate(mask)]
        return Owed(label, debtor, creditor, only(amounts, held), due)

    def year_ends(self) -> list[bool]:
        """Where yearly reckonings fall: contract years' ends, and the last quarter before a termination."""
        return [at % 4 == 3 or at + 1 == self.ended for at in range(len(self.world.quarters))]


@dataclass
class World:
    """Everything to one day."""

    deal: dict[str, Any]
    events: list[Event]
    quarters: list[Quarter] = field(init=False)
    counts: Counts = field(init=False)
    ended: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        start, years = Quarter.read(self.deal["horizon"]["start"]), int(self.deal["horizon"]["years"])
        self.quarters = [start.plus(at) for at in range(4 * years)]
        self.zero = [ZERO] * len(self.quarters)
        self.rates = {code: spread(said, self.quarters, {}) for code, said in self.deal.get("rates", {}).items()}
        self.counts = Counts(self.events, self.quarters)
        self.clauses = {name: Clause(name, said, self) for name, said in self.deal["terms"].items()}
        self.happened: dict[str, int] = {}
        for event in self.events:
            if event["kind"] == "happened":
                self.happened.setdefault(event["of"], self.at(event))
        self._end()

    def at(self, event: Event) -> int:
        return self.quarters.index(Quarter.of(day(event)))

    def _end(self) -> None:
        """Which clauses a termination ends, and when: the first to happen does, unless it has itself ended before."""
        ends = [
            (self.happened[clause["event"]], clause)
            for clause in self.clauses.values()
            if clause["kind"] == "termination" and clause["event"] in self.happened
        ]
        for at, clause in sorted(ends, key=lambda end: end[0]):
            if self.ended.get(clause.name, at) >= at:
                for one in listed(clause["terms"]):
                    if one not in {*listed(clause.get("survives", [])), clause.name}:
                        self.ended.setdefault(one, at)

    def number(self, said: Any, path: str) -> Row:
        """A number by quarter, as it was fixed where it is one of those fixed later."""
        row = spread(said, self.quarters, self.rates)
        if path in self.deal.get("paying", {}).get("fixed_later", []):
            for event in self.events:
                if event["kind"] == "fixed" and event["of"] == path:
                    at = self.at(event)
                    row = [*row[:at], *([Fraction(event["value"])] * (len(row) - at))]
        return row

    def lasting(self, event: str, *, to_the_end: bool = False) -> list[bool]:
        """The quarters in which an event lasts, or all from it on."""
        if event not in self.happened:
            return [False] * len(self.quarters)
        first, lasts = self.happened[event], self.deal["events"][event].get("lasts")
        last = len(self.quarters) if to_the_end or lasts is None else first + lasts
        return [first <= at < last for at in range(len(self.quarters))]

    def holds(self, clause: Clause) -> list[bool]:
        """The quarters in which a clause binds."""
        return [here and at < clause.ended for at, here in enumerate(clause.between())]

    def delivers(self, clause: Clause, system: str) -> list[bool]:
        """The quarters in which a clause delivers a system: not called back, not closed by an event."""
        called = [
            [here and binds for here, binds in zip(self.lasting(one["event"]), self.holds(one), strict=True)]
            for one in self.clauses.values()
            if one["kind"] == "callback" and clause.name in listed(one["terms"])
        ]
        closed = [
            self.lasting(name)
            for name, event in self.deal.get("events", {}).items()
            if clause.name in listed(event.get("closes", [])) and system in listed(event.get("systems", [system]))
        ]
        return [
            binds and not any(mask[at] for mask in (*called, *closed)) for at, binds in enumerate(self.holds(clause))
        ]

    # --- what was counted ---

    def kits(self, system: str) -> list[str]:
        return list(self.deal["systems"][system].get("kits", {"standard": {}}))

    def units(self, clause: Clause, goods: Goods, kit: str) -> Row:
        """Units of a kit delivered under a clause while it delivers."""
        row = self.counts.rows["delivered", clause.name, goods.system, kit, goods.taker]
        return only(row, self.delivers(clause, goods.system))

    def goods(self, clause: Clause) -> list[Goods]:
        found = getattr(module(clause["kind"]), "goods", None)
        return [] if found is None else list(found(clause))

    def value(self, clause: Clause, goods: Goods) -> Row:
        """What the deliveries of a row of goods are worth."""
        return total(
            self.zero, *(times(goods.price[kit], self.units(clause, goods, kit)) for kit in self.kits(goods.system))
        )

    def delivered(self, name: str) -> Row:
        """Units delivered under a clause."""
        clause = self.clauses[name]
        return total(
            self.zero,
            *(self.units(clause, goods, kit) for goods in self.goods(clause) for kit in self.kits(goods.system)),
        )

    def rows(self, clause: Clause) -> list[Owed]:
        """The clause's rows of money, nothing where it does not bind; a row that outlives the clause says so itself."""
        return list(module(clause["kind"]).rows(clause))

    def invoiced(self, name: str) -> Row:
        """Value invoiced under a clause: of goods their price, of a clause without goods all money that its rows state."""
        clause = self.clauses[name]
        goods = self.goods(clause)
        if goods:
            return total(self.zero, *(self.value(clause, one) for one in goods))
        return total(self.zero, *(one.amounts for one in self.rows(clause)))

    def net_sales(self, company: str, systems: list[str] | None = None) -> Row:
        """What a company invoices for systems, under all clauses by which it delivers."""
        return total(
            self.zero,
            *(
                self.value(clause, goods)
                for clause in self.clauses.values()
                for goods in self.goods(clause)
                if goods.giver == company and (systems is None or goods.system in systems)
            ),
        )

    def produced(self, site: str, system: str, kit: str) -> Row:
        return self.counts.rows["produced", site, system, kit]

    def made(self, site: str, systems: list[str]) -> Row:
        """Units of systems that a site made."""
        makes = [one for one in listed(self.deal["sites"][site]["makes"]) if one in systems]
        return total(self.zero, *(self.produced(site, one, kit) for one in makes for kit in self.kits(one)))

    def cost(self, site: str, systems: list[str] | None = None) -> Row:
        """Cost of what a site made: unit cost, learnt, by kit, times the site's own multiple."""
        said = self.deal["sites"][site]
        multiple = spread(said.get("cost", 1), self.quarters, self.rates)
        return total(
            self.zero,
            *(
                times(times(multiple, self.kit_cost(system, kit)), self.produced(site, system, kit))
                for system in listed(said["makes"])
                if systems is None or system in systems
                for kit in self.kits(system)
            ),
        )

    def profit(self, company: str) -> Row:
        """Net sales of a company less the cost of what all its sites made."""
        costs = [self.cost(name) for name, site in self.deal["sites"].items() if site["of"] == company]
        return minus(self.net_sales(company), total(self.zero, *costs))

    def kit_cost(self, system: str, kit: str) -> Row:
        """Unit cost of a kit by quarter."""
        said = self.deal["systems"][system]
        cost = spread(said["unit_cost"], self.quarters, self.rates)
        extra = spread(said.get("kits", {}).get(kit, {}).get("extra_cost", 0), self.quarters, self.rates)
        learnt = self._learnt(said["learning"]) if "learning" in said else [Fraction(1)] * len(cost)
        return [one * (1 + more) * factor for one, more, factor in zip(cost, extra, learnt, strict=True)]

    def _learnt(self, said: dict[str, Any]) -> Row:
        """Wright (1936): (made so far / made to date) to the power log2(1 - share per doubling), to fifty digits."""
        share, made = figure(said["per_doubling"])[0], figure(said["produced_to_date"])[0]
        output = figure(str(said["output"]).partition("/")[0])[0]
        with localcontext(Context(prec=60)):
            slope = _decimal(1 - share).ln() / Decimal(2).ln()
            return [
                Fraction((_decimal((made + at * output) / made).ln() * slope).exp()) for at in range(len(self.quarters))
            ]

    def price(self, said: Any, path: str, system: str) -> dict[str, Row]:
        """A price of a system by kit: as written, or a multiple of unit cost."""
        if isinstance(said, dict) and said.get("times") == "unit_cost":
            factor = self.number({key: value for key, value in said.items() if key != "times"}, path)
            return {kit: times(factor, self.kit_cost(system, kit)) for kit in self.kits(system)}
        return dict.fromkeys(self.kits(system), self.number(said, path))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def module(kind: str) -> ModuleType:
    """The module of a kind of clause."""
    return import_module(f"tests.conformance.clauses.{kind}")


def listed(said: Any) -> list[Any]:
    """A list; where one entry stands alone, a list of it."""
    return list(said) if isinstance(said, list) else [said]


def only(row: Row, mask: list[bool]) -> Row:
    return [value if here else ZERO for value, here in zip(row, mask, strict=True)]


def times(one: Row, other: Row) -> Row:
    return [here * there for here, there in zip(one, other, strict=True)]


def total(*rows: Row) -> Row:
    return [sum(column, ZERO) for column in zip(*rows, strict=True)]


def minus(one: Row, other: Row) -> Row:
    return [here - there for here, there in zip(one, other, strict=True)]
