"""Small deals said in few words: a maker, a buyer, a state and the others, and what was counted among them."""

from collections.abc import Mapping
from decimal import Decimal

from dronedeal.deal import (
    Agreed,
    Clause,
    Counted,
    Deal,
    Event,
    Fixed,
    Goods,
    Horizon,
    MoneyIn,
    Number,
    Open,
    Party,
    Place,
    Product,
    Quantity,
    Quarter,
    Series,
    Site,
    Standing,
    Status,
    System,
    Thing,
    agreed,
    option,
)
from dronedeal.reading import Decimals, exact
from dronedeal.unfolding import unfold

START = Quarter(2027, 1)
Facts = Mapping[Counted, Decimals]


def money(value: object, *, path: str = "", currency: str = "USD") -> Agreed:
    return agreed(str(value), currency, path=path)


def share(value: object, *, path: str = "") -> Agreed:
    return agreed(str(value), "share", path=path)


def count(value: object, *, path: str = "") -> Agreed:
    return agreed(str(value), "count", path=path)


def days(value: object) -> Agreed:
    return agreed(str(value), "days")


def months(value: object) -> Agreed:
    return agreed(str(value), "months")


def rate(value: object) -> Agreed:
    return agreed(str(value), "count/quarter")


def an_open(low: object, high: object, *, unit: str = "USD", path: str = "open") -> Open:
    return Open(low=Decimal(str(low)), high=Decimal(str(high)), unit=unit, path=path)


def by_quarter(values: Mapping[str, Number], *, path: str = "") -> Series:
    unit = next(iter(values.values())).unit
    return Series(by="quarter", labels=tuple(values), values=tuple(values.values()), unit=unit, path=path)


def by_year(values: Mapping[str, Number], *, path: str = "") -> Series:
    unit = next(iter(values.values())).unit
    return Series(by="year", labels=tuple(values), values=tuple(values.values()), unit=unit, path=path)


def times_unit_cost(factor: object, *, path: str = "") -> Product:
    return Product(factor=count(factor, path=path), times="unit_cost", unit="USD", path=path)


def fixed(value: object) -> Fixed:
    return Fixed(number=count(value))


def party(name: str, kind: str = "company", **more: object) -> Party:
    return Party(id=name, kind=kind, discount_rate=share("0.1"), **more)  # type: ignore[arg-type]


def system(name: str, unit_cost: object = 100, **more: object) -> System:
    return System(id=name, domain="air", effects={}, unit_cost=money(unit_cost), **more)  # type: ignore[arg-type]


def site(name: str, of: str, *makes: str, **more: object) -> Site:
    return Site(id=name, country="UA", of=of, makes=makes, **more)  # type: ignore[arg-type]


PARTIES = {
    "maker": party("maker"),
    "licensee": party("licensee"),
    "venture": party("venture"),
    "bank": party("bank"),
    "fund": party("fund", "fund"),
    "buyer": party("buyer", "state"),
    "state": party("state", "state"),
    "third": party("third", "state"),
}
SYSTEMS = {"drone": system("drone"), "boat": system("boat", 1_000)}
SITES = {
    "plant": site("plant", "maker", "drone", "boat"),
    "line": site("line", "licensee", "drone"),
    "joint": site("joint", "venture", "drone"),
}


def clause(name: str, form: str, status: Status = "proposed", **said: object) -> Clause:
    """A clause whose n-th key stands on line n of a document named after it; what is ``optional`` is still open."""
    places = {key: Place(f"{name}.yaml", line, 1) for line, key in enumerate(said, start=1)}
    if said.get("optional") is True:
        said = {**said, "optional": option(path=f"terms.{name}.optional", place=places["optional"])}
    return Clause(id=name, form=form, status=status, said=said, place=Place(f"{name}.yaml", 99, 1), places=places)


def event(name: str, on: Quarter | None, **more: object) -> Event:
    return Event(id=name, on=on, **more)  # type: ignore[arg-type]


def deal(*clauses: Clause, years: int = 1, start: Quarter = START, **tables: object) -> Deal:
    tables = {"parties": PARTIES, "systems": SYSTEMS, "sites": SITES, **tables}
    terms = {one.id: one for one in clauses}
    horizon = Horizon(start=start, years=years)
    return Deal(title="A small deal", horizon=horizon, currency="USD", terms=terms, **tables)  # type: ignore[arg-type]


