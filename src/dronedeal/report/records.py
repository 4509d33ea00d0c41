"""Results as plain data for JSON: the documented, versioned shapes that ``--json`` and the study write. Not a format of their own."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dronedeal.deal.calendar import Quarter
from dronedeal.deal.deal import Deal
from dronedeal.deal.finding import Finding
from dronedeal.deal.place import Place
from dronedeal.deal.plan import Plan

if TYPE_CHECKING:
    from dronedeal.bargaining import Answered, Appraisal, Bargained, Coalitions, Talked, View
    from dronedeal.bargaining.domains import Efficient, Frontier, Point
    from dronedeal.planning import OverRegimes
    from dronedeal.simulation import BreakEven, Simulated

__all__ = [
    "FORMAT",
    "answered_record",
    "appraisal_record",
    "bargained_record",
    "break_even_record",
    "coalitions_record",
    "domain_record",
    "finding_record",
    "finite",
    "plain_record",
    "plan_record",
    "regimes_record",
    "simulation_record",
    "talked_record",
    "view_record",
]

FORMAT = 1
"""Version of the JSON shapes; raised when a key changes its meaning or goes."""


def plain_record(value: object) -> Any:  # noqa: ANN401 - whatever JSON takes
    """Any noun as plain data: dataclasses by field, places as ``file:line:column``, exact numbers as text."""
    if isinstance(value, Place):
        return str(value)
    if isinstance(value, (Quarter, Path)):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if dataclasses.is_dataclass(value):
        return {one.name: plain_record(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain_record(one) for key, one in cast("Mapping[object, object]", value).items()}
    if isinstance(value, (tuple, list)):
        return [plain_record(one) for one in cast("tuple[object, ...]", value)]
    return value


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding: code, severity, message, file, line, column, mend, related places."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "mend": finding.mend,
        "related": [str(place) for place in finding.related],
    }


def plan_record(deal: Deal, plan: Plan) -> dict[str, Any]:
    """A plan as ``dronedeal plan --json`` writes it; quarters by name, also those after the horizon."""
    start = deal.horizon.start

    def named(quarter: int) -> str:
        return str(start.plus(quarter))

    record = plain_record(plan)
    record["format"] = FORMAT
    record["title"] = deal.title
    record["currency"] = deal.currency
    record["quarters"] = [str(quarter) for quarter in deal.horizon.quarters]
    record["splits"] = {party: list(ends) for party, ends in plan.splits.items()}
    record["deliveries"] = [
        {
            "term": one.term, "system": one.system, "kit": one.kit, "site": one.site, "from": one.from_party,
            "to": one.to_party, "need": one.need, "quarter": named(one.quarter), "units": one.units,
        }
        for one in plan.deliveries
    ]  # fmt: skip
    record["cash"] = [
        {
            "line": one.line, "term": one.term, "from": one.debtor, "to": one.creditor, "quarter": named(one.quarter),
            "due": named(one.due), "amount": one.amount, "currency": one.currency, "place": str(one.place),
        }
        for one in plan.cash
    ]  # fmt: skip
    record["served"] = [
        {
            "need": one.need, "quarter": named(one.quarter), "wanted": one.wanted, "served": one.served,
            "by_alternatives": one.by_alternatives, "without_deal": one.without_deal,
        }
        for one in plan.served
    ]  # fmt: skip
    return cast("dict[str, Any]", record)


_QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}


def simulation_record(deal: Deal, simulated: Simulated) -> dict[str, Any]:
    """A simulation as ``dronedeal simulate --json`` writes it: amounts in the deal's currency, gains as present money."""
    record: dict[str, Any] = {
        "format": FORMAT, "title": deal.title, "currency": simulated.currency, "scenarios": simulated.scenarios,
        "asked": simulated.asked, "seed": simulated.seed, "sobol": simulated.sobol, "policy": simulated.policy,
        "seconds": simulated.seconds, "checksum": simulated.checksum, "drawn": list(simulated.drawn),
        "years": list(simulated.years), "chances": dict(simulated.chances),
        "stood": int(simulated.outcome.stood.sum()),
    }  # fmt: skip
    record["parties"] = {
        party: {
            **plain_record(simulated.of(party)),
            "cash": dict(
                zip(_QUANTILES, simulated.cash_quantiles(party, tuple(_QUANTILES.values())).tolist(), strict=True)
            ),
        }
        for party in simulated.parties
    }
    record["needs"] = {need: plain_record(simulated.service(need)) for need in simulated.needs}
    record["drivers"] = {
        party: [
            {
                "number": one.number, "first": one.first, "first_interval": list(one.first_interval), "total": one.total,
                "total_interval": list(one.total_interval),
            }
            for one in some
        ]
        for party, some in simulated.drivers.items()
    }  # fmt: skip
    record["swings"] = {party: plain_record(some) for party, some in simulated.swings.items()}
    record["facts"] = plain_record(simulated.facts)
    return record


