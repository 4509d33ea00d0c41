"""Joint production: capital, price and profit of a line that partners share; docs/reference/forms/joint_production.md."""

from collections.abc import Iterator

from tests.conformance.cases import Case, Said, deal, single
from tests.conformance.oracle.world import Clause, Goods, Owed, listed, times, total


def goods(clause: Clause) -> Iterator[Goods]:
    for partner in {**clause.get("output", {}), **clause.get("output_after", {})}:
        for system in listed(clause["systems"]):
            said = clause.get("price", 0)
            price = clause.world.price(said, f"terms.{clause.name}.price", system)
            yield Goods(system, clause["company"], partner, price)


def rows(clause: Clause) -> Iterator[Owed]:
    world, company = clause.world, clause["company"]
    spent = total(world.zero, *(world.counts.rows["invested", site] for site in listed(clause["sites"])))
    for partner in clause.get("capital", {}):
        brings = times(clause.number("capital", partner), spent)
        yield clause.owes(f"capital/{partner}", partner, company, brings, clause.due("first", pay_after=False))
    for partner in clause.get("profit", {}):
        gains = times(clause.number("profit", partner), world.profit(company))
        yield clause.owes(f"profit/{partner}", company, partner, gains, clause.due("last"))
    if "price" in clause:
        for partner in {one.taker: one for one in goods(clause)}:
            values = (world.value(clause, one) for one in goods(clause) if one.taker == partner)
            yield clause.owes(f"price/{partner}", partner, company, total(world.zero, *values), clause.due("delivery"))


def cases() -> Iterator[Case]:
    sites = {
        "joint": {"in": "DK", "of": "venture", "makes": ["drone", "boat"], "capacity": "1000/quarter", "cost": "1.05"}
    }
    prices = ("1200.005 USD", {"value": "1.2", "times": "unit_cost"}, None)
    for at, price in enumerate(prices):
        for event in (None, 2):
            term = {
                "kind": "joint_production", "company": "venture", "sites": ["joint"], "systems": ["drone", "boat"],
                "capital": {"buyer": "80%", "third": "0.005%"}, "profit": {"buyer": "50%", "state": "33.333%"},
                "output": {"third": "100%"}, "output_after": {"third": "40%", "buyer": "60%"}, "event": "ceasefire",
            } | ({} if price is None else {"price": price, "pay_after": "30 days"})  # fmt: skip
            said = Said()
            if event is not None:
                said.happened(event, "ceasefire")
            for quarter in range(4):
                said.invested(quarter, "joint", f"{200_000 - 50_000 * quarter}.33")
                said.produced(quarter, "joint", 100 + quarter)
                said.produced(quarter, "joint", 2, system="boat")
                said.delivered(quarter, "danish", 60 - quarter, to="third")
                said.delivered(quarter, "danish", 1, system="boat", to="third")
                said.delivered(quarter, "danish", 30, to="buyer")
            yield single(f"venture {at + 1} {event}", f"price {price}, ceasefire in quarter {event}", deal({"danish": term}, sites=sites, events={"ceasefire": {}}), said)  # fmt: skip
