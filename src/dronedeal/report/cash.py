"""Cash of every party by quarter, payable lines by year, and clauses in sentences with what striking them would change."""

from __future__ import annotations

import numpy as np

from dronedeal.deal.term import Goods
from dronedeal.reading import FloatVector
from dronedeal.report.annex import CashLine, CashOf, ClauseShown, Limit
from dronedeal.report.basis import Basis
from dronedeal.report.say import say
from dronedeal.report.wording import named, spoken

__all__ = ["cash", "cash_lines", "clauses", "limits", "years"]


def years(one: Basis) -> tuple[str, ...]:
    """Calendar years of payments; what falls due earlier counts in the first, what falls due after the horizon in the last."""
    return (*sorted({str(quarter.year) for quarter in one.deal.horizon.quarters}), "later")


def cash(one: Basis) -> tuple[CashOf, ...]:
    """What every party receives and pays for what the plan does, existing terms included, by the quarter it is paid."""
    periods = one.deal.horizon.periods
    received: dict[str, FloatVector] = {}
    paid: dict[str, FloatVector] = {}
    proposed: dict[str, FloatVector] = {}
    only_proposed = one.proposed_lines
    for row in one.plan.cash:
        due = min(max(row.due, 0), periods)
        debtor, creditor = (row.debtor, row.creditor) if row.amount >= 0 else (row.creditor, row.debtor)
        paid.setdefault(debtor, np.zeros(periods + 1))[due] += abs(row.amount)
        received.setdefault(creditor, np.zeros(periods + 1))[due] += abs(row.amount)
        if row.line in only_proposed:
            proposed.setdefault(debtor, np.zeros(periods + 1))[due] -= abs(row.amount)
            proposed.setdefault(creditor, np.zeros(periods + 1))[due] += abs(row.amount)
    found: list[CashOf] = []
    for party in [*one.principals, *(name for name in one.deal.parties if name not in one.principals)]:
        nothing = np.zeros(periods + 1)
        got, gave = received.get(party, nothing), paid.get(party, nothing)
        if got.any() or gave.any():
            found.append(
                CashOf(
                    party=party, name=named(one.deal, party), principal=party in one.principals,
                    received=_floats(got), paid=_floats(gave), net=_floats(got - gave), total=float((got - gave).sum()),
                    net_proposed=_floats(proposed.get(party, nothing)), total_proposed=float(proposed.get(party, nothing).sum()),
                )
            )  # fmt: skip
    return tuple(found)


def _floats(values: FloatVector) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def cash_lines(one: Basis) -> tuple[CashLine, ...]:
    """Every payable line the plan moves money under, as a sentence, with its amounts by the year they are paid."""
    labels = years(one)
    start = one.deal.horizon.start
    amounts: dict[str, FloatVector] = {}
    for row in one.plan.cash:
        year = str(start.plus(max(row.due, 0)).year)
        where = labels.index(year) if year in labels else len(labels) - 1
        amounts.setdefault(row.line, np.zeros(len(labels)))[where] += row.amount
    units: dict[str, float] = {}
    for delivered in one.plan.deliveries:
        units[delivered.term] = units.get(delivered.term, 0.0) + delivered.units
    found: list[CashLine] = []
    for line in one.unfolded.lines:
        if line.path not in amounts:
            continue
        values = amounts[line.path]
        systems = {
            other.what.system
            for other in one.unfolded.lines
            if other.clause == line.clause and isinstance(other.what, Goods)
        }
        priced = (
            units.get(line.clause, 0.0)
            if line.label == "price" and len(systems) == 1 and not _has_advance(one, line.clause)
            else 0.0
        )
        total = float(values.sum())
        found.append(
            CashLine(
                path=line.path,
                term=line.clause,
                proposed=line.status == "proposed",
                sentence=say(one.deal, line, package=one.package, total=total, units=priced),
                debtor=named(one.deal, line.debtor),
                creditor=named(one.deal, line.creditor),
                by_year=_floats(values),
                total=total,
                place=str(line.place),
            )
        )
    return tuple(found)


def _has_advance(one: Basis, clause: str) -> bool:
    return any(line.clause == clause and line.label in {"advance", "retention"} for line in one.unfolded.lines)


def clauses(one: Basis) -> tuple[ClauseShown, ...]:
    """Every proposed clause: its own words, its lines as sentences, and what it is worth."""
    costs = {cost.path: cost for cost in one.plan.clauses}
    found: list[ClauseShown] = []
    for clause in one.deal.terms.values():
        if clause.status != "proposed":
            continue
        cost = costs.get(f"terms.{clause.id}")
        lines = [line for line in one.unfolded.lines if line.clause == clause.id]
        kept = [standing for standing in one.unfolded.standing if standing.clause == clause.id]
        promises = [
            f"{named(one.deal, standing.by)} to {named(one.deal, standing.to)}: {spoken(standing.text).rstrip('.')}."
            for standing in kept
            if standing.text
        ]
        sentences = dict.fromkeys([*(say(one.deal, line, package=one.package) for line in lines), *promises])
        found.append(
            ClauseShown(
                term=clause.id,
                name=spoken(clause.id),
                form=spoken(clause.form),
                text=clause.text,
                sentences=tuple(sentences),
                worth=None if cost is None else one.snapped(-cost.cost),
                needed=cost is not None and cost.needed,
                short={} if cost is None else {named(one.deal, party): amount for party, amount in cost.short.items()},
                by_party={
                    party: one.snapped(-cost.by_party.get(party, 0.0)) for party in one.principals
                }
                if cost is not None
                else {},
                place=str(clause.place),
            )
        )  # fmt: skip
    return tuple(found)


def limits(one: Basis) -> tuple[Limit, ...]:
    """Lines of the document that bind the plan; those worth next to nothing are left out."""
    return tuple(
        Limit(path=binding.path, text=spoken(binding.text), rate=binding.rate, place=str(binding.place))
        for binding in one.plan.binding
        if abs(binding.rate) > 1e-6  # noqa: PLR2004 - what duals leave behind
    )
