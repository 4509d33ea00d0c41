"""Reading a solution back in the deal's own words: deliveries, cash, needs served, breakup of gains, what binds."""

from __future__ import annotations

import numpy as np

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.plan import Binding, Breakup, Cash, Delivery, Served
from dronedeal.deal.row import Line
from dronedeal.planning.compile import Compiled
from dronedeal.planning.kinds import kinds_of
from dronedeal.planning.walk_away import NoDeal
from dronedeal.reading import FloatVector
from dronedeal.solving import Solution

__all__ = ["binding", "breakups", "built", "cash", "deliveries", "money_worth", "served"]

_TINY = 1e-6
_NO_PRICE = 1e-7


def deliveries(compiled: Compiled, solution: Solution) -> tuple[Delivery, ...]:
    """Every flow of units in every quarter in which it is not zero."""
    found: list[Delivery] = []
    for flow, columns in zip(compiled.goods.flows, compiled.goods.columns, strict=True):
        units = solution.values[columns]
        least = _TINY * max(1.0, float(flow.most.max(initial=0.0)))
        found.extend(
            Delivery(
                term=flow.clause, system=flow.system, kit=flow.kit, site=flow.site, from_party=flow.seller,
                to_party=flow.buyer, need=flow.need, quarter=int(quarter), units=float(units[quarter]),
            )
            for quarter in np.flatnonzero(units > least)
        )  # fmt: skip
    return tuple(found)


def cash(compiled: Compiled, solution: Solution) -> tuple[Cash, ...]:
    """What every payable line moves, by the quarter that counts; a negative amount flows the other way."""
    start = compiled.deal.horizon.start
    found: list[Cash] = []
    moved: dict[str, tuple[Line, FloatVector]] = {}
    for payment in compiled.money.payments:
        amounts = payment.amount.at(solution.values)
        _, before = moved.get(payment.line.path, (payment.line, 0.0))
        moved[payment.line.path] = (payment.line, before + amounts)
    for line, amounts in moved.values():
        least = _TINY * max(1.0, float(np.abs(amounts).max(initial=0.0)))
        found.extend(
            Cash(
                line=line.path, term=line.clause, debtor=line.debtor, creditor=line.creditor, quarter=int(quarter),
                due=Quarter.of(line.due[int(quarter)]).since(start), amount=float(amounts[quarter]),
                currency=compiled.deal.currency, place=line.place,
            )
            for quarter in np.flatnonzero(np.abs(amounts) > least)
        )  # fmt: skip
    return tuple(found)


def served(compiled: Compiled, solution: Solution, no_deal: NoDeal) -> tuple[Served, ...]:
    """Effect every need gets each quarter, and what it would get without the deal."""
    found: list[Served] = []
    for name, columns in compiled.goods.needs.items():
        need = compiled.deal.needs[name]
        wanted = compiled.bases.vector(need.quantity)
        gets = solution.values[columns.steps].sum(axis=0)
        bought = np.zeros(len(wanted))
        for alternative, units in columns.alternatives.items():
            effect = compiled.bases.vector(compiled.deal.alternatives[alternative].effect, 1.0)
            bought += effect * solution.values[units]
        found.extend(
            Served(
                need=name, quarter=quarter, wanted=float(wanted[quarter]), served=float(gets[quarter]),
                by_alternatives=float(bought[quarter]), without_deal=float(no_deal.served[name][quarter]),
            )
            for quarter in range(len(wanted))
        )  # fmt: skip
    return tuple(found)


def built(compiled: Compiled, solution: Solution) -> dict[str, tuple[float, ...]]:
    """Capacity bought at each site, units a quarter, by the quarter its capital is spent."""
    return {
        site: tuple(float(value) for value in np.where(values > _TINY, values, 0.0))
        for site, columns in compiled.goods.built.items()
        if (values := solution.values[columns]).max(initial=0.0) > _TINY
    }


def breakups(compiled: Compiled, solution: Solution, no_deal: NoDeal) -> dict[str, Breakup]:
    """What each party's gain over walking away is made of.

    What is left at the end counts with what it was spent on: lines with industry, effect in store with forces. Payments count at the mean of both sides' discount factors, so that they cancel in every part but ``timing``. What a party with
    needs pays is set against what it saves; what others pay, against their industry. What a party states of its
    walk-away beyond the no-deal plan, or could do better alone, is taken off ``declared``.
    """
    after, before = kinds_of(compiled, solution.values), no_deal.kinds
    in_need = {need.of for need in compiled.deal.needs.values()}
    found: dict[str, Breakup] = {}
    for party in compiled.deal.parties:

        def change(*kinds: str, party: str = party) -> float:
            return sum(after[party].get(kind, 0.0) - before[party].get(kind, 0.0) for kind in kinds)

        outlays = change("paid")
        savings = change("avoided", "alternatives", "support") + (outlays if party in in_need else 0.0)
        industry = change("received", "production", "capital", "residual") + (0.0 if party in in_need else outlays)
        unseen = no_deal.values[party] - no_deal.planned[party]
        found[party] = Breakup(
            savings=savings, forces=change("forces", "salvage"), industry=industry, timing=change("timing"),
            declared=change("declared") - unseen,
        )  # fmt: skip
    return found


def binding(compiled: Compiled, solution: Solution) -> tuple[Binding, ...]:
    """Lines of the document whose rows bind, with the joint value of one unit more in each quarter they do, added up."""
    if not solution.has_duals:
        return ()
    rates: dict[int, float] = {}
    tags = compiled.program.row_tags
    for row in np.flatnonzero(np.abs(solution.row_duals) > _NO_PRICE):
        tag = int(tags[row])
        if tag >= 0:
            rates[tag] = rates.get(tag, 0.0) + float(solution.row_duals[row])
    found = (
        Binding(path=origin.path, place=origin.place, text=origin.text, rate=rate)
        for tag, rate in rates.items()
        if (origin := compiled.tags.origins[tag]).path
    )
    return tuple(sorted(found, key=lambda one: (-abs(one.rate), one.path)))


def money_worth(compiled: Compiled, solution: Solution) -> dict[str, float]:
    """Shadow price of each budget: joint value of one more unit of money in its tightest fiscal year."""
    if not solution.has_duals:
        return {}
    return {
        account: float(np.abs(solution.row_duals[rows]).max(initial=0.0))
        for account, rows in compiled.money.budget_rows.items()
    }