def numbers(*values: object, periods: int = 4) -> Decimals:
    """Values as Decimals, zero after the last one given."""
    return (*(Decimal(str(value)) for value in values), *((Decimal(0),) * (periods - len(values))))


def sold(
    name: str, *units: object, of: str = "drone", to: str = "buyer", kit: str = "standard", periods: int = 4
) -> Facts:
    """What was delivered of a system to a party under a clause."""
    counted = Counted(thing=Thing.UNITS_DELIVERED, subject=name, systems=(f"{of}/{kit}",), to=to)
    return {counted: numbers(*units, periods=periods)}


def accepted(
    name: str, *units: object, of: str = "drone", to: str = "buyer", kit: str = "standard", periods: int = 4
) -> Facts:
    """What was accepted of a system by a party under a clause."""
    counted = Counted(thing=Thing.ACCEPTED, subject=name, systems=(f"{of}/{kit}",), to=to)
    return {counted: numbers(*units, periods=periods)}


def made(where: str, *units: object, of: str = "drone", kit: str = "standard", periods: int = 4) -> Facts:
    """What a site made of a system."""
    counted = Counted(thing=Thing.UNITS_PRODUCED, subject=where, systems=(f"{of}/{kit}",))
    return {counted: numbers(*units, periods=periods)}


def spent(where: str, *amounts: object, periods: int = 4) -> Facts:
    """What capital was spent at a site."""
    return {Counted(thing=Thing.CAPITAL_SPENT, subject=where): numbers(*amounts, periods=periods)}


def late(name: str, *days_late: object, periods: int = 4) -> Facts:
    """How many days late the deliveries under a clause were."""
    return {Counted(thing=Thing.DAYS_LATE, subject=name): numbers(*days_late, periods=periods)}


def reported(thing: Thing, name: str, *values: object, what: str = "", by: str = "", periods: int = 4) -> Facts:
    """What was reported under a clause: of one stage, credit or system, by one party."""
    counted = Counted(thing=thing, subject=name, systems=(what,) if what else (), to=by)
    return {counted: numbers(*values, periods=periods)}


def amounts(agreement: Deal, *facts: Facts, settled: Mapping[str, Decimal] | None = None) -> dict[str, Decimals]:
    """Every line of the deal, quarter by quarter, in the exact reading."""
    together = {counted: values for one in facts for counted, values in one.items()}
    return exact(unfold(agreement, reported=True), together, settled=settled)


def payable(agreement: Deal, *facts: Facts, settled: Mapping[str, Decimal] | None = None) -> dict[str, Decimals]:
    """The money lines of the deal, by what follows ``terms.``, in the exact reading."""
    money_lines = {line.path for line in unfold(agreement).lines if isinstance(line.what, MoneyIn)}
    read = amounts(agreement, *facts, settled=settled)
    return {path.removeprefix("terms."): read[path] for path in read if path in money_lines}


def goods(agreement: Deal, *facts: Facts) -> dict[str, Decimals]:
    """The goods lines of the deal in the exact reading."""
    goods_lines = {line.path for line in unfold(agreement).lines if isinstance(line.what, Goods)}
    return {
        path.removeprefix("terms."): read for path, read in amounts(agreement, *facts).items() if path in goods_lines
    }


def promises(agreement: Deal) -> tuple[Standing, ...]:
    return unfold(agreement).standing


def counted_in(quantity: Quantity) -> set[Counted]:
    """The counted things a quantity rests on."""
    from dataclasses import fields, is_dataclass

    if isinstance(quantity, Counted):
        return {quantity}
    inner: list[object] = [getattr(quantity, one.name) for one in fields(quantity)] if is_dataclass(quantity) else []
    found: set[Counted] = set()
    while inner:
        here = inner.pop()
        if isinstance(here, Counted):
            found.add(here)
        elif isinstance(here, tuple):
            inner.extend(here)
        elif is_dataclass(here):
            inner.extend(getattr(here, one.name) for one in fields(here))
    return found


def shown(agreement_lines: dict[str, tuple[Decimal, ...]], path: str, quarters: int = 4) -> list[str]:
    """The first amounts of a row, as they are written."""
    return [str(amount) for amount in agreement_lines[path][:quarters]]
