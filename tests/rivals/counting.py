"""What clauses count, restated for the rival program.

Value invoiced, net sales, cost, profit, capital, in millions a quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dronedeal.deal import Clause, Number, Product
from tests.rivals.amounts import MILLION, Amount
from tests.rivals.clauses import Said
from tests.rivals.figures import Figures, Vector
from tests.rivals.goods import Goods


@dataclass(frozen=True)
class Payment:
    """Money from a debtor to a creditor, by quarter of counting, with the day each quarter's money moves."""

    debtor: str
    creditor: str
    amount: Amount
    days: list[date]
    account: str = ""


class Counting:
    """Counted things as amounts, over the goods of one program."""

    def __init__(self, goods: Goods, said: list[Said]) -> None:
        self.goods, self.said = goods, {one.name: one for one in said}
        self.figures: Figures = goods.figures
        self.sheet, self.deal, self.count = goods.sheet, goods.deal, goods.figures.count
        self._kept: dict[str, list[Payment]] = {}

    def of(self, one: Said) -> list[Payment]:
        """What one clause pays; said where forms are."""
        raise NotImplementedError

    def invoiced(self, clause: str, *, system: str = "", need: str = "", to: str = "") -> Amount:
        """Value of goods delivered under a clause; of one without goods, all the money it states."""
        one = self.said.get(clause)
        if one is None:
            return self.sheet.known(0.0)
        if one.clause.form not in {"purchase", "joint_production", "swap"}:
            return self.sheet.sum(*(payment.amount for payment in self.of(one)))
        parts = [
            move.units.times(self.price(one.clause, move.channel.system, move.kit) / MILLION)
            for move in self.goods.moves
            if move.channel.clause == clause
            and system in {"", move.channel.system}
            and need in {"", move.need}
            and to in {"", move.channel.buyer}
        ]
        return self.sheet.sum(*parts)

    def price(self, clause: Clause, system: str, kit: str) -> Vector:
        """Price of one unit of a kit under a clause."""
        said = clause.said
        if clause.form == "swap":
            number: Any = {**said["one_gives"], **said["other_gives"]}[system]  # type: ignore[dict-item]
        else:
            prices: Any = said.get("prices") or {}
            number = prices.get(system, said.get("price"))
        if isinstance(number, Product) and number.times == "unit_cost":
            return self.figures.value(number.factor) * self.figures.cost(system, kit)
        return self.figures.value(number)

    def sales(self, company: str, systems: tuple[str, ...] = ()) -> Amount:
        """All a company invoices for goods, under every clause."""
        parts = [
            move.units.times(self.price(self.said[move.channel.clause].clause, move.channel.system, move.kit) / MILLION)
            for move in self.goods.moves
            if move.channel.clause
            and move.channel.seller == company
            and (not systems or move.channel.system in systems)
        ]
        return self.sheet.sum(*parts)

    def profit(self, company: str) -> Amount:
        """What a company invoices less what its sites' production costs."""
        sites = [site for site in self.deal.sites.values() if site.of == company]
        return self.sales(company) - self.sheet.sum(*(self.goods.cost(site) for site in sites))

    def spent(self, site: str) -> Amount:
        """Capital spent on a site."""
        return self.goods.capital.get(site, self.sheet.known(0.0))

    def _known(self, number: Number, mask: Vector | float = 1.0) -> Amount:
        return self.sheet.known(self.figures.value(number) / MILLION * mask)

    def _only(self, index: int) -> Vector:
        return (np.arange(self.count) == index).astype(float)

    def _closings(self, one: Said) -> list[date]:
        return [self.figures.later(day, one.get("pay_after")) for day in self.figures.closings]

    @property
    def _year_ends(self) -> Vector:
        return (np.arange(self.count) % 4 == 3).astype(float)