def bargained_record(deal: Deal, found: Bargained) -> dict[str, Any]:
    """What can be agreed as ``dronedeal bargain --json`` writes it: present money by side; what is infinite is null."""
    record = {"format": FORMAT, "title": deal.title, **plain_record(found)}
    return cast("dict[str, Any]", finite(record))


def appraisal_record(deal: Deal, found: Appraisal) -> dict[str, Any]:
    """An offer as ``dronedeal offer --json`` writes it."""
    return cast(
        "dict[str, Any]",
        finite({"format": FORMAT, "title": deal.title, "currency": deal.currency, **plain_record(found)}),
    )


def talked_record(deal: Deal, found: Talked) -> dict[str, Any]:
    """The talks as ``dronedeal talks --json`` writes them."""
    return cast("dict[str, Any]", finite({"format": FORMAT, "title": deal.title, **plain_record(found)}))


def answered_record(deal: Deal, found: Answered) -> dict[str, Any]:
    """What a side can answer as ``dronedeal answer --json`` writes it."""
    return cast(
        "dict[str, Any]",
        finite({"format": FORMAT, "title": deal.title, "currency": deal.currency, **plain_record(found)}),
    )


def view_record(deal: Deal, view: View) -> dict[str, Any]:
    """What one side sees of a neutral run as ``dronedeal bargain --views`` writes it."""
    return cast(
        "dict[str, Any]",
        finite({"format": FORMAT, "kind": "dronedeal view", "title": deal.title, **plain_record(view)}),
    )


def finite(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Plain data with null for numbers that JSON has none of."""
    if isinstance(value, dict):
        return {key: finite(one) for key, one in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def break_even_record(deal: Deal, found: BreakEven) -> dict[str, Any]:
    """A break-even as ``dronedeal breakeven --json`` writes it."""
    return {"format": FORMAT, "title": deal.title, "currency": deal.currency, **plain_record(found)}


def coalitions_record(deal: Deal, found: Coalitions) -> dict[str, Any]:
    """What coalitions can have as ``dronedeal coalitions --json`` writes it: present money over the no-deal plan, in the deal's currency."""
    return {"format": FORMAT, "title": deal.title, **plain_record(found)}


def regimes_record(deal: Deal, over: OverRegimes) -> dict[str, Any]:
    """A plan over regimes as ``dronedeal regimes --json`` writes it: amounts are expected present money, in the deal's currency."""
    record: dict[str, Any] = {
        "format": FORMAT,
        "title": deal.title,
        "quarters": [str(quarter) for quarter in deal.horizon.quarters],
    }
    record |= plain_record(over)
    record["wagers"] = [{**plain_record(one), "gain": one.gain} for one in over.wagers]
    return record


_MOST_SHOWN = 10_000
"""Efficient utilities, and packages of each point, beyond which no more are written."""


def domain_record(frontier: Frontier, points: Mapping[str, Point]) -> dict[str, Any]:
    """A finite domain as ``dronedeal domain --json`` writes it: utilities as decimals, those of points exact as fractions too."""
    domain = frontier.domain
    return {
        "format": FORMAT, "name": domain.name, "outcomes": domain.outcomes,
        "issues": [{"name": issue.name, "values": len(issue.values)} for issue in domain.issues],
        "parties": [{"name": one.name, "reservation": float(one.reservation)} for one in domain.profiles],
        "frontier_size": len(frontier.points), "frontier_outcomes": sum(point.count for point in frontier.points),
        "frontier": [[float(one) for one in point.utilities] for point in frontier.points[:_MOST_SHOWN]],
        "points": {name: _point_record(frontier, point) for name, point in points.items()},
    }  # fmt: skip


def _point_record(frontier: Frontier, point: Point) -> dict[str, Any]:
    found: list[Efficient] = list(point.found)
    return {
        "definition": point.definition,
        "utilities": [[float(one) for one in each.utilities] for each in found],
        "exact": [[str(one) for one in each.utilities] for each in found],
        "outcomes": [
            frontier.domain.said(package) for each in found for package in frontier.packages(each, _MOST_SHOWN)
        ],
    }
