"""A ledger by its rules: what each closing states, what all legs come to, and a party's balances."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.conformance.oracle.figures import minor, written
from tests.conformance.oracle.happened import Event, name, standing
from tests.conformance.oracle.paying import Payable, payables, settled
from tests.conformance.oracle.world import Goods, World

Key = tuple[str, str]


def expected(deal: dict[str, Any], steps: list[dict[str, Any]], parties: tuple[str, ...]) -> dict[str, Any]:
    """What a case expects: entries of its closings, its lines at the last one, its accounts, the balances of parties."""
    events: dict[Key, Event] = {}
    accounts: defaultdict[Key, int] = defaultdict(int)
    stated: dict[tuple[str, str, str], Payable] = {}
    closings: list[dict[str, Any]] = []
    lines: list[Payable] = []
    world, to = World(deal, []), date.min

    def post(account: str, unit: str, units: int) -> None:
        accounts[account, unit] += units

    for step in steps:
        if "record" in step:
            if "refused" not in step:
                for event in step["record"]:
                    if (event["source"], event["id"]) not in events:
                        events[event["source"], event["id"]] = event
                        _passed(deal, event, events, post)
            continue
        to = date.fromisoformat(step["close"])
        world = World(deal, standing(events.values(), to))
        lines = payables(world, to)
        entries = list(_stated(lines, stated))
        for _, one, more in entries:
            _owe(post, one, more)
            stated[one.key] = replace(one, units=more + (stated[one.key].units if one.key in stated else 0))
        closings.append({"to": str(to), "entries": [[word, *_told(one, more)] for word, one, more in entries]})
    found = {
        "closings": closings,
        "lines": [_told(one, one.units) for one in sorted(lines, key=lambda one: one.key)],
        "accounts": [[account, unit, written(units, unit)] for (account, unit), units in sorted(accounts.items()) if units],
        "uncounted": sorted({*world.counts.excess, *_closed(world)}),
    }  # fmt: skip
    if parties:
        found["balances"] = [_balances(world, lines, party, to) for party in parties]
    return found


def _stated(lines: list[Payable], stated: dict[tuple[str, str, str], Payable]) -> list[tuple[str, Payable, int]]:
    now = {one.key: one for one in lines}
    found: list[tuple[str, Payable, int]] = []
    for key in sorted({*now, *stated}):
        before = stated[key].units if key in stated else 0
        more = (now[key].units if key in now else 0) - before
        if more:
            found.append(("trued_up" if key in stated else "accrued", now.get(key) or stated[key], more))
    return found


def _told(one: Payable, units: int) -> list[str]:
    amount = written(units, one.currency)
    return [one.line, str(one.quarter), one.debtor, one.creditor, one.currency, amount, str(one.due)]


def _owe(post: Callable[[str, str, int], None], one: Payable, units: int) -> None:
    debtor, creditor, unit = one.pair
    post(f"{debtor}:expense:{creditor}", unit, units)
    post(f"{debtor}:owes:{creditor}", unit, -units)
    post(f"{creditor}:owed_by:{debtor}", unit, units)
    post(f"{creditor}:income:{debtor}", unit, -units)


def _passed(
    deal: dict[str, Any], event: Event, events: dict[Key, Event], post: Callable[[str, str, int], None], sign: int = 1
) -> None:
    """Goods and money that changed hands with an event; what it corrects is taken back."""
    if sign == 1 and "corrects" in event:
        _passed(deal, events[event["source"], event["corrects"]], events, post, -1)
    match event["kind"]:
        case "delivered" | "returned":
            goods, units = _goods(deal, event), sign * int(event["quantity"])
            units = units if event["kind"] == "delivered" else -units
            post(f"{goods.taker}:goods:{goods.giver}", f"UNIT-{goods.system}", units)
            post(f"{goods.giver}:goods:{goods.taker}", f"UNIT-{goods.system}", -units)
        case "produced":
            owner, units = deal["sites"][event["of"]]["of"], sign * int(event["quantity"])
            post(f"{owner}:made:{event['of']}", f"UNIT-{event['system']}", units)
            post(f"{owner}:output:{event['of']}", f"UNIT-{event['system']}", -units)
        case "invested":
            owner, unit = deal["sites"][event["of"]]["of"], event["currency"]
            units = sign * minor(Fraction(event["amount"]), unit)
            post(f"{owner}:capital:{event['of']}", unit, units)
            post(f"{owner}:cash:{event['of']}", unit, -units)
        case "stocked" | "used":
            way = "brought" if event["kind"] == "stocked" else "used"
            units = sign * int(event["quantity"]) * (1 if way == "brought" else -1)
            post(f"{event['by']}:stock:{way}", f"UNIT-{event['system']}", units)
            post(f"{event['by']}:{way}:stock", f"UNIT-{event['system']}", -units)
        case "secured" | "drawn" | "released":
            said, unit = deal["terms"][event["of"]], event["currency"]
            units = sign * minor(Fraction(event["amount"]), unit) * (1 if event["kind"] == "secured" else -1)
            post(f"{said['creditor']}:security:{said['holder']}", f"SECURITY-{unit}", units)
            post(f"{said['holder']}:secures:{said['creditor']}", f"SECURITY-{unit}", -units)
        case "paid":
            by, to, unit = event["by"], event["to"], event["currency"]
            units = sign * minor(Fraction(event["amount"]), unit)
            post(f"{by}:owes:{to}", unit, units)
            post(f"{by}:cash:{to}", unit, -units)
            post(f"{to}:cash:{by}", unit, units)
            post(f"{to}:owed_by:{by}", unit, -units)


def _goods(deal: dict[str, Any], event: Event) -> Goods:
    world = World(deal, [])
    goods = world.goods(world.clauses[event["of"]])
    return next(one for one in goods if one.system == event["system"] and one.taker == event["to"])


def _closed(world: World) -> list[str]:
    """Deliveries and returns in quarters in which their clause delivers nothing."""
    return [
        name(event)
        for event in world.events
        if event["kind"] in {"delivered", "returned"}
        and not world.delivers(world.clauses[event["of"]], event["system"])[world.at(event)]
    ]


def _balances(world: World, lines: list[Payable], party: str, to: date) -> dict[str, Any]:
    """Owed, due, paid, left, overdue and disputed, by debtor, creditor and currency; and each two parties' net."""
    mine = [one for one in lines if party in one.pair[:2]]
    sums: defaultdict[tuple[str, str, str], dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(("owed", "due", "paid", "overdue", "disputed"), 0)
    )
    for one in mine:
        sums[one.pair]["owed"] += one.units
        sums[one.pair]["due"] += one.units if one.due <= to else 0
    for event in world.events:
        if event["kind"] in {"paid", "disputed"} and party in {event["by"], event["to"]}:
            units = minor(Fraction(event["amount"]), event["currency"])
            sums[event["by"], event["to"], event["currency"]][event["kind"]] += units
    net: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for pair, row in sums.items():
        debts, parts = settled([one for one in mine if one.pair == pair], world.events, to)
        row["overdue"] = sum(one.units - sum(units for _, units in parts[one.key]) for one in debts)
        first, second = sorted(pair[:2])
        net[first, second, pair[2]] += (row["due"] - row["paid"]) * (1 if first == pair[0] else -1)
    netted = [
        [*((first, second) if units > 0 else (second, first)), unit, written(abs(units), unit)]
        for (first, second, unit), units in sorted(net.items())
        if units and world.deal.get("paying", {}).get("netting") == "yes"
    ]
    rows = [
        [*pair, *(written(units, pair[2]) for units in (row["owed"], row["due"], row["paid"], row["owed"] - row["paid"], row["overdue"], row["disputed"]))]
        for pair, row in sorted(sums.items())
    ]  # fmt: skip
    return {"party": party, "rows": rows, "net": netted}
